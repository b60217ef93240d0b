package registryclient

import (
	"context"
	"time"
)

// Observer is told of calls and of their attempts as they begin and end: the
// hook for traces and metrics. What it is told holds nothing personal: no
// address, no request id, nobody asked about and no officer. The sub-module
// registryclient/otel has one for OpenTelemetry.
//
// An observer cannot change what a call gives. One that panics is not told of
// the rest of that call. Its time does not count against the limits of the call
// and of an attempt, except that of StartAttempt, and where it takes longer
// than 100 ms in one call, further attempts of that call are not told. It does
// delay the caller, so it must not block. It must be safe for concurrent use.
//
// [CircuitObserver] is an optional power.
type Observer interface {
	// StartCall begins a call. Of the context that it gives, the call uses the
	// values only; nil keeps the caller's. A nil CallObserver leaves the call
	// unobserved.
	StartCall(ctx context.Context, c CallStart) (context.Context, CallObserver)
}

// CallObserver is told of one call, by one goroutine after the other.
type CallObserver interface {
	// StartAttempt begins an attempt that is about to leave: after the limits,
	// the authentication and the audit log, so that there is one for each
	// request on the wire. Context and nil are as in StartCall.
	StartAttempt(ctx context.Context, a AttemptStart) (context.Context, AttemptObserver)

	// EndCall ends the call, after the ends of its attempts. It comes once.
	EndCall(CallEnd)
}

// AttemptObserver is told how one attempt ended. [TraceCarrier] is an optional
// power.
type AttemptObserver interface {
	// EndAttempt comes once, when the outcome of the whole call stands; its
	// Time says when the attempt ended.
	EndAttempt(AttemptEnd)
}

// TraceCarrier is an optional power of an [AttemptObserver]: to have the trace
// continued by the service, in the headers of W3C Trace Context. The transport
// sends what has the form of that recommendation and nothing else; an empty
// traceparent sends nothing.
type TraceCarrier interface {
	TraceContext() (traceparent, tracestate string)
}

// CircuitObserver is an optional power of an [Observer]: to be told when a
// [Breaker] begins or ceases to leave a service alone. It ceases, too, when the
// transport is closed.
type CircuitObserver interface {
	CircuitChanged(CircuitChange)
}

// CallStart is what is known of a call at its beginning.
type CallStart struct {
	Operation string    // adapter and operation, such as "qldc/TraCuuThongTinCongDan"
	Endpoint  string    // see WithEndpointName
	Control   bool      // a request for a token, not a question
	Time      time.Time // of the real clock, as all times below
}

// CallEnd is how a call ended.
type CallEnd struct {
	Code     Code // "" for an answer that was understood, whatever it says of the person
	Status   int  // HTTP status of the last reply, 0 without one
	Attempts int  // requests that went out
	Time     time.Time
}

// AttemptStart is what is known of an attempt when it leaves.
type AttemptStart struct {
	Attempt int           // of the call, from 1
	Waited  time.Duration // for its place under the limits of the transport
	Time    time.Time
}

// AttemptEnd is how an attempt ended.
type AttemptEnd struct {
	Code   Code // "" for an answer
	Status int  // 0 without a reply
	Time   time.Time
}

// CircuitChange is a change of the breaker of one address.
type CircuitChange struct {
	Endpoint string // see WithEndpointName
	Open     bool   // the service is left alone from now on; false: no longer
	Time     time.Time
}

// WithObserver has calls told to an observer. Defaults to none.
func WithObserver(o Observer) Option {
	return func(s *settings) error {
		if o == nil {
			return unusable("the observer is nil")
		}
		s.observer = o
		return nil
	}
}

// WithEndpointName names the address of a service for the [Observer], which
// never learns the address itself: 1 to 40 letters, digits, '-', '_' and '.'.
// Defaults to the name of the adapter, such as "qldc". The last name of an
// address counts.
func WithEndpointName(address, name string) Option {
	return func(s *settings) error {
		if err := CheckEndpoint(address); err != nil {
			return err
		}
		if !ValidRequestID(name) {
			return unusable("the name of an endpoint is too long or holds other characters than letters, digits, - _ .")
		}
		if s.endpoints == nil {
			s.endpoints = make(map[string]string)
		}
		s.endpoints[address] = name
		return nil
	}
}
