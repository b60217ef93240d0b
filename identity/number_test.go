package identity_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
)

// numberParsers are the parsers of digits behind one signature: they give the
// digits that they read.
var numberParsers = map[string]func(string) (string, error){
	"personal ID": func(s string) (string, error) { v, err := identity.ParsePersonalID(s); return v.Reveal(), err },
	"CMND":        func(s string) (string, error) { v, err := identity.ParseCMND(s); return v.Reveal(), err },
	"number":      func(s string) (string, error) { v, err := identity.ParseNumber(s); return v.Reveal(), err },
	"insurance": func(s string) (string, error) {
		v, err := identity.ParseSocialInsuranceNumber(s)
		return v.Reveal(), err
	},
	"card": func(s string) (string, error) { v, err := identity.ParseHealthCard(s); return v.Reveal(), err },
}

func TestParseNumbers(t *testing.T) {
	const (
		id    = identity.FieldPersonalID
		cmnd  = identity.FieldCMND
		anyID = identity.FieldIDNumber
		si    = identity.FieldSocialInsuranceNumber
	)
	cases := []struct {
		name, reason, parser, input, want string
		fails                             failure
	}{
		{"plain", "the canonical form", "personal ID", "001080012345", "001080012345", failure{}},
		{"grouped by dots", "spaces and dots between digits are notation", "personal ID", "001.080.012.345", "001080012345", failure{}},
		{"grouped by blanks", "as people write it", "personal ID", "001 080 012 345", "001080012345", failure{}},
		{"grouped by hyphens", "as people write it", "personal ID", "001-080-012345", "001080012345", failure{}},
		{"ends in zeros after a dot", "three digits behind several dots are a group", "personal ID", "001.080.012.000", "001080012000", failure{}},
		{"two zeros behind several dots", "a decimal part stands behind a single dot", "personal ID", "0010.8001.23.00", "001080012300", failure{}},
		{"full-width digits", "typed with an East Asian input method", "personal ID", "００１０８００１２３４５", "001080012345", failure{}},
		{"full-width dots", "the same", "personal ID", "００１．０８０．０１２．３４５", "001080012345", failure{}},
		{"apostrophe", "a spreadsheet's mark for text", "personal ID", "'001080012345", "001080012345", failure{}},
		{"no-break spaces", "pasted from a document", "personal ID", "001\u00a0080\u00a0012\u202f345", "001080012345", failure{}},
		{"marks of direction", "pasted from an address book", "personal ID", "\u202d001080012345\u202c", "001080012345", failure{}},
		{"line end", "read from a line", "personal ID", "001080012345\r\n", "001080012345", failure{}},
		{"en dash", "corrected by a word processor", "personal ID", "001080–012345", "001080012345", failure{}},
		{"empty", "no value", "personal ID", "", "", failure{identity.CodeEmpty, id, -1}},
		{"blanks only", "no value", "personal ID", " \u00a0\t", "", failure{identity.CodeEmpty, id, -1}},
		{"one zero lost", "never padded silently", "personal ID", "10800123456"[:11], "", failure{identity.CodeLostZero, id, -1}},
		{"two zeros lost", "never padded silently", "personal ID", "1080012345", "", failure{identity.CodeLostZero, id, -1}},
		{"nine digits", "a CMND is no personal ID", "personal ID", "012345678", "", failure{identity.CodeLength, id, -1}},
		{"thirteen digits", "no number has them", "personal ID", "0010800123456", "", failure{identity.CodeLength, id, -1}},
		{"seventeen digits", "counting stops at sixteen", "personal ID", "00108001234567890", "", failure{identity.CodeLength, id, 16}},
		{"a letter", "O for 0", "personal ID", "00108O012345", "", failure{identity.CodeCharacter, id, 5}},
		{"a sign before", "no notation begins so", "personal ID", "-01080012345", "", failure{identity.CodeCharacter, id, 0}},
		{"broken UTF-8", "no character at all", "personal ID", "00108\xff012345", "", failure{identity.CodeCharacter, id, 5}},
		{"two apostrophes", "the mark stands once", "personal ID", "''001080012345", "", failure{identity.CodeCharacter, id, 1}},
		{"exponent", "digits are lost for good", "personal ID", "1.0801E+11", "", failure{identity.CodeCharacter, id, 6}},
		{"decimal part", "exported as a number", "personal ID", "001080012345.0", "", failure{identity.CodeFloat, id, 12}},
		{"too long", "no notation of a number is as long", "personal ID", strings.Repeat(" ", 97), "", failure{identity.CodeTooLong, id, 96}},

		{"CMND plain", "the canonical form", "CMND", "012345678", "012345678", failure{}},
		{"CMND grouped", "as people write it", "CMND", "012 345 678", "012345678", failure{}},
		{"CMND lost zero", "prefix 0x of Hà Nội, TP.HCM, Hải Phòng", "CMND", "12345678", "", failure{identity.CodeLostZero, cmnd, -1}},
		{"CMND decimal part", "8 digits and a zero are no 9-digit number", "CMND", "12345678.0", "", failure{identity.CodeFloat, cmnd, 8}},
		{"CMND of twelve", "the pilot's 12-digit CMND is a personal ID", "CMND", "001080012345", "", failure{identity.CodeLength, cmnd, -1}},

		{"number of twelve", "a personal ID", "number", "001.080.012.345", "001080012345", failure{}},
		{"number of nine", "a CMND", "number", "012345678", "012345678", failure{}},
		{"number with decimal part", "the trap: never a 9-digit number", "number", "12345678.0", "", failure{identity.CodeFloat, anyID, 8}},
		{"number with two decimals", "the same", "number", "1234567.00", "", failure{identity.CodeFloat, anyID, 7}},
		{"full-width decimal part", "the same, typed wide", "number", "１２３４５６７８．０", "", failure{identity.CodeFloat, anyID, 24}},
		{"decimal part and no-break space", "the same, padded", "number", "12345678.0\u00a0", "", failure{identity.CodeFloat, anyID, 8}},
		{"number of eight", "a CMND without its zero", "number", "12345678", "", failure{identity.CodeLostZero, anyID, -1}},
		{"number of ten", "a personal ID without its zeros", "number", "1080012345", "", failure{identity.CodeLostZero, anyID, -1}},
		{"number of seven", "too few for any", "number", "1234567", "", failure{identity.CodeLength, anyID, -1}},

		{"insurance number", "10 digits", "insurance", "0123456789", "0123456789", failure{}},
		{"insurance number of twelve", "the personal ID takes its place", "insurance", "001080012345", "001080012345", failure{}},
		{"insurance number without zero", "9 digits", "insurance", "123456789", "", failure{identity.CodeLostZero, si, -1}},
		{"insurance number of eleven", "a personal ID without its zero", "insurance", "79175004321", "", failure{identity.CodeLostZero, si, -1}},
		{"insurance decimal part", "nine digits and a zero are no ten", "insurance", "123456789.0", "", failure{identity.CodeFloat, si, 9}},
		{"insurance of eight", "too few", "insurance", "12345678", "", failure{identity.CodeLength, si, -1}},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			got, err := numberParsers[c.parser](c.input)
			checkFailure(t, err, c.fails)
			if got != c.want {
				t.Errorf("read %q, want %q: %s", got, c.want, c.reason)
			}
		})
	}
}

func TestSuggestNumber(t *testing.T) {
	cases := []struct{ name, reason, input, want string }{
		{"eight digits", "a CMND of Hà Nội", "12345678", "012345678"},
		{"eleven digits", "code 079 is assigned", "79175004321", "079175004321"},
		{"ten digits", "code 001 is assigned", "1080012345", "001080012345"},
		{"ten digits of no province", "code 003 is assigned to nobody", "3080012345", ""},
		{"eleven digits of no province", "code 097 is assigned to nobody", "97080012345", ""},
		{"decimal part", "taken off, then padded", "79175004321.0", "079175004321"},
		{"nine digits with a decimal part", "taken off", "123456789.00", "123456789"},
		{"twelve digits with a decimal part", "taken off", "112345678901.0", "112345678901"},
		{"a true fraction", "not what a spreadsheet adds", "12345678.5", ""},
		{"a valid number", "nothing to propose", "001080012345", ""},
		{"seven digits", "two digits cannot be lost from a CMND", "1234567", ""},
		{"text", "no digits", "không có", ""},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			got, ok := identity.SuggestNumber(c.input)
			if got.Reveal() != c.want || ok != (c.want != "") || ok != got.IsValid() {
				t.Errorf("suggested %q, %t, want %q: %s", got.Reveal(), ok, c.want, c.reason)
			}
		})
	}
}

func TestSuggestSocialInsuranceNumber(t *testing.T) {
	for input, want := range map[string]string{
		"123456789": "0123456789", "0123456789.0": "0123456789", "79175004321": "079175004321",
		"97080012345": "", "0123456789": "", "12345678": "", "": "",
	} {
		got, ok := identity.SuggestSocialInsuranceNumber(input)
		if got.Reveal() != want || ok != (want != "") {
			t.Errorf("%q: suggested %q, %t, want %q", input, got.Reveal(), ok, want)
		}
	}
}

func TestNumberKinds(t *testing.T) {
	id := identity.MustParsePersonalID("001080012345")
	cmnd := mustCMND(t, "012345678")
	si, err := identity.ParseSocialInsuranceNumber("0123456789")
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := id.Number().PersonalID(); !ok || got != id {
		t.Error("a personal ID does not come back from its Number")
	}
	if got, ok := cmnd.Number().CMND(); !ok || got != cmnd {
		t.Error("a CMND does not come back from its Number")
	}
	if _, ok := cmnd.Number().PersonalID(); ok {
		t.Error("a CMND comes back as a personal ID")
	}
	if _, ok := id.Number().CMND(); ok {
		t.Error("a personal ID comes back as a CMND")
	}
	for n, want := range map[identity.Number]string{
		{}: "unknown", id.Number(): "personal_id", cmnd.Number(): "cmnd", si.Number(): "social_insurance_number",
	} {
		if got := n.Kind().String(); got != want {
			t.Errorf("kind %q, want %q", got, want)
		}
	}
	if got := identity.NumberKind(200).String(); got != "unknown" {
		t.Errorf("a kind that does not exist is %q", got)
	}
}

func TestZeroIsANumber(t *testing.T) {
	id := identity.MustParsePersonalID("000000000000")
	if !id.IsValid() || id == (identity.PersonalID{}) || id.Reveal() != "000000000000" {
		t.Error("twelve zeros are twelve digits, and not the zero PersonalID")
	}
}

func TestPersonalIDReplacesSocialInsuranceNumber(t *testing.T) {
	twelve, err := identity.ParseSocialInsuranceNumber("001080012345")
	if err != nil {
		t.Fatal(err)
	}
	ten, err := identity.ParseSocialInsuranceNumber("0123456789")
	if err != nil {
		t.Fatal(err)
	}
	first := identity.PersonalIDReplacesSocialInsuranceNumber()
	if got := first.ISO(); got != "2026-09-01" {
		t.Errorf("the day is %s, want 2026-09-01", got)
	}
	if !twelve.Early(identity.MustDate(2026, 8, 31)) || twelve.Early(first) || twelve.Early(identity.Date{}) {
		t.Error("a 12-digit number is early before 01/09/2026, and only then")
	}
	if ten.Early(identity.MustDate(2022, 8, 12)) {
		t.Error("a 10-digit number is never early")
	}
	if id, ok := twelve.PersonalID(); !ok || id.Reveal() != "001080012345" {
		t.Error("the 12-digit number is the personal ID")
	}
	if _, ok := ten.PersonalID(); ok {
		t.Error("the 10-digit number is no personal ID")
	}
}

func TestMustParsePersonalIDPanicsWithoutTheInput(t *testing.T) {
	defer func() {
		text, ok := recover().(string)
		if !ok || strings.Contains(text, "98765") {
			t.Errorf("panicked with %q", text)
		}
	}()
	identity.MustParsePersonalID("98765")
	t.Error("did not panic")
}

func TestErrorUnwraps(t *testing.T) {
	_, err := identity.ParseCMND("12345678")
	if !errors.Is(err, identity.CodeLostZero) || errors.Is(err, identity.CodeLength) {
		t.Errorf("errors.Is does not tell the code of %v", err)
	}
	if want := "identity: cmnd: too few digits, leading zeros may be lost"; err.Error() != want {
		t.Errorf("text %q, want %q", err, want)
	}
}
