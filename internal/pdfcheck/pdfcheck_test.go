package pdfcheck

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// Every person, number, unit and agency in these tests is made up.

func head() forms.Head {
	return forms.Head{
		ParentAgency: "Bảo hiểm xã hội tỉnh Thử Nghiệm", Agency: "Bảo hiểm xã hội huyện Ví Dụ",
		Unit:   identity.Unit{Code: "YN0001A", Name: "Công ty Ví Dụ (chi nhánh) \\ 1", Address: "Số 12, phố Mẫu"},
		ListID: "2026-11/YN0001A", AsOf: identity.MustDate(2026, 11, 22),
	}
}

func options() forms.Options {
	return forms.Options{Format: forms.FormatPDF, Signature: &forms.Signature{
		Place: "Thử Nghiệm", Date: identity.MustDate(2026, 11, 22), Titles: []string{"Giám đốc"}, Name: "Nguyễn Văn Mẫu", Recipients: []string{"- Lưu: VT."},
	}}
}

func mau01(n int) iter.Seq2[forms.Mau01Row, error] {
	rows := make([]forms.Mau01Row, n)
	for i := range rows {
		rows[i] = forms.Mau01Row{SocialInsuranceNumber: fmt.Sprintf("01%08d", i), FullName: "Đặng Thị Ngọc Ẩn", Gender: "Nữ", PersonalID: fmt.Sprintf("001190%06d", i)}
	}
	return forms.Rows(rows...)
}

func mau02(n int) iter.Seq2[forms.Mau02Row, error] {
	rows := make([]forms.Mau02Row, n)
	for i := range rows {
		rows[i] = forms.Mau02Row{SocialInsuranceNumber: fmt.Sprintf("01%08d", i), FullName: "H'Hen Niê (Thử)", DateOfBirth: "1990", Codes: []matching.Code{matching.NameGiven, matching.IDMissing}}
	}
	return forms.Rows(rows...)
}

func mau03(n int) iter.Seq2[forms.Mau03Row, error] {
	rows := make([]forms.Mau03Row, n)
	for i := range rows {
		rows[i] = forms.Mau03Row{Province: fmt.Sprintf("Tỉnh %d", i%2), District: fmt.Sprintf("Huyện %d", i%5), Name: "Đơn vị Ví Dụ", Participants: 100 + i, Verified: 60, Mismatched: 20}
	}
	return forms.Rows(rows...)
}

// documents are the kinds of PDF, each with the lengths that make its pages
// differ.
func documents() map[string]func(context.Context, io.Writer) error {
	all := make(map[string]func(context.Context, io.Writer) error)
	for _, n := range []int{0, 1, 20, 2000} {
		all[fmt.Sprint("mau01, ", n)] = func(ctx context.Context, w io.Writer) error {
			return forms.WriteMau01(ctx, w, head(), mau01(n), options())
		}
		all[fmt.Sprint("mau02, ", n)] = func(ctx context.Context, w io.Writer) error {
			return forms.WriteMau02(ctx, w, head(), mau02(n), options())
		}
		all[fmt.Sprint("mau03 with its chart, ", n)] = func(ctx context.Context, w io.Writer) error {
			return forms.WriteMau03(ctx, w, head(), mau03(n), options())
		}
	}
	correction := identity.Correction{FullName: "Nguyễn Văn Thứ", IDNumber: "001090000001", Confirmed: true}
	row := forms.NewFiling(identity.Participant{Person: identity.Person{FullName: "Nguyễn Văn Thử"}}, correction, false, "Hồ sơ 12").Row
	for f := range forms.AnswerForms() {
		all[f.String()] = func(ctx context.Context, w io.Writer) error {
			return forms.WriteAnswer(ctx, w, f, head(), forms.Rows(row, row), options())
		}
	}
	letter := forms.LetterHead{Head: head(), Number: "123/BHXH-TST", Place: "Thử Nghiệm", Rows: 24}
	long := forms.Mau02Letter(letter)
	long.Body = append(long.Body, strings.Repeat("Một đoạn rất dài. ", 400))
	for name, l := range map[string]forms.Letter{"letter of mau01": forms.Mau01Letter(letter), "letter of mau02": forms.Mau02Letter(letter), "letter of several pages": long} {
		all[name] = func(ctx context.Context, w io.Writer) error {
			return forms.WriteLetter(ctx, w, l, forms.Options{Format: forms.FormatPDF})
		}
	}
	return all
}

func validate(data []byte) error {
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	return api.Validate(bytes.NewReader(data), conf)
}

func document(t *testing.T, write func(context.Context, io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestStrict validates them all.
func TestStrict(t *testing.T) {
	api.DisableConfigDir()
	for name, write := range documents() {
		if err := validate(document(t, write)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestStrictIsStrict damages a document in ways that must be found.
func TestStrictIsStrict(t *testing.T) {
	api.DisableConfigDir()
	whole := document(t, documents()["mau02, 20"])
	for name, change := range map[string][2]string{
		"font name": {"/FontName /BHXHVN", "/FontNamx /BHXHVN"}, "media box": {"/MediaBox [0 0 841", "/MediaBux [0 0 841"},
		"page": {"/Kids [3 0 R", "/Kids [6 0 R"},
	} {
		damaged := bytes.ReplaceAll(whole, []byte(change[0]), []byte(change[1]))
		if bytes.Equal(damaged, whole) {
			t.Fatalf("%s: nothing was damaged", name)
		}
		if validate(damaged) == nil {
			t.Errorf("%s: the damage was not found", name)
		}
	}
}
