package matching_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// reference1 is what the registry holds in most tests; synthetic.
var reference1 = identity.Person{FullName: "Nguyễn Văn An", DateOfBirth: "15/03/1980", Gender: "Nam", IDNumber: "001080012345"}

// with gives reference1 with a change.
func with(change func(*identity.Person)) identity.Person {
	p := reference1
	if change != nil {
		change(&p)
	}
	return p
}

func TestAgreements(t *testing.T) {
	const (
		unknown    = matching.Unknown
		same       = matching.Same
		equivalent = matching.Equivalent
		different  = matching.Different
		missing    = matching.Missing
	)
	tests := []struct {
		name               string
		subject, reference identity.Person
		want               [4]matching.Agreement // name, date, gender, number
		codes              []string
		reason             string
	}{
		{"equal", reference1, reference1, [4]matching.Agreement{same, same, same, same}, []string{}, "identical texts"},
		{
			"both empty",
			identity.Person{},
			identity.Person{},
			[4]matching.Agreement{missing, missing, missing, missing},
			[]string{"dob.missing", "gender.missing", "id.missing", "name.missing"},
			"missing wins over unknown",
		},
		{"empty reference", reference1, identity.Person{}, [4]matching.Agreement{unknown, unknown, unknown, unknown}, []string{}, "nothing is known"},
		{
			"empty subject",
			identity.Person{},
			reference1,
			[4]matching.Agreement{missing, missing, missing, missing},
			[]string{"dob.missing", "gender.missing", "id.missing", "name.missing"},
			"the subject has no value",
		},
		{
			"unreadable reference", reference1,
			identity.Person{FullName: "-", DateOfBirth: "?", Gender: "1", IDNumber: "none"},
			[4]matching.Agreement{unknown, unknown, unknown, unknown},
			[]string{},
			"a reference that holds no value knows nothing",
		},
		{
			"other notations",
			identity.Person{FullName: "NGUYỄN VĂN AN", DateOfBirth: "1980-03-15", Gender: "M", IDNumber: "001 080 012 345"},
			reference1,
			[4]matching.Agreement{equivalent, equivalent, equivalent, equivalent},
			[]string{"=name.case_or_spacing"},
			"the same values",
		},
		{
			"unreadable on both sides",
			identity.Person{FullName: "An", DateOfBirth: "?", Gender: "1", IDNumber: "none"},
			reference1,
			[4]matching.Agreement{different, different, different, different},
			[]string{"dob.invalid", "gender.invalid", "id.invalid", "name.word_missing"},
			"no value that is none can agree",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := matching.Compare(tt.subject, tt.reference, asOf)
			got := [4]matching.Agreement{r.Agreement(matching.FieldName), r.Agreement(matching.FieldDateOfBirth), r.Agreement(matching.FieldGender), r.Agreement(matching.FieldID)}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("agreements (%s) -want +got:\n%s", tt.reason, diff)
			}
			if diff := cmp.Diff(tt.codes, labelOf(r)); diff != "" {
				t.Errorf("codes (%s) -want +got:\n%s", tt.reason, diff)
			}
		})
	}
}

func TestFormerNumber(t *testing.T) {
	reference := with(func(p *identity.Person) { p.FormerID = "012345678" })
	tests := []struct {
		number    identity.Text
		agreement matching.Agreement
		codes     []string
		matches   bool
		reason    string
	}{
		{"012345678", matching.Equivalent, []string{"=id.old_number"}, true, "the registry confirms the CMND"},
		{"012 345 678", matching.Equivalent, []string{"=id.old_number"}, true, "notation"},
		{"012345679", matching.Different, []string{"id.typo"}, false, "one digit away from the former number"},
		{"12345678", matching.Different, []string{"id.typo"}, false, "the former number without its zero"},
		{"987654321", matching.Different, []string{"id.old_number"}, false, "another CMND: a person who moved had several"},
		{"001080012345", matching.Same, []string{}, true, "the personal ID itself"},
	}
	for _, tt := range tests {
		r := matching.Compare(with(func(p *identity.Person) { p.IDNumber = tt.number }), reference, asOf)
		if got := r.Agreement(matching.FieldID); got != tt.agreement {
			t.Errorf("%s: agreement %v, want %v", tt.reason, got, tt.agreement)
		}
		if diff := cmp.Diff(tt.codes, labelOf(r)); diff != "" {
			t.Errorf("%s: codes -want +got:\n%s", tt.reason, diff)
		}
		if got := r.Matches(); got != tt.matches {
			t.Errorf("%s: matches %t, want %t", tt.reason, got, tt.matches)
		}
	}
	holder := with(func(p *identity.Person) { p.FormerID = "012345678" })
	registry := with(func(p *identity.Person) { p.IDNumber = "012345678" })
	if r := matching.Compare(holder, registry, asOf); r.Agreement(matching.FieldID) != matching.Equivalent || !r.Matches() {
		t.Error("a subject whose former number is the registry's number differs")
	}
}

func TestDayOfComparison(t *testing.T) {
	subject := with(func(p *identity.Person) { p.DateOfBirth = "02/11/2026" })
	if r := matching.Compare(subject, reference1, asOf); !r.Has(matching.DateInvalid) {
		t.Error("a date of birth of tomorrow is not invalid")
	}
	if r := matching.Compare(subject, reference1, identity.Date{}); r.Has(matching.DateInvalid) {
		t.Error("a date is in the future of no day")
	}
	for dob, invalid := range map[identity.Text]bool{"01/11/2026": false, "11/2026": false, "2026": false, "12/2026": true, "01/11/1896": false, "31/10/1896": true, "1896": false, "1895": true, "10/1896": true} {
		r := matching.Compare(with(func(p *identity.Person) { p.DateOfBirth = dob }), reference1, asOf)
		if got := r.Has(matching.DateInvalid); got != invalid {
			t.Errorf("%q on %s: invalid %t, want %t", string(dob), asOf.Reveal(), got, invalid)
		}
	}
}

func TestZones(t *testing.T) {
	tests := []struct {
		name    string
		subject identity.Person
		want    matching.Zone
		reason  string
	}{
		{"equal", reference1, matching.ZoneSame, "everything agrees"},
		{"slip", with(func(p *identity.Person) { p.FullName = "Nguyễn Vân An" }), matching.ZoneSame, "one mark"},
		{"only a number", identity.Person{IDNumber: "001080012345"}, matching.ZoneReview, "one comparable field is never enough"},
		{"only a name", identity.Person{FullName: "Nguyễn Văn An", Gender: "Nam"}, matching.ZoneReview, "one comparable field is never enough"},
		{"nothing", identity.Person{}, matching.ZoneReview, "no evidence is not a no"},
		{"CMND and name", with(func(p *identity.Person) { p.IDNumber, p.DateOfBirth = "123456789", "" }), matching.ZoneReview, "a CMND beside a personal ID is not comparable"},
		{"stranger under the number", identity.Person{FullName: "Lê Thị Tuyết", DateOfBirth: "08/12/1969", Gender: "Nữ", IDNumber: "001080012345"}, matching.ZoneDifferent, "an equal number hides nobody"},
		{"brother", identity.Person{FullName: "Nguyễn Văn Bình", DateOfBirth: "19/08/1982", Gender: "Nam", IDNumber: "001082056789"}, matching.ZoneDifferent, "surname and middle name are the family's"},
	}
	for _, tt := range tests {
		if r := matching.Compare(tt.subject, reference1, asOf); r.Zone() != tt.want {
			t.Errorf("%s: zone %v (score %.3f), want %v: %s", tt.name, r.Zone(), r.Score(), tt.want, tt.reason)
		}
	}
}

// Missing values never speak against a person, and never for one.
func TestMissingIsNeutral(t *testing.T) {
	shares := func(r matching.Result) map[matching.Field]float64 {
		out := map[matching.Field]float64{}
		for s := range r.Waterfall() {
			if !s.Prior {
				out[s.Field] = s.Weight
			}
		}
		return out
	}
	for _, got := range []map[matching.Field]float64{
		shares(matching.Compare(identity.Person{}, reference1, asOf)),
		shares(matching.Compare(reference1, identity.Person{}, asOf)),
		shares(matching.Compare(with(func(p *identity.Person) { *p = identity.Person{IDNumber: "123456789"} }), reference1, asOf)),
	} {
		for f, w := range got {
			if w != 0 {
				t.Errorf("%v without a value to compare weighs %v", f, w)
			}
		}
	}
}

func TestWaterfall(t *testing.T) {
	for _, p := range readPairs(t, "pairs-sample.csv") {
		r := matching.Compare(p.subject, p.reference, asOf)
		sum, steps := 0.0, 0
		var last matching.Share
		for s := range r.Waterfall() {
			sum += s.Weight
			if !s.Prior && r.Agreement(s.Field) != s.Agreement {
				t.Errorf("pair %s: the waterfall gives %v another agreement", p.name, s.Field)
			}
			last = s
			steps++
		}
		if steps != 5 || last.Score != r.Score() || math.Abs(last.Score-1/(1+math.Exp2(-sum))) > 1e-12 {
			t.Errorf("pair %s: %d steps end in %v, score %v", p.name, steps, last.Score, r.Score())
		}
		for range r.Waterfall() {
			break // stopping early is allowed
		}
	}
}

func TestResultJSON(t *testing.T) {
	results := map[string]matching.Result{
		"zero": {}, "unconfirmed": matching.Unconfirmed(matching.FieldName, matching.FieldGender), "record": matching.UnconfirmedRecord(),
		"not found": matching.NumberNotFound(), "policy": matching.Compare(reference1, reference1, asOf).WithPolicy(matching.Lenient()),
	}
	for _, p := range append(readPairs(t, "pairs-sample.csv"), readPairs(t, "pairs-own.csv")...) {
		results[p.name+p.reason] = matching.Compare(p.subject, p.reference, asOf)
	}
	results["other person"] = matching.OtherPerson(results["s51"])
	for name, r := range results {
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var back matching.Result
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if back != r {
			t.Errorf("%s: %s reads back as another result", name, data)
		}
	}
	const want = `{"name":{"agreement":"different","codes":["name.typo"],"comparable":true,"weight":7},` +
		`"date_of_birth":{"agreement":"same","comparable":true,"weight":13},"gender":{"agreement":"unknown","weight":0},` +
		`"id":{"agreement":"equivalent","notes":["id.old_number"],"comparable":true,"weight":13},`
	got, err := json.Marshal(matching.Compare(
		identity.Person{FullName: "Nguyễn Văn Anhh", DateOfBirth: "15/03/1980", IDNumber: "012345678", Gender: "Nam"},
		identity.Person{FullName: "Nguyễn Văn Anh", DateOfBirth: "15/03/1980", IDNumber: "001080012345", FormerID: "012345678"}, asOf))
	if err != nil || !strings.HasPrefix(string(got), want) {
		t.Errorf("JSON form: %v\n got %s\nwant %s…", err, got, want)
	}
}

func TestResultJSONRefuses(t *testing.T) {
	for in, want := range map[string]error{
		`[]`:                                     matching.CodeFormat,
		`{"name": {"agreement": "perhaps"}}`:     matching.CodeFormat,
		`{"name": {"codes": ["name.nonsense"]}}`: matching.CodeUnknownCode,
		`{"name": {"notes": ["name.nonsense"]}}`: matching.CodeUnknownCode,
		`{"record": ["nonsense"]}`:               matching.CodeUnknownCode,
		`{"policy": {"counts": ["nonsense"]}}`:   matching.CodeUnknownCode,
	} {
		r := matching.NumberNotFound()
		if err := json.Unmarshal([]byte(in), &r); !errors.Is(err, want) {
			t.Errorf("%s gives %v, want %v", in, err, want)
		}
		if r != (matching.Result{}) {
			t.Errorf("%s leaves what the result held before", in)
		}
	}
}

func TestVerdicts(t *testing.T) {
	tests := []struct {
		name   string
		result matching.Result
		codes  []string
		zone   matching.Zone
		reason string
	}{
		{"unconfirmed", matching.Unconfirmed(matching.FieldDateOfBirth, matching.FieldID), []string{"dob.unconfirmed", "id.unconfirmed"}, matching.ZoneReview, "the registry names the fields"},
		{"record", matching.UnconfirmedRecord(), []string{"record.unconfirmed"}, matching.ZoneReview, "match or nothing"},
		{"not found", matching.NumberNotFound(), []string{"id.not_found"}, matching.ZoneReview, "nobody under the number"},
		{
			"other person", matching.OtherPerson(matching.Compare(identity.Person{FullName: "Lê Thị Tuyết", DateOfBirth: "08/12/1969", IDNumber: "001080012345"}, reference1, asOf)),
			[]string{"id.other_person"},
			matching.ZoneDifferent, "one code, and nothing of the stranger",
		},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.codes, labelOf(tt.result)); diff != "" {
			t.Errorf("%s (%s): codes -want +got:\n%s", tt.name, tt.reason, diff)
		}
		if tt.result.Matches() || tt.result.Zone() != tt.zone {
			t.Errorf("%s (%s): matches %t, zone %v, want %v", tt.name, tt.reason, tt.result.Matches(), tt.result.Zone(), tt.zone)
		}
	}
	if r := (matching.Result{}); r.Matches() || r.Zone() != matching.ZoneReview {
		t.Error("a result that knows nothing matches or is no case for review")
	}
}

func TestSuggestions(t *testing.T) {
	for subject, want := range map[identity.Name]identity.Name{
		"NguyÔn V¨n An": "Nguyễn Văn An", "Nguyeenx Vawn An": "Nguyễn Văn An", "NGUYỄN VĂN AN": "Nguyễn Văn An",
		"Nguyễn Văn An": "", "Nguyễn Vân An": "", "": "",
	} {
		if got, ok := matching.SuggestName(subject, "Nguyễn Văn An"); got != want && ok || ok != (want != "") {
			t.Errorf("SuggestName(%q) = %q, %t, want %q", string(subject), string(got), ok, string(want))
		}
	}
	for raw, want := range map[identity.Text]identity.Date{
		"30/02/1981": identity.MustDate(1981, 4, 4), "1981-02-30": identity.MustDate(1981, 4, 4), "19810230": identity.MustDate(1981, 4, 4),
		"15/03/1980": {}, "30/02/1980": {}, "31/02/1980": {}, "30/13/1980": {}, "1980": {}, "30/02/80": {}, "": {},
	} {
		if got, ok := matching.SuggestDate(raw); got != want || ok != want.IsValid() {
			t.Errorf("SuggestDate(%q) = %s, %t, want %s", string(raw), got.Reveal(), ok, want.Reveal())
		}
	}
}

func TestPreparedIsMasked(t *testing.T) {
	p := matching.Prepare(reference1, asOf)
	for _, text := range []string{fmt.Sprint(p), fmt.Sprintf("%+v", p), fmt.Sprintf("%#v", &p), p.LogValue().String()} {
		if strings.Contains(text, "Nguy") || strings.Contains(text, "1980") || strings.Contains(text, "345") {
			t.Errorf("a prepared person shows itself: %s", text)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	for _, bc := range benchmarkCases[:9] { // equal, written otherwise, one common difference
		subject := reference
		bc.change(&subject)
		if n := testing.AllocsPerRun(100, func() { matching.Compare(subject, reference, asOf) }); n != 0 {
			t.Errorf("Compare of %s records allocates %v times, want 0", bc.name, n)
		}
	}
	for _, name := range []string{"equal", "upper_case", "no_diacritics", "diacritics", "typo", "given", "word_missing", "day", "lunar", "id_typo", "id_different", "two_faults", "tcvn3", "vni"} {
		for _, bc := range benchmarkCases {
			if bc.name != name {
				continue
			}
			subject := reference
			bc.change(&subject)
			s, r := matching.Prepare(subject, asOf), matching.Prepare(reference, asOf)
			if n := testing.AllocsPerRun(100, func() { matching.ComparePrepared(&s, &r) }); n != 0 {
				t.Errorf("ComparePrepared of %s records allocates %v times, want 0", bc.name, n)
			}
		}
	}
}

func TestResultString(t *testing.T) {
	subject := identity.Person{FullName: "NGUYỄN VĂN AN", DateOfBirth: "16/03/1980", Gender: "Nam", IDNumber: "012345678"}
	for want, r := range map[string]matching.Result{
		"name=equivalent[=name.case_or_spacing] date_of_birth=different[dob.day] gender=same id=different[id.old_number] score=0.985 zone=same": matching.Compare(subject, reference1, asOf),
		"name=unknown date_of_birth=unknown gender=unknown id=unknown record[record.unconfirmed] score=0.008 zone=review":                       matching.UnconfirmedRecord(),
	} {
		if got := r.String(); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for text, v := range map[string]interface {
		String() string
		MarshalText() ([]byte, error)
	}{"equivalent": matching.Equivalent, "unknown": matching.Unknown, "date_of_birth": matching.FieldDateOfBirth, "review": matching.ZoneReview} {
		got, err := v.MarshalText()
		if err != nil || string(got) != text || v.String() != text {
			t.Errorf("%v marshals as %q, %v, want %q", v, got, err, text)
		}
	}
	if matching.Agreement(99).String() != "unknown" || matching.Field(99).String() != "unknown" || matching.Zone(99).String() != "unknown" {
		t.Error("a value outside its enumeration has a name")
	}
	if r := (matching.Result{}); r.Agreement(99) != matching.Unknown || r.Comparable(99) {
		t.Error("a field that does not exist has an agreement")
	}
	var z matching.Zone
	if err := z.UnmarshalText([]byte("same")); err != nil || z != matching.ZoneSame {
		t.Errorf("zone same reads as %v, %v", z, err)
	}
}
