package registryclient

import (
	"context"
	"errors"
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
	tries     int                // attempts begun
	attempts  int                // of them, those that were handed to the network
	wrote     atomic.Bool        // this attempt put something on the wire
	processed bool               // some attempt may have been processed
	cancel    context.CancelFunc // ends the attempt under way
	last      *Error             // how the last attempt failed
	wait      time.Duration      // before the next attempt
	spent     int                // taken from the retry budget
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

// RoundTrip sends one attempt: its own time limit, its own headers and its own
// signature.
func (x *exchange) RoundTrip(req *http.Request) (*http.Response, error) {
	x.tries++
	x.wrote.Store(false)
	ctx, cancel := context.WithTimeout(req.Context(), x.t.attemptTimeout)
	x.cancel = cancel
	out := req.Clone(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaders: func() { x.wrote.Store(true) },
	}))
	out.GetBody = nil
	if x.call.Auth != nil {
		err := x.call.Auth.Authenticate(ctx, &Outgoing{
			URL: x.call.URL, Header: out.Header, Body: x.call.Body, Time: x.t.now(),
		})
		if err != nil {
			cancel()
			_ = req.Body.Close() // a round tripper closes the body, on errors too
			return nil, asError(err, CodeUnauthorized)
		}
	}
	x.attempts++
	resp, err := x.t.base.RoundTrip(out)
	if err != nil {
		cancel()
		if resp != nil && resp.Body != nil {
			_ = resp.Body.Close()
		}
		return nil, err
	}
	x.wrote.Store(true) // a reply proves it, also over a foreign round tripper
	return resp, nil
}

// readReply is the response handler: limit, read, decode and check belong to
// the attempt, since a reply that is no answer may be followed by one that is.
func (x *exchange) readReply(resp *http.Response) error {
	defer x.cancel()
	defer func() {
		_ = resp.Body.Close()
		resp.Body = http.NoBody // the library drains and closes it once more
	}()
	e := x.judge(resp)
	if e == nil {
		return nil
	}
	e.Status = resp.StatusCode
	return e
}

// judge gives nil for an answer.
func (x *exchange) judge(resp *http.Response) *Error {
	status := resp.StatusCode
	if status != http.StatusOK && (status != http.StatusInternalServerError || x.call.Failure == nil) {
		e := statusError(status)
		e.RetryAfter = retryAfter(resp.Header.Get("Retry-After"), x.t.now())
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
	turnedAway := codeFacts[x.last.Code].turnedAway
	x.processed = x.processed || x.wroteAny() && !turnedAway
	again := x.mayRepeat(ctx)
	x.log(ctx, again)
	return again, nil
}

// wroteAny reports that the service may have seen this attempt. A foreign
// round tripper does not say when it writes.
func (x *exchange) wroteAny() bool {
	_, ours := x.t.base.(*http.Transport)
	return x.wrote.Load() || !ours && x.attempts > 0
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
