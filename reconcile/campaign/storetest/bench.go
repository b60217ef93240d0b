package storetest

import (
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
