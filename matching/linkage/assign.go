package linkage

import (
	"cmp"
	"slices"

	"github.com/bhxh-go/bhxh/matching"
)

// Assign makes the links one to one: no record of the index is linked twice.
// The best links choose first; a record whose best candidate is taken gets its
// runner-up if that reaches the threshold and is free, with the score that the
// runner-up has alone, and a review. It changes the links in place and does not
// depend on their order.
func Assign(links []Link, threshold float64) {
	type wish struct {
		link   int // its place in links
		second bool
		score  float64
	}
	wishes := make([]wish, 0, len(links))
	for i := range links {
		if l := &links[i]; l.Linked(threshold) {
			wishes = append(wishes, wish{i, false, l.Score})
			if l.RunnerUp.Record != None && l.RunnerUp.Score >= threshold {
				wishes = append(wishes, wish{i, true, min(l.RunnerUp.Score, l.Score)})
			}
		}
	}
	slices.SortFunc(wishes, func(a, b wish) int {
		return cmp.Or(
			-cmp.Compare(a.score, b.score),
			cmp.Compare(boolInt(a.second), boolInt(b.second)),
			-cmp.Compare(links[a.link].Best.Score, links[b.link].Best.Score),
			cmp.Compare(links[a.link].Left, links[b.link].Left),
		)
	})
	taken := make(map[int]bool, len(links))
	got := make([]bool, len(links))
	for _, w := range wishes {
		l := &links[w.link]
		wanted := l.Best
		if w.second {
			wanted = l.RunnerUp
		}
		if got[w.link] || taken[wanted.Record] {
			continue
		}
		got[w.link], taken[wanted.Record] = true, true
		if w.second {
			l.takeRunnerUp()
		}
	}
	for i := range links {
		if l := &links[i]; !got[i] && l.Linked(threshold) {
			l.Answer = Answer{
				Best: Candidate{Record: None}, RunnerUp: l.Best, Zone: min(l.Zone, matching.ZoneReview),
				Ambiguous: true, Overflowed: l.Overflowed, Compared: l.Compared,
			}
		}
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// takeRunnerUp makes the runner-up the best: the other fits better, and is
// somebody else's.
func (l *Link) takeRunnerUp() {
	l.Best, l.RunnerUp = l.RunnerUp, l.Best
	l.Score, l.Zone, l.Ambiguous = l.Best.Score, matching.ZoneReview, true
}
