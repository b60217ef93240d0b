//go:build unix

package pgstore_test

import (
	"context"
	"errors"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// TestServerCrashes stops the server as a crash would, in the middle of work,
// and starts it again.
func TestServerCrashes(t *testing.T) {
	dsn, schema := newSchema(t)
	if shared.process == nil {
		t.Skip("did not run: a server that was given is not stopped")
	}
	store := openAt(t, dsn, schema)
	load(t, store, 20)
	w := worker(t, store)
	rows := claim(t, w)
	ctx, cancel := context.WithCancel(t.Context())
	stored := make(chan int)
	go func() {
		n := 0
		for ; n < 2000 && ctx.Err() == nil; n++ {
			if err := store.Append(context.WithoutCancel(ctx), now, []campaign.Change{{Event: campaign.Event{
				ID: 20, Seq: n + 2, From: campaign.New, To: campaign.New, Cause: campaign.CauseEvidence,
			}}}); err != nil {
				t.Errorf("Append while the server restarts: %v", err)
				break
			}
		}
		stored <- n
	}()
	if err := shared.stop(syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	if err := shared.start(); err != nil {
		t.Fatal(err)
	}
	if err := w.Append(t.Context(), now, verified(rows)); err != nil {
		t.Errorf("Worker.Append after the restart: %v", err)
	}
	cancel()
	notes := <-stored
	if got, want := len(history(t, store)), 20+10+10+notes; got != want {
		t.Errorf("%d events, want %d", got, want)
	}
}

// TestCrashGivesTheIDAway crashes the server between the COMMIT and the disk. It
// gives the id of the lost transaction to the next one: whether or not that is
// committed before the store asks, the change is stored, once.
func TestCrashGivesTheIDAway(t *testing.T) {
	for _, taken := range []bool{false, true} {
		dsn, schema := newSchema(t)
		if shared.process == nil {
			t.Skip("did not run: a server that was given is not stopped")
		}
		proxy := newProxy(t, dsn)
		store := openAt(t, proxy.dsn, schema)
		load(t, store, 3)
		crashed := false
		proxy.mu.Lock()
		proxy.some = func() cut {
			if crashed {
				return cutNever
			}
			crashed = true
			if err := crash(t.Context(), dsn, taken); err != nil {
				t.Error(err)
			}
			return cutBeforeCommit
		}
		proxy.mu.Unlock()
		note := campaign.Change{Event: campaign.Event{ID: 2, Seq: 2, From: campaign.New, To: campaign.New, Cause: campaign.CauseEvidence}}
		if err := store.Append(t.Context(), now, []campaign.Change{note}); err != nil {
			t.Errorf("Append: %v", err)
		}
		if got := len(history(t, store)); got != 4 || !crashed {
			t.Errorf("%d events, want 4", got)
		}
	}
}

// crash crashes the server while a transaction is open, and starts it again;
// taken says that another one gets its id.
func crash(ctx context.Context, dsn string, taken bool) error {
	var lost, next int64
	ask := func(into *int64, text string) error {
		conn, err := pgx.Connect(ctx, dsn)
		if err != nil {
			return err
		}
		defer conn.Close(ctx)
		return conn.QueryRow(ctx, text).Scan(into)
	}
	if err := ask(&lost, `SELECT max(backend_xid::text::bigint) FROM pg_stat_activity`); err != nil {
		return err
	}
	if err := errors.Join(shared.stop(syscall.SIGQUIT), shared.start()); err != nil {
		return err
	}
	for next < lost && taken {
		if err := ask(&next, `SELECT pg_current_xact_id()::text::bigint`); err != nil {
			return err
		}
	}
	return nil
}
