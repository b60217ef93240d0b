package linkage

import (
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/matching"
)

// ByHand answers like Find after comparing with every record of the index,
// without keys and without bounds: slow, and nothing is overlooked. The answer
// holds while the index takes no new records.
func (ix *Index) ByHand() func(Record) Answer {
	ix.lockFiled()
	defer ix.mu.RUnlock()
	s := ix.newSearcher(ix.options, ix.options.expected(defaultExpected))
	references := make([]matching.Prepared, ix.store.n)
	for i := range references {
		references[i] = s.scorer.comparer.Prepare(s.scorer.person(ix.store.at(uint32(i))))
	}
	return func(r Record) Answer {
		p, name := s.packer.pack(&r)
		s.packed, s.found = p, s.found[:0]
		s.subject.read(&s.packed, name, &r.Person)
		s.scorer.prepare(&s.subject)
		for i := range references {
			q, qn := ix.store.at(uint32(i))
			result := s.scorer.comparer.ComparePrepared(&s.subject.prepared, &references[i])
			if bits := s.scorer.weigh(result, &references[i], q, qn, &s.packed); bits >= s.scorer.floor {
				s.found = append(s.found, found{uint32(i), doubts(result), bits})
			}
		}
		return s.answer()
	}
}

// BoundHolds reports whether the bound that leaves candidates out allows for
// the score that the pair has.
func (ix *Index) BoundHolds(r Record, record int) bool {
	ix.lockFiled()
	defer ix.mu.RUnlock()
	s := ix.newSearcher(ix.options, ix.options.expected(defaultExpected))
	p, name := s.packer.pack(&r)
	s.packed = p
	s.subject.read(&s.packed, name, &r.Person)
	q, qn := ix.store.at(uint32(record))
	s.scorer.prepare(&s.subject)
	reference := s.scorer.comparer.Prepare(s.scorer.person(q, qn))
	result := s.scorer.comparer.ComparePrepared(&s.subject.prepared, &reference)
	bits := s.scorer.weigh(result, &reference, q, qn, &s.packed)
	return bits < s.scorer.floor || s.scorer.mayReach(&s.subject, q, qn, s.scorer.relateIDs(&s.packed, q))
}

// ScorePair gives the score of two records of the index as Duplicates reckons
// it, and false where they are left out.
func (ix *Index) ScorePair(a, b int) (float64, bool) {
	ix.lockWhole()
	defer ix.mu.RUnlock()
	s := ix.duplicatesScorer()
	var x, scratch subject
	p, name := ix.store.at(uint32(a))
	x.read(p, name, nil)
	q, qn := ix.store.at(uint32(b))
	return s.scorePair(&x, &scratch, q, qn)
}

// PairBounds gives what reports whether the bounds of Duplicates allow for the
// score that two records of the index have, while it takes no new records.
func (ix *Index) PairBounds() func(a, b int) bool {
	ix.lockWhole()
	defer ix.mu.RUnlock()
	s := ix.duplicatesScorer()
	var x, scratch subject
	return func(a, b int) bool {
		p, name := ix.store.at(uint32(a))
		q, qn := ix.store.at(uint32(b))
		x.read(p, name, nil)
		if _, ok := s.scorePair(&x, &scratch, q, qn); ok {
			return true
		}
		o := orient(p, q)
		o.orientNames(name, qn)
		x.read(&o.subject, o.subjectName, nil)
		s.prepare(&x)
		reference := s.comparer.Prepare(s.person(&o.reference, o.referenceName))
		result := s.comparer.ComparePrepared(&x.prepared, &reference)
		return s.weigh(result, &reference, &o.reference, o.referenceName, &o.subject) < s.floor
	}
}

// MayBeLunar reports whether the bounds take one date for the other in the lunar
// calendar.
func MayBeLunar(a, b identity.Date) bool {
	pack := func(d identity.Date) uint32 { return uint32(d.Year()<<9 | d.Month()<<5 | d.Day()) }
	return mayBeLunar(pack(a), pack(b))
}

// Log2Below bounds log₂ from below.
func Log2Below(n uint32) float64 { return log2Below(n) }

// Unlike reports words that are left out of any comparison.
func Unlike(a, b string) bool {
	_, x, _ := vntext.AppendForms(nil, nil, a)
	_, y, _ := vntext.AppendForms(nil, nil, b)
	return differing(x, y) >= unlike
}

// Segments gives the number of segments.
func (ix *Index) Segments() int { return len(ix.segments) }
