package registryclient

import (
	"net/http"
	"time"
)

// TimeSigner is an optional power of an [Authenticator]: its signatures hold
// the time, so that a service whose clock differs refuses them. See
// [WithClockCorrection].
type TimeSigner interface{ SignsTime() }

// SignsTime implements [TimeSigner].
func (SignedBasic) SignsTime() {}

const (
	// longestCorrection is more than any clock drifts; beyond it somebody set
	// the clock, and should set it right.
	longestCorrection = 15 * time.Minute

	// leastCorrection is below what services let pass.
	leastCorrection = 5 * time.Second
)

// WithClockCorrection lets the time in signatures follow the clock of a service
// that refuses them: when a reply with status 401 says in its header Date (RFC
// 9110, 6.6.1) that the clocks differ by 5 s or more and by no more than most,
// signatures for that address are made by the service's clock from then on, and
// the request is repeated once, at once. Nothing else follows that clock. most
// is at most 15 minutes.
//
// Defaults to no correction: the right remedy is a machine that keeps time
// (NTP). What a correction gives away is that who answers with 401 learns a
// signature for a moment up to most ahead of ours.
func WithClockCorrection(most time.Duration) Option {
	return func(s *settings) error {
		if most < leastCorrection || most > longestCorrection {
			return unusable("a correction of the clock is between 5 s and 15 minutes")
		}
		s.correction = most
		return nil
	}
}

// signingTime is now by the clock of the service at an address, as far as that
// is known.
func (t *Transport) signingTime(address string) time.Time { return t.now().Add(t.offset(address)) }

func (t *Transport) offset(address string) time.Duration {
	if d, ok := t.offsets.Load(address); ok {
		return d.(time.Duration)
	}
	return 0
}

// compareClocks takes the time of a service that refused a signature. e is the
// error for its reply.
func (x *exchange) compareClocks(date string, e *Error) {
	if _, signs := x.call.Auth.(TimeSigner); !signs || x.t.correction == 0 || e.Code != CodeUnauthorized {
		return
	}
	theirs, err := http.ParseTime(date)
	if err != nil {
		return
	}
	offset := theirs.Add(time.Second / 2).Sub(x.t.now()) // the header cuts fractions off
	switch {
	case (offset - x.t.offset(x.call.URL)).Abs() < leastCorrection: // it is not the clock
	case offset.Abs() > x.t.correction:
		e.Detail = "the clocks differ by more than the correction allows"
	default:
		x.t.offsets.Store(x.call.URL, offset)
		x.corrected = true
	}
}
