package synth

import (
	"math/rand/v2"
	"sort"
)

// A picker draws words by their weights.
type picker struct {
	words []weighted
	upTo  []int // sum of the weights up to each word
}

func newPicker(words []weighted) picker {
	p := picker{words: words, upTo: make([]int, len(words))}
	sum := 0
	for i, w := range words {
		sum += w.weight
		p.upTo[i] = sum
	}
	return p
}

func (p *picker) pick(rng *rand.Rand) string {
	n := rng.IntN(p.upTo[len(p.upTo)-1])
	return p.words[sort.SearchInts(p.upTo, n+1)].word
}

func pickOf[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }
