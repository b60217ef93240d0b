package forms

import (
	"context"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// Mau02Layout gives the description of Mẫu số 02 as the appendix of Kế hoạch
// 2207/KH-BHXH prints it: fourteen columns under a header of three levels. The
// participant fills in columns (10) to (14).
func Mau02Layout() Layout {
	return Layout{
		Form:    "Mẫu số 02",
		Version: "2207-02.1",
		Sheet:   "Mẫu số 02",
		Title: "DANH SÁCH NGƯỜI THAM GIA CHƯA KHỚP VỚI CSDL QUỐC GIA VỀ DÂN CƯ " +
			"VÀ NGƯỜI THAM GIA CHƯA CÓ SỐ ĐỊNH DANH CÁ NHÂN",
		Head:       unitLines(),
		Header:     mau02Header(),
		NotesTitle: "Ghi chú:",
		Notes: []string{
			"- Từ cột (1) đến cột (6): Ghi thông tin của người tham gia được kết xuất từ phần mềm quản lý. " +
				"Trường hợp người tham gia chưa có số ĐDCN tại cột (6) thì hiển thị “đề nghị kê khai bổ sung số ĐDCN tại cột 13”.",
			noteEmail,
			noteCross,
			"- Cột (9): Ghi các thông tin xác thực chưa khớp với CSDL quốc gia về Dân cư được kết xuất từ phần mềm quản lý.",
			"- Từ cột (10) đến cột (14): Người tham gia kê khai chính xác các thông tin sửa đổi, bổ sung.",
		},
		Margins:  officialMargins(),
		FontSize: 9,
	}
}

func mau02Header() []Heading {
	return []Heading{
		{Text: "Stt", Column: Column{Field: FieldOrdinal, Number: "(1)", Width: 10.5, Kind: KindCount, Align: AlignCenter}},
		{Text: "Mã số BHXH", Column: Column{Field: FieldSocialInsuranceNumber, Number: "(2)", Width: 21.5, Kind: KindDigits, Align: AlignCenter}},
		{Text: "Thông tin cơ quan BHXH quản lý", Sub: []Heading{
			{Text: "Họ và tên", Column: Column{Field: FieldFullName, Number: "(3)", Width: 25}},
			{Text: "Ngày tháng năm sinh", Column: Column{Field: FieldDateOfBirth, Number: "(4)", Width: 17, Kind: KindDigits, Align: AlignCenter}},
			{Text: "Giới tính", Column: Column{Field: FieldGender, Number: "(5)", Width: 9.5, Align: AlignCenter}},
			{Text: "Số ĐDCN", Column: Column{Field: FieldPersonalID, Number: "(6)", Width: 21.5, Kind: KindDigits, Align: AlignCenter}},
			{Text: headingVssID, Sub: []Heading{
				{Text: headingRegistered, Column: Column{Field: FieldVssIDEmail, Number: "(7)", Width: 24}},
				{Text: headingNone, Column: Column{Field: FieldVssIDNone, Number: "(8)", Width: 11, Align: AlignCenter}},
			}},
		}},
		{Text: "Thông tin chưa khớp với CSDL quốc gia về Dân cư", Column: Column{Field: FieldMismatch, Number: "(9)", Width: 45}},
		{Text: "Thông tin kê sửa đổi, bổ sung", Sub: []Heading{
			{Text: "Họ và tên", Column: Column{Field: FieldNewFullName, Number: "(10)", Width: 24, Open: true}},
			{Text: "Ngày tháng năm sinh", Column: Column{Field: FieldNewDateOfBirth, Number: "(11)", Width: 16.5, Kind: KindDigits, Align: AlignCenter, Open: true}},
			{Text: "Giới tính", Column: Column{Field: FieldNewGender, Number: "(12)", Width: 9.5, Align: AlignCenter, Open: true, Rule: RuleGender}},
			{Text: "Số ĐDCN", Column: Column{Field: FieldNewPersonalID, Number: "(13)", Width: 21.5, Kind: KindDigits, Align: AlignCenter, Open: true, Rule: RuleTwelveDigits}},
		}},
		{Text: headingConfirm, Column: Column{Field: FieldConfirmation, Number: "(14)", Width: 16, Open: true}},
	}
}

var mau02Fields = []Field{
	FieldOrdinal, FieldSocialInsuranceNumber, FieldFullName, FieldDateOfBirth, FieldGender, FieldPersonalID,
	FieldVssIDEmail, FieldVssIDNone, FieldMismatch,
	FieldNewFullName, FieldNewDateOfBirth, FieldNewGender, FieldNewPersonalID, FieldConfirmation,
}

// WriteMau02 writes Mẫu số 02: the participants of a unit whose records do not
// agree with the national population database, or who have no personal ID.
//
// As with every form, the document is built whole and then written, so that an
// error leaves nothing behind that looks whole. Errors are *[Error] and never
// hold a value. The rows may come from anywhere; an error among them ends the
// writing with CodeSource. More than [MaxRows] rows fail with CodeTooManyRows:
// see [Volumes]. The functions are safe for concurrent use.
func WriteMau02(ctx context.Context, w io.Writer, head Head, rows iter.Seq2[Mau02Row, error], opts Options) error {
	s, err := newSettings(Mau02Layout(), mau02Fields, head, opts)
	if err != nil {
		return err
	}
	return s.write(ctx, w, lines(rows))
}

// cell gives what a column prints of the row.
func (r Mau02Row) cell(f Field, s *settings) (cell, Code) {
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
		if id, ok := personalID(r.IDNumber); ok {
			return text(id), ""
		}
		return text(textSupplyID), ""
	case FieldMismatch:
		return mismatches(r.Codes, s.describe)
	}
	return vssIDCell(f, r.VssID, r.Email), ""
}

// personalID gives the 12 digits of a số ĐDCN. A CMND is none.
func personalID(s string) (string, bool) {
	id, err := identity.ParsePersonalID(s)
	if err != nil {
		return "", false
	}
	return id.Reveal(), true
}

// vssIDCell gives columns (7) and (8), which stay blank where nothing is known
// of the account.
func vssIDCell(f Field, state identity.VssID, email string) cell {
	switch {
	case f == FieldVssIDEmail && state.HasAccount():
		if strings.TrimSpace(email) == "" {
			return text(textSupplyEmail)
		}
		return text(email)
	case f == FieldVssIDNone && state == identity.VssIDNone:
		return text(textCross)
	}
	return cell{}
}

// mismatches gives column (9): a sentence for each code, each on a line.
func mismatches(codes []matching.Code, describe func(matching.Code) string) (cell, Code) {
	sentences := make([]string, 0, len(codes))
	for _, code := range codes {
		sentence := describe(code)
		if sentence == "" {
			return cell{}, CodeDescription
		}
		if !slices.Contains(sentences, sentence) {
			sentences = append(sentences, sentence)
		}
	}
	return text(strings.Join(sentences, "\n")), ""
}
