package pgstore

import (
	"context"
	"iter"
	"math"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

// Events implements campaign.Store. It gives the history as it was when the
// first event was asked for.
func (s *Store) Events(ctx context.Context, f campaign.EventFilter) iter.Seq2[campaign.Event, error] {
	var last int64 // the newest position that is given
	return changeset.Pages(ctx, 0, func(ctx context.Context, before *campaign.Event, n int) (page []campaign.Event, err error) {
		err = s.read(ctx, "events", func(ctx context.Context, conn *pgx.Conn) error {
			if before == nil {
				if last, err = lastPosition(ctx, conn, f.Until); err != nil {
					return err
				}
			}
			q := eventsAfter(f, before, last, n)
			page, err = collect(ctx, conn, scanEvent, q.text.String(), q.args...)
			return err
		})
		return page, err
	})
}

// eventsAfter selects a page.
func eventsAfter(f campaign.EventFilter, before *campaign.Event, last int64, n int) *query {
	after, order := f.After, `position`
	if before != nil && !f.ByParticipant {
		after = before.Position
	}
	q := new(query)
	q.add(`SELECT `+strings.Join(eventColumns[:], ", ")+` FROM events WHERE position > ? AND position <= ?`, after, last)
	if len(f.IDs) > 0 {
		q.add(` AND id = ANY (?)`, plain(f.IDs))
	}
	if f.ByParticipant {
		id, seq := campaign.ID(math.MinInt64), 0
		if before != nil {
			id, seq = before.ID, before.Seq
		}
		q.add(` AND (id, seq) > (?, ?)`, int64(id), int32(seq))
		order = `id, seq`
	}
	q.add(` ORDER BY `+order+` LIMIT ?`, n)
	return q
}

// lastPosition gives the position of the last event at a time or before, of the
// newest event for the zero time. Positions have no gaps.
func lastPosition(ctx context.Context, conn *pgx.Conn, until time.Time) (int64, error) {
	var newest int64
	if err := conn.QueryRow(ctx, `SELECT position FROM counters`).Scan(&newest); err != nil || until.IsZero() {
		return newest, err
	}
	return changeset.LastAt(newest, until, func(position int64) (at int64, err error) {
		err = conn.QueryRow(ctx, `SELECT at FROM events WHERE position = $1`, position).Scan(&at)
		return at, err
	})
}

func scanEvent(row pgx.CollectableRow) (e campaign.Event, err error) {
	var from, to int16
	var at int64
	var facts int32
	var codes, notes string
	err = row.Scan(&e.Position, (*int64)(&e.ID), &e.Seq, &from, &to, &e.Round, &at,
		(*string)(&e.Cause), &e.Actor, &e.RequestID, &e.Ref, &codes, &notes, &e.Message,
		&e.Place.Unit, &e.Place.District, &e.Place.Province, &e.Place.Group, &facts)
	e.From, e.To, e.At, e.Facts = campaign.State(from), campaign.State(to), time.UnixMicro(at).UTC(), campaign.Facts(facts)
	e.Codes, e.Notes = changeset.SplitCodes(codes), changeset.SplitCodes(notes)
	return e, err
}
