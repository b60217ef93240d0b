package identity_test

import (
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
)

func TestParseGender(t *testing.T) {
	g := identity.FieldGender
	cases := []struct {
		name, reason, input string
		want                identity.Gender
		fails               failure
	}{
		{"male", "the word of the forms", "Nam", identity.GenderMale, failure{}},
		{"male in capitals", "any letter case", "NAM", identity.GenderMale, failure{}},
		{"male letter", "accepted notation", "m", identity.GenderMale, failure{}},
		{"female", "the word of the forms", "Nữ", identity.GenderFemale, failure{}},
		{"female in capitals", "any letter case", "NỮ", identity.GenderFemale, failure{}},
		{"female without marks", "accepted notation", "nu", identity.GenderFemale, failure{}},
		{"female decomposed", "Unicode NFD", "Nu\u031b\u0303", identity.GenderFemale, failure{}},
		{"female letter", "accepted notation", " F ", identity.GenderFemale, failure{}},
		{"empty", "no value", "", identity.GenderUnknown, failure{identity.CodeEmpty, g, -1}},
		{"blanks", "no value", " \u00a0 ", identity.GenderUnknown, failure{identity.CodeEmpty, g, -1}},
		{"digit 1", "male in one format, female in none, and 0 is female in another", "1", identity.GenderUnknown, failure{identity.CodeCharacter, g, 0}},
		{"another word", "no notation", "Khác", identity.GenderUnknown, failure{identity.CodeCharacter, g, 0}},
		{"too long", "no notation is as long", strings.Repeat("nam", 20), identity.GenderUnknown, failure{identity.CodeTooLong, g, 32}},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			got, err := identity.ParseGender(c.input)
			checkFailure(t, err, c.fails)
			if got != c.want {
				t.Errorf("read %q, want %q: %s", got, c.want, c.reason)
			}
		})
	}
}

func TestGenderWords(t *testing.T) {
	for g, want := range map[identity.Gender][2]string{
		identity.GenderUnknown: {"unknown", ""}, identity.GenderMale: {"male", "Nam"}, identity.GenderFemale: {"female", "Nữ"},
		identity.Gender(7): {"unknown", ""},
	} {
		if g.String() != want[0] || g.Vietnamese() != want[1] || g.IsValid() != (want[1] != "") {
			t.Errorf("gender %d: %q, %q, valid %t", uint8(g), g.String(), g.Vietnamese(), g.IsValid())
		}
	}
}
