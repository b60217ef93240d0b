package storetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// start is when the tests begin. It has no meaning.
var start = time.Date(2022, 6, 1, 8, 0, 0, 0, time.UTC)

// harness is a store with short ways to use it.
type harness struct {
	campaign.Store
	t *testing.T
}

func at(minutes int) time.Time { return start.Add(time.Duration(minutes) * time.Minute) }

// label gives bytes that stand for a key, a record or a number.
func label(kind string, n int) []byte { return fmt.Appendf(nil, "synthetic-%s-%06d", kind, n) }

// newcomer is the change that loads participant n, who belongs to unit n mod 3.
func newcomer(n int) campaign.Change {
	return campaign.Change{
		Event: campaign.Event{
			Seq: 1, To: campaign.New, Cause: campaign.CauseLoaded, Actor: "loader",
			Place: campaign.Place{Unit: fmt.Sprintf("DV%02d", n%3), District: "D1", Province: "01", Group: "HC"},
			Facts: campaign.FactNumber,
		},
		Key: label("key", n), Record: label("record", n), Numbers: [][]byte{label("number", n)},
	}
}

// follow is the change that moves a row on.
func follow(r campaign.Row, to campaign.State, cause campaign.Cause) campaign.Change {
	return campaign.Change{Event: campaign.Event{
		ID: r.ID, Seq: r.Seq + 1, From: r.State, To: to, Round: r.Round, Cause: cause, Place: r.Place, Facts: r.Facts,
	}}
}

// load loads participants 1 to n, who get the IDs 1 to n.
func (h *harness) load(n int) []campaign.Row {
	h.t.Helper()
	changes := make([]campaign.Change, n)
	for i := range changes {
		changes[i] = newcomer(i + 1)
	}
	h.append(at(0), changes...)
	rows := make([]campaign.Row, n)
	for _, r := range h.rows(campaign.Filter{}) {
		rows[r.ID-1] = r
	}
	return rows
}

func (h *harness) append(now time.Time, changes ...campaign.Change) {
	h.t.Helper()
	if err := h.Append(h.t.Context(), now, changes); err != nil {
		h.t.Fatalf("Append: %v", err)
	}
}

func (h *harness) worker() campaign.Worker {
	h.t.Helper()
	w, err := h.Worker(h.t.Context())
	if err != nil {
		h.t.Fatalf("Worker: %v", err)
	}
	h.t.Cleanup(func() { _ = w.Close() }) // most are closed before
	return w
}

// claim claims for round 1 whoever is New, and what its workers left behind.
func (h *harness) claim(w campaign.Worker, now time.Time, limit int) []campaign.Row {
	h.t.Helper()
	rows, err := w.Claim(h.t.Context(), now, request(1, limit, campaign.New))
	if err != nil {
		h.t.Fatalf("Claim: %v", err)
	}
	return rows
}

func request(round, limit int, from ...campaign.State) campaign.ClaimRequest {
	return campaign.ClaimRequest{From: from, Round: round, Limit: limit, Cause: campaign.CauseRound, Actor: "worker"}
}

func (h *harness) row(id campaign.ID) campaign.Row {
	h.t.Helper()
	rows := h.rows(campaign.Filter{IDs: []campaign.ID{id}})
	if len(rows) != 1 {
		h.t.Fatalf("Rows of one ID gives %d rows", len(rows))
	}
	return rows[0]
}

func (h *harness) rows(f campaign.Filter) []campaign.Row {
	h.t.Helper()
	return gather(h.t, "Rows", h.Rows(h.t.Context(), f))
}

func (h *harness) events(f campaign.EventFilter) []campaign.Event {
	h.t.Helper()
	return gather(h.t, "Events", h.Events(h.t.Context(), f))
}

func (h *harness) messages(after int64) []campaign.StoredMessage {
	h.t.Helper()
	return gather(h.t, "Messages", h.Messages(h.t.Context(), after))
}

func gather[T any](t *testing.T, op string, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var all []T
	for item, err := range seq {
		if err != nil {
			t.Fatalf("%s: %v", op, err)
		}
		all = append(all, item)
	}
	return all
}

// ids gives the IDs of rows.
func ids(rows []campaign.Row) []campaign.ID {
	all := make([]campaign.ID, len(rows))
	for i, r := range rows {
		all[i] = r.ID
	}
	return all
}

// wantCode checks that an error is a *campaign.Error with the code, "" for nil.
func wantCode(t *testing.T, op string, err error, want campaign.Code) {
	t.Helper()
	if want == "" {
		if err != nil {
			t.Errorf("%s: %v", op, err)
		}
		return
	}
	var e *campaign.Error
	if !errors.As(err, &e) || e.Code != want || !errors.Is(err, want) {
		t.Errorf("%s gives %v, want code %s", op, err, want)
	}
}

// diff compares what came out of a store; no rows and nil are the same.
func diff[T any](t *testing.T, what string, want, got T) {
	t.Helper()
	// Rows mask themselves where they are printed: show them field by field.
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// total gives everything a store holds, to see that nothing has changed.
type total struct {
	Rows     []campaign.Row
	Events   []campaign.Event
	Messages []campaign.StoredMessage
}

func (h *harness) total() total {
	h.t.Helper()
	return total{h.rows(campaign.Filter{}), h.events(campaign.EventFilter{}), h.messages(0)}
}

// canceled gives a context that has ended.
func canceled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
