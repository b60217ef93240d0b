package linkage

import (
	"context"
	"iter"

	"github.com/bhxh-go/bhxh/matching"
)

// Pair is two records of an index that may be one person.
type Pair struct {
	A, B  int // the numbers of the records, A < B
	Score float64
	Zone  matching.Zone // review or same
}

// Duplicates gives every pair of records that reaches the threshold, ordered
// by A and then B. An error of ctx comes last. The index takes no new records
// meanwhile. What could not be compared is in [Index.Overflows].
func (ix *Index) Duplicates(ctx context.Context) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) {
		ix.lockWhole()
		defer ix.mu.RUnlock()
		if ix.store.n == 0 {
			if err := ctx.Err(); err != nil {
				yield(Pair{}, err)
			}
			return
		}
		segment := ix.segments[0]
		work := func() func([]stretch) []Pair {
			s := &searcher{index: ix, options: ix.options, scorer: ix.duplicatesScorer()}
			s.scorer.floor = logOdds(ix.options.Threshold)
			var g gatherer
			return func(of []stretch) (pairs []Pair) {
				for _, st := range of {
					g.gather(segment, &ix.options, st)
					pairs = s.appendStretch(ctx, pairs, &g, st)
				}
				return pairs
			}
		}
		for pairs, err := range inBatches(ctx, eachStretch(segment.stretches(&ix.options)), 1, ix.options.Workers, work) {
			if err != nil {
				yield(Pair{}, err)
				return
			}
			for _, p := range pairs {
				if !yield(p, nil) {
					return
				}
			}
		}
	}
}

// duplicatesScorer makes a scorer for records of the index, which must be locked
// whole.
func (ix *Index) duplicatesScorer() *scorer {
	model := ix.doublesOf()
	s := newScorer(&ix.census, ix.relations, ix.options, model.expected)
	s.nearNames, s.doubles = nearNames, model
	return s
}

// duplicatesExpected gives how many other records of a person the index is
// expected to hold. Of those, three in four bear the same number as the first,
// and where few records say little, one in two hundred has another.
func (ix *Index) duplicatesExpected() float64 {
	const sameNumber, otherwise, pseudo = 0.75, 0.005, 2000
	doubles := 0
	for _, s := range ix.segments {
		doubles += s.doubles
	}
	return ix.options.expected((float64(doubles)/sameNumber + otherwise*pseudo) / (float64(ix.store.n) + pseudo))
}

// eachStretch makes a stream of the stretches.
func eachStretch(all []stretch) iter.Seq2[stretch, error] {
	return func(yield func(stretch, error) bool) {
		for _, st := range all {
			if !yield(st, nil) {
				return
			}
		}
	}
}

// appendStretch appends what is found for the records of a stretch. Where ctx
// has ended it stops early: nobody will look at the pairs.
func (s *searcher) appendStretch(ctx context.Context, pairs []Pair, g *gatherer, st stretch) []Pair {
	s.compared = 0
	for first := st.first; first < st.end && ctx.Err() == nil; first += few {
		end := min(first+few, st.end)
		for i := first; i < end; i++ {
			for _, c := range g.candidates(i) {
				s.touchRecord(c)
			}
		}
		for i := first; i < end; i++ {
			s.compareStored(i, g.candidates(i))
			pairs = s.appendPairs(pairs, i)
		}
	}
	s.index.compared.Add(int64(s.compared))
	return pairs
}

// compareStored compares a record of the index with others of it.
func (s *searcher) compareStored(i uint32, with []uint32) {
	s.found = s.found[:0]
	if len(with) == 0 {
		return
	}
	p, name := s.index.store.at(i)
	s.subject.read(p, name, nil)
	s.compared += len(with)
	for _, c := range with {
		p, name := s.index.store.at(c)
		if bits, ok := s.scorer.scorePair(&s.subject, &s.other, p, name); ok && bits >= s.scorer.floor {
			s.found = append(s.found, found{c, s.scorer.doubt, bits})
		}
	}
}

// appendPairs appends what was found for record i, in the order of the others.
func (s *searcher) appendPairs(pairs []Pair, i uint32) []Pair {
	for _, f := range s.found {
		score := probability(f.bits)
		if score < s.options.Threshold {
			continue
		}
		zone := matching.ZoneReview
		if score >= s.options.SameFrom && !f.doubt {
			zone = matching.ZoneSame
		}
		pairs = append(pairs, Pair{int(i), int(f.record), score, zone})
	}
	return pairs
}

// Contradict reports whether two records of the index contradict each other
// strongly: the name, the date of birth or the number is another one, and the
// rest does not make up for it. It is the guard of [Cluster]. It panics for a
// number that the index did not give.
func (ix *Index) Contradict(a, b int) bool {
	ix.lockWhole()
	defer ix.mu.RUnlock()
	s := ix.duplicatesScorer()
	s.nearNames = 0 // two records are asked for, whatever names others have
	return s.contradict(&ix.store, uint32(a), uint32(b))
}

// strongly is the weight, in bits, from which a field contradicts.
const strongly = -4

func (s *scorer) contradict(from *store, a, b uint32) bool {
	p, pn := from.at(a)
	q, qn := from.at(b)
	o := orient(p, q)
	o.orientNames(pn, qn)
	var x subject
	x.read(&o.subject, o.subjectName, nil)
	s.prepare(&x)
	reference := s.comparer.Prepare(s.person(&o.reference, o.referenceName))
	r := s.comparer.ComparePrepared(&x.prepared, &reference)
	if s.weigh(r, &reference, &o.reference, o.referenceName, &o.subject) >= s.floor {
		return false
	}
	for share := range r.Waterfall() {
		if !share.Prior && share.Field != matching.FieldGender && share.Weight <= strongly {
			return true
		}
	}
	return false
}

// scorePair is score for two records of the index.
func (s *scorer) scorePair(x, scratch *subject, p *packed, name []byte) (float64, bool) {
	o := orient(x.packed, p)
	id := s.relateIDs(&o.subject, &o.reference)
	if id != idsSame {
		most := s.mostOfFields(&o.subject, &o.reference, id)
		if most+s.mostOfName() < s.floor || most+s.nameWeight(x.name, id) < s.floor && most+s.nameWeight(name, id) < s.floor {
			return 0, false
		}
	}
	o.orientNames(x.name, name)
	scratch.read(&o.subject, o.subjectName, nil)
	return s.score(scratch, &o.reference, o.referenceName)
}
