package synth

import (
	"errors"
	"iter"
	"math/rand/v2"

	"github.com/bhxh-go/bhxh/identity"
)

// Mode says how damaged the participants of a [Set] are.
type Mode string

// The modes.
const (
	// Easy: of a hundred participants five carry one error.
	Easy Mode = "easy"
	// Hard: of a hundred participants twenty carry one to three errors in
	// different fields and ten have no usable number; of those born before 1975
	// twelve in a hundred are recorded as born on 1 January, by both sides; five
	// in a thousand rows are a second row of one person, damaged on its own: it
	// came about because nobody found the first.
	Hard Mode = "hard"
)

// Set is a pair of files for linking: what BHXH holds of n participants and what
// the national registry holds of n people, of whom nine in ten take part. Both
// are in random order, reckoned row by row: a set of any size takes no memory.
// The same arguments give the same set. It is not safe for concurrent use.
type Set struct {
	world *World
	rng   *rand.Rand
	pcg   *rand.PCG
	mode  Mode
	seed  uint64

	rows     int // of each side
	persons  int // who take part; the other rows are second ones
	both     int // of these, who are in the registry too
	people   permutation
	left     permutation
	right    permutation
	faults   []Fault
	drawFrom []int // indices of faults, each as often as its share
}

// ErrMode and ErrSize say what is wrong with the arguments of [NewSet].
var (
	ErrMode = errors.New("synth: the mode is neither easy nor hard")
	ErrSize = errors.New("synth: the number of rows is less than one or more than a world holds")
)

// MaxRows is the number of rows that each side of a set can have.
const MaxRows = MaxCitizens / 10 * 9

// NewSet makes a set of n rows on each side.
func NewSet(mode Mode, n int, seed uint64) (*Set, error) {
	if mode != Easy && mode != Hard {
		return nil, ErrMode
	}
	if n < 1 || n > MaxRows {
		return nil, ErrSize
	}
	s := &Set{world: NewWorld(seed), pcg: rand.NewPCG(0, 0), mode: mode, seed: seed, rows: n, persons: n, faults: Faults()}
	s.rng = rand.New(s.pcg)
	if mode == Hard {
		s.persons = n - n/200
	}
	s.both = s.persons - s.persons/10
	s.people = newPermutation(mix(seed, 11), s.persons+n-s.both)
	s.left, s.right = newPermutation(mix(seed, 12), n), newPermutation(mix(seed, 13), n)
	for i, f := range s.faults {
		for range f.share() {
			s.drawFrom = append(s.drawFrom, i)
		}
	}
	return s, nil
}

// Rows gives the number of rows of each side.
func (s *Set) Rows() int { return s.rows }

// Record is one row of a set.
type Record struct {
	Truth                 int // the person: equal on both sides, and in both rows of one person
	Citizen               Citizen
	Person                identity.Person // what the file says
	SocialInsuranceNumber string          // "" in the registry
	Faults                []string        // names of the error classes; "no usable number" is one more
}

// Registry gives the rows of the registry in their order. None is damaged.
func (s *Set) Registry() iter.Seq[Record] {
	return func(yield func(Record) bool) {
		for i := range s.rows {
			k := s.right.at(i)
			if k >= s.both { // people who take part in nothing
				k += s.persons - s.both
			}
			r := s.record(s.people.at(k))
			if !yield(r) {
				return
			}
		}
	}
}

// Participants gives the rows of the participants in their order.
func (s *Set) Participants() iter.Seq[Record] {
	return func(yield func(Record) bool) {
		for i := range s.rows {
			k := s.left.at(i)
			person := k
			if k >= s.persons { // the second row of somebody
				person = k - s.persons
			}
			r := s.record(s.people.at(person))
			r.SocialInsuranceNumber = s.world.insuranceNumber(k)
			s.pcg.Seed(mix(s.seed, 14), uint64(k))
			s.damage(&r)
			if !yield(r) {
				return
			}
		}
	}
}

// record gives a person as both sides should hold them.
func (s *Set) record(truth int) Record {
	c := s.world.Citizen(truth)
	const newYearsBefore, newYearsShare = 1975, 12
	if s.mode == Hard && c.DateOfBirth.Year() < newYearsBefore && mix(s.seed, 15, uint64(truth))%100 < newYearsShare {
		c.DateOfBirth = identity.MustDate(c.DateOfBirth.Year(), 1, 1)
	}
	return Record{Truth: truth, Citizen: c, Person: c.Person()}
}

// damage does to a row what its mode does to a participant.
func (s *Set) damage(r *Record) {
	count := 0
	switch draw := s.rng.IntN(100); {
	case s.mode == Easy && draw < 5:
		count = 1
	case s.mode == Hard && draw < 10:
		count = 1
	case s.mode == Hard && draw < 16:
		count = 2
	case s.mode == Hard && draw < 20:
		count = 3
	}
	noNumber := s.mode == Hard && s.rng.IntN(10) == 0
	s.addFaults(r, count, noNumber)
	if noNumber {
		r.Faults = append(r.Faults, "no usable number")
		r.Person.IDNumber = identity.Text(s.uselessNumber(r.Citizen))
	}
}

// addFaults puts so many faults into different fields of a row. No more than one
// of them leaves another value, and none where there is no number: nobody could
// say whose row it is.
func (s *Set) addFaults(r *Record, count int, noNumber bool) {
	touched := map[identity.Field]bool{identity.FieldIDNumber: noNumber}
	heavy := noNumber
	for count > 0 {
		f := s.faults[pickOf(s.rng, s.drawFrom)]
		if touched[f.Field] || heavy && f.Heavy || !f.Apply(s.rng, r.Citizen, &r.Person) {
			continue
		}
		touched[f.Field] = true
		heavy = heavy || f.Heavy
		r.Faults = append(r.Faults, f.Name)
		count--
	}
}

// uselessNumber writes what stands in the place of a personal ID: the CMND of
// the past, nothing, or words.
func (s *Set) uselessNumber(c Citizen) string {
	switch draw := s.rng.IntN(10); {
	case draw < 5 && c.CMND != "":
		return c.CMND
	case draw < 9:
		return ""
	}
	return pickOf(s.rng, []string{"không có", "0", "chưa cấp", "mất"})
}
