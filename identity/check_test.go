package identity_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
)

func checkedRecord() identity.Participant {
	return identity.Participant{
		Person:                identity.Person{FullName: "Lò Thị Mẫu", DateOfBirth: "15/03/1980", Gender: "Nữ", IDNumber: "001180012345"},
		SocialInsuranceNumber: "0123456789",
	}
}

func TestCheck(t *testing.T) {
	asOf := identity.MustDate(2026, 11, 1)
	seen := map[string]bool{}
	for _, c := range checkCases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			p := checkedRecord()
			c.change(&p)
			r := identity.Check(p.Person, asOf)
			want := append([]identity.FindingCode{}, c.want...)
			if diff := cmp.Diff(want, codesOf(r)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.reason, diff)
			}
			if whole := p.Check(asOf); whole != r {
				t.Errorf("the participant has findings beyond the person: %v", whole)
			}
			for f := range r.Findings() {
				if !r.Has(f.Code) {
					t.Errorf("Has(%q) is false", f.Code)
				}
			}
		})
	}
}

func TestCheckParticipant(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range participantCases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			p := checkedRecord()
			c.change(&p)
			r := p.Check(c.asOf)
			want := append([]identity.FindingCode{}, c.want...)
			if diff := cmp.Diff(want, codesOf(r)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.reason, diff)
			}
			if r.Worst() > identity.SeverityWarning {
				t.Error("a number of insurance keeps the record from being asked")
			}
		})
	}
}

func TestCheckWithoutADay(t *testing.T) {
	p := checkedRecord().Person
	p.DateOfBirth, p.IDNumber = "15/03/2380", "001980012345"
	if got := codesOf(identity.Check(p, identity.Date{})); len(got) != 0 {
		t.Errorf("without a day nothing lies in the future: %v", got)
	}
	if !identity.Check(p, identity.MustDate(100, 0, 0)).Has(identity.FindingDateFuture) {
		t.Error("a day of the year 100 is a day as well")
	}
}

func TestCheckReadsTheValues(t *testing.T) {
	p := checkedRecord().Person
	r := identity.Check(p, identity.MustDate(2026, 11, 1))
	if r.Number.Reveal() != "001180012345" || r.DateOfBirth.ISO() != "1980-03-15" || r.Gender != identity.GenderFemale {
		t.Error("the report does not hold what the record says")
	}
	if r.Worst() != 0 || r.Inconsistent() {
		t.Error("a record with nothing wrong is reported")
	}
	for id, want := range map[identity.Text]bool{"001181012345": true, "001080012345": true, "003180012345": false} {
		p.IDNumber = id
		if got := identity.Check(p, identity.Date{}).Inconsistent(); got != want {
			t.Errorf("inconsistent: %t, want %t", got, want)
		}
	}
	if (identity.Report{}).Has("no.such_code") || identity.Check(identity.Person{}, identity.Date{}).Has("no.such_code") {
		t.Error("an unknown code is found")
	}
}

func TestReportText(t *testing.T) {
	r := identity.Check(identity.Person{FullName: "Lò Mẫu", Gender: "x"}, identity.Date{})
	if want := "[dob.missing gender.invalid id.missing]"; r.String() != want || r.LogValue().String() != want {
		t.Errorf("report %q, want %q", r, want)
	}
	if r.Worst() != identity.SeverityError {
		t.Errorf("worst is %s", r.Worst())
	}
	for s, want := range map[identity.Severity]string{0: "none", 1: "hint", 2: "warning", 3: "error", 4: "none"} {
		if s.String() != want {
			t.Errorf("severity %d is %q, want %q", uint8(s), s, want)
		}
	}
}

// TestFindingTable holds the table of findings against what it promises, and
// against the cases: every code is produced by one.
func TestFindingTable(t *testing.T) {
	produced := map[identity.FindingCode]bool{
		identity.FindingNameLegacyEncoding: true, // see TestCheckLegacyNames
	}
	for _, c := range checkCases {
		for _, code := range c.want {
			produced[code] = true
		}
	}
	for _, c := range participantCases {
		for _, code := range c.want {
			produced[code] = true
		}
	}
	codes := map[identity.FindingCode]bool{}
	for f := range identity.FindingCodes() {
		area, reason, ok := strings.Cut(string(f.Code), ".")
		if codes[f.Code] || !ok || area == "" || reason == "" || strings.ToLower(string(f.Code)) != string(f.Code) {
			t.Errorf("code %q stands twice or is malformed", f.Code)
		}
		codes[f.Code] = true
		if !produced[f.Code] {
			t.Errorf("no case produces %q", f.Code)
		}
		if f.Field == identity.FieldNone || f.Severity == 0 || f.English() == "" || f.Source() == "" {
			t.Errorf("%q has no field, severity, English text or source", f.Code)
		}
		if !strings.HasSuffix(f.Vietnamese(), ".") || strings.IndexFunc(f.Vietnamese(), func(r rune) bool { return r > 0x7f }) < 0 {
			t.Errorf("%q has no Vietnamese sentence: %q", f.Code, f.Vietnamese())
		}
	}
	if len(codes) > 64 {
		t.Errorf("%d findings do not fit in a report", len(codes))
	}
	if f := (identity.Finding{Code: "no.such_code"}); f.English() != "" || f.Vietnamese() != "" || f.Source() != "" {
		t.Error("an unknown code has texts")
	}
}

// TestFindingOrder: findings come by field, in the order of a record.
func TestFindingOrder(t *testing.T) {
	order := []identity.Field{
		identity.FieldName, identity.FieldDateOfBirth, identity.FieldGender, identity.FieldIDNumber, identity.FieldFormerID,
		identity.FieldSocialInsuranceNumber, identity.FieldHealthCard,
	}
	last := 0
	for f := range identity.FindingCodes() {
		place := slices.Index(order, f.Field)
		if place < last {
			t.Errorf("%q of %s stands after a later field", f.Code, f.Field)
		}
		last = place
	}
	for range identity.Check(identity.Person{}, identity.Date{}).Findings() {
		break // an iterator that is left early must not go on
	}
	for range identity.FindingCodes() {
		break
	}
}
