package campaign_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// TestRoundsAtTheSameTime: two calls of Ask over one store, and two shards, ask
// nobody twice and leave nobody out.
func TestRoundsAtTheSameTime(t *testing.T) {
	const participants = 3000
	for name, shards := range map[string][]campaign.Shard{
		"the whole campaign twice": {{}, {}},
		"two shards":               {{Index: 0, Of: 2}, {Index: 1, Of: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t, campaign.NewMemory(), registryclient.Secret{})
			var ps []identity.Participant
			for i := range participants {
				ps = append(ps, somebody(i, "A", nil))
			}
			load(t, c, ps...)
			registry := &answers{}
			var both sync.WaitGroup
			for _, shard := range shards {
				both.Go(func() {
					report, err := c.Ask(t.Context(), registry, campaign.AskOptions{Round: 1, Shard: shard, Batch: 50, Verify: how})
					if err != nil || shard.Of > 0 && report.Claimed != participants/2 {
						t.Errorf("%+v, error %v", report, err)
					}
				})
			}
			both.Wait()
			if n := registry.count(); n != participants || len(registry.asked) != participants {
				t.Errorf("%d questions about %d people, want %d", n, len(registry.asked), participants)
			}
		})
	}
}

// TestReverifyGoesBack: who is confirmed without a difference stands where they
// stood before, also when a question failed in between; who is given another
// name in between does not.
func TestReverifyGoesBack(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	load(t, c, somebody(1, "A", nil), somebody(2, "A", nil), somebody(3, "A", nil))
	ask(t, c, &answers{}, campaign.AskOptions{Round: 1})
	all := []campaign.ID{1, 2, 3}
	for _, err := range []error{
		second(c.Notified(t.Context(), reconcile.ListMau01, "Mau01-A", all)),
		second(c.Shared(t.Context(), "exchange-1", []campaign.ID{2, 3})),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	down := &answers{err: &registryclient.Error{Code: registryclient.CodeUnavailable}}
	ask(t, c, down, campaign.AskOptions{Round: 2, Reverify: true})
	if d := cmp.Diff(map[campaign.State]int{campaign.Pending: 3}, statesOf(t, c)); d != "" {
		t.Errorf("without a registry (-want +got):\n%s", d)
	}
	load(t, c, somebody(3, "A", func(p *identity.Participant) { p.Person.FullName = "Nguyễn Văn Ba" }))
	ask(t, c, &answers{}, campaign.AskOptions{Round: 3})
	want := map[campaign.State]int{campaign.NotifiedMau01: 1, campaign.Settled: 1, campaign.Verified: 1}
	if d := cmp.Diff(want, statesOf(t, c)); d != "" {
		t.Errorf("asked again (-want +got):\n%s", d)
	}
	for due, err := range c.Mau01(t.Context(), "A") {
		if err != nil || due.ID != 3 || due.Outcome.Kind != reconcile.Verified {
			t.Errorf("due on Mẫu số 01: %v, error %v", due, err)
		}
	}
}

func second(_ campaign.StepReport, err error) error { return err }

// TestAskOnly: units and times narrow a round.
func TestAskOnly(t *testing.T) {
	now := newClock()
	c, err := campaign.Open(t.Context(), campaign.NewMemory(), campaign.Options{Clock: now.Now})
	if err != nil {
		t.Fatal(err)
	}
	load(t, c, somebody(1, "A", nil), somebody(2, "B", nil))
	if round, err := c.Round(t.Context()); err != nil || round != 0 {
		t.Errorf("round %d before the first, error %v", round, err)
	}
	if report := ask(t, c, &answers{}, campaign.AskOptions{Round: 1, Units: []string{"A"}}); report.Claimed != 1 {
		t.Errorf("one unit: %+v", report)
	}
	now.add(24 * time.Hour)
	if report := ask(t, c, &answers{}, campaign.AskOptions{Round: 1}); report.Claimed != 1 {
		t.Errorf("the other: %+v", report)
	}
	again := campaign.AskOptions{Round: 2, Reverify: true, Before: now.Now().Add(-time.Hour)}
	if report := ask(t, c, &answers{}, again); report.Claimed != 1 || report.Outcomes[campaign.Verified] != 1 {
		t.Errorf("confirmed more than an hour ago: %+v", report)
	}
	ask(t, c, &answers{}, campaign.AskOptions{Round: 1}) // an older round changes nothing
	if round, err := c.Round(t.Context()); err != nil || round != 2 {
		t.Errorf("the newest round is %d, error %v; want 2", round, err)
	}
	for name, opts := range map[string]campaign.AskOptions{"no round": {}, "a state that nobody is asked from": {Round: 1, From: []campaign.State{campaign.Filed}}} {
		if _, err := c.Ask(t.Context(), &answers{}, opts); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestOutcomeEvents: what an event keeps of an outcome.
func TestOutcomeEvents(t *testing.T) {
	cmnd := func(p *identity.Participant) { p.Person.IDNumber = "012345678" }
	shares := func(id string) registryclient.Answer {
		return registryclient.Answer{Outcome: registryclient.OutcomeMatched, SharedID: identity.MustParsePersonalID(id)}
	}
	c := open(t, campaign.NewMemory(), sealKey)
	load(t, c, somebody(1, "A", cmnd), somebody(2, "A", func(p *identity.Participant) { p.Person.IDNumber = "" }),
		somebody(3, "A", func(p *identity.Participant) { p.Nationality, p.Person.IDNumber = "LA", "P123" }))
	ask(t, c, &answers{by: map[string]registryclient.Answer{"012345678": shares("001080012345")}}, campaign.AskOptions{Round: 1, Actor: "night"})
	for id, want := range map[campaign.ID]campaign.Event{
		1: {To: campaign.IDShared, RequestID: "q-1", Facts: campaign.FactPersonalID | campaign.FactNumber},
		2: {To: campaign.NoID, Facts: campaign.FactOffline},
		3: {To: campaign.NotComparable, Message: "foreigner", Facts: campaign.FactOffline | campaign.FactNumber},
	} {
		events := history(t, c, id)
		got := events[len(events)-1]
		if got.To != want.To || got.RequestID != want.RequestID || got.Message != want.Message || got.Facts != want.Facts ||
			got.Actor != "night" || got.Round != 1 || got.Cause != campaign.CauseOutcome {
			t.Errorf("participant %d: %+v, want %+v", id, got, want)
		}
	}
	// The list falls back to the CMND in another notation of a record that was
	// corrected, and the registry now shares another personal ID for it.
	correct := identity.Correction{SocialInsuranceNumber: "0100000001", IDNumber: "012345678"}
	if report, err := c.Update(t.Context(), corrections(correct), campaign.CorrectOptions{Ref: "TK1-1"}); err != nil || report.Done != 1 {
		t.Fatalf("%+v, error %v", report, err)
	}
	ask(t, c, &answers{by: map[string]registryclient.Answer{"012345678": shares("001080054321")}}, campaign.AskOptions{Round: 2})
	events := history(t, c, 1)
	if last := events[len(events)-1]; last.To != campaign.NotComparable || last.Message != campaign.MessageNumberHistory {
		t.Errorf("two personal IDs for one CMND: %+v", last)
	}
	p, err := c.Participant(t.Context(), 1)
	if _, known := p.Record.Numbers.Latest(number(t, "001080054321")); err != nil || known {
		t.Errorf("the second personal ID is in the history, error %v", err)
	}
}
