package campaign_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

var usual = synth.Mix{CMND: 100, Faults: 150, TwoFaults: 50, NoNumber: 20, Strangers: 5, NotFound: 10, Foreigners: 3, SharedCMND: 2}

// TestAskAgreesWithRun: a round over a campaign decides what reconcile.Run
// decides over the list.
func TestAskAgreesWithRun(t *testing.T) {
	l := synth.NewList(3, 700, synth.Units(5), usual)
	client := service(t, l)
	want := make(map[campaign.State]int)
	byKind := map[reconcile.Kind]campaign.State{
		reconcile.Verified: campaign.Verified, reconcile.IDShared: campaign.IDShared, reconcile.NoID: campaign.NoID,
		reconcile.Mismatched: campaign.Mismatched, reconcile.NotComparable: campaign.NotComparable, reconcile.Pending: campaign.Pending,
	}
	for o, err := range reconcile.Run(t.Context(), people(rowsOf(l)...), client, how) {
		if err != nil {
			t.Fatal(err)
		}
		want[byKind[o.Kind]]++
	}
	c := open(t, campaign.NewMemory(), sealKey)
	if report := load(t, c, rowsOf(l)...); report.Added != len(l.Rows) || report.Rows != len(l.Rows) {
		t.Errorf("loaded %+v of %d", report, len(l.Rows))
	}
	report := ask(t, c, client, campaign.AskOptions{Round: 1, Batch: 64})
	if d := cmp.Diff(want, report.Outcomes); d != "" {
		t.Errorf("outcomes (-want +got):\n%s", d)
	}
	if d := cmp.Diff(want, statesOf(t, c)); d != "" {
		t.Errorf("states (-want +got):\n%s", d)
	}
	if again := ask(t, c, client, campaign.AskOptions{Round: 1}); again.Claimed != 0 {
		t.Errorf("%d were asked twice in one round", again.Claimed)
	}
}

// TestAskSurvivesTheEndOfItsContext cancels rounds at random points until one
// comes through: everybody has one outcome, and nobody was asked again whose
// answer had come.
func TestAskSurvivesTheEndOfItsContext(t *testing.T) {
	const participants = 600
	c := open(t, campaign.NewMemory(), registryclient.Secret{})
	var ps []identity.Participant
	for i := range participants {
		ps = append(ps, somebody(i, "A", nil))
	}
	load(t, c, ps...)
	random := rand.New(rand.NewPCG(1, 2))
	registry := &answers{}
	interrupted := 0
	for round := 0; ; round++ {
		ctx, cancel := context.WithCancel(t.Context())
		var left atomic.Int64
		left.Store(random.Int64N(90))
		registry.before = func(ctx context.Context) error {
			if left.Add(-1) < 0 && interrupted < 20 {
				cancel()
			}
			return ctx.Err()
		}
		report, err := c.Ask(ctx, registry, campaign.AskOptions{Round: 1, Workers: 3, Batch: 40, Verify: how})
		cancel()
		if err == nil {
			if report.GivenBack != 0 {
				t.Errorf("%d given back by a round that came through", report.GivenBack)
			}
			break
		}
		wantCode(t, err, campaign.CodeInterrupted)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v does not say what ended it", err)
		}
		interrupted++
	}
	if interrupted < 5 {
		t.Fatalf("only %d rounds were interrupted", interrupted)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := c.Ask(ended, registry, campaign.AskOptions{Round: 1, Verify: how})
	wantCode(t, err, campaign.CodeInterrupted)
	if d := cmp.Diff(map[campaign.State]int{campaign.Verified: participants}, statesOf(t, c)); d != "" {
		t.Errorf("states (-want +got):\n%s", d)
	}
	for id := range campaign.ID(participants) {
		outcomes := 0
		for _, e := range history(t, c, id+1) {
			if e.Cause == campaign.CauseOutcome {
				outcomes++
			}
		}
		if outcomes != 1 {
			t.Errorf("participant %d has %d outcomes", id+1, outcomes)
		}
	}
	if n := registry.count(); n != participants {
		t.Errorf("%d answers for %d participants", n, participants)
	}
}

// TestAskStopsAtARegistryThatIsGone: an outage leaves hundreds Pending and not
// all, and the round goes on afterwards with the rest.
func TestAskStopsAtARegistryThatIsGone(t *testing.T) {
	const participants = 2500
	down := &registryclient.Error{Code: registryclient.CodeUnavailable}
	for name, c := range map[string]struct {
		giveUp int
		most   int
		code   reconcile.Code
	}{
		"seen by the run":      {giveUp: 64, most: 400, code: reconcile.CodeGaveUp},
		"seen by the campaign": {giveUp: 1 << 20, most: 1200, code: reconcile.CodeGaveUp},
	} {
		t.Run(name, func(t *testing.T) {
			run := open(t, campaign.NewMemory(), registryclient.Secret{})
			var ps []identity.Participant
			for i := range participants {
				ps = append(ps, somebody(i, "A", nil))
			}
			load(t, run, ps...)
			opts := campaign.AskOptions{Round: 1, Workers: 2, Verify: how}
			opts.Verify.GiveUpAfter = c.giveUp
			report := ask(t, run, &answers{err: down}, opts)
			pending := report.Outcomes[campaign.Pending]
			if report.Stopped != c.code || pending == 0 || pending > c.most || pending+report.GivenBack != report.Claimed {
				t.Errorf("report %+v, want %s after at most %d", report, c.code, c.most)
			}
			rest := ask(t, run, &answers{}, opts)
			if rest.Stopped != "" || rest.Outcomes[campaign.Verified] != participants-pending {
				t.Errorf("the round went on with %+v, want %d verified", rest, participants-pending)
			}
			opts.Round = 2
			if next := ask(t, run, &answers{}, opts); next.Outcomes[campaign.Verified] != pending || next.Claimed != pending {
				t.Errorf("the next round asked %+v, want the %d pending", next, pending)
			}
		})
	}
}

// TestAskRefusesAShardThatIsNone: it would ask nobody and say nothing.
func TestAskRefusesAShardThatIsNone(t *testing.T) {
	c := open(t, campaign.NewMemory(), registryclient.Secret{})
	for _, shard := range []campaign.Shard{{Index: 3, Of: 3}, {Index: -1, Of: 3}, {Index: 1}, {Index: 0, Of: -2}, {Index: 1, Of: 1}} {
		_, err := c.Ask(t.Context(), &answers{}, campaign.AskOptions{Round: 1, Shard: shard, Verify: how})
		if err == nil {
			t.Errorf("shard %d of %d: no error", shard.Index, shard.Of)
			continue
		}
		wantCode(t, err, campaign.CodeInput)
	}
}
