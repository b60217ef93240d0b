package synth

import (
	"math/rand/v2"

	"github.com/bhxh-go/bhxh/identity"
)

// Fault is one way in which a record comes to differ from the truth: one error
// class. The package comment lists the classes by what they do.
type Fault struct {
	Name  string         // stable name of the error class
	Field identity.Field // the one field that it changes
	// Code is the mismatch code that comparing the record with the truth must
	// give, by the definition of the fault; a note with "=" before it; "" where
	// the value is the same in another notation.
	Code string
	// Heavy faults leave another value rather than a damaged one: two of them,
	// or one without a number, could be another person.
	Heavy bool
	// Apply changes the record; false where this person has nothing for the
	// fault to act on.
	Apply func(rng *rand.Rand, c Citizen, p *identity.Person) bool
}

// Faults gives every error class. Classes of whole records (a stranger's
// number, a number nobody has, two insurance numbers) belong to whoever
// arranges a list of participants.
func Faults() []Fault {
	var all []Fault
	for _, f := range nameFaults() {
		all = append(all, f.fault())
	}
	all = append(all, dateFaults()...)
	all = append(all, genderFaults()...)
	return append(all, numberFaults()...)
}

// share says how often a class is drawn for a population: damaged values are
// common, other values rare.
func (f Fault) share() int {
	if f.Heavy {
		return 1
	}
	return 4
}

// withText makes the Apply of a fault that writes a new value; "" where it
// cannot.
func withText(field identity.Field, write func(rng *rand.Rand, c Citizen) string) func(*rand.Rand, Citizen, *identity.Person) bool {
	return func(rng *rand.Rand, c Citizen, p *identity.Person) bool {
		text := identity.Text(write(rng, c))
		if text == "" {
			return false
		}
		switch field {
		case identity.FieldDateOfBirth:
			p.DateOfBirth = text
		case identity.FieldGender:
			p.Gender = text
		default:
			p.IDNumber = text
		}
		return true
	}
}

// without makes the Apply of a fault that leaves a field empty.
func without(field identity.Field) func(*rand.Rand, Citizen, *identity.Person) bool {
	return func(rng *rand.Rand, _ Citizen, p *identity.Person) bool {
		nothing := pickOf(rng, []string{"", "", " "})
		switch field {
		case identity.FieldDateOfBirth:
			p.DateOfBirth = identity.Text(nothing)
		case identity.FieldGender:
			p.Gender = identity.Text(nothing)
		default:
			p.IDNumber = identity.Text(nothing)
		}
		return true
	}
}
