package reconcile_test

import (
	"context"
	"errors"
	"iter"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
)

// TestResumeIsOneRun breaks runs at random checkpoints until one gets to its
// end. Whatever the registry's power, the outcomes are those of an unbroken run,
// and a run that finds all answered asks nobody.
func TestResumeIsOneRun(t *testing.T) {
	l := synth.NewList(31, 400, synth.Units(3), usual)
	opts := reconcile.Options{AsOf: today, Workers: 3, Batch: 20, Purpose: registryclient.Purpose{Procedure: "VPCP", Officer: "test"}}
	for name, verifier := range powers(t, l) {
		t.Run(name, func(t *testing.T) {
			want := collect(t, reconcile.Run(t.Context(), rows(l), verifier, opts))
			for seed := range uint64(5) {
				random := rand.New(rand.NewPCG(seed, 1))
				m := newMemory()
				opts := opts
				opts.Resume = m.resume()
				runs := 1
				for ; ; runs++ {
					m.left = random.IntN(25)
					_, err := until(reconcile.Run(t.Context(), rows(l), verifier, opts))
					if err == nil {
						break
					}
					if !errors.Is(err, registryclient.BatchStore) || !errors.Is(err, errFull) {
						t.Fatalf("error %v, want BatchStore", err)
					}
				}
				if runs < 2 {
					t.Errorf("seed %d: nothing was broken", seed)
				}
				m.left = -1
				none := &registryclient.Error{Code: registryclient.CodeUnavailable}
				again := collect(t, reconcile.Run(t.Context(), rows(l), closed{verifier, none}, opts))
				if diff := same(want, again); diff != "" {
					t.Fatalf("seed %d, %d runs (-one run +several):\n%s", seed, runs, diff)
				}
			}
		})
	}
}

// closed has the powers of a verifier and answers nothing.
type closed struct {
	registryclient.Verifier
	err error
}

func (c closed) Verify(context.Context, registryclient.Query) (registryclient.Answer, error) {
	return registryclient.Answer{}, c.err
}

func (c closed) Capabilities() registryclient.Capabilities {
	return c.Verifier.(registryclient.Describer).Capabilities()
}

// TestResumeAsksOnlyWhatIsOpen: pending participants are asked about by the
// next run under other request ids, the others are not asked about.
func TestResumeAsksOnlyWhatIsOpen(t *testing.T) {
	m := newMemory()
	var mu sync.Mutex
	ids := make(map[string]int)
	failing := true
	s := &stub{answer: matched(record(nil))}
	s.before = func(_ context.Context, q registryclient.Query) error {
		mu.Lock()
		defer mu.Unlock()
		ids[q.RequestID]++
		if failing && len(ids)%5 == 0 {
			return &registryclient.Error{Code: registryclient.CodeUnavailable, RequestID: q.RequestID}
		}
		return nil
	}
	opts := reconcile.Options{AsOf: today, Workers: 1, Resume: m.resume()}
	count := func() (verified, pending, restored int) {
		for _, o := range collect(t, reconcile.Run(t.Context(), many(100), s, opts)) {
			switch o.Kind {
			case reconcile.Verified:
				verified++
			case reconcile.Pending:
				pending++
			}
			if o.Restored {
				restored++
			}
		}
		return verified, pending, restored
	}
	for _, run := range []struct {
		failing                            bool
		verified, pending, restored, asked int
	}{
		{true, 80, 20, 0, 100},
		{false, 100, 0, 80, 120},
		{true, 100, 0, 100, 120},
	} {
		failing = run.failing
		verified, pending, restored := count()
		if verified != run.verified || pending != run.pending || restored != run.restored || len(ids) != run.asked {
			t.Errorf("%d verified, %d pending, %d restored, %d request ids; want %+v", verified, pending, restored, len(ids), run)
		}
	}
	for id, n := range ids {
		if n != 1 || !registryclient.ValidRequestID(id) {
			t.Errorf("the request id %q was used %d times", id, n)
		}
	}
}

// TestResumeWithAPurpose: a run that had forgotten its purpose, without which no
// question can be put, is made good by the next.
func TestResumeWithAPurpose(t *testing.T) {
	l := synth.NewList(31, 50, synth.Units(1), synth.Mix{})
	opts := reconcile.Options{AsOf: today, Resume: newMemory().resume()}
	client := service(t, l)
	for _, want := range []reconcile.Kind{reconcile.Pending, reconcile.Verified} {
		for _, o := range collect(t, reconcile.Run(t.Context(), rows(l), client, opts)) {
			if o.Kind != want || o.Restored {
				t.Fatalf("participant %d: %v, %v, restored %v, want %v", o.Index, o.Kind, o.Err, o.Restored, want)
			}
		}
		opts.Purpose = registryclient.Purpose{Procedure: "VPCP", Officer: "test"}
	}
}

// TestResumeInterrupted: what was answered before is given even by a run that
// may not ask.
func TestResumeInterrupted(t *testing.T) {
	m := newMemory()
	s := &stub{answer: matched(record(nil))}
	opts := reconcile.Options{AsOf: today, Workers: 2, Resume: m.resume()}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s.before = func(context.Context, registryclient.Query) error {
		if s.asked.Load() > 100 {
			cancel()
		}
		return nil
	}
	kinds := func(ctx context.Context) (verified, pending int) {
		for _, o := range collect(t, reconcile.Run(ctx, many(500), s, opts)) {
			if o.Kind == reconcile.Verified {
				verified++
			} else if errors.Is(o.Err, reconcile.CodeInterrupted) {
				pending++
			}
		}
		return verified, pending
	}
	verified, pending := kinds(ctx)
	if verified < 100 || verified+pending != 500 {
		t.Fatalf("%d verified and %d pending of 500", verified, pending)
	}
	asked := s.asked.Load()
	if v, p := kinds(ctx); v != verified || p != pending || s.asked.Load() != asked {
		t.Errorf("a run that may not ask: %d verified and %d pending after %d more questions, want %d and %d", v, p, s.asked.Load()-asked, verified, pending)
	}
	if v, _ := kinds(t.Context()); v != 500 || s.asked.Load() != 500 {
		t.Errorf("%d verified with %d questions, want 500 with 500", v, s.asked.Load())
	}
}

// TestResumeAfterRefusedIDs: a registry that takes no request id twice refuses
// what a killed run had sent; those are asked under new ones.
func TestResumeAfterRefusedIDs(t *testing.T) {
	m := newMemory()
	var mu sync.Mutex
	seen := make(map[string]bool)
	s := &stub{answer: matched(record(nil))}
	s.before = func(_ context.Context, q registryclient.Query) error {
		mu.Lock()
		defer mu.Unlock()
		if seen[q.RequestID] {
			return &registryclient.Error{Code: registryclient.CodeRejected, RequestID: q.RequestID}
		}
		seen[q.RequestID] = true
		return nil
	}
	opts := reconcile.Options{AsOf: today, Workers: 1, Resume: m.resume()}
	m.left = 3 // announced, done, announced
	if _, err := until(reconcile.Run(t.Context(), many(100), s, opts)); !errors.Is(err, errFull) {
		t.Fatalf("error %v", err)
	}
	m.left = -1
	for _, o := range collect(t, reconcile.Run(t.Context(), many(100), s, opts)) {
		if o.Kind != reconcile.Verified {
			t.Fatalf("participant %d: %v, %v", o.Index, o.Kind, o.Err)
		}
	}
	if asked := s.asked.Load(); asked != 16+16+16+16+68 { // kept, lost, refused, asked anew, the rest
		t.Errorf("%d questions for 100 participants", asked)
	}
}

func TestResumeRefuses(t *testing.T) {
	broken := errors.New("line 20")
	cutOff := func(yield func(identity.Participant, error) bool) {
		for p := range many(20) {
			if !yield(p, nil) {
				return
			}
		}
		_ = yield(identity.Participant{}, broken) && yield(participant(nil), nil)
	}
	other := registryclient.NewSecret("another key for tests, of 32 bytes or more")
	tests := []struct {
		name, reason string
		people       iter.Seq2[identity.Participant, error]
		change       func(*reconcile.Resume)
		want         error
		wantOutcomes int
	}{
		{"another input", "the caller's own name for it differs", many(40), func(r *reconcile.Resume) { r.Input = "another list" }, registryclient.BatchOtherInput, 0},
		{"another key", "nothing could be read", many(40), func(r *reconcile.Resume) { r.Key = other }, registryclient.BatchOtherKey, 0},
		{"no key", "a Checkpointer needs one", many(40), func(r *reconcile.Resume) { r.Key = registryclient.Secret{} }, registryclient.BatchConfig, 0},
		{"another person", "an answer never goes to somebody else", changed(40, 33), nil, registryclient.BatchOtherInput, 32},
		{"one less", "the input has 40 rows", many(39), nil, registryclient.BatchOtherInput, 32},
		{"one more", "the input has 40 rows", many(41), nil, registryclient.BatchOtherInput, 32},
		{"an input that breaks off", "nobody behind the error is asked about", cutOff, nil, broken, 20},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := newMemory()
			s := &stub{answer: matched(record(nil))}
			opts := reconcile.Options{AsOf: today, Workers: 2, Resume: m.resume()}
			collect(t, reconcile.Run(t.Context(), many(40), s, opts))
			if tt.change != nil {
				tt.change(&opts.Resume)
			}
			out, err := until(reconcile.Run(t.Context(), tt.people, s, opts))
			if !errors.Is(err, tt.want) || len(out) != tt.wantOutcomes {
				t.Errorf("%d outcomes and error %v, want %d and %v (%s)", len(out), err, tt.wantOutcomes, tt.want, tt.reason)
			}
			if asked := s.asked.Load(); asked != 40 {
				t.Errorf("%d questions, want none after the first 40", asked-40)
			}
		})
	}
}

// changed is many with one other person.
func changed(n, at int) iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		i := 0
		for p, err := range many(n) {
			if i == at {
				p.Person.FullName = "Trần Văn Bình"
			}
			if i++; !yield(p, err) {
				return
			}
		}
	}
}

// TestResumeFromABrokenInput: the rows before the error are pending, and asked
// about once the input is whole.
func TestResumeFromABrokenInput(t *testing.T) {
	m := newMemory()
	s := &stub{answer: matched(record(nil))}
	opts := reconcile.Options{AsOf: today, Workers: 2, Resume: m.resume()}
	broken := errors.New("line 20")
	out, err := until(reconcile.Run(t.Context(), func(yield func(identity.Participant, error) bool) {
		for p := range many(20) {
			if !yield(p, nil) {
				return
			}
		}
		yield(identity.Participant{}, broken)
	}, s, opts))
	if err != broken || len(out) != 20 || !errors.Is(out[19].Err, reconcile.CodeInput) || out[15].Kind != reconcile.Verified {
		t.Fatalf("%d outcomes, error %v, the last %v", len(out), err, out[len(out)-1])
	}
	for _, o := range collect(t, reconcile.Run(t.Context(), many(40), s, opts)) {
		if o.Kind != reconcile.Verified || o.Restored != (o.Index < 16) {
			t.Errorf("participant %d: %v, restored %v", o.Index, o.Kind, o.Restored)
		}
	}
	if asked := s.asked.Load(); asked != 40 {
		t.Errorf("%d questions for 40 participants", asked)
	}
}
