package identity_test

import (
	"strings"

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
