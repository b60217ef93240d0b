package forms

import (
	"iter"
	"log/slog"
	"strconv"

	"github.com/bhxh-go/bhxh/identity"
)

// FindingCode is the stable code of something that stands in a returned form
// and needs a look. What the check of a record finds has the code of package
// identity, such as "id.birth_year". Codes are data: once published a code
// keeps its meaning.
type FindingCode string

// Findings about the list as a whole.
const (
	FindingListOther        FindingCode = "list.other"        // another list than the one expected; nothing is accepted
	FindingListVersion      FindingCode = "list.version"      // another version of the form; nothing is accepted
	FindingListUnidentified FindingCode = "list.unidentified" // the document does not say which list it is; nothing is accepted where one is expected and nothing else proves the rows
	FindingListChanged      FindingCode = "list.changed"      // columns (1)–(9) are not as they were sent
	FindingListReordered    FindingCode = "list.reordered"    // the rows stand in another order
	FindingListTruncated    FindingCode = "list.truncated"    // there are more findings than are kept
)

// Findings about a row.
const (
	FindingRowMissing   FindingCode = "row.missing"   // a row that was sent is not there
	FindingRowAdded     FindingCode = "row.added"     // a row that was not sent
	FindingRowDuplicate FindingCode = "row.duplicate" // a row stands there twice, and says two things
	FindingRowRepeated  FindingCode = "row.repeated"  // a row stands there twice, and says the same
	FindingRowSeal      FindingCode = "row.seal"      // columns (1)–(9) of the row are not as they were sealed
)

// Findings about the columns that the office fills in.
const (
	FindingLockedChanged   FindingCode = "locked.changed"   // a value of the office was changed
	FindingLockedReformed  FindingCode = "locked.reformed"  // a value of the office was re-formatted: zeros lost, a date turned round
	FindingLockedContact   FindingCode = "locked.contact"   // columns (7)–(9) were changed, which touches no identity
	FindingLockedOrdinal   FindingCode = "locked.ordinal"   // the Stt was changed
	FindingInsuranceNumber FindingCode = "locked.insurance" // the mã số BHXH is not one, and there is no copy of the list to tell
)

// Findings about what the participant filled in.
const (
	FindingCellFormula     FindingCode = "cell.formula"       // a formula, which is not evaluated
	FindingCellError       FindingCode = "cell.error"         // an error value, or a kind of value that the column cannot have
	FindingCellText        FindingCode = "cell.text"          // control characters or text that is too long
	FindingConfirmMissing  FindingCode = "confirm.missing"    // a correction without a word in (14)
	FindingConfirmRefused  FindingCode = "confirm.refused"    // (14) says no
	FindingConfirmText     FindingCode = "confirm.text"       // (14) holds other words than usual, taken as a confirmation
	FindingNameNormalized  FindingCode = "name.normalized"    // decomposed or look-alike characters, put in order
	FindingNameDecoded     FindingCode = "name.decoded"       // text in a legacy encoding, decoded
	FindingDateSerial      FindingCode = "dob.serial"         // a date value of the spreadsheet, turned into a date
	FindingDateNumber      FindingCode = "dob.number"         // a number that may be a date
	FindingIDLostZero      FindingCode = "id.zeros_lost"      // leading zeros are missing; there is a suggestion
	FindingIDNumeric       FindingCode = "id.numeric"         // typed as a number, and whole
	FindingIDRounded       FindingCode = "id.rounded"         // typed as a number, of which the last six digits were lost
	FindingIDNotPersonalID FindingCode = "id.not_personal_id" // not the 12 digits that column (13) asks for
)

// Finding is something that needs a look in a returned form. It is safe for
// concurrent use; fmt and log/slog mask the suggestion.
type Finding struct {
	Code       FindingCode   `json:"code"`
	Row        int           `json:"row,omitempty"`        // Stt, column (1); 0 when it concerns the list, or a row without one
	Line       int           `json:"line,omitempty"`       // row of the sheet or line of the CSV file; 0 when there is none
	Column     string        `json:"column,omitempty"`     // "(13)"; "" when it concerns none
	Field      Field         `json:"field,omitempty"`      // of the column
	Refused    bool          `json:"refused"`              // the row, or for the list everything, is not accepted because of it
	Suggestion identity.Text `json:"suggestion,omitempty"` // what the value may be: for a person to confirm, never applied
}

// LogValue implements slog.LogValuer with code and place, without the
// suggestion.
func (f Finding) LogValue() slog.Value {
	return slog.GroupValue(slog.String("code", string(f.Code)), slog.Int("row", f.Row), slog.Int("line", f.Line),
		slog.String("column", f.Column), slog.Bool("refused", f.Refused))
}

// Vietnamese says the finding in one Vietnamese sentence for whoever filled in
// the form, with row and column. It names no value.
func (f Finding) Vietnamese() string {
	where := ""
	switch {
	case f.Row > 0 && f.Column != "":
		where = "Dòng " + strconv.Itoa(f.Row) + ", cột " + f.Column + ": "
	case f.Row > 0:
		where = "Dòng " + strconv.Itoa(f.Row) + ": "
	case f.Line > 0:
		where = "Dòng thứ " + strconv.Itoa(f.Line) + " của tệp: "
	}
	return where + f.Code.Vietnamese()
}

// FindingCodes gives the codes that this package adds to those of package
// identity.
func FindingCodes() iter.Seq[FindingCode] {
	return func(yield func(FindingCode) bool) {
		for i := range findingRows {
			if !yield(findingRows[i].code) {
				return
			}
		}
	}
}

// Vietnamese says the finding without its place; "" for an unknown code.
func (c FindingCode) Vietnamese() string {
	for i := range findingRows {
		if findingRows[i].code == c {
			return findingRows[i].vietnamese
		}
	}
	return identity.Finding{Code: identity.FindingCode(c)}.Vietnamese()
}

// English says the finding without its place; "" for an unknown code.
func (c FindingCode) English() string {
	for i := range findingRows {
		if findingRows[i].code == c {
			return findingRows[i].english
		}
	}
	return identity.Finding{Code: identity.FindingCode(c)}.English()
}

var findingRows = [...]struct {
	code                FindingCode
	english, vietnamese string
}{
	{FindingListOther, "this is another list", "Tệp thuộc danh sách khác với danh sách đã gửi."},
	{FindingListVersion, "the form has another version", "Biểu mẫu khác phiên bản với biểu mẫu đã gửi."},
	{FindingListUnidentified, "the document does not say which list it is", "Tệp không còn thông tin nhận dạng danh sách."},
	{FindingListChanged, "columns (1) to (9) are not as they were sent", "Nội dung các cột (1) đến (9) không còn như danh sách đã gửi."},
	{FindingListReordered, "the rows stand in another order", "Thứ tự các dòng đã bị thay đổi."},
	{FindingListTruncated, "there are more findings", "Còn nhiều lỗi khác chưa liệt kê."},
	{FindingRowMissing, "a row that was sent is missing", "Dòng đã gửi không còn trong tệp."},
	{FindingRowAdded, "a row that was not sent", "Dòng này không có trong danh sách đã gửi."},
	{FindingRowDuplicate, "the row stands there twice with different content", "Dòng bị lặp lại với nội dung khác nhau."},
	{FindingRowRepeated, "the row stands there twice", "Dòng bị lặp lại."},
	{FindingRowSeal, "columns (1) to (9) of the row are not as they were sent", "Nội dung các cột (1) đến (9) của dòng không còn như đã gửi."},
	{FindingLockedChanged, "a value of the office was changed", "Thông tin cơ quan BHXH quản lý đã bị sửa; đề nghị ghi thông tin sửa đổi tại các cột (10) đến (13)."},
	{FindingLockedReformed, "a value of the office was re-formatted", "Định dạng của giá trị đã bị phần mềm bảng tính thay đổi."},
	{FindingLockedContact, "columns (7) to (9) were changed", "Nội dung đã bị sửa; thay đổi này không được ghi nhận."},
	{FindingLockedOrdinal, "the Stt was changed", "Số thứ tự đã bị thay đổi."},
	{FindingInsuranceNumber, "not a social insurance number", "Mã số BHXH không hợp lệ."},
	{FindingCellFormula, "a formula", "Ô chứa công thức; đề nghị ghi giá trị."},
	{FindingCellError, "no value that the column can hold", "Ô không chứa giá trị hợp lệ."},
	{FindingCellText, "control characters, or text that is too long", "Ô có ký tự không hợp lệ hoặc quá dài."},
	{FindingConfirmMissing, "a correction without confirmation", "Có thông tin sửa đổi nhưng chưa có xác nhận của người tham gia tại cột (14)."},
	{FindingConfirmRefused, "the participant does not confirm", "Người tham gia không xác nhận."},
	{FindingConfirmText, "other words than usual, taken as a confirmation", "Nội dung tại cột (14) được coi là xác nhận."},
	{FindingNameNormalized, "the characters of the name were put in order", "Họ và tên đã được chuẩn hóa về Unicode dựng sẵn."},
	{FindingNameDecoded, "the name was decoded from a legacy encoding", "Họ và tên đã được chuyển từ bảng mã cũ sang Unicode."},
	{FindingDateSerial, "a date value of the spreadsheet", "Ngày tháng năm sinh được đọc từ giá trị ngày của bảng tính."},
	{FindingDateNumber, "a number that is no date", "Ngày tháng năm sinh là một con số, không phải ngày."},
	{FindingIDLostZero, "leading zeros are missing", "Số ĐDCN bị mất số 0 ở đầu."},
	{FindingIDNumeric, "typed as a number", "Số ĐDCN được ghi dạng số; đề nghị ghi dạng văn bản."},
	{FindingIDRounded, "typed as a number and rounded", "Số ĐDCN được ghi dạng số và đã bị làm tròn, mất sáu chữ số cuối; đề nghị ghi lại dạng văn bản."},
	{FindingIDNotPersonalID, "not the 12 digits of a personal ID", "Số ĐDCN không phải là 12 chữ số."},
}
