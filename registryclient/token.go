package registryclient

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Token is what a service gives an account to show with its requests. It
// prints without its secrets.
type Token struct {
	Access  Secret    // access_token
	ID      Secret    // id_token, for services that want both
	Expires time.Time // zero where the service did not say
}

// Format implements fmt.Formatter with the secrets masked for every verb.
func (t Token) Format(f fmt.State, _ rune) { mask.Format(f, "{token "+t.Access.String()+"}") }

// TokenSource gives the token to show. It must be safe for concurrent use.
type TokenSource interface {
	Token(ctx context.Context) (Token, error)
}

// FixedToken is a source that always gives one token.
func FixedToken(access Secret) TokenSource { return fixedToken{Token{Access: access}} }

type fixedToken struct{ token Token }

func (t fixedToken) Token(context.Context) (Token, error) { return t.token, nil }

// TokenTimes say when a [TokenCache] gets new tokens. A zero field is its
// default.
type TokenTimes struct {
	// Lifetime is how long a token is used whose service did not say when it
	// expires. Defaults to 10 minutes.
	Lifetime time.Duration

	// Early is how long before its end a token is renewed, while the old one
	// is still shown; at most a fifth of its life. Defaults to 2 minutes.
	Early time.Duration

	// Fetch is how long one request for a token may take. Defaults to 20 s.
	Fetch time.Duration

	// BaseWait and MaxWait are the first and the longest wait after a request
	// for a token failed; it doubles. Who asks in between gets the failure at
	// once, and the service is not asked. They default to 1 s and 60 s.
	BaseWait, MaxWait time.Duration
}

// TokenCache keeps the token of one account. However many ask, there is one
// request for a token at a time; a token is renewed before it ends, in the
// background; a failure is remembered for a while. Every caller waits no longer
// than its own context says, and one that leaves does not end the request for
// the others.
//
// It is safe for concurrent use and must not be shared between accounts.
// Close it when done.
type TokenCache struct {
	fetch func(context.Context) (Token, error)
	times TokenTimes
	now   func() time.Time

	ctx    context.Context // of the requests for tokens; ended by Close
	cancel context.CancelFunc
	owned  sync.WaitGroup

	mu       sync.Mutex
	token    Token
	renew    time.Time // from then on a new one is fetched
	ends     time.Time // from then on the token is not shown
	running  chan struct{}
	failure  *Error
	failures int
	again    time.Time // after a failure, the service is not asked before
}

// NewTokenCache makes a cache over fetch, which asks the service once, within
// its context, and whose error must not hold a secret. now is the clock by
// which tokens expire; nil is time.Now.
func NewTokenCache(fetch func(context.Context) (Token, error), times TokenTimes, now func() time.Time) (*TokenCache, error) {
	if fetch == nil {
		return nil, unusable("the token cache has nothing to fetch with")
	}
	if times.Lifetime < 0 || times.Early < 0 || times.Fetch < 0 || times.BaseWait < 0 || times.MaxWait < 0 {
		return nil, unusable("a value of TokenTimes is negative")
	}
	orDefault(&times.Lifetime, 10*time.Minute)
	orDefault(&times.Early, 2*time.Minute)
	orDefault(&times.Fetch, 20*time.Second)
	orDefault(&times.BaseWait, time.Second)
	orDefault(&times.MaxWait, max(time.Minute, times.BaseWait))
	if now == nil {
		now = time.Now
	}
	c := &TokenCache{fetch: fetch, times: times, now: now}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	return c, nil
}

// Token implements [TokenSource]. The error is an *[Error].
func (c *TokenCache) Token(ctx context.Context) (Token, error) {
	for {
		token, running, err := c.look() //nolint:contextcheck // a refresh outlives the caller who began it
		if running == nil {
			return token, err
		}
		select {
		case <-running:
		case <-ctx.Done():
			return Token{}, contextError(ctx.Err())
		}
	}
}

// look gives the token or the remembered failure, or what to wait for.
func (c *TokenCache) look() (Token, <-chan struct{}, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	usable := !c.token.Access.IsZero() && now.Before(c.ends)
	if usable && now.Before(c.renew) {
		return c.token, nil, nil
	}
	if c.ctx.Err() != nil {
		return Token{}, nil, &Error{Code: CodeClosed}
	}
	waiting := now.Before(c.again)
	if c.running == nil && !waiting {
		c.start()
	}
	switch {
	case usable:
		return c.token, nil, nil
	case c.running != nil:
		return Token{}, c.running, nil
	}
	failure := *c.failure
	failure.RetryAfter = c.again.Sub(now)
	return Token{}, nil, &failure
}

// start has a token fetched, by a goroutine that Close waits for.
func (c *TokenCache) start() {
	done := make(chan struct{})
	c.running = done
	c.owned.Go(func() {
		ctx, cancel := context.WithTimeout(c.ctx, c.times.Fetch)
		defer cancel()
		token, err := c.fetch(ctx)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.settle(token, err)
		c.running = nil
		close(done)
	})
}

// settle takes what a request for a token brought.
func (c *TokenCache) settle(token Token, err error) {
	now := c.now()
	if err == nil && (token.Access.IsZero() || !token.Expires.IsZero() && !token.Expires.After(now)) {
		err = &Error{Code: CodeBadResponse, Detail: "a token that is empty or has expired"}
	}
	if err != nil {
		wait := c.times.MaxWait
		if c.failures < 20 {
			wait = min(wait, c.times.BaseWait<<c.failures)
		}
		c.failures++
		c.failure = asError(err, CodeUnauthorized)
		switch c.failure.Code {
		case CodeDeadline: // the cache's own, not the caller's
			c.failure = &Error{Code: CodeTimeout}
		case CodeCancelled:
			c.failure = &Error{Code: CodeClosed}
		}
		c.again = now.Add(wait)
		return
	}
	c.token, c.ends, c.failures, c.again = token, token.Expires, 0, time.Time{}
	if c.ends.IsZero() {
		c.ends = now.Add(c.times.Lifetime)
	}
	c.renew = c.ends.Add(-min(c.times.Early, c.ends.Sub(now)/5))
}

// Refused says that a service refused the token although it has not expired.
// It reports whether the next call of Token will give another: the cache gets
// one, unless it did so already.
func (c *TokenCache) Refused(access Secret) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token.Access.Reveal() == access.Reveal() {
		c.token, c.ends = Token{}, time.Time{}
	}
	return !c.now().Before(c.again)
}

// Close ends a request under way and waits for it. Token then fails with
// CodeClosed once the token has ended.
func (c *TokenCache) Close() {
	c.cancel()
	c.owned.Wait()
}

// String names the kind of value and shows nothing of its token.
func (c *TokenCache) String() string { return "registryclient.TokenCache" }

// Format implements fmt.Formatter with the same for every verb.
func (c *TokenCache) Format(f fmt.State, _ rune) { mask.Format(f, c.String()) }

// LogValue implements slog.LogValuer with the same.
func (c *TokenCache) LogValue() slog.Value { return slog.StringValue(c.String()) }
