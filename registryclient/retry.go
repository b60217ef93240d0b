package registryclient

import (
	"context"
	"time"
)

// mayRepeat decides whether the attempt that failed is followed by another:
//
//  1. its class is one that another attempt may cure, or refused credentials
//     could be renewed (once a call, and then at once);
//  2. the request may be sent again (see Repeat);
//  3. attempts are left;
//  4. the wait is one that we accept and that ends before the deadline;
//  5. the retry budget of the transport can pay for it.
//
// It leaves the wait in x.wait.
func (x *exchange) mayRepeat(ctx context.Context) bool {
	x.wait = 0
	e := x.last
	renewed := e.Code == CodeUnauthorized && x.renew()
	if ctx.Err() != nil || x.tries >= x.t.retry.MaxAttempts || !renewed && x.tries > codeFacts[e.Code].repeats {
		return false
	}
	switch x.call.Repeat {
	case RepeatSafe:
	case RepeatUnprocessed:
		if x.processed {
			return false
		}
	default:
		return false
	}
	if e.RetryAfter > x.t.retry.MaxRetryAfter {
		return false
	}
	wait := max(x.t.draw(x.tries), e.RetryAfter)
	if renewed {
		wait = 0
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= wait {
		return false
	}
	cost := x.t.budget.take(e.Code)
	if cost == 0 {
		return false
	}
	x.spent += cost
	x.wait = wait
	return true
}

// renew sees to it, once a call, that the next attempt shows something else than
// what was refused: another time, or what the authenticator has anew.
func (x *exchange) renew() bool {
	if x.refreshed || x.attempt.presented == nil {
		return false
	}
	r, ok := x.call.Auth.(Refresher)
	if !x.corrected && !ok {
		return false
	}
	x.refreshed = true
	return x.corrected || r.Refused(x.attempt.presented)
}
