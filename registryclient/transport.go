package registryclient

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
)

// Transport puts requests to services over HTTP and repeats what may be
// repeated. Adapters send through it; several may share one, and so share its
// connections and its retry budget. Most users only make one, with the options
// they need, and give it to an adapter.
//
// A Transport is safe for concurrent use. Close it when done.
type Transport struct {
	settings
	random   *random
	budget   *budget
	limiter  *limiter
	network  *network // nil over a foreign round tripper
	serial   atomic.Uint64
	circuits sync.Map // address → *circuit
	offsets  sync.Map // address → time.Duration, of its clock
	closed   atomic.Bool
}

// NewTransport makes a transport. Its error is an *[Error] with CodeConfig.
func NewTransport(opts ...Option) (*Transport, error) {
	s := defaultSettings()
	for _, opt := range opts {
		if opt == nil {
			return nil, unusable("an option is nil")
		}
		if err := opt(&s); err != nil {
			return nil, err
		}
	}
	t := &Transport{settings: s, random: &random{src: s.random}, budget: newBudget(), limiter: newLimiter(&s)}
	if t.base == nil {
		t.network = newNetwork(&t.settings)
	}
	return t, nil
}

// Call is one request to a service and how to read its reply: what an adapter
// gives to [Transport.Do].
type Call struct {
	Operation   string      // adapter and operation, for errors and logs
	URL         string      // see CheckEndpoint
	ContentType string      // of the body
	Header      http.Header // further headers; may be nil
	Body        []byte      // not to be changed until Do returns, nor after
	RequestID   string      // for errors and logs
	Repeat      Repeat      // whether the request may be sent again
	Auth        Authenticator
	Purpose     Purpose         // for the audit log
	Subjects    []identity.Text // for the audit log: see SubjectOf; not to be changed

	// Control marks a call for which others wait, such as one for a token: it
	// passes by the rate and the concurrency, which they may be holding.
	Control bool

	// Decode reads and checks the body of a reply with status 200. It runs
	// once an attempt and must not keep the body. Its error, an *Error whose
	// Code says what is wrong, decides whether the request is sent again; any
	// other error counts as CodeBadResponse.
	Decode func(body []byte) error

	// Failure, where not nil, reads the body of a reply with status 500, in
	// which some services say what went wrong. nil means that the status says
	// it all.
	Failure func(body []byte) *Error
}

// Repeat says whether a request may be sent again after an attempt failed.
type Repeat uint8

// The kinds of requests. The zero Repeat never sends anything twice.
const (
	RepeatNever       Repeat = iota
	RepeatUnprocessed        // only when the attempt was certainly not processed: the request changes something
	RepeatSafe               // always: the request only asks
)

// Do puts one call: it sends the body by POST, waits for an answer that Decode
// accepts, and repeats as Repeat and the options allow. It returns within the
// limit for a call and within the caller's deadline; when a wait cannot fit
// there, at once. The error is an *[Error].
//
// This is a low-level function for adapters; most users do not need it.
func (t *Transport) Do(ctx context.Context, call Call) error {
	if err := t.admit(ctx, &call); err != nil {
		err.Operation, err.RequestID = call.Operation, call.RequestID
		return err
	}
	x := &exchange{t: t, call: &call}
	ctx = x.startWatch(ctx)
	outcome := error(&Error{Code: CodeBadResponse}) // of a decoder that panics
	defer func() { x.endWatch(outcome) }()
	ctx, cancel := context.WithTimeout(ctx, t.callTimeout)
	defer cancel()
	outcome = x.put(ctx)
	return outcome
}

// put sends the call, with its attempts.
func (x *exchange) put(ctx context.Context) error {
	call := x.call
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodPost, call.URL, call.Body)
	if err != nil {
		return &Error{Code: CodeConfig, Operation: call.Operation, RequestID: call.RequestID}
	}
	// With GetBody, net/http may send a request again by itself, with the
	// same signature and unseen by every hook.
	req.GetBody = nil
	for name, values := range call.Header {
		req.Header[name] = values
	}
	req.Header.Set("Content-Type", call.ContentType)
	req.Header.Set("User-Agent", "bhxh-go")
	defer func() { _ = x.finish(&Error{Code: CodeBadResponse}, 0) }() // a decoder that panics keeps no place
	req.SetResponseHandler(x.readReply)
	return x.guarded(ctx, func() error {
		_, err := x.client().Do(req) //nolint:bodyclose // readReply closes it
		return err
	})
}

// guarded runs the attempts of a call inside the breaker of its address.
func (x *exchange) guarded(ctx context.Context, do func() error) (err error) {
	circuit := x.t.circuit(x.call)
	if circuit == nil {
		return x.result(ctx, do())
	}
	pass, refused := circuit.enter(ctx)
	if refused != nil {
		return x.result(ctx, refused)
	}
	defer func() { x.t.circuitChanged(circuit, circuit.leave(pass, x.health(err))) }()
	return x.result(ctx, do())
}

// circuit gives the breaker of a call's address, nil where there is none.
func (t *Transport) circuit(call *Call) *circuit {
	if t.noBreaker {
		return nil
	}
	if c, ok := t.circuits.Load(call.URL); ok {
		return c.(*circuit)
	}
	c, _ := t.circuits.LoadOrStore(call.URL, newCircuit(t.breaker, t.random, t.endpointName(call)))
	return c.(*circuit)
}

// admit refuses what must not leave.
func (t *Transport) admit(ctx context.Context, call *Call) *Error {
	if t.closed.Load() {
		return &Error{Code: CodeClosed}
	}
	if call.Decode == nil {
		return &Error{Code: CodeConfig, Detail: "a call without a decoder"}
	}
	if err := CheckEndpoint(call.URL); err != nil {
		var e *Error
		errors.As(err, &e)
		return e
	}
	if err := ctx.Err(); err != nil {
		return contextError(err)
	}
	return nil
}

// NewRequestID gives a new UUID for a question that came without a request id.
// It fails with CodeConfig where the source of randomness does.
func (t *Transport) NewRequestID() (string, error) { return t.random.uuid() }

// Close closes idle connections. Calls under way end by themselves; later ones
// fail with CodeClosed. It may be called more than once.
func (t *Transport) Close() {
	t.closed.Store(true)
	t.limiter.stop()
	t.circuits.Range(func(_, c any) bool {
		t.circuitChanged(c.(*circuit), c.(*circuit).retire())
		return true
	})
	if t.network != nil {
		t.network.close()
	} else if idle, ok := t.base.(interface{ CloseIdleConnections() }); ok {
		idle.CloseIdleConnections()
	}
}

// String names the kind of value and shows nothing of its settings and connections.
func (t *Transport) String() string { return "registryclient.Transport" }

// Format implements fmt.Formatter with the same for every verb.
func (t *Transport) Format(f fmt.State, _ rune) { mask.Format(f, t.String()) }

// LogValue implements slog.LogValuer with the same.
func (t *Transport) LogValue() slog.Value { return slog.StringValue(t.String()) }
