package linkage

import (
	"math"
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

// priorOf is log₂ of the odds that two records are one person, where no number
// vouches for it.
func (s *scorer) priorOf(x, p *packed) float64 {
	if s.doubles == nil || x.idKind == p.idKind && (p.idKind == idPersonal || p.idKind == idCMND) {
		return s.prior
	}
	return s.doubles.prior[x.idKind][p.idKind]
}

// weightOfName is the weight of a name that agrees, from what the index counts;
// same names are the same letter for letter.
func (s *scorer) weightOfName(name []byte, stated float64, same bool) float64 {
	if s.doubles == nil {
		return s.census.weight(s.census.name(name), stated)
	}
	return weightOfName(float64(s.census.total), s.othersOf(name, same), stated)
}

// weightOfName is the weight of a name that others of so many bear.
func weightOfName(total, others, stated float64) float64 {
	const pseudo = 1000
	return math.Log2(total+pseudo) - math.Log2(others+pseudo*math.Exp2(-stated))
}

// othersOf gives how many other people of a name may be expected among as many
// as the index holds.
func (s *scorer) othersOf(name []byte, same bool) float64 {
	k := int(s.census.name(name)) - 1
	if same {
		k--
	}
	if k < turing {
		return s.doubles.others[max(k, 0)]
	}
	return float64(k)
}

// leastDigits is how many digits of a number that is none vouch for a pair.
const leastDigits = 8

// vouches reports what vouches for a pair beside the number: the same mã số BHXH,
// or the same wrong number.
func vouches(x, p *packed) bool {
	return x.insurance != 0 && x.insurance == p.insurance || areSameDigits(x, p)
}

// areSameDigits reports two numbers that are none and the same, as they are where
// a number lost its leading zero before it was copied.
func areSameDigits(x, p *packed) bool {
	return x.idKind == idDigits && p.idKind == idDigits && x.id == p.id && x.idLen == p.idLen && x.idLen >= leastDigits
}
