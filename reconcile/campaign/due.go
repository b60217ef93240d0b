package campaign

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"slices"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Due is a participant who is due on a list, with what the list prints: the
// last outcome. It is a plain value; fmt and log/slog show it masked.
type Due struct {
	ID      ID
	Outcome reconcile.Outcome // without Index, Score and Err, which are not kept
}

// Masked gives it without personal values.
func (d Due) Masked() string { return fmt.Sprintf("{#%d %s}", d.ID, d.Outcome.Masked()) }

// String gives the masked form.
func (d Due) String() string { return d.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (d Due) Format(f fmt.State, _ rune) { mask.Format(f, d.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (d Due) LogValue() slog.Value { return slog.StringValue(d.Masked()) }

// Mau01 gives the participants of a unit who are due on Mẫu số 01: confirmed by
// the registry and not yet told (B.I, bước 5), in the order of their IDs.
// Whoever has written and sent the list says so by [Campaign.Notified].
func (c *Campaign) Mau01(ctx context.Context, unit string) iter.Seq2[Due, error] {
	return c.due(ctx, Filter{States: dueOn(reconcile.ListMau01), Units: []string{unit}})
}

// Mau02 gives the participants of a unit who are due on Mẫu số 02: those who do
// not match and those without any number (B.II, bước 3), as Mau01 does.
func (c *Campaign) Mau02(ctx context.Context, unit string) iter.Seq2[Due, error] {
	return c.due(ctx, Filter{States: dueOn(reconcile.ListMau02), Units: []string{unit}})
}

// UnitsDue gives the units that have somebody due on a list, in the order of
// their codes, with name and address of the first of them.
func (c *Campaign) UnitsDue(ctx context.Context, list reconcile.List) iter.Seq2[identity.Unit, error] {
	return func(yield func(identity.Unit, error) bool) {
		next := Filter{States: dueOn(list), Limit: 1}
		if next.States == nil {
			return
		}
		for more := true; more; {
			more = false
			for p, err := range c.Participants(ctx, next) {
				if !yield(p.Record.Participant.Unit, err) || err != nil {
					return
				}
				more, next.AfterUnit, next.AfterID = true, p.Row.Place.Unit, maxID
			}
		}
	}
}

// maxID lies after every participant.
const maxID ID = 1<<63 - 1

// dueOn gives the states from which participants go on a list.
func dueOn(list reconcile.List) []State {
	switch list {
	case reconcile.ListMau01:
		return []State{Verified, IDShared, SharedBack}
	case reconcile.ListMau02:
		return []State{Mismatched, NoID}
	}
	return nil
}

// due gives participants with their last outcomes.
func (c *Campaign) due(ctx context.Context, f Filter) iter.Seq2[Due, error] {
	return func(yield func(Due, error) bool) {
		for part, err := range c.inParts(ctx, f) {
			var last map[ID]Event
			if err == nil {
				last, err = c.lastOutcomes(ctx, part)
			}
			if err != nil {
				yield(Due{}, err)
				return
			}
			for _, p := range part {
				if !yield(c.dueOf(p, last[p.Row.ID]), nil) {
					return
				}
			}
		}
	}
}

// inParts gives participants some hundreds at a time, for reads of their events
// together.
func (c *Campaign) inParts(ctx context.Context, f Filter) iter.Seq2[[]Participant, error] {
	const size = 500
	return func(yield func([]Participant, error) bool) {
		var part []Participant
		for p, err := range c.Participants(ctx, f) {
			if err != nil {
				yield(nil, err)
				return
			}
			if part = append(part, p); len(part) == size {
				if !yield(part, nil) {
					return
				}
				part = nil
			}
		}
		if len(part) > 0 {
			yield(part, nil)
		}
	}
}

// lastOutcomes gives the newest outcome of each participant.
func (c *Campaign) lastOutcomes(ctx context.Context, part []Participant) (map[ID]Event, error) {
	ids := make([]ID, len(part))
	for i := range part {
		ids[i] = part[i].Row.ID
	}
	last := make(map[ID]Event, len(part))
	for e, err := range c.store.Events(ctx, EventFilter{IDs: ids, ByParticipant: true}) {
		if err != nil {
			return nil, err
		}
		if e.Cause == CauseOutcome && kindOf(e.To) != 0 { // else: confirmed as before
			last[e.ID] = e
		}
	}
	return last, nil
}

// dueOf puts the outcome together again from the record and the event.
func (c *Campaign) dueOf(p Participant, e Event) Due {
	o := reconcile.Outcome{
		Participant: p.Record.Participant,
		Normalized:  reconcile.Normalize(p.Record.Participant.Person, c.today()),
		Kind:        kindOf(e.To),
		Codes:       slices.Clone(e.Codes),
		Notes:       slices.Clone(e.Notes),
		Message:     registryclient.Message{Code: e.Message},
		RequestID:   e.RequestID,
	}
	if n, known := p.Record.Numbers.Current(identity.NumberPersonalID); known && p.Row.State.IsConfirmed() {
		o.PersonalID, _ = n.PersonalID()
	}
	if o.Kind == reconcile.IDShared {
		o.FormerID, _ = identity.ParseCMND(string(p.Record.Participant.Person.FormerID))
	}
	return Due{ID: p.Row.ID, Outcome: o}
}
