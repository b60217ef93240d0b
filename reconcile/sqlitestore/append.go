package sqlitestore

import (
	"context"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

// Append implements campaign.Store.
func (s *Store) Append(ctx context.Context, now time.Time, changes []campaign.Change) error {
	return s.change(ctx, "append", func(c *conn, counters *changeset.Counters) error {
		return s.append(ctx, c, counters, now, changes, s.unclaimed)
	})
}

// append judges the changes and stores them. It is inside a transaction.
func (s *Store) append(ctx context.Context, c *conn, counters *changeset.Counters, now time.Time, changes []campaign.Change, claims changeset.Claims) error {
	ids := make([]campaign.ID, 0, len(changes))
	for _, change := range changes {
		if change.Event.ID != 0 {
			ids = append(ids, change.Event.ID)
		}
	}
	byID, err := c.rowsByID(ids)
	if err != nil {
		return err
	}
	steps, err := changeset.Plan(counters, now, changes, byID, claims)
	if err != nil {
		return err
	}
	return c.store(ctx, steps)
}

// unclaimed refuses a participant who is claimed.
func (s *Store) unclaimed(row campaign.Row) error {
	if s.claims[row.ID] != nil {
		return &campaign.Error{Code: campaign.CodeClaimed, ID: row.ID}
	}
	return nil
}

// store writes steps that were judged.
func (c *conn) store(ctx context.Context, steps []changeset.Step) error {
	for _, step := range steps {
		if err := ended(ctx, "append"); err != nil {
			return err
		}
		if err := c.storeStep(step); err != nil {
			return err
		}
	}
	return nil
}

func (c *conn) storeStep(s changeset.Step) error {
	storeRow := c.updateRow
	if s.IsNew() {
		storeRow = c.insertRow
	}
	if err := storeRow(s); err != nil {
		return err
	}
	if err := c.insertEvent(s.Event); err != nil {
		return err
	}
	for _, number := range s.Numbers {
		if err := c.insertNumber(s.Row.ID, number); err != nil {
			return err
		}
	}
	if len(s.Outbox) == 0 {
		return nil
	}
	return c.run(`INSERT INTO outbox (position, id, at, body) VALUES (?, ?, ?, ?)`,
		s.Event.Position, s.Event.ID, s.Event.At.UnixMicro(), s.Outbox)
}

func (c *conn) insertRow(s changeset.Step) error {
	r := s.Row
	if err := c.run(`INSERT INTO participants (id, unit, district, province, grp, state, seq, round, since, facts)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, r.Place.Unit, r.Place.District, r.Place.Province, r.Place.Group,
		r.State, r.Seq, r.Round, r.Since.UnixMicro(), r.Facts); err != nil {
		return err
	}
	return c.run(`INSERT INTO persons (id, key, record) VALUES (?, ?, ?)`, r.ID, r.Key, null(r.Record))
}

func (c *conn) updateRow(s changeset.Step) error {
	r := s.Row
	if err := c.run(`UPDATE participants SET unit = ?, district = ?, province = ?, grp = ?,
		state = ?, seq = ?, round = ?, since = ?, facts = ? WHERE id = ?`,
		r.Place.Unit, r.Place.District, r.Place.Province, r.Place.Group,
		r.State, r.Seq, r.Round, r.Since.UnixMicro(), r.Facts, r.ID); err != nil {
		return err
	}
	if s.Record == nil {
		return nil
	}
	return c.run(`UPDATE persons SET record = ? WHERE id = ?`, s.Record, r.ID)
}

func (c *conn) insertEvent(e campaign.Event) error {
	return c.run(`INSERT INTO events (position, id, seq, from_state, to_state, round, at, cause, actor, request_id, ref,
		codes, notes, message, unit, district, province, grp, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.Position, e.ID, e.Seq, e.From, e.To, e.Round, e.At.UnixMicro(), string(e.Cause), e.Actor, e.RequestID, e.Ref,
		changeset.JoinCodes(e.Codes), changeset.JoinCodes(e.Notes), e.Message,
		e.Place.Unit, e.Place.District, e.Place.Province, e.Place.Group, e.Facts)
}

// insertNumber lets a number lead to the participant where it does not yet.
func (c *conn) insertNumber(id campaign.ID, number []byte) error {
	if len(number) == 0 {
		return nil
	}
	return c.run(`INSERT INTO numbers (id, number) SELECT ?1, ?2
		WHERE NOT EXISTS (SELECT 1 FROM numbers INDEXED BY numbers_by_id WHERE id = ?1 AND number = ?2)`, id, number)
}

// null gives NULL for no bytes.
func null(b []byte) any {
	if b == nil {
		return nil
	}
	return b
}
