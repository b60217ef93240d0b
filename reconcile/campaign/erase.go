package campaign

import (
	"context"
	"errors"

	"github.com/bhxh-go/bhxh/identity"
)

// Erase removes what is known of a participant as a person, on their request or
// after the time of retention (Luật 91/2025/QH15 Điều 14): key, record, numbers
// and the bodies of messages. What stays is a tombstone, so that figures still
// add up: the history, which never held a personal value, and the place. reason
// is the number of the request or the rule, no personal data.
//
// Whoever was left asked by a round that broke off, because its process died or
// it was cut off, is taken over first and given up as Pending, see
// [MessageBrokenOff]; nothing need go on for that. It fails with CodeClaimed
// while a worker that lives asks about the participant, or about whom they were
// merged into once, with CodeStep where they are erased already, and with
// CodeUnknown. A record that cannot be read is no
// obstacle. A list that still has the participant takes them up anew when it is
// loaded.
func (c *Campaign) Erase(ctx context.Context, id ID, reason string) error {
	if reason == "" {
		return &Error{Code: CodeInput, ID: id, Op: "erase"}
	}
	return insist(func() error {
		row, err := c.unasked(ctx, id)
		if err != nil {
			return err
		}
		if err := c.withdrawNumbers(ctx, row); err != nil {
			return err
		}
		e := c.change(Participant{Row: row}, Erased, CauseErased).Event
		e.Ref, e.Facts = reason, 0
		return c.store.Erase(ctx, c.opts.Clock(), e)
	})
}

// EraseNumber erases the person to whom a number leads: the participant, and
// the doubles that were merged into them. It gives their IDs. It fails with
// CodeUnknown where nobody is found and with CodeAmbiguous, erasing nobody,
// where the number leads to more than one person.
func (c *Campaign) EraseNumber(ctx context.Context, number identity.Number, reason string) ([]ID, error) {
	found, err := c.Find(ctx, number)
	if err != nil {
		return nil, err
	}
	var person ID
	for _, p := range found {
		kept, err := c.MergedInto(ctx, p.Row.ID)
		if err != nil {
			return nil, err
		}
		if person != 0 && kept != person {
			return nil, &Error{Code: CodeAmbiguous, Op: "erase"}
		}
		person = kept
	}
	if person == 0 {
		return nil, &Error{Code: CodeUnknown, Op: "erase"}
	}
	doubles, err := c.doubles(ctx, person)
	if err != nil {
		return nil, err
	}
	erased := make([]ID, 0, 1+len(doubles))
	for _, id := range append(doubles, person) { // the person last: an error leaves a way to find the rest
		if err := c.Erase(ctx, id, reason); err != nil {
			return erased, err
		}
		erased = append(erased, id)
	}
	return erased, nil
}

// doubles gives the participants who were merged into one, directly or through
// each other. The history of whoever was kept names them.
func (c *Campaign) doubles(ctx context.Context, person ID) ([]ID, error) {
	seen := map[ID]bool{person: true}
	var doubles []ID
	for open := []ID{person}; len(open) > 0; open = open[1:] {
		for e, err := range c.History(ctx, open[0]) {
			if err != nil {
				return nil, err
			}
			other := refID(e.Ref)
			if other == 0 || seen[other] {
				continue
			}
			seen[other] = true
			kept, err := c.MergedInto(ctx, other)
			if err != nil && !errors.Is(err, CodeUnknown) { // the number of a document looks like an ID
				return nil, err
			}
			if err == nil && kept == person {
				doubles, open = append(doubles, other), append(open, other)
			}
		}
	}
	return doubles, nil
}
