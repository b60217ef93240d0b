package pgstore

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

// living selects the tokens of the workers that live: each holds an advisory
// lock of its session, which ends with the session. $1 is the class of locks.
const living = `SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2
	AND classid = $1::bigint::oid AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`

// worker has a session of its own. What it stores goes through that session:
// where it breaks, the transaction under way and the lock end together.
type worker struct {
	store *Store

	mu     sync.Mutex
	conn   *pgx.Conn
	token  int32
	held   map[campaign.ID]bool // whom it has claimed, as far as it knows
	closed bool
}

var _ campaign.Worker = (*worker)(nil)

// Worker implements campaign.Store.
func (s *Store) Worker(ctx context.Context) (campaign.Worker, error) {
	if err := s.enter(ctx, "worker"); err != nil {
		return nil, err
	}
	defer s.mu.RUnlock()
	w := &worker{store: s, held: make(map[campaign.ID]bool)}
	if err := s.again(ctx, "worker", w.session, func(*pgx.Conn) (bool, error) { return true, nil }); err != nil {
		return nil, err
	}
	s.listed.Lock()
	defer s.listed.Unlock()
	s.workers[w] = true
	return w, nil
}

// session lends the worker's connection, a new one where it is broken.
func (w *worker) session(ctx context.Context) (*pgx.Conn, func(), error) {
	if w.conn == nil || w.conn.IsClosed() {
		if err := w.connect(ctx); err != nil {
			return nil, nil, err
		}
	}
	return w.conn, func() {}, nil
}

// connect begins a session under a new token and moves those claims to it that
// nobody has taken over. The token before is not used again: the server may
// not have noticed yet that its session is dead.
func (w *worker) connect(ctx context.Context) error {
	conn, err := pgx.ConnectConfig(ctx, w.store.pool.Config().ConnConfig)
	if err != nil {
		return err
	}
	var token int32
	err = conn.QueryRow(ctx, `SELECT t FROM (SELECT nextval('worker_tokens')::integer AS t) s, pg_advisory_lock($1, t)`,
		w.store.class).Scan(&token)
	if err == nil && w.token != 0 {
		held := make([]int64, 0, len(w.held))
		for id := range w.held {
			held = append(held, int64(id))
		}
		_, err = conn.Exec(ctx, `UPDATE participants SET claim = $1 WHERE claim = $2 AND id IN
			(SELECT id FROM participants WHERE id = ANY ($3) ORDER BY id FOR UPDATE)`, token, w.token, held)
	}
	if err != nil {
		_ = conn.Close(ctx) // the first error says more
		return err
	}
	w.conn, w.token = conn, token
	return nil
}

// enter begins a call, which the caller ends with leave where there is no error.
func (w *worker) enter(ctx context.Context, op string) error {
	if err := w.store.enter(ctx, op); err != nil {
		return err
	}
	w.mu.Lock()
	if w.closed {
		w.leave()
		return &campaign.Error{Code: campaign.CodeClosed, Op: op}
	}
	return nil
}

func (w *worker) leave() {
	w.mu.Unlock()
	w.store.mu.RUnlock()
}

// Claim implements campaign.Worker.
func (w *worker) Claim(ctx context.Context, now time.Time, req campaign.ClaimRequest) ([]campaign.Row, error) {
	if err := changeset.CheckClaim(req); err != nil {
		return nil, err
	}
	if err := w.enter(ctx, "claim"); err != nil {
		return nil, err
	}
	defer w.leave()
	var steps []changeset.Step
	if err := w.store.write(ctx, "claim", w.session, func(ctx context.Context, tx pgx.Tx) (stored proof, err error) {
		if steps, err = w.store.claim(ctx, tx, now, req, w.token); len(steps) > 0 {
			stored = isStored(steps)
		}
		return stored, err
	}); err != nil || len(steps) == 0 {
		return nil, err
	}
	for _, step := range steps {
		w.held[step.Row.ID] = true
	}
	return changeset.Rows(steps), nil
}

// claim moves to Asked who is due, in a transaction.
func (s *Store) claim(ctx context.Context, tx pgx.Tx, now time.Time, req campaign.ClaimRequest, token int32) ([]changeset.Step, error) {
	rows, err := s.due(ctx, tx, req)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	counters, err := s.lockAppends(ctx, tx)
	if err != nil {
		return nil, err
	}
	steps, err := changeset.PlanClaim(&counters, now, req, rows)
	if err != nil {
		return nil, err
	}
	return steps, store(ctx, tx, counters, steps, &token)
}

// Append implements campaign.Worker.
func (w *worker) Append(ctx context.Context, now time.Time, changes []campaign.Change) error {
	if err := w.enter(ctx, "append"); err != nil {
		return err
	}
	defer w.leave()
	if err := changeset.CheckKnown(changes); err != nil {
		return err
	}
	if err := w.store.write(ctx, "append", w.session, func(ctx context.Context, tx pgx.Tx) (proof, error) {
		return w.store.append(ctx, tx, now, changes, w.claimed)
	}); err != nil {
		return err
	}
	for _, change := range changes {
		delete(w.held, change.Event.ID)
	}
	return nil
}

// claimed refuses a participant whom somebody else or nobody has claimed.
func (w *worker) claimed(row lockedRow) error {
	if row.claim != w.token {
		return &campaign.Error{Code: campaign.CodeFenced, ID: row.ID}
	}
	return nil
}

// Close implements campaign.Worker.
func (w *worker) Close() error {
	w.store.listed.Lock()
	delete(w.store.workers, w)
	w.store.listed.Unlock()
	w.end()
	return nil
}

// end gives the claims back and closes the session.
func (w *worker) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed = true; w.conn == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	// The server ends a session some time after its client has gone; unlocking
	// frees the claims at once. Where it fails the session is broken, and the
	// server frees them by itself.
	_, _ = w.conn.Exec(ctx, `SELECT pg_advisory_unlock_all()`)
	_ = w.conn.Close(ctx)
	w.conn = nil
}

const closeTimeout = 5 * time.Second
