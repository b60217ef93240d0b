package campaign_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// faulty is a store one call of which fails: before it did anything, or after it
// was done, as when a connection breaks off on the way back.
type faulty struct {
	campaign.Store
	mu    sync.Mutex
	left  int // calls until the failure
	after bool
	code  campaign.Code
}

// fails counts a call and gives its failure.
func (s *faulty) fails() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.left--; s.left == -1 {
		return &campaign.Error{Code: s.code, Op: "played"}
	}
	return nil
}

func (s *faulty) around(do func() error) error {
	failure := s.fails()
	if failure != nil && !s.after {
		return failure
	}
	return errors.Join(do(), failure)
}

func (s *faulty) Append(ctx context.Context, now time.Time, changes []campaign.Change) error {
	return s.around(func() error { return s.Store.Append(ctx, now, changes) })
}

func (s *faulty) Rows(ctx context.Context, f campaign.Filter) iter.Seq2[campaign.Row, error] {
	return func(yield func(campaign.Row, error) bool) {
		if err := s.fails(); err != nil {
			yield(campaign.Row{}, err)
			return
		}
		s.Store.Rows(ctx, f)(yield)
	}
}

func (s *faulty) Events(ctx context.Context, f campaign.EventFilter) iter.Seq2[campaign.Event, error] {
	return func(yield func(campaign.Event, error) bool) {
		if err := s.fails(); err != nil {
			yield(campaign.Event{}, err)
			return
		}
		s.Store.Events(ctx, f)(yield)
	}
}

func (s *faulty) Find(ctx context.Context, number []byte) ([]campaign.Row, error) {
	if err := s.fails(); err != nil {
		return nil, err
	}
	return s.Store.Find(ctx, number)
}

func (s *faulty) Worker(ctx context.Context) (campaign.Worker, error) {
	if err := s.fails(); err != nil {
		return nil, err
	}
	w, err := s.Store.Worker(ctx)
	return faultyWorker{w, s}, err
}

type faultyWorker struct {
	campaign.Worker
	of *faulty
}

func (w faultyWorker) Claim(ctx context.Context, now time.Time, req campaign.ClaimRequest) (rows []campaign.Row, err error) {
	err = w.of.around(func() error {
		rows, err = w.Worker.Claim(ctx, now, req)
		return err
	})
	return rows, err
}

func (w faultyWorker) Append(ctx context.Context, now time.Time, changes []campaign.Change) error {
	return w.of.around(func() error { return w.Worker.Append(ctx, now, changes) })
}

// strict is a registry that knows the third person by another name than the
// list, and the fourth not at all.
type strict struct{}

func (strict) Verify(_ context.Context, q registryclient.Query) (registryclient.Answer, error) {
	answer := registryclient.Answer{RequestID: "q", Outcome: registryclient.OutcomeMatched}
	if n := q.Number.Reveal(); n == "001080000003" && q.FullName != "Nguyễn Văn Ba" || n == "001080000004" {
		answer.Outcome, answer.Reason = notMatched.Outcome, notMatched.Reason
	}
	return answer, nil
}

// script runs a small procedure from its beginning, as a program that was
// started again does: every step may have been taken already.
func script(ctx context.Context, c *campaign.Campaign) error {
	if _, err := c.Load(ctx, people(somebody(1, "A", nil), somebody(2, "B", nil), somebody(3, "A", nil), somebody(4, "B", nil))); err != nil {
		return fmt.Errorf("load: %w", err)
	}
	opts := campaign.AskOptions{Round: 1, Workers: 1, Batch: 3, Verify: how}
	if _, err := c.Ask(ctx, strict{}, opts); err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	for unit, err := range c.UnitsDue(ctx, reconcile.ListMau02) {
		if err != nil {
			return fmt.Errorf("units: %w", err)
		}
		var ids []campaign.ID
		for due, err := range c.Mau02(ctx, unit.Code) {
			if err != nil {
				return fmt.Errorf("list: %w", err)
			}
			ids = append(ids, due.ID)
		}
		if _, err := c.Notified(ctx, reconcile.ListMau02, "Mau02-"+unit.Code, ids); err != nil {
			return fmt.Errorf("notified: %w", err)
		}
	}
	answer := identity.Correction{ListID: "Mau02-A", SocialInsuranceNumber: "0100000003", FullName: "Nguyễn Văn Ba", Confirmed: true}
	right := identity.Correction{ListID: "Mau02-B", SocialInsuranceNumber: "0100000004", Confirmed: true}
	if _, err := c.Correct(ctx, corrections(answer, right), campaign.CorrectOptions{}); err != nil {
		return fmt.Errorf("correct: %w", err)
	}
	if _, err := c.EnterDeclared(ctx, "D02-1", []campaign.ID{3}); err != nil {
		return fmt.Errorf("enter: %w", err)
	}
	if err := c.Review(ctx, 4, campaign.Evidence{Kind: campaign.EvidencePapers, Ref: "HS", By: "cb"}); err != nil && !errors.Is(err, campaign.CodeStep) {
		return fmt.Errorf("review: %w", err)
	}
	if _, err := c.Escalate(ctx, io.Discard, "ESC-1"); err != nil {
		return fmt.Errorf("escalate: %w", err)
	}
	opts.Round = 2
	if _, err := c.Ask(ctx, strict{}, opts); err != nil {
		return fmt.Errorf("ask again: %w", err)
	}
	for s, err := range c.SharesDue(ctx) {
		if err == nil {
			_, err = c.Shared(ctx, "exchange-1", []campaign.ID{s.ID})
		}
		if err != nil {
			return fmt.Errorf("share: %w", err)
		}
	}
	return nil
}

// TestScriptSurvivesAnyFailure fails every call of the store in turn and runs
// the script again: it ends where an undisturbed one does.
func TestScriptSurvivesAnyFailure(t *testing.T) {
	want := map[campaign.State]int{campaign.SharedBack: 3, campaign.Escalated: 1}
	for _, mode := range []struct {
		name  string
		after bool
		code  campaign.Code
	}{
		{"before the call", false, campaign.CodeStore},
		{"after the call", true, campaign.CodeStore},
	} {
		t.Run(mode.name, func(t *testing.T) {
			for n := 0; ; n++ {
				store := &faulty{Store: campaign.NewMemory(), left: 1 << 30, after: mode.after, code: mode.code}
				c := open(t, store, sealKey)
				store.left = n
				err := script(t.Context(), c)
				if store.left >= 0 {
					if err != nil || n < 20 {
						t.Fatalf("undisturbed after %d calls: %v", n, err)
					}
					break
				}
				var own *campaign.Error
				if !errors.Is(err, mode.code) || !errors.As(err, &own) {
					t.Errorf("call %d failed, and the script says %v", n, err)
				}
				if err := script(t.Context(), c); err != nil {
					t.Fatalf("the script again after the failure of call %d: %v", n, err)
				}
				if d := cmp.Diff(want, statesOf(t, c)); d != "" {
					t.Errorf("states after the failure of call %d (-want +got):\n%s", n, d)
				}
			}
		})
	}
}

// overtaken is a store in which somebody else is faster, a few times.
type overtaken struct {
	campaign.Store
	left int
	code campaign.Code
}

func (s *overtaken) Append(ctx context.Context, now time.Time, changes []campaign.Change) error {
	if s.left--; s.left >= 0 && len(changes) > 0 {
		return &campaign.Error{Code: s.code, ID: changes[0].Event.ID}
	}
	return s.Store.Append(ctx, now, changes)
}

// TestOvertaken: who was overtaken is taken on all the same, and who stays out
// of reach is refused while the others are taken on.
func TestOvertaken(t *testing.T) {
	const people = 10
	for _, test := range []struct {
		name              string
		times             int
		code              campaign.Code
		wantAdded, refuse int
	}{
		{"once", 1, campaign.CodeConflict, people, 0},
		{"twice", 2, campaign.CodeConflict, people, 0},
		{"again and again", 7, campaign.CodeConflict, people - 1, 1},
		{"claimed", 2, campaign.CodeClaimed, people - 1, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			store := &overtaken{Store: campaign.NewMemory(), code: test.code}
			c := open(t, store, sealKey)
			var ps []identity.Participant
			for i := range people {
				ps = append(ps, somebody(i, "A", nil))
			}
			store.left = test.times
			report := load(t, c, ps...)
			if report.Added != test.wantAdded || report.Rejected != test.refuse || report.Rows != people {
				t.Errorf("load: %+v", report)
			}
			store.left = 0
			load(t, c, ps...)
			ask(t, c, &answers{}, campaign.AskOptions{Round: 1})
			ids := make([]campaign.ID, people)
			for i := range ids {
				ids[i] = campaign.ID(i + 1)
			}
			store.left = test.times
			steps, err := c.Notified(t.Context(), reconcile.ListMau01, "Mau01-A", ids)
			if err != nil || steps.Done != test.wantAdded || steps.Refused != test.refuse {
				t.Errorf("notified: %+v, error %v", steps, err)
			}
		})
	}
}
