package identity

// The places of the findings in their table and in the bits of a Report.
const (
	bitNameMissing = iota
	bitNameTooLong
	bitNameLostLetters
	bitNameLegacyEncoding
	bitNameLegacySuspected
	bitNameCharacters
	bitNameSingleWord
	bitDateMissing
	bitDateUnreadable
	bitDateImpossible
	bitDateFuture
	bitDateTooOld
	bitDateIncomplete
	bitDatePlaceholder
	bitGenderMissing
	bitGenderInvalid
	bitIDMissing
	bitIDInvalid
	bitIDLostZero
	bitIDPlaceholder
	bitIDOldNumber
	bitIDUnknownIssuer
	bitIDIssuedTwice
	bitIDUnknownRegion
	bitIDBirthYear
	bitIDGender
	bitIDImplausibleAge
	bitFormerIDInvalid
	bitFormerIDSame
	bitInsuranceMissing
	bitInsuranceInvalid
	bitInsuranceLostZero
	bitInsuranceEarly
	bitInsuranceOtherID
	bitCardInvalid
	bitCardUnknownObject
	bitCardUnknownIssuer
	bitCardLevel
	bitCardLevelUnconfirmed
	bitCardOtherNumber
)

// The legal bases of the rules.
const (
	basisPlan       = "Kế hoạch 2207/KH-BHXH (12/08/2022), phần B mục I.1 và II.1"
	basisEFiling    = "định dạng hồ sơ điện tử BHXH (2026): họ và tên tối đa 100 ký tự"
	basisUnicode    = "TCVN 6909:2001"
	basisPartial    = "Mẫu TK1-TS, Quyết định 505/QĐ-BHXH (27/03/2020)"
	basisNumber     = "Luật Căn cước 26/2023/QH15 Điều 12"
	basisStructure  = "Nghị định 137/2015/NĐ-CP Điều 13; Thông tư 07/2016/TT-BCA"
	basisCMND       = "Luật Căn cước 26/2023/QH15 Điều 46"
	basisFormer     = "Nghị định 70/2024/NĐ-CP Điều 11, Điều 12"
	basisInsurance  = "Quyết định 1351/QĐ-BHXH (16/11/2015)"
	basisReplaced   = "Thông báo 6877/TB-BHXH"
	basisCardLevels = "Quyết định 1351/QĐ-BHXH (16/11/2015); Nghị quyết 261/2025/QH15 Điều 2"
	basisCardShort  = "Quyết định 1351/QĐ-BHXH (16/11/2015); Quyết định 1666/QĐ-BHXH (2020)"
	basisPractice   = "thực tiễn quản lý dữ liệu, không có quy định"
)

var findingRows = [...]findingRow{
	bitNameMissing: {
		FindingNameMissing, FieldName, SeverityError,
		"there is no name", "Chưa có họ và tên.", basisPlan,
	},
	bitNameTooLong: {
		FindingNameTooLong, FieldName, SeverityWarning,
		"the name has more than 100 characters", "Họ và tên dài hơn 100 ký tự.", basisEFiling,
	},
	bitNameLostLetters: {
		FindingNameLostLetters, FieldName, SeverityWarning,
		"letters of the name were lost", "Họ và tên bị mất chữ (dấu ? hoặc ký tự thay thế).", basisUnicode,
	},
	bitNameLegacyEncoding: {
		FindingNameLegacyEncoding, FieldName, SeverityWarning,
		"the name is stored in a legacy encoding and can be decoded",
		"Họ và tên lưu theo bảng mã cũ (TCVN3 hoặc VNI), chuyển được sang Unicode.", basisUnicode,
	},
	bitNameLegacySuspected: {
		FindingNameLegacySuspected, FieldName, SeverityHint,
		"the name looks like a legacy encoding but does not decode",
		"Họ và tên có thể lưu theo bảng mã cũ nhưng chưa chuyển được sang Unicode.", basisUnicode,
	},
	bitNameCharacters: {
		FindingNameCharacters, FieldName, SeverityWarning,
		"the name holds digits, control characters or signs",
		"Họ và tên có chữ số, ký tự điều khiển hoặc ký hiệu.", basisPractice,
	},
	bitNameSingleWord: {
		FindingNameSingleWord, FieldName, SeverityHint,
		"the name is a single word", "Họ và tên chỉ có một chữ.", basisPractice,
	},
	bitDateMissing: {
		FindingDateMissing, FieldDateOfBirth, SeverityError,
		"there is no date of birth", "Chưa có ngày tháng năm sinh.", basisPlan,
	},
	bitDateUnreadable: {
		FindingDateUnreadable, FieldDateOfBirth, SeverityError,
		"the date of birth is in no known notation", "Ngày tháng năm sinh không đúng định dạng.", basisPartial,
	},
	bitDateImpossible: {
		FindingDateImpossible, FieldDateOfBirth, SeverityError,
		"the calendar has no such date of birth", "Ngày tháng năm sinh không có trong dương lịch.", basisPlan,
	},
	bitDateFuture: {
		FindingDateFuture, FieldDateOfBirth, SeverityError,
		"the date of birth lies in the future", "Ngày tháng năm sinh sau ngày kiểm tra.", basisPlan,
	},
	bitDateTooOld: {
		FindingDateTooOld, FieldDateOfBirth, SeverityError,
		"the date of birth lies more than 130 years back", "Ngày tháng năm sinh cách ngày kiểm tra hơn 130 năm.", basisPractice,
	},
	bitDateIncomplete: {
		FindingDateIncomplete, FieldDateOfBirth, SeverityWarning,
		"only the year or the month of birth is known", "Ngày tháng năm sinh chưa đầy đủ.", basisPartial,
	},
	bitDatePlaceholder: {
		FindingDatePlaceholder, FieldDateOfBirth, SeverityWarning,
		"born on 1 January, which often stands for an unknown day",
		"Ngày sinh là 01 tháng 01, có thể là giá trị mặc định.", basisPractice,
	},
	bitGenderMissing: {
		FindingGenderMissing, FieldGender, SeverityWarning,
		"there is no gender", "Chưa có giới tính.", basisPlan,
	},
	bitGenderInvalid: {
		FindingGenderInvalid, FieldGender, SeverityWarning,
		"the gender is in no accepted notation", "Giới tính không phải Nam hoặc Nữ.", basisPlan,
	},
	bitIDMissing: {
		FindingIDMissing, FieldIDNumber, SeverityError,
		"there is no personal ID and no CMND", "Chưa có số ĐDCN/CCCD/CMND.", basisPlan,
	},
	bitIDInvalid: {
		FindingIDInvalid, FieldIDNumber, SeverityError,
		"the number has neither 12 nor 9 digits", "Số ĐDCN/CCCD/CMND không có 12 hoặc 9 chữ số.", basisNumber,
	},
	bitIDLostZero: {
		FindingIDLostZero, FieldIDNumber, SeverityHint,
		"the number may have lost its leading zeros", "Số ĐDCN/CCCD/CMND có thể bị mất chữ số 0 ở đầu.", basisPractice,
	},
	bitIDPlaceholder: {
		FindingIDPlaceholder, FieldIDNumber, SeverityWarning,
		"the number repeats one digit", "Số ĐDCN/CCCD/CMND gồm một chữ số lặp lại.", basisPractice,
	},
	bitIDOldNumber: {
		FindingIDOldNumber, FieldIDNumber, SeverityWarning,
		"the number is a CMND, not yet a personal ID", "Đang lưu số CMND, chưa có số ĐDCN.", basisCMND,
	},
	bitIDUnknownIssuer: {
		FindingIDUnknownIssuer, FieldIDNumber, SeverityHint,
		"the CMND begins with no known prefix", "Các chữ số đầu của số CMND không ứng với tỉnh nào.", basisPractice,
	},
	bitIDIssuedTwice: {
		FindingIDIssuedTwice, FieldIDNumber, SeverityHint,
		"the CMND stands in a block that two provinces issued",
		"Số CMND thuộc dải số được Đồng Nai và Bà Rịa - Vũng Tàu cùng cấp.", basisPractice,
	},
	bitIDUnknownRegion: {
		FindingIDUnknownRegion, FieldIDNumber, SeverityWarning,
		"the first three digits are no code of birth registration",
		"Ba chữ số đầu không phải mã tỉnh hoặc mã quốc gia nơi đăng ký khai sinh.", basisStructure,
	},
	bitIDBirthYear: {
		FindingIDBirthYear, FieldIDNumber, SeverityWarning,
		"the number states another birth year than the record",
		"Số ĐDCN không phù hợp với năm sinh của hồ sơ.", basisStructure,
	},
	bitIDGender: {
		FindingIDGender, FieldIDNumber, SeverityWarning,
		"the number states another gender than the record",
		"Số ĐDCN không phù hợp với giới tính của hồ sơ.", basisStructure,
	},
	bitIDImplausibleAge: {
		FindingIDImplausibleAge, FieldIDNumber, SeverityWarning,
		"the number states a birth in the future or over 120 years ago",
		"Năm sinh theo số ĐDCN ở tương lai hoặc cách đây hơn 120 năm.", basisStructure,
	},
	bitFormerIDInvalid: {
		FindingFormerIDInvalid, FieldFormerID, SeverityWarning,
		"the former number has neither 12 nor 9 digits", "Số đã thay thế không có 12 hoặc 9 chữ số.", basisFormer,
	},
	bitFormerIDSame: {
		FindingFormerIDSame, FieldFormerID, SeverityWarning,
		"the former number is the number in force", "Số đã thay thế trùng với số hiện tại.", basisFormer,
	},
	bitInsuranceMissing: {
		FindingInsuranceMissing, FieldSocialInsuranceNumber, SeverityWarning,
		"there is no social insurance number", "Chưa có mã số BHXH.", basisPlan,
	},
	bitInsuranceInvalid: {
		FindingInsuranceInvalid, FieldSocialInsuranceNumber, SeverityWarning,
		"the social insurance number has neither 10 nor 12 digits", "Mã số BHXH không có 10 hoặc 12 chữ số.", basisInsurance,
	},
	bitInsuranceLostZero: {
		FindingInsuranceLostZero, FieldSocialInsuranceNumber, SeverityHint,
		"the social insurance number may have lost its leading zero", "Mã số BHXH có thể bị mất chữ số 0 ở đầu.", basisPractice,
	},
	bitInsuranceEarly: {
		FindingInsuranceEarly, FieldSocialInsuranceNumber, SeverityWarning,
		"a personal ID stands for the social insurance number before 01/09/2026",
		"Số ĐDCN ghi ở mã số BHXH trước ngày 01/09/2026.", basisReplaced,
	},
	bitInsuranceOtherID: {
		FindingInsuranceOtherID, FieldSocialInsuranceNumber, SeverityWarning,
		"the personal ID that stands for the social insurance number is not the person's",
		"Số ĐDCN ghi ở mã số BHXH khác số ĐDCN của hồ sơ.", basisReplaced,
	},
	bitCardInvalid: {
		FindingCardInvalid, FieldHealthCard, SeverityWarning,
		"the health insurance card is in no known face", "Mã thẻ BHYT không đúng định dạng.", basisCardShort,
	},
	bitCardUnknownObject: {
		FindingCardUnknownObject, FieldHealthCard, SeverityWarning,
		"the letters of the card are no known object code", "Mã đối tượng trên thẻ BHYT chưa có trong danh mục.", basisCardLevels,
	},
	bitCardUnknownIssuer: {
		FindingCardUnknownIssuer, FieldHealthCard, SeverityWarning,
		"the province digits of the card are no known issuer", "Mã tỉnh trên thẻ BHYT chưa có trong danh mục.", basisInsurance,
	},
	bitCardLevel: {
		FindingCardLevel, FieldHealthCard, SeverityWarning,
		"the benefit level is none that the object code has or had",
		"Mức hưởng trên thẻ BHYT không phù hợp với mã đối tượng.", basisCardLevels,
	},
	bitCardLevelUnconfirmed: {
		FindingCardLevelUnconfirmed, FieldHealthCard, SeverityHint,
		"the benefit level is none that unconfirmed tables give the object code",
		"Mức hưởng trên thẻ BHYT có thể không phù hợp với mã đối tượng (danh mục chưa được xác nhận).", basisPractice,
	},
	bitCardOtherNumber: {
		FindingCardOtherNumber, FieldHealthCard, SeverityWarning,
		"the number of the card is not the social insurance number of the record",
		"Số trên thẻ BHYT khác mã số BHXH của hồ sơ.", basisInsurance,
	},
}
