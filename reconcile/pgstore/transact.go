package pgstore

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// How often work is tried where the connection breaks, with growing pauses that
// together outlast the restart of a server.
const (
	attempts   = 10
	firstPause = 50 * time.Millisecond
	longPause  = 2 * time.Second
)

// session lends a connection. The returned function gives it back.
type session func(ctx context.Context) (*pgx.Conn, func(), error)

// pooled lends any connection of the pool.
func (s *Store) pooled(ctx context.Context) (*pgx.Conn, func(), error) {
	c, err := s.pool.Acquire(ctx)
	if err != nil {
		return nil, nil, err
	}
	return c.Conn(), c.Release, nil
}

// errUnknown says that nobody knows whether a transaction was committed.
var errUnknown = errors.New("the outcome of the commit is unknown")

// proof looks for what a transaction has stored, and no other would.
type proof func(ctx context.Context, db rowQuerier) (found bool, err error)

// rowQuerier is a pool, a connection or a transaction.
type rowQuerier interface {
	QueryRow(ctx context.Context, text string, args ...any) pgx.Row
}

// finds makes a proof of a query that gives a boolean.
func finds(text string, args ...any) proof {
	return func(ctx context.Context, db rowQuerier) (found bool, err error) {
		err = db.QueryRow(ctx, text, args...).Scan(&found)
		return found, err
	}
}

// write does work in a transaction. Where the connection breaks it does so
// again on a new one, unless the transaction was committed nevertheless: the
// server is asked, so that nothing is lost and nothing stored twice. Work gives
// the proof that it is stored, nil where it has changed nothing.
func (s *Store) write(ctx context.Context, op string, lend session, work func(ctx context.Context, tx pgx.Tx) (proof, error)) error {
	return s.again(ctx, op, lend, func(conn *pgx.Conn) (repeat bool, err error) {
		tx, err := conn.Begin(ctx)
		if err != nil {
			return true, err
		}
		defer rollback(ctx, tx)
		stored, err := work(ctx, tx)
		if err != nil {
			return true, err
		}
		var id string
		if err := tx.QueryRow(ctx, `SELECT coalesce(pg_current_xact_id_if_assigned()::text, '')`).Scan(&id); err != nil {
			return true, err
		}
		err = tx.Commit(ctx)
		if err == nil || !conn.IsClosed() || id == "" {
			return true, err
		}
		return s.outcome(ctx, id, stored, err)
	})
}

// rollback ends a transaction that was not committed, even where the context has
// ended, so that the session can go on. A broken session rolls back by itself.
func rollback(ctx context.Context, tx pgx.Tx) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	_ = tx.Rollback(ctx)
}

// read does work that changes nothing.
func (s *Store) read(ctx context.Context, op string, work func(ctx context.Context, conn *pgx.Conn) error) error {
	if err := s.enter(ctx, op); err != nil {
		return err
	}
	defer s.mu.RUnlock()
	return s.again(ctx, op, s.pooled, func(conn *pgx.Conn) (bool, error) { return true, work(ctx, conn) })
}

// again tries work on a lent connection until it succeeds, fails for good, or
// must not be repeated.
func (s *Store) again(ctx context.Context, op string, lend session, work func(conn *pgx.Conn) (repeat bool, err error)) error {
	pause := firstPause
	for attempt := 1; ; attempt++ {
		repeat, broken, err := once(ctx, lend, work)
		if err == nil || !repeat || !broken || attempt == attempts || ctx.Err() != nil {
			return failed(ctx, op, err)
		}
		if err := sleep(ctx, pause); err != nil {
			return failed(ctx, op, err)
		}
		pause = min(2*pause, longPause)
	}
}

// once tries once, and reports whether the connection is to blame.
func once(ctx context.Context, lend session, work func(conn *pgx.Conn) (bool, error)) (repeat, broken bool, err error) {
	conn, giveBack, err := lend(ctx)
	if err != nil {
		var connect *pgconn.ConnectError
		return true, isPassing(err) || errors.As(err, &connect), err
	}
	defer giveBack()
	repeat, err = work(conn)
	var known *campaign.Error
	if err == nil || errors.As(err, &known) {
		return repeat, false, err
	}
	return repeat, conn.IsClosed() || isPassing(err), err
}

// outcome asks the server what became of a transaction whose COMMIT was not
// answered, on another connection and even where the context has ended. A server
// that has crashed gives the id of a transaction that did not reach the disk to
// another one, and says of it what became of that: so what was committed must be
// there, too.
func (s *Store) outcome(ctx context.Context, id string, stored proof, cause error) (repeat bool, err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
	defer cancel()
	for pause := firstPause; ; pause = min(2*pause, longPause) {
		var status *string
		err := s.pool.QueryRow(ctx, `SELECT pg_xact_status($1::text::xid8)`, id).Scan(&status)
		switch {
		case err == nil && status != nil && *status == "committed":
			found := stored == nil
			if !found {
				found, err = stored(ctx, s.pool)
			}
			switch {
			case found:
				return false, nil
			case err == nil:
				return true, cause
			}
		case err == nil && status != nil && *status == "aborted", isUnassigned(err):
			return true, cause
		}
		if sleep(ctx, pause) != nil {
			return false, &campaign.Error{Code: campaign.CodeStore, Op: "commit", Cause: errUnknown}
		}
	}
}

// isUnassigned reports that the server knows nothing of a transaction's id yet: it
// has crashed since it gave it out.
func isUnassigned(err error) bool {
	const invalidParameterValue = "22023" // "transaction ID … is in the future"
	var server *pgconn.PgError
	return errors.As(err, &server) && server.Code == invalidParameterValue
}

// sleep waits, or gives the context's error where that ends before.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
