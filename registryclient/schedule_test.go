package registryclient_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/registryclient"
)

// The schedules run under the fake clock of testing/synctest, over a round
// tripper without sockets.

// script answers one attempt after another; its last step repeats.
type script struct {
	mu    sync.Mutex
	steps []func(*http.Request) (*http.Response, error)
	times []time.Time
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	step := s.steps[min(len(s.times), len(s.steps)-1)]
	s.times = append(s.times, time.Now())
	s.mu.Unlock()
	_, _ = io.Copy(io.Discard, r.Body)
	_ = r.Body.Close()
	return step(r)
}

func status(code int, header ...string) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) {
		h := http.Header{}
		for i := 0; i < len(header); i += 2 {
			h.Set(header[i], header[i+1])
		}
		return &http.Response{StatusCode: code, Header: h, Body: io.NopCloser(strings.NewReader("ok")), ContentLength: 2}, nil
	}
}

func hang(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func lost(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }

// constant is a source of randomness that always says the same.
type constant byte

func (c constant) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(c)
	}
	return len(p), nil
}

const (
	noJitter  = constant(0)    // every wait is nothing
	mostWaits = constant(0xff) // every wait is its edge
)

func accept([]byte) error { return nil }

func newTransport(t *testing.T, opts ...registryclient.Option) *registryclient.Transport {
	t.Helper()
	tr, err := registryclient.NewTransport(opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tr.Close)
	return tr
}

// schedule is one case: what the service does, and what is made of it.
type schedule struct {
	name, reason string
	steps        []func(*http.Request) (*http.Response, error)
	repeat       registryclient.Repeat // RepeatSafe where none is given
	never        bool                  // RepeatNever
	decode       func([]byte) error
	random       io.Reader
	deadline     time.Duration // of the caller
	retry        registryclient.Retry
	waits        []time.Duration // between the attempts, to the millisecond
	code         registryclient.Code
	status       int
	retryAfter   time.Duration
	took         time.Duration
}

func TestSchedule(t *testing.T) {
	ok := status(200)
	cases := []schedule{
		{
			name: "doubling edges", reason: "full jitter under 200 ms, 400 ms, 800 ms",
			steps: steps(status(500), status(502), status(504), ok), random: mostWaits,
			waits: ms(200, 400, 800), took: 1400 * time.Millisecond,
		},
		{
			name: "no wait at all", reason: "full jitter may draw nothing",
			steps: steps(status(500), ok), waits: ms(0),
		},
		{
			name: "the edge is capped", reason: "",
			steps: steps(status(500)), random: mostWaits, retry: registryclient.Retry{MaxAttempts: 6, BaseWait: time.Second, MaxWait: 3 * time.Second},
			waits: ms(1000, 2000, 3000, 3000, 3000), code: registryclient.CodeUnavailable, status: 500, took: 12 * time.Second,
		},
		{
			name: "four attempts", reason: "the default",
			steps: steps(status(503)), waits: ms(0, 0, 0), code: registryclient.CodeUnavailable, status: 503,
		},
		{
			name: "connection lost", reason: "a question may be asked again",
			steps: steps(lost, lost, ok), waits: ms(0, 0),
		},
		{
			name: "Retry-After is obeyed", reason: "when it is longer than the backoff",
			steps: steps(status(429, "Retry-After", "5"), ok), waits: ms(5000), took: 5 * time.Second,
		},
		{
			name: "Retry-After on 500", reason: "any status that is repeated may carry it",
			steps: steps(status(500, "Retry-After", "2"), ok), waits: ms(2000), took: 2 * time.Second,
		},
		{
			name: "backoff is longer than Retry-After", reason: "the longer of the two",
			steps: steps(status(503, "Retry-After", "1"), ok), random: mostWaits, retry: registryclient.Retry{BaseWait: 4 * time.Second},
			waits: ms(4000), took: 4 * time.Second,
		},
		{
			name: "Retry-After beyond the cap", reason: "returns at once and says when",
			steps: steps(status(429, "Retry-After", "3600")), code: registryclient.CodeRateLimited, status: 429, retryAfter: time.Hour,
		},
		{
			name: "Retry-After past the deadline", reason: "a wait that cannot fit is not begun",
			steps: steps(status(503, "Retry-After", "5")), deadline: 4 * time.Second,
			code: registryclient.CodeUnavailable, status: 503, retryAfter: 5 * time.Second,
		},
		{
			name: "the backoff does not fit", reason: "the same for our own wait",
			steps: steps(status(503)), random: mostWaits, deadline: time.Second, retry: registryclient.Retry{BaseWait: 2 * time.Second},
			code: registryclient.CodeUnavailable, status: 503,
		},
		{
			name: "each attempt times out", reason: "15 s each",
			steps: steps(hang), retry: registryclient.Retry{MaxAttempts: 3},
			waits: ms(15000, 15000), code: registryclient.CodeTimeout, took: 45 * time.Second,
		},
		{
			name: "the call times out", reason: "60 s for all of it",
			steps: steps(hang), random: mostWaits, code: registryclient.CodeDeadline,
			waits: ms(15200, 15400, 15800), took: time.Minute,
		},
		{
			name: "a late answer", reason: "one slow attempt does not spoil the call",
			steps: steps(hang, ok), waits: ms(15000), took: 15 * time.Second,
		},
		{
			name: "a reply that is no answer", reason: "decoding belongs to the attempt",
			steps: steps(ok, ok, ok), decode: failing(2, registryclient.CodeBadResponse), waits: ms(0, 0),
		},
		{
			name: "a reply that refuses", reason: "a failure inside 200 may be final",
			steps: steps(ok), decode: failing(1, registryclient.CodeRejected), code: registryclient.CodeRejected, status: 200,
		},
		{
			name: "a reply too large", reason: "asked for once more, not four times",
			steps: steps(ok), decode: failing(9, registryclient.CodeTooLarge), waits: ms(0), code: registryclient.CodeTooLarge, status: 200,
		},
		{
			name: "a decoder that fails otherwise", reason: "its error counts as a bad response",
			steps: steps(ok), decode: func([]byte) error { return io.EOF }, waits: ms(0, 0, 0), code: registryclient.CodeBadResponse, status: 200,
		},
		{
			name: "never repeated", reason: "the zero Repeat", never: true,
			steps: steps(status(500)), code: registryclient.CodeUnavailable, status: 500,
		},
		{
			name: "a change that was turned away", reason: "429 was certainly not processed", repeat: registryclient.RepeatUnprocessed,
			steps: steps(status(429), ok), waits: ms(0),
		},
		{
			name: "a change that may have happened", reason: "500 tells nothing", repeat: registryclient.RepeatUnprocessed,
			steps: steps(status(500)), code: registryclient.CodeUnavailable, status: 500,
		},
		{name: "unauthorized", reason: "another attempt would lock the account", steps: steps(status(401)), code: registryclient.CodeUnauthorized, status: 401},
		{name: "forbidden", reason: "", steps: steps(status(403)), code: registryclient.CodeForbidden, status: 403},
		{name: "not found", reason: "a wrong address stays wrong", steps: steps(status(404)), code: registryclient.CodeRejected, status: 404},
		{name: "not implemented", reason: "", steps: steps(status(501)), code: registryclient.CodeRejected, status: 501},
		{name: "redirected", reason: "never followed", steps: steps(status(307, "Location", "https://elsewhere.example/")), code: registryclient.CodeRedirect, status: 307},
		{name: "another success", reason: "204 holds no answer", steps: steps(status(204)), waits: ms(0, 0, 0), code: registryclient.CodeBadResponse, status: 204},
		{name: "too early", reason: "425 may be repeated", steps: steps(status(425), ok), waits: ms(0)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { synctest.Test(t, c.run) })
	}
}

// run plays the case under the fake clock.
func (c schedule) run(t *testing.T) {
	s := &script{steps: c.steps}
	if c.random == nil {
		c.random = noJitter
	}
	tr := newTransport(t, registryclient.WithRoundTripper(s), registryclient.WithRandom(c.random), registryclient.WithRetry(c.retry))
	ctx := context.Background()
	if c.deadline > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.deadline)
		defer cancel()
	}
	call := registryclient.Call{Operation: "test/op", URL: "https://registry.example/", Repeat: c.repeat, Decode: c.decode}
	if call.Decode == nil {
		call.Decode = accept
	}
	if c.repeat == registryclient.RepeatNever && !c.never {
		call.Repeat = registryclient.RepeatSafe
	}
	start := time.Now()
	err := tr.Do(ctx, call)
	checkError(t, err, c.code, c.status, c.retryAfter, len(s.times))
	if took := time.Since(start).Round(time.Millisecond); took != c.took {
		t.Errorf("took %v, want %v (%s)", took, c.took, c.reason)
	}
	var waits []time.Duration
	for i := 1; i < len(s.times); i++ {
		waits = append(waits, s.times[i].Sub(s.times[i-1]).Round(time.Millisecond))
	}
	if d := cmp.Diff(c.waits, waits); d != "" {
		t.Errorf("%s: waits (-want +got):\n%s", c.reason, d)
	}
}

func checkError(t *testing.T, err error, code registryclient.Code, status int, after time.Duration, attempts int) {
	t.Helper()
	if code == "" {
		if err != nil {
			t.Errorf("error %v, want an answer", err)
		}
		return
	}
	var e *registryclient.Error
	if !errors.As(err, &e) {
		t.Fatalf("error = %v, want an *Error", err)
	}
	if e.Code != code || e.Status != status || e.RetryAfter != after || e.Attempts != attempts {
		t.Errorf("error = %v, want %q, status %d, retry after %v, %d attempts", e, code, status, after, attempts)
	}
}

func steps(s ...func(*http.Request) (*http.Response, error)) []func(*http.Request) (*http.Response, error) {
	return s
}

func ms(n ...int) []time.Duration {
	d := make([]time.Duration, len(n))
	for i := range n {
		d[i] = time.Duration(n[i]) * time.Millisecond
	}
	return d
}

// failing is a decoder that refuses the first replies.
func failing(times int, code registryclient.Code) func([]byte) error {
	return func([]byte) error {
		if times--; times >= 0 {
			return &registryclient.Error{Code: code}
		}
		return nil
	}
}

func TestCancelledDuringWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{steps: steps(status(503, "Retry-After", "20"))}
		tr := newTransport(t, registryclient.WithRoundTripper(s))
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(3*time.Second, cancel)
		start := time.Now()
		err := tr.Do(ctx, registryclient.Call{URL: "https://registry.example/", Repeat: registryclient.RepeatSafe, Decode: accept})
		checkError(t, err, registryclient.CodeCancelled, 503, 0, 1)
		if !errors.Is(err, context.Canceled) || time.Since(start) != 3*time.Second {
			t.Errorf("error %v after %v, want context.Canceled after 3 s", err, time.Since(start))
		}
	})
}

// TestOutage shows that an outage is not multiplied: the budget pays for 100
// repeats, after which every question is asked once.
func TestOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{steps: steps(status(503))}
		tr := newTransport(t, registryclient.WithRoundTripper(s), registryclient.WithRandom(noJitter), registryclient.WithoutBreaker())
		const calls = 1000
		for range calls {
			if err := tr.Do(context.Background(), registryclient.Call{URL: "https://registry.example/", Repeat: registryclient.RepeatSafe, Decode: accept}); err == nil {
				t.Fatal("an answer during the outage")
			}
		}
		if got := len(s.times); got != calls+100 {
			t.Errorf("%d requests for %d questions, want %d", got, calls, calls+100)
		}
		s.steps = steps(status(200)) // the registry is back: answers earn repeats again
		for range 50 {
			_ = tr.Do(context.Background(), registryclient.Call{URL: "https://registry.example/", Decode: accept})
		}
		s.times, s.steps = nil, steps(status(503), status(200))
		if err := tr.Do(context.Background(), registryclient.Call{URL: "https://registry.example/", Repeat: registryclient.RepeatSafe, Decode: accept}); err != nil {
			t.Errorf("no repeat after the outage: %v", err)
		}
	})
}

func TestSameSeedSameSchedule(t *testing.T) {
	run := func() (waits []time.Duration) {
		synctest.Test(t, func(t *testing.T) {
			s := &script{steps: steps(status(500))}
			seed := bytes.NewReader([]byte("one hundred and sixty bits of a fixed seed, read eight at a time"))
			tr := newTransport(t, registryclient.WithRoundTripper(s), registryclient.WithRandom(seed))
			_ = tr.Do(context.Background(), registryclient.Call{URL: "https://registry.example/", Repeat: registryclient.RepeatSafe, Decode: accept})
			for i := 1; i < len(s.times); i++ {
				waits = append(waits, s.times[i].Sub(s.times[i-1]))
			}
		})
		return waits
	}
	first, second := run(), run()
	if len(first) != 3 || !cmp.Equal(first, second) {
		t.Errorf("the same seed gave %v and %v", first, second)
	}
}
