package campaign_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// TestRetain: the rehearsal names whom Retain erases, and nobody else goes.
func TestRetain(t *testing.T) {
	now := newClock()
	c, err := campaign.Open(t.Context(), campaign.NewMemory(), campaign.Options{Clock: now.Now, Key: sealKey})
	if err != nil {
		t.Fatal(err)
	}
	load(t, c, crowd(0, 4, "A")...)
	registry := &answers{by: map[string]registryclient.Answer{"001080000002": notMatched}}
	ask(t, c, registry, campaign.AskOptions{Round: 1, Units: []string{"A"}})
	now.add(100 * 24 * time.Hour)
	load(t, c, crowd(10, 1, "B")...)
	ask(t, c, registry, campaign.AskOptions{Round: 2})
	policy := campaign.RetentionPolicy{
		After: map[campaign.State]time.Duration{campaign.Verified: 90 * 24 * time.Hour}, Actor: "luu-tru", Basis: "quy chế lưu trữ",
	}
	var due []campaign.ID
	for e, err := range c.Expired(t.Context(), policy, now.Now()) {
		if err != nil {
			t.Fatal(err)
		}
		due = append(due, e.ID)
		if e.State != campaign.Verified || e.Due.After(now.Now()) || e.Place.Unit != "A" {
			t.Errorf("due: %+v", e)
		}
	}
	if d := cmp.Diff([]campaign.ID{1, 2, 4}, due); d != "" {
		t.Errorf("due (-want +got):\n%s", d)
	}
	if n, err := c.Retain(t.Context(), policy, now.Now()); err != nil || n != len(due) {
		t.Fatalf("%d erased, %v; want %d", n, err, len(due))
	}
	want := map[campaign.State]int{campaign.Erased: 3, campaign.Mismatched: 1, campaign.Verified: 1}
	if d := cmp.Diff(want, statesOf(t, c)); d != "" {
		t.Errorf("states (-want +got):\n%s", d)
	}
	events := history(t, c, 1)
	if last := events[len(events)-1]; last.Actor != "luu-tru" || last.Ref != "quy chế lưu trữ" {
		t.Errorf("erased by %q after %q", last.Actor, last.Ref)
	}
	if n, err := c.Retain(t.Context(), policy, now.Now()); err != nil || n != 0 {
		t.Errorf("a second time %d were erased, %v", n, err)
	}
}

func TestRetainRefuses(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	after := func(s campaign.State, d time.Duration) campaign.RetentionPolicy {
		return campaign.RetentionPolicy{After: map[campaign.State]time.Duration{s: d}, Basis: "quy chế lưu trữ"}
	}
	now := newClock().Now()
	for _, k := range []struct {
		reason string
		policy campaign.RetentionPolicy
		at     time.Time
		want   campaign.Code
	}{
		{"who is under way cannot be erased", after(campaign.Asked, time.Hour), now, campaign.CodeInput},
		{"at once is not a time of retention", after(campaign.Verified, 0), now, campaign.CodeInput},
		{"nobody stands there", after(0, time.Hour), now, campaign.CodeInput},
		{"a tombstone says why", campaign.RetentionPolicy{After: map[campaign.State]time.Duration{campaign.Verified: time.Hour}}, now, campaign.CodeInput},
		{"what is due tomorrow is not due", after(campaign.Verified, time.Hour), now.Add(24 * time.Hour), campaign.CodeFuture},
	} {
		_, err := c.Retain(t.Context(), k.policy, k.at)
		t.Log(k.reason)
		wantCode(t, err, k.want)
	}
	if n, err := c.Retain(t.Context(), campaign.RetentionPolicy{}, now); n != 0 || err != nil {
		t.Errorf("the zero policy erases %d, %v", n, err)
	}
}

// claiming is a store in which a round takes up every second participant just
// before they are erased.
type claiming struct {
	campaign.Store
	worker campaign.Worker
}

func (s *claiming) Erase(ctx context.Context, now time.Time, e campaign.Event) error {
	if _, err := s.worker.Claim(ctx, now, campaign.ClaimRequest{
		From: []campaign.State{campaign.Verified}, Round: 2, Limit: 1, Cause: campaign.CauseReverify,
		Shard: campaign.Shard{Index: int(e.ID) - int(e.ID)%2, Of: 1000},
	}); err != nil {
		return err
	}
	return s.Store.Erase(ctx, now, e)
}

// TestRetainDuringARound: whoever a round takes up meanwhile stays, and the
// others go.
func TestRetainDuringARound(t *testing.T) {
	memory, now := campaign.NewMemory(), newClock()
	store := &claiming{memory, worker(t, memory)}
	c, err := campaign.Open(t.Context(), store, campaign.Options{Clock: now.Now, Key: sealKey})
	if err != nil {
		t.Fatal(err)
	}
	load(t, c, crowd(1, 6, "A")...)
	ask(t, c, &answers{}, campaign.AskOptions{Round: 1})
	now.add(48 * time.Hour)
	n, err := c.Retain(t.Context(), campaign.RetentionPolicy{
		After: map[campaign.State]time.Duration{campaign.Verified: time.Hour}, Basis: "quy chế lưu trữ",
	}, now.Now())
	states := statesOf(t, c)
	if err != nil || n != 3 {
		t.Errorf("%d erased, error %v; want 3", n, err)
	}
	if d := cmp.Diff(map[campaign.State]int{campaign.Erased: 3, campaign.Asked: 3}, states); d != "" {
		t.Errorf("states (-want +got):\n%s", d)
	}
}
