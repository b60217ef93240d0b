package linkage

import (
	"context"
	"iter"
	"slices"

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
		ix.lockFiled()
		defer ix.mu.RUnlock()
		work := func() func([]uint32) []Pair {
			s := ix.newSearcher(ix.options, ix.options.expected(duplicateExpected))
			s.scorer.floor, s.scorer.nearNames = logOdds(ix.options.Threshold), nearNames
			return func(starts []uint32) []Pair {
				var pairs []Pair
				compared := 0
				for _, start := range starts {
					for i := start; i < min(start+batchRecords, ix.store.n); i++ {
						s.findStored(i)
						compared += s.compared
						pairs = s.appendPairs(pairs, i)
					}
				}
				ix.compared.Add(int64(compared))
				return pairs
			}
		}
		for pairs, err := range inBatches(ctx, ix.stretches(), 1, ix.options.Workers, work) {
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

// stretches gives the first of every batchRecords records.
func (ix *Index) stretches() iter.Seq2[uint32, error] {
	return func(yield func(uint32, error) bool) {
		for i := uint32(0); i < ix.store.n; i += batchRecords {
			if !yield(i, nil) {
				return
			}
		}
	}
}

// appendPairs appends what was found for record i.
func (s *searcher) appendPairs(pairs []Pair, i uint32) []Pair {
	first := len(pairs)
	for _, f := range s.found {
		score := probability(f.bits)
		if score < s.options.Threshold {
			continue
		}
		zone := matching.ZoneReview
		if score >= s.options.SameFrom {
			zone = matching.ZoneSame
		}
		pairs = append(pairs, Pair{int(i), int(f.record), score, zone})
	}
	slices.SortFunc(pairs[first:], func(a, b Pair) int { return a.B - b.B })
	return pairs
}

// Contradict reports whether two records of the index contradict each other
// strongly: the name, the date of birth or the number is another one, and the
// rest does not make up for it. It is the guard of [Cluster]. It panics for a
// number that the index did not give.
func (ix *Index) Contradict(a, b int) bool {
	ix.lockFiled()
	defer ix.mu.RUnlock()
	s := newScorer(&ix.census, ix.relations, ix.options, ix.options.expected(duplicateExpected))
	return s.contradict(&ix.store, uint32(a), uint32(b))
}

// strongly is the weight, in bits, from which a field contradicts.
const strongly = -4

func (s *scorer) contradict(from *store, a, b uint32) bool {
	p, pn := from.at(a)
	q, qn := from.at(b)
	o := orient(p, pn, q, qn)
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
	o := orient(x.packed, x.name, p, name)
	scratch.read(&o.subject, o.subjectName, nil)
	return s.score(scratch, &o.reference, o.referenceName)
}

// oriented is two records of one file as package matching wants them: one that
// may be damaged, and one that knows.
type oriented struct {
	subject, reference         packed
	subjectName, referenceName []byte
}

// orient takes the value that looks better for what the reference knows, field
// by field, so that it does not matter which record comes first. Two personal
// IDs that differ stay with their dates: each states a year of birth.
func orient(p *packed, pn []byte, q *packed, qn []byte) oriented {
	o := oriented{*p, *q, pn, qn}
	a, b := qualityOfDate(p.date), qualityOfDate(q.date)
	if a > b || a == b && (p.date < q.date || p.date == q.date && p.id < q.id) {
		o.subject, o.reference = o.reference, o.subject
	}
	if (p.idKind != idPersonal || q.idKind != idPersonal) && o.subject.knowsIDBetter(&o.reference) {
		s, r := &o.subject, &o.reference
		s.id, s.idKind, s.idLen, s.former, r.id, r.idKind, r.idLen, r.former = r.id, r.idKind, r.idLen, r.former, s.id, s.idKind, s.idLen, s.former
	}
	a, b = qualityOfName(pn), qualityOfName(qn)
	if a > b || a == b && string(pn) < string(qn) {
		o.subjectName, o.referenceName = qn, pn
	}
	return o
}

func (p *packed) knowsIDBetter(q *packed) bool {
	if a, b := qualityOfID(p), qualityOfID(q); a != b {
		return a > b
	}
	return p.id < q.id
}

func qualityOfDate(date uint32) int {
	switch {
	case date == 0:
		return 0
	case isDay(date) && isNewYear(date):
		return 3
	case isDay(date):
		return 4
	case monthOf(date) != 0:
		return 2
	}
	return 1
}

func qualityOfID(p *packed) int {
	switch p.idKind {
	case idPersonal:
		return 3
	case idCMND:
		return 2
	case idDigits:
		return 1
	}
	return 0
}

// qualityOfName is higher the less a name shows of what damages names: lost
// letters, signs and words of one letter, keystrokes, lost marks.
func qualityOfName(name []byte) int {
	if len(name) == 0 {
		return -100
	}
	n, word := 0, 0
	for i, c := range name {
		switch {
		case c == '?':
			n -= 40
		case isSeparator(c):
			if c != ' ' || word == 1 {
				n -= 8
			}
			word = -1
		case c >= 0x80 && n >= 0:
			n = max(n, 1)
		}
		if word++; i == len(name)-1 && word == 1 {
			n -= 8
		}
	}
	if mayBeKeystrokes(name) {
		n -= 20
	}
	return n
}

// completeness weighs what a record knows: the number most, then the date, the
// marks of the name, the gender.
func completeness(p *packed, name []byte) int {
	n := 0
	switch p.idKind {
	case idPersonal:
		n = 30
		if yearOf(p.date) == yearOfID(p.id) {
			n += 10 // the number and the date bear each other out
		}
	case idCMND:
		n = 20
	case idDigits:
		n = 10
	}
	switch {
	case isDay(p.date) && !isNewYear(p.date):
		n += 6
	case isDay(p.date):
		n += 5
	case p.date != 0:
		n += 2
	}
	for _, c := range name {
		if c >= 0x80 {
			n += 2
			break
		}
	}
	if p.gender.IsValid() {
		n++
	}
	return n
}
