package sqlitestore

import (
	"context"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

// Erase implements campaign.Store.
func (s *Store) Erase(ctx context.Context, now time.Time, e campaign.Event) error {
	return s.use(ctx, "erase", func(c *conn) error {
		if err := c.change(ctx, "erase", func(c *conn, counters *changeset.Counters) error {
			rows, err := c.rows([]campaign.ID{e.ID})
			if err != nil {
				return err
			}
			if len(rows) == 0 {
				return &campaign.Error{Code: campaign.CodeUnknown, ID: e.ID}
			}
			step, err := changeset.PlanErase(counters, now, e, rows[0], s.unclaimed)
			if err != nil {
				return err
			}
			return c.erase(step)
		}); err != nil {
			return err
		}
		return c.run(`PRAGMA wal_checkpoint(TRUNCATE)`)
	})
}

// erase writes the tombstone and removes the person. secure_delete writes zeros
// over what is removed, but not over what SQLite left behind in unused parts of
// pages when it moved rows between them: that is for Compact.
func (c *conn) erase(s changeset.Step) error {
	for _, text := range []string{
		`UPDATE persons SET key = NULL, record = NULL WHERE id = ?`,
		`DELETE FROM numbers WHERE id = ?`,
		`UPDATE outbox SET body = NULL WHERE id = ?`,
		`UPDATE counters SET erased = erased + (? > 0)`,
	} {
		if err := c.run(text, s.Row.ID); err != nil {
			return err
		}
	}
	return c.storeStep(s)
}

// Compact writes the file anew, so that it holds nothing of anybody who was
// erased, and nothing else that is not needed. It takes some seconds a gigabyte
// and as much space again, and other calls wait for it. Close and, after a
// crash, Open do it by themselves where somebody was erased since.
func (s *Store) Compact(ctx context.Context) error {
	return s.use(ctx, "compact", func(c *conn) error { return c.compact() })
}

func (c *conn) compact() error {
	for _, text := range []string{
		`PRAGMA temp_store = FILE`, // the copy does not fit in memory; its file has no name and goes with it
		`VACUUM`,
		`PRAGMA wal_checkpoint(TRUNCATE)`,
		`PRAGMA temp_store = MEMORY`,
		`UPDATE counters SET erased = 0`,
	} {
		if err := c.exec(text); err != nil {
			return err
		}
	}
	return nil
}

// compactErased writes the file anew where somebody was erased since it last
// was.
func (c *conn) compactErased() error {
	erased, err := c.number(`SELECT erased FROM counters`)
	if err != nil || erased == 0 {
		return err
	}
	return c.compact()
}

// Fence implements campaign.Store.
func (s *Store) Fence(ctx context.Context, now time.Time) (fence time.Time, err error) {
	err = s.change(ctx, "fence", func(_ *conn, counters *changeset.Counters) error {
		fence = counters.Raise(now)
		return nil
	})
	return fence, err
}
