package linkage

import (
	"math"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/matching"
)

// A scorer compares one record after another with candidates. It belongs to
// one goroutine.
type scorer struct {
	census   *census
	stated   weights
	comparer matching.Comparer
	prior    float64 // of this index, where no number vouches for the pair
	size     float64 // of the census
	expected float64 // log₂ of how many records of a person are expected
	floor    float64 // bits below which nothing is worth knowing
	// nearNames is the constant of that name where it applies, else 0.
	nearNames float64
	doubles   *doubles // where duplicates are looked for, else nil
	rel       *relations
	text      []byte
	words     words // of the candidate
	doubt     bool  // see doubts, of the last score
	date      uint32
	dateCount uint32 // of the records of that date
}

func newScorer(c *census, rel *relations, o Options, expected float64) *scorer {
	return &scorer{
		census:   c,
		stated:   stated(),
		comparer: matching.Comparer{AsOf: o.AsOf},
		prior:    c.prior(expected),
		size:     c.size(),
		expected: math.Log2(expected),
		floor:    min(logOdds(reviewFrom), logOdds(o.Threshold)),
		rel:      rel,
	}
}

// follow takes over what the census has counted since the scorer was made.
func (s *scorer) follow(expected float64) {
	s.prior, s.size, s.date, s.dateCount = s.census.prior(expected), s.census.size(), 0, 0
}

// reviewFrom is the score from which a candidate is worth a look.
const reviewFrom = 0.1

// A subject is the record that candidates are compared with.
type subject struct {
	packed   *packed
	name     []byte
	words    words
	prepared matching.Prepared
	ready    bool             // prepared is
	person   *identity.Person // what it is prepared from; nil: from packed
}

func (x *subject) read(p *packed, name []byte, person *identity.Person) {
	x.packed, x.name, x.person, x.ready = p, name, person, false
	x.words.read(name)
}

// score gives log₂ of the odds that both are one person: those of package
// matching, and where no number vouches for the pair, with what the index knows
// of how common the name and the date are. It gives false for candidates that
// certainly stay below the floor.
func (s *scorer) score(x *subject, p *packed, name []byte) (float64, bool) {
	s.doubt = false
	id := s.relateIDs(x.packed, p)
	if id == idsSame && p.idKind == idPersonal && x.packed.date == p.date && isDay(p.date) && !isNewYear(p.date) {
		if bits, ok := s.certain(x, p, name); ok {
			return bits, true
		}
	}
	if !s.mayReach(x, p, name, id) {
		return 0, false
	}
	s.prepare(x)
	reference := s.comparer.Prepare(s.person(p, name))
	result := s.comparer.ComparePrepared(&x.prepared, &reference)
	s.doubt = doubts(result)
	return s.weigh(result, &reference, p, name, x.packed), true
}

// certain gives the bits of records whose personal ID and date agree, and whose
// names do or have at least the same letters without marks: the least that
// such records have, which is 1 for a score of six digits. Most records end
// here.
func (s *scorer) certain(x *subject, p *packed, name []byte) (float64, bool) {
	gender := 0.0
	switch {
	case x.packed.gender == identity.GenderUnknown || p.gender == identity.GenderUnknown:
	case x.packed.gender == p.gender:
		gender = s.stated.gender
	default:
		return 0, false
	}
	if len(name) > 0 && string(x.name) == string(name) {
		return s.stated.sure - s.stated.gender + gender, true
	}
	if s.words.read(name); s.words.n > 0 && s.words.all == x.words.all {
		return s.stated.sureFaulty + gender, true
	}
	return 0, false
}

func (s *scorer) prepare(x *subject) {
	if x.ready {
		return
	}
	if x.ready = true; x.person != nil {
		person := *x.person
		switch x.packed.idKind {
		case idNone: // one digit repeated is no number
			person.IDNumber = ""
		case idDigits: // without what follows the digits that count
			person.IDNumber = identity.Text(appendPadded(nil, x.packed.id, int(x.packed.idLen)))
		}
		x.prepared = s.comparer.Prepare(person)
		return
	}
	x.prepared = s.comparer.Prepare(s.person(x.packed, x.name))
}

// weigh puts the weights of a result together.
func (s *scorer) weigh(r matching.Result, reference *matching.Prepared, p *packed, name []byte, x *packed) float64 {
	var w [4]float64
	sum := 0.0
	for share := range r.Waterfall() {
		sum += share.Weight
		if !share.Prior {
			w[share.Field] = share.Weight
		}
	}
	switch id := w[matching.FieldID]; {
	case id > 0 && r.Agreement(matching.FieldID).Agrees():
		return sum + s.doubles.strangersNumber(r, w, p)
	case vouches(x, p) && w[matching.FieldName] >= 0:
		return sum + s.stated.idTypo + s.expected
	case id >= vouching && (w[matching.FieldName] >= 0 || s.nearNames == 0):
		return sum + s.expected
	case id >= vouching: // brothers and sisters registered together have numbers next to each other
		sum += s.stated.idNot - id
	case id <= s.stated.idNot && bearsOutID(x) && bearsOutID(p):
		sum += ownNumbers
	}
	sum += s.priorOf(x, p) - s.stated.prior
	if nameAgrees(r, w[matching.FieldName]) {
		var rarity float64
		for share := range matching.ComparePrepared(reference, reference).Waterfall() {
			if !share.Prior && share.Field == matching.FieldName {
				rarity = share.Weight
			}
		}
		sum += s.weightOfName(name, rarity, r.Agreement(matching.FieldName).Agrees()) - rarity
		if hasAny(r, nearNameCodes[:]) || r.Has(matching.NameWordOrder) {
			sum -= s.nearNames
		}
		if s.doubles != nil {
			sum += s.doubles.besideName(r, w[matching.FieldGender])
		}
	}
	if a := r.Agreement(matching.FieldDateOfBirth); a.Agrees() || r.Has(matching.DateIncomplete) {
		was := w[matching.FieldDateOfBirth]
		sum += s.census.weight(s.census.date(coarser(x.date, p.date)), was) - was
	}
	return sum
}

// person gives a packed record back as a person, its values in the notation of
// the forms.
func (s *scorer) person(p *packed, name []byte) identity.Person {
	b := vntext.AppendText(s.text[:0], name)
	nameEnd := len(b)
	b = appendDate(b, p.date)
	dateEnd := len(b)
	switch p.idKind {
	case idPersonal, idCMND, idDigits:
		b = appendPadded(b, p.id, int(p.idLen))
	}
	idEnd := len(b)
	if p.former != 0 {
		b = appendPadded(b, uint64(p.former), 9)
	}
	s.text = b
	text := string(b)
	return identity.Person{
		FullName:    identity.Name(text[:nameEnd]),
		DateOfBirth: identity.Text(text[nameEnd:dateEnd]),
		Gender:      identity.Text(p.gender.Vietnamese()),
		IDNumber:    identity.Text(text[dateEnd:idEnd]),
		FormerID:    identity.Text(text[idEnd:]),
	}
}

func appendDate(b []byte, date uint32) []byte {
	if date == 0 {
		return b
	}
	if day := dayOf(date); day != 0 {
		b = append(appendPadded(b, uint64(day), 2), '/')
	}
	if month := monthOf(date); month != 0 {
		b = append(appendPadded(b, uint64(month), 2), '/')
	}
	return appendPadded(b, uint64(yearOf(date)), 4)
}

// appendPadded appends v in n digits.
func appendPadded(b []byte, v uint64, n int) []byte {
	start := len(b)
	for range n {
		b = append(b, '0')
	}
	for i := len(b) - 1; i >= start; i-- {
		b[i] = byte('0' + v%10)
		v /= 10
	}
	return b
}
