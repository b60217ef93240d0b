package pgstore

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

// Erase implements campaign.Store. When it has returned no query finds the
// person any more; see the package comment for the files of the server.
func (s *Store) Erase(ctx context.Context, now time.Time, e campaign.Event) error {
	if err := s.enter(ctx, "erase"); err != nil {
		return err
	}
	defer s.mu.RUnlock()
	return s.write(ctx, "erase", s.pooled, func(ctx context.Context, tx pgx.Tx) (proof, error) {
		rows, claims, err := s.lockRows(ctx, tx, []int64{int64(e.ID)}, unclaimed)
		if err != nil {
			return nil, err
		}
		row, found := rows[e.ID]
		if !found {
			return nil, &campaign.Error{Code: campaign.CodeUnknown, ID: e.ID}
		}
		counters, err := s.lockAppends(ctx, tx)
		if err != nil {
			return nil, err
		}
		step, err := changeset.PlanErase(&counters, now, e, row, claims)
		if err != nil {
			return nil, err
		}
		if err := erase(ctx, tx, e.ID); err != nil {
			return nil, err
		}
		steps := []changeset.Step{step}
		return isStored(steps), store(ctx, tx, counters, steps, nil)
	})
}

// erase removes the person.
func erase(ctx context.Context, tx pgx.Tx, id campaign.ID) error {
	batch := new(pgx.Batch)
	batch.Queue(`UPDATE persons SET key = NULL, record = NULL WHERE id = $1`, int64(id))
	batch.Queue(`DELETE FROM numbers WHERE id = $1`, int64(id))
	batch.Queue(`UPDATE outbox SET body = NULL WHERE id = $1`, int64(id))
	return tx.SendBatch(ctx, batch).Close()
}

// Fence implements campaign.Store.
func (s *Store) Fence(ctx context.Context, now time.Time) (fence time.Time, err error) {
	if err := s.enter(ctx, "fence"); err != nil {
		return time.Time{}, err
	}
	defer s.mu.RUnlock()
	err = s.write(ctx, "fence", s.pooled, func(ctx context.Context, tx pgx.Tx) (proof, error) {
		counters, err := s.lockAppends(ctx, tx)
		if err != nil {
			return nil, err
		}
		before := counters
		if fence = counters.Raise(now); counters == before {
			return nil, nil
		}
		_, err = tx.Exec(ctx, `UPDATE counters SET fence = $1`, counters.Fence)
		return finds(`SELECT fence >= $1 FROM counters`, counters.Fence), err
	})
	return fence, err
}
