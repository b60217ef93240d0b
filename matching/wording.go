package matching

// wording is everything that is said of a code.
type wording struct {
	vietnamese string // column (9) of Mẫu số 02
	note       string // the note for the officer
	english    string // for developers
	officer    string // the cause for the officer, before both values
	cause      Cause
	remedy     Remedy // the first to try
}

// englishOldNumberNote is the second English sentence of the one code that is a
// mismatch or a note.
const englishOldNumberNote = "The registry confirms the CMND; store the personal ID that replaces it and keep the old number searchable."

// wordings holds the sentences, by the index of the code. The columns that they
// name are those of Mẫu số 02 of Kế hoạch 2207/KH-BHXH: (10) name, (11) date of
// birth, (12) gender, (13) personal ID.
var wordings = [...]wording{
	codeNameMissing: {
		vietnamese: "Chưa có họ và tên trong dữ liệu đang quản lý; đề nghị kê khai bổ sung tại cột 10.",
		english:    "The record has no name.",
		officer:    "Dữ liệu đang quản lý chưa có họ và tên.",
		cause:      CauseIncomplete, remedy: RemedyDeclaration,
	},
	codeNameKeystrokes: {
		vietnamese: "Họ và tên đang lưu ở dạng phím gõ, chưa thành chữ tiếng Việt có dấu; đề nghị kê khai lại tại cột 10.",
		english:    "The name is stored as raw Telex or VNI keystrokes, which decode to the reference.",
		officer:    "Họ và tên được lưu nguyên phím gõ Telex hoặc VNI; giải ra thì khớp.",
		cause:      CauseKeying, remedy: RemedyOwnEntry,
	},
	codeNameNoDiacritics: {
		vietnamese: "Họ và tên đang lưu không có dấu tiếng Việt; đề nghị kê khai đầy đủ dấu tại cột 10.",
		english:    "The name is stored without any mark; the base letters agree.",
		officer:    "Họ và tên khớp về chữ cái nhưng đã mất toàn bộ dấu.",
		cause:      CauseKeying, remedy: RemedyOwnEntry,
	},
	codeNameDiacritics: {
		vietnamese: "Họ và tên chưa khớp về dấu; đề nghị đối chiếu với thẻ CCCD/căn cước và kê khai lại tại cột 10.",
		english:    "The base letters of the name agree; some marks differ.",
		officer:    "Họ và tên khớp về chữ cái, khác nhau ở dấu thanh hoặc dấu của chữ (ă, â, ê, ô, ơ, ư, đ).",
		cause:      CauseKeying, remedy: RemedyOwnEntry,
	},
	codeNameLostLetters: {
		vietnamese: "Họ và tên đang lưu bị mất chữ; đề nghị kê khai lại đầy đủ tại cột 10.",
		english:    "Letters of the name were replaced by ? or U+FFFD; the rest agrees.",
		officer:    "Một số chữ cái trong họ và tên đã mất, bị thay bằng dấu hỏi; phần còn lại khớp.",
		cause:      CauseEncoding, remedy: RemedyOwnEntry,
	},
	codeNameIY: {
		vietnamese: "Họ và tên chưa khớp về chính tả, lưu ý chữ “i” và chữ “y”; đề nghị kê khai đúng theo thẻ CCCD/căn cước tại cột 10.",
		english:    "The name differs only in i and y.",
		officer:    "Họ và tên chỉ khác nhau ở chữ “i” và chữ “y”.",
		cause:      CauseSpelling, remedy: RemedyDeclaration,
	},
	codeNameRegionalSpelling: {
		vietnamese: "Họ và tên chưa khớp, có thể do cách viết khác nhau giữa các vùng, miền; đề nghị kê khai đúng theo thẻ CCCD/căn cước tại cột 10.",
		english:    "The name differs only by a regional spelling of the same word.",
		officer:    "Họ và tên chỉ khác nhau ở cách viết của vùng, miền đối với cùng một chữ.",
		cause:      CauseSpelling, remedy: RemedyDeclaration,
	},
	codeNameWordBoundary: {
		vietnamese: "Họ và tên chưa khớp về cách viết liền, viết rời các chữ; đề nghị kê khai đúng theo thẻ CCCD/căn cước tại cột 10.",
		english:    "The name has the same letters, with words joined or split.",
		officer:    "Họ và tên có cùng chữ cái nhưng viết liền hoặc tách chữ khác nhau.",
		cause:      CauseKeying, remedy: RemedyOwnEntry,
	},
	codeNameWordOrder: {
		vietnamese: "Thứ tự các chữ trong họ và tên chưa khớp; đề nghị kê khai đúng thứ tự theo thẻ CCCD/căn cước tại cột 10.",
		english:    "The name has the same words in another order.",
		officer:    "Họ và tên có cùng các chữ nhưng khác thứ tự.",
		cause:      CauseKeying, remedy: RemedyDeclaration,
	},
	codeNameAbbreviated: {
		vietnamese: "Họ và tên đang lưu có chữ viết tắt; đề nghị kê khai đầy đủ, không viết tắt, tại cột 10.",
		english:    "A word of the name is abbreviated.",
		officer:    "Trong họ và tên có chữ viết tắt.",
		cause:      CauseIncomplete, remedy: RemedyDeclaration,
	},
	codeNameTypo: {
		vietnamese: "Họ và tên chưa khớp, có thể do gõ sai, gõ thiếu hoặc gõ thừa chữ cái; đề nghị kiểm tra và kê khai lại tại cột 10.",
		english:    "A word of the name looks mistyped.",
		officer:    "Một chữ trong họ và tên khác vài chữ cái, nhiều khả năng do gõ sai.",
		cause:      CauseKeying, remedy: RemedyOwnEntry,
	},
	codeNameWordMissing: {
		vietnamese: "Họ và tên đang lưu chưa đủ chữ; đề nghị kê khai đầy đủ họ, chữ đệm và tên tại cột 10.",
		english:    "The name lacks words that the reference has.",
		officer:    "Họ và tên thiếu chữ so với CSDLQG về dân cư; các chữ còn lại khớp.",
		cause:      CauseIncomplete, remedy: RemedyDeclaration,
	},
	codeNameWordExtra: {
		vietnamese: "Họ và tên đang lưu có chữ thừa so với thông tin được xác thực; đề nghị kiểm tra và kê khai lại tại cột 10.",
		english:    "The name has words that the reference lacks.",
		officer:    "Họ và tên thừa chữ so với CSDLQG về dân cư; các chữ còn lại khớp.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeNameSurname: {
		vietnamese: "Họ của người tham gia chưa khớp; đề nghị kiểm tra và kê khai lại họ và tên tại cột 10.",
		english:    "The surname is another word.",
		officer:    "Họ là một chữ khác.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeNameMiddle: {
		vietnamese: "Chữ đệm chưa khớp; đề nghị kiểm tra và kê khai lại họ và tên tại cột 10.",
		english:    "A middle name is another word.",
		officer:    "Chữ đệm là một chữ khác.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeNameGiven: {
		vietnamese: "Tên của người tham gia chưa khớp; đề nghị kiểm tra và kê khai lại họ và tên tại cột 10.",
		english:    "The given name is another word.",
		officer:    "Tên là một chữ khác; lưu ý trường hợp anh chị em ruột, sinh đôi.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeNameDifferent: {
		vietnamese: "Họ và tên chưa khớp; đề nghị kiểm tra họ và tên, đồng thời kiểm tra số ĐDCN, kê khai lại nội dung sai tại cột 10, cột 13.",
		english:    "The name is another name.",
		officer:    "Họ và tên là của tên khác; lưu ý khả năng số ĐDCN là của người khác.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeNameUnconfirmed: {
		vietnamese: "Họ và tên chưa khớp theo kết quả xác thực; đề nghị đối chiếu với thẻ CCCD/căn cước và kê khai lại tại cột 10.",
		english:    "The registry says that the name is wrong, and nothing more.",
		officer:    "CSDLQG về dân cư trả lời họ và tên chưa khớp, không cho biết thêm.",
		cause:      CauseUnspecified, remedy: RemedyAskAgain,
	},
	codeNameCaseOrSpacing: {
		note:    "Họ và tên khớp; cách viết hoa, viết thường, dấu nối hoặc khoảng trắng trong dữ liệu đang quản lý cần được chuẩn hóa.",
		english: "The name agrees; letter case, spacing, hyphens or apostrophes differ.",
		officer: "Họ và tên khớp, chỉ khác chữ hoa, chữ thường, khoảng trắng, dấu nối hoặc dấu phẩy trên.",
		cause:   CauseKeying, remedy: RemedyOwnEntry,
	},
	codeNameUnicodeForm: {
		note:    "Họ và tên khớp; ký tự tiếng Việt trong dữ liệu đang quản lý cần được chuyển về dạng Unicode dựng sẵn.",
		english: "The name agrees; its Unicode form differs (decomposed, invisible or look-alike characters).",
		officer: "Họ và tên khớp, chỉ khác dạng mã Unicode (tổ hợp, ký tự ẩn hoặc ký tự gần giống).",
		cause:   CauseEncoding, remedy: RemedyOwnEntry,
	},
	codeNameTonePlacement: {
		note:    "Họ và tên khớp; vị trí đặt dấu thanh trong dữ liệu đang quản lý cần được thống nhất.",
		english: "The name agrees; a tone mark stands on another vowel of the syllable.",
		officer: "Họ và tên khớp, chỉ khác vị trí đặt dấu thanh trong âm tiết.",
		cause:   CauseSpelling, remedy: RemedyOwnEntry,
	},
	codeNameLegacyEncoding: {
		note:    "Họ và tên khớp sau khi chuyển mã; dữ liệu đang lưu theo bảng mã cũ cần được chuyển sang Unicode.",
		english: "The name agrees after decoding; it is stored in TCVN3 or VNI-Windows.",
		officer: "Họ và tên khớp sau khi chuyển từ bảng mã TCVN3 (ABC) hoặc VNI-Windows.",
		cause:   CauseEncoding, remedy: RemedyOwnEntry,
	},
	codeDateMissing: {
		vietnamese: "Chưa có ngày tháng năm sinh trong dữ liệu đang quản lý; đề nghị kê khai bổ sung tại cột 11.",
		english:    "The record has no date of birth.",
		officer:    "Dữ liệu đang quản lý chưa có ngày tháng năm sinh.",
		cause:      CauseIncomplete, remedy: RemedyDeclaration,
	},
	codeDateInvalid: {
		vietnamese: "Ngày tháng năm sinh đang lưu không phải là ngày hợp lệ; đề nghị kê khai lại tại cột 11.",
		english:    "The date of birth is not a calendar date, lies in the future, or is more than 130 years ago.",
		officer:    "Ngày tháng năm sinh không phải ngày có thật, ở tương lai hoặc cách nay hơn 130 năm; ngày như 30/02 có thể là ngày âm lịch.",
		cause:      CauseKeying, remedy: RemedyOwnEntry,
	},
	codeDateIncomplete: {
		vietnamese: "Ngày tháng năm sinh đang lưu chưa đầy đủ; đề nghị kê khai đủ ngày, tháng, năm sinh tại cột 11.",
		english:    "Only the year, or month and year, of birth is known; it agrees.",
		officer:    "Ngày sinh chỉ có năm hoặc tháng và năm; phần đã có thì khớp.",
		cause:      CauseIncomplete, remedy: RemedyDeclaration,
	},
	codeDatePlaceholder: {
		vietnamese: "Ngày, tháng sinh chưa khớp, dữ liệu đang lưu là ngày 01 tháng 01; đề nghị kê khai đúng ngày, tháng, năm sinh tại cột 11.",
		english:    "The date of birth is 1 January of the right year: a default, not a birthday.",
		officer:    "Năm sinh khớp; ngày 01/01 là giá trị mặc định, không phải ngày sinh.",
		cause:      CauseConvention, remedy: RemedyDeclaration,
	},
	codeDateDayMonthSwapped: {
		vietnamese: "Ngày, tháng sinh chưa khớp; đề nghị kiểm tra thứ tự ngày, tháng và kê khai lại tại cột 11.",
		english:    "Day and month of birth are exchanged.",
		officer:    "Ngày và tháng sinh bị đảo cho nhau.",
		cause:      CauseConvention, remedy: RemedyOwnEntry,
	},
	codeDateLunar: {
		vietnamese: "Ngày tháng năm sinh chưa khớp; đề nghị kê khai theo dương lịch, đúng như trên thẻ CCCD/căn cước, tại cột 11.",
		english:    "The date of birth is the date of the lunar calendar, written as if solar.",
		officer:    "Ngày sinh đang lưu là ngày âm lịch của ngày sinh dương lịch trong CSDLQG về dân cư.",
		cause:      CauseConvention, remedy: RemedyDeclaration,
	},
	codeDateDay: {
		vietnamese: "Ngày sinh chưa khớp; đề nghị kiểm tra và kê khai lại ngày tháng năm sinh tại cột 11.",
		english:    "The day of birth differs.",
		officer:    "Ngày sinh khác nhau.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeDateMonth: {
		vietnamese: "Tháng sinh chưa khớp; đề nghị kiểm tra và kê khai lại ngày tháng năm sinh tại cột 11.",
		english:    "The month of birth differs.",
		officer:    "Tháng sinh khác nhau.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeDateYear: {
		vietnamese: "Năm sinh chưa khớp; đề nghị kiểm tra và kê khai lại ngày tháng năm sinh tại cột 11.",
		english:    "The year of birth differs.",
		officer:    "Năm sinh khác nhau.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeDateDifferent: {
		vietnamese: "Ngày tháng năm sinh chưa khớp cả ngày, tháng và năm; đề nghị kiểm tra và kê khai lại tại cột 11.",
		english:    "Day, month and year of birth differ.",
		officer:    "Cả ngày, tháng và năm sinh đều khác nhau.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeDateUnconfirmed: {
		vietnamese: "Ngày tháng năm sinh chưa khớp theo kết quả xác thực; đề nghị đối chiếu với thẻ CCCD/căn cước và kê khai lại tại cột 11.",
		english:    "The registry says that the date of birth is wrong, and nothing more.",
		officer:    "CSDLQG về dân cư trả lời ngày tháng năm sinh chưa khớp, không cho biết thêm.",
		cause:      CauseUnspecified, remedy: RemedyAskAgain,
	},
	codeGenderMissing: {
		vietnamese: "Chưa có giới tính trong dữ liệu đang quản lý; đề nghị kê khai bổ sung tại cột 12.",
		english:    "The record has no gender.",
		officer:    "Dữ liệu đang quản lý chưa có giới tính.",
		cause:      CauseIncomplete, remedy: RemedyDeclaration,
	},
	codeGenderDifferent: {
		vietnamese: "Giới tính chưa khớp; đề nghị đối chiếu với thẻ CCCD/căn cước và kê khai lại tại cột 12.",
		english:    "The gender differs.",
		officer:    "Giới tính khác nhau.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeGenderInvalid: {
		vietnamese: "Giới tính đang lưu không hợp lệ; đề nghị kê khai lại (Nam hoặc Nữ) tại cột 12.",
		english:    "The gender is in no accepted notation.",
		officer:    "Giới tính đang lưu không theo cách ghi nào được chấp nhận.",
		cause:      CauseKeying, remedy: RemedyOwnEntry,
	},
	codeGenderUnconfirmed: {
		vietnamese: "Giới tính chưa khớp theo kết quả xác thực; đề nghị đối chiếu với thẻ CCCD/căn cước và kê khai lại tại cột 12.",
		english:    "The registry says that the gender is wrong, and nothing more.",
		officer:    "CSDLQG về dân cư trả lời giới tính chưa khớp, không cho biết thêm.",
		cause:      CauseUnspecified, remedy: RemedyAskAgain,
	},
	codeIDMissing: {
		vietnamese: "Chưa có số ĐDCN; đề nghị kê khai bổ sung số ĐDCN tại cột 13.",
		english:    "The record has no number.",
		officer:    "Dữ liệu đang quản lý chưa có số ĐDCN/CCCD/CMND.",
		cause:      CauseIncomplete, remedy: RemedyDeclaration,
	},
	codeIDOldNumber: {
		vietnamese: "Dữ liệu đang lưu số CMND, chưa xác thực được với số ĐDCN; đề nghị kê khai bổ sung số ĐDCN tại cột 13.",
		note:       "Số CMND đang quản lý được xác thực đúng; thay bằng số ĐDCN được chia sẻ và lưu số CMND để tra cứu.",
		english:    "The record holds a CMND where the registry brings the personal ID that replaces it.",
		officer:    "Dữ liệu đang quản lý là số CMND; CSDLQG về dân cư đã có số ĐDCN thay thế.",
		cause:      CauseOldNumber, remedy: RemedyDeclaration,
	},
	codeIDTypo: {
		vietnamese: "Số ĐDCN chưa khớp, có thể do ghi sai, thiếu, thừa hoặc đảo chữ số; đề nghị kiểm tra từng chữ số và kê khai lại tại cột 13.",
		english:    "The number is one edit, or lost leading zeros, away from the right one.",
		officer:    "Số khác một chữ số, thiếu, thừa, đảo hai chữ số liền nhau hoặc mất số 0 ở đầu.",
		cause:      CauseKeying, remedy: RemedyOwnEntry,
	},
	codeIDInvalid: {
		vietnamese: "Số ĐDCN đang lưu không đúng định dạng 12 chữ số; đề nghị kê khai lại tại cột 13.",
		english:    "The number has neither 12 nor 9 digits.",
		officer:    "Số không đủ 12 chữ số, cũng không phải 9 chữ số.",
		cause:      CauseKeying, remedy: RemedyOwnEntry,
	},
	codeIDDifferent: {
		vietnamese: "Số ĐDCN chưa khớp; đề nghị đối chiếu với thẻ CCCD/căn cước và kê khai lại tại cột 13.",
		english:    "The number is another number.",
		officer:    "Số là một số khác, đủ độ dài.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeIDInconsistent: {
		vietnamese: "Số ĐDCN đang lưu có dấu hiệu không phù hợp với năm sinh hoặc giới tính đang lưu; đề nghị kiểm tra và kê khai lại nội dung sai tại các cột 11, 12, 13.",
		english:    "The number contradicts the birth year or gender of its own record.",
		officer:    "Số ĐDCN mâu thuẫn với năm sinh hoặc giới tính của chính bản ghi.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeIDNotFound: {
		vietnamese: "Chưa tìm thấy thông tin công dân theo số ĐDCN/CCCD/CMND đang quản lý; đề nghị kiểm tra và kê khai lại tại cột 13.",
		english:    "The registry knows nobody under this number.",
		officer:    "CSDLQG về dân cư không có công dân nào mang số này.",
		cause:      CauseUnspecified, remedy: RemedyAskAgain,
	},
	codeIDOtherPerson: {
		vietnamese: "Số ĐDCN đang lưu chưa khớp với người tham gia; đề nghị đối chiếu với thẻ CCCD/căn cước và kê khai lại tại cột 13.",
		english:    "The record under this number belongs to another person.",
		officer:    "Bản ghi mang số này trong CSDLQG về dân cư là của người khác; không đối chiếu họ tên, ngày sinh, giới tính của người đó.",
		cause:      CauseOtherValue, remedy: RemedyDeclaration,
	},
	codeIDUnconfirmed: {
		vietnamese: "Số ĐDCN/CCCD/CMND chưa khớp theo kết quả xác thực; đề nghị đối chiếu với thẻ CCCD/căn cước và kê khai lại tại cột 13.",
		english:    "The registry says that the number is wrong, and nothing more.",
		officer:    "CSDLQG về dân cư trả lời số chưa khớp, không cho biết thêm.",
		cause:      CauseUnspecified, remedy: RemedyAskAgain,
	},
	codeRecordUnconfirmed: {
		vietnamese: "Chưa xác thực được đồng thời họ và tên, ngày tháng năm sinh và số ĐDCN/CCCD/CMND, chưa xác định được thông tin nào chưa khớp; đề nghị đối chiếu cả ba thông tin và kê khai lại nội dung sai tại các cột 10, 11, 13.",
		english:    "The registry knows nobody by this number, name and date together; which of them is wrong is not known.",
		officer:    "CSDLQG về dân cư không tìm thấy người có đồng thời số, họ tên và ngày sinh này; chưa rõ thông tin nào sai.",
		cause:      CauseUnspecified, remedy: RemedyAskAgain,
	},
}
