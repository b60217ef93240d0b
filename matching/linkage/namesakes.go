package linkage

import (
	"math"

	"github.com/bhxh-go/bhxh/identity"
)

// Places of the bits of namesakes: whole halves from leastBits on.
const (
	leastBits  = -16
	bitsPlaces = 128
)

// namesakes counts the pairs of records of one name, letter for letter, and one
// day of birth.
type namesakes struct {
	kinds [idKinds]float64 // records, by what stands there as a number
	// unknown counts the pairs whose numbers cannot be compared: by what stands
	// there, the larger kind first, by gender (same, other, not known), and by the
	// bits that name and day are worth.
	unknown [idKinds][idKinds][genders][bitsPlaces]float64
	// Pairs of two people, as their personal IDs say: those of one gender and of
	// two, and those not born on 1 January.
	sameGender, otherGender, days float64
}

// What two genders have to do with each other.
const (
	gendersSame = iota
	gendersOther
	gendersUnknown
	genders = iota
)

func compareGenders(p, q *packed) int {
	switch {
	case p.gender == identity.GenderUnknown || q.gender == identity.GenderUnknown:
		return gendersUnknown
	case p.gender == q.gender:
		return gendersSame
	}
	return gendersOther
}

// fewestOthers keeps the weight of a name that nobody else bears within what can
// be known.
const fewestOthers = 0.05

// namesakes counts those of the index, which must be locked whole.
func (ix *Index) namesakes(d *doubles) *namesakes {
	found := new(namesakes)
	for i := range ix.store.n {
		p, _ := ix.store.at(i)
		found.kinds[p.idKind]++
	}
	s := newScorer(&ix.census, ix.relations, ix.options, d.expected)
	s.doubles = d
	ix.segments[0].eachBlock(&ix.options, func(block []entry) {
		if KeyKind(block[0].check&15) != KeyNameDate {
			return
		}
		for i, e := range block {
			p, name := ix.store.at(e.record)
			for _, f := range block[i+1:] {
				if q, other := ix.store.at(f.record); f.record != e.record && p.date == q.date && string(name) == string(other) {
					found.add(s, p, q, name)
				}
			}
		}
	})
	return found
}

// add counts one pair of the name.
func (n *namesakes) add(s *scorer, p, q *packed, name []byte) {
	gender := compareGenders(p, q)
	switch id := s.compareID(p, q); {
	case id == idsOther:
		switch gender {
		case gendersSame:
			n.sameGender++
		case gendersOther:
			n.otherGender++
		}
		if !isNewYear(p.date) {
			n.days++
		}
	case id == idsUnknown && !vouches(p, q):
		bits := s.size - math.Log2(s.othersOf(name, true)+fewestOthers) + s.census.weight(s.countOf(p.date), dayOfBirth)
		place := min(max(int(2*(bits-leastBits)), 0), bitsPlaces-1)
		n.unknown[max(p.idKind, q.idKind)][min(p.idKind, q.idKind)][gender][place]++
	}
}

// learn sets what pairs of two people teach: their genders, and how often they
// share a day.
func (d *doubles) learn(c *census, found *namesakes) {
	const (
		same, other = 0.97, 0.03 // of one person
		pseudo      = 10         // pairs, of which one is of two genders
		seldom      = -4.5       // as package matching has it
	)
	differ := (found.otherGender + 1) / (found.sameGender + found.otherGender + pseudo)
	d.genderSame, d.genderNot = math.Log2(same/(1-differ)), max(math.Log2(other/differ), seldom)
	const few = 3
	expected := c.namesakesOfADay() * found.kinds[idPersonal] * found.kinds[idPersonal] / 2
	d.chance = max(math.Log2((found.days+few)/(expected+few)), 0)
}

// namesakesOfADay gives the share of the pairs of records that have one name and
// one day of birth, 1 January left out, if the one has nothing to do with the
// other.
func (c *census) namesakesOfADay() float64 {
	names, days := 0.0, 0.0
	for _, n := range c.names {
		names += float64(n) * float64(max(n, 1)-1)
	}
	for i, n := range c.days[:allDays] {
		if date := uint32(i) + firstDay; isDay(date) && !isNewYear(date) {
			days += float64(n) * float64(max(n, 1)-1)
		}
	}
	total := float64(max(c.total, 1))
	return names / total / total * days / total / total
}

const (
	// namesakesShare is the share of the pairs of one person that agree on name
	// and day.
	namesakesShare = 0.7
	// priorPairs is for how many pairs of one person the general prior counts.
	priorPairs = 3
	// What the estimate changes the general prior by at most.
	priorLess, priorMore = -6, 4
	estimateRounds       = 20
)

// estimatePriors estimates how likely two records whose numbers cannot be
// compared are one person, for each two things that can stand there as numbers:
// where a record with a CMND is mostly the old one of a person that has another
// with the personal ID, or a record without a number was copied with nothing
// put in, the file itself says so. Of the pairs of one name and day, chance
// brings as many as names and days explain, the rest are duplicates: expectation
// and maximisation tell the two apart. Without estimate every prior is the
// general one.
func (d *doubles) estimatePriors(c *census, found *namesakes, estimate bool) {
	general, rounds := c.prior(d.expected), estimateRounds
	if !estimate {
		rounds = 0
	}
	for a := range d.prior {
		for b := range a + 1 {
			pairs := found.kinds[a] * found.kinds[b]
			if a == b {
				pairs = found.kinds[a] * (found.kinds[a] - 1) / 2
			}
			prior := general
			for range rounds {
				same := d.expectSame(&found.unknown[a][b], prior)/namesakesShare + priorPairs
				prior = math.Log2(same / (pairs + priorPairs/math.Exp2(general)))
				prior = min(max(prior, general+priorLess), general+priorMore)
			}
			d.prior[a][b], d.prior[b][a] = prior, prior
		}
	}
}

// expectSame gives how many of the pairs are one person, by the prior.
func (d *doubles) expectSame(pairs *[genders][bitsPlaces]float64, prior float64) (same float64) {
	for gender, bits := range [genders]float64{gendersSame: d.genderSame, gendersOther: d.genderNot} {
		for place, n := range pairs[gender] {
			if n > 0 {
				same += n * probability(prior+bits-d.chance+leastBits+float64(place)/2+0.25)
			}
		}
	}
	return same
}
