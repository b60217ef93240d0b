package identity_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
)

// checkCases are records with one thing wrong each, by the rules of Check.
var checkCases = []struct {
	name, reason string
	change       func(*identity.Participant)
	want         []identity.FindingCode
}{
	{"nothing wrong", "the record that the others change", func(*identity.Participant) {}, nil},
	{
		"no name", "the question needs it", func(p *identity.Participant) { p.Person.FullName = " \u00a0" },
		[]identity.FindingCode{identity.FindingNameMissing},
	},
	{
		"no letters in the name", "a dash stands for nothing", func(p *identity.Participant) { p.Person.FullName = "-" },
		[]identity.FindingCode{identity.FindingNameMissing},
	},
	{
		"name of 101 characters", "the electronic filing takes 100",
		func(p *identity.Participant) { p.Person.FullName = identity.Name("Lò " + strings.Repeat("ă", 98)) },
		[]identity.FindingCode{identity.FindingNameTooLong},
	},
	{
		"name of 100 characters", "bytes do not count",
		func(p *identity.Participant) { p.Person.FullName = identity.Name("Lò " + strings.Repeat("ă", 97)) }, nil,
	},
	{
		"question marks", "letters that a conversion lost",
		func(p *identity.Participant) { p.Person.FullName = "L? Th? Mẫu" },
		[]identity.FindingCode{identity.FindingNameLostLetters},
	},
	{
		"replacement character", "the same", func(p *identity.Participant) { p.Person.FullName = "Lò Th\ufffd Mẫu" },
		[]identity.FindingCode{identity.FindingNameLostLetters},
	},
	{
		"broken UTF-8", "bytes that are no text", func(p *identity.Participant) { p.Person.FullName = "Lò Th\xff Mẫu" },
		[]identity.FindingCode{identity.FindingNameLostLetters},
	},
	{
		"all letters lost", "worth a correction, not missing", func(p *identity.Participant) { p.Person.FullName = "?? ??" },
		[]identity.FindingCode{identity.FindingNameLostLetters},
	},
	{
		"digits in the name", "no name has them", func(p *identity.Participant) { p.Person.FullName = "Lò Thị Mẫu 2" },
		[]identity.FindingCode{identity.FindingNameCharacters},
	},
	{
		"control character", "no name has it", func(p *identity.Participant) { p.Person.FullName = "Lò Thị\x00 Mẫu" },
		[]identity.FindingCode{identity.FindingNameCharacters},
	},
	{
		"a remark in brackets", "belongs elsewhere", func(p *identity.Participant) { p.Person.FullName = "Lò Thị Mẫu (B)" },
		[]identity.FindingCode{identity.FindingNameCharacters},
	},
	{
		"a star in the name", "no name has it", func(p *identity.Participant) { p.Person.FullName = "Lò Thị Mẫu ★" },
		[]identity.FindingCode{identity.FindingNameCharacters},
	},
	{
		"single word", "usual with some ethnic groups", func(p *identity.Participant) { p.Person.FullName = "Mẫu" },
		[]identity.FindingCode{identity.FindingNameSingleWord},
	},
	{"ethnic name", "apostrophes and ư ơ are letters of names", func(p *identity.Participant) { p.Person.FullName = "H'Mẫu Niê Kđăm" }, nil},
	{"ethnic name with a typographic apostrophe", "the same", func(p *identity.Participant) { p.Person.FullName = "H’Mẫu Niê" }, nil},
	{"letters of other languages", "ŏ and č are no errors", func(p *identity.Participant) { p.Person.FullName = "Y Mlŏ Čil" }, nil},
	{"foreign name", "ü after a consonant is no sign of VNI", func(p *identity.Participant) { p.Person.FullName = "Mẫu Müller" }, nil},
	{"abbreviation", "a full stop belongs to it", func(p *identity.Participant) { p.Person.FullName = "Ng. Thị Mẫu" }, nil},
	{"decomposed name", "Unicode NFD is a form, no error", func(p *identity.Participant) { p.Person.FullName = "Lo\u0300 Thi\u0323 Mẫu" }, nil},
	{
		"signs of a legacy encoding", "§ and µ of TCVN3 in a text that no table decodes",
		func(p *identity.Participant) { p.Person.FullName = "§µqx Zz¹w Mẫu" },
		[]identity.FindingCode{identity.FindingNameLegacySuspected},
	},
	{
		"no date", "the question needs it", func(p *identity.Participant) { p.Person.DateOfBirth = "" },
		[]identity.FindingCode{identity.FindingDateMissing},
	},
	{
		"unreadable date", "no notation", func(p *identity.Participant) { p.Person.DateOfBirth = "15/03/80" },
		[]identity.FindingCode{identity.FindingDateUnreadable},
	},
	{
		"impossible date", "the calendar has no 30 February", func(p *identity.Participant) { p.Person.DateOfBirth = "30/02/1980" },
		[]identity.FindingCode{identity.FindingDateImpossible},
	},
	{
		"future date", "the day after the check",
		func(p *identity.Participant) { p.Person.DateOfBirth, p.Person.IDNumber = "02/11/2026", "001326012345" },
		[]identity.FindingCode{identity.FindingDateFuture},
	},
	{
		"born on the day", "a newborn", func(p *identity.Participant) { p.Person.DateOfBirth, p.Person.IDNumber = "01/11/2026", "001326012345" }, nil,
	},
	{
		"131st year", "more than 130 years before the day",
		func(p *identity.Participant) { p.Person.DateOfBirth, p.Person.IDNumber = "31/10/1896", "012345678" },
		[]identity.FindingCode{identity.FindingDateTooOld, identity.FindingIDOldNumber},
	},
	{
		"130 years to the day", "not yet too old",
		func(p *identity.Participant) { p.Person.DateOfBirth, p.Person.IDNumber = "01/11/1896", "012345678" },
		[]identity.FindingCode{identity.FindingIDOldNumber},
	},
	{
		"year only", "printed 0/0/yyyy on cards", func(p *identity.Participant) { p.Person.DateOfBirth = "0/0/1980" },
		[]identity.FindingCode{identity.FindingDateIncomplete},
	},
	{
		"1 January", "a default of many records", func(p *identity.Participant) { p.Person.DateOfBirth = "01/01/1980" },
		[]identity.FindingCode{identity.FindingDatePlaceholder},
	},
	{
		"no gender", "the question does not need it", func(p *identity.Participant) { p.Person.Gender = "" },
		[]identity.FindingCode{identity.FindingGenderMissing},
	},
	{
		"gender as a digit", "a code of some wire format", func(p *identity.Participant) { p.Person.Gender = "2" },
		[]identity.FindingCode{identity.FindingGenderInvalid},
	},
	{
		"no number", "the question needs it", func(p *identity.Participant) { p.Person.IDNumber = "" },
		[]identity.FindingCode{identity.FindingIDMissing},
	},
	{
		"seven digits", "neither 12 nor 9", func(p *identity.Participant) { p.Person.IDNumber = "1234567" },
		[]identity.FindingCode{identity.FindingIDInvalid},
	},
	{
		"eleven digits", "079 is assigned: a proposal", func(p *identity.Participant) { p.Person.IDNumber = "79180012345" },
		[]identity.FindingCode{identity.FindingIDInvalid, identity.FindingIDLostZero},
	},
	{
		"twelve zeros", "typed to fill the field",
		func(p *identity.Participant) { p.Person.IDNumber = "000000000000" },
		[]identity.FindingCode{
			identity.FindingIDPlaceholder, identity.FindingIDUnknownRegion, identity.FindingIDBirthYear, identity.FindingIDGender,
			identity.FindingIDImplausibleAge,
		},
	},
	{
		"CMND", "Luật Căn cước Điều 46", func(p *identity.Participant) { p.Person.IDNumber = "012345678" },
		[]identity.FindingCode{identity.FindingIDOldNumber},
	},
	{
		"CMND of no province", "no prefix is 99", func(p *identity.Participant) { p.Person.IDNumber = "991234567" },
		[]identity.FindingCode{identity.FindingIDOldNumber, identity.FindingIDUnknownIssuer},
	},
	{
		"CMND issued twice", "the block of Đồng Nai and Bà Rịa - Vũng Tàu", func(p *identity.Participant) { p.Person.IDNumber = "271450001" },
		[]identity.FindingCode{identity.FindingIDOldNumber, identity.FindingIDIssuedTwice},
	},
	{
		"unknown region", "003 is assigned to nobody", func(p *identity.Participant) { p.Person.IDNumber = "003180012345" },
		[]identity.FindingCode{identity.FindingIDUnknownRegion},
	},
	{
		"region 000", "Vietnam stands in nationality lists only", func(p *identity.Participant) { p.Person.IDNumber = "000180012345" },
		[]identity.FindingCode{identity.FindingIDUnknownRegion},
	},
	{"born abroad", "295 is Zimbabwe", func(p *identity.Participant) { p.Person.IDNumber = "295180012345" }, nil},
	{
		"another birth year", "digits 5 and 6", func(p *identity.Participant) { p.Person.IDNumber = "001181012345" },
		[]identity.FindingCode{identity.FindingIDBirthYear},
	},
	{
		"another gender", "digit 4 is even", func(p *identity.Participant) { p.Person.IDNumber = "001080012345" },
		[]identity.FindingCode{identity.FindingIDGender},
	},
	{
		"another century", "digit 4 is 3: born 2080",
		func(p *identity.Participant) { p.Person.IDNumber = "001380012345" },
		[]identity.FindingCode{identity.FindingIDBirthYear, identity.FindingIDImplausibleAge},
	},
	{
		"121 years", "born 1905, says the number",
		func(p *identity.Participant) {
			p.Person.IDNumber, p.Person.DateOfBirth = "001105012345", "15/03/1905"
		},
		[]identity.FindingCode{identity.FindingIDImplausibleAge},
	},
	{
		"120 years", "born 1906, says the number",
		func(p *identity.Participant) {
			p.Person.IDNumber, p.Person.DateOfBirth = "001106012345", "15/03/1906"
		}, nil,
	},
	{"former CMND", "kept for look-ups", func(p *identity.Participant) { p.Person.FormerID = "012345678" }, nil},
	{"former ID of blanks", "none", func(p *identity.Participant) { p.Person.FormerID = "  " }, nil},
	{
		"former number of seven digits", "no number has them", func(p *identity.Participant) { p.Person.FormerID = "1234567" },
		[]identity.FindingCode{identity.FindingFormerIDInvalid},
	},
	{
		"former number in force", "it replaced nothing", func(p *identity.Participant) { p.Person.FormerID = "001 180 012 345" },
		[]identity.FindingCode{identity.FindingFormerIDSame},
	},
}

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

// participantCases change the numbers of insurance.
var participantCases = []struct {
	name, reason string
	asOf         identity.Date
	change       func(*identity.Participant)
	want         []identity.FindingCode
}{
	{
		"no insurance number", "a warning: the question does not need it", identity.MustDate(2026, 11, 1),
		func(p *identity.Participant) { p.SocialInsuranceNumber = "" },
		[]identity.FindingCode{identity.FindingInsuranceMissing},
	},
	{
		"eight digits", "neither 10 nor 12", identity.MustDate(2026, 11, 1),
		func(p *identity.Participant) { p.SocialInsuranceNumber = "12345678" },
		[]identity.FindingCode{identity.FindingInsuranceInvalid},
	},
	{
		"nine digits", "a spreadsheet ate the zero", identity.MustDate(2026, 11, 1),
		func(p *identity.Participant) { p.SocialInsuranceNumber = "123456789" },
		[]identity.FindingCode{identity.FindingInsuranceInvalid, identity.FindingInsuranceLostZero},
	},
	{
		"personal ID too early", "the rule begins on 01/09/2026", identity.MustDate(2026, 8, 31),
		func(p *identity.Participant) { p.SocialInsuranceNumber = "001180012345" },
		[]identity.FindingCode{identity.FindingInsuranceEarly},
	},
	{
		"personal ID in time", "the rule has begun", identity.MustDate(2026, 9, 1),
		func(p *identity.Participant) { p.SocialInsuranceNumber = "001180012345" }, nil,
	},
	{
		"another's personal ID", "it must be the person's own", identity.MustDate(2026, 11, 1),
		func(p *identity.Participant) { p.SocialInsuranceNumber = "001180012346" },
		[]identity.FindingCode{identity.FindingInsuranceOtherID},
	},
	{
		"card of the number", "nothing wrong", identity.MustDate(2026, 11, 1),
		func(p *identity.Participant) { p.HealthCard = "GD4010123456789" }, nil,
	},
	{
		"short card of the number", "the face since 2021", identity.MustDate(2026, 11, 1),
		func(p *identity.Participant) { p.HealthCard = "0123456789" }, nil,
	},
	{
		"card by personal ID", "the number that replaces the other says nothing", identity.MustDate(2026, 11, 1),
		func(p *identity.Participant) { p.HealthCard = "001180012345" }, nil,
	},
	{
		"unreadable card", "no face", identity.MustDate(2026, 11, 1), func(p *identity.Participant) { p.HealthCard = "GD0010123456789" },
		[]identity.FindingCode{identity.FindingCardInvalid},
	},
	{
		"card of another", "its number is not the record's", identity.MustDate(2026, 11, 1),
		func(p *identity.Participant) { p.HealthCard = "GD4010123456780" },
		[]identity.FindingCode{identity.FindingCardOtherNumber},
	},
	{
		"unknown letters and issuer", "the list keeps growing", identity.MustDate(2026, 11, 1),
		func(p *identity.Participant) { p.HealthCard = "ZZ4030123456789" },
		[]identity.FindingCode{identity.FindingCardUnknownObject, identity.FindingCardUnknownIssuer},
	},
	{
		"level of no time", "GD has level 4", identity.MustDate(2026, 11, 1),
		func(p *identity.Participant) { p.HealthCard = "GD1010123456789" },
		[]identity.FindingCode{identity.FindingCardLevel},
	},
	{
		"level by an unconfirmed row", "TG is certain to nobody", identity.MustDate(2026, 11, 1),
		func(p *identity.Participant) { p.HealthCard = "TG1010123456789" },
		[]identity.FindingCode{identity.FindingCardLevelUnconfirmed},
	},
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
