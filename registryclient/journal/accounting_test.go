package journal_test

import (
	"errors"
	"maps"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/journal"
)

// setting reads a number from the environment, for the long runs.
func setting(t testing.TB, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is not a number", name)
	}
	return n
}

// TestAccounting asks a service that goes wrong in one request of ten, run
// after run until every row has its answer. An auditor that shares no code with
// the journal then finds nothing lost, doubled or wrong. Run it in full with
//
//	BHXH_ACCOUNTING_ROWS=1000000 go test -run TestAccounting -v -timeout 30m ./registryclient/journal
func TestAccounting(t *testing.T) {
	n := setting(t, "BHXH_ACCOUNTING_ROWS", 50_000)
	const workers, chunk = 16, 100
	s := newService(1)
	s.rate = 0.10
	server := httptest.NewServer(s)
	defer server.Close()
	dir := t.TempDir()
	start, runs, open := time.Now(), 0, n
	for ; open > 0; runs++ {
		if runs > 1000 {
			t.Fatal("no end")
		}
		open = account(t, dir, server.URL, n, registryclient.BatchOptions{Key: key, Workers: workers, ChunkSize: chunk, Input: "accounting"})
	}
	took := time.Since(start)
	exact(t, dir, s, n)
	minimum := (n + chunk - 1) / chunk
	t.Logf("%d rows in %v (%.0f rows/s), %d runs, %d requests (%.3f of the least), faults %v",
		n, took.Round(time.Millisecond), float64(n)/took.Seconds(), runs, s.requests, float64(s.requests)/float64(minimum), s.faults)
	if n >= 1_000_000 {
		for _, kind := range faultKinds {
			if s.faults[kind] == 0 {
				t.Errorf("fault %s was never drawn: %v", kind, slices.Sorted(maps.Keys(s.faults)))
			}
		}
	}
}

// account makes one run and gives how many rows have no answer yet.
func account(t *testing.T, dir, url string, n int, opts registryclient.BatchOptions) (open int) {
	t.Helper()
	j, err := journal.Open(dir, journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	c, closing, err := channel(url, opts.Workers)
	if err != nil {
		t.Fatal(err)
	}
	defer closing()
	given := 0
	for r, err := range registryclient.VerifyAll(t.Context(), c, rows(n), j, opts) {
		if err != nil {
			if errors.Is(err, registryclient.BatchGaveUp) { // refused once: a person would look, and start it again
				return n - given + open
			}
			t.Fatal(err)
		}
		if r.Row != given {
			t.Fatalf("row %d was given in the place of %d", r.Row, given)
		}
		given++
		if r.Reply.Err != nil {
			open++
		}
	}
	if given != n {
		t.Fatalf("%d results, want %d", given, n)
	}
	return open
}
