package forms_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
)

// FuzzReadMau02 fills one row in with anything. What is accepted is confirmed,
// is what the forms print, and does not contradict itself.
func FuzzReadMau02(f *testing.F) {
	f.Add("Nguyễn Văn Thứ", "4/1/1990", "Nam", "001090000001", "x")
	f.Add("NguyÔn V¨n An", "30/02/1980", "nu", "1090000001", "không")
	f.Add("", "32877", "", "012345678", "")
	f.Add("\u202e", "04011990", "1", "٠٠١", "-")
	f.Fuzz(func(t *testing.T, name, birth, gender, id, confirm string) {
		for _, s := range []string{name, birth, gender, id, confirm} {
			if strings.ContainsAny(s, "\",\r\n") || len(s) > 600 {
				return // a matter of the CSV around it, which has a target of its own
			}
		}
		sent := issued()[0]
		text := "(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14)\n" +
			strings.Join([]string{"1", sent.SocialInsuranceNumber, sent.FullName, sent.DateOfBirth, sent.Gender, sent.IDNumber, "", "", "", name, birth, gender, id, confirm}, ",")
		got, err := forms.ReadMau02CSV(t.Context(), strings.NewReader(text), forms.ReadOptions{Issued: []forms.Mau02Row{sent}, AsOf: head().AsOf})
		if err != nil {
			if !errors.Is(err, forms.CodeFileEncoding) && !errors.Is(err, forms.CodeFileOtherForm) {
				t.Fatal(err)
			}
			return
		}
		for _, c := range got.Corrections {
			checkAccepted(t, c, sent)
		}
		if len(got.Corrections)+len(got.Unanswered) == 0 && len(got.Findings) < 2 {
			t.Fatal("a row is gone without a finding")
		}
	})
}

func checkAccepted(t *testing.T, c identity.Correction, sent forms.Mau02Row) {
	t.Helper()
	if !c.Confirmed {
		t.Fatal("accepted without confirmation")
	}
	if d := string(c.DateOfBirth); d != "" {
		day, err := identity.ParseDate(d)
		if err != nil || day.Reveal() != d {
			t.Fatal("a date that is not as the forms print it")
		}
	}
	if id := string(c.IDNumber); id != "" {
		parsed, err := identity.ParsePersonalID(id)
		if err != nil || parsed.Reveal() != id {
			t.Fatal("a number that is not 12 digits")
		}
	}
	if g := string(c.Gender); g != "" && g != "Nam" && g != "Nữ" {
		t.Fatal("a gender that is not as the forms print it")
	}
	person := identity.Person{FullName: identity.Name(sent.FullName), DateOfBirth: identity.Text(sent.DateOfBirth), Gender: identity.Text(sent.Gender), IDNumber: identity.Text(sent.IDNumber)}
	if !c.IsEmpty() && c.Check(person, head().AsOf).Inconsistent() {
		t.Fatal("a correction that contradicts itself")
	}
}

// FuzzReadFile reads anything as a workbook and as CSV: an error is one of
// ours, and nothing is accepted of a file that was not issued.
func FuzzReadFile(f *testing.F) {
	f.Add(mau02(f, issued()...))
	f.Add([]byte("ordinal;social_insurance_number\n"))
	f.Add([]byte("(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14)\n1,,\"a\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		opts := forms.ReadOptions{ListID: "another list", Issued: issued()}
		_, err := forms.ReadMau02(t.Context(), bytes.NewReader(data), int64(len(data)), opts)
		_, csvErr := forms.ReadMau02CSV(t.Context(), bytes.NewReader(data), opts)
		for _, err := range []error{err, csvErr} {
			var own *forms.Error
			if err != nil && (!errors.As(err, &own) || own.Code.Error() == string(own.Code)) {
				t.Fatalf("%T without a known code", err)
			}
		}
	})
}
