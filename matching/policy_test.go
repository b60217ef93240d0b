package matching_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

func TestPolicy(t *testing.T) {
	tests := []struct {
		name                   string
		subject                identity.Person
		plain, strict, lenient bool
		reason                 string
	}{
		{"equal", with(nil), true, true, true, "nothing differs"},
		{"upper case", with(func(p *identity.Person) { p.FullName = "NGUYỄN VĂN AN" }), true, true, true, "letter case counts nowhere"},
		{"decomposed", with(func(p *identity.Person) { p.FullName = "Nguye\u0302\u0303n Va\u0306n An" }), true, false, true, "a note counts under Strict"},
		{"no marks", with(func(p *identity.Person) { p.FullName = "Nguyen Van An" }), false, false, true, "Lenient tolerates lost marks"},
		{"other marks", with(func(p *identity.Person) { p.FullName = "Nguyễn Vân An" }), false, false, false, "other marks may be another name"},
		{"year only", with(func(p *identity.Person) { p.DateOfBirth = "1980" }), false, false, true, "Lenient tolerates what is incomplete"},
		{"no gender", with(func(p *identity.Person) { p.Gender = "" }), false, false, true, "the registry knows it"},
		{"no number", with(func(p *identity.Person) { p.IDNumber = "" }), false, false, false, "the number is what the plan is about"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := matching.Compare(tt.subject, reference1, asOf)
			strict := matching.Comparer{AsOf: asOf, Policy: matching.Strict()}.Compare(tt.subject, reference1)
			got := [3]bool{r.Matches(), strict.Matches(), r.WithPolicy(matching.Lenient()).Matches()}
			if want := [3]bool{tt.plain, tt.strict, tt.lenient}; got != want {
				t.Errorf("matches under default, Strict, Lenient: %v, want %v (%s)", got, want, tt.reason)
			}
			if r.Score() != strict.Score() {
				t.Error("the policy changed the score")
			}
		})
	}
}

func TestPolicyCounts(t *testing.T) {
	p := matching.Policy{}.Tolerate(matching.NameIY, matching.NameUnicodeForm).Count(matching.NameTonePlacement)
	for code, want := range map[matching.Code]bool{
		matching.NameIY: false, matching.NameTypo: true, matching.NameTonePlacement: true, matching.NameUnicodeForm: false, "name.nonsense": false,
	} {
		if got := p.Counts(code); got != want {
			t.Errorf("Counts(%s) = %t, want %t", code, got, want)
		}
	}
	if !p.Count(matching.NameIY).Counts(matching.NameIY) {
		t.Error("Count does not undo Tolerate")
	}
}

func TestPolicyJSON(t *testing.T) {
	for _, p := range []matching.Policy{{}, matching.Strict(), matching.Lenient(), matching.Policy{}.Count(matching.IDOldNumber)} {
		data, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var back matching.Policy
		if err := json.Unmarshal(data, &back); err != nil || back != p {
			t.Errorf("%s reads back as another policy: %v", data, err)
		}
	}
	p := matching.Strict()
	if err := json.Unmarshal([]byte(`{"tolerates": ["name.nonsense"]}`), &p); !errors.Is(err, matching.CodeUnknownCode) {
		t.Errorf("an unknown code gives %v, want %v", err, matching.CodeUnknownCode)
	}
	if p != (matching.Policy{}) {
		t.Error("a failed Unmarshal keeps what the policy held before")
	}
	var matchErr *matching.Error
	if err := json.Unmarshal([]byte(`{"tolerates": 1}`), &p); !errors.Is(err, matching.CodeFormat) || !errors.As(err, &matchErr) {
		t.Errorf("a malformed policy gives %v, want %v", err, matching.CodeFormat)
	}
}
