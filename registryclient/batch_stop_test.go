package registryclient_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

func TestRowsThatCannotBeAsked(t *testing.T) {
	const n = 30
	store := newMemory()
	input := func(yield func(registryclient.Query, error) bool) {
		for q, err := range rows(n) {
			if q.Number == row(4).Number {
				q.Number = registryclient.Query{}.Number
			}
			if !yield(q, err) {
				return
			}
		}
	}
	o := &oracle{fail: func(i int, _ string) error {
		switch i {
		case 7:
			return unavailable
		case 9:
			return errors.New("not an error of this module")
		}
		return nil
	}}
	for run := range 2 { // what failed is tried again, and what could not be put, which costs nobody anything
		results, err := collect(t, o, input, store, options{})
		if err != nil || len(results) != n {
			t.Fatalf("%d results, error %v", len(results), err)
		}
		for i, r := range results {
			var wrong bool
			switch i {
			case 4:
				wrong = !errors.Is(r.Reply.Err, registryclient.CodeInvalidQuery) || r.Restored
			case 7:
				wrong = !errors.Is(r.Reply.Err, registryclient.CodeUnavailable) || r.Restored
			case 9:
				wrong = r.Reply.Err == nil || r.Restored
			default:
				wrong = r.Reply.Err != nil || r.Restored != (run == 1)
			}
			if wrong {
				t.Errorf("run %d, row %d: %v, restored %v", run, i, r.Reply, r.Restored)
			}
		}
		want := []registryclient.RowClass{registryclient.RowRefused, registryclient.RowFailed, registryclient.RowFailed}
		if got := store.points[0].Classes; !slices.Equal([]registryclient.RowClass{got[4], got[7], got[9]}, want) {
			t.Errorf("run %d: classes %v", run, got)
		}
	}
	if o.times(n)[7] != 2 || o.times(n)[8] != 1 {
		t.Errorf("asked %v", o.times(n))
	}
}

func TestGiveUp(t *testing.T) {
	for name, c := range map[string]struct {
		err  *registryclient.Error
		opts options
		most int
	}{
		"credentials refused": {&registryclient.Error{Code: registryclient.CodeForbidden}, options{Workers: 1}, 1},
		"an outage":           {unavailable, options{Workers: 1, GiveUpAfter: 5}, 5},
		"an outage, default":  {unavailable, options{Workers: 1}, 64},
	} {
		o, store := &oracle{fail: func(int, string) error { return c.err }}, newMemory()
		_, err := collect(t, o, rows(1000), store, c.opts)
		if !errors.Is(err, registryclient.BatchGaveUp) || !errors.Is(err, c.err.Code) || len(o.asked) > c.most {
			t.Errorf("%s: %d asked, error %v", name, len(o.asked), err)
		}
		o.fail = nil
		results, err := collect(t, o, rows(1000), store, c.opts)
		if err != nil {
			t.Errorf("%s, afterwards: %v", name, err)
		}
		complete(t, results, 1000)
	}
	o := &oracle{fail: func(int, string) error { return unavailable }}
	if results, err := collect(t, o, rows(300), nil, options{GiveUpAfter: -1}); err != nil || len(results) != 300 {
		t.Errorf("never giving up: %d results, error %v", len(results), err)
	}
}

// TestPauses: a service that says when to come back is asked again then, and
// its rows do not fail.
func TestPauses(t *testing.T) {
	for name, c := range map[string]struct {
		err    *registryclient.Error
		opts   options
		waited time.Duration
		failed bool
		stop   error
	}{
		"over the quota":    {&registryclient.Error{Code: registryclient.CodeRateLimited, RetryAfter: 20 * time.Second}, options{}, 40 * time.Second, false, nil},
		"circuit open":      {&registryclient.Error{Code: registryclient.CodeCircuitOpen, RetryAfter: 50 * time.Second}, options{}, 100 * time.Second, false, nil},
		"too long":          {&registryclient.Error{Code: registryclient.CodeCircuitOpen, RetryAfter: 61 * time.Second}, options{}, 0, true, nil},
		"never waiting":     {&registryclient.Error{Code: registryclient.CodeRateLimited, RetryAfter: time.Second}, options{MaxPause: -1}, 0, true, nil},
		"patience is short": {&registryclient.Error{Code: registryclient.CodeRateLimited, RetryAfter: time.Second}, options{GiveUpAfter: 2}, time.Second, false, registryclient.BatchGaveUp},
	} {
		synctest.Test(t, func(t *testing.T) {
			times := 0
			o := &oracle{fail: func(i int, _ string) error {
				if times++; i == 3 && times <= 3+2 {
					return c.err
				}
				return nil
			}}
			c.opts.Workers = 1
			start := time.Now()
			results, err := collect(t, o, rows(10), nil, c.opts)
			if !errors.Is(err, c.stop) {
				t.Fatalf("%s: error %v", name, err)
			}
			if waited := time.Since(start); waited != c.waited {
				t.Errorf("%s: waited %v, want %v", name, waited, c.waited)
			}
			if c.stop == nil && (results[3].Reply.Err != nil) != c.failed {
				t.Errorf("%s: row 3 is %v", name, results[3])
			}
		})
	}
}

func TestInputThatFails(t *testing.T) {
	broken := errors.New("line 26 is unreadable")
	input := func(yield func(registryclient.Query, error) bool) {
		for q, err := range rows(25) {
			if !yield(q, err) {
				return
			}
		}
		yield(registryclient.Query{}, broken)
	}
	for _, unordered := range []bool{false, true} {
		store, o := newMemory(), &oracle{}
		results, err := collect(t, o, input, store, options{ChunkSize: 10, Unordered: unordered})
		var e *registryclient.BatchError
		if !errors.As(err, &e) || e.Code != registryclient.BatchInput || e.Row != 25 || !errors.Is(err, broken) || len(results) != 20 {
			t.Errorf("%d results, error %v", len(results), err)
		}
		results, err = collect(t, o, rows(30), store, options{})
		if err != nil {
			t.Error(err)
		}
		complete(t, results, 30)
	}
}

func TestStopping(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		o, store := &oracle{}, newMemory()
		opts := options{ChunkSize: 4, Workers: 3, Key: key, Unordered: unordered}
		ctx, cancel := context.WithCancel(t.Context())
		t.Cleanup(cancel)
		given := 0
		var last error
		for _, err := range registryclient.VerifyAll(ctx, o, rows(500), store, opts) {
			if last = err; err == nil {
				if given++; given == 50 {
					cancel()
				}
			}
		}
		if !errors.Is(last, registryclient.BatchStopped) || !errors.Is(last, context.Canceled) {
			t.Errorf("cancelled: %v", last)
		}
		given = 0
		for range registryclient.VerifyAll(t.Context(), o, rows(500), store, opts) {
			if given++; given == 70 {
				break
			}
		}
		results, err := collect(t, o, rows(500), store, opts)
		if err != nil {
			t.Fatal(err)
		}
		complete(t, results, 500)
		for i, times := range o.times(500) {
			if times > 2 {
				t.Errorf("row %d was asked %d times", i, times)
			}
		}
	}
}

func TestBatchRefuses(t *testing.T) {
	short := registryclient.NewSecret("a key of less than 32 bytes")
	for name, c := range map[string]struct {
		cp   registryclient.Checkpointer
		opts options
	}{
		"a store without a key":             {newMemory(), options{Key: registryclient.NewSecret("")}},
		"a short key":                       {newMemory(), options{Key: short}},
		"a negative chunk":                  {nil, options{ChunkSize: -1}},
		"a source of randomness that fails": {nil, options{Random: noRandom{}}},
	} {
		o := &oracle{}
		var last error
		for _, err := range registryclient.VerifyAll(t.Context(), o, rows(3), c.cp, c.opts) {
			last = err
		}
		if !errors.Is(last, registryclient.BatchConfig) || len(o.asked) != 0 {
			t.Errorf("%s: error %v, %d asked", name, last, len(o.asked))
		}
	}
}

func TestVerifyAllOfNil(t *testing.T) {
	for name, run := range map[string]iter.Seq2[registryclient.BatchResult, error]{
		"no questions": registryclient.VerifyAll(t.Context(), &oracle{}, nil, nil, options{}),
		"no verifier":  registryclient.VerifyAll(t.Context(), nil, rows(3), nil, options{}),
	} {
		given := 0
		for _, err := range run {
			if given++; !errors.Is(err, registryclient.BatchConfig) {
				t.Errorf("%s: error %v, want BatchConfig", name, err)
			}
		}
		if given != 1 {
			t.Errorf("%s: %d results, want the error alone", name, given)
		}
	}
}

type noRandom struct{}

func (noRandom) Read([]byte) (int, error) { return 0, errors.New("no randomness") }

// narrow is a channel that takes seven questions and refuses more.
type narrow struct{ together }

func (*narrow) Capabilities() registryclient.Capabilities {
	return registryclient.Capabilities{MaxBatch: 7}
}

func (n *narrow) VerifyBatch(ctx context.Context, qs []registryclient.Query) ([]registryclient.Reply, error) {
	if len(qs) > 7 {
		return nil, &registryclient.Error{Code: registryclient.CodeInvalidQuery}
	}
	return n.together.VerifyBatch(ctx, qs)
}

// silent is a narrow channel that does not say how narrow it is.
type silent struct{ narrow }

func (*silent) Capabilities() registryclient.Capabilities { return registryclient.Capabilities{} }

// TestAnotherChannel goes on through a channel that takes less than a chunk. An
// exchange that is refused as such makes no row final.
func TestAnotherChannel(t *testing.T) {
	const n = 100
	store := newMemory()
	store.left = 3
	if _, err := collect(t, &together{}, rows(n), store, options{ChunkSize: 50, Workers: 1}); !errors.Is(err, registryclient.BatchStore) {
		t.Fatal(err)
	}
	store.left = -1
	results, err := collect(t, &silent{}, rows(n), store, options{})
	if err != nil || len(results) != n || !errors.Is(results[n-1].Reply.Err, registryclient.CodeRejected) {
		t.Fatalf("%d results, the last %v, error %v; want CodeRejected", len(results), results[len(results)-1], err)
	}
	if results, err = collect(t, &narrow{}, rows(n), store, options{}); err != nil {
		t.Fatal(err)
	}
	complete(t, results, n)
}
