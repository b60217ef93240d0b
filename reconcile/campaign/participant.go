package campaign

import (
	"fmt"
	"log/slog"
	"slices"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
)

// Participant is a participant with where they stand. It is a plain value; fmt
// and log/slog show it masked.
type Participant struct {
	Row    Row
	Record Record
}

// Masked gives the participant with every personal value masked.
func (p Participant) Masked() string {
	return fmt.Sprintf("{%s %s}", p.Row.Masked(), p.Record.Masked())
}

// String gives the masked form.
func (p Participant) String() string { return p.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (p Participant) Format(f fmt.State, _ rune) { mask.Format(f, p.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (p Participant) LogValue() slog.Value { return slog.StringValue(p.Masked()) }

// participant reads the record of a row. An erased participant has none.
func (c *Campaign) participant(row Row) (Participant, error) {
	if row.State == Erased {
		return Participant{Row: row}, nil
	}
	record, err := c.codec.open(row)
	return Participant{Row: row, Record: record}, err
}

// change begins a change of a participant: a step to another state, or a note
// where to is the state they have. The new record is put in by seal.
func (c *Campaign) change(p Participant, to State, cause Cause) Change {
	return Change{Event: Event{
		ID: p.Row.ID, Seq: p.Row.Seq + 1, From: p.Row.State, To: to, Round: p.Row.Round,
		Cause: cause, Actor: c.opts.Actor, Place: p.Row.Place, Facts: p.Row.Facts,
	}}
}

// put makes the record that of the change, with what the store keeps of it in
// the open: place, facts and the numbers that lead to it.
func (c *Campaign) put(change *Change, key []byte, r Record) error {
	text, err := c.codec.record(key, r)
	if err != nil {
		return err
	}
	change.Record = text
	change.Event.Place = placeOf(r.Participant)
	change.Event.Facts = factsOf(r) | change.Event.Facts&FactOffline
	change.Numbers = c.numbersOf(r)
	return nil
}

// numbersOf gives the keys of every number that a record holds, current or
// former.
func (c *Campaign) numbersOf(r Record) [][]byte {
	var keys [][]byte
	add := func(n identity.Number) {
		if key := c.codec.number(n); key != nil && !slices.ContainsFunc(keys, func(k []byte) bool { return string(k) == string(key) }) {
			keys = append(keys, key)
		}
	}
	if n, err := identity.ParseSocialInsuranceNumber(string(r.Participant.SocialInsuranceNumber)); err == nil {
		add(n.Number())
	}
	for _, text := range [...]identity.Text{r.Participant.Person.IDNumber, r.Participant.Person.FormerID} {
		if n, err := identity.ParseNumber(string(text)); err == nil {
			add(n)
		}
	}
	for e := range r.Numbers.Entries() {
		add(e.Number)
	}
	return keys
}

func placeOf(p identity.Participant) Place {
	return Place{Unit: p.Unit.Code, District: p.District, Province: p.Province, Group: p.Group}
}

// factsOf gives the facts that a record says by itself.
func factsOf(r Record) Facts {
	var f Facts
	set := func(fact Facts, holds bool) {
		if holds {
			f |= fact
		}
	}
	p := r.Participant
	_, confirmed := r.Numbers.Current(identity.NumberPersonalID)
	number, err := identity.ParseNumber(string(p.Person.IDNumber))
	set(FactPersonalID, confirmed || err == nil && number.Kind() == identity.NumberPersonalID)
	set(FactNumber, confirmed || !p.Person.IDNumber.IsEmpty())
	set(FactAccountKnown, p.VssID != identity.VssIDUnknown)
	set(FactAccount, p.VssID.HasAccount())
	set(FactApproved, p.VssID == identity.VssIDApproved)
	set(FactEmail, p.VssID.HasAccount() && !p.Email.IsEmpty())
	born, err := identity.ParseDate(string(p.Person.DateOfBirth))
	set(FactFirstOfYear, err == nil && born.Precision() == identity.PrecisionDay && born.IsNewYearsDay())
	return f
}
