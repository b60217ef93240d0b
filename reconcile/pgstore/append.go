package pgstore

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

// Append implements campaign.Store.
func (s *Store) Append(ctx context.Context, now time.Time, changes []campaign.Change) error {
	if err := s.enter(ctx, "append"); err != nil {
		return err
	}
	defer s.mu.RUnlock()
	return s.write(ctx, "append", s.pooled, func(ctx context.Context, tx pgx.Tx) (proof, error) {
		return s.append(ctx, tx, now, changes, unclaimed)
	})
}

// append judges the changes and stores them in a transaction.
func (s *Store) append(ctx context.Context, tx pgx.Tx, now time.Time, changes []campaign.Change, allowed func(lockedRow) error) (proof, error) {
	ids := make([]int64, 0, len(changes))
	for _, change := range changes {
		if change.Event.ID != 0 {
			ids = append(ids, int64(change.Event.ID))
		}
	}
	rows, claims, err := s.lockRows(ctx, tx, ids, allowed)
	if err != nil {
		return nil, err
	}
	counters, err := s.lockAppends(ctx, tx)
	if err != nil {
		return nil, err
	}
	steps, err := changeset.Plan(&counters, now, changes, rows, claims)
	if err != nil || len(steps) == 0 {
		return nil, err
	}
	return isStored(steps), store(ctx, tx, counters, steps, nil)
}

// lockedRow is a row that nobody else changes before the transaction ends.
type lockedRow struct {
	campaign.Row
	claim   int32 // the token of the worker who has claimed it, 0 for none
	claimed bool  // by a worker who lives
}

// lockRows locks participants in the order of their IDs. The rows come without
// key and record, which no judgement needs.
func (s *Store) lockRows(ctx context.Context, tx pgx.Tx, ids []int64, allowed func(lockedRow) error) (map[campaign.ID]campaign.Row, changeset.Claims, error) {
	if len(ids) == 0 {
		return nil, nil, nil
	}
	rows, err := collect(ctx, tx, scanLocked, `SELECT id, unit, district, province, grp, state, seq, round, since, facts,
		coalesce(claim, 0), coalesce(claim IN (`+living+`), false)
		FROM participants WHERE id = ANY ($2) ORDER BY id FOR UPDATE`, s.class, ids)
	if err != nil {
		return nil, nil, err
	}
	byID := make(map[campaign.ID]campaign.Row, len(rows))
	locked := make(map[campaign.ID]lockedRow, len(rows))
	for _, row := range rows {
		byID[row.ID], locked[row.ID] = row.Row, row
	}
	return byID, func(row campaign.Row) error { return allowed(locked[row.ID]) }, nil
}

func scanLocked(row pgx.CollectableRow) (r lockedRow, err error) {
	err = scanStanding(row, &r.Row, &r.claim, &r.claimed)
	return r, err
}

// unclaimed refuses a participant whom a living worker has claimed.
func unclaimed(row lockedRow) error {
	if row.claimed {
		return &campaign.Error{Code: campaign.CodeClaimed, ID: row.ID}
	}
	return nil
}
