package registryclient_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

// once are transports whose calls are one attempt each.
func once(t *testing.T, s *script, b registryclient.Breaker) *registryclient.Transport {
	t.Helper()
	return newTransport(t, registryclient.WithRoundTripper(s), registryclient.WithRandom(noJitter), registryclient.WithBreaker(b),
		registryclient.WithRetry(registryclient.Retry{MaxAttempts: 1}))
}

func codeOf(err error) registryclient.Code {
	var e *registryclient.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// TestBreakerOpens: after so many failures in a row nothing is sent, then one
// call tries; what it meets decides.
func TestBreakerOpens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{steps: steps(status(503))}
		tr := once(t, s, registryclient.Breaker{Failures: 3, OpenFor: 10 * time.Second, MaxOpen: 15 * time.Second})
		ask := func(want registryclient.Code) {
			t.Helper()
			if got := codeOf(tr.Do(context.Background(), question())); got != want {
				t.Errorf("code %q, want %q", string(got), string(want))
			}
		}
		for range 3 {
			ask(registryclient.CodeUnavailable)
		}
		start := time.Now()
		err := tr.Do(context.Background(), question())
		var e *registryclient.Error
		if !errors.As(err, &e) || e.Code != registryclient.CodeCircuitOpen || e.Attempts != 0 || !e.NotProcessed() || !e.Temporary() || e.RetryAfter != 9500*time.Millisecond {
			t.Errorf("error %v, want an open circuit for 9.5 s more", err)
		}
		if waited := time.Since(start); waited != 500*time.Millisecond {
			t.Errorf("waited %v for the circuit, want 500 ms", waited)
		}
		time.Sleep(10 * time.Second)
		ask(registryclient.CodeUnavailable) // the try
		ask(registryclient.CodeCircuitOpen) // which failed: now 15 s, since 20 s is above the most
		if len(s.times) != 4 {
			t.Errorf("%d requests, want 4", len(s.times))
		}
		time.Sleep(15 * time.Second)
		s.steps = steps(status(200))
		ask("")
		ask("")
		s.steps = steps(status(503))
		ask(registryclient.CodeUnavailable) // closed again: it takes three
		ask(registryclient.CodeUnavailable)
		ask(registryclient.CodeUnavailable)
		ask(registryclient.CodeCircuitOpen)
	})
}

// TestBreakerCounts: which endings open the circuit.
func TestBreakerCounts(t *testing.T) {
	for _, c := range []struct {
		name, reason string
		steps        *script
		decode       func([]byte) error
		opens        bool
	}{
		{"500", "", &script{steps: steps(status(500))}, accept, true},
		{"lost connections", "", &script{steps: steps(lost)}, accept, true},
		{"hanging", "a timeout", &script{steps: steps(hang)}, accept, true},
		{"401", "the service is there", &script{steps: steps(status(401))}, accept, false},
		{"403", "the service is there", &script{steps: steps(status(403))}, accept, false},
		{"404", "the service is there", &script{steps: steps(status(404))}, accept, false},
		{"429", "the limiter's affair", &script{steps: steps(status(429))}, accept, false},
		{"307", "the service is there", &script{steps: steps(status(307))}, accept, false},
		{"no answer in the reply", "may be one person's record", &script{steps: steps(status(200))}, failing(99, registryclient.CodeBadResponse), false},
		{"too large", "may be one person's record", &script{steps: steps(status(200))}, failing(99, registryclient.CodeTooLarge), false},
		{"two failures, an answer", "in a row means in a row", &script{steps: steps(status(500), status(500), status(200), status(500), status(500), status(403), status(500))}, accept, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tr := once(t, c.steps, registryclient.Breaker{Failures: 3})
				call := question()
				call.Decode = c.decode
				for range 7 {
					_ = tr.Do(context.Background(), call)
				}
				if opened := len(c.steps.times) < 7; opened != c.opens {
					t.Errorf("%d requests, opened %v, want %v: %s", len(c.steps.times), opened, c.opens, c.reason)
				}
			})
		})
	}
}

// TestBreakerIsPerAddress: one service that fails does not close another.
func TestBreakerIsPerAddress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{steps: steps(status(503))}
		tr := once(t, s, registryclient.Breaker{Failures: 1})
		_ = tr.Do(context.Background(), question())
		s.steps = steps(status(200))
		other := question()
		other.URL = "https://registry.example/other"
		if err := tr.Do(context.Background(), other); err != nil {
			t.Errorf("another address: %v", err)
		}
		if got := codeOf(tr.Do(context.Background(), question())); got != registryclient.CodeCircuitOpen {
			t.Errorf("the failing address: %q", string(got))
		}
	})
}

// TestBreakerProbes: half open, one call tries and the others wait for what it
// finds.
func TestBreakerProbes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := &quota{takes: 300 * time.Millisecond}
		s := &script{steps: steps(status(503))}
		b := registryclient.Breaker{Failures: 1, OpenFor: time.Second}
		tr := newTransport(t, registryclient.WithRoundTripper(switching{s, q}), registryclient.WithBreaker(b), registryclient.WithRandom(noJitter),
			registryclient.WithRetry(registryclient.Retry{MaxAttempts: 1}))
		_ = tr.Do(context.Background(), question())
		time.Sleep(time.Second)
		start := time.Now()
		inParallel(8, 8, func() {
			if err := tr.Do(context.Background(), question()); err != nil {
				t.Errorf("error %v, want to wait for the try and then be answered", err)
			}
		})
		if first := countSince(q.arrivals, start.Add(-1)); first != 8 || q.arrivals[1].Sub(start) != 300*time.Millisecond {
			t.Errorf("requests at %v: the others did not wait for the first", q.arrivals)
		}
	})
}

// switching fails once and then is a quota.
type switching struct {
	first *script
	then  *quota
}

func (s switching) RoundTrip(r *http.Request) (*http.Response, error) {
	if len(s.first.times) == 0 {
		return s.first.RoundTrip(r)
	}
	return s.then.RoundTrip(r)
}

// TestLongOutage is an outage of a minute met by 64 workers who keep asking:
// the service sees at most 200 requests.
func TestLongOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := &outage{}
		tr := newTransport(t, registryclient.WithRoundTripper(q), registryclient.WithConcurrency(64))
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		var wg sync.WaitGroup
		for range 64 {
			wg.Go(func() {
				for ctx.Err() == nil {
					if err := tr.Do(ctx, question()); err == nil {
						t.Error("an answer during the outage")
					}
					time.Sleep(10 * time.Millisecond) // whoever comes back at once does not ask at once
				}
			})
		}
		wg.Wait()
		t.Logf("%d requests", q.seen.Load())
		if n := q.seen.Load(); n > 200 {
			t.Errorf("%d requests during the outage, want at most 200", n)
		}
	})
}

type outage struct{ seen atomic.Int32 }

func (o *outage) RoundTrip(r *http.Request) (*http.Response, error) {
	o.seen.Add(1)
	_ = r.Body.Close()
	return nil, io.ErrUnexpectedEOF
}
