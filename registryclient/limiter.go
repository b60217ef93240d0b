package registryclient

import (
	"context"
	"slices"
	"sync"
	"time"
)

// The constants of the slow-down after a 429.
const (
	slowEvery    = time.Second // one slow-down answers all the 429 of a moment
	slowRate     = 0.7         // what a slow-down leaves of the rate
	leastRate    = 1.0 / 64    // of the configured rate, however often it is slowed
	rateRecovers = 20.0        // seconds from nothing back to the configured rate
)

// limiter lets the requests of a transport out: no more at once than the
// window, no faster than the rate, none during a pause, and first come first
// served. A 429 halves the window and slows the rate; answers widen the window
// again, time restores the rate (additive increase, multiplicative decrease).
//
// It needs no goroutine: whoever leaves wakes who is next, and a timer does
// where only time is missing.
type limiter struct {
	mu       sync.Mutex
	queue    []*waiter
	timer    *time.Timer
	inFlight int
	most     int     // the configured concurrency
	window   float64 // how many may be in flight now
	rate     float64 // configured, a second; 0 = no limit
	burst    float64
	share    float64 // of the rate, in use now
	tokens   float64
	filled   time.Time // when tokens were counted
	paused   time.Time // nothing leaves before
	slowed   time.Time // the last slow-down
}

type waiter struct{ ready chan struct{} }

func newLimiter(s *settings) *limiter {
	return &limiter{
		most: s.concurrency, window: float64(s.concurrency),
		rate: s.rate, burst: float64(s.burst), tokens: float64(s.burst), share: 1,
	}
}

// acquire waits until a request may leave. A wait that cannot end before the
// deadline is not begun.
func (l *limiter) acquire(ctx context.Context) *Error {
	l.mu.Lock()
	now := time.Now()
	if len(l.queue) == 0 && l.admit(now) {
		l.mu.Unlock()
		return nil
	}
	if wait := l.leastWait(now); !fits(ctx, wait) {
		l.mu.Unlock()
		return &Error{Code: CodeRateLimited, Detail: "our own limit leaves no time before the deadline", RetryAfter: wait}
	}
	w := &waiter{make(chan struct{})}
	l.queue = append(l.queue, w)
	l.schedule(now)
	l.mu.Unlock()
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
		l.leave(w)
		return contextError(ctx.Err())
	}
}

// fits reports a wait that ends before the deadline.
func fits(ctx context.Context, wait time.Duration) bool {
	deadline, ok := ctx.Deadline()
	return !ok || time.Until(deadline) > wait
}

// leave takes back a waiter whose context has ended.
func (l *limiter) leave(w *waiter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := slices.Index(l.queue, w); i >= 0 {
		l.queue = slices.Delete(l.queue, i, i+1)
	} else {
		l.inFlight-- // admitted in the same moment
	}
	l.wake(time.Now())
}

// admit takes a place and a token, where both are there.
func (l *limiter) admit(now time.Time) bool {
	l.refill(now)
	if now.Before(l.paused) || l.inFlight >= int(l.window) || l.rate > 0 && l.tokens < 1 {
		return false
	}
	l.inFlight++
	if l.rate > 0 {
		l.tokens--
	}
	return true
}

func (l *limiter) refill(now time.Time) {
	if !l.filled.IsZero() {
		passed := max(0, now.Sub(l.filled).Seconds())
		l.share = min(1, l.share+passed/rateRecovers)
		l.tokens = min(l.burst, l.tokens+passed*l.rate*l.share)
	}
	l.filled = now
}

// leastWait is how long the next waiter waits at the least.
func (l *limiter) leastWait(now time.Time) time.Duration {
	wait := l.paused.Sub(now)
	if short := float64(len(l.queue)+1) - l.tokens; l.rate > 0 && short > 0 {
		wait = max(wait, seconds(short/(l.rate*l.share)))
	}
	return max(0, wait)
}

func seconds(s float64) time.Duration { return time.Duration(s*float64(time.Second)) + 1 }

// schedule has the timer wake the queue when a pause ends or a token is there;
// a place that is missing is given by whoever leaves.
func (l *limiter) schedule(now time.Time) {
	if len(l.queue) == 0 || l.inFlight >= int(l.window) {
		return
	}
	wait := max(0, l.paused.Sub(now))
	if l.rate > 0 && l.tokens < 1 {
		wait = max(wait, seconds((1-l.tokens)/(l.rate*l.share)))
	}
	if l.timer == nil {
		l.timer = time.AfterFunc(wait, func() {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.wake(time.Now())
		})
		return
	}
	l.timer.Reset(wait)
}

// wake lets out whoever may leave now.
func (l *limiter) wake(now time.Time) {
	n := 0
	for n < len(l.queue) && l.admit(now) {
		close(l.queue[n].ready)
		n++
	}
	l.queue = slices.Delete(l.queue, 0, n)
	l.schedule(now)
}

// release gives a place back and learns from how the attempt ended: e is nil
// for an answer.
func (l *limiter) release(e *Error, longestPause time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	l.inFlight--
	switch {
	case e == nil:
		l.window = min(float64(l.most), l.window+1/l.window)
	case e.Code == CodeRateLimited && e.Status != 0 && now.Sub(l.slowed) >= slowEvery:
		l.refill(now)
		l.slowed = now
		l.window = max(1, l.window/2)
		l.share = max(leastRate, l.share*slowRate)
	}
	// What is longer than a call may wait is for the caller to decide: one
	// absurd header must not stop everybody.
	if e != nil && e.RetryAfter <= longestPause && (e.Code == CodeRateLimited || e.Status == statusBusy) {
		if until := now.Add(e.RetryAfter); until.After(l.paused) {
			l.paused = until
		}
	}
	l.wake(now)
}

// stop ends the timer.
func (l *limiter) stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.timer != nil {
		l.timer.Stop()
	}
}
