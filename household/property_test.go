package household_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

// anyFamily draws a request in which everybody pays for the same months on the
// same day, with everything else that may occur in a declaration.
func anyFamily(rng *rand.Rand) household.Request {
	r := family(1+rng.IntN(9), 1+rng.IntN(12))
	r.PayDate = identity.DateOf(day(2015, 1, 1).Time().AddDate(0, 0, rng.IntN(5000)))
	months := r.Members[0].Months
	for i := range r.Members {
		m := &r.Members[i]
		m.Months, m.LastCardEnd = months, identity.Date{}
		if rng.IntN(2) == 0 {
			m.LastCardEnd = identity.DateOf(r.PayDate.Time().AddDate(0, 0, rng.IntN(400)-200))
		}
		switch rng.IntN(12) {
		case 0:
			m.OtherGroup = "HC"
		case 1:
			m.Joins = false
		case 2:
			m.Absent = true
		case 3:
			m.Support = household.SupportPupil
		}
	}
	return r
}

// families runs a property over many families.
func families(t *testing.T, property func(t *testing.T, rng *rand.Rand, r household.Request)) {
	t.Helper()
	rng := rand.New(rand.NewPCG(5, 2207))
	for range 1000 {
		property(t, rng, anyFamily(rng))
		if t.Failed() {
			return
		}
	}
}

// TestOrderDoesNotChangeTheSum: for equal months the sum of a payment does not
// depend on who is first.
func TestOrderDoesNotChangeTheSum(t *testing.T) {
	families(t, func(t *testing.T, rng *rand.Rand, r household.Request) {
		want := compute(t, r, household.Accepted)
		checkQuote(t, want)
		r.Order = rng.Perm(len(r.Members))[:rng.IntN(len(r.Members)+1)]
		ordered := compute(t, r, household.Accepted)
		r.Order = nil
		rng.Shuffle(len(r.Members), func(i, j int) { r.Members[i], r.Members[j] = r.Members[j], r.Members[i] })
		if shuffled := compute(t, r, household.Accepted); shuffled.Total != want.Total || ordered.Total != want.Total {
			t.Errorf("total %d, by another order %d, by another list %d", want.Total, ordered.Total, shuffled.Total)
		}
	})
}

// newcomer draws a member to add, of every kind that a declaration may name, and
// says whether that member pays something.
func newcomer(rng *rand.Rand, months int) (m household.Member, pays bool) {
	m = payer(99, months)
	switch rng.IntN(6) {
	case 0:
		m.OtherGroup = "TE"
	case 1:
		m.Joins = false
	case 2:
		m.Support = household.SupportNearPoor
		return m, true
	case 3:
		m.JoinedElsewhere = true
	default:
		return m, true
	}
	return m, false
}

// TestMemberAddedLast changes nobody else's amount, whatever the months.
func TestMemberAddedLast(t *testing.T) {
	families(t, func(t *testing.T, rng *rand.Rand, r household.Request) {
		for i := range r.Members {
			r.Members[i].Months = 1 + rng.IntN(12)
		}
		for _, verdict := range []household.Verdict{household.Accepted, household.Provisional, household.Refused} {
			before := amounts(compute(t, r, verdict))
			added, pays := newcomer(rng, 1+rng.IntN(12))
			more := r
			more.Members = append(slices.Clone(r.Members), added)
			after := amounts(compute(t, more, verdict))
			if d := cmp.Diff(before, after[:len(before)]); d != "" {
				t.Errorf("amounts of the others (-before +after):\n%s", d)
			}
			if (after[len(before)] > 0) != pays {
				t.Errorf("the member added pays %d", after[len(before)])
			}
		}
	})
}

// TestMemberAddedAnywhere never lowers the total of a payment for equal months.
func TestMemberAddedAnywhere(t *testing.T) {
	families(t, func(t *testing.T, rng *rand.Rand, r household.Request) {
		before := compute(t, r, household.Accepted).Total
		added, pays := newcomer(rng, r.Members[0].Months)
		r.Members = slices.Insert(slices.Clone(r.Members), rng.IntN(len(r.Members)+1), added)
		if after := compute(t, r, household.Accepted).Total; after < before || pays && after == before {
			t.Errorf("total %d, with one more %d", before, after)
		}
	})
}

// TestMemberAddedBeforeLongerMonths shows where the law itself makes one member
// more lower the total: the full amount falls on one month instead of twelve.
func TestMemberAddedBeforeLongerMonths(t *testing.T) {
	r := family(1, 12)
	alone := compute(t, r, household.Accepted).Total
	short := payer(99, 1)
	r.Members = slices.Insert(r.Members, 0, short)
	if both := compute(t, r, household.Accepted).Total; alone != 1_366_200 || both != 113_850+956_340 {
		t.Errorf("totals %d and %d, want 1366200 and 1070190", alone, both)
	}
	r.Order = []int{1, 0} // the caller's order mends it
	if both := compute(t, r, household.Accepted).Total; both != 1_366_200+79_695 {
		t.Errorf("in the caller's order %d, want 1445895", both)
	}
}

// TestPlaceAndAmount: who pays nothing here has place 0 and amount 0, who pays
// has a place, and the percentage is that of the place.
func TestPlaceAndAmount(t *testing.T) {
	families(t, func(t *testing.T, _ *rand.Rand, r household.Request) {
		for _, verdict := range []household.Verdict{household.Accepted, household.Refused} {
			for i, l := range compute(t, r, verdict).Lines {
				rules, err := household.RulesAt(r.PayDate)
				if err != nil {
					t.Fatal(err)
				}
				if (l.Place == 0) != (l.Amount == 0) || l.Percent != rules.Percent(l.Place) {
					t.Errorf("member %d: place %d, amount %d, %d %%", i, l.Place, l.Amount, l.Percent)
				}
			}
		}
	})
}

// TestReductionNeverCosts: the plain renewal is never cheaper.
func TestReductionNeverCosts(t *testing.T) {
	families(t, func(t *testing.T, _ *rand.Rand, r household.Request) {
		reduced, plain := compute(t, r, household.Accepted), compute(t, r, household.Refused)
		checkQuote(t, plain)
		for i := range reduced.Lines {
			if reduced.Lines[i].Amount > plain.Lines[i].Amount {
				t.Errorf("member %d pays %d, plain %d", i, reduced.Lines[i].Amount, plain.Lines[i].Amount)
			}
		}
	})
}

// TestUnequalMonths shows where the order does matter: the law lets the caller
// choose, and the first person's months weigh most.
func TestUnequalMonths(t *testing.T) {
	r := family(2, 12)
	r.Members[1].Months = 3
	longFirst := compute(t, r, household.Accepted).Total
	r.Order = []int{1, 0}
	if shortFirst := compute(t, r, household.Accepted).Total; longFirst != 1_605_285 || shortFirst != 1_297_890 {
		t.Errorf("totals %d and %d, want 1605285 and 1297890", longFirst, shortFirst)
	}
}
