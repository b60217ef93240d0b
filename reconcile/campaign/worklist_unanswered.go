package campaign

import (
	"context"
	"iter"
	"time"
)

// UnansweredQuery asks who has not answered. Days are the thresholds of the
// caller, in whole days, such as 10 and 30: the plan sets none.
type UnansweredQuery struct {
	Units []string // nil for all
	Days  []int
}

// Unanswered is a participant to whom a Mẫu số 02 was sent and from whom nothing
// has come: no answer, no filing, no correction. It holds no personal data.
type Unanswered struct {
	ID    ID        `json:"id"`
	Place Place     `json:"place"`
	Round int       `json:"round"`
	List  string    `json:"list"`  // the Mẫu số 02
	Since time.Time `json:"since"` // when it was sent
	Days  int       `json:"days"`  // whole days since, in Vietnam's calendar
	Level int       `json:"level"` // how many of the thresholds Days has reached
}

// Unanswered gives who stands at NotifiedMau02, by unit code and then by ID, in a
// stream. Days count until the clock of the campaign.
func (c *Campaign) Unanswered(ctx context.Context, q UnansweredQuery) iter.Seq2[Unanswered, error] {
	today := dayOf(c.opts.Clock())
	return func(yield func(Unanswered, error) bool) {
		for s, err := range c.standings(ctx, Filter{Units: q.Units, States: []State{NotifiedMau02}}) {
			if err != nil {
				yield(Unanswered{}, err)
				return
			}
			p := &s.path
			if p.last.To != NotifiedMau02 {
				continue // answered since the row was read
			}
			u := Unanswered{
				ID: s.row.ID, Place: p.last.Place, Round: p.last.Round, List: p.notice.Ref,
				Since: p.notice.At, Days: daysBetween(dayOf(p.notice.At), today),
			}
			for _, threshold := range q.Days {
				u.Level += one(u.Days >= threshold)
			}
			if !yield(u, nil) {
				return
			}
		}
	}
}

// UnitUnanswered sums up one unit.
type UnitUnanswered struct {
	Unit    string    `json:"unit"`
	Count   int       `json:"count"`
	Oldest  time.Time `json:"oldest"`   // since when the first of them has not answered
	AtLevel []int     `json:"at_level"` // how many have reached each threshold, in the order of the query
}

// UnansweredByUnit gives the units where somebody has not answered, in the order
// of their codes.
func (c *Campaign) UnansweredByUnit(ctx context.Context, q UnansweredQuery) ([]UnitUnanswered, error) {
	var units []UnitUnanswered
	place := make(map[string]int)
	for u, err := range c.Unanswered(ctx, q) {
		if err != nil {
			return nil, err
		}
		at, known := place[u.Place.Unit]
		if !known {
			at = len(units)
			place[u.Place.Unit] = at
			units = append(units, UnitUnanswered{Unit: u.Place.Unit, Oldest: u.Since, AtLevel: make([]int, len(q.Days))})
		}
		unit := &units[at]
		unit.Count++
		if u.Since.Before(unit.Oldest) {
			unit.Oldest = u.Since
		}
		for i, threshold := range q.Days {
			unit.AtLevel[i] += one(u.Days >= threshold)
		}
	}
	return units, nil
}
