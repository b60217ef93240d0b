package synth

import (
	"math/rand/v2"

	"github.com/bhxh-go/bhxh/identity"
)

// An otherPerson makes, out of somebody, another person who could be taken for
// them, or changes what both hold.
type otherPerson struct {
	name string
	rare bool // hardly told apart by these four fields: one in five
	make func(d *pairDealer, c Citizen) Citizen
}

// sibling makes a brother or sister of somebody's gender, a few years younger.
func sibling(d *pairDealer, c Citizen) Citizen {
	o := d.stranger()
	o.Female = c.Female
	o.FullName = otherGiven(d.rng, c.FullName, o.Female)
	o.DateOfBirth = d.world.birthday().of(c.DateOfBirth.Year() + 1 + d.rng.IntN(6))
	return d.renumber(o, c)
}

// strangers are the people whom a comparison must keep apart.
func strangers() []otherPerson {
	return []otherPerson{
		{"stranger", false, func(d *pairDealer, _ Citizen) Citizen { return d.stranger() }},
		{"namesake", false, func(d *pairDealer, c Citizen) Citizen {
			o := d.stranger()
			o.FullName, o.Female = c.FullName, c.Female
			return d.renumber(o, o)
		}},
		{"namesake of the same year", true, func(d *pairDealer, c Citizen) Citizen {
			o := d.stranger()
			o.FullName, o.Female = c.FullName, c.Female
			for o.DateOfBirth = c.DateOfBirth; o.DateOfBirth == c.DateOfBirth || isSwapped(o.DateOfBirth, c.DateOfBirth); {
				o.DateOfBirth = d.world.birthday().of(c.DateOfBirth.Year())
			}
			return d.renumber(o, o)
		}},
		{"namesake but for a mark", false, func(d *pairDealer, c Citizen) Citizen {
			o := d.stranger()
			o.FullName, o.Female = lookAlike(d.rng, c.FullName), c.Female
			return d.renumber(o, o)
		}},
		{"sibling", false, sibling},
		{"sibling again", false, sibling},
		{"twin", false, func(d *pairDealer, c Citizen) Citizen {
			o := d.stranger()
			o.DateOfBirth, o.Female = c.DateOfBirth, d.rng.IntN(3) == 0 != c.Female
			o.FullName = otherGiven(d.rng, c.FullName, o.Female)
			return d.renumber(o, c)
		}},
		{"twin with a name that sounds alike", false, func(d *pairDealer, c Citizen) Citizen {
			o := c
			o.FullName = lookAlike(d.rng, c.FullName)
			return d.renumber(o, c)
		}},
		{"twin with the next number", true, func(d *pairDealer, c Citizen) Citizen {
			o := c
			o.FullName = otherGiven(d.rng, c.FullName, c.Female)
			sequence := 1 + d.rng.IntN(999_996)
			province, year := c.PersonalID[:3], c.DateOfBirth.Year()
			o.PersonalID = personalID(province, o.Female, year, sequence)
			return o
		}},
		{"stranger with the same number", false, func(d *pairDealer, c Citizen) Citizen {
			o := d.stranger()
			o.PersonalID = c.PersonalID
			return o
		}},
		{"parent", false, func(d *pairDealer, c Citizen) Citizen {
			o := d.stranger()
			o.Female = c.Female
			o.FullName = otherGiven(d.rng, c.FullName, o.Female)
			o.DateOfBirth = identity.MustDate(c.DateOfBirth.Year()-20-d.rng.IntN(15), c.DateOfBirth.Month(), min(c.DateOfBirth.Day(), 28))
			return d.renumber(o, c)
		}},
	}
}

// renumber gives o a number that fits it, in the province of like.
func (d *pairDealer) renumber(o, like Citizen) Citizen {
	for {
		o.PersonalID = personalID(like.PersonalID[:3], o.Female, o.DateOfBirth.Year(), d.rng.IntN(1_000_000))
		if edits(o.PersonalID, like.PersonalID) > 1 {
			return o
		}
	}
}

// otherGiven gives a name with another given name, far from the old one.
func otherGiven(rng *rand.Rand, name string, female bool) string {
	n := newNameEdit(name)
	givens := maleGivens
	if female {
		givens = femaleGivens
	}
	for {
		if w := pickOf(rng, givens).word; isFarFromAll(w, n.truth) {
			n.words[len(n.words)-1] = w
			return n.String()
		}
	}
}

// lookAlike gives a name whose given name differs by a mark or a letter, as
// parents choose them; an ordinary other one where there is none.
func lookAlike(rng *rand.Rand, name string) string {
	n := newNameEdit(name)
	last := len(n.words) - 1
	for _, pair := range twinGivens {
		for i, w := range pair {
			if w == n.words[last] {
				n.words[last] = pair[1-i]
				return n.String()
			}
		}
	}
	return otherGiven(rng, name, rng.IntN(2) == 0)
}

// otherPerson gives a pair of two people. One subject in three carries a fault
// on top that leaves what is known of the person.
func (d *pairDealer) otherPerson() Pair {
	kind := d.strangers[d.turn[2]%len(d.strangers)]
	if d.turn[2]++; kind.rare && d.rng.IntN(5) > 0 {
		return d.otherPerson()
	}
	c := d.citizenWithCMND()
	for !isPlain(c.FullName) {
		c = d.citizenWithCMND()
	}
	if kind.name == "twin with the next number" {
		return d.nextNumber(c, kind)
	}
	p := Pair{Subject: c.Person(), Reference: kind.make(d, c).Person(), Faults: []string{kind.name}}
	if d.rng.IntN(3) == 0 {
		f := pickOf(d.rng, d.faults)
		if !f.Heavy && f.Field != identity.FieldIDNumber && f.Code != "dob.missing" && f.Code != "name.missing" && f.Code != "dob.invalid" && f.Apply(d.rng, c, &p.Subject) {
			p.Faults = append(p.Faults, f.Name)
		}
	}
	return p
}

// nextNumber gives twins whose numbers follow each other.
func (d *pairDealer) nextNumber(c Citizen, kind otherPerson) Pair {
	first := kind.make(d, c)
	second := first
	first.FullName = c.FullName
	tail := []byte(first.PersonalID)
	last := len(tail) - 1
	if tail[last] == '9' {
		tail[last] = '0'
	}
	first.PersonalID = string(tail)
	tail[last]++
	second.PersonalID = string(tail)
	return Pair{Subject: first.Person(), Reference: second.Person(), Faults: []string{kind.name}}
}
