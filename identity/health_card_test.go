package identity_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
)

func TestParseHealthCard(t *testing.T) {
	card := identity.FieldHealthCard
	cases := []struct {
		name, reason, input, want string
		fails                     failure
	}{
		{"fifteen characters", "QĐ 1351/QĐ-BHXH", "GD4010123456789", "GD4010123456789", failure{}},
		{"grouped", "as printed on the card", "GD 4 01 01 234 56789", "GD4010123456789", failure{}},
		{"hyphens", "as people write it", "GD-4-01-0123456789", "GD4010123456789", failure{}},
		{"dots", "as people write it", "GD.4.01.0123456789", "GD4010123456789", failure{}},
		{"small letters", "any letter case", "gd4010123456789", "GD4010123456789", failure{}},
		{"letters apart", "as read aloud", "g-d 4010123456789", "GD4010123456789", failure{}},
		{"full-width", "typed with an East Asian input method", "ＧＤ４０１０１２３４５６７８９", "GD4010123456789", failure{}},
		{"apostrophe", "a spreadsheet's mark for text", "'GD4010123456789", "GD4010123456789", failure{}},
		{"unknown letters", "the list keeps growing", "ZZ5990123456789", "ZZ5990123456789", failure{}},
		{"first letters", "the smallest face", "AA1000000000000", "AA1000000000000", failure{}},
		{"ten digits", "QĐ 1666/QĐ-BHXH, from 01/04/2021", "0123456789", "0123456789", failure{}},
		{"ten digits grouped", "as people write it", "01 234 56789", "0123456789", failure{}},
		{"twelve digits", "the systems of BHXH take a personal ID", "001 080 012 345", "001080012345", failure{}},

		{"empty", "no value", "", "", failure{identity.CodeEmpty, card, -1}},
		{"blanks", "no value", " \u3000", "", failure{identity.CodeEmpty, card, -1}},
		{"level 0", "levels are 1 to 5", "GD 0 010123456789", "", failure{identity.CodeImpossible, card, 3}},
		{"level 6", "levels are 1 to 5", "GD6010123456789", "", failure{identity.CodeImpossible, card, 2}},
		{"fourteen characters", "a digit is missing", "GD401012345678", "", failure{identity.CodeLength, card, -1}},
		{"sixteen characters", "a digit too many", "GD40101234567890", "", failure{identity.CodeLength, card, 15}},
		{"one letter", "an object code has two", "G", "", failure{identity.CodeLength, card, -1}},
		{"one letter and digits", "an object code has two", "G14010123456789", "", failure{identity.CodeCharacter, card, 1}},
		{"three letters", "an object code has two", "GDX4010123456789", "", failure{identity.CodeCharacter, card, 2}},
		{"a letter with a mark", "object codes have none", "ĐG4010123456789", "", failure{identity.CodeCharacter, card, 0}},
		{"a letter among digits", "O for 0", "GD4O10123456789", "", failure{identity.CodeCharacter, card, 3}},
		{"nine digits", "a spreadsheet ate the zero", "123456789", "", failure{identity.CodeLostZero, card, -1}},
		{"eleven digits", "the same", "79175004321", "", failure{identity.CodeLostZero, card, -1}},
		{"decimal part", "exported as a number", "0123456789.0", "", failure{identity.CodeFloat, card, 10}},
		{"fifteen digits", "a card of fifteen characters has letters", "114010123456789", "", failure{identity.CodeLength, card, -1}},
		{"too long", "no notation is as long", "GD4010123456789" + string(make([]byte, 90)), "", failure{identity.CodeTooLong, card, 96}},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			got, err := identity.ParseHealthCard(c.input)
			checkFailure(t, err, c.fails)
			if got.Reveal() != c.want {
				t.Errorf("read %q, want %q: %s", got.Reveal(), c.want, c.reason)
			}
		})
	}
}

func TestHealthCardParts(t *testing.T) {
	long, short := mustCard(t, "GD4010123456789"), mustCard(t, "0123456789")
	if long.ObjectLetters() != "GD" || long.BenefitLevel() != 4 || long.IssuerCode() != "01" || long.IsShort() {
		t.Errorf("parts %q, %d, %q", long.ObjectLetters(), long.BenefitLevel(), long.IssuerCode())
	}
	if long == short || long.Short() != short || long.SocialInsuranceNumber() != short.SocialInsuranceNumber() {
		t.Error("two faces of one card are two values with one number")
	}
	if got := long.SocialInsuranceNumber().Reveal(); got != "0123456789" {
		t.Errorf("number %q", got)
	}
	if short.ObjectLetters() != "" || short.BenefitLevel() != 0 || short.IssuerCode() != "" || !short.IsShort() {
		t.Error("the short face shows more than the number")
	}
	if _, ok := short.ObjectCode(); ok {
		t.Error("the short face has an object code")
	}
	if _, ok := short.Issuer(); ok {
		t.Error("the short face has an issuer")
	}
	if (identity.HealthCard{}).IsShort() {
		t.Error("no card has a short face")
	}
	if id, ok := mustCard(t, "001080012345").SocialInsuranceNumber().PersonalID(); !ok || id.Reveal() != "001080012345" {
		t.Error("a card by personal ID does not carry it")
	}
}

// TestHealthCardLevels: dated levels, and the digit of a card that was printed
// before they changed.
func TestHealthCardLevels(t *testing.T) {
	var none, level, hint []identity.FindingCode
	level = append(level, identity.FindingCardLevel)
	hint = append(hint, identity.FindingCardLevelUnconfirmed)
	before, after := identity.MustDate(2025, 12, 31), identity.MustDate(2026, 1, 1)
	cases := []struct {
		name, reason, card string
		asOf               identity.Date
		want               []identity.FindingCode
	}{
		{"CN 3 before", "near-poor households had level 3", "CN3010123456789", before, none},
		{"CN 2 before", "level 2 begins on 01/01/2026", "CN2010123456789", before, level},
		{"CN 2 after", "NQ 261/2025/QH15 Điều 2", "CN2010123456789", after, none},
		{"CN 3 after", "a card printed before keeps its digit", "CN3010123456789", after, none},
		{"CN 4", "never had", "CN4010123456789", after, level},
		{"LH 4 before", "social pensioners had level 4", "LH4010123456789", before, none},
		{"LH 2 before", "level 2 begins on 01/01/2026", "LH2010123456789", before, level},
		{"LH 2 after", "CV 38/BYT-BH", "LH2010123456789", after, none},
		{"LH 4 after", "a card printed before keeps its digit", "LH4010123456789", after, none},
		{"PV 3 in 2023", "known to the year", "PV3010123456789", identity.MustDate(2023, 6, 1), none},
		{"PV 3 in 2022", "not yet", "PV3010123456789", identity.MustDate(2022, 12, 31), level},
		{"CN 2 without a day", "any level of any time", "CN2010123456789", identity.Date{}, none},
		{"CN 1 without a day", "none of any time", "CN1010123456789", identity.Date{}, level},
		{"DS 4", "what no source confirms is a hint", "DS4010123456789", after, hint},
		{"short face", "shows no level", "0123456789", after, none},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			want := append([]identity.FindingCode{}, c.want...)
			if diff := cmp.Diff(want, codesOf(mustCard(t, c.card).Check(c.asOf))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.reason, diff)
			}
		})
	}
}

func TestLevelAt(t *testing.T) {
	cn, ok := identity.ObjectCodeOf("CN")
	if !ok {
		t.Fatal("CN is not in the table")
	}
	for on, want := range map[identity.Date]identity.BenefitLevel{
		identity.MustDate(2015, 11, 15): 0, identity.MustDate(2015, 11, 16): 3, identity.MustDate(2025, 12, 31): 3,
		identity.MustDate(2026, 1, 1): 2, {}: 0,
	} {
		level, ok := cn.LevelAt(on)
		if level.Level != want || ok != (want != 0) {
			t.Errorf("on %s level %d, %t, want %d", on.ISO(), level.Level, ok, want)
		}
	}
	if got := len(slices.Collect(cn.Levels())); got != 2 {
		t.Errorf("CN has %d levels, want 2", got)
	}
	for range cn.Levels() {
		break
	}
	for range identity.ObjectCodes() {
		break
	}
	if got := slices.Collect((identity.ObjectCode{}).Levels()); len(got) != 0 {
		t.Errorf("no object code has levels: %v", got)
	}
}
