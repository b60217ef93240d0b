package registryclient

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"strings"
	"time"
)

// observerPatience is how long an observer may take of one call's time.
const observerPatience = 100 * time.Millisecond

// watch stands between one call and its observer: it keeps the observer from
// changing what the call gives. The zero watch has no observer.
type watch struct {
	call     CallObserver // nil: there is none, or it panicked
	spent    time.Duration
	attempts []watchedAttempt
	waited   time.Duration // of the attempt about to leave, for its place
}

type watchedAttempt struct {
	observer AttemptObserver
	end      AttemptEnd
}

// startWatch tells the observer of a call, and gives the context with what the
// observer added.
func (x *exchange) startWatch(ctx context.Context) context.Context {
	if x.t.observer == nil {
		return ctx
	}
	start := CallStart{x.call.Operation, x.t.endpointName(x.call), x.call.Control, time.Now()}
	observed := ctx
	x.told(func() { observed, x.watch.call = x.t.observer.StartCall(ctx, start) })
	return withValues(ctx, observed)
}

// told runs methods of the observer; one that panics is not told any more.
func (x *exchange) told(method func()) {
	if !x.t.told(method) {
		x.watch.call = nil
	}
}

// told reports that a method of the observer came back by itself.
func (t *Transport) told(method func()) (returned bool) {
	defer func() {
		if !returned && recover() != nil {
			t.logger.Warn("the observer panicked; the call goes on without it")
		}
	}()
	method()
	return true
}

// startAttempt tells the observer of an attempt and gives the request with
// what the observer added. What is left of the time limit begins anew, so that
// it is not the observer's.
func (x *exchange) startAttempt(caller context.Context, out *http.Request, began time.Time) *http.Request {
	if x.watch.call == nil || x.watch.spent > observerPatience {
		return out
	}
	now := time.Now()
	left := x.t.attemptTimeout - now.Sub(began)
	observed, observer := caller, AttemptObserver(nil)
	var parent, state string
	x.told(func() {
		observed, observer = x.watch.call.StartAttempt(caller, AttemptStart{x.attempts + 1, x.watch.waited, now})
		if carrier, ok := observer.(TraceCarrier); ok {
			parent, state = carrier.TraceContext()
		}
	})
	x.watch.spent += time.Since(now)
	if observer != nil {
		x.watch.attempts = append(x.watch.attempts, watchedAttempt{observer: observer})
		x.attempt.watched = true
	}
	x.attempt.cancel()
	ctx, cancel := context.WithTimeout(withValues(caller, observed), left)
	x.attempt.cancel = cancel
	out = out.WithContext(httptrace.WithClientTrace(ctx, x.wireTrace()))
	if traceParent(parent) {
		out.Header.Set("Traceparent", parent)
		if traceState(state) {
			out.Header.Set("Tracestate", state)
		}
	}
	return out
}

// endAttempt notes how the attempt under way ended; the observer is told when
// the call has ended too, and its time is nobody's.
func (x *exchange) endAttempt(code Code, status int) {
	if x.attempt.watched {
		x.watch.attempts[len(x.watch.attempts)-1].end = AttemptEnd{code, status, time.Now()}
	}
}

// endWatch tells the observer how the call ended.
func (x *exchange) endWatch(err error) {
	if x.watch.call == nil {
		return
	}
	end := CallEnd{Attempts: x.attempts, Time: time.Now()}
	if e, ok := err.(*Error); ok {
		end.Code, end.Status = e.Code, e.Status
	} else {
		end.Status = http.StatusOK
	}
	x.told(func() {
		for _, a := range x.watch.attempts {
			a.observer.EndAttempt(a.end)
		}
		x.watch.call.EndCall(end)
	})
}

// circuitChanged tells the observer of a change of a breaker.
func (t *Transport) circuitChanged(c *circuit, change circuitChange) {
	o, ok := t.observer.(CircuitObserver)
	if ok && change != circuitSame {
		t.told(func() { o.CircuitChanged(CircuitChange{c.endpoint, change == circuitOpened, time.Now()}) })
	}
}

// endpointName gives the name that stands for the address of a call.
func (t *Transport) endpointName(call *Call) string {
	if name, ok := t.endpoints[call.URL]; ok {
		return name
	}
	adapter, _, _ := strings.Cut(call.Operation, "/")
	return adapter
}

// maxTraceState is the most that every receiver takes of a tracestate (W3C
// Trace Context, 3.3.1.5).
const maxTraceState = 512

// traceParent reports a traceparent of version 00 (W3C Trace Context, 3.2).
func traceParent(s string) bool {
	if len(s) != len("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01") || !strings.HasPrefix(s, "00-") {
		return false
	}
	for i, c := range []byte(s) {
		dash := i == 2 || i == 35 || i == 52
		if dash != (c == '-') || !dash && !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f') {
			return false
		}
	}
	return true
}

// traceState reports a tracestate that every receiver takes.
func traceState(s string) bool {
	return s != "" && len(s) <= maxTraceState && headerText(strings.ReplaceAll(s, " ", ""))
}

// withValues gives ctx with the values of another, and nothing else of it.
func withValues(ctx, values context.Context) context.Context {
	if values == nil {
		return ctx
	}
	return observedContext{ctx, values}
}

type observedContext struct {
	context.Context
	values context.Context
}

// Value implements context.Context. An observer that lost the caller's values
// takes none away from the call.
func (c observedContext) Value(key any) any {
	if v := c.values.Value(key); v != nil {
		return v
	}
	return c.Context.Value(key)
}
