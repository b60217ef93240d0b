package household

import (
	"iter"
	"math/bits"

	"github.com/bhxh-go/bhxh/identity"
)

// Factor is one thing that an amount or a date on a quote depends on. Each has
// a legal basis: see [BasisOf].
type Factor uint8

// The factors.
const (
	FactorHousehold       Factor = iota // who makes a household
	FactorResidenceData                 // residence is read from the database, no paper is asked for
	FactorBaseSalary                    // the base salary of the day of payment, no top-up, no refund
	FactorRate                          // the rate of the first person
	FactorTier                          // the reduction from the second person on
	FactorOrder                         // who is which person of the year
	FactorMonths                        // payment for 3, 6 or 12 months
	FactorRemainingMonths               // payment for the months that remain
	FactorPayDay                        // months count from the day of payment
	FactorOtherGroup                    // a card of another group takes no place
	FactorJoinedElsewhere               // joined where permanently resident
	FactorAbsent                        // declared absent (tạm vắng)
	FactorBudgetSupported               // supported by the budget, no reduction
	FactorBudgetShare                   // what the budget pays
	FactorPlain                         // plain renewal, no reduction
	FactorCardAtOnce                    // the card begins on the day of payment
	FactorCardContinues                 // the card begins where the last one ends
	FactorCardWait                      // the card begins 30 days after payment
	FactorContinuity                    // five years of continuous participation
	factorCount
)

type basisRow struct {
	factor Factor
	dated
	rule string
}

// Basis is the legal basis of a factor on some day. Where a decree was replaced
// and the wording of the new one could not be compared, Reference names both
// and the certainty says so.
type Basis struct {
	Factor    Factor
	Reference string // law, decree, article; in Vietnamese
	Rule      string // the rule in one Vietnamese sentence
	Certainty identity.Certainty
	ValidFrom identity.Date
	ValidTo   identity.Date
}

// BasisOf gives the legal basis of a factor on a day; false where none is known.
func BasisOf(f Factor, on identity.Date) (Basis, bool) {
	day, ok := dayNumber(on)
	if !ok {
		return Basis{}, false
	}
	for i := range bases {
		row := &bases[i]
		if row.factor == f && row.at(day) {
			return Basis{
				Factor: f, Reference: row.source, Rule: row.rule, Certainty: row.certainty,
				ValidFrom: dateOf(row.from), ValidTo: dateOf(row.to),
			}, true
		}
	}
	return Basis{}, false
}

// FactorSet is a set of factors; the zero FactorSet is empty.
type FactorSet uint32

func (s FactorSet) with(factors ...Factor) FactorSet {
	for _, f := range factors {
		s |= 1 << f
	}
	return s
}

// Has reports whether the set holds a factor.
func (s FactorSet) Has(f Factor) bool { return f < factorCount && s>>f&1 != 0 }

// All gives the factors in the order of the constants.
func (s FactorSet) All() iter.Seq[Factor] {
	return func(yield func(Factor) bool) {
		for ; s != 0; s &= s - 1 {
			if !yield(Factor(bits.TrailingZeros32(uint32(s)))) {
				return
			}
		}
	}
}

// Bases gives the legal bases of the factors on a day, in their order.
func (s FactorSet) Bases(on identity.Date) []Basis {
	list := make([]Basis, 0, bits.OnesCount32(uint32(s)))
	for f := range s.All() {
		if b, ok := BasisOf(f, on); ok {
			list = append(list, b)
		}
	}
	return list
}
