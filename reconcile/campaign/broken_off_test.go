package campaign_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// brokenOff is a campaign of four participants whose round died while it asked
// about the first three: the third belongs to a worker that still lives.
func brokenOff(t *testing.T, store campaign.Store) (*campaign.Campaign, campaign.Worker) {
	t.Helper()
	c := open(t, store, sealKey)
	load(t, c, crowd(1, 4, "A")...)
	claim := func(w campaign.Worker, n int) []campaign.Row {
		rows, err := w.Claim(t.Context(), newClock().Now(), campaign.ClaimRequest{
			From: []campaign.State{campaign.New}, Round: 1, Limit: n, Cause: campaign.CauseRound,
		})
		if err != nil || len(rows) != n {
			t.Fatalf("%d claimed, error %v", len(rows), err)
		}
		return rows
	}
	dead, living := worker(t, store), worker(t, store)
	claim(dead, 2)
	claim(living, 1)
	if err := dead.Close(); err != nil {
		t.Fatal(err)
	}
	return c, living
}

// steps gives from where to where and why a history went.
func steps(events []campaign.Event) (all [][3]string) {
	for _, e := range events {
		all = append(all, [3]string{e.From.String(), e.To.String(), string(e.Cause)})
	}
	return all
}

// TestEraseOfABrokenRound: a person's erasure does not wait until the round goes
// on; only a worker that lives is waited for.
func TestEraseOfABrokenRound(t *testing.T) {
	store := campaign.NewMemory()
	c, living := brokenOff(t, store)
	before, err := c.Progress(t.Context(), campaign.ProgressQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Erase(t.Context(), 2, "DX-1"); err != nil {
		t.Fatalf("Erase: %v", err)
	}
	want := [][3]string{
		{"", "new", "loaded"},
		{"new", "asked", "round"},
		{"asked", "asked", "taken_over"},
		{"asked", "pending", "outcome"},
		{"pending", "erased", "erased"},
	}
	events := history(t, c, 2)
	if d := cmp.Diff(want, steps(events)); d != "" {
		t.Errorf("the history (-want +got):\n%s", d)
	}
	if e := events[3]; e.Message != campaign.MessageBrokenOff || e.Round != 1 || e.Actor != "test" {
		t.Errorf("given up with message %q in round %d by %q", e.Message, e.Round, e.Actor)
	}
	wantCode(t, c.Erase(t.Context(), 2, "DX-1"), campaign.CodeStep)
	wantCode(t, c.Erase(t.Context(), 3, "DX-2"), campaign.CodeClaimed)
	if n := seqOf(t, c, 3); n != 2 {
		t.Errorf("the one who is claimed has %d events, want 2", n)
	}
	if err := living.Close(); err != nil {
		t.Fatal(err)
	}
	if ids, err := c.EraseNumber(t.Context(), number(t, "0100000003"), "DX-2"); err != nil || len(ids) != 1 {
		t.Errorf("erased %v, error %v", ids, err)
	}
	// The others are none the worse: the round goes on with them.
	ask(t, c, &answers{}, campaign.AskOptions{Round: 1})
	if d := cmp.Diff(map[campaign.State]int{campaign.Erased: 2, campaign.Verified: 2}, statesOf(t, c)); d != "" {
		t.Errorf("states (-want +got):\n%s", d)
	}
	after, err := c.Progress(t.Context(), campaign.ProgressQuery{AsOf: before.AsOf})
	if d := cmp.Diff(before, after); err != nil || d != "" {
		t.Errorf("the report of before (-printed +now, error %v):\n%s", err, d)
	}
}

// TestMergeOfABrokenRound: whoever is given up for another need not be asked
// first, and whoever is kept stays in the round.
func TestMergeOfABrokenRound(t *testing.T) {
	store := campaign.NewMemory()
	c, living := brokenOff(t, store)
	decide := func(keep, give campaign.ID) error {
		return c.Merge(t.Context(), campaign.MergeDecision{Keep: keep, Give: give, Actor: "cb", Basis: "QD"})
	}
	wantCode(t, decide(1, 3), campaign.CodeClaimed)
	wantCode(t, decide(3, 4), campaign.CodeClaimed)
	if err := decide(1, 2); err != nil {
		t.Fatal(err)
	}
	events := history(t, c, 2)
	if last := events[len(events)-1]; len(events) != 5 || last.To != campaign.Merged || last.From != campaign.Pending {
		t.Errorf("the history: %v", steps(events))
	}
	if err := living.Close(); err != nil {
		t.Fatal(err)
	}
	ask(t, c, &answers{}, campaign.AskOptions{Round: 1})
	if d := cmp.Diff(map[campaign.State]int{campaign.Merged: 1, campaign.Verified: 3}, statesOf(t, c)); d != "" {
		t.Errorf("states (-want +got):\n%s", d)
	}
	if err := c.Unmerge(t.Context(), campaign.MergeDecision{Keep: 1, Give: 2, Actor: "cb", Basis: "QD-2"}); err != nil {
		t.Errorf("Unmerge: %v", err)
	}
}
