package registryclient_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

// tokens is a service of tokens under the fake clock.
type tokens struct {
	takes time.Duration
	life  time.Duration
	fails bool

	mu    sync.Mutex
	calls []time.Time
}

func (s *tokens) fetch(ctx context.Context) (registryclient.Token, error) {
	s.mu.Lock()
	s.calls = append(s.calls, time.Now())
	n, fails := len(s.calls), s.fails
	s.mu.Unlock()
	select {
	case <-time.After(s.takes):
	case <-ctx.Done():
		return registryclient.Token{}, ctx.Err()
	}
	if fails {
		return registryclient.Token{}, &registryclient.Error{Code: registryclient.CodeUnavailable}
	}
	t := registryclient.Token{Access: registryclient.NewSecret(fmt.Sprint("t", n))}
	if s.life > 0 {
		t.Expires = time.Now().Add(s.life)
	}
	return t, nil
}

func (s *tokens) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.calls)
}

func cacheOf(t *testing.T, s *tokens, times registryclient.TokenTimes) *registryclient.TokenCache {
	t.Helper()
	c, err := registryclient.NewTokenCache(s.fetch, times, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func TestTokenSingleFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &tokens{takes: time.Second, life: time.Hour}
		c := cacheOf(t, s, registryclient.TokenTimes{})
		var wg sync.WaitGroup
		for range 256 {
			wg.Go(func() {
				if token, err := c.Token(context.Background()); err != nil || token.Access.Reveal() != "t1" {
					t.Errorf("token %v, error %v", token, err)
				}
			})
		}
		wg.Wait()
		if s.count() != 1 {
			t.Errorf("%d requests for a token by 256 callers, want 1", s.count())
		}
	})
}

// TestTokenOutage: the service is asked once a step of the backoff, and every
// caller is back by its own deadline.
func TestTokenOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &tokens{takes: 3 * time.Second, fails: true}
		c := cacheOf(t, s, registryclient.TokenTimes{})
		start := time.Now()
		var wg sync.WaitGroup
		for i := range 256 {
			wg.Go(func() {
				limit := time.Duration(i+1) * 100 * time.Millisecond
				ctx, cancel := context.WithTimeout(context.Background(), limit)
				defer cancel()
				begun := time.Now()
				_, err := c.Token(ctx)
				want := registryclient.CodeDeadline
				if limit > 3*time.Second {
					want = registryclient.CodeUnavailable
				}
				if limit != 3*time.Second && !errors.Is(err, want) || time.Since(begun) > limit {
					t.Errorf("limit %v: %v after %v", limit, err, time.Since(begun))
				}
			})
		}
		wg.Wait()
		for time.Since(start) < 40*time.Second { // callers who keep asking
			_, err := c.Token(context.Background())
			var e *registryclient.Error
			if !errors.As(err, &e) || e.RetryAfter <= 0 {
				t.Fatalf("error %v, want one that says when", err)
			}
			time.Sleep(100 * time.Millisecond)
		}
		// 3 s each, then waits of 1, 2, 4, 8 and 16 s
		if n := s.count(); n != 5 {
			t.Errorf("%d requests for a token within 40 s, want 5", n)
		}
		s.mu.Lock()
		s.fails = false
		s.mu.Unlock()
		time.Sleep(16 * time.Second)
		if _, err := c.Token(context.Background()); err != nil {
			t.Errorf("after the outage: %v", err)
		}
	})
}

// TestTokenEarly: a token is renewed in the background before it ends, and
// nobody waits for that.
func TestTokenEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &tokens{takes: 5 * time.Second, life: 100 * time.Second}
		c := cacheOf(t, s, registryclient.TokenTimes{Early: 10 * time.Second})
		if _, err := c.Token(context.Background()); err != nil {
			t.Fatal(err)
		}
		first := time.Now()
		for _, step := range []struct {
			at   time.Duration
			want string
		}{{89 * time.Second, "t1"}, {91 * time.Second, "t1"}, {97 * time.Second, "t2"}, {120 * time.Second, "t2"}} {
			time.Sleep(time.Until(first.Add(step.at)))
			begun := time.Now()
			token, err := c.Token(context.Background())
			if err != nil || token.Access.Reveal() != step.want || time.Since(begun) != 0 {
				t.Errorf("after %v: token %q after %v, error %v; want %q at once", step.at, token.Access.Reveal(), time.Since(begun), err, step.want)
			}
		}
		time.Sleep(time.Hour) // ended: now it must be waited for
		begun := time.Now()
		if token, err := c.Token(context.Background()); err != nil || token.Access.Reveal() != "t3" || time.Since(begun) != 5*time.Second {
			t.Errorf("an ended token: %q, %v", token.Access.Reveal(), err)
		}
	})
}

func TestTokenRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &tokens{}
		c := cacheOf(t, s, registryclient.TokenTimes{})
		refusing := 1 // the first token is refused by the service
		var shown []string
		service := &script{steps: steps(func(r *http.Request) (*http.Response, error) {
			shown = append(shown, r.Header.Get("Authorization"))
			if len(shown) <= refusing {
				return status(401)(r)
			}
			return status(200)(r)
		})}
		tr := newTransport(t, registryclient.WithRoundTripper(service), registryclient.WithRandom(mostWaits))
		call := question()
		call.Auth = registryclient.Bearer{Source: c}
		start := time.Now()
		if err := tr.Do(context.Background(), call); err != nil || s.count() != 2 || time.Since(start) != 0 {
			t.Errorf("error %v, %d tokens, after %v; want an answer with the second token at once", err, s.count(), time.Since(start))
		}
		if want := "Bearer t1,Bearer t2"; strings.Join(shown, ",") != want {
			t.Errorf("shown %q, want %q", shown, want)
		}
		refusing = 99 // now every token is: one renewal, not a storm
		shown = nil
		err := tr.Do(context.Background(), call)
		if codeOf(err) != registryclient.CodeUnauthorized || len(shown) != 2 || s.count() != 3 {
			t.Errorf("error %v after %d requests and %d tokens; want CodeUnauthorized after 2 and 3", err, len(shown), s.count())
		}
		call.Auth, shown = registryclient.Bearer{Source: registryclient.FixedToken(registryclient.NewSecret("fixed"))}, nil
		if err := tr.Do(context.Background(), call); codeOf(err) != registryclient.CodeUnauthorized || len(shown) != 1 {
			t.Errorf("a fixed token: %v after %d requests, want one", err, len(shown))
		}
	})
}

// TestTokenCloseEndsTheRequest: no goroutine outlives the cache.
func TestTokenCloseEndsTheRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &tokens{takes: time.Hour}
		c := cacheOf(t, s, registryclient.TokenTimes{})
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if _, err := c.Token(ctx); codeOf(err) != registryclient.CodeDeadline {
			t.Errorf("error %v, want the caller's own deadline", err)
		}
		start := time.Now()
		c.Close()
		if time.Since(start) != 0 {
			t.Error("Close waited for the service")
		}
		if _, err := c.Token(context.Background()); codeOf(err) != registryclient.CodeClosed {
			t.Errorf("after Close: %v", err)
		}
	})
}

// TestTokensAreUnusable: what must not be kept.
func TestTokensAreUnusable(t *testing.T) {
	for name, token := range map[string]registryclient.Token{
		"empty":   {},
		"expired": {Access: registryclient.NewSecret("x"), Expires: time.Now().Add(-time.Second)},
	} {
		c, err := registryclient.NewTokenCache(func(context.Context) (registryclient.Token, error) { return token, nil }, registryclient.TokenTimes{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Token(context.Background()); codeOf(err) != registryclient.CodeBadResponse {
			t.Errorf("%s: error %v, want CodeBadResponse", name, err)
		}
		c.Close()
	}
	if _, err := registryclient.NewTokenCache(nil, registryclient.TokenTimes{}, nil); codeOf(err) != registryclient.CodeConfig {
		t.Errorf("a cache over nothing: %v", err)
	}
	if err := (registryclient.Bearer{}).Validate(); codeOf(err) != registryclient.CodeConfig {
		t.Errorf("a bearer without a source: %v", err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
		token := registryclient.Token{Access: registryclient.NewSecret("canary"), ID: registryclient.NewSecret("canary")}
		if got := fmt.Sprintf(verb, token); strings.Contains(got, "canary") || strings.Contains(got, "63616e617279") {
			t.Errorf("%s shows a secret: %s", verb, got)
		}
	}
}

// TestSlowToken: waiting for a token for longer than an attempt may take is the
// attempt's end and not the caller's, so another follows.
func TestSlowToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cache, err := registryclient.NewTokenCache(func(ctx context.Context) (registryclient.Token, error) {
			time.Sleep(5 * time.Second)
			return registryclient.Token{Access: registryclient.NewSecret("t")}, nil
		}, registryclient.TokenTimes{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer cache.Close()
		s := &script{steps: steps(status(200))}
		tr := newTransport(t, registryclient.WithRoundTripper(s), registryclient.WithRandom(noJitter), registryclient.WithTimeouts(3*time.Second, time.Minute))
		if err := signedCall(tr, registryclient.Bearer{Source: cache}); err != nil || len(s.times) != 1 {
			t.Errorf("%d requests, error %v; want the answer once the token is there", len(s.times), err)
		}
		cache.Refused(registryclient.NewSecret("t"))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		err = tr.Do(ctx, registryclient.Call{URL: "https://registry.example/", Auth: registryclient.Bearer{Source: cache}, Decode: accept})
		if !errors.Is(err, registryclient.CodeDeadline) {
			t.Errorf("error %v, want CodeDeadline: the caller's time was up", err)
		}
	})
}
