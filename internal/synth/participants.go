package synth

import (
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// Row is one synthetic participant with what one round of the procedure must
// find for it against a registry that returns its record.
type Row struct {
	Participant identity.Participant
	Outcome     string   // as in outcomes.csv
	Codes       []string // mismatch codes, unordered, without id.inconsistent
	Notes       []string
	PersonalID  string // of verified and id_shared
}

// Mix says of how many participants in a thousand what is wrong; the rest is
// right. Faults counts those with one fault, TwoFaults those with two.
type Mix struct {
	CMND       int // hold a CMND in place of the personal ID
	Faults     int
	TwoFaults  int
	NoNumber   int
	Strangers  int // hold a number of somebody else
	NotFound   int // hold a number that nobody has
	Foreigners int
	SharedCMND int // hold a CMND that two people have
}

// List is a list of participants and the population that the registry holds.
type List struct {
	Rows       []Row
	Population []Citizen
}

// NewList makes n participants over the units. Every participant who has a
// number is in the population, and so are some people who take part in nothing.
func NewList(seed uint64, n int, units []identity.Unit, mix Mix) List {
	g := New(seed)
	l := List{}
	faults := procedureFaults()
	next := 0 // faults are dealt in turn, so that a short list has them all
	for i := range n {
		c := g.Citizen()
		l.Population = append(l.Population, c)
		row := g.row(c, units[i%len(units)])
		switch draw := g.rng.IntN(1000); {
		case take(&draw, mix.CMND):
			g.withCMND(&row, &c)
			l.Population[len(l.Population)-1] = c
		case take(&draw, mix.Faults):
			next = g.damage(&row, c, faults, next, 1)
		case take(&draw, mix.TwoFaults):
			next = g.damage(&row, c, faults, next, 2)
		case take(&draw, mix.NoNumber):
			row.Participant.Person.IDNumber = ""
			row.set("no_id", "id.missing")
		case take(&draw, mix.Strangers):
			other := g.stranger()
			l.Population = append(l.Population, other)
			row.Participant.Person.IDNumber = identity.Text(other.PersonalID)
			row.set("mismatched", "id.other_person")
		case take(&draw, mix.NotFound):
			row.Participant.Person.IDNumber = identity.Text(nobodysID(c))
			row.set("mismatched", "id.not_found")
		case take(&draw, mix.Foreigners):
			row.Participant.Nationality = "LA"
			row.Participant.Person.IDNumber = ""
			l.Population = l.Population[:len(l.Population)-1]
			row.set("not_comparable")
		case take(&draw, mix.SharedCMND):
			g.withCMND(&row, &c)
			l.Population[len(l.Population)-1] = c
			twin := g.stranger()
			twin.CMND = c.CMND
			l.Population = append(l.Population, twin)
			row.set("not_comparable")
		}
		l.Rows = append(l.Rows, row)
	}
	return l
}

func take(draw *int, share int) bool {
	*draw -= share
	return *draw < 0
}

// set replaces what the round must find.
func (r *Row) set(outcome string, codes ...string) {
	r.Outcome, r.Codes, r.Notes, r.PersonalID = outcome, codes, nil, ""
}

// row gives the participant as a correct record.
func (g *Generator) row(c Citizen, unit identity.Unit) Row {
	p := identity.Participant{
		Person:                c.Person(),
		SocialInsuranceNumber: identity.Text(g.SocialInsuranceNumber()),
		Unit:                  unit,
	}
	switch g.rng.IntN(10) {
	case 0, 1, 2:
		p.VssID = identity.VssIDNone
	case 3:
		p.VssID = identity.VssIDRegistered
	case 4, 5, 6, 7, 8:
		p.VssID = identity.VssIDApproved
		p.Email = identity.Text("vssid." + string(p.SocialInsuranceNumber) + "@example.com")
	}
	return Row{Participant: p, Outcome: "verified", PersonalID: c.PersonalID}
}

func (g *Generator) withCMND(row *Row, c *Citizen) {
	if c.CMND == "" {
		c.CMND = g.world.cmnd(g.citizens - 1)
	}
	row.Participant.Person.IDNumber = identity.Text(c.CMND)
	row.Outcome, row.Notes = "id_shared", []string{"id.old_number"}
}

// damage applies so many faults to different fields, in turn from next, and
// gives the next turn.
func (g *Generator) damage(row *Row, c Citizen, faults []Fault, next, count int) int {
	touched := make(map[identity.Field]bool)
	for tries := 0; count > 0 && tries < 2*len(faults); tries++ {
		f := faults[next%len(faults)]
		next++
		person := row.Participant.Person
		if touched[f.Field] || !f.Apply(g.rng, c, &person) {
			continue
		}
		row.Participant.Person = person
		touched[f.Field] = true
		count--
		if f.Code == "" {
			continue
		}
		if f.Code[0] == '=' {
			row.Notes = append(row.Notes, f.Code[1:])
			continue
		}
		row.Codes = append(row.Codes, strings.Split(f.Code, ";")...)
		row.Outcome, row.PersonalID = "mismatched", ""
	}
	row.offlineOnly()
	return next
}

// procedureFaults gives the faults whose outcome is known when the registry is
// asked by number: without those that leave another number. A number of the
// wrong length is never asked for.
func procedureFaults() []Fault {
	var out []Fault
	for _, f := range Faults() {
		if f.Field == identity.FieldIDNumber {
			switch f.Code {
			case "", "id.invalid":
			default:
				if f.Name != "leading zero eaten" {
					continue
				}
				f.Code = "id.invalid"
			}
		}
		out = append(out, f)
	}
	return inRounds(out)
}

// inRounds deals the faults so that every code comes once before any comes
// twice: a short list then shows them all.
func inRounds(faults []Fault) []Fault {
	var codes []string
	byCode := make(map[string][]Fault)
	for _, f := range faults {
		if byCode[f.Code] == nil {
			codes = append(codes, f.Code)
		}
		byCode[f.Code] = append(byCode[f.Code], f)
	}
	dealt := make([]Fault, 0, len(faults))
	for round := 0; len(dealt) < len(faults); round++ {
		for _, code := range codes {
			if round < len(byCode[code]) {
				dealt = append(dealt, byCode[code][round])
			}
		}
	}
	return dealt
}

// offlineOnly drops what only a comparison could have found where the record
// cannot be put as a question.
func (r *Row) offlineOnly() {
	offline := map[string]bool{"id.invalid": true, "name.missing": true, "dob.invalid": true, "dob.missing": true}
	blocked := false
	for _, c := range r.Codes {
		blocked = blocked || offline[c]
	}
	if !blocked {
		return
	}
	kept := r.Codes[:0]
	for _, c := range r.Codes {
		if offline[c] || c == "gender.missing" || c == "gender.invalid" {
			kept = append(kept, c)
		}
	}
	r.Codes, r.Notes = kept, nil
}
