package matching_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching"
)

// mixedPairs gives n pairs of synthetic people as the side by side with other
// libraries has them: a third with equal names, a sixth one person with a
// damaged name, half two people, in turn.
func mixedPairs(n int) [][2]identity.Person {
	var equal, damaged, different [][2]identity.Person
	for p := range synth.Pairs(7, 60*n) {
		pair := [2]identity.Person{p.Subject, p.Reference}
		switch {
		case !p.Same:
			different = append(different, pair)
		case p.Subject.FullName == p.Reference.FullName:
			equal = append(equal, pair)
		default:
			damaged = append(damaged, pair)
		}
		if len(equal) >= n/3 && len(damaged) >= n/6 && len(different) >= n/2 {
			break
		}
	}
	var all [][2]identity.Person
	for i := range n / 6 {
		all = append(all, equal[2*i], different[3*i], damaged[i], different[3*i+1], equal[2*i+1], different[3*i+2])
	}
	return all
}

// BenchmarkMix is the comparison of every class at once, as the side by side with
// other libraries has them: from raw text, and prepared.
func BenchmarkMix(b *testing.B) {
	people := mixedPairs(3000)
	b.Run("text", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			p := &people[i%len(people)]
			matching.Compare(p[0], p[1], asOf)
		}
	})
	b.Run("prepared", func(b *testing.B) {
		type prepared struct{ subject, reference matching.Prepared }
		ready := make([]prepared, len(people))
		for i, p := range people {
			ready[i] = prepared{matching.Prepare(p[0], asOf), matching.Prepare(p[1], asOf)}
		}
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			p := &ready[i%len(ready)]
			matching.ComparePrepared(&p.subject, &p.reference)
		}
	})
}
