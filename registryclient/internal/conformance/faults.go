package conformance

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// attempts is how often a call tries.
const attempts = 2

// Faults meets every class of faults in every form that the service has: first
// once, after which the right answer must come where another attempt can bring
// it; then without end, which must lead to the outcome that the table says.
func Faults(t *testing.T, a Adapter) {
	met := map[registrytest.FaultClass]bool{}
	for _, c := range registrytest.FaultCases() {
		if !c.Applies(a.Service) {
			continue
		}
		met[c.Class] = true
		t.Run(fmt.Sprintf("%02d %s", c.Class, c.Name), func(t *testing.T) {
			t.Parallel()
			if !c.Handshake {
				once(t, a, c)
			}
			lasting(t, a, c)
		})
	}
	if want := classesOf(a.Service); len(met) != want {
		t.Errorf("%d classes, want %d", len(met), want)
	}
}

// classesOf says how many classes a service has a form for: all 28 where the
// answer names whom it answers and has rows; see registrytest.FaultCase.
func classesOf(s registrytest.Service) int {
	switch s {
	case registrytest.ServiceExchange:
		return registrytest.FaultClasses
	case registrytest.ServiceConfirm, registrytest.ServiceNumber:
		return registrytest.FaultClasses - 3 // no rows (25), nothing that says whose (26, 27)
	}
	return registrytest.FaultClasses - 1 // no rows
}

// limitFor gives the time limit of an attempt: a short one where running into
// it is the fault.
func limitFor(c registrytest.FaultCase) time.Duration {
	if c.Code == registryclient.CodeTimeout {
		return time.Second
	}
	return patience
}

// triesFor gives the attempts of a call that meets the fault once. On a machine
// that is too busy the attempts after it may run into a short limit as well.
func triesFor(c registrytest.FaultCase) int {
	if limitFor(c) < patience {
		return 4 * attempts
	}
	return attempts
}

// once meets the fault in the first request and none after it.
func once(t *testing.T, a Adapter, c registrytest.FaultCase) {
	var mu sync.Mutex
	played := false
	b := setUp(t, a, registrytest.Options{Fault: func(r registrytest.Request) registrytest.Fault {
		mu.Lock()
		defer mu.Unlock()
		if played || strings.HasSuffix(r.Operation, "/token") {
			return registrytest.Fault{}
		}
		played = true
		return c.Play(time.Now())
	}}, limitFor(c), triesFor(c))
	right, err := b.client.Ask(t.Context(), "once")
	renewed := a.Renews && c.Code == registryclient.CodeUnauthorized
	switch {
	case c.Final && !renewed:
		if codeOf(err) != c.Code {
			t.Errorf("once: error %v, want %q", err, string(c.Code))
		}
	case err != nil || !right:
		t.Errorf("once: right %v, error %v; want the right answer at a later attempt", right, err)
	}
	b.nothingCameOut(t, err)
	b.audited(t, c)
}

// lasting meets the fault in every request.
func lasting(t *testing.T, a Adapter, c registrytest.FaultCase) {
	options := registrytest.Options{Fault: func(r registrytest.Request) registrytest.Fault {
		if c.Handshake || strings.HasSuffix(r.Operation, "/token") {
			return registrytest.Fault{}
		}
		return c.Play(time.Now())
	}}
	if c.Handshake {
		options.TLS, options.Handshake = true, func(int) registrytest.FaultKind { return c.Fault.Kind }
	}
	b := setUp(t, a, options, limitFor(c), attempts)
	right, err := b.client.Ask(t.Context(), "lasting")
	var e *registryclient.Error
	switch {
	case c.Code == "":
		if err != nil || !right {
			t.Errorf("lasting: right %v, error %v; want the right answer", right, err)
		}
	case !errors.As(err, &e) || e.Code != c.Code || right:
		t.Errorf("lasting: error %v, want %q", err, string(c.Code))
	default:
		want := attempts
		if c.Final && !(a.Renews && c.Code == registryclient.CodeUnauthorized) {
			want = 1
		}
		if c.Handshake && a.Tokens {
			want = 0 // refused at the token already
		}
		if e.Attempts != want {
			t.Errorf("lasting: %d attempts, want %d", e.Attempts, want)
		}
	}
	b.nothingCameOut(t, err)
	b.audited(t, c)
}

// audited checks that the log has every request that the server saw, and every
// request of the log its outcome.
func (b *bench) audited(t *testing.T, c registrytest.FaultCase) {
	t.Helper()
	b.book.mu.Lock()
	defer b.book.mu.Unlock()
	seen := b.server.Ledger().WireRequests()
	unseen := c.Handshake || c.Class == 11 || limitFor(c) < patience // attempts that no server sees, or too late
	if b.book.attempts != seen && !(unseen && b.book.attempts > seen) || b.book.outcomes != b.book.attempts {
		t.Errorf("%d requests, %d of them in the audit log with %d outcomes", seen, b.book.attempts, b.book.outcomes)
	}
}

// nothingCameOut searches the log and every form of the error.
func (b *bench) nothingCameOut(t *testing.T, err error) {
	t.Helper()
	text := b.log.String()
	if err != nil {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			text += fmt.Sprintf(verb, err)
		}
	}
	for _, canary := range append(b.client.Secrets, canaries...) {
		if canary != "" && (strings.Contains(text, canary) || strings.Contains(text, fmt.Sprintf("%x", canary))) {
			t.Errorf("a personal value or a secret came out (%d bytes)", len(canary))
		}
	}
}

func check(t *testing.T, b *bench, ctx context.Context, code registryclient.Code, cause error) {
	t.Helper()
	right, err := b.client.Ask(ctx, "r-1")
	if right || codeOf(err) != code || cause != nil && !errors.Is(err, cause) {
		t.Errorf("error %v, want %q", err, string(code))
	}
	b.nothingCameOut(t, err)
}

func codeOf(err error) registryclient.Code {
	var e *registryclient.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// newLogger logs everything there is.
func newLogger(w io.Writer) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug - 10}))
}

// notebook is an auditor that counts.
type notebook struct {
	mu                 sync.Mutex
	attempts, outcomes int
}

// Attempt implements registryclient.Auditor.
func (n *notebook) Attempt(context.Context, registryclient.WireAttempt) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.attempts++
	return nil
}

// Outcome implements registryclient.OutcomeAuditor.
func (n *notebook) Outcome(context.Context, registryclient.WireOutcome) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.outcomes++
	return nil
}
