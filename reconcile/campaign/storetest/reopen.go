package storetest

import (
	"slices"
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// RunReopen checks a store that outlives its process. fresh makes a new place
// for one and gives a function that opens the store there, again and again.
// shared says that it may be open several times at once; where it may not, the
// second opening must fail with CodeLocked.
func RunReopen(t *testing.T, shared bool, fresh func(t *testing.T) (open func() (campaign.Store, error))) {
	t.Helper()
	t.Run("everything is still there", func(t *testing.T) { everythingStays(t, fresh(t)) })
	t.Run("claims end with the store", func(t *testing.T) { claimsEnd(t, fresh(t)) })
	t.Run("opened twice", func(t *testing.T) {
		if shared {
			openTwice(t, fresh(t))
		} else {
			locked(t, fresh(t))
		}
	})
}

// reopen opens the store, which is closed at the end of the test or before.
func reopen(t *testing.T, open func() (campaign.Store, error)) *harness {
	t.Helper()
	store, err := open()
	if err != nil {
		t.Fatalf("opening: %v", err)
	}
	t.Cleanup(func() { shut(t, store) })
	return &harness{t: t, Store: store}
}

func shut(t *testing.T, store campaign.Store) {
	t.Helper()
	if err := store.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
}

func everythingStays(t *testing.T, open func() (campaign.Store, error)) {
	h := reopen(t, open)
	rows := h.load(30)
	for i, row := range rows {
		c := follow(row, campaign.New, campaign.CauseRecord)
		c.Outbox, c.Numbers = label("message", i), [][]byte{label("number", 100+i)}
		h.append(at(i), c)
	}
	if err := h.SetSetting(t.Context(), "name", nil, []byte("value")); err != nil {
		t.Fatal(err)
	}
	fence := h.fence(at(500))
	want := h.total()
	shut(t, h.Store)

	h = reopen(t, open)
	diff(t, "the store", want, h.total())
	if value, err := h.Setting(t.Context(), "name"); err != nil || string(value) != "value" {
		t.Errorf("the setting is %q, error %v", value, err)
	}
	if found, err := h.Find(t.Context(), label("number", 107)); err != nil || !slices.Equal(ids(found), []campaign.ID{8}) {
		t.Errorf("Find gives %d rows, error %v", len(found), err)
	}
	h.append(at(1), newcomer(31))
	e := h.events(campaign.EventFilter{After: 60})[0]
	if e.ID != 31 || e.Position != 61 || !e.At.After(fence) {
		t.Errorf("the next event has ID %d, position %d and time %v; want 31, 61 and after the fence", e.ID, e.Position, e.At)
	}
}

func claimsEnd(t *testing.T, open func() (campaign.Store, error)) {
	h := reopen(t, open)
	h.load(3)
	claimed := h.claim(h.worker(), at(1), 2)
	if len(claimed) != 2 {
		t.Fatalf("%d claimed, want 2", len(claimed))
	}
	shut(t, h.Store) // without closing the worker

	h = reopen(t, open)
	w := h.worker()
	rows := h.claim(w, at(2), 9)
	diff(t, "who is claimed anew", []campaign.ID{1, 2, 3}, ids(rows))
	if err := w.Append(t.Context(), at(3), answers(rows, campaign.Verified)); err != nil {
		t.Errorf("Worker.Append: %v", err)
	}
}

func locked(t *testing.T, open func() (campaign.Store, error)) {
	h := reopen(t, open)
	h.load(1)
	second, err := open()
	wantCode(t, "opening it a second time", err, campaign.CodeLocked)
	if err == nil {
		shut(t, second)
	}
	h.append(at(1), newcomer(2)) // the first is none the worse
	shut(t, h.Store)
	diff(t, "after Close", 2, len(reopen(t, open).rows(campaign.Filter{})))
}

// openTwice lets workers of two openings share a round.
func openTwice(t *testing.T, open func() (campaign.Store, error)) {
	one, two := reopen(t, open), reopen(t, open)
	one.load(10)
	first := one.claim(one.worker(), at(1), 4)
	w := two.worker()
	second := two.claim(w, at(1), 99)
	diff(t, "claimed through the other", []campaign.ID{5, 6, 7, 8, 9, 10}, ids(second))
	wantCode(t, "another's claim", w.Append(t.Context(), at(2), answers(first, campaign.Verified)), campaign.CodeFenced)
	wantCode(t, "without a claim", two.Append(t.Context(), at(2), answers(first, campaign.Verified)), campaign.CodeClaimed)
	fence := two.fence(at(9))
	one.append(at(3), newcomer(11))
	events := two.events(campaign.EventFilter{})
	if last := events[len(events)-1]; !last.At.After(fence) {
		t.Errorf("an event through one store is not after a fence of the other")
	}
	shut(t, one.Store)
	diff(t, "taken over when the first has closed", []campaign.ID{1, 2, 3, 4, 11}, ids(two.claim(w, at(10), 99)))
}
