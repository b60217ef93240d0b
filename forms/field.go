package forms

// Field names a value that a form can show. It is the stable name of a column
// in errors and in the formats for programs.
type Field string

// Fields of the head.
const (
	FieldParentAgency Field = "parent_agency"
	FieldAgency       Field = "agency"
	FieldUnitName     Field = "unit_name"
	FieldUnitCode     Field = "unit_code"
	FieldUnitAddress  Field = "unit_address"
	FieldAsOf         Field = "as_of"
	FieldListID       Field = "list_id"
	FieldSignature    Field = "signature"
	FieldLetter       Field = "letter"
)

var headFields = [...]Field{FieldUnitName, FieldUnitCode, FieldUnitAddress, FieldAsOf}

// Fields of the lists Mẫu số 01 and Mẫu số 02.
const (
	FieldOrdinal               Field = "ordinal"                 // Stt
	FieldSocialInsuranceNumber Field = "social_insurance_number" // Mã số BHXH
	FieldFullName              Field = "full_name"               // Họ và tên
	FieldDateOfBirth           Field = "date_of_birth"           // Ngày tháng năm sinh
	FieldGender                Field = "gender"                  // Giới tính
	FieldPersonalID            Field = "personal_id"             // Số ĐDCN
	FieldVssIDEmail            Field = "vssid_email"             // Đã đăng ký VssID: the e-mail, or the plan's phrase
	FieldVssIDNone             Field = "vssid_none"              // Chưa đăng ký: X
	FieldMismatch              Field = "mismatch"                // Thông tin chưa khớp, Mẫu số 02
)

// Fields that the participant fills in.
const (
	FieldNewFullName    Field = "new_full_name"
	FieldNewDateOfBirth Field = "new_date_of_birth"
	FieldNewGender      Field = "new_gender"
	FieldNewPersonalID  Field = "new_personal_id"
	FieldConfirmation   Field = "confirmation" // Xác nhận của người tham gia
)

// Fields of the progress report, Mẫu số 03, with the columns of the derived
// layout.
const (
	FieldProvince           Field = "province" // the group of a row, no column of its own
	FieldDistrict           Field = "district"
	FieldName               Field = "name"                 // (2)
	FieldParticipants       Field = "participants"         // (3)
	FieldWithID             Field = "with_id"              // (4)
	FieldWithIDPercent      Field = "with_id_percent"      // (5) = (4)/(3)
	FieldVerified           Field = "verified"             // (6)
	FieldVerifiedPercent    Field = "verified_percent"     // (7) = (6)/(3)
	FieldReplaced           Field = "replaced"             // (8)
	FieldMismatched         Field = "mismatched"           // (9)
	FieldWithoutNumber      Field = "without_number"       // (10)
	FieldSentMau01          Field = "sent_mau01"           // (11)
	FieldSentMau02          Field = "sent_mau02"           // (12)
	FieldReceived           Field = "received"             // (13)
	FieldUpdated            Field = "updated"              // (14)
	FieldReverified         Field = "reverified"           // (15)
	FieldEscalated          Field = "escalated"            // (16)
	FieldVssIDTarget        Field = "vssid_target"         // (17)
	FieldVssIDRegistered    Field = "vssid_registered"     // (18)
	FieldVssIDApproved      Field = "vssid_approved"       // (19)
	FieldVssIDApprovedTotal Field = "vssid_approved_total" // (20)
	FieldVssIDTargetPercent Field = "vssid_target_percent" // (21) = (20)/(17)
	FieldVssIDWithoutEmail  Field = "vssid_without_email"  // (22)
	FieldVssIDNotRegistered Field = "vssid_not_registered" // (23)
	FieldRemarks            Field = "remarks"              // (24)
)
