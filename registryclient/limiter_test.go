package registryclient_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

// quota is a service under the fake clock that answers after a while, and with
// 429 whoever comes too often in one second.
type quota struct {
	takes     time.Duration
	perSecond int

	mu       sync.Mutex
	inFlight int
	most     int
	arrivals []time.Time
	refused  []time.Time
	header   string // Retry-After of a 429
}

func (q *quota) RoundTrip(r *http.Request) (*http.Response, error) {
	q.mu.Lock()
	now := time.Now()
	q.inFlight++
	q.most = max(q.most, q.inFlight)
	q.arrivals = append(q.arrivals, now)
	code := http.StatusOK
	if q.perSecond > 0 && countSince(q.arrivals, now.Add(-time.Second)) > q.perSecond {
		code = http.StatusTooManyRequests
		q.refused = append(q.refused, now)
	}
	q.mu.Unlock()
	time.Sleep(q.takes) // of the fake clock
	q.mu.Lock()
	q.inFlight--
	q.mu.Unlock()
	_ = r.Body.Close()
	h := http.Header{}
	if code != http.StatusOK && q.header != "" {
		h.Set("Retry-After", q.header)
	}
	return &http.Response{StatusCode: code, Header: h, Body: io.NopCloser(strings.NewReader("ok"))}, nil
}

func countSince(times []time.Time, since time.Time) int {
	n := 0
	for i := len(times) - 1; i >= 0 && times[i].After(since); i-- {
		n++
	}
	return n
}

func question() registryclient.Call {
	return registryclient.Call{Operation: "test/op", URL: "https://registry.example/", Repeat: registryclient.RepeatSafe, Decode: accept}
}

// TestRate: in no second more requests leave than rate and burst allow, and at
// least 95 % of the rate is used.
func TestRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const rate, burst, calls, workers = 50, 10, 1000, 32
		q := &quota{takes: 20 * time.Millisecond}
		tr := newTransport(t, registryclient.WithRoundTripper(q), registryclient.WithRate(rate, burst), registryclient.WithConcurrency(workers))
		start := time.Now()
		inParallel(workers, calls, func() {
			if err := tr.Do(context.Background(), question()); err != nil {
				t.Errorf("error %v", err)
			}
		})
		took := time.Since(start)
		for i, at := range q.arrivals {
			if n := countSince(q.arrivals[:i+1], at.Add(-time.Second)); n > rate+burst {
				t.Fatalf("%d requests within a second, want at most %d", n, rate+burst)
			}
		}
		if used := float64(calls) / took.Seconds() / rate; used < 0.95 {
			t.Errorf("%.0f %% of the rate is used, want at least 95 %%", 100*used)
		}
	})
}

func inParallel(workers, n int, do func()) {
	work := make(chan struct{})
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for range work {
				do()
			}
		})
	}
	for range n {
		work <- struct{}{}
	}
	close(work)
	wg.Wait()
}

// TestConcurrency: no more requests at once than the option says, however many
// ask.
func TestConcurrency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := &quota{takes: time.Second}
		tr := newTransport(t, registryclient.WithRoundTripper(q), registryclient.WithConcurrency(4))
		start := time.Now()
		inParallel(40, 40, func() {
			if err := tr.Do(context.Background(), question()); err != nil {
				t.Errorf("error %v", err)
			}
		})
		if q.most != 4 || time.Since(start) != 10*time.Second {
			t.Errorf("%d at once, done after %v; want 4 and 10 s", q.most, time.Since(start))
		}
	})
}

// TestSlowDown: a service that allows less than we send slows us down, and the
// full speed is back within 30 s after it stops refusing.
func TestSlowDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := &quota{takes: 10 * time.Millisecond, perSecond: 40}
		tr := newTransport(t, registryclient.WithRoundTripper(q), registryclient.WithRate(100, 5), registryclient.WithConcurrency(16))
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		var wg sync.WaitGroup
		for range 32 {
			wg.Go(func() {
				for ctx.Err() == nil {
					_ = tr.Do(ctx, question())
					time.Sleep(time.Millisecond)
				}
			})
		}
		time.Sleep(60 * time.Second)
		q.mu.Lock()
		refusedBefore, arrivedBefore := len(q.refused), len(q.arrivals)
		q.perSecond = 0 // the service has time again
		q.mu.Unlock()
		time.Sleep(30 * time.Second)
		q.mu.Lock()
		arrivals := len(q.arrivals)
		q.mu.Unlock()
		time.Sleep(10 * time.Second)
		stop()
		wg.Wait()
		if share := float64(refusedBefore) / float64(arrivedBefore); share > 0.35 {
			t.Errorf("%.0f %% of the requests were refused: no slow-down", 100*share)
		}
		if after := float64(len(q.arrivals)-arrivals) / 10; after < 90 {
			t.Errorf("%.0f requests a second 30 s after the throttling, want at least 90", after)
		}
	})
}

// TestPauseIsShared: a Retry-After holds for every caller, not only for the one
// who got it.
func TestPauseIsShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{steps: steps(status(429, "Retry-After", "7"), status(200))}
		tr := newTransport(t, registryclient.WithRoundTripper(s), registryclient.WithRandom(noJitter))
		start := time.Now()
		var wg sync.WaitGroup
		wg.Go(func() { _ = tr.Do(context.Background(), question()) })
		time.Sleep(time.Millisecond)
		wg.Go(func() {
			if err := tr.Do(context.Background(), question()); err != nil {
				t.Errorf("error %v", err)
			}
		})
		wg.Go(func() { // no time for the pause: comes back at once
			ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
			defer cancel()
			err := tr.Do(ctx, question())
			var e *registryclient.Error
			if !errors.As(err, &e) || e.Code != registryclient.CodeRateLimited || e.Attempts != 0 || e.RetryAfter < 6*time.Second || !e.NotProcessed() {
				t.Errorf("error %v, want CodeRateLimited without an attempt", err)
			}
			if time.Since(start) != time.Millisecond {
				t.Errorf("came back after %v, want at once", time.Since(start))
			}
		})
		wg.Wait()
		if len(s.times) != 3 || s.times[1].Sub(start) != 7*time.Second {
			t.Errorf("requests at %v, want the second 7 s after the first", s.times)
		}
	})
}

// TestControlPassesBy: a call for a token is not held by those who wait for it.
func TestControlPassesBy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := &quota{takes: 5 * time.Second}
		tr := newTransport(t, registryclient.WithRoundTripper(q), registryclient.WithConcurrency(1))
		start := time.Now()
		var wg sync.WaitGroup
		wg.Go(func() { _ = tr.Do(context.Background(), question()) })
		time.Sleep(time.Second)
		call := question()
		call.Control = true
		if err := tr.Do(context.Background(), call); err != nil || time.Since(start) != 6*time.Second {
			t.Errorf("error %v after %v, want an answer after 6 s", err, time.Since(start))
		}
		wg.Wait()
	})
}

// TestCancelledInQueue: who stops waiting gives the place back.
func TestCancelledInQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := &quota{takes: 5 * time.Second}
		tr := newTransport(t, registryclient.WithRoundTripper(q), registryclient.WithConcurrency(1))
		var wg sync.WaitGroup
		wg.Go(func() { _ = tr.Do(context.Background(), question()) })
		time.Sleep(time.Second)
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(time.Second, cancel)
		if err := tr.Do(ctx, question()); !errors.Is(err, registryclient.CodeCancelled) {
			t.Errorf("error %v, want CodeCancelled", err)
		}
		wg.Wait()
		start := time.Now()
		if err := tr.Do(context.Background(), question()); err != nil || time.Since(start) != 5*time.Second {
			t.Errorf("error %v after %v: a place is lost", err, time.Since(start))
		}
	})
}
