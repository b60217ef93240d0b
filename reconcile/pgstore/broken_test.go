//go:build unix

package pgstore_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/pgstore"
)

var now = time.Date(2022, 6, 1, 8, 0, 0, 0, time.UTC)

// openAt opens a store in a schema and closes it at the end.
func openAt(t *testing.T, dsn, schema string) *pgstore.Store {
	t.Helper()
	store, err := pgstore.Open(t.Context(), dsn, pgstore.Options{Schema: schema})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return store
}

// load loads n synthetic participants, who get the IDs 1 to n.
func load(t *testing.T, store campaign.Store, n int) {
	t.Helper()
	var changes []campaign.Change
	for i := range n {
		changes = append(changes, campaign.Change{
			Event: campaign.Event{Seq: 1, To: campaign.New, Cause: campaign.CauseLoaded},
			Key:   fmt.Appendf(nil, "synthetic-%d", i), Record: []byte("synthetic"),
		})
	}
	if err := store.Append(t.Context(), now, changes); err != nil {
		t.Fatalf("Append: %v", err)
	}
}

func note(seq int) []campaign.Change {
	return []campaign.Change{{Event: campaign.Event{ID: 1, Seq: seq, From: campaign.New, To: campaign.New, Cause: campaign.CauseEvidence}}}
}

var wholeRound = campaign.ClaimRequest{From: []campaign.State{campaign.New}, Round: 1, Limit: 10, Cause: campaign.CauseRound}

func verified(rows []campaign.Row) []campaign.Change {
	var changes []campaign.Change
	for _, r := range rows {
		changes = append(changes, campaign.Change{Event: campaign.Event{
			ID: r.ID, Seq: r.Seq + 1, From: r.State, To: campaign.Verified, Round: r.Round, Cause: campaign.CauseOutcome,
		}})
	}
	return changes
}

// history gives all events.
func history(t *testing.T, store campaign.Store) []campaign.Event {
	t.Helper()
	var events []campaign.Event
	for e, err := range store.Events(t.Context(), campaign.EventFilter{}) {
		if err != nil {
			t.Fatalf("Events: %v", err)
		}
		events = append(events, e)
	}
	return events
}

// TestCommitWithoutAnswer breaks the connection just before and just after the
// server commits: either way the change is stored once, and the caller hears so.
func TestCommitWithoutAnswer(t *testing.T) {
	dsn, schema := newSchema(t)
	proxy := newProxy(t, dsn)
	store := openAt(t, proxy.dsn, schema)
	load(t, store, 20)
	seq := 1
	for _, where := range []cut{cutBeforeCommit, cutAfterCommit, cutAfterCommit, cutBeforeCommit} {
		seq++
		proxy.cutNext(where, 0)
		if err := store.Append(t.Context(), now, note(seq)); err != nil {
			t.Errorf("Append over a connection that breaks (%d): %v", where, err)
		}
	}
	if got := len(history(t, store)); got != 24 {
		t.Errorf("%d events, want 24", got)
	}

	w, err := store.Worker(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, where := range []cut{cutAfterCommit, cutBeforeCommit} {
		proxy.cutNext(where, 0)
		rows, err := w.Claim(t.Context(), now, wholeRound)
		if err != nil || len(rows) != 10 {
			t.Fatalf("Claim over a connection that breaks: %d rows, error %v", len(rows), err)
		}
		proxy.cutNext(where, 0)
		if err := w.Append(t.Context(), now, verified(rows)); err != nil {
			t.Errorf("Worker.Append over a connection that breaks: %v", err)
		}
	}
	if got := len(history(t, store)); got != 24+40 || proxy.made() != 8 {
		t.Errorf("%d events after %d breaks, want 64 after 8", got, proxy.made())
	}
}

// TestRandomBreaks lets two workers share a round over connections that break
// at random.
func TestRandomBreaks(t *testing.T) {
	const people = 200
	dsn, schema := newSchema(t)
	proxy := newProxy(t, dsn)
	store := openAt(t, proxy.dsn, schema)
	load(t, store, people)
	proxy.cutSome(rand.New(rand.NewPCG(2207, 4)), 50)
	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			w, err := store.Worker(t.Context())
			if err != nil {
				t.Errorf("Worker: %v", err)
				return
			}
			defer w.Close()
			for {
				rows, err := w.Claim(t.Context(), now, wholeRound)
				if err != nil {
					t.Errorf("Claim: %v", err)
				}
				if len(rows) == 0 {
					return
				}
				// A broken session may cost the claims: then another has them.
				if err := w.Append(t.Context(), now, verified(rows)); err != nil && !errors.Is(err, campaign.CodeFenced) {
					t.Errorf("Worker.Append: %v", err)
					return
				}
			}
		})
	}
	wait.Wait()
	if proxy.made() < 3 {
		t.Errorf("only %d connections were broken: the test says little", proxy.made())
	}
	outcomes := make(map[campaign.ID]int)
	for i, e := range history(t, store) {
		if e.Position != int64(i+1) {
			t.Fatalf("position %d follows %d", e.Position, i)
		}
		if e.Cause == campaign.CauseOutcome {
			outcomes[e.ID]++
		}
	}
	for id := range campaign.ID(people) {
		if outcomes[id+1] != 1 {
			t.Errorf("participant %d has %d outcomes", id+1, outcomes[id+1])
		}
	}
	t.Logf("%d connections broken", proxy.made())
}

// TestSessionEnds ends the session of a worker at the server: another takes
// over at once, and the first is fenced off.
func TestSessionEnds(t *testing.T) {
	dsn, schema := newSchema(t)
	store := openAt(t, dsn, schema)
	load(t, store, 15)
	one, two := worker(t, store), worker(t, store)
	rows := claim(t, one)
	terminate(t, dsn, schema)
	taken := claim(t, two)
	if len(rows) != 10 || len(taken) != 10 || taken[0].ID != 1 {
		t.Errorf("claimed %d, then by the other %d", len(rows), len(taken))
	}
	if err := one.Append(t.Context(), now, verified(rows)); !errors.Is(err, campaign.CodeFenced) {
		t.Errorf("the first worker's Append gives %v, want fenced", err)
	}
	if err := two.Append(t.Context(), now, verified(taken)); err != nil {
		t.Errorf("the second worker's Append: %v", err)
	}

	rows = claim(t, one) // it works on in a new session
	terminate(t, dsn, schema)
	if err := one.Append(t.Context(), now, verified(rows)); err != nil || len(rows) != 5 {
		t.Errorf("Append of %d that nobody has taken over: %v", len(rows), err)
	}
}

func worker(t *testing.T, store campaign.Store) campaign.Worker {
	t.Helper()
	w, err := store.Worker(t.Context())
	if err != nil {
		t.Fatalf("Worker: %v", err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Errorf("Worker.Close: %v", err)
		}
	})
	return w
}

func claim(t *testing.T, w campaign.Worker) []campaign.Row {
	t.Helper()
	rows, err := w.Claim(t.Context(), now, wholeRound)
	if err != nil {
		t.Fatalf("Claim: %v", err)
	}
	return rows
}

// terminate ends every session that holds an advisory lock in the database of
// the tests, and waits until they are gone.
func terminate(t *testing.T, dsn, schema string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), `SELECT pg_terminate_backend(pid, 10000) FROM pg_locks
		WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`); err != nil {
		t.Fatalf("schema %s: %v", schema, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	dsn, schema := newSchema(t)
	for _, test := range []struct {
		name, dsn, schema string
		want              campaign.Code
	}{
		{"a schema that needs quotes", dsn, "Campaign; DROP", campaign.CodeInput},
		{"a schema with a digit first", dsn, "1a", campaign.CodeInput},
		{"no DSN", "postgres://synthetic-secret@[", schema, campaign.CodeInput},
		{"nobody there", "host=/nonexistent user=nobody", schema, campaign.CodeStore},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		_, err := pgstore.Open(ctx, test.dsn, pgstore.Options{Schema: test.schema})
		cancel()
		if !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %s", test.name, err, test.want)
		}
		for ; err != nil; err = errors.Unwrap(err) {
			if strings.Contains(err.Error(), "synthetic") {
				t.Errorf("%s: the error quotes the DSN", test.name)
			}
		}
	}
}

// TestSchema: several openings at once make the schema once, and a newer one is
// left alone.
func TestSchema(t *testing.T) {
	dsn, schema := newSchema(t)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			store, err := pgstore.Open(t.Context(), dsn, pgstore.Options{Schema: schema})
			if err != nil {
				t.Errorf("Open: %v", err)
				return
			}
			if err := store.Close(); err != nil {
				t.Errorf("Close: %v", err)
			}
		})
	}
	wait.Wait()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), `INSERT INTO `+schema+`.migrations (number) VALUES (99)`); err != nil {
		t.Fatal(err)
	}
	if _, err := pgstore.Open(t.Context(), dsn, pgstore.Options{Schema: schema}); !errors.Is(err, campaign.CodeSchema) {
		t.Errorf("a newer schema gives %v, want %s", err, campaign.CodeSchema)
	}
}

// TestServerErrorsHoldNoValues makes the server refuse a value, which it quotes
// in its message and detail.
func TestServerErrorsHoldNoValues(t *testing.T) {
	store := open(t)
	defer store.Close()
	load(t, store, 1)
	for name, change := range map[string]campaign.Change{
		"a key that is taken": {Event: campaign.Event{Seq: 1, To: campaign.New, Cause: campaign.CauseLoaded}, Key: []byte("synthetic-0")},
		"a NUL byte":          {Event: campaign.Event{Seq: 1, To: campaign.New, Cause: campaign.CauseLoaded, Ref: "synthetic\x00ref"}, Key: []byte("synthetic-9")},
		"no UTF-8":            {Event: campaign.Event{Seq: 1, To: campaign.New, Cause: campaign.CauseLoaded, Ref: "synthetic\xff"}, Key: []byte("synthetic-9")},
	} {
		err := store.Append(t.Context(), now, []campaign.Change{change})
		var e *campaign.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v, want an error of the campaign", name, err)
			continue
		}
		want := campaign.CodeInput
		if name == "a key that is taken" {
			want = campaign.CodeConflict
		}
		if e.Code != want {
			t.Errorf("%s: code %s, want %s", name, e.Code, want)
		}
		if text := fmt.Sprintf("%v %+v %#v %v", e, e.Cause, e.Cause, errors.Unwrap(e.Cause)); strings.Contains(text, "synthetic") {
			t.Errorf("%s: the error quotes a value", name)
		}
	}
}
