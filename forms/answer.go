package forms

import (
	"context"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
)

// AnswerForm is a version of a form with which a unit files an accepted
// correction (Kế hoạch 2207/KH-BHXH, part B.II.4): TK1-TS, with D02-LT for those
// who pay social insurance or D03-TS for those who only take part in health
// insurance. Which version is in force is the caller's to know; none is a
// default. The zero AnswerForm is none.
type AnswerForm uint8

// The forms.
const (
	TK1QD505 AnswerForm = iota + 1 // TK1-TS, Quyết định 505/QĐ-BHXH (27/03/2020)
	TK1QD490                       // TK1-TS, Quyết định 490/QĐ-BHXH (28/03/2023)
	D02QD505                       // D02-LT, Quyết định 505/QĐ-BHXH, kept by 490/QĐ-BHXH
	D02QD366                       // D02-LT, Quyết định 366/QĐ-BHXH (29/04/2026)
	D03QD490                       // D03-TS, Quyết định 490/QĐ-BHXH (28/03/2023)
)

// AnswerForms gives every form.
func AnswerForms() iter.Seq[AnswerForm] {
	return func(yield func(AnswerForm) bool) {
		for f := TK1QD505; f <= D03QD490; f++ {
			if !yield(f) {
				return
			}
		}
	}
}

// String gives the name with its decision: "TK1-TS (QĐ 505/QĐ-BHXH)".
func (f AnswerForm) String() string {
	if row, ok := f.row(); ok {
		return row.name + " (" + row.decision + ")"
	}
	return ""
}

// Certainty says how well the columns are supported by public sources: the
// decisions themselves are not public, so the columns come from filing tools
// and copies of the sheets.
func (f AnswerForm) Certainty() identity.Certainty {
	row, _ := f.row()
	return row.certainty
}

// Since gives the day of the decision.
func (f AnswerForm) Since() identity.Date {
	row, _ := f.row()
	return row.since
}

// IsDeclaration reports TK1-TS, which the participant declares; the others are
// lists of the unit.
func (f AnswerForm) IsDeclaration() bool { return f == TK1QD505 || f == TK1QD490 }

// Exemption says why somebody files nothing.
type Exemption uint8

// The exemptions. The zero Exemption is none: the forms are to be filed.
const (
	ExemptNone       Exemption = iota
	ExemptUnchanged            // the data of BHXH is right: nothing is changed
	ExemptAppendixI            // only adds the number, and registers for VssID by Phụ lục I
	ExemptAppendixII           // only adds the number, and supplies the e-mail in VssID by Phụ lục II
)

// String gives "", "unchanged", "appendix_i" or "appendix_ii".
func (e Exemption) String() string {
	if int(e) < len(exemptions) {
		return exemptions[e].name
	}
	return ""
}

// Vietnamese says the exemption in a sentence; "" for none.
func (e Exemption) Vietnamese() string {
	if int(e) < len(exemptions) {
		return exemptions[e].vietnamese
	}
	return ""
}

const exemptPlan = "Không cần kê khai mẫu TK1-TS và lập mẫu D02-LT/Mẫu D03-TS để bổ sung số ĐDCN/CCCD: người tham gia thực hiện theo hướng dẫn tại "

var exemptions = [...]struct{ name, vietnamese string }{
	ExemptNone:       {"", ""},
	ExemptUnchanged:  {"unchanged", "Không có thông tin sửa đổi, bổ sung; không phải lập hồ sơ."},
	ExemptAppendixI:  {"appendix_i", exemptPlan + "Phụ lục I (đăng ký tài khoản VssID)."},
	ExemptAppendixII: {"appendix_ii", exemptPlan + "Phụ lục II (cập nhật, bổ sung địa chỉ email)."},
}

// AnswerRow is what a unit files for one participant. It is personal data: fmt
// and log/slog show it masked, JSON does not.
type AnswerRow struct {
	SocialInsuranceNumber identity.Text       `json:"social_insurance_number"`
	Before                identity.Person     `json:"before"`
	After                 identity.Person     `json:"after"` // with the correction
	Correction            identity.Correction `json:"correction"`
	Email                 identity.Text       `json:"email,omitempty"`
	Nationality           string              `json:"nationality,omitempty"` // ISO 3166 alpha-2; "" means VN
	// Attachments name the papers that go with it: references, never images.
	Attachments []string `json:"attachments,omitempty"`
}

// Filing is what follows from an accepted correction.
type Filing struct {
	Exemption Exemption `json:"exemption,omitempty"` // other than ExemptNone: nothing is filed
	Row       AnswerRow `json:"row"`
}

// attachmentPhoto is the paper that the plan asks for.
const attachmentPhoto = "Bản photo ĐDCN/CCCD"

// NewFiling gives what is to be filed for a participant after an accepted
// correction. throughVssID says that the participant follows Phụ lục I or Phụ
// lục II of the plan; who then only adds the number files nothing. evidence
// names the paper that proves the correction, such as the number of a record in
// the unit's files; "" names the photocopy that the plan asks for.
//
// Luật Căn cước 26/2023/QH15 Điều 20 has since forbidden to ask for papers with
// what is stored on a card that was shown: then evidence names how it was read.
func NewFiling(p identity.Participant, c identity.Correction, throughVssID bool, evidence string) Filing {
	f := Filing{Exemption: exemption(p, c, throughVssID)}
	f.Row = AnswerRow{
		SocialInsuranceNumber: c.SocialInsuranceNumber, Before: p.Person, After: c.Apply(p.Person), Correction: c,
		Email: p.Email, Nationality: p.Nationality,
	}
	if f.Row.SocialInsuranceNumber.IsEmpty() {
		f.Row.SocialInsuranceNumber = p.SocialInsuranceNumber
	}
	if evidence == "" {
		evidence = attachmentPhoto
	}
	f.Row.Attachments = []string{evidence}
	return f
}

// exemption applies the last sentence of part B.II.4.
func exemption(p identity.Participant, c identity.Correction, throughVssID bool) Exemption {
	if c.IsEmpty() {
		return ExemptUnchanged
	}
	_, held := personalID(string(p.Person.IDNumber))
	onlyAdds := c.FullName.IsEmpty() && c.DateOfBirth.IsEmpty() && c.Gender.IsEmpty() && !held
	switch {
	case !onlyAdds || !throughVssID:
		return ExemptNone
	case p.VssID == identity.VssIDNone:
		return ExemptAppendixI
	case p.VssID.HasAccount() && p.Email.IsEmpty():
		return ExemptAppendixII
	}
	return ExemptNone
}

// Masked gives the row with every personal value masked.
func (r AnswerRow) Masked() string {
	return fmt.Sprintf("{%s after:%s attachments:%d}", r.Correction.Masked(), r.After.Masked(), len(r.Attachments))
}

// String gives the masked form.
func (r AnswerRow) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r AnswerRow) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r AnswerRow) LogValue() slog.Value { return slog.StringValue(r.Masked()) }

// LogValue implements slog.LogValuer with the exemption and the masked row.
func (f Filing) LogValue() slog.Value {
	return slog.GroupValue(slog.String("exemption", f.Exemption.String()), slog.Any("row", f.Row))
}

// Fields of the answer forms, beside those of the lists.
const (
	FieldEmail       Field = "email"
	FieldNationality Field = "nationality"
	FieldChanges     Field = "changes"     // which values are corrected, in words
	FieldAttachments Field = "attachments" // papers, by name
)

var answerFields = []Field{
	FieldOrdinal, FieldSocialInsuranceNumber, FieldFullName, FieldDateOfBirth, FieldGender, FieldPersonalID,
	FieldNewFullName, FieldNewDateOfBirth, FieldNewGender, FieldNewPersonalID, FieldEmail, FieldNationality, FieldChanges, FieldAttachments,
}

// WriteAnswer writes the rows that a unit files in a version of a form. Columns
// about wages and payments are blank and open: the correction says nothing of
// them. An AnswerForm that does not exist fails with CodeLayout. See
// [WriteMau02] for what all forms have in common.
func WriteAnswer(ctx context.Context, w io.Writer, form AnswerForm, head Head, rows iter.Seq2[AnswerRow, error], opts Options) error {
	s, err := newSettings(AnswerLayout(form), answerFields, head, opts)
	if err != nil {
		return err
	}
	return s.write(ctx, w, lines(rows))
}

// cell gives what a column prints of the row.
func (r AnswerRow) cell(f Field, _ *settings) (cell, Code) {
	switch f {
	case FieldSocialInsuranceNumber:
		return text(string(r.SocialInsuranceNumber)), ""
	case FieldFullName:
		return text(string(r.After.FullName)), ""
	case FieldDateOfBirth:
		return text(string(r.After.DateOfBirth)), ""
	case FieldGender:
		return text(string(r.After.Gender)), ""
	case FieldPersonalID:
		return text(string(r.After.IDNumber)), ""
	case FieldNewFullName:
		return text(strings.ToUpper(string(r.Correction.FullName))), ""
	case FieldNewDateOfBirth:
		return text(string(r.Correction.DateOfBirth)), ""
	case FieldNewGender:
		return text(string(r.Correction.Gender)), ""
	case FieldNewPersonalID:
		return text(string(r.Correction.IDNumber)), ""
	case FieldEmail:
		return text(string(r.Email)), ""
	case FieldNationality:
		return text(r.Nationality), ""
	case FieldChanges:
		return text(changes(r.Correction)), ""
	case FieldAttachments:
		return text(strings.Join(r.Attachments, "\n")), ""
	}
	return cell{}, ""
}

// changes names the corrected values.
func changes(c identity.Correction) string {
	var list []string
	for _, v := range []struct {
		is   bool
		name string
	}{
		{!c.FullName.IsEmpty(), "họ và tên"},
		{!c.DateOfBirth.IsEmpty(), "ngày tháng năm sinh"},
		{!c.Gender.IsEmpty(), "giới tính"},
		{!c.IDNumber.IsEmpty(), "số ĐDCN/CCCD"},
	} {
		if v.is {
			list = append(list, v.name)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "Điều chỉnh, bổ sung " + strings.Join(list, ", ")
}
