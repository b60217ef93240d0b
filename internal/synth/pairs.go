package synth

import (
	"iter"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// Pair is a subject and a reference with what comparing them must find: the
// codes follow from the faults that were put in, never from a comparison.
type Pair struct {
	Subject, Reference identity.Person
	Same               bool     // one person
	Scored             bool     // the codes count; else only Same does
	Codes              []string // unordered, notes with "=" before them
	Faults             []string // names of the error classes, or the kind of another person
}

// Label gives the codes as a pairs.csv holds them, "*" where they do not count.
func (p Pair) Label() string {
	if !p.Scored {
		return "*"
	}
	return strings.Join(p.Codes, ";")
}

// Pairs gives n labelled pairs: of a hundred sixty of one person (three without
// a fault, the others with one or two), forty of two people whom a comparison
// could take for one. The faults are dealt in turn, so that every class comes
// up as often as any other. The same arguments give the same pairs.
func Pairs(seed uint64, n int) iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		d := pairDealer{
			Generator: New(seed), faults: Faults(), names: nameFaults(), reference: referenceGaps(),
			strangers: strangers(),
		}
		for range n {
			if !yield(d.pair()) {
				return
			}
		}
	}
}

type pairDealer struct {
	*Generator
	faults    []Fault
	names     []nameFault
	reference []referenceGap
	strangers []otherPerson
	turn      [3]int // of each list but names, whose turn it is
}

func (d *pairDealer) pair() Pair {
	switch draw := d.rng.IntN(100); {
	case draw < 3:
		c := d.citizenWithCMND()
		return Pair{Subject: c.Person(), Reference: c.Person(), Same: true, Scored: true}
	case draw < 6:
		return d.gap()
	case draw < 40:
		return d.damaged(1)
	case draw < 54:
		return d.damaged(2)
	case draw < 60:
		return d.twoInName()
	}
	return d.otherPerson()
}

// citizenWithCMND gives the next person, of whom everybody has a former number.
func (d *pairDealer) citizenWithCMND() Citizen {
	c := d.Citizen()
	c.CMND = d.world.cmnd(d.citizens - 1)
	return c
}

// damaged gives a pair of one person with so many faults in different fields.
// Two other values, or another value and no number, are never put together.
func (d *pairDealer) damaged(count int) Pair {
	c := d.citizenWithCMND()
	p := Pair{Subject: c.Person(), Reference: c.Person(), Same: true, Scored: true}
	touched := make(map[identity.Field]bool)
	heavy, noNumber := false, false
	for count > 0 {
		f := pickOf(d.rng, d.faults)
		if len(p.Faults) == 0 { // the first is dealt in turn, the second is any
			f = d.faults[d.turn[0]%len(d.faults)]
			d.turn[0]++
		}
		lost := f.Field == identity.FieldIDNumber && (f.Code == "id.missing" || f.Code == "id.invalid" || f.Code == "id.old_number")
		if touched[f.Field] || f.Heavy && (heavy || noNumber) || lost && heavy || looksLikeTwin(f, p.Codes) {
			continue
		}
		for tries := 0; !f.Apply(d.rng, c, &p.Subject); tries++ {
			if len(p.Faults) > 0 || tries > 200 {
				f.Field = identity.FieldNone
				break
			}
			c = d.citizenWithCMND() // a person for whom the fault fits
			p.Subject, p.Reference = c.Person(), c.Person()
		}
		if f.Field == identity.FieldNone {
			continue
		}
		touched[f.Field] = true
		heavy, noNumber = heavy || f.Heavy, noNumber || lost
		p.add(f.Name, f.Code)
		count--
	}
	return p
}

// looksLikeTwin reports a fault that, together with these codes, leaves a record
// such as a twin or a namesake has: another number beside a name that is not
// quite the same, or beside a date that says nothing.
func looksLikeTwin(f Fault, codes []string) bool {
	all := append(strings.Split(f.Code, ";"), codes...)
	return slices.Contains(all, "id.different") && slices.ContainsFunc(all, func(c string) bool {
		return strings.HasPrefix(c, "name.") || strings.HasPrefix(c, "dob.")
	})
}

func (p *Pair) add(name, code string) {
	p.Faults = append(p.Faults, name)
	for c := range strings.SplitSeq(code, ";") {
		if c != "" {
			p.Codes = append(p.Codes, c)
		}
	}
}

// twoInName gives a pair of one person with two faults in the name that can be
// told apart.
func (d *pairDealer) twoInName() Pair {
	for {
		c := d.citizenWithCMND()
		first, second := pickOf(d.rng, d.names), pickOf(d.rng, d.names)
		n := newNameEdit(c.FullName)
		if !mayMeet(first, second, len(n.truth)) || !first.apply(d.rng, n) || !second.apply(d.rng, n) {
			continue
		}
		if second.kind == kindBare && !someSharedMark(first.kind, n) {
			continue
		}
		if first.kind == kindTypo && !sameInitials(n) || second.kind == kindAbbreviation && readsJoined(n) {
			continue // with the words around it, it could be joined or cut short
		}
		if (first.kind == kindMarks || second.kind == kindMarks) && !hasMarks(n.String()) {
			continue
		}
		p := Pair{Subject: c.Person(), Reference: c.Person(), Same: true, Scored: true}
		p.Subject.FullName = identity.Name(n.String())
		p.add(first.name, first.code)
		switch {
		case second.kind != kindStyle || first.kind == kindStyle && second.code != first.code:
			p.add(second.name, second.code)
		default: // a field with a mismatch carries no note
			p.Faults = append(p.Faults, second.name)
		}
		return p
	}
}

// mayMeet reports two kinds of name faults whose codes stay what they are in
// one name of so many words, the first put in first. Where one code could
// explain both faults, the fewest codes are one: such kinds do not meet.
func mayMeet(first, second nameFault, words int) bool {
	switch a, b := first.kind, second.kind; {
	case a == kindStyle && b == kindStyle:
		return first.code != second.code
	case b == kindStyle:
		return a < kindBare
	case b == kindBare:
		// A letter added to a word without marks may be a key of Telex.
		return a == kindTypo && first.name != "letter added" || a == kindAbbreviation || a == kindOrder || a == kindStructure
	case a == kindTypo || a == kindMarks || a == kindAbbreviation:
		return (b == kindMarks || b == kindAbbreviation) && a < b || b == kindStructure || b == kindOrder && words > 2 && a == kindMarks
	case a == kindSpelling:
		return b == kindAbbreviation || b == kindStructure
	}
	return false
}

// sameInitials reports that every word which a fault touched begins as some word
// of the truth does.
func sameInitials(n *nameEdit) bool {
	for _, w := range strings.Fields(n.String()) {
		initial := baseLetters(w)[:1]
		if !slices.ContainsFunc(n.truth, func(t string) bool { return strings.HasPrefix(baseLetters(t), initial) }) {
			return false
		}
	}
	return true
}

// readsJoined reports two words that together are one word of the truth.
func readsJoined(n *nameEdit) bool {
	words := strings.Fields(baseLetters(strings.ReplaceAll(n.String(), ".", "")))
	for i := 1; i < len(words); i++ {
		if slices.ContainsFunc(n.truth, func(t string) bool { return baseLetters(t) == words[i-1]+words[i] }) {
			return true
		}
	}
	return false
}

// someSharedMark reports that the marks that were lost include one of a word
// that the first fault left alone. After a structural fault that is taken to be
// so when two words of the truth have marks.
func someSharedMark(first nameKind, n *nameEdit) bool {
	marked := 0
	for i, w := range n.truth {
		if hasMarks(w) && (first == kindStructure || first == kindOrder || n.whole[i]) {
			marked++
		}
	}
	if first == kindStructure {
		return marked > 2
	}
	return marked > 0
}

// A referenceGap is something that the registry does not know of a person.
type referenceGap func(rng *rand.Rand, c Citizen, p *Pair)

// referenceGaps give references with less in them: nothing is known of a field
// that the reference lacks, and a date is compared to the reference's precision.
func referenceGaps() []referenceGap {
	return []referenceGap{
		func(_ *rand.Rand, _ Citizen, p *Pair) { p.Reference.Gender = "" },
		func(_ *rand.Rand, _ Citizen, p *Pair) { p.Reference.DateOfBirth = "" },
		func(_ *rand.Rand, _ Citizen, p *Pair) {
			p.Reference.Gender, p.Subject.Gender = "", ""
			p.Codes = append(p.Codes, "gender.missing")
		},
		func(_ *rand.Rand, c Citizen, p *Pair) {
			p.Reference.DateOfBirth = identity.Text(c.DateOfBirth.Truncate(identity.PrecisionYear).Reveal())
		},
		func(rng *rand.Rand, c Citizen, p *Pair) {
			p.Reference.DateOfBirth = identity.Text(c.DateOfBirth.Truncate(identity.PrecisionYear).Reveal())
			p.Subject.DateOfBirth = identity.Text(dmy(1, 1, c.DateOfBirth.Year()))
		},
		func(rng *rand.Rand, c Citizen, p *Pair) {
			p.Reference.DateOfBirth = identity.Text(c.DateOfBirth.Truncate(identity.PrecisionYear).Reveal())
			p.Subject.DateOfBirth = identity.Text(dmy(c.DateOfBirth.Day()%28+1, c.DateOfBirth.Month(), otherYear(rng, c.DateOfBirth.Year())))
			p.Codes = append(p.Codes, "dob.year")
		},
		func(_ *rand.Rand, c Citizen, p *Pair) {
			p.Subject.DateOfBirth = identity.Text(written("MM/yyyy", identity.MustDate(c.DateOfBirth.Year(), c.DateOfBirth.Month()%12+1, 0)))
			p.Codes = append(p.Codes, "dob.month")
		},
	}
}

func (d *pairDealer) gap() Pair {
	c := d.citizenWithCMND()
	p := Pair{Subject: c.Person(), Reference: c.Person(), Same: true, Scored: true, Faults: []string{"less in the registry"}}
	d.reference[d.turn[1]%len(d.reference)](d.rng, c, &p)
	d.turn[1]++
	return p
}
