package registryclient_test

import (
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient"
)

type options = registryclient.BatchOptions

var unavailable = &registryclient.Error{Code: registryclient.CodeUnavailable}

func TestVerifyAll(t *testing.T) {
	for name, c := range map[string]struct {
		opts  options
		store bool
	}{
		"nothing kept":  {options{}, false},
		"kept":          {options{}, true},
		"one worker":    {options{Workers: 1}, true},
		"chunks of one": {options{ChunkSize: 1, Workers: 20}, true},
		"one chunk":     {options{ChunkSize: 10_000}, true},
		"unordered":     {options{Unordered: true, ChunkSize: 3}, true},
	} {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{0, 1, 15, 16, 17, 320, 333} {
				one, many := &oracle{}, &together{}
				for _, v := range []registryclient.Verifier{one, many} {
					var cp registryclient.Checkpointer
					if c.store {
						cp = newMemory()
					}
					results, err := collect(t, v, rows(n), cp, c.opts)
					if err != nil {
						t.Fatalf("%d rows: %v", n, err)
					}
					complete(t, results, n)
					if !c.opts.Unordered && !slices.IsSortedFunc(results, func(a, b registryclient.BatchResult) int { return a.Row - b.Row }) {
						t.Errorf("%d rows: not in input order", n)
					}
				}
				for i, times := range slices.Concat(one.times(n), many.times(n)) {
					if times != 1 {
						t.Fatalf("row %d of %d was asked %d times", i%n, n, times)
					}
				}
			}
		})
	}
}

// TestResume stops a batch after every number of checkpoints and goes on:
// every result is given once and is right, and what was kept is not asked.
func TestResume(t *testing.T) {
	const n, chunk, workers = 100, 8, 3
	for left := range 27 {
		for _, v := range []interface {
			registryclient.Verifier
			times(int) []int
		}{&oracle{}, &together{}} {
			store := newMemory()
			store.left = left
			opts := options{ChunkSize: chunk, Workers: workers}
			results, err := collect(t, v, rows(n), store, opts)
			if left < 27-1 && (!errors.Is(err, registryclient.BatchStore) || !errors.Is(err, errFull)) {
				t.Fatalf("%d checkpoints: %v", left, err)
			}
			done := 0
			for _, p := range store.points {
				if p.State == registryclient.CheckpointDone {
					done += p.Rows
				}
			}
			if done < len(results) {
				t.Fatalf("%d checkpoints: %d results were given, %d kept", left, len(results), done)
			}
			before := v.times(n)
			store.left = -1
			results, err = collect(t, v, rows(n), store, opts)
			if err != nil {
				t.Fatalf("%d checkpoints: %v", left, err)
			}
			complete(t, results, n)
			again := 0
			for i, times := range v.times(n) {
				if results[i].Restored != (times == before[i]) {
					t.Fatalf("%d checkpoints: row %d restored %v, asked %d times and then %d", left, i, results[i].Restored, before[i], times)
				}
				if times > 2 {
					t.Fatalf("row %d was asked %d times", i, times)
				}
				again += times - 1
			}
			if again > workers*chunk {
				t.Fatalf("%d checkpoints: %d rows asked again, want at most %d", left, again, workers*chunk)
			}
		}
	}
}

func TestRequestIDs(t *testing.T) {
	const n = 40
	store := newMemory()
	opts := options{ChunkSize: 10, Workers: 1, GiveUpAfter: -1}
	o := &oracle{fail: func(i int, _ string) error {
		if i%10 == 3 {
			return unavailable
		}
		return nil
	}}
	store.left = 7 // three whole chunks, and the announcement of the fourth
	if _, err := collect(t, o, rows(n), store, opts); !errors.Is(err, registryclient.BatchStore) {
		t.Fatal(err)
	}
	o.fail, store.left = nil, -1
	results, err := collect(t, o, rows(n), store, opts)
	if err != nil {
		t.Fatal(err)
	}
	complete(t, results, n)
	seen := make(map[string]bool)
	for i := range n {
		ids := o.asked[i]
		switch {
		case i >= 30 && (len(ids) != 2 || ids[0] != ids[1]):
			t.Errorf("row %d, which was in flight: ids %v, want one twice", i, ids)
		case i < 30 && i%10 == 3 && (len(ids) != 2 || ids[0] == ids[1]):
			t.Errorf("row %d, which failed: ids %v, want two", i, ids)
		case i < 30 && i%10 != 3 && len(ids) != 1:
			t.Errorf("row %d, which was answered: ids %v, want one", i, ids)
		}
		for _, id := range slices.Compact(slices.Clone(ids)) {
			if seen[id] || !registryclient.ValidRequestID(id) {
				t.Errorf("row %d: id %q is taken or unusable", i, id)
			}
			seen[id] = true
		}
		last := ids[len(ids)-1]
		if results[i].Query.RequestID != last {
			t.Errorf("row %d: the result names %q, want %q", i, results[i].Query.RequestID, last)
		}
	}
}

// TestRowRequestID pins the formula, which an auditor may use as well.
func TestRowRequestID(t *testing.T) {
	const want = "cb614c1a-14a7-811b-ab7a-6533f831c32f"
	if got := registryclient.RowRequestID("batch", 7, 1, 2); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestIDsThatTheRegistryHad: after a restart the registry refuses the ids it
// has had, and the rows are asked under new ones.
func TestIDsThatTheRegistryHad(t *testing.T) {
	const n = 20
	store := newMemory()
	store.left = 1
	had := make(map[string]bool)
	o := &oracle{fail: func(_ int, id string) error {
		if had[id] {
			return &registryclient.Error{Code: registryclient.CodeRejected}
		}
		had[id] = true
		return nil
	}}
	opts := options{ChunkSize: 5, Workers: 1}
	if _, err := collect(t, o, rows(n), store, opts); !errors.Is(err, registryclient.BatchStore) {
		t.Fatal(err)
	}
	store.left = -1
	results, err := collect(t, o, rows(n), store, opts)
	if err != nil {
		t.Fatal(err)
	}
	complete(t, results, n)
}

func TestOtherInput(t *testing.T) {
	const n = 45
	changed := func(at int) iter.Seq2[registryclient.Query, error] {
		return func(yield func(registryclient.Query, error) bool) {
			for q, err := range rows(n) {
				if at--; at == -1 {
					q.FullName += " Khác"
				}
				if !yield(q, err) {
					return
				}
			}
		}
	}
	for name, c := range map[string]struct {
		input iter.Seq2[registryclient.Query, error]
		opts  options
		want  error
		given int
	}{
		"the same":                {rows(n), options{Input: "list of May"}, nil, n},
		"another name of it":      {rows(n), options{Input: "list of June"}, registryclient.BatchOtherInput, 0},
		"another key":             {rows(n), options{Input: "list of May", Key: registryclient.NewSecret("another key for tests, of 32 bytes")}, registryclient.BatchOtherKey, 0},
		"a changed row":           {changed(25), options{Input: "list of May"}, registryclient.BatchOtherInput, 20},
		"a changed first row":     {changed(0), options{Input: "list of May"}, registryclient.BatchOtherInput, 0},
		"one row more":            {rows(n + 1), options{Input: "list of May"}, registryclient.BatchOtherInput, 40},
		"a chunk more":            {rows(n + 10), options{Input: "list of May"}, registryclient.BatchOtherInput, 40},
		"one row less":            {rows(n - 1), options{Input: "list of May"}, registryclient.BatchOtherInput, 40},
		"a chunk less":            {rows(n - 5), options{Input: "list of May"}, registryclient.BatchOtherInput, 40},
		"another size of chunks":  {rows(n), options{Input: "list of May", ChunkSize: 7}, nil, n},
		"more workers, any order": {rows(n), options{Input: "list of May", Workers: 30, Unordered: true}, nil, n},
		"another officer or agency": {func(yield func(registryclient.Query, error) bool) {
			for q, err := range rows(n) {
				q.Purpose = registryclient.Purpose{Procedure: "X", Officer: "x"}
				if !yield(q, err) {
					return
				}
			}
		}, options{Input: "list of May"}, nil, n},
	} {
		t.Run(name, func(t *testing.T) {
			store, o := newMemory(), &oracle{}
			if _, err := collect(t, o, rows(n), store, options{ChunkSize: 10, Workers: 2, Input: "list of May"}); err != nil {
				t.Fatal(err)
			}
			before := store.appended
			results, err := collect(t, o, c.input, store, c.opts)
			if !errors.Is(err, c.want) || len(results) != c.given {
				t.Errorf("%d results, error %v; want %d, %v", len(results), err, c.given, c.want)
			}
			if store.appended != before {
				t.Error("the store was changed")
			}
			for i, times := range o.times(n) {
				if times != 1 {
					t.Fatalf("row %d was asked %d times", i, times)
				}
			}
		})
	}
}

// TestShorterUnfinished: an input that ends before what was announced of a
// batch whose end nobody saw.
func TestShorterUnfinished(t *testing.T) {
	store, o := newMemory(), &oracle{}
	store.left = 9
	if _, err := collect(t, o, rows(100), store, options{ChunkSize: 10, Workers: 1}); !errors.Is(err, registryclient.BatchStore) {
		t.Fatal(err)
	}
	store.left = -1
	if _, err := collect(t, o, rows(30), store, options{}); !errors.Is(err, registryclient.BatchOtherInput) {
		t.Errorf("error %v, want BatchOtherInput", err)
	}
}

func TestDamagedStore(t *testing.T) {
	for name, damage := range map[string]func(*registryclient.Checkpoint){
		"payload":        func(c *registryclient.Checkpoint) { c.Payload[len(c.Payload)-1] ^= 1 },
		"a class":        func(c *registryclient.Checkpoint) { c.Classes[2] = registryclient.RowMatched },
		"classes short":  func(c *registryclient.Checkpoint) { c.Classes = c.Classes[1:] },
		"another chunk":  func(c *registryclient.Checkpoint) { c.Chunk = 5 },
		"the generation": func(c *registryclient.Checkpoint) { c.Generation++ },
		"the state":      func(c *registryclient.Checkpoint) { c.State = registryclient.CheckpointEnded },
	} {
		store := newMemory()
		if _, err := collect(t, &oracle{}, rows(40), store, options{ChunkSize: 10}); err != nil {
			t.Fatal(err)
		}
		point := store.points[2]
		damage(&point)
		store.points[2] = point
		results, err := collect(t, &oracle{}, rows(40), store, options{})
		if !errors.Is(err, registryclient.BatchDamaged) || len(results) != 20 {
			t.Errorf("%s: %d results, error %v; want 20 and BatchDamaged", name, len(results), err)
		}
	}
	// A payload of another chunk is refused although it is sound in its place.
	store := newMemory()
	if _, err := collect(t, &oracle{}, rows(40), store, options{ChunkSize: 10}); err != nil {
		t.Fatal(err)
	}
	point := store.points[2]
	point.Payload = store.points[1].Payload
	store.points[2] = point
	if _, err := collect(t, &oracle{}, rows(40), store, options{}); !errors.Is(err, registryclient.BatchDamaged) {
		t.Errorf("exchanged payloads: error %v", err)
	}
}
