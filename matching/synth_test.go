package matching_test

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching"
)

// The least that the comparison must reach on generated pairs: the share of
// pairs with exactly the right codes, and F1 of the decision at score 0.5.
const (
	leastExact = 0.995
	leastF1    = 0.995
)

// TestSyntheticPairs measures the comparison on pairs of synthetic people whose
// labels follow from the faults that were put in: one or two faults a pair, and
// brothers, sisters, twins, namesakes, parents and strangers with one number.
func TestSyntheticPairs(t *testing.T) {
	const seed, pairs = 20_260, 30_000
	wrong := make(map[string]int) // by the faults of a pair
	var scored, exact, right, missed, mistaken int
	for p := range synth.Pairs(seed, pairs) {
		r := matching.Compare(p.Subject, p.Reference, asOf)
		if p.Scored {
			scored++
			slices.Sort(p.Codes)
			if slices.Equal(labelOf(r), p.Codes) {
				exact++
			} else {
				wrong["codes: "+strings.Join(p.Faults, ", ")]++
			}
		}
		switch same := r.Score() >= 0.5; {
		case same && p.Same:
			right++
		case p.Same:
			missed++
			wrong["taken for two: "+strings.Join(p.Faults, ", ")]++
		case same:
			mistaken++
			wrong["taken for one: "+strings.Join(p.Faults, ", ")]++
		}
	}
	share := float64(exact) / float64(scored)
	f1 := 2 * float64(right) / float64(2*right+missed+mistaken)
	t.Logf("%d pairs: codes exactly right in %.5f of %d; one person at score 0.5: F1 %.5f, %d right, %d missed, %d false",
		pairs, share, scored, f1, right, missed, mistaken)
	classes := slices.SortedFunc(maps.Keys(wrong), func(a, b string) int { return cmp.Or(wrong[b]-wrong[a], strings.Compare(a, b)) })
	for _, class := range classes[:min(10, len(classes))] {
		t.Logf("%4d × %s", wrong[class], class)
	}
	if share < leastExact {
		t.Errorf("codes exactly right in %.5f of the pairs, want at least %v", share, leastExact)
	}
	if f1 < leastF1 {
		t.Errorf("F1 %.5f, want at least %v", f1, leastF1)
	}
}
