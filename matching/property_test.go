package matching_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

func allPairs(t testing.TB) []labelledPair {
	return append(readPairs(t, "pairs-sample.csv"), readPairs(t, "pairs-own.csv")...)
}

// A valid record agrees with itself in every field, with nothing to note.
func TestReflexive(t *testing.T) {
	for _, p := range allPairs(t) {
		r := matching.Compare(p.reference, p.reference, asOf)
		for f, text := range map[matching.Field]string{
			matching.FieldName: string(p.reference.FullName), matching.FieldDateOfBirth: string(p.reference.DateOfBirth),
			matching.FieldGender: string(p.reference.Gender), matching.FieldID: string(p.reference.IDNumber),
		} {
			want := matching.Same
			if text == "" {
				want = matching.Missing
			}
			if got := r.Agreement(f); got != want {
				t.Errorf("pair %s: %v of a record with itself is %v", p.name, f, got)
			}
		}
		if len(r.Notes()) != 0 {
			t.Errorf("pair %s: a record with itself has notes %v", p.name, r.Notes())
		}
	}
}

// What agrees from one side agrees from the other. The exceptions are in the
// contract: a legacy encoding is read in the subject only, and a date is
// compared to the precision of the reference.
func TestSymmetricAgreement(t *testing.T) {
	for _, p := range allPairs(t) {
		there, back := matching.Compare(p.subject, p.reference, asOf), matching.Compare(p.reference, p.subject, asOf)
		for _, f := range []matching.Field{matching.FieldName, matching.FieldDateOfBirth, matching.FieldGender, matching.FieldID} {
			a, b := there.Agreement(f), back.Agreement(f)
			switch {
			case f == matching.FieldName && slices.Contains(labelOf(there), "=name.legacy_encoding"):
			case f == matching.FieldDateOfBirth && back.Has(matching.DateIncomplete):
			case a == matching.Same && b != matching.Same, a == matching.Equivalent && b != matching.Equivalent:
				t.Errorf("pair %s: %v is %v there and %v back", p.name, f, a, b)
			}
		}
	}
}

// A mismatch code stands exactly beside a field that differs or is missing, a
// note exactly beside one that is equivalent, and the prepared form says the
// same.
func TestConsistent(t *testing.T) {
	for _, p := range allPairs(t) {
		checkConsistent(t, p.subject, p.reference)
	}
}

func checkConsistent(t *testing.T, subject, reference identity.Person) {
	t.Helper()
	r := matching.Compare(subject, reference, asOf)
	s, ref := matching.Prepare(subject, asOf), matching.Prepare(reference, asOf)
	if prepared := matching.ComparePrepared(&s, &ref); prepared != r {
		t.Errorf("prepared: %v, %v; raw: %v, %v", labelOf(prepared), prepared.Score(), labelOf(r), r.Score())
	}
	var codes, notes [4]int
	for _, c := range r.Codes() {
		f, ok := c.Field()
		if !ok || !c.CanBeMismatch() {
			t.Errorf("code %s from a comparison", c)
		}
		codes[f]++
	}
	for _, c := range r.Notes() {
		f, ok := c.Field()
		if !ok || !c.CanBeNote() {
			t.Errorf("note %s from a comparison", c)
		}
		notes[f]++
	}
	for f := range matching.Field(4) {
		a := r.Agreement(f)
		if differs := a == matching.Different || a == matching.Missing; differs != (codes[f] > 0) {
			t.Errorf("%v is %v with %d codes", f, a, codes[f])
		}
		if notes[f] > 0 && a != matching.Equivalent {
			t.Errorf("%v is %v with %d notes", f, a, notes[f])
		}
		if f == matching.FieldName && a == matching.Equivalent && notes[f] == 0 {
			t.Error("a name that is written differently has no note")
		}
	}
	if s := r.Score(); !(s >= 0 && s <= 1) {
		t.Errorf("score %v", s)
	}
	if r.Has(matching.NameDifferent) && codes[matching.FieldName] > 1 {
		t.Errorf("name.different beside other codes of the name: %v", r.Codes())
	}
}

func FuzzCompare(f *testing.F) {
	for _, p := range readPairs(f, "pairs-sample.csv") {
		f.Add(string(p.subject.FullName), string(p.reference.FullName), string(p.subject.DateOfBirth), string(p.subject.IDNumber))
	}
	for _, name := range []string{"", "?", "a\u0301\u0301", "H'Hen", "\xff\xfe", "N.V.A", "日本", strings.Repeat("Nguyễn ", 40), strings.Repeat("?", 200)} {
		f.Add(name, "Nguyễn Văn An", "30/02/1980", "00108O012345")
	}
	f.Add("", strings.Repeat("Nguyễn", 200), "1980", "") // too long to be read
	f.Fuzz(func(t *testing.T, subject, reference, dob, number string) {
		s := identity.Person{FullName: identity.Name(subject), DateOfBirth: identity.Text(dob), Gender: "Nam", IDNumber: identity.Text(number)}
		r := identity.Person{FullName: identity.Name(reference), DateOfBirth: "15/03/1980", Gender: "Nam", IDNumber: "001080012345", FormerID: "012345678"}
		checkConsistent(t, s, r)
		checkConsistent(t, r, s)
		self := matching.Compare(s, s, asOf)
		if a := self.Agreement(matching.FieldName); a != matching.Same && a != matching.Missing {
			t.Errorf("a name compared with itself is %v", a)
		}
		upper := s
		upper.FullName = identity.Name(strings.ToUpper(reference))
		if isVietnamese(reference) {
			if got := matching.Compare(upper, r, asOf); !got.Agreement(matching.FieldName).Agrees() && got.Agreement(matching.FieldName) != matching.Missing {
				t.Errorf("upper case is no note: %v", labelOf(got))
			}
		}
	})
}

// isVietnamese reports text of Vietnamese letters and blanks alone.
func isVietnamese(s string) bool {
	const letters = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ "
	return !strings.ContainsFunc(strings.ToLower(s), func(r rune) bool { return !strings.ContainsRune(letters, r) })
}

func FuzzResultJSON(f *testing.F) {
	for _, p := range readPairs(f, "pairs-sample.csv")[:12] {
		data, err := matching.Compare(p.subject, p.reference, asOf).MarshalJSON()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"name":{"agreement":"same"},"record":["record.unconfirmed"],"policy":{"tolerates":["name.typo"]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r matching.Result
		if r.UnmarshalJSON(data) != nil {
			return
		}
		out, err := r.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		var back matching.Result
		if err := back.UnmarshalJSON(out); err != nil || back != r {
			t.Errorf("%s reads back as another result: %v", out, err)
		}
	})
}

// The committed seeds must be found, or the fuzz targets start from nothing.
func TestFuzzSeeds(t *testing.T) {
	for _, name := range []string{"FuzzCompare", "FuzzEditDistance", "FuzzResultJSON"} {
		files, err := os.ReadDir("testdata/fuzz/" + name)
		if err != nil || len(files) == 0 {
			t.Errorf("%s has no committed seeds: %v", name, err)
		}
	}
}
