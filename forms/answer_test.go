package forms_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask/masktest"
)

func participant(id string, state identity.VssID, email string) identity.Participant {
	return identity.Participant{
		Person:                identity.Person{FullName: "Nguyễn Văn Thử", DateOfBirth: "03/01/1990", Gender: "Nam", IDNumber: identity.Text(id)},
		SocialInsuranceNumber: "0123456780", VssID: state, Email: identity.Text(email),
	}
}

// TestExemption follows the last sentence of part B.II.4 of the plan.
func TestExemption(t *testing.T) {
	number := identity.Correction{IDNumber: "001090000001", Confirmed: true}
	both := number
	both.FullName = "Nguyễn Văn Thứ"
	for _, c := range []struct {
		name     string
		who      identity.Participant
		what     identity.Correction
		vssid    bool
		want     forms.Exemption
		reason   string
		sentence string
	}{
		{"nothing changed", participant("001090000001", identity.VssIDNone, ""), identity.Correction{Confirmed: true}, false, forms.ExemptUnchanged, "our data is right", "Không có thông tin"},
		{"number, no account", participant("", identity.VssIDNone, ""), number, true, forms.ExemptAppendixI, "registers by Phụ lục I", "Phụ lục I "},
		{"number for a CMND", participant("012345678", identity.VssIDNone, ""), number, true, forms.ExemptAppendixI, "a CMND is no số ĐDCN, so the number is added", "Phụ lục I "},
		{"number, no e-mail", participant("", identity.VssIDApproved, ""), number, true, forms.ExemptAppendixII, "supplies the e-mail by Phụ lục II", "Phụ lục II"},
		{"number, account with e-mail", participant("", identity.VssIDApproved, "a@example.vn"), number, true, forms.ExemptNone, "neither appendix applies", ""},
		{"number, state unknown", participant("", identity.VssIDUnknown, ""), number, true, forms.ExemptNone, "nobody knows which appendix", ""},
		{"number, on paper", participant("", identity.VssIDNone, ""), number, false, forms.ExemptNone, "the exemption is for those who follow an appendix", ""},
		{"number replaced", participant("001090000009", identity.VssIDNone, ""), number, true, forms.ExemptNone, "a correction, not an addition", ""},
		{"name too", participant("", identity.VssIDNone, ""), both, true, forms.ExemptNone, "the name needs TK1-TS", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := forms.NewFiling(c.who, c.what, c.vssid, "")
			if got.Exemption != c.want || !strings.Contains(got.Exemption.Vietnamese(), c.sentence) {
				t.Errorf("exemption %q, want %q: %s", got.Exemption, c.want, c.reason)
			}
			if diff := cmp.Diff([]string{"Bản photo ĐDCN/CCCD"}, got.Row.Attachments); diff != "" {
				t.Errorf("attachments (-want +got):\n%s", diff)
			}
		})
	}
}

func filing() forms.AnswerRow {
	c := identity.Correction{FullName: "Nguyễn Văn Thứ", DateOfBirth: "04/01/1990", IDNumber: "001090000001", Confirmed: true}
	return forms.NewFiling(participant("012345678", identity.VssIDNone, ""), c, false, "Hồ sơ số 12/2026").Row
}

// TestAnswerForms writes each version and looks at its columns.
func TestAnswerForms(t *testing.T) {
	columns := map[forms.AnswerForm]int{forms.TK1QD505: 12, forms.TK1QD490: 12, forms.D02QD505: 27, forms.D02QD366: 19, forms.D03QD490: 17}
	if got := len(slices.Collect(forms.AnswerForms())); got != len(columns) {
		t.Errorf("%d forms, want %d", got, len(columns))
	}
	for f := range forms.AnswerForms() {
		t.Run(f.String(), func(t *testing.T) {
			layout := forms.AnswerLayout(f)
			if got := len(slices.Collect(layout.Columns())); got != columns[f] {
				t.Errorf("%d columns, want %d", got, columns[f])
			}
			if f.Certainty().String() == "unknown" || !f.Since().IsValid() {
				t.Error("no certainty or no day")
			}
			data := document(t, func(b *bytes.Buffer) error {
				return forms.WriteAnswer(t.Context(), b, f, head(), forms.Rows(filing()), forms.Options{})
			})
			all := texts(t, data)
			want := []string{"Nguyễn Văn Thứ", "Điều chỉnh, bổ sung họ và tên, ngày tháng năm sinh, số ĐDCN/CCCD"}
			if f.IsDeclaration() {
				want = []string{"0123456780", "NGUYỄN VĂN THỨ", "04/01/1990", "001090000001", "Hồ sơ số 12/2026", want[1]}
			}
			for _, text := range want {
				if !contains(all, text) {
					t.Errorf("the document lacks one of the values or %q", want[len(want)-1])
				}
			}
			if f.IsDeclaration() && contains(all, "Nam") {
				t.Error("a declaration shows what is not changed")
			}
		})
	}
	var none forms.AnswerForm
	if none.String() != "" || none.Certainty().String() != "unknown" || none.Since().IsValid() {
		t.Error("the zero form is one")
	}
	err := forms.WriteAnswer(t.Context(), &bytes.Buffer{}, none, head(), forms.Rows(filing()), forms.Options{})
	if !errors.Is(err, forms.CodeLayout) {
		t.Errorf("error %v, want %v", err, forms.CodeLayout)
	}
}

func TestAnswerRowMasksItself(t *testing.T) {
	f := forms.NewFiling(participant("012345678", identity.VssIDNone, "thu@example.vn"), identity.Correction{FullName: "Nguyễn Văn Thứ"}, false, "")
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, masktest.Untimed())).Info("filing", "filing", f, "row", f.Row)
	for _, s := range []string{fmt.Sprint(f.Row), fmt.Sprintf("%+v", f), fmt.Sprintf("%#v", f.Row), log.String()} {
		for _, secret := range []string{"Nguyễn", "012345678", "0123456780", "03/01/1990", "thu@"} {
			if strings.Contains(s, secret) {
				t.Errorf("a value leaks")
			}
		}
	}
	if forms.ExemptAppendixI.String() != "appendix_i" || forms.Exemption(9).String()+forms.Exemption(9).Vietnamese() != "" {
		t.Error("names of exemptions")
	}
}
