package campaign_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// breaking is a store in which one call of those that Rekey and Open make fails,
// before it did anything or after it was done.
type breaking struct {
	*campaign.Memory
	left  int // calls until the failure
	after bool
}

func (s *breaking) around(do func() error) error {
	s.left--
	failure := error(nil)
	if s.left == -1 {
		failure = &campaign.Error{Code: campaign.CodeStore, Op: "played"}
	}
	if failure != nil && !s.after {
		return failure
	}
	return errors.Join(do(), failure)
}

func (s *breaking) SetSetting(ctx context.Context, name string, old, value []byte) error {
	return s.around(func() error { return s.Memory.SetSetting(ctx, name, old, value) })
}

func (s *breaking) Setting(ctx context.Context, name string) (value []byte, err error) {
	err = s.around(func() error { value, err = s.Memory.Setting(ctx, name); return err })
	return value, err
}

func (s *breaking) Sealed(ctx context.Context, after campaign.ID, limit int) (page []campaign.Sealed, err error) {
	err = s.around(func() error { page, err = s.Memory.Sealed(ctx, after, limit); return err })
	return page, err
}

func (s *breaking) Reseal(ctx context.Context, sealed []campaign.Sealed) error {
	return s.around(func() error { return s.Memory.Reseal(ctx, sealed) })
}

// TestRekeySurvivesAnyFailure fails every call of the store in turn, looks at
// what is there with both keys, and goes on.
func TestRekeySurvivesAnyFailure(t *testing.T) {
	for _, after := range []bool{false, true} {
		for n := 0; ; n++ {
			store := &breaking{Memory: campaign.NewMemory(), left: 1 << 30, after: after}
			want := look(t, town(t, store, sealKey))
			store.left = n
			opts := campaign.Options{Clock: newClock().Now, Key: nextKey, Former: []registryclient.Secret{sealKey}}
			c, err := campaign.Open(t.Context(), store, opts)
			for done := false; err == nil && !done; {
				var report campaign.RekeyReport
				report, err = c.Rekey(t.Context(), 9)
				done = report.Done
			}
			undisturbed := store.left >= 0
			if undisturbed != (err == nil) || undisturbed && n < 15 {
				t.Fatalf("after %d calls: %v", n, err)
			}
			store.left = 1 << 30
			c = reopen(t, store, nextKey, sealKey)
			if d := cmp.Diff(want, look(t, c)); d != "" {
				t.Fatalf("after the failure of call %d (-want +got):\n%s", n, d)
			}
			rekey(t, c, 9)
			if n := remains(t, store, 1); n > 0 {
				t.Errorf("%d values are still under the former key", n)
			}
			if d := cmp.Diff(want, look(t, reopen(t, store, nextKey))); d != "" {
				t.Fatalf("in the end (-want +got):\n%s", d)
			}
			if undisturbed {
				break
			}
		}
	}
}

// TestRekeyDuringARound changes the key while a round asks everybody and a list
// is loaded: each has one outcome, and everything opens under the new key alone.
func TestRekeyDuringARound(t *testing.T) {
	const many = 400
	store := campaign.NewMemory()
	load(t, open(t, store, sealKey), crowd(1, many, "A")...)
	cmnd := make(map[string]registryclient.Answer) // each answer rewrites a record
	for i := 1; i <= many; i++ {
		cmnd[fmt.Sprintf("0010800%05d", i)] = registryclient.Answer{Outcome: registryclient.OutcomeMatched}
	}
	c, asking := reopen(t, store, nextKey, sealKey), reopen(t, store, nextKey, sealKey)
	var wait sync.WaitGroup
	wait.Go(func() {
		if _, err := asking.Ask(t.Context(), &answers{by: cmnd}, campaign.AskOptions{Round: 1, Workers: 3, Batch: 10, Verify: how}); err != nil {
			t.Errorf("Ask: %v", err)
		}
	})
	wait.Go(func() {
		for range 3 {
			if report, err := asking.Load(t.Context(), people(crowd(1, many+5, "A")...)); err != nil || report.Rows != many+5 {
				t.Errorf("Load: %+v, error %v", report, err)
			}
		}
	})
	for range 60 {
		if _, err := c.Rekey(t.Context(), 20); err != nil {
			t.Errorf("Rekey: %v", err)
		}
	}
	wait.Wait()
	rekey(t, c, 0)
	if n := remains(t, store, 1); n > 0 {
		t.Errorf("%d values are still under the former key", n)
	}
	last := reopen(t, store, nextKey)
	ask(t, last, &answers{by: cmnd}, campaign.AskOptions{Round: 1})
	if d := cmp.Diff(map[campaign.State]int{campaign.Verified: many + 5}, statesOf(t, last)); d != "" {
		t.Errorf("states (-want +got):\n%s", d)
	}
	for p, err := range last.Participants(t.Context(), campaign.Filter{}) {
		if err != nil || !p.Record.Numbers.Contains(number(t, string(p.Record.Participant.Person.IDNumber))) {
			t.Fatalf("participant %d: the outcome is not in the record, error %v", p.Row.ID, err)
		}
	}
}
