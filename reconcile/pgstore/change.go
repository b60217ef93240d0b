package pgstore

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

// Every transaction that stores events locks in the same order, so that none
// waits for another in a circle: first the participants, by ID, then the append
// lock. From there to its end it is alone, which makes the order of positions
// and times the order of commits.

// lockAppends waits for the append lock and reads the counters as the
// transaction before has left them.
func (s *Store) lockAppends(ctx context.Context, tx pgx.Tx) (changeset.Counters, error) {
	var c changeset.Counters
	batch := new(pgx.Batch)
	batch.Queue(`SELECT pg_advisory_xact_lock($1, $2)`, s.class, lockAppend)
	// A statement of its own: it must see what was committed while the first waited.
	batch.Queue(`SELECT position, id, at, fence FROM counters`).QueryRow(func(row pgx.Row) error {
		return row.Scan(&c.Position, &c.ID, &c.At, &c.Fence)
	})
	return c, tx.SendBatch(ctx, batch).Close()
}

// store writes steps that were judged and the counters. claim is the token that
// the participants are claimed with from now on, nil for none.
func store(ctx context.Context, tx pgx.Tx, counters changeset.Counters, steps []changeset.Step, claim *int32) error {
	var t tables
	var moved standings
	batch := new(pgx.Batch)
	for _, step := range steps {
		if step.IsNew() {
			t.loadRow(step.Row)
		} else {
			moved.add(step.Row)
			updatePerson(batch, step)
		}
		t.addRest(step)
	}
	if err := t.insert(ctx, tx, batch); err != nil {
		return err
	}
	moved.update(batch, claim)
	batch.Queue(`UPDATE counters SET position = $1, id = $2, at = $3, fence = $4`,
		counters.Position, int64(counters.ID), counters.At, counters.Fence)
	return tx.SendBatch(ctx, batch).Close()
}

// isStored proves that steps were stored: by the first of them, since all were or
// none.
func isStored(steps []changeset.Step) proof {
	e := steps[0].Event
	return finds(`SELECT count(*) > 0 FROM events WHERE position = $1 AND id = $2 AND seq = $3 AND at = $4
		AND to_state = $5 AND cause = $6 AND actor = $7 AND ref = $8 AND request_id = $9`,
		e.Position, int64(e.ID), int32(e.Seq), e.At.UnixMicro(), int16(e.To), string(e.Cause), e.Actor, e.Ref, e.RequestID)
}

// standings are rows of participants by column.
type standings struct {
	ids, sinces                       []int64
	units, districts, provinces, grps []string
	states                            []int16
	seqs, rounds, facts               []int32
}

func (s *standings) add(r campaign.Row) {
	s.ids, s.sinces = append(s.ids, int64(r.ID)), append(s.sinces, r.Since.UnixMicro())
	s.units, s.districts = append(s.units, r.Place.Unit), append(s.districts, r.Place.District)
	s.provinces, s.grps = append(s.provinces, r.Place.Province), append(s.grps, r.Place.Group)
	s.states, s.seqs = append(s.states, int16(r.State)), append(s.seqs, int32(r.Seq))
	s.rounds, s.facts = append(s.rounds, int32(r.Round)), append(s.facts, int32(r.Facts))
}

// update moves all of them with one statement.
func (s *standings) update(batch *pgx.Batch, claim *int32) {
	if len(s.ids) == 0 {
		return
	}
	batch.Queue(`UPDATE participants p SET unit = n.unit, district = n.district, province = n.province, grp = n.grp,
		state = n.state, seq = n.seq, round = n.round, since = n.since, facts = n.facts, claim = $11
		FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::integer[], $8::integer[],
			$9::bigint[], $10::integer[]) AS n (id, unit, district, province, grp, state, seq, round, since, facts)
		WHERE p.id = n.id`,
		s.ids, s.units, s.districts, s.provinces, s.grps, s.states, s.seqs, s.rounds, s.sinces, s.facts, claim)
}

// updatePerson writes what of a person has changed.
func updatePerson(batch *pgx.Batch, s changeset.Step) {
	if s.Record != nil {
		batch.Queue(`UPDATE persons SET record = $2 WHERE id = $1`, int64(s.Row.ID), s.Record)
	}
	for _, number := range s.Numbers {
		if len(number) > 0 {
			batch.Queue(`INSERT INTO numbers (id, number) SELECT $1, $2
				WHERE NOT EXISTS (SELECT FROM numbers WHERE id = $1 AND number = $2)`, int64(s.Row.ID), number)
		}
	}
}

// tables are the rows that a call adds to each table.
type tables struct{ participants, persons, numbers, events, outbox [][]any }

func (t *tables) loadRow(r campaign.Row) {
	t.participants = append(t.participants, []any{
		int64(r.ID), r.Place.Unit, r.Place.District, r.Place.Province, r.Place.Group,
		int16(r.State), int32(r.Seq), int32(r.Round), r.Since.UnixMicro(), int32(r.Facts),
	})
	t.persons = append(t.persons, []any{int64(r.ID), r.Key, r.Record})
}

func (t *tables) addRest(s changeset.Step) {
	e := s.Event
	t.events = append(t.events, []any{
		e.Position, int64(e.ID), int32(e.Seq), int16(e.From), int16(e.To), int32(e.Round), e.At.UnixMicro(),
		string(e.Cause), e.Actor, e.RequestID, e.Ref,
		changeset.JoinCodes(e.Codes), changeset.JoinCodes(e.Notes), e.Message,
		e.Place.Unit, e.Place.District, e.Place.Province, e.Place.Group, int32(e.Facts),
	})
	if len(s.Outbox) > 0 {
		t.outbox = append(t.outbox, []any{e.Position, int64(e.ID), e.At.UnixMicro(), s.Outbox})
	}
	if !s.IsNew() {
		return // updatePerson adds their numbers where they are new
	}
	t.addNumbers(e.ID, s.Numbers)
}

// addNumbers lets numbers lead to a participant to whom none does.
func (t *tables) addNumbers(id campaign.ID, numbers [][]byte) {
	seen := make(map[string]bool, len(numbers))
	for _, number := range numbers {
		if len(number) > 0 && !seen[string(number)] {
			seen[string(number)] = true
			t.numbers = append(t.numbers, []any{int64(id), number})
		}
	}
}

var (
	participantColumns = [...]string{"id", "unit", "district", "province", "grp", "state", "seq", "round", "since", "facts"}
	personColumns      = [...]string{"id", "key", "record"}
	numberColumns      = [...]string{"id", "number"}
	eventColumns       = [...]string{
		"position", "id", "seq", "from_state", "to_state", "round", "at", "cause", "actor", "request_id", "ref",
		"codes", "notes", "message", "unit", "district", "province", "grp", "facts",
	}
	outboxColumns = [...]string{"position", "id", "at", "body"}
)

// insert adds the rows: many with COPY now, a few with the batch.
func (t *tables) insert(ctx context.Context, tx pgx.Tx, batch *pgx.Batch) error {
	for _, table := range []struct {
		name    string
		columns []string
		rows    [][]any
	}{
		{"participants", participantColumns[:], t.participants},
		{"persons", personColumns[:], t.persons},
		{"numbers", numberColumns[:], t.numbers},
		{"events", eventColumns[:], t.events},
		{"outbox", outboxColumns[:], t.outbox},
	} {
		if len(table.rows) < copyFrom {
			queueInserts(batch, table.name, table.columns, table.rows)
			continue
		}
		if _, err := tx.CopyFrom(ctx, pgx.Identifier{table.name}, table.columns, pgx.CopyFromRows(table.rows)); err != nil {
			return err
		}
	}
	return nil
}

// copyFrom is how many rows are worth the round trips of a COPY.
const copyFrom = 50
