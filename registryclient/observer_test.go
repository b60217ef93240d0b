package registryclient_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/registryclient"
)

// diary is an observer that writes down what it is told.
type diary struct {
	mu      sync.Mutex
	lines   []string
	carrier carrier
	act     func(method string) // misbehaves; nil does not
	ctx     func(context.Context) context.Context
}

type (
	diaryKey struct{}
	carrier  struct{ parent, state string }
	// attemptDiary notes the end of an attempt.
	attemptDiary struct {
		*diary
		carrier
	}
)

func (c carrier) TraceContext() (traceparent, tracestate string) { return c.parent, c.state }

func (d *diary) note(method, format string, args ...any) {
	d.mu.Lock()
	d.lines = append(d.lines, fmt.Sprintf(method+" "+format, args...))
	d.mu.Unlock()
	if d.act != nil {
		d.act(method)
	}
}

func (d *diary) StartCall(ctx context.Context, c registryclient.CallStart) (context.Context, registryclient.CallObserver) {
	d.note("call", "%s %s control:%v", c.Operation, c.Endpoint, c.Control)
	if d.ctx != nil {
		return d.ctx(ctx), d
	}
	return ctx, d
}

func (d *diary) StartAttempt(ctx context.Context, a registryclient.AttemptStart) (context.Context, registryclient.AttemptObserver) {
	d.note("attempt", "%d waited:%v", a.Attempt, a.Waited)
	return context.WithValue(ctx, diaryKey{}, "attempt"), attemptDiary{d, d.carrier}
}

func (d *diary) EndCall(e registryclient.CallEnd) {
	d.note("end", "%q %d attempts:%d", string(e.Code), e.Status, e.Attempts)
}

func (d attemptDiary) EndAttempt(e registryclient.AttemptEnd) {
	d.note("ended", "%q %d", string(e.Code), e.Status)
}

func (d *diary) CircuitChanged(c registryclient.CircuitChange) {
	d.note("circuit", "%s open:%v", c.Endpoint, c.Open)
}

const observedURL = "https://registry.example/secret-path"

func observed(tr *registryclient.Transport) error {
	return tr.Do(context.Background(), registryclient.Call{
		Operation: "test/op", URL: observedURL, RequestID: "r-1", Repeat: registryclient.RepeatSafe, Decode: accept,
	})
}

func TestObserver(t *testing.T) {
	ok := status(200)
	for _, c := range []struct {
		name  string
		steps []func(*http.Request) (*http.Response, error)
		opts  []registryclient.Option
		want  []string
	}{
		{"an answer", steps(ok), nil, []string{`call test/op test control:false`, `attempt 1 waited:0s`, `ended "" 200`, `end "" 200 attempts:1`}},
		{"at the third attempt", steps(status(500), lost, ok), nil, []string{
			`call test/op test control:false`, `attempt 1 waited:0s`, `attempt 2 waited:0s`, `attempt 3 waited:0s`,
			`ended "registryclient.unavailable" 500`, `ended "registryclient.unavailable" 0`, `ended "" 200`, `end "" 200 attempts:3`,
		}},
		{"refused", steps(status(403)), nil, []string{
			`call test/op test control:false`, `attempt 1 waited:0s`, `ended "registryclient.forbidden" 403`, `end "registryclient.forbidden" 403 attempts:1`,
		}},
		{"named", steps(ok), []registryclient.Option{registryclient.WithEndpointName(observedURL, "c06")}, []string{
			`call test/op c06 control:false`, `attempt 1 waited:0s`, `ended "" 200`, `end "" 200 attempts:1`,
		}},
		{"nothing leaves", steps(ok), []registryclient.Option{registryclient.WithAuditor(unwritable{})}, []string{
			`call test/op test control:false`, `end "registryclient.audit" 0 attempts:0`,
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := &diary{}
				opts := append(c.opts, registryclient.WithObserver(d), registryclient.WithRoundTripper(&script{steps: c.steps}), registryclient.WithRandom(noJitter))
				_ = observed(newTransport(t, opts...))
				if diff := cmp.Diff(c.want, d.lines); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			})
		})
	}
}

// unwritable is an audit log that is full.
type unwritable struct{}

func (unwritable) Attempt(context.Context, registryclient.WireAttempt) error {
	return errors.New("full")
}

// TestObserverChangesNothing has an observer that misbehaves in every method:
// answers, errors and attempts are those without it.
func TestObserverChangesNothing(t *testing.T) {
	script4 := func() *script { return &script{steps: steps(status(500), hang, lost, status(200))} }
	cancelled := func(ctx context.Context) context.Context {
		ctx, cancel := context.WithCancel(ctx)
		cancel()
		return ctx
	}
	var acts []*diary
	for _, method := range []string{"call", "attempt", "ended", "end"} {
		acts = append(acts,
			&diary{act: func(m string) {
				if m == method {
					panic("canary: an observer broke")
				}
			}},
			&diary{act: func(m string) {
				if m == method {
					time.Sleep(20 * time.Second) // longer than an attempt may take
				}
			}})
	}
	acts = append(acts,
		&diary{ctx: cancelled},
		&diary{ctx: func(context.Context) context.Context { return cancelled(context.Background()) }},
		&diary{ctx: func(context.Context) context.Context { return nil }},
		&diary{carrier: carrier{"00-canary\r\nX-Evil: 1", "a=b"}},
	)
	for i, d := range acts {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var log bytes.Buffer
				s := script4()
				tr := newTransport(t, registryclient.WithObserver(d), registryclient.WithRoundTripper(s), registryclient.WithRandom(noJitter),
					registryclient.WithLogger(slog.New(slog.NewTextHandler(&log, masktest.Untimed()))))
				if err := observed(tr); err != nil || len(s.times) != 4 {
					t.Errorf("%d requests, error %v; want the answer at the fourth", len(s.times), err)
				}
				if strings.Contains(log.String(), "canary") {
					t.Error("the log has the words of a panic")
				}
			})
		})
	}
}

// TestTraceContext: what leaves is what W3C Trace Context allows, and over
// nothing that the call itself says.
func TestTraceContext(t *testing.T) {
	const parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	for _, c := range []struct {
		name   string
		give   carrier
		parent string
		state  string
	}{
		{"nothing", carrier{}, "", ""},
		{"a trace", carrier{parent, ""}, parent, ""},
		{"with state", carrier{parent, "vendor=1, other=2"}, parent, "vendor=1, other=2"},
		{"state alone", carrier{"", "vendor=1"}, "", ""},
		{"another version", carrier{"01" + parent[2:], ""}, "", ""},
		{"upper case", carrier{strings.ToUpper(parent), ""}, "", ""},
		{"a line break", carrier{parent[:54] + "\n", ""}, "", ""},
		{"state with a line break", carrier{parent, "a=b\r\nc"}, parent, ""},
		{"state too long", carrier{parent, strings.Repeat("a", 513)}, parent, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got http.Header
			s := &script{steps: steps(func(r *http.Request) (*http.Response, error) {
				if r.Context().Value(diaryKey{}) != "attempt" {
					t.Error("the observer's values do not reach the round tripper")
				}
				got = r.Header.Clone()
				return status(200)(r)
			})}
			if err := observed(newTransport(t, registryclient.WithObserver(&diary{carrier: c.give}), registryclient.WithRoundTripper(s))); err != nil {
				t.Fatal(err)
			}
			if got.Get("Traceparent") != c.parent || got.Get("Tracestate") != c.state {
				t.Errorf("sent %q and %q, want %q and %q", got.Get("Traceparent"), got.Get("Tracestate"), c.parent, c.state)
			}
		})
	}
}

// TestObservedCircuit opens a breaker and closes it, and closes the transport
// over an open one.
func TestObservedCircuit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &diary{}
		s := &script{steps: steps(status(500))}
		tr := newTransport(t, registryclient.WithObserver(d), registryclient.WithRoundTripper(s), registryclient.WithRandom(noJitter),
			registryclient.WithRetry(registryclient.Retry{MaxAttempts: 1}), registryclient.WithBreaker(registryclient.Breaker{Failures: 3}))
		fail := func(n int) {
			for range n {
				_ = observed(tr)
			}
		}
		fail(5)
		s.mu.Lock()
		s.steps = steps(status(200))
		s.times = nil
		s.mu.Unlock()
		time.Sleep(10 * time.Second)
		if err := observed(tr); err != nil {
			t.Fatal(err)
		}
		s.mu.Lock()
		s.steps = steps(status(500))
		s.mu.Unlock()
		fail(5)
		tr.Close()
		var changes []string
		for _, line := range d.lines {
			if strings.HasPrefix(line, "circuit") {
				changes = append(changes, line)
			}
		}
		want := []string{"circuit test open:true", "circuit test open:false", "circuit test open:true", "circuit test open:false"}
		if diff := cmp.Diff(want, changes); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

// TestObservedPanic: a decoder that panics ends its attempt and its call.
func TestObservedPanic(t *testing.T) {
	d := &diary{}
	tr := newTransport(t, registryclient.WithObserver(d), registryclient.WithRoundTripper(&script{steps: steps(status(200))}))
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic did not come through")
			}
		}()
		_ = tr.Do(context.Background(), registryclient.Call{URL: observedURL, Decode: func([]byte) error { panic("decoder") }})
	}()
	want := []string{`call   control:false`, `attempt 1 waited:0s`, `ended "registryclient.bad_response" 0`, `end "registryclient.bad_response" 0 attempts:1`}
	if len(d.lines) > 1 {
		d.lines[1] = want[1] // the wait is of the real clock
	}
	if diff := cmp.Diff(want, d.lines); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
