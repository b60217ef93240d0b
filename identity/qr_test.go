package identity_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
)

const sampleQR = "001180012345|012345678|Lò Thị Mẫu|15031980|Nữ|Số 1, Phố Mẫu, Hà Nội|28042021"

func TestParseQR(t *testing.T) {
	cases := []struct {
		name, reason, input, want string
		fails                     failure
	}{
		{"seven fields", "the text of a chip card", sampleQR, sampleQR, failure{}},
		{"no former number", "may be empty", strings.Replace(sampleQR, "012345678", "", 1), strings.Replace(sampleQR, "012345678", "", 1), failure{}},
		{
			"former number of twelve digits", "cancelled numbers are coded as well (NĐ 70/2024 Điều 12)",
			strings.Replace(sampleQR, "012345678", "001181012345", 1), strings.Replace(sampleQR, "012345678", "001181012345", 1),
			failure{},
		},
		{"further fields", "newer cards have more", sampleQR + "||Lò Văn Mẫu|", sampleQR, failure{}},
		{"line end of a reader", "readers add it", "\ufeff" + sampleQR + "\r\n", sampleQR, failure{}},
		{"blanks in the fields", "readers add them", strings.ReplaceAll(sampleQR, "|", " | "), sampleQR, failure{}},
		{"no day of issue", "may be empty", strings.TrimSuffix(sampleQR, "28042021"), strings.TrimSuffix(sampleQR, "28042021"), failure{}},
		{"year of birth only", "the day is not known", strings.Replace(sampleQR, "15031980", "00001980", 1), strings.Replace(sampleQR, "15031980", "00001980", 1), failure{}},
		{"month of birth only", "the day is not known", strings.Replace(sampleQR, "15031980", "00031980", 1), strings.Replace(sampleQR, "15031980", "00031980", 1), failure{}},
		{"year without zeros", "the day is not known", strings.Replace(sampleQR, "15031980", "1980", 1), strings.Replace(sampleQR, "15031980", "00001980", 1), failure{}},
		{"spoiled gender", "a question for Check, not for the parser", strings.Replace(sampleQR, "Nữ", "N?", 1), strings.Replace(sampleQR, "Nữ", "N?", 1), failure{}},

		{"empty", "no value", " \r\n", "", failure{identity.CodeEmpty, identity.FieldQR, -1}},
		{"six fields", "not the text of a card", strings.TrimSuffix(sampleQR, "|28042021"), "", failure{identity.CodeFieldCount, identity.FieldQR, -1}},
		{"too long", "no card is as long", sampleQR + strings.Repeat("|", 2048), "", failure{identity.CodeTooLong, identity.FieldQR, -1}},
		{"short number", "a card has 12 digits", strings.TrimPrefix(sampleQR, "0"), "", failure{identity.CodeLostZero, identity.FieldPersonalID, -1}},
		{"no number", "a card has one", strings.TrimPrefix(sampleQR, "001180012345"), "", failure{identity.CodeEmpty, identity.FieldPersonalID, -1}},
		{"bad former number", "no number has 4 digits", strings.Replace(sampleQR, "012345678", "1234", 1), "", failure{identity.CodeLength, identity.FieldFormerID, -1}},
		{"no name", "a card has one", strings.Replace(sampleQR, "Lò Thị Mẫu", "", 1), "", failure{identity.CodeEmpty, identity.FieldName, -1}},
		{"no date", "a card has one", strings.Replace(sampleQR, "15031980", "", 1), "", failure{identity.CodeEmpty, identity.FieldDateOfBirth, -1}},
		{"date with the year first", "the text has ddMMyyyy", strings.Replace(sampleQR, "15031980", "19800315", 1), "", failure{identity.CodeImpossible, identity.FieldDateOfBirth, 0}},
		{"bad day of issue", "no such day", strings.Replace(sampleQR, "28042021", "31042021", 1), "", failure{identity.CodeImpossible, identity.FieldIssueDate, 0}},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			q, err := identity.ParseQR(c.input)
			checkFailure(t, err, c.fails)
			if q.Reveal() != c.want {
				t.Errorf("read %q, want %q: %s", q.Reveal(), c.want, c.reason)
			}
		})
	}
}

func TestQRPerson(t *testing.T) {
	q, err := identity.ParseQR(sampleQR)
	if err != nil {
		t.Fatal(err)
	}
	want := identity.Person{
		FullName: "Lò Thị Mẫu", DateOfBirth: "15/03/1980", Gender: "Nữ", IDNumber: "001180012345", FormerID: "012345678",
	}
	if got := q.Person(); got != want {
		t.Errorf("person differs in JSON terms: %s", cmp.Diff(want, got))
	}
	if got := codesOf(identity.Check(q.Person(), identity.MustDate(2026, 11, 1))); len(got) != 0 {
		t.Errorf("a card that fits together has findings: %v", got)
	}
	if q.Address != "Số 1, Phố Mẫu, Hà Nội" || q.IssuedOn.ISO() != "2021-04-28" {
		t.Error("address or day of issue were not read")
	}
}
