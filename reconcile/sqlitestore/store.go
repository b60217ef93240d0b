package sqlitestore

import (
	"context"
	"sync"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

// Store is a campaign in one SQLite file. It is safe for concurrent use: calls
// wait for each other, and a sequence holds nothing while its consumer works.
type Store struct {
	db   closer
	turn chan *conn // holds the connection while nobody uses it; closed by Close
	once sync.Once
	err  error // of Close

	// Who has claimed whom. It need not survive the process: whoever opens the
	// file finds every claim of the process before ended.
	claims map[campaign.ID]*worker // guarded by turn
}

var _ campaign.Store = (*Store)(nil)

type closer interface{ Close() error }

// use waits for the connection and works with it.
func (s *Store) use(ctx context.Context, op string, work func(c *conn) error) error {
	if err := ended(ctx, op); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ended(ctx, op)
	case c, open := <-s.turn:
		if !open {
			return &campaign.Error{Code: campaign.CodeClosed, Op: op}
		}
		defer func() { s.turn <- c }()
		return failed(op, work(c))
	}
}

// change works with the connection in a transaction.
func (s *Store) change(ctx context.Context, op string, work func(c *conn, counters *changeset.Counters) error) error {
	return s.use(ctx, op, func(c *conn) error { return c.change(ctx, op, work) })
}

// change works in a transaction with the counters, which it stores at the end
// where they have changed.
func (c *conn) change(ctx context.Context, op string, work func(c *conn, counters *changeset.Counters) error) error {
	return c.transact(func() error {
		var counters changeset.Counters
		if _, err := c.get(`SELECT position, id, at, fence FROM counters`, nil,
			&counters.Position, &counters.ID, &counters.At, &counters.Fence); err != nil {
			return err
		}
		before := counters
		if err := work(c, &counters); err != nil {
			return err
		}
		if err := ended(ctx, op); err != nil || counters == before {
			return err
		}
		return c.run(`UPDATE counters SET position = ?, id = ?, at = ?, fence = ?`,
			counters.Position, counters.ID, counters.At, counters.Fence)
	})
}

// Close closes the file, after writing it anew where somebody was erased: see
// [Store.Compact]. What goes on with the store or its workers afterwards
// fails with CodeClosed.
func (s *Store) Close() error {
	s.once.Do(func() {
		c := <-s.turn
		close(s.turn)
		s.keep(c.compactErased())
		for _, stmt := range c.stmts {
			s.keep(stmt.Close())
		}
		s.keep(c.sql.Close())
		s.keep(s.db.Close())
	})
	return failed("close", s.err)
}

// keep remembers the first error of Close.
func (s *Store) keep(err error) {
	if s.err == nil {
		s.err = err
	}
}
