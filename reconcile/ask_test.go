package reconcile_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
)

// batchStub answers in batches and remembers their sizes.
type batchStub struct {
	stub
	mu    sync.Mutex
	sizes []int
	short bool
}

func (b *batchStub) VerifyBatch(_ context.Context, qs []registryclient.Query) ([]registryclient.Reply, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sizes = append(b.sizes, len(qs))
	replies := make([]registryclient.Reply, len(qs))
	for i := range replies {
		replies[i].Answer = b.answer
	}
	if b.short {
		replies = replies[1:]
	}
	return replies, nil
}

func TestRunInBatches(t *testing.T) {
	b := &batchStub{stub: stub{answer: matched(nil), capabilities: registryclient.Capabilities{MaxBatch: 100}}}
	out := collect(t, reconcile.Run(t.Context(), many(950), b, reconcile.Options{AsOf: today, Workers: 3}))
	total := 0
	for _, n := range b.sizes {
		total += n
		if n > 100 {
			t.Errorf("a batch of %d, the channel takes 100", n)
		}
	}
	if len(out) != 950 || total != 950 || len(b.sizes) != 10 || b.asked.Load() != 0 {
		t.Errorf("%d outcomes, %d asked in %d batches, %d one by one", len(out), total, len(b.sizes), b.asked.Load())
	}
	b.short = true
	for _, o := range collect(t, reconcile.Run(t.Context(), many(10), b, reconcile.Options{AsOf: today})) {
		if o.Kind != reconcile.Pending || !errors.Is(o.Err, reconcile.CodeShortReply) {
			t.Errorf("after a short batch: %v, %v", o.Kind, o.Err)
		}
	}
}

// TestRunAsksReadings: legacy text whose words happen to look right is known
// for what it is only by the registry.
func TestRunAsksReadings(t *testing.T) {
	s := &stub{capabilities: registryclient.Capabilities{MatchOrNothing: true}}
	var names []string
	s.before = func(_ context.Context, q registryclient.Query) error {
		names = append(names, string(q.FullName))
		s.answer = registryclient.Answer{Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNothingFits}
		if q.FullName == "Phan Thị Linh" {
			s.answer = matched(record(func(r *identity.Person) { r.FullName = "Phan Thị Linh" }))
		}
		return nil
	}
	legacy := participant(func(p *identity.Participant) { p.Person.FullName = "Phan Thò Linh" }) // VNI, read as Latin-1
	out := collect(t, reconcile.Run(t.Context(), list(legacy), s, reconcile.Options{AsOf: today}))
	if out[0].Kind != reconcile.Verified || !slices.Contains(out[0].Notes, matching.NameLegacyEncoding) {
		t.Errorf("with readings: %v %v %v after asking for %q", out[0].Kind, out[0].Codes, out[0].Notes, names)
	}
	s.asked.Store(0)
	out = collect(t, reconcile.Run(t.Context(), list(legacy), s, reconcile.Options{AsOf: today, NoReadings: true}))
	if out[0].Kind != reconcile.Mismatched || s.asked.Load() != 1 {
		t.Errorf("without readings: %v after %d questions", out[0].Kind, s.asked.Load())
	}
	s.asked.Store(0)
	collect(t, reconcile.Run(t.Context(), list(participant(func(p *identity.Participant) { p.Person.FullName = "Nguyễn Văn Ân" })), s, reconcile.Options{AsOf: today}))
	if s.asked.Load() != 1 {
		t.Errorf("a proper name was asked about %d times", s.asked.Load())
	}
}

// TestRunWaitsOutAnOutage: an open circuit is waited for, and not for ever.
func TestRunWaitsOutAnOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		open := &registryclient.Error{Code: registryclient.CodeCircuitOpen, RetryAfter: 2 * time.Second}
		s := &stub{answer: matched(record(nil))}
		s.before = func(context.Context, registryclient.Query) error {
			if s.asked.Load() <= 3 {
				return open
			}
			return nil
		}
		started := time.Now()
		out := collect(t, reconcile.Run(t.Context(), list(participant(nil)), s, reconcile.Options{AsOf: today}))
		if out[0].Kind != reconcile.Verified || time.Since(started) != 6*time.Second {
			t.Errorf("after an outage of three waits: %v in %v, want verified in 6s", out[0].Kind, time.Since(started))
		}
		s.before = func(context.Context, registryclient.Query) error { return open }
		started = time.Now()
		out = collect(t, reconcile.Run(t.Context(), list(participant(nil)), s, reconcile.Options{AsOf: today, MaxPause: 5 * time.Second}))
		if out[0].Kind != reconcile.Pending || out[0].Message.Text == "" || time.Since(started) != 5*time.Second {
			t.Errorf("with the registry gone: %v in %v, want pending in 5s", out[0].Kind, time.Since(started))
		}
	})
}

// TestRunAsksLongNames: a name that no question can hold is answered all the
// same.
func TestRunAsksLongNames(t *testing.T) {
	s := &stub{answer: matched(record(nil))}
	s.before = func(_ context.Context, q registryclient.Query) error {
		if n := len([]rune(string(q.FullName))); n != 100 {
			t.Errorf("asked with a name of %d characters, want 100", n)
		}
		return nil
	}
	long := participant(func(p *identity.Participant) { p.Person.FullName = identity.Name(strings.Repeat("Nguyễn ", 400)) })
	out := collect(t, reconcile.Run(t.Context(), list(long), s, reconcile.Options{AsOf: today}))
	if out[0].Kind != reconcile.Mismatched || len(out[0].Codes) == 0 {
		t.Errorf("%v %v, want mismatched with codes", out[0].Kind, out[0].Codes)
	}
}
