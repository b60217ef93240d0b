package registryclient

import (
	"context"
	"sync"
	"time"
)

// Breaker says when a transport leaves a service alone that fails again and
// again. A zero field is its default.
//
// It counts whole calls, with all their attempts, for each address on its own.
// A failure is a call that the service did not take or answer in time
// (CodeUnavailable, CodeTimeout). A reply that refuses, or an answer about a
// person, shows that the service is there; a reply that is no answer says
// nothing either way.
type Breaker struct {
	// Failures is how many calls in a row must fail. Defaults to 10.
	Failures int

	// OpenFor is how long the service is then left alone, before single calls
	// try it; it doubles with every try that fails, up to MaxOpen. Up to a
	// quarter more is drawn at random. They default to 5 s and 60 s.
	OpenFor, MaxOpen time.Duration

	// Probes is how many calls may try the service at the same time after
	// that. Defaults to 1.
	Probes int

	// Wait is how long a call that meets an open circuit waits for it before
	// it fails with CodeCircuitOpen. It keeps a long run from using up all its
	// questions in a short outage. Defaults to 500 ms.
	Wait time.Duration
}

func defaultBreaker() Breaker {
	return Breaker{Failures: 10, OpenFor: 5 * time.Second, MaxOpen: time.Minute, Probes: 1, Wait: 500 * time.Millisecond}
}

// circuit is the breaker of one address. It is closed while until is zero.
type circuit struct {
	rule     Breaker
	random   *random
	endpoint string // its name, for the observer

	mu       sync.Mutex
	age      int // counts the changes of state; what began before one says nothing after it
	failures int
	until    time.Time // open until then, half open after
	openFor  time.Duration
	retired  bool          // the transport is closed: changes are nobody's
	probes   int           // under way
	changed  chan struct{} // closed when the state changes or a probe ends
}

// pass is the permission for one call.
type pass struct {
	age   int
	probe bool
}

func newCircuit(rule Breaker, r *random, endpoint string) *circuit {
	return &circuit{rule: rule, random: r, endpoint: endpoint, openFor: rule.OpenFor, changed: make(chan struct{})}
}

// circuitChange is what a call's end changes, for the observer.
type circuitChange uint8

const (
	circuitSame circuitChange = iota
	circuitOpened
	circuitClosed
)

// enter lets a call through, or waits a little for it, or fails.
func (c *circuit) enter(ctx context.Context) (pass, *Error) {
	patience := time.Now().Add(c.rule.Wait)
	for {
		now := time.Now()
		p, wait, changed, ok := c.admit(now)
		if ok {
			return p, nil
		}
		left := patience.Sub(now)
		if left <= 0 || !fits(ctx, min(left, max(wait, 1))) {
			return pass{}, &Error{Code: CodeCircuitOpen, RetryAfter: max(wait, time.Millisecond)}
		}
		if wait > 0 {
			left = min(left, wait)
		}
		timer := time.NewTimer(left)
		select {
		case <-changed:
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return pass{}, contextError(ctx.Err())
		}
		timer.Stop()
	}
}

// admit gives a pass, or how long the circuit stays open, 0 where a probe is
// awaited.
func (c *circuit) admit(now time.Time) (p pass, wait time.Duration, changed chan struct{}, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.until.IsZero():
		return pass{age: c.age}, 0, nil, true
	case now.Before(c.until):
		return pass{}, c.until.Sub(now), c.changed, false
	case c.probes >= c.rule.Probes:
		return pass{}, 0, c.changed, false
	}
	c.probes++
	return pass{age: c.age, probe: true}, 0, nil, true
}

// health is what the end of a call says of its service.
type health uint8

const (
	healthUnknown health = iota
	healthAlive
	healthFailing
)

// leave takes a call's result, and gives what it changes.
func (c *circuit) leave(p pass, h health) circuitChange {
	c.mu.Lock()
	defer c.mu.Unlock()
	wasOpen := !c.until.IsZero()
	c.learn(p, h)
	switch isOpen := !c.until.IsZero(); {
	case c.retired || isOpen == wasOpen:
		return circuitSame
	case isOpen:
		return circuitOpened
	}
	return circuitClosed
}

// retire ends the changes, with that of an open circuit.
func (c *circuit) retire() circuitChange {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.retired || c.until.IsZero() {
		c.retired = true
		return circuitSame
	}
	c.retired = true
	return circuitClosed
}

func (c *circuit) learn(p pass, h health) {
	if p.age != c.age {
		return
	}
	if p.probe {
		c.probes--
	}
	switch {
	case h == healthAlive && p.probe:
		c.until, c.openFor = time.Time{}, c.rule.OpenFor
		c.turn()
	case h == healthAlive:
		c.failures = 0
	case h == healthFailing && p.probe:
		c.openFor = min(2*c.openFor, c.rule.MaxOpen)
		c.open()
	case h == healthFailing:
		if c.failures++; c.failures >= c.rule.Failures {
			c.open()
		}
	case p.probe: // nothing learnt: the next may try
		c.signal()
	}
}

func (c *circuit) open() {
	c.until = time.Now().Add(c.openFor + time.Duration(c.random.below(uint64(c.openFor/4))))
	c.turn()
}

// turn begins another state.
func (c *circuit) turn() {
	c.age++
	c.failures, c.probes = 0, 0
	c.signal()
}

func (c *circuit) signal() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// health says what a call that ended so tells of its service.
func (x *exchange) health(err error) health {
	e, _ := err.(*Error)
	switch {
	case err == nil:
		return healthAlive
	case e == nil || x.attempts == 0:
		return healthUnknown // nothing was sent
	}
	switch e.Code {
	case CodeUnavailable, CodeTimeout:
		return healthFailing
	case CodeDeadline: // ours; but an attempt before had met a failure
		if x.failed {
			return healthFailing
		}
	case CodeUnauthorized, CodeForbidden, CodeRejected, CodeRedirect, CodeRateLimited:
		return healthAlive
	}
	return healthUnknown
}
