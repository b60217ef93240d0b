package pgstore

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

var _ campaign.Resealer = (*Store)(nil)

// Sealed implements campaign.Resealer.
func (s *Store) Sealed(ctx context.Context, after campaign.ID, limit int) (page []campaign.Sealed, err error) {
	err = s.read(ctx, "sealed", func(ctx context.Context, conn *pgx.Conn) error {
		// One statement sees one moment: numbers and messages are those of the Seq.
		page, err = collect(ctx, conn, scanSealed, `SELECT p.id, p.seq, d.key, d.record,
			ARRAY(SELECT n.number FROM numbers n WHERE n.id = p.id),
			ARRAY(SELECT o.position FROM outbox o WHERE o.id = p.id AND o.body IS NOT NULL ORDER BY o.position),
			ARRAY(SELECT o.at FROM outbox o WHERE o.id = p.id AND o.body IS NOT NULL ORDER BY o.position),
			ARRAY(SELECT o.body FROM outbox o WHERE o.id = p.id AND o.body IS NOT NULL ORDER BY o.position)
			FROM persons d JOIN participants p ON p.id = d.id
			WHERE d.id > $1 AND d.key IS NOT NULL ORDER BY d.id LIMIT $2`, int64(after), limit)
		return err
	})
	return page, err
}

func scanSealed(row pgx.CollectableRow) (s campaign.Sealed, err error) {
	var positions, times []int64
	var bodies [][]byte
	err = row.Scan((*int64)(&s.ID), &s.Seq, &s.Key, &s.Record, &s.Numbers, &positions, &times, &bodies)
	s.Was = s.Key
	for i, position := range positions {
		s.Messages = append(s.Messages, campaign.StoredMessage{Position: position, ID: s.ID, At: time.UnixMicro(times[i]).UTC(), Body: bodies[i]})
	}
	return s, err
}

// Reseal implements campaign.Resealer. As after Erase, the files of the server
// hold what was there before for a while; see the package comment.
func (s *Store) Reseal(ctx context.Context, sealed []campaign.Sealed) error {
	if err := s.enter(ctx, "reseal"); err != nil {
		return err
	}
	defer s.mu.RUnlock()
	ids := make([]int64, len(sealed))
	for i := range sealed {
		ids[i] = int64(sealed[i].ID)
	}
	return s.write(ctx, "reseal", s.pooled, func(ctx context.Context, tx pgx.Tx) (proof, error) {
		rows, claims, err := s.lockRows(ctx, tx, ids, unclaimed)
		if err != nil {
			return nil, err
		}
		if err := addKeys(ctx, tx, ids, rows); err != nil {
			return nil, err
		}
		if err := changeset.CheckReseal(sealed, rows, claims); err != nil {
			return nil, err
		}
		if len(sealed) == 0 {
			return nil, nil
		}
		first := sealed[0]
		return finds(`SELECT count(*) > 0 FROM persons WHERE id = $1 AND key = $2`, ids[0], first.Key), reseal(ctx, tx, ids, sealed)
	})
}

// addKeys puts the keys into rows that are locked.
func addKeys(ctx context.Context, tx pgx.Tx, ids []int64, rows map[campaign.ID]campaign.Row) error {
	keys, err := tx.Query(ctx, `SELECT id, key FROM persons WHERE id = ANY ($1)`, ids)
	if err != nil {
		return err
	}
	var id campaign.ID
	var key []byte
	_, err = pgx.ForEachRow(keys, []any{(*int64)(&id), &key}, func() error {
		row := rows[id]
		row.Key = key
		rows[id] = row
		return nil
	})
	return err
}

// reseal writes what was judged.
func reseal(ctx context.Context, tx pgx.Tx, ids []int64, sealed []campaign.Sealed) error {
	var t tables
	var keys, records, bodies [][]byte
	var positions, of []int64
	for _, s := range sealed {
		keys, records = append(keys, s.Key), append(records, s.Record)
		t.addNumbers(s.ID, s.Numbers)
		for _, m := range s.Messages {
			positions, of, bodies = append(positions, m.Position), append(of, int64(s.ID)), append(bodies, m.Body)
		}
	}
	if _, err := tx.Exec(ctx, `DELETE FROM numbers WHERE id = ANY ($1)`, ids); err != nil {
		return err
	}
	batch := new(pgx.Batch)
	if err := t.insert(ctx, tx, batch); err != nil {
		return err
	}
	batch.Queue(`UPDATE persons d SET key = n.key, record = n.record
		FROM unnest($1::bigint[], $2::bytea[], $3::bytea[]) AS n (id, key, record) WHERE d.id = n.id`, ids, keys, records)
	batch.Queue(`UPDATE outbox o SET body = n.body
		FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS n (position, id, body)
		WHERE o.position = n.position AND o.id = n.id`, positions, of, bodies)
	return tx.SendBatch(ctx, batch).Close()
}
