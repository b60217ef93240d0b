package matching_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// declaredCodes reads the codes from the source of their constants, so that no
// table can miss one.
func declaredCodes(t *testing.T) []matching.Code {
	t.Helper()
	src, err := os.ReadFile("code.go")
	if err != nil {
		t.Fatal(err)
	}
	var codes []matching.Code
	for _, m := range regexp.MustCompile(`\bCode\s*= "([a-z_.]+)"`).FindAllStringSubmatch(string(src), -1) {
		codes = append(codes, matching.Code(m[1]))
	}
	if len(codes) < 40 {
		t.Fatalf("only %d codes found in code.go", len(codes))
	}
	slices.Sort(codes)
	return codes
}

func TestEveryCodeIsInTheTable(t *testing.T) {
	listed := slices.Sorted(matching.Codes())
	if diff := cmp.Diff(declaredCodes(t), listed); diff != "" {
		t.Errorf("Codes() -declared +listed:\n%s", diff)
	}
}

func TestCodeTraits(t *testing.T) {
	fields := map[string]matching.Field{"name": matching.FieldName, "dob": matching.FieldDateOfBirth, "gender": matching.FieldGender, "id": matching.FieldID}
	notes := []matching.Code{
		matching.NameCaseOrSpacing, matching.NameUnicodeForm, matching.NameTonePlacement, matching.NameLegacyEncoding, matching.IDOldNumber,
	}
	for c := range matching.Codes() {
		prefix, _, _ := strings.Cut(string(c), ".")
		want, known := fields[prefix]
		if got, ok := c.Field(); ok != known || got != want {
			t.Errorf("%s.Field() = %v, %t", c, got, ok)
		}
		if got, want := c.CanBeNote(), slices.Contains(notes, c); got != want {
			t.Errorf("%s.CanBeNote() = %t, want %t", c, got, want)
		}
		if got, want := c.CanBeMismatch(), !slices.Contains(notes[:4], c); got != want {
			t.Errorf("%s.CanBeMismatch() = %t, want %t", c, got, want)
		}
		if !c.IsKnown() {
			t.Errorf("%s is not known", c)
		}
	}
	stranger := matching.Code("name.nonsense")
	if _, ok := stranger.Field(); ok || stranger.IsKnown() || stranger.CanBeNote() || stranger.CanBeMismatch() {
		t.Error("a code of no table is known")
	}
}

// Each sentence is there, is a sentence, and names no value: the only digits
// are the columns of Mẫu số 02, the lengths of numbers, and 01 January.
func TestWordings(t *testing.T) {
	digits := regexp.MustCompile(`\d+`)
	allowed := []string{"10", "11", "12", "13", "01", "9", "130", "30", "02", "1", "0", "3"}
	for c := range matching.Codes() {
		texts := map[string]string{"Vietnamese": c.Vietnamese(), "English": c.English(), "Officer": c.Officer(identity.Person{}, identity.Person{})}
		if c.CanBeNote() {
			texts["VietnameseNote"], texts["EnglishNote"] = c.VietnameseNote(), c.EnglishNote()
		} else if c.VietnameseNote() != "" || c.EnglishNote() != "" {
			t.Errorf("%s is no note and has the sentence of one", c)
		}
		for name, text := range texts {
			if len(text) < 15 || !strings.HasSuffix(text, ".") || strings.TrimSpace(text) != text {
				t.Errorf("%s.%s is no sentence: %q", c, name, text)
			}
			for _, d := range digits.FindAllString(text, -1) {
				if !slices.Contains(allowed, d) {
					t.Errorf("%s.%s holds the number %s", c, name, d)
				}
			}
		}
		if c.CanBeMismatch() && !strings.Contains(c.Vietnamese(), "cột 1") && !strings.Contains(c.Vietnamese(), "các cột") {
			t.Errorf("%s does not say in which column to write the correction", c)
		}
		if c.Cause() == matching.CauseUnknown || c.Cause().Vietnamese() == "" || c.Cause().String() == "unknown" {
			t.Errorf("%s has no cause", c)
		}
		if len(c.Remedies()) == 0 {
			t.Errorf("%s has no remedy", c)
		}
		for _, r := range c.Remedies() {
			if r == matching.RemedyUnknown || r.Vietnamese() == "" || r.String() == "unknown" {
				t.Errorf("%s has the remedy %v", c, r)
			}
		}
	}
	if a, b := matching.IDOldNumber.Vietnamese(), matching.IDOldNumber.VietnameseNote(); a == b || b == "" {
		t.Error("id.old_number has one sentence for two meanings")
	}
}

func TestUnknownCodeHasNoWords(t *testing.T) {
	c := matching.Code("name.nonsense")
	got := c.Vietnamese() + c.VietnameseNote() + c.English() + c.EnglishNote() + c.Officer(identity.Person{}, identity.Person{})
	if got != "" || c.Cause() != matching.CauseUnknown || c.Remedies() != nil {
		t.Errorf("a code of no table has words: %q", got)
	}
}

func TestOfficer(t *testing.T) {
	subject := identity.Person{FullName: "Nguyễn Vân An", IDNumber: "001080012345"}
	reference := identity.Person{FullName: "Nguyễn Văn An"}
	got := matching.NameDiacritics.Officer(subject, reference)
	for _, want := range []string{"“Nguyễn Vân An”", "“Nguyễn Văn An”"} {
		if !strings.Contains(got, want) {
			t.Errorf("the officer's wording %q lacks %s", got, want)
		}
	}
	if got := matching.IDMissing.Officer(reference, subject); !strings.Contains(got, "(không có)") {
		t.Errorf("the officer's wording %q does not say that there is no value", got)
	}
}
