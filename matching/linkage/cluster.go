package linkage

import (
	"cmp"
	"slices"
)

// maxGroup bounds the records of one group: nobody has so many.
const maxGroup = 64

// Groups are the records that belong together, each group one person.
type Groups struct {
	// Groups holds the groups of two and more records, each in order, ordered by
	// their first record.
	Groups [][]int
	// Refused holds the pairs that were not followed, because they would have put
	// two records that contradict each other into one group, or made a group of
	// more than 64: they are for a person to look at. Best first.
	Refused []Pair
}

// Cluster puts records that pairs connect into groups. Pairs are followed from
// the best to the worst. Two groups become one only if no record of the one
// contradicts a record of the other: a chain of resemblances never connects
// two people. A nil contradict contradicts nothing.
//
// It is a pure function, and the order of the pairs does not matter.
func Cluster(pairs []Pair, contradict func(a, b int) bool) Groups {
	pairs = slices.Clone(pairs)
	slices.SortFunc(pairs, func(p, q Pair) int {
		return cmp.Or(-cmp.Compare(p.Score, q.Score), cmp.Compare(p.A, q.A), cmp.Compare(p.B, q.B))
	})
	group := make(map[int][]int) // of each record: its group, shared by its records
	of := func(r int) []int {
		if g, ok := group[r]; ok {
			return g
		}
		return []int{r}
	}
	var out Groups
	for _, p := range pairs {
		a, b := of(p.A), of(p.B)
		if a[0] == b[0] {
			continue
		}
		if len(a)+len(b) > maxGroup || anyContradict(a, b, contradict) {
			out.Refused = append(out.Refused, p)
			continue
		}
		joined := slices.Concat(a, b)
		slices.Sort(joined)
		for _, r := range joined {
			group[r] = joined
		}
	}
	for r, g := range group {
		if r == g[0] {
			out.Groups = append(out.Groups, g)
		}
	}
	slices.SortFunc(out.Groups, func(g, h []int) int { return cmp.Compare(g[0], h[0]) })
	return out
}

func anyContradict(a, b []int, contradict func(a, b int) bool) bool {
	if contradict == nil {
		return false
	}
	for _, x := range a {
		for _, y := range b {
			if contradict(x, y) {
				return true
			}
		}
	}
	return false
}
