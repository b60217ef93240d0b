//go:build unix

package pgstore_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/roundtest"
	"github.com/bhxh-go/bhxh/reconcile/pgstore"
)

// TestRekeyKilled changes the key of a campaign in two processes that are killed
// at random points: in the end everything is there with the new key alone.
func TestRekeyKilled(t *testing.T) {
	people, kills, err := roundtest.Size()
	if err != nil {
		t.Fatal(err)
	}
	dsn, schema := newSchema(t)
	l := &lives{t: t, dsn: dsn, schema: schema, dir: t.TempDir(), people: people}
	l.load(0)
	l.together("ask", 0)
	want := l.look(roundtest.FirstKey, nil)
	began := time.Now()
	l.total = roundtest.Life{}
	l.together("rekey", kills)
	if t.Failed() {
		return
	}
	if l.killed != kills {
		t.Errorf("killed %d times, want %d", l.killed, kills)
	}
	t.Logf("%d participants, %d kills, %v, CPU of the processes %v + %v, at most %d MiB each", people, kills,
		time.Since(began).Round(time.Second), l.total.User.Round(time.Second), l.total.System.Round(time.Second), l.total.RSS>>10)
	l.look(roundtest.SecondKey, want)
	if n := l.underFormerKey(); n > 0 {
		t.Errorf("%d values are still under the former key", n)
	}
	store, err := pgstore.Open(t.Context(), dsn, pgstore.Options{Schema: schema})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, err := roundtest.FirstKey.Open(t.Context(), store, time.Now); !errors.Is(err, campaign.CodeKey) {
		t.Errorf("the old key gives %v, want %s", err, campaign.CodeKey)
	}
}

// look looks at everybody, and compares the report with that of before.
func (l *lives) look(keys roundtest.Keys, want *campaign.Progress) *campaign.Progress {
	t := l.t
	t.Helper()
	store, err := pgstore.Open(t.Context(), l.dsn, pgstore.Options{Schema: l.schema})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	c, err := keys.Open(t.Context(), store, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	var asOf time.Time
	if want != nil {
		asOf = want.AsOf
	}
	got, err := roundtest.Look(t.Context(), c, l.people, asOf)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); want != nil && d != "" {
		t.Errorf("the report of before (-printed +now):\n%s", d)
	}
	return got
}

// underFormerKey counts with plain SQL what is not under the second key.
func (l *lives) underFormerKey() (n int) {
	l.t.Helper()
	conn, err := pgx.Connect(l.t.Context(), l.dsn)
	if err != nil {
		l.t.Fatal(err)
	}
	defer conn.Close(l.t.Context())
	if err := conn.QueryRow(l.t.Context(), `SELECT
		(SELECT count(*) FROM `+l.schema+`.persons WHERE substr(key, 1, 2) <> '\xff01' OR substr(record, 1, 2) <> '\x0201')
		+ (SELECT count(*) FROM `+l.schema+`.numbers WHERE substr(number, 1, 2) <> '\xff01')
		+ (SELECT count(*) FROM `+l.schema+`.outbox WHERE substr(body, 1, 2) <> '\x0201')`).Scan(&n); err != nil {
		l.t.Fatal(err)
	}
	return n
}
