package registryclient

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// exchange is one call under way. It owns every hook of the retry library, and
// stands below its http.Client as the round tripper of this call, so that what
// the hooks need to know of each other is here and not in contexts.
//
// The library runs one attempt after another; only wrote is touched by the
// goroutines of net/http.
type exchange struct {
	t         *Transport
	call      *Call
	tries     int           // attempts begun
	attempts  int           // of them, those that were handed to the network
	attempt   attempt       // the one under way, or the last
	wrote     atomic.Bool   // it put something on the wire
	processed bool          // some attempt may have been processed
	failed    bool          // some attempt met a service that fails
	refreshed bool          // the authentication was renewed after a 401
	corrected bool          // the clock of signatures was set after a 401
	last      *Error        // how the last attempt failed
	wait      time.Duration // before the next attempt
	spent     int           // taken from the retry budget
	watch     watch
}

// client gives the retry library with this call's hooks. The inner client has
// a round tripper without CloseIdleConnections: the library would call it at
// every failure and throw away everybody's connections.
func (x *exchange) client() *retryablehttp.Client {
	return &retryablehttp.Client{
		HTTPClient:   &http.Client{Transport: x, CheckRedirect: keepRedirect},
		Logger:       nil, // the library logs URLs
		RetryMax:     x.t.retry.MaxAttempts - 1,
		CheckRetry:   x.checkRetry,
		Backoff:      x.backoff,
		ErrorHandler: x.giveUp,
	}
}

// RoundTrip sends one attempt: its own place under the limits, its own time
// limit, its own headers and its own signature.
func (x *exchange) RoundTrip(req *http.Request) (*http.Response, error) {
	x.tries++
	x.wrote.Store(false)
	x.attempt = attempt{}
	out, e := x.prepare(req)
	if e != nil {
		_ = req.Body.Close() // a round tripper closes the body, on errors too
		return nil, e
	}
	x.attempts++
	resp, err := x.send(out)
	if err != nil {
		if resp != nil && resp.Body != nil {
			_ = resp.Body.Close()
		}
		return nil, err
	}
	x.wrote.Store(true) // a reply proves it, also over a foreign round tripper
	// Without it http.Client hands a redirect back as it is, readable or not.
	resp.Header.Del("Location")
	return resp, nil
}

// prepare waits for a place, and makes the request that goes out.
func (x *exchange) prepare(req *http.Request) (*http.Request, *Error) {
	asked := time.Now()
	if !x.call.Control {
		if e := x.t.limiter.acquire(req.Context()); e != nil {
			return nil, e
		}
		x.attempt.placed = true
	}
	began := time.Now()
	x.watch.waited = began.Sub(asked)
	ctx, cancel := context.WithTimeout(req.Context(), x.t.attemptTimeout)
	x.attempt.cancel = cancel
	out := req.Clone(httptrace.WithClientTrace(ctx, x.wireTrace()))
	out.GetBody = nil
	if x.call.Auth != nil {
		if e := x.authenticate(ctx, out); e != nil {
			if e.Code == CodeDeadline && req.Context().Err() == nil {
				e = &Error{Code: CodeTimeout} // the attempt's time was up, not the caller's
			}
			return nil, e
		}
	}
	if e := x.audit(ctx); e != nil {
		return nil, e
	}
	return x.startAttempt(req.Context(), out, began), nil
}

// wireTrace notes that something of the attempt was written.
func (x *exchange) wireTrace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{WroteHeaders: func() { x.wrote.Store(true) }}
}

// authenticate has the authenticator complete the request.
func (x *exchange) authenticate(ctx context.Context, out *http.Request) *Error {
	o := &Outgoing{URL: x.call.URL, Header: out.Header, Body: x.call.Body, Time: x.t.signingTime(x.call.URL)}
	if err := x.call.Auth.Authenticate(ctx, o); err != nil {
		return asError(err, CodeUnauthorized)
	}
	x.attempt.presented = o
	if len(o.Query) > 0 {
		out.URL.RawQuery = o.Query.Encode()
	}
	if !bytes.Equal(o.Body, x.call.Body) {
		_ = out.Body.Close()
		out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(o.Body)), int64(len(o.Body))
	}
	return nil
}

// send hands the request to the network.
func (x *exchange) send(out *http.Request) (*http.Response, error) {
	if x.t.network == nil {
		return x.t.base.RoundTrip(out)
	}
	x.attempt.generation = x.t.network.enter()
	return x.attempt.generation.pool.RoundTrip(out)
}

// readReply is the response handler: limit, read, decode and check belong to
// the attempt, since a reply that is no answer may be followed by one that is.
func (x *exchange) readReply(resp *http.Response) error {
	e := x.judge(resp)
	_ = resp.Body.Close()
	resp.Body = http.NoBody // the library drains and closes it once more
	if e != nil {
		e.Status = resp.StatusCode
		return e
	}
	if e := x.finish(nil, resp.StatusCode); e != nil {
		return e
	}
	return nil
}

// judge gives nil for an answer.
func (x *exchange) judge(resp *http.Response) *Error {
	status := resp.StatusCode
	if status != http.StatusOK && (status != http.StatusInternalServerError || x.call.Failure == nil) {
		e := statusError(status)
		e.RetryAfter = retryAfter(resp.Header.Get("Retry-After"), x.t.now())
		x.compareClocks(resp.Header.Get("Date"), e)
		return e
	}
	buf := newBuffer()
	defer buf.free()
	if err := buf.readReply(resp, x.t.replyLimit); err != nil {
		if status != http.StatusOK {
			return statusError(status)
		}
		return err
	}
	if status != http.StatusOK {
		if e := x.call.Failure(buf.Bytes()); e != nil {
			return e
		}
		e := statusError(status)
		e.RetryAfter = retryAfter(resp.Header.Get("Retry-After"), x.t.now())
		return e
	}
	if err := x.call.Decode(buf.Bytes()); err != nil {
		return asError(err, CodeBadResponse)
	}
	return nil
}

// checkRetry is the library's policy hook. It is called after the round trip,
// and again after the response handler; an error of either is an attempt that
// failed.
func (x *exchange) checkRetry(ctx context.Context, _ *http.Response, err error) (bool, error) {
	if err == nil {
		return false, nil
	}
	x.last = x.classify(ctx, err)
	if e := x.finish(x.last, x.last.Status); e != nil {
		x.last = e
	}
	turnedAway := codeFacts[x.last.Code].turnedAway
	x.processed = x.processed || x.wroteAny() && !turnedAway
	x.failed = x.failed || x.last.Code == CodeUnavailable || x.last.Code == CodeTimeout
	again := x.mayRepeat(ctx)
	x.log(ctx, again)
	return again, nil
}

// wroteAny reports that the service may have seen this attempt. A foreign
// round tripper does not say when it writes.
func (x *exchange) wroteAny() bool {
	return x.wrote.Load() || x.t.network == nil && x.attempts > 0
}

// backoff is the library's wait hook; checkRetry has drawn the wait already,
// because whether it fits decides whether there is another attempt.
func (x *exchange) backoff(_, _ time.Duration, _ int, _ *http.Response) time.Duration { return x.wait }

// giveUp is the library's error hook.
func (x *exchange) giveUp(resp *http.Response, _ error, _ int) (*http.Response, error) {
	if resp != nil {
		_ = resp.Body.Close()
	}
	return nil, x.last
}

// result gives the outcome of the whole call and settles with the budget.
func (x *exchange) result(ctx context.Context, err error) error {
	if err == nil {
		x.t.budget.succeeded(x.spent)
		return nil
	}
	e, ours := err.(*Error)
	if !ours { // the library came back by itself: the context ended during a wait
		e = &Error{Code: CodeUnavailable}
		if ended := ctx.Err(); ended != nil {
			e = contextError(ended)
		}
		if x.last != nil {
			e.Status = x.last.Status // what the attempts before met is worth knowing
		}
	}
	final := *e
	final.Operation, final.RequestID = x.call.Operation, x.call.RequestID
	final.Attempts, final.unprocessed = x.attempts, !x.processed
	return &final
}

func (x *exchange) log(ctx context.Context, again bool) {
	level, text := slog.LevelWarn, "registry call failed"
	if again {
		level, text = slog.LevelDebug, "registry call is repeated"
	}
	if !x.t.logger.Enabled(ctx, level) {
		return
	}
	x.t.logger.LogAttrs(ctx, level, text,
		slog.String("operation", x.call.Operation),
		slog.Int("attempt", x.tries),
		slog.String("code", string(x.last.Code)),
		slog.Int("status", x.last.Status),
		slog.Duration("wait", x.wait),
		slog.String("request_id", x.call.RequestID),
	)
}

// asError gives err as an *Error of ours, a copy that may be completed;
// anything else becomes the code alone, since its text may hold anything.
func asError(err error, otherwise Code) *Error {
	var e *Error
	if errors.As(err, &e) {
		c := *e
		return &c
	}
	return &Error{Code: otherwise}
}
