package campaign_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// TestMachineIsDocumented compares the table in doc.go with the machine.
func TestMachineIsDocumented(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	if table := stepTable(); !strings.Contains(string(doc), table) {
		t.Errorf("doc.go does not hold the steps of the machine:\n%s", table)
	}
}

// stepTable writes the machine as doc.go shows it: Merged and Erased, to which
// nearly every state leads, stand in its text.
func stepTable() string {
	to := make(map[campaign.State][]string)
	for from, next := range campaign.Steps() {
		if !next.IsFinal() {
			to[from] = append(to[from], next.String())
		}
	}
	var b strings.Builder
	for from := campaign.State(0); from <= campaign.Erased; from++ {
		name := from.String()
		if from == 0 {
			name = "(nobody)"
		}
		if len(to[from]) > 0 {
			fmt.Fprintf(&b, "//\t%-14s → %s\n", name, strings.Join(to[from], " "))
		}
	}
	return b.String()
}

func TestStates(t *testing.T) {
	seen := make(map[string]bool)
	for _, s := range campaign.States() {
		var back campaign.State
		text, err := s.MarshalText()
		if err != nil || back.UnmarshalText(text) != nil || back != s || seen[s.String()] || s.String() == "" {
			t.Errorf("state %d: name %q does not stand for it alone", s, text)
		}
		seen[s.String()] = true
	}
	back := campaign.New
	if err := back.UnmarshalText([]byte("nowhere")); err == nil || back != 0 {
		t.Errorf("an unknown name gives %v, error %v", back, err)
	} else {
		wantCode(t, err, campaign.CodeUnknownState)
	}
	if name := campaign.State(200).String(); name != "" {
		t.Errorf("state 200 is named %q", name)
	}
}

// TestEveryStateCanBeReachedAndLeft: the machine has no island, and only an
// erased participant is at an end.
func TestEveryStateCanBeReachedAndLeft(t *testing.T) {
	reached, left := make(map[campaign.State]bool), make(map[campaign.State]bool)
	for from, to := range campaign.Steps() {
		left[from], reached[to] = true, true
	}
	for _, s := range campaign.States() {
		if !reached[s] {
			t.Errorf("nothing leads to %v", s)
		}
		if !left[s] && s != campaign.Erased {
			t.Errorf("nothing leads out of %v", s)
		}
	}
}

// TestNothingOutsideTheMachineIsStored appends random events, most of them
// wrong in some way, and compares what was stored with the machine.
func TestNothingOutsideTheMachineIsStored(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	allowed := make(map[[2]campaign.State]bool)
	for from, to := range campaign.Steps() {
		allowed[[2]campaign.State{from, to}] = true
	}
	causes := []campaign.Cause{
		campaign.CauseRound, campaign.CauseOutcome, campaign.CauseRecord, campaign.CauseEvidence,
		campaign.CauseMerged, campaign.CauseErased, "no cause",
	}
	store := campaign.NewMemory()
	now := newClock().Now()
	if err := store.Append(t.Context(), now, []campaign.Change{
		{Event: campaign.Event{Seq: 1, To: campaign.New, Cause: campaign.CauseLoaded}, Key: []byte("a")},
	}); err != nil {
		t.Fatal(err)
	}
	state, seq, stored := campaign.New, 1, 0
	for range 20_000 {
		e := campaign.Event{
			ID: 1, Seq: seq + 1, From: state, To: campaign.State(random.IntN(int(campaign.Erased) + 2)),
			Cause: causes[random.IntN(len(causes))],
		}
		switch random.IntN(12) {
		case 0:
			e.Seq += random.IntN(3) - 1
		case 1:
			e.From = campaign.State(random.IntN(int(campaign.Erased) + 2))
		}
		step := e.Cause != "no cause" && (allowed[[2]campaign.State{state, e.To}] && !e.Cause.IsNote() ||
			e.Cause.IsNote() && e.To == state)
		want := e.Seq == seq+1 && e.From == state && step && e.To != campaign.Erased // erasing is a call of its own
		err := store.Append(t.Context(), now, []campaign.Change{{Event: e}})
		if (err == nil) != want {
			t.Fatalf("from %v (event %d): %v → %v, event %d, cause %q: error %v", state, seq, e.From, e.To, e.Seq, e.Cause, err)
		}
		if err == nil {
			state, seq, stored = e.To, e.Seq, stored+1
		}
	}
	if stored < 500 {
		t.Errorf("only %d of the random events were stored", stored)
	}
	var before campaign.Event
	for e, err := range store.Events(t.Context(), campaign.EventFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if e.From != before.To || e.Seq != before.Seq+1 || !e.At.After(before.At) && e.Seq > 1 {
			t.Fatalf("event %d does not follow on %d", e.Seq, before.Seq)
		}
		if !e.Cause.IsNote() && !allowed[[2]campaign.State{e.From, e.To}] {
			t.Errorf("stored: %v → %v", e.From, e.To)
		}
		before = e
	}
}

// TestMemoryGivesBackClaims: a worker that ends without its answers leaves its
// participants to the next, and an older worker can store nothing any more.
func TestMemoryGivesBackClaims(t *testing.T) {
	store := campaign.NewMemory()
	c := open(t, store, sealKey)
	load(t, c, somebody(1, "A", nil), somebody(2, "A", nil), somebody(3, "B", nil))
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	request := campaign.ClaimRequest{From: []campaign.State{campaign.New}, Round: 1, Limit: 2, Cause: campaign.CauseRound}
	first, second := worker(t, store), worker(t, store)
	held, err := first.Claim(t.Context(), now, request)
	if err != nil || len(held) != 2 {
		t.Fatalf("%d claimed, error %v", len(held), err)
	}
	other, err := second.Claim(t.Context(), now, request)
	if err != nil || len(other) != 1 || other[0].ID == held[0].ID || other[0].ID == held[1].ID {
		t.Fatalf("the second worker claimed %v, error %v", other, err)
	}
	answer := campaign.Change{Event: campaign.Event{
		ID: held[0].ID, Seq: held[0].Seq + 1, From: campaign.Asked,
		To: campaign.Verified, Round: 1, Cause: campaign.CauseOutcome,
	}}
	wantCode(t, second.Append(t.Context(), now, []campaign.Change{answer}), campaign.CodeFenced)
	wantCode(t, store.Append(t.Context(), now, []campaign.Change{answer}), campaign.CodeClaimed)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = first.Claim(t.Context(), now, request)
	wantCode(t, err, campaign.CodeClosed)
	again, err := second.Claim(t.Context(), now, request)
	if err != nil || len(again) != 2 {
		t.Fatalf("%d taken over, error %v", len(again), err)
	}
	events := history(t, c, held[0].ID)
	if last := events[len(events)-1]; last.Cause != campaign.CauseTakenOver || last.Round != 1 {
		t.Errorf("taken over with %+v", last)
	}
	report, err := c.Load(t.Context(), people(somebody(1, "A", nil), somebody(2, "Z", nil), somebody(4, "B", nil)))
	if err != nil || report.Rejected != 1 || report.Added != 1 || report.Refusals[0].Code != campaign.CodeClaimed {
		t.Errorf("a load during a round: %+v, error %v", report, err)
	}
}

func worker(t *testing.T, store campaign.Store) campaign.Worker {
	t.Helper()
	w, err := store.Worker(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return w
}
