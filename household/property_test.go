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

// TestMemberAddedLast changes nobody else's amount.
func TestMemberAddedLast(t *testing.T) {
	families(t, func(t *testing.T, rng *rand.Rand, r household.Request) {
		before := amounts(compute(t, r, household.Accepted))
		r.Members = append(slices.Clone(r.Members), payer(99, 1+rng.IntN(12)))
		after := amounts(compute(t, r, household.Accepted))
		if d := cmp.Diff(before, after[:len(before)]); d != "" {
			t.Errorf("amounts of the others (-before +after):\n%s", d)
		}
		if after[len(before)] <= 0 {
			t.Error("the member added pays nothing")
		}
	})
}

// TestMemberAddedAnywhere never lowers the total of a payment for equal months.
func TestMemberAddedAnywhere(t *testing.T) {
	families(t, func(t *testing.T, rng *rand.Rand, r household.Request) {
		before := compute(t, r, household.Accepted).Total
		r.Members = slices.Insert(slices.Clone(r.Members), rng.IntN(len(r.Members)+1), payer(99, r.Members[0].Months))
		if after := compute(t, r, household.Accepted).Total; after <= before {
			t.Errorf("total %d, with one more %d", before, after)
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
