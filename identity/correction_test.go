package identity_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/identity"
)

func TestCorrectionApply(t *testing.T) {
	held := identity.Person{FullName: "Lò Mẫu", DateOfBirth: "1980", Gender: "Nam", IDNumber: "012345678"}
	cases := []struct {
		name, reason string
		held         identity.Person
		correction   identity.Correction
		want         identity.Person
	}{
		{"nothing", "what is empty stays", held, identity.Correction{Confirmed: true, FullName: "  "}, held},
		{
			"everything", "a CMND gives way to the personal ID and stays searchable", held,
			identity.Correction{FullName: "Lò Thị Mẫu", DateOfBirth: "15/03/1980", Gender: "Nữ", IDNumber: "001180012345"},
			identity.Person{FullName: "Lò Thị Mẫu", DateOfBirth: "15/03/1980", Gender: "Nữ", IDNumber: "001180012345", FormerID: "012345678"},
		},
		{
			"mistyped personal ID", "a wrong number is no former one",
			identity.Person{IDNumber: "001180012354"},
			identity.Correction{IDNumber: "001180012345"},
			identity.Person{IDNumber: "001180012345"},
		},
		{
			"former ID known", "the record knows better",
			identity.Person{IDNumber: "012345678", FormerID: "112345678"},
			identity.Correction{IDNumber: "001180012345"},
			identity.Person{IDNumber: "001180012345", FormerID: "112345678"},
		},
		{
			"another CMND", "the first was mistyped",
			identity.Person{IDNumber: "012345678"},
			identity.Correction{IDNumber: "012345687"},
			identity.Person{IDNumber: "012345687"},
		},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			if got := c.correction.Apply(c.held); got != c.want {
				t.Errorf("applied to another record: %s", c.reason)
			}
		})
	}
}

func TestCorrectionCheck(t *testing.T) {
	held := identity.Person{FullName: "Lò Thị Mẫu", DateOfBirth: "15/03/1980", Gender: "Nữ", IDNumber: "001180012345"}
	asOf := identity.MustDate(2026, 11, 1)
	for name, c := range map[string]struct {
		correction   identity.Correction
		inconsistent bool
	}{
		"nothing changed":                    {identity.Correction{Confirmed: true}, false},
		"birth year against the number kept": {identity.Correction{DateOfBirth: "15/03/1981"}, true},
		"birth year with its number":         {identity.Correction{DateOfBirth: "15/03/1981", IDNumber: "001181012345"}, false},
		"gender against its number":          {identity.Correction{Gender: "Nam", IDNumber: "001180012346"}, true},
	} {
		if got := c.correction.Check(held, asOf).Inconsistent(); got != c.inconsistent {
			t.Errorf("%s: inconsistent %t, want %t", name, got, c.inconsistent)
		}
	}
}

func TestCorrectionIsEmpty(t *testing.T) {
	if !(identity.Correction{Row: 3, Confirmed: true, SocialInsuranceNumber: "0123456789", Gender: " "}).IsEmpty() {
		t.Error("a confirmation without a value changes something")
	}
	for _, c := range []identity.Correction{{FullName: "x"}, {DateOfBirth: "x"}, {Gender: "x"}, {IDNumber: "x"}} {
		if c.IsEmpty() {
			t.Error("a correction of one value changes nothing")
		}
	}
}
