package registryclient_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

// The tests of this file use real sockets on loopback.

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// quick are retries without waits worth waiting for.
func quick() registryclient.Option {
	return registryclient.WithRetry(registryclient.Retry{BaseWait: time.Millisecond, MaxWait: time.Millisecond})
}

func ask(tr *registryclient.Transport, url string, decode func([]byte) error) error {
	return tr.Do(context.Background(), registryclient.Call{
		Operation: "test/op", URL: url, ContentType: "text/plain", Body: []byte("question"), RequestID: "r-1",
		Repeat: registryclient.RepeatSafe, Decode: decode,
	})
}

func TestRoundTrip(t *testing.T) {
	var bodies atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Method != http.MethodPost || string(body) != "question" || r.Header.Get("Content-Type") != "text/plain" {
			t.Errorf("the server got %s %q as %q", r.Method, body, r.Header.Get("Content-Type"))
		}
		if bodies.Add(1) == 1 {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		_, _ = w.Write([]byte("answer"))
	})
	var got string
	err := ask(newTransport(t, quick()), s.URL, func(body []byte) error {
		got = string(body)
		return nil
	})
	if err != nil || got != "answer" || bodies.Load() != 2 {
		t.Errorf("answer %q after %d requests, error %v; want it after 2", got, bodies.Load(), err)
	}
}

// TestConnectionsSurviveFailures: the retry library closes the idle
// connections of its client at every failure that it gives up on.
func TestConnectionsSurviveFailures(t *testing.T) {
	var connections atomic.Int32
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusForbidden)
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	const workers = 4
	tr := newTransport(t, registryclient.WithConcurrency(workers))
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for range 50 {
				if err := ask(tr, s.URL, accept); !errors.Is(err, registryclient.CodeForbidden) {
					t.Errorf("error %v, want CodeForbidden", err)
				}
			}
		})
	}
	wg.Wait()
	if n := connections.Load(); n > workers {
		t.Errorf("%d connections for %d failing calls of %d workers", n, workers*50, workers)
	}
}

func TestRedirectIsRefused(t *testing.T) {
	var followed atomic.Bool
	other := serve(t, func(http.ResponseWriter, *http.Request) { followed.Store(true) })
	for _, code := range []int{301, 302, 303, 307, 308} {
		s := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL, code) })
		err := ask(newTransport(t), s.URL, accept)
		checkError(t, err, registryclient.CodeRedirect, code, 0, 1)
	}
	if followed.Load() {
		t.Error("a redirect was followed")
	}
}

func TestReplyLimits(t *testing.T) {
	const limit = 10_000
	compressed := func(text string) []byte {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
		_, _ = z.Write([]byte(text))
		_ = z.Close()
		return b.Bytes()
	}
	damaged := func(p []byte) []byte { // in its first block
		p[12] ^= 0xff
		return p
	}
	exact, over, bomb := strings.Repeat("x", limit), strings.Repeat("x", limit+1), strings.Repeat("x", 64<<20)
	cases := []struct {
		name, encoding string
		body           []byte
		chunked        bool
		code           registryclient.Code
		attempts       int
	}{
		{"exactly the limit", "", []byte(exact), false, "", 1},
		{"one byte more", "", []byte(over), false, registryclient.CodeTooLarge, 2},
		{"one byte more, without a length", "", []byte(over), true, registryclient.CodeTooLarge, 2},
		{"compressed", "gzip", compressed(exact), false, "", 1},
		{"compressed, by the older name", "x-gzip", compressed(exact), false, "", 1},
		{"compressed, one byte more", "gzip", compressed(over), false, registryclient.CodeTooLarge, 2},
		{"64 MiB in 64 KiB", "gzip", compressed(bomb), true, registryclient.CodeTooLarge, 2},
		{"not really compressed", "gzip", []byte(exact), false, registryclient.CodeBadResponse, 4},
		{"compressed and damaged", "gzip", damaged(compressed(exact)), false, registryclient.CodeBadResponse, 4},
		{"compressed in another way", "br", []byte(exact), false, registryclient.CodeBadResponse, 4},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Accept-Encoding") != "" {
					t.Error("the transport asks for compression")
				}
				if c.encoding != "" {
					w.Header().Set("Content-Encoding", c.encoding)
				}
				if c.chunked {
					w.(http.Flusher).Flush()
				}
				_, _ = w.Write(c.body)
			})
			err := ask(newTransport(t, quick(), registryclient.WithReplyLimit(limit)), s.URL, func(body []byte) error {
				if string(body) != exact {
					return &registryclient.Error{Code: registryclient.CodeRejected}
				}
				return nil
			})
			status := 200
			if c.code == "" {
				status = 0
			}
			checkError(t, err, c.code, status, 0, c.attempts)
		})
	}
}

func TestBrokenReplies(t *testing.T) {
	drop := func(w http.ResponseWriter) {
		c, _, _ := w.(http.Hijacker).Hijack()
		_ = c.(*net.TCPConn).SetLinger(0) // a reset, not an end
		_ = c.Close()
	}
	cases := map[string]func(http.ResponseWriter){
		"reset before the reply": drop,
		"reset inside the reply": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("part"))
			w.(http.Flusher).Flush()
			drop(w)
		},
		"not HTTP": func(w http.ResponseWriter) {
			c, _, _ := w.(http.Hijacker).Hijack()
			_, _ = c.Write([]byte("canary, not HTTP\r\n\r\n"))
			_ = c.Close()
		},
		"no reply in time": nil, // waits until nobody listens any more
	}
	for name, misbehave := range cases {
		t.Run(name, func(t *testing.T) {
			var n atomic.Int32
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body) // only then does the server notice that the client left
				switch {
				case n.Add(1) >= 3:
				case misbehave == nil:
					<-r.Context().Done()
				default:
					misbehave(w)
				}
			})
			limit := 10 * time.Second
			if misbehave == nil {
				limit = 200 * time.Millisecond
			}
			tr := newTransport(t, quick(), registryclient.WithTimeouts(limit, time.Minute))
			if err := ask(tr, s.URL, accept); err != nil || n.Load() != 3 {
				t.Errorf("error %v after %d requests, want an answer at the third", err, n.Load())
			}
			n.Store(-100)
			err := ask(tr, s.URL, accept)
			var e *registryclient.Error
			if !errors.As(err, &e) || e.Attempts != 4 || e.NotProcessed() || strings.Contains(err.Error(), "canary") {
				t.Errorf("error = %v, want a failure after 4 attempts that may have been processed", err)
			}
			if e.Code != registryclient.CodeUnavailable && e.Code != registryclient.CodeTimeout {
				t.Errorf("code %q", string(e.Code))
			}
		})
	}
}

// TestNoSilentRepeat: net/http sends some requests again by itself when a kept
// connection turns out dead. The server must see what the transport counts.
func TestNoSilentRepeat(t *testing.T) {
	var seen atomic.Int32
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if seen.Add(1)%2 == 0 { // every other request, on a kept connection, dies before its reply
			c, _, _ := w.(http.Hijacker).Hijack()
			_ = c.Close()
		}
	})
	tr := newTransport(t)
	failures := 0
	const calls = 20
	for range calls {
		err := tr.Do(context.Background(), registryclient.Call{
			URL: s.URL, Body: []byte("question"), Decode: accept,
			Header: http.Header{"Idempotency-Key": {"k"}}, // with which net/http would repeat a POST
		})
		if err != nil {
			failures++
		}
	}
	if seen.Load() != calls || failures != calls/2 {
		t.Errorf("%d calls: %d requests at the server, %d failures; want %d and %d", calls, seen.Load(), failures, calls, calls/2)
	}
}

func TestNotReached(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + l.Addr().String()
	_ = l.Close()
	err = ask(newTransport(t, quick()), address, accept)
	checkError(t, err, registryclient.CodeUnavailable, 0, 0, 4)
	var e *registryclient.Error
	if errors.As(err, &e) && !e.NotProcessed() {
		t.Error("a question that nobody received counts as processed")
	}
	if strings.Contains(err.Error(), "127.0.0.1") {
		t.Errorf("the error holds the address: %v", err)
	}
}

func TestFailureInsideStatus500(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = w.Write([]byte("final"))
	})
	call := registryclient.Call{URL: s.URL, Repeat: registryclient.RepeatSafe, Decode: accept}
	call.Failure = func(body []byte) *registryclient.Error {
		if string(body) != "final" {
			t.Errorf("the failure was read from %q", body)
		}
		return &registryclient.Error{Code: registryclient.CodeRejected, ServiceCode: "Client"}
	}
	tr := newTransport(t, quick())
	err := tr.Do(context.Background(), call)
	checkError(t, err, registryclient.CodeRejected, 500, 0, 1)
	call.Failure = func([]byte) *registryclient.Error { return nil }
	checkError(t, tr.Do(context.Background(), call), registryclient.CodeUnavailable, 500, 0, 4)
}

func TestOptionsAreChecked(t *testing.T) {
	for name, opt := range map[string]registryclient.Option{
		"nil option":       nil,
		"no concurrency":   registryclient.WithConcurrency(0),
		"no timeout":       registryclient.WithTimeouts(0, time.Second),
		"call too short":   registryclient.WithTimeouts(time.Minute, time.Second),
		"negative retries": registryclient.WithRetry(registryclient.Retry{MaxAttempts: -1}),
		"no reply":         registryclient.WithReplyLimit(0),
		"nil logger":       registryclient.WithLogger(nil),
		"nil clock":        registryclient.WithClock(nil),
		"nil randomness":   registryclient.WithRandom(nil),
		"nil authorities":  registryclient.WithRootCAs(nil),
		"nil certificate":  registryclient.WithClientCertificate(nil),
		"nil round trip":   registryclient.WithRoundTripper(nil),
		"no rate":          registryclient.WithRate(0, 1),
		"no burst":         registryclient.WithRate(1, 0),
		"negative breaker": registryclient.WithBreaker(registryclient.Breaker{Failures: -1}),
		"breaker too long": registryclient.WithBreaker(registryclient.Breaker{OpenFor: 2 * time.Second, MaxOpen: time.Second}),
		"nil auditor":      registryclient.WithAuditor(nil),
		"nil observer":     registryclient.WithObserver(nil),
		"unusable address": registryclient.WithEndpointName("registry", "name"),
		"unusable name":    registryclient.WithEndpointName("https://registry.example/", "a b"),
		"no pin":           registryclient.WithPins(),
		"the zero pin":     registryclient.WithPins(registryclient.Pin{}),
		"no correction":    registryclient.WithClockCorrection(0),
		"any correction":   registryclient.WithClockCorrection(time.Hour),
	} {
		if _, err := registryclient.NewTransport(opt); !errors.Is(err, registryclient.CodeConfig) {
			t.Errorf("%s: error %v, want CodeConfig", name, err)
		}
	}
	tr := newTransport(t)
	if err := tr.Do(context.Background(), registryclient.Call{URL: "https://registry.example/"}); !errors.Is(err, registryclient.CodeConfig) {
		t.Errorf("a call without a decoder: %v", err)
	}
	if err := ask(tr, "http://registry.example/", accept); !errors.Is(err, registryclient.CodeConfig) {
		t.Errorf("plain http to another machine: %v", err)
	}
	tr.Close()
	if err := ask(tr, "https://registry.example/", accept); !errors.Is(err, registryclient.CodeClosed) {
		t.Errorf("a call after Close: %v", err)
	}
}

func TestNewRequestID(t *testing.T) {
	tr := newTransport(t, registryclient.WithRandom(mostWaits))
	id, err := tr.NewRequestID()
	if want := "ffffffff-ffff-4fff-bfff-ffffffffffff"; err != nil || id != want {
		t.Errorf("id = %q, %v; want %q", id, err, want)
	}
	if !registryclient.ValidRequestID(id) {
		t.Error("our own request id is not valid")
	}
	seen := map[string]bool{}
	tr = newTransport(t)
	for range 1000 {
		id, err := tr.NewRequestID()
		if err != nil || seen[id] {
			t.Fatalf("id %q twice, or error %v", id, err)
		}
		seen[id] = true
	}
	tr = newTransport(t, registryclient.WithRandom(bytes.NewReader(nil)))
	if _, err := tr.NewRequestID(); !errors.Is(err, registryclient.CodeConfig) {
		t.Errorf("without randomness: %v", err)
	}
}

func TestLogHasOnlyWhatIsAllowed(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		switch a.Key {
		case "time", "level", "msg", "operation", "attempt", "code", "status", "wait", "request_id":
			return a
		}
		t.Errorf("attribute %q is not allowed", a.Key)
		return a
	}}))
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte("canary"))
	})
	_ = ask(newTransport(t, quick(), registryclient.WithLogger(logger)), s.URL, accept)
	if got := strings.Count(log.String(), "\n"); got != 4 {
		t.Errorf("%d records for 4 attempts:\n%s", got, log.String())
	}
	for _, canary := range []string{"canary", "question", "127.0.0.1", s.URL} {
		if strings.Contains(log.String(), canary) {
			t.Errorf("the log holds %q:\n%s", canary, log.String())
		}
	}
}
