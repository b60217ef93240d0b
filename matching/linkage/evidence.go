package linkage

import (
	"slices"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// vouching is the weight from which a number that differs still brings two
// records together; one with two wrong digits is a hint beside the rest.
const vouching = 5

// doubts reports what a person has to look at, however likely it is: beside a
// number another given name, as brothers, sisters and twins have whose numbers
// were taken for each other; any fault of the name beside the next number, which
// is a twin's; and without a number anything that may be another name.
func doubts(r matching.Result) bool {
	if r.Has(matching.NameGiven) || r.Has(matching.NameDifferent) {
		return true
	}
	number := 0.0
	for share := range r.Waterfall() {
		if !share.Prior && share.Field == matching.FieldID {
			number = share.Weight
		}
	}
	switch {
	case number >= vouching:
		return false
	case number < 0 && r.Has(matching.IDTypo) && !r.Agreement(matching.FieldName).Agrees():
		return true
	}
	return hasAny(r, nearNameCodes[:]) || r.Has(matching.NameAbbreviated) || r.Has(matching.NameSurname) || r.Has(matching.NameMiddle)
}

func hasAny(r matching.Result, codes []matching.Code) bool {
	return slices.ContainsFunc(codes, r.Has)
}

// ownNumbers is what it takes that two numbers differ and each states the year
// of birth and the gender of its own record: a number that is not the person's
// does so one time in twenty.
const ownNumbers = -4

// bearsOutID reports a personal ID that states the year of birth and, where it
// is known, the gender of its record.
func bearsOutID(p *packed) bool {
	return p.idKind == idPersonal && p.date != 0 && yearOfID(p.id) == yearOf(p.date) &&
		(p.gender == identity.GenderUnknown || (p.gender == identity.GenderFemale) == (p.id/100_000_000%2 == 1))
}

// nearNames is what a fault in the name takes besides where duplicates are
// looked for and no number vouches for the pair: among so many people each name
// has others near it. In linking these are there as rivals.
const nearNames = 5

// nearNameCodes are the faults that make another name out of a name: not the
// loss of all marks, of letters or of blanks, no abbreviation and no keystrokes.
// Words in another order are one more, but where the surname stands last.
var nearNameCodes = [...]matching.Code{
	matching.NameTypo, matching.NameWordMissing, matching.NameWordExtra, matching.NameDiacritics, matching.NameRegionalSpelling,
}

// nameAgrees reports a name that is the same but for faults: its weight is made
// of its rarity.
func nameAgrees(r matching.Result, weight float64) bool {
	return weight > 0 && !r.Has(matching.NameSurname) && !r.Has(matching.NameMiddle) && !r.Has(matching.NameGiven) && !r.Has(matching.NameDifferent)
}

// coarser gives the date that is known less well.
func coarser(a, b uint32) uint32 {
	switch {
	case monthOf(a) == 0:
		return a
	case monthOf(b) == 0:
		return b
	case dayOf(a) == 0:
		return a
	}
	return b
}
