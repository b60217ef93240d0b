package registryclient

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log/slog"
	"net/http"
	"time"
)

// Option sets one thing of a [Transport]. A nil Option is an error.
type Option func(*settings) error

type settings struct {
	concurrency    int
	attemptTimeout time.Duration
	callTimeout    time.Duration
	retry          Retry
	replyLimit     int64
	logger         *slog.Logger
	now            func() time.Time
	random         io.Reader
	rate           float64 // requests a second, 0 = no limit
	burst          int
	breaker        Breaker
	noBreaker      bool
	auditor        Auditor
	correction     time.Duration // of the clock for signatures, at most; 0 = none
	observer       Observer
	endpoints      map[string]string // names of addresses, for the observer
	tls            *tls.Config
	files          *tlsFiles
	base           http.RoundTripper
}

// Retry says how the transport repeats attempts. A zero field is its default.
type Retry struct {
	// MaxAttempts is the most requests of one call, the first included.
	// Defaults to 4; 1 never repeats.
	MaxAttempts int

	// BaseWait is the upper edge of the first wait; it doubles with every
	// attempt. Waits are drawn evenly between nothing and the edge (full
	// jitter), so that clients that failed together do not return together.
	// Defaults to 200 ms.
	BaseWait time.Duration

	// MaxWait caps the edge. Defaults to 10 s.
	MaxWait time.Duration

	// MaxRetryAfter is the longest wait a service may ask for. Beyond it the
	// call returns at once with Error.RetryAfter. Defaults to 30 s.
	MaxRetryAfter time.Duration
}

func defaultSettings() settings {
	return settings{
		concurrency:    16,
		attemptTimeout: 15 * time.Second,
		callTimeout:    60 * time.Second,
		retry:          Retry{MaxAttempts: 4, BaseWait: 200 * time.Millisecond, MaxWait: 10 * time.Second, MaxRetryAfter: 30 * time.Second},
		replyLimit:     1 << 20,
		logger:         slog.New(slog.DiscardHandler),
		now:            time.Now,
		random:         rand.Reader,
		breaker:        defaultBreaker(),
		tls:            &tls.Config{MinVersion: tls.VersionTLS12},
	}
}

func unusable(detail string) error { return &Error{Code: CodeConfig, Detail: detail} }

// WithConcurrency sets how many requests are under way at the same time, and
// how many connections to one host are opened and kept for them. A 429 halves
// the number, answers bring it back. Defaults to 16.
func WithConcurrency(n int) Option {
	return func(s *settings) error {
		if n < 1 || n > 10_000 {
			return unusable("concurrency is not between 1 and 10,000")
		}
		s.concurrency = n
		return nil
	}
}

// WithTimeouts sets how long one attempt may take, from the connection to the
// last byte of the reply, and how long a whole call with its waits. They
// default to 15 s and 60 s; a sooner deadline of the caller's context counts.
func WithTimeouts(attempt, call time.Duration) Option {
	return func(s *settings) error {
		if attempt <= 0 || call < attempt {
			return unusable("an attempt needs a time limit, and a call at least as much")
		}
		s.attemptTimeout, s.callTimeout = attempt, call
		return nil
	}
}

// WithRetry sets how attempts are repeated. The defaults are those of [Retry].
func WithRetry(r Retry) Option {
	return func(s *settings) error {
		if r.MaxAttempts < 0 || r.MaxAttempts > 100 || r.BaseWait < 0 || r.MaxWait < 0 || r.MaxRetryAfter < 0 {
			return unusable("a value of Retry is negative or out of range")
		}
		d := s.retry
		if r.MaxAttempts == 0 {
			r.MaxAttempts = d.MaxAttempts
		}
		if r.BaseWait == 0 {
			r.BaseWait = d.BaseWait
		}
		if r.MaxWait == 0 {
			r.MaxWait = max(d.MaxWait, r.BaseWait)
		}
		if r.MaxRetryAfter == 0 {
			r.MaxRetryAfter = d.MaxRetryAfter
		}
		s.retry = r
		return nil
	}
}

// WithReplyLimit sets the largest reply in bytes, before and after
// decompression. Defaults to 1 MiB.
func WithReplyLimit(bytes int64) Option {
	return func(s *settings) error {
		if bytes < 1 || bytes > 1<<30 {
			return unusable("the reply limit is not between 1 byte and 1 GiB")
		}
		s.replyLimit = bytes
		return nil
	}
}

// WithLogger has failed attempts and waits logged. Attributes are the
// operation, the attempt, the status, the code, the wait and the request id,
// and nothing else. Defaults to silence.
func WithLogger(l *slog.Logger) Option {
	return func(s *settings) error {
		if l == nil {
			return unusable("the logger is nil")
		}
		s.logger = l
		return nil
	}
}

// WithClock sets the clock for signatures and for Retry-After dates. Defaults
// to time.Now. Time limits always follow the real clock.
func WithClock(now func() time.Time) Option {
	return func(s *settings) error {
		if now == nil {
			return unusable("the clock is nil")
		}
		s.now = now
		return nil
	}
}

// WithRandom sets the source of request ids and of jitter. It need not be safe
// for concurrent use. Defaults to crypto/rand.
func WithRandom(r io.Reader) Option {
	return func(s *settings) error {
		if r == nil {
			return unusable("the source of randomness is nil")
		}
		s.random = r
		return nil
	}
}

// WithRootCAs sets the authorities that may sign the service's certificate,
// for services with a private one. Defaults to those of the machine.
func WithRootCAs(pool *x509.CertPool) Option {
	return func(s *settings) error {
		if pool == nil {
			return unusable("the pool of authorities is nil")
		}
		s.tls.RootCAs = pool.Clone()
		return nil
	}
}

// WithClientCertificate sets what gives our own certificate. It is asked at
// every new connection, and connections are renewed every 25 s, so a renewed
// certificate is used without a restart. get must be safe for concurrent use; an
// error of it is CodeUnavailable and never shown. See also [WithTLSFiles].
func WithClientCertificate(get func(*tls.CertificateRequestInfo) (*tls.Certificate, error)) Option {
	return func(s *settings) error {
		if get == nil {
			return unusable("the source of the client certificate is nil")
		}
		s.tls.GetClientCertificate = get
		return nil
	}
}

// WithRoundTripper replaces the network below the transport: for tests without
// sockets, and for instrumentation. Its own connections, TLS settings and
// decompression are its owner's; the options about them have no effect.
func WithRoundTripper(base http.RoundTripper) Option {
	return func(s *settings) error {
		if base == nil {
			return unusable("the round tripper is nil")
		}
		s.base = base
		return nil
	}
}
