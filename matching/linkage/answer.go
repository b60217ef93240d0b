package linkage

import (
	"math"

	"github.com/bhxh-go/bhxh/matching"
)

// None stands for no record where the number of one is expected.
const None = -1

// Candidate is a record of the index with how likely it alone is the person
// asked for.
type Candidate struct {
	Record int     // the number that Add gave it; None where there is none
	Score  float64 // from 0 to 1, as if there were no other candidate
}

// Answer is what the index says of one person.
//
// Score is how likely Best is the person, all candidates considered: two
// records that fit equally well share it, so that neither reaches
// [matching.ZoneSame] and Ambiguous is set. Nor does a record whose name may be
// another person's: see the package comment. An answer with Overflowed is not
// the whole truth: the person may stand in a block that was too large to
// compare, and no candidate does not mean that there is none.
type Answer struct {
	Best       Candidate
	RunnerUp   Candidate // the second best that is worth a look; None where there is none
	Score      float64   // 0 where there is no candidate
	Zone       matching.Zone
	Ambiguous  bool     // the other candidates alone keep Best out of ZoneSame
	Overflowed KeyKinds // blocks that were left out because of their size
	Compared   int      // candidates that were compared
}

// Linked reports whether Best is at or above the threshold.
func (a Answer) Linked(threshold float64) bool { return a.Best.Record != None && a.Score >= threshold }

// probability turns log₂ odds into a probability.
func probability(bits float64) float64 { return 1 / (1 + math.Exp2(-bits)) }

func logOdds(probability float64) float64 { return math.Log2(probability / (1 - probability)) }

// A found is a candidate during the search.
type found struct {
	record uint32
	doubt  bool // see doubts
	bits   float64
}

// better orders candidates: higher scores first, then lower numbers.
func (f found) better(g found) bool {
	return f.bits > g.bits || f.bits == g.bits && f.record < g.record
}

// answer judges the candidates that reached the floor.
func (s *searcher) answer() Answer {
	a := Answer{
		Best:       Candidate{Record: None},
		RunnerUp:   Candidate{Record: None},
		Zone:       matching.ZoneDifferent,
		Overflowed: s.overflowed,
		Compared:   s.compared,
	}
	if len(s.found) == 0 {
		if s.overflowed != 0 {
			a.Zone = matching.ZoneReview // nobody was found, and not everybody was looked at
		}
		return a
	}
	best := s.found[0]
	for _, f := range s.found[1:] {
		if f.better(best) {
			best = f
		}
	}
	rivals, second := 0.0, found{}
	held, _ := s.index.store.at(best.record)
	for _, f := range s.found {
		if f.record == best.record {
			continue
		}
		if a.RunnerUp.Record == None || f.better(second) {
			second = f
			a.RunnerUp = Candidate{int(f.record), probability(f.bits)}
		}
		if other, _ := s.index.store.at(f.record); !samePerson(held, other) {
			rivals += math.Exp2(f.bits - best.bits)
		}
	}
	a.Best = Candidate{int(best.record), probability(best.bits)}
	a.Score = 1 / (1 + math.Exp2(-best.bits) + rivals)
	a.Ambiguous = 1/(1+rivals) < s.options.SameFrom && a.Best.Score >= s.options.Threshold
	a.Zone = s.zone(a, best.doubt)
	return a
}

// samePerson reports two records of the index under one number, which are no
// rivals of each other.
func samePerson(p, q *packed) bool {
	return p.id == q.id && p.idKind == q.idKind && (p.idKind == idPersonal || p.idKind == idCMND)
}

// zone judges an answer; doubt is that of its best candidate.
func (s *searcher) zone(a Answer, doubt bool) matching.Zone {
	switch {
	case a.Score < reviewFrom && !a.Ambiguous && a.Overflowed == 0:
		return matching.ZoneDifferent
	case doubt || a.Score < s.options.SameFrom || s.comparable(uint32(a.Best.Record)) < 2:
		return matching.ZoneReview
	}
	return matching.ZoneSame
}

// comparable counts the fields among name, date and number that both records
// have: with fewer than two a person has to look.
func (s *searcher) comparable(record uint32) int {
	x := s.subject.packed
	p, name := s.index.store.at(record)
	n := 0
	if len(s.subject.name) > 0 && len(name) > 0 {
		n++
	}
	if x.date != 0 && p.date != 0 {
		n++
	}
	switch id := s.scorer.compareID(x, p); {
	case id != idsUnknown && id != idsNear, id == idsNear && (x.idKind == p.idKind || x.former != 0 || p.former != 0):
		n++
	}
	return n
}
