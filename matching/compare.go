package matching

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
)

// Comparer compares subjects (participants as BHXH holds them) with references
// (the same persons as the national registry holds them). The zero Comparer
// compares under the default policy and knows no day: no date is too late or
// too old. It is a plain value, safe for concurrent use.
type Comparer struct {
	AsOf   identity.Date // the day of the comparison, which decides what lies in the future or too far back
	Policy Policy        // what keeps a record from matching; defaults to the table of codes
}

// Compare compares a subject with a reference on the day asOf, under the
// default policy.
func Compare(subject, reference identity.Person, asOf identity.Date) Result {
	return Comparer{AsOf: asOf}.Compare(subject, reference)
}

// Compare compares a subject with a reference.
func (c Comparer) Compare(subject, reference identity.Person) Result {
	var s, r Prepared
	r.read(&reference, c.AsOf)
	s.readLike(&subject, c.AsOf, &reference, &r)
	return c.ComparePrepared(&s, &r)
}

// Prepare reads a person for many comparisons.
func (c Comparer) Prepare(p identity.Person) Prepared {
	var out Prepared
	out.read(&p, c.AsOf)
	if !out.name.absent {
		out.name.rarity = out.name.form.rarity()
		out.name.cleanName()
	}
	return out
}

// ComparePrepared compares two prepared persons. Both must have been prepared
// on the day of the comparison.
func (c Comparer) ComparePrepared(subject, reference *Prepared) Result {
	r := Result{policy: c.Policy}
	compareName(&r, &subject.name, &reference.name)
	compareDate(&r, &subject.date, &reference.date)
	compareGender(&r, &subject.gender, &reference.gender)
	compareID(&r, &subject.id, &reference.id)
	if r.codes != 0 {
		weighTogether(&r, subject, reference)
	}
	return r
}

// Prepared is a person whose values are read and taken apart, so that comparing
// it costs no reading. It holds personal data and shows itself masked. Copy it
// freely; it is safe for concurrent use. The zero Prepared is a person without
// any value.
type Prepared struct {
	name   nameField
	date   dateForm
	gender genderForm
	id     idForm
}

// Masked gives the person with every value masked.
func (p Prepared) Masked() string { return "{" + p.name.raw.Masked() + " prepared}" }

// String gives the masked form.
func (p Prepared) String() string { return p.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (p Prepared) Format(f fmt.State, _ rune) { mask.Format(f, p.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (p Prepared) LogValue() slog.Value { return slog.StringValue(p.Masked()) }

// Prepare reads a person for many comparisons on the day asOf: see
// [Comparer.ComparePrepared].
func Prepare(p identity.Person, asOf identity.Date) Prepared { return Comparer{AsOf: asOf}.Prepare(p) }

// ComparePrepared compares two prepared persons under the default policy. Both
// must have been prepared on the same day.
func ComparePrepared(subject, reference *Prepared) Result {
	return Comparer{}.ComparePrepared(subject, reference)
}

func (p *Prepared) read(from *identity.Person, asOf identity.Date) {
	p.name.read(from.FullName)
	p.date = readDate(from.DateOfBirth, asOf)
	p.gender = readGender(from.Gender)
	p.id = readID(from)
}

// readLike is read with a glance at another person who has been read: equal
// texts are read once.
func (p *Prepared) readLike(from *identity.Person, asOf identity.Date, other *identity.Person, read *Prepared) {
	if from.FullName == other.FullName {
		p.name = read.name
	} else {
		p.name.read(from.FullName)
	}
	if from.DateOfBirth == other.DateOfBirth {
		p.date = read.date
	} else {
		p.date = readDate(from.DateOfBirth, asOf)
	}
	p.gender = readGender(from.Gender)
	if from.IDNumber == other.IDNumber && from.FormerID == other.FormerID {
		p.id = read.id
	} else {
		p.id = readID(from)
	}
}
