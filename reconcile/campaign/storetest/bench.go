package storetest

import (
	"os"
	"strconv"
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// chunk is how many participants a call of a benchmark concerns.
const chunk = 500

// Bench measures a store with the calls of a campaign: chunks of 500 loaded,
// claimed and answered, everybody streamed, numbers looked up. open gives a new
// and empty store.
func Bench(b *testing.B, open func(tb testing.TB) campaign.Store) {
	b.Run("Load", func(b *testing.B) {
		store := opened(b, open)
		n := 0
		for b.Loop() {
			loadChunk(b, store, n)
			n += chunk
		}
	})
	b.Run("ClaimAndAppend", func(b *testing.B) {
		store := opened(b, open)
		w, err := store.Worker(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		defer func() {
			if err := w.Close(); err != nil {
				b.Errorf("Worker.Close: %v", err)
			}
		}()
		loadChunk(b, store, 0)
		for round := 1; b.Loop(); round++ { // the same people, round after round
			rows, err := w.Claim(b.Context(), start, request(round, chunk, campaign.New, campaign.Pending))
			if err != nil || len(rows) != chunk {
				b.Fatalf("%d claimed, error %v", len(rows), err)
			}
			if err := w.Append(b.Context(), start, answers(rows, campaign.Pending)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Rows", func(b *testing.B) {
		store := opened(b, open)
		for n := range 10 {
			loadChunk(b, store, n*chunk)
		}
		for b.Loop() {
			n := 0
			for _, err := range store.Rows(b.Context(), campaign.Filter{}) {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			if n != 10*chunk {
				b.Fatalf("%d rows", n)
			}
		}
	})
	b.Run("State", func(b *testing.B) { benchState(b, open) })
	b.Run("Find", func(b *testing.B) {
		store := opened(b, open)
		loadChunk(b, store, 0)
		for b.Loop() {
			if rows, err := store.Find(b.Context(), label("number", 77)); err != nil || len(rows) != 1 {
				b.Fatalf("%d found, error %v", len(rows), err)
			}
		}
	})
}

// benchRows gives how many participants the store of a benchmark has in which
// few are looked for: a country's worth where BHXH_BENCH_ROWS asks for it.
func benchRows(b *testing.B) int {
	text := os.Getenv("BHXH_BENCH_ROWS")
	if text == "" {
		return 20 * chunk
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < chunk {
		b.Fatalf("BHXH_BENCH_ROWS is no number from %d", chunk)
	}
	return n
}

// benchState reads the work list of those who stand in a state that is rare: one
// in 5,000 is Escalated.
func benchState(b *testing.B, open func(tb testing.TB) campaign.Store) {
	const every = 5000
	store := opened(b, open)
	people := benchRows(b)
	for n := 0; n < people; n += chunk {
		loadChunk(b, store, n)
	}
	way := []campaign.State{campaign.New, campaign.Asked, campaign.Mismatched, campaign.Reviewed, campaign.Escalated}
	want := 0
	for id := campaign.ID(1); int(id) <= people; id += every {
		row := campaign.Row{ID: id, Seq: 1, Place: newcomer(int(id)).Event.Place}
		for i, to := range way[1:] {
			row.State, row.Seq = way[i], i+1
			if err := store.Append(b.Context(), start, []campaign.Change{follow(row, to, causeFrom(row.State))}); err != nil {
				b.Fatal(err)
			}
		}
		want++
	}
	read := func(b *testing.B, f campaign.Filter) (n int, last campaign.Row) {
		for row, err := range store.Rows(b.Context(), f) {
			if err != nil {
				b.Fatal(err)
			}
			n, last = n+1, row
		}
		return n, last
	}
	states := []campaign.State{campaign.Escalated, campaign.Answered}
	b.Run("list", func(b *testing.B) {
		for b.Loop() {
			if n, _ := read(b, campaign.Filter{States: states}); n != want {
				b.Fatalf("%d rows, want %d", n, want)
			}
		}
	})
	b.Run("one by one", func(b *testing.B) { // as the units that have somebody due are found
		for b.Loop() {
			f, total := campaign.Filter{States: states, Limit: 1}, 0
			for n, last := read(b, f); n > 0; n, last = read(b, f) {
				total++
				f.AfterUnit, f.AfterID = last.Place.Unit, last.ID
			}
			if total != want {
				b.Fatalf("%d rows, want %d", total, want)
			}
		}
	})
}

func opened(b *testing.B, open func(tb testing.TB) campaign.Store) campaign.Store {
	b.Helper()
	store := open(b)
	b.Cleanup(func() {
		if err := store.Close(); err != nil {
			b.Errorf("Close: %v", err)
		}
	})
	return store
}

// loadChunk loads the participants from number n on.
func loadChunk(b *testing.B, store campaign.Store, n int) {
	b.Helper()
	changes := make([]campaign.Change, chunk)
	for i := range changes {
		changes[i] = newcomer(n + i)
	}
	if err := store.Append(b.Context(), start, changes); err != nil {
		b.Fatal(err)
	}
}
