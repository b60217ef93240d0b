package matching

// Cause is the class of causes of a code: what to count when failures are
// counted. The zero Cause is unknown.
type Cause uint8

// The causes.
const (
	CauseUnknown     Cause = iota
	CauseEncoding          // how the text was stored: legacy encodings, Unicode forms, letters lost
	CauseKeying            // how it was typed: keystrokes, typing errors, words joined, marks left out
	CauseSpelling          // two spellings in use: tone placement, i/y, regional words
	CauseIncomplete        // the record holds less than the registry, or nothing
	CauseConvention        // a date by another convention: a default, day and month, the lunar calendar
	CauseOldNumber         // a CMND where the registry has a personal ID
	CauseOtherValue        // another value: one of the two records is wrong
	CauseUnspecified       // the registry said no without saying why
)

var causes = [...]struct{ name, vietnamese string }{
	CauseUnknown:     {"unknown", ""},
	CauseEncoding:    {"encoding", "mã hóa, lưu trữ chữ"},
	CauseKeying:      {"keying", "nhập liệu"},
	CauseSpelling:    {"spelling", "cách viết chính tả"},
	CauseIncomplete:  {"incomplete", "thiếu dữ liệu"},
	CauseConvention:  {"convention", "quy ước ghi ngày sinh"},
	CauseOldNumber:   {"old_number", "số CMND cũ"},
	CauseOtherValue:  {"other_value", "dữ liệu khác nhau"},
	CauseUnspecified: {"unspecified", "chưa rõ nguyên nhân"},
}

// String gives the stable name of the cause.
func (c Cause) String() string {
	if int(c) < len(causes) {
		return causes[c].name
	}
	return "unknown"
}

// Vietnamese gives the cause in words, for reports.
func (c Cause) Vietnamese() string {
	if int(c) < len(causes) {
		return causes[c].vietnamese
	}
	return ""
}

// Remedy is who can settle a code, and how. The zero Remedy is unknown.
type Remedy uint8

// The remedies.
const (
	RemedyUnknown     Remedy = iota
	RemedyOwnEntry           // BHXH corrects its own entry after its file
	RemedyDeclaration        // the participant declares the right value, on Mẫu số 02 or Tờ khai TK1-TS
	RemedyRegistry           // the registry is wrong: the citizen asks the commune police to correct it (Nghị định 70/2024/NĐ-CP Điều 6, amended by Nghị định 58/2026/NĐ-CP)
	RemedyAskAgain           // compare with the papers and ask the registry again
)

var remedies = [...]struct{ name, vietnamese string }{
	RemedyUnknown:     {"unknown", ""},
	RemedyOwnEntry:    {"own_entry", "cơ quan BHXH đối chiếu hồ sơ và sửa dữ liệu đã nhập"},
	RemedyDeclaration: {"declaration", "người tham gia kê khai điều chỉnh (Mẫu số 02 hoặc Tờ khai TK1-TS)"},
	RemedyRegistry:    {"registry", "công dân đề nghị công an cấp xã điều chỉnh thông tin trong CSDLQG về dân cư"},
	RemedyAskAgain:    {"ask_again", "đối chiếu giấy tờ và xác thực lại"},
}

// String gives the stable name of the remedy.
func (r Remedy) String() string {
	if int(r) < len(remedies) {
		return remedies[r].name
	}
	return "unknown"
}

// Vietnamese gives the remedy in words, for reports.
func (r Remedy) Vietnamese() string {
	if int(r) < len(remedies) {
		return remedies[r].vietnamese
	}
	return ""
}
