package sqlitestore

import (
	"context"
	"iter"
	"math"
	"slices"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

const eventColumns = `e.position, e.id, e.seq, e.from_state, e.to_state, e.round, e.at, e.cause, e.actor, e.request_id, e.ref,
	e.codes, e.notes, e.message, e.unit, e.district, e.province, e.grp, e.facts`

// Events implements campaign.Store. It gives the history as it was when the
// first event was asked for.
func (s *Store) Events(ctx context.Context, f campaign.EventFilter) iter.Seq2[campaign.Event, error] {
	var last int64        // the newest position that is given
	var positions []int64 // of the events of f.IDs, ascending
	return changeset.Pages(ctx, 0, func(ctx context.Context, before *campaign.Event, n int) (page []campaign.Event, err error) {
		err = s.use(ctx, "events", func(c *conn) error {
			if before == nil {
				if last, err = c.lastPosition(f.Until); err != nil {
					return err
				}
				if positions, err = c.positions(f, last); err != nil {
					return err
				}
			}
			switch {
			case len(f.IDs) > 0:
				n = min(n, len(positions))
				page, err = c.eventsAt(positions[:n])
				positions = positions[n:]
			case f.ByParticipant:
				page, err = c.eventsByParticipant(f, before, last, n)
			default:
				page, err = c.eventsByPosition(f, before, last, n)
			}
			return err
		})
		return page, err
	})
}

// lastPosition gives the position of the last event at a time or before, of the
// newest event for the zero time. Positions have no gaps.
func (c *conn) lastPosition(until time.Time) (int64, error) {
	var newest int64
	if _, err := c.get(`SELECT position FROM counters`, nil, &newest); err != nil || until.IsZero() {
		return newest, err
	}
	return changeset.LastAt(newest, until, func(position int64) (at int64, err error) {
		_, err = c.get(`SELECT at FROM events WHERE position = ?`, []any{position}, &at)
		return at, err
	})
}

// positions gives where the events of the participants of a filter stand, in
// its order.
func (c *conn) positions(f campaign.EventFilter, last int64) ([]int64, error) {
	if len(f.IDs) == 0 {
		return nil, nil
	}
	ids := slices.Compact(slices.Sorted(slices.Values(f.IDs)))
	all, err := collect(c, true, `SELECT e.position FROM json_each(?) j CROSS JOIN events e ON e.id = j.value
		WHERE e.position > ? AND e.position <= ? ORDER BY e.id, e.seq`, []any{list(ids), f.After, last}, scanInt[int64])
	if !f.ByParticipant {
		slices.Sort(all)
	}
	return all, err
}

// eventsAt gives the events at positions, in the order of the list.
func (c *conn) eventsAt(positions []int64) ([]campaign.Event, error) {
	return collect(c, true, `SELECT `+eventColumns+` FROM json_each(?) j
		CROSS JOIN events e ON e.position = j.value ORDER BY j.key`, []any{list(positions)}, scanEvent)
}

func (c *conn) eventsByPosition(f campaign.EventFilter, before *campaign.Event, last int64, n int) ([]campaign.Event, error) {
	after := f.After
	if before != nil {
		after = before.Position
	}
	return collect(c, true, `SELECT `+eventColumns+` FROM events e WHERE e.position > ? AND e.position <= ?
		ORDER BY e.position LIMIT ?`, []any{after, last, n}, scanEvent)
}

func (c *conn) eventsByParticipant(f campaign.EventFilter, before *campaign.Event, last int64, n int) ([]campaign.Event, error) {
	id, seq := campaign.ID(math.MinInt64), 0
	if before != nil {
		id, seq = before.ID, before.Seq
	}
	return collect(c, true, `SELECT `+eventColumns+` FROM events e INDEXED BY events_by_participant
		WHERE (e.id, e.seq) > (?, ?) AND e.position > ? AND e.position <= ? ORDER BY e.id, e.seq LIMIT ?`,
		[]any{id, seq, f.After, last, n}, scanEvent)
}

func scanEvent(scan func(...any) error) (e campaign.Event, err error) {
	var at int64
	var codes, notes string
	err = scan(&e.Position, &e.ID, &e.Seq, &e.From, &e.To, &e.Round, &at, &e.Cause, &e.Actor, &e.RequestID, &e.Ref,
		&codes, &notes, &e.Message, &e.Place.Unit, &e.Place.District, &e.Place.Province, &e.Place.Group, &e.Facts)
	e.At = time.UnixMicro(at).UTC()
	e.Codes, e.Notes = changeset.SplitCodes(codes), changeset.SplitCodes(notes)
	return e, err
}
