package reconcile_test

import (
	"context"
	"errors"
	"iter"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
)

func TestRunKeepsOrder(t *testing.T) {
	for _, workers := range []int{1, 3, 16} {
		s := &stub{answer: matched(record(nil))}
		next := 0
		for o, err := range reconcile.Run(t.Context(), many(500), s, reconcile.Options{AsOf: today, Workers: workers}) {
			if err != nil || o.Index != next {
				t.Fatalf("workers %d: outcome %d has index %d, error %v", workers, next, o.Index, err)
			}
			next++
		}
		if next != 500 {
			t.Errorf("workers %d: %d outcomes of 500", workers, next)
		}
	}
}

func TestRunStopsWithItsLoop(t *testing.T) {
	s := &stub{answer: matched(record(nil))}
	n := 0
	for range reconcile.Run(t.Context(), many(5000), s, reconcile.Options{Workers: 4}) {
		if n++; n == 10 {
			break
		}
	}
	if asked := s.asked.Load(); asked > 200 {
		t.Errorf("%d questions for 10 outcomes: the run did not stop with its loop", asked)
	}
}

func TestRunInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s := &stub{answer: matched(record(nil))}
	s.before = func(ctx context.Context, _ registryclient.Query) error {
		if s.asked.Load() > 100 {
			cancel()
			return ctx.Err()
		}
		return nil
	}
	out := collect(t, reconcile.Run(ctx, many(1000), s, reconcile.Options{AsOf: today, Workers: 4}))
	if len(out) != 1000 {
		t.Fatalf("%d outcomes of 1000: rows in must equal rows out", len(out))
	}
	count := make(map[reconcile.Kind]int)
	for _, o := range out {
		count[o.Kind]++
	}
	if count[reconcile.Verified] < 90 || count[reconcile.Pending] < 800 || count[reconcile.Verified]+count[reconcile.Pending] != 1000 {
		t.Errorf("outcomes after an interruption: %v", count)
	}
	if got := out[999].Message.Code; got != string(reconcile.CodeInterrupted) {
		t.Errorf("message of the last participant: %q", got)
	}
}

func TestRunGivesUp(t *testing.T) {
	tests := []struct {
		name string
		err  error
		opts reconcile.Options
		most int64
		want reconcile.Code
	}{
		{"credentials refused", &registryclient.Error{Code: registryclient.CodeUnauthorized}, reconcile.Options{Workers: 2}, 8, reconcile.CodeRefused},
		{"registry gone", &registryclient.Error{Code: registryclient.CodeUnavailable}, reconcile.Options{Workers: 2, GiveUpAfter: 10}, 20, reconcile.CodeGaveUp},
		{"never gives up", &registryclient.Error{Code: registryclient.CodeUnavailable}, reconcile.Options{Workers: 2, GiveUpAfter: -1}, 300, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &stub{err: tt.err}
			out := collect(t, reconcile.Run(t.Context(), many(300), s, tt.opts))
			if n := s.asked.Load(); n > tt.most {
				t.Errorf("asked %d times, at most %d make sense", n, tt.most)
			}
			for _, o := range out {
				if o.Kind != reconcile.Pending {
					t.Fatalf("participant %d: %v, want pending", o.Index, o.Kind)
				}
			}
			var code reconcile.Code
			if got := errors.As(out[299].Err, &code); got != (tt.want != "") || code != tt.want {
				t.Errorf("cause of the last one: %v, want %q", out[299].Err, tt.want)
			}
		})
	}
}

func TestRunPassesSourceErrors(t *testing.T) {
	broken := errors.New("line 2")
	seq := func(yield func(identity.Participant, error) bool) {
		_ = yield(participant(nil), nil) && yield(identity.Participant{}, broken) && yield(participant(nil), nil)
	}
	var got []error
	for _, err := range reconcile.Run(t.Context(), seq, &stub{answer: matched(record(nil))}, reconcile.Options{}) {
		got = append(got, err)
	}
	if len(got) != 3 || got[0] != nil || got[1] != broken || got[2] != nil {
		t.Errorf("errors in order: %v", got)
	}
}

func TestRunOfNil(t *testing.T) {
	for name, run := range map[string]iter.Seq2[reconcile.Outcome, error]{
		"no participants": reconcile.Run(t.Context(), nil, &stub{}, reconcile.Options{AsOf: today}),
		"no verifier":     reconcile.Run(t.Context(), many(3), nil, reconcile.Options{AsOf: today}),
	} {
		given := 0
		for _, err := range run {
			if given++; !errors.Is(err, reconcile.CodeNil) {
				t.Errorf("%s: error %v, want %v", name, err, reconcile.CodeNil)
			}
		}
		if given != 1 {
			t.Errorf("%s: %d results, want the error alone", name, given)
		}
	}
}
