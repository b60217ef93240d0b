package sqlitestore

import (
	"context"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

// worker holds its claims in the memory of the store: nobody else has the file
// open.
type worker struct {
	store  *Store
	closed bool // guarded by the store's turn
}

var _ campaign.Worker = (*worker)(nil)

// Worker implements campaign.Store.
func (s *Store) Worker(ctx context.Context) (campaign.Worker, error) {
	w := &worker{store: s}
	if err := s.use(ctx, "worker", func(*conn) error { return nil }); err != nil {
		return nil, err
	}
	return w, nil
}

// Claim implements campaign.Worker.
func (w *worker) Claim(ctx context.Context, now time.Time, req campaign.ClaimRequest) ([]campaign.Row, error) {
	if err := changeset.CheckClaim(req); err != nil {
		return nil, err
	}
	var steps []changeset.Step
	err := w.change(ctx, "claim", func(c *conn, counters *changeset.Counters) error {
		ids, err := w.due(c, req)
		if err != nil {
			return err
		}
		rows, err := c.rows(ids)
		if err != nil {
			return err
		}
		if steps, err = changeset.PlanClaim(counters, now, req, rows); err != nil {
			return err
		}
		return c.store(ctx, steps)
	}, func() {
		for _, step := range steps {
			w.store.claims[step.Row.ID] = w
		}
	})
	if err != nil || len(steps) == 0 {
		return nil, err
	}
	return changeset.Rows(steps), nil
}

// Append implements campaign.Worker.
func (w *worker) Append(ctx context.Context, now time.Time, changes []campaign.Change) error {
	return w.change(ctx, "append", func(c *conn, counters *changeset.Counters) error {
		if err := changeset.CheckKnown(changes); err != nil {
			return err
		}
		return w.store.append(ctx, c, counters, now, changes, w.claimed)
	}, func() {
		for _, change := range changes {
			delete(w.store.claims, change.Event.ID)
		}
	})
}

// claimed refuses a participant whom somebody else or nobody has claimed.
func (w *worker) claimed(row campaign.Row) error {
	if w.store.claims[row.ID] != w {
		return &campaign.Error{Code: campaign.CodeFenced, ID: row.ID}
	}
	return nil
}

// change works in a transaction and, once that is stored and before anybody
// else has a turn, on the claims.
func (w *worker) change(ctx context.Context, op string, work func(*conn, *changeset.Counters) error, stored func()) error {
	return w.store.use(ctx, op, func(c *conn) error {
		if w.closed {
			return &campaign.Error{Code: campaign.CodeClosed, Op: op}
		}
		if err := c.change(ctx, op, work); err != nil {
			return err
		}
		stored()
		return nil
	})
}

// Close implements campaign.Worker.
func (w *worker) Close() error {
	c, open := <-w.store.turn
	w.closed = true
	if !open {
		return nil
	}
	for id, owner := range w.store.claims {
		if owner == w {
			delete(w.store.claims, id)
		}
	}
	w.store.turn <- c
	return nil
}
