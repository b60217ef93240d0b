package campaign_test

import (
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// TestEraseAfterUnmerge: the numbers of an erased person lead nowhere, not even
// to whom they were merged into by mistake; that one keeps their own.
func TestEraseAfterUnmerge(t *testing.T) {
	for _, byRetention := range []bool{false, true} {
		clock := newClock()
		c, err := campaign.Open(t.Context(), campaign.NewMemory(), campaign.Options{Clock: clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		ps := append(crowd(1, 3, "A"), crowd(4, 1, "B")...)
		ps[3].Person.FormerID = ps[1].Person.IDNumber // two people with one number: it is theirs as well
		load(t, c, ps...)
		for _, give := range []campaign.ID{1, 2} {
			d := campaign.MergeDecision{Keep: 4, Give: give, Actor: "cb", Basis: "QD"}
			if err := c.Merge(t.Context(), d); err != nil {
				t.Fatal(err)
			}
			if err := c.Unmerge(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		ask(t, c, &answers{}, campaign.AskOptions{Round: 1, Units: []string{"B"}})
		clock.add(time.Hour)
		policy := campaign.RetentionPolicy{After: map[campaign.State]time.Duration{campaign.New: time.Minute}, Basis: "quy chế"}
		if byRetention {
			if n, err := c.Retain(t.Context(), policy, clock.Now()); err != nil || n != 3 {
				t.Fatalf("%d erased, error %v; want 3", n, err)
			}
		} else {
			for _, id := range []campaign.ID{1, 2} {
				if err := c.Erase(t.Context(), id, "DX"); err != nil {
					t.Fatal(err)
				}
			}
		}
		for value, want := range map[string]int{"001080000001": 0, "0100000001": 0, "0100000002": 0, "001080000002": 1, "0100000004": 1} {
			if found, err := c.Find(t.Context(), number(t, value)); err != nil || len(found) != want {
				t.Errorf("a number leads to %d, error %v; want %d", len(found), err, want)
			}
		}
	}
}

// TestEraseAfterUnmergeFromADouble: whoever the double was merged into in turn
// knows the numbers no more either.
func TestEraseAfterUnmergeFromADouble(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	load(t, c, crowd(1, 3, "A")...)
	decision := func(keep, give campaign.ID) campaign.MergeDecision {
		return campaign.MergeDecision{Keep: keep, Give: give, Actor: "cb", Basis: "QD"}
	}
	for _, err := range []error{
		c.Merge(t.Context(), decision(2, 1)),
		c.Merge(t.Context(), decision(3, 2)),
		c.Unmerge(t.Context(), decision(2, 1)),
		c.Erase(t.Context(), 1, "DX"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for value, want := range map[string]int{"001080000001": 0, "0100000001": 0, "0100000002": 2} {
		if found, err := c.Find(t.Context(), number(t, value)); err != nil || len(found) != want {
			t.Errorf("a number leads to %d, error %v; want %d", len(found), err, want)
		}
	}
}

// TestEraseOfAnUnreadableRecord: what cannot be read can be erased.
func TestEraseOfAnUnreadableRecord(t *testing.T) {
	store := campaign.NewMemory()
	c := open(t, store, sealKey)
	load(t, c, crowd(1, 1, "A")...)
	if err := store.Append(t.Context(), newClock().Now(), []campaign.Change{{Record: []byte("spoilt"), Event: campaign.Event{
		ID: 1, Seq: 2, From: campaign.New, To: campaign.New, Cause: campaign.CauseRecord,
	}}}); err != nil {
		t.Fatal(err)
	}
	_, err := c.Participant(t.Context(), 1)
	wantCode(t, err, campaign.CodeRecord)
	if err := c.Erase(t.Context(), 1, "DX"); err != nil {
		t.Errorf("Erase: %v", err)
	}
}
