package forms

import (
	"context"
	"io"
	"iter"
)

// The fixed texts of Kế hoạch 2207/KH-BHXH, appendix.
const (
	textSupplyID    = "đề nghị kê khai bổ sung số ĐDCN tại cột 13"
	textSupplyEmail = "đề nghị kê khai bổ sung email"
	textCross       = "X"

	headingVssID      = "Đăng ký sử dụng ứng dụng VssID - BHXH số"
	headingRegistered = "Đã đăng ký VssID"
	headingNone       = "Chưa đăng ký"
	headingConfirm    = "Xác nhận của người tham gia"

	noteEmail = "- Cột (7): Ghi địa chỉ email của người tham gia đã đăng ký sử dụng VssID được kết xuất từ phần mềm quản lý. " +
		"Trường hợp người tham gia đã đăng ký sử dụng VssID nhưng kê khai thiếu email thì ghi “đề nghị kê khai bổ sung email”."
	noteCross = "- Cột (8): Ghi dấu “X” đối với người tham gia chưa đăng ký sử dụng VssID được kết xuất từ phần mềm quản lý."
)

// Mau01Layout gives the description of Mẫu số 01 as the appendix of Kế hoạch
// 2207/KH-BHXH prints it: nine columns under a header of two levels.
func Mau01Layout() Layout {
	return Layout{
		Form:    "Mẫu số 01",
		Version: "2207-01.1",
		Sheet:   "Mẫu số 01",
		Title: "DANH SÁCH NGƯỜI THAM GIA ĐÃ ĐƯỢC CƠ QUAN BHXH ĐỒNG BỘ VỚI CSDL QUỐC GIA VỀ DÂN CƯ " +
			"VÀ SỬ DỤNG THẺ CĂN CƯỚC CÔNG DÂN KHI ĐI KHÁM CHỮA BỆNH THAY THẾ THẺ BHYT",
		Head: unitLines(),
		Header: []Heading{
			{Text: "Stt", Column: Column{Field: FieldOrdinal, Number: "(1)", Width: 12, Kind: KindCount, Align: AlignCenter}},
			{Text: "Mã số BHXH", Column: Column{Field: FieldSocialInsuranceNumber, Number: "(2)", Width: 27, Kind: KindDigits, Align: AlignCenter}},
			{Text: "Họ và tên", Column: Column{Field: FieldFullName, Number: "(3)", Width: 47}},
			{Text: "Ngày tháng năm sinh", Column: Column{Field: FieldDateOfBirth, Number: "(4)", Width: 24, Kind: KindDigits, Align: AlignCenter}},
			{Text: "Giới tính", Column: Column{Field: FieldGender, Number: "(5)", Width: 14, Align: AlignCenter}},
			{Text: "Số ĐDCN", Column: Column{Field: FieldPersonalID, Number: "(6)", Width: 28, Kind: KindDigits, Align: AlignCenter}},
			{Text: headingVssID, Sub: []Heading{
				{Text: headingRegistered, Column: Column{Field: FieldVssIDEmail, Number: "(7)", Width: 49}},
				{Text: headingNone, Column: Column{Field: FieldVssIDNone, Number: "(8)", Width: 21, Align: AlignCenter}},
			}},
			{Text: headingConfirm, Column: Column{Field: FieldConfirmation, Number: "(9)", Width: 30, Open: true}},
		},
		NotesTitle: "Ghi chú:",
		Notes: []string{
			"- Từ cột (1) đến cột (6): Ghi thông tin của người tham gia được kết xuất từ phần mềm quản lý.",
			noteEmail,
			noteCross,
		},
		Margins:  officialMargins(),
		FontSize: 11,
	}
}

func unitLines() []HeadLine {
	return []HeadLine{
		{"Tên đơn vị:", FieldUnitName},
		{"Mã đơn vị:", FieldUnitCode},
		{"Địa chỉ:", FieldUnitAddress},
	}
}

// officialMargins are the least that Nghị định 30/2020/NĐ-CP asks for: the
// tables are wide.
func officialMargins() Margins { return Margins{Top: 20, Bottom: 20, Left: 30, Right: 15} }

var mau01Fields = []Field{
	FieldOrdinal, FieldSocialInsuranceNumber, FieldFullName, FieldDateOfBirth, FieldGender, FieldPersonalID,
	FieldVssIDEmail, FieldVssIDNone, FieldConfirmation,
}

// WriteMau01 writes Mẫu số 01: the participants of a unit whose records agree
// with the national population database. A row whose personal ID is neither
// empty nor a 12-digit number fails with CodePersonalID. See [WriteMau02] for
// what all forms have in common.
func WriteMau01(ctx context.Context, w io.Writer, head Head, rows iter.Seq2[Mau01Row, error], opts Options) error {
	s, err := newSettings(Mau01Layout(), mau01Fields, head, opts)
	if err != nil {
		return err
	}
	return s.write(ctx, w, lines(rows))
}

// cell gives what a column prints of the row.
func (r Mau01Row) cell(f Field, _ *settings) (cell, Code) {
	switch f {
	case FieldSocialInsuranceNumber:
		return text(r.SocialInsuranceNumber), ""
	case FieldFullName:
		return text(r.FullName), ""
	case FieldDateOfBirth:
		return text(r.DateOfBirth), ""
	case FieldGender:
		return text(r.Gender), ""
	case FieldPersonalID:
		if r.PersonalID == "" {
			return cell{}, ""
		}
		id, ok := personalID(r.PersonalID)
		if !ok {
			return cell{}, CodePersonalID
		}
		return text(id), ""
	}
	return vssIDCell(f, r.VssID, r.Email), ""
}
