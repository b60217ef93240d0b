package identity_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/identity"
)

// TestNoAllocations holds the promise of the paths that run once for every
// record of a country.
func TestNoAllocations(t *testing.T) {
	asOf := identity.MustDate(2026, 11, 1)
	person := benchmarkPerson()
	participant := identity.Participant{Person: person, SocialInsuranceNumber: "0123456789", HealthCard: "GD4010123456789"}
	cmnd := person
	cmnd.IDNumber = "012345678"
	id := identity.MustParsePersonalID("001080012345")
	buffer := make([]byte, 0, 32)
	for name, f := range map[string]func(){
		"ParsePersonalID":        func() { _, _ = identity.ParsePersonalID("001080012345") },
		"ParsePersonalID spaced": func() { _, _ = identity.ParsePersonalID("001 080 012 345") },
		"ParsePersonalID wide":   func() { _, _ = identity.ParsePersonalID("００１０８００１２３４５") },
		"ParseNumber":            func() { _, _ = identity.ParseNumber("012 345 678") },
		"ParseDate":              func() { _, _ = identity.ParseDate("15/03/1980") },
		"ParseDate partial":      func() { _, _ = identity.ParseDate("0/0/1980") },
		"ParseDate midnight":     func() { _, _ = identity.ParseDate("1980-03-15T00:00:00") },
		"ParseHealthCard":        func() { _, _ = identity.ParseHealthCard("GD 4 01 0123456789") },
		"Check":                  func() { _ = identity.Check(person, asOf) },
		"Check of a CMND":        func() { _ = identity.Check(cmnd, asOf) },
		"Participant.Check":      func() { _ = participant.Check(asOf) },
		"Region":                 func() { _, _ = id.Region() },
		"AppendText":             func() { _, _ = id.AppendText(buffer) },
		"Findings":               func() { _ = identity.Check(person, asOf).Worst() },
	} {
		if got := testing.AllocsPerRun(100, f); got != 0 {
			t.Errorf("%s takes %v allocations, want none", name, got)
		}
	}
}
