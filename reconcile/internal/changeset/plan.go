package changeset

import (
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// Step is one change that may be stored: the event with position, time and ID,
// and the row after it.
type Step struct {
	campaign.Change
	Row campaign.Row
}

// IsNew reports a step that loads a participant.
func (s Step) IsNew() bool { return s.Event.From == 0 }

// Claims tells whether the caller may change a participant who is there.
type Claims func(row campaign.Row) error

// Plan judges the changes of one call against the rows as they are, read in the
// transaction that will store the steps. A row that is missing is a participant
// whom nobody knows. Keys of new participants are left to the database.
func Plan(c *Counters, now time.Time, changes []campaign.Change, rows map[campaign.ID]campaign.Row, claims Claims) ([]Step, error) {
	if err := distinct(changes); err != nil {
		return nil, err
	}
	steps := make([]Step, 0, len(changes))
	for _, change := range changes {
		row, err := standing(change, rows, claims)
		if err != nil {
			return nil, err
		}
		if err := change.Event.Check(row.State, row.Seq); err != nil {
			return nil, err
		}
		steps = append(steps, Step{Change: change, Row: row})
	}
	c.number(now, steps)
	return steps, nil
}

// distinct refuses what one call must not hold together.
func distinct(changes []campaign.Change) error {
	ids := make(map[campaign.ID]bool, len(changes))
	keys := make(map[string]bool)
	for _, change := range changes {
		id := change.Event.ID
		switch {
		case change.Event.To == campaign.Erased:
			return &campaign.Error{Code: campaign.CodeStep, ID: id}
		case id != 0 && ids[id]:
			return &campaign.Error{Code: campaign.CodeConflict, ID: id}
		case id == 0 && len(change.Key) == 0:
			return &campaign.Error{Code: campaign.CodeInput}
		case id == 0 && keys[string(change.Key)]:
			return &campaign.Error{Code: campaign.CodeConflict}
		case id == 0:
			keys[string(change.Key)] = true
		}
		ids[id] = true
	}
	return nil
}

// standing gives the row that a change begins with.
func standing(change campaign.Change, rows map[campaign.ID]campaign.Row, claims Claims) (campaign.Row, error) {
	if change.Event.ID == 0 {
		return campaign.Row{Key: change.Key}, nil
	}
	row, ok := rows[change.Event.ID]
	if !ok {
		return row, &campaign.Error{Code: campaign.CodeUnknown, ID: change.Event.ID}
	}
	return row, claims(row)
}

// number gives positions, time and IDs, and moves the rows on.
func (c *Counters) number(now time.Time, steps []Step) {
	if len(steps) == 0 {
		return
	}
	at := c.next(now)
	for i := range steps {
		s := &steps[i]
		if s.Event.ID == 0 {
			c.ID++
			s.Event.ID = c.ID
		}
		c.Position++
		s.Event.Position, s.Event.At = c.Position, at
		s.Row = after(s.Row, s.Change)
	}
}

// after gives the row after a change.
func after(r campaign.Row, change campaign.Change) campaign.Row {
	e := change.Event
	r.ID, r.State, r.Seq, r.Round, r.Place, r.Facts = e.ID, e.To, e.Seq, e.Round, e.Place, e.Facts
	if !e.Cause.IsNote() {
		r.Since = e.At
	}
	if change.Record != nil {
		r.Record = change.Record
	}
	return r
}

// PlanErase judges the event that makes a tombstone of a participant, given the
// row as it is.
func PlanErase(c *Counters, now time.Time, e campaign.Event, row campaign.Row, claims Claims) (Step, error) {
	if e.To != campaign.Erased {
		return Step{}, &campaign.Error{Code: campaign.CodeStep, ID: e.ID}
	}
	if err := claims(row); err != nil {
		return Step{}, err
	}
	if err := e.Check(row.State, row.Seq); err != nil {
		return Step{}, err
	}
	row.Key, row.Record = nil, nil
	steps := []Step{{Change: campaign.Change{Event: e}, Row: row}}
	c.number(now, steps)
	return steps[0], nil
}

// CheckKnown refuses the new participants among the changes of a worker, who
// claims and does not load.
func CheckKnown(changes []campaign.Change) error {
	for _, change := range changes {
		if change.Event.ID == 0 {
			return &campaign.Error{Code: campaign.CodeInput, Op: "append"}
		}
	}
	return nil
}
