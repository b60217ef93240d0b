package registryclient_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// strictClock is a service that refuses signatures whose time is further from
// its own than a minute. It says its time where said is true.
func strictClock(ahead *time.Duration, said bool) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) {
		theirs := time.Now().Add(*ahead)
		stamp, _ := strconv.ParseInt(r.Header.Get("Timestamp"), 10, 64)
		code := http.StatusOK
		if theirs.Sub(time.UnixMilli(stamp)).Abs() > time.Minute {
			code = http.StatusUnauthorized
		}
		if !said {
			return status(code)(r)
		}
		return status(code, "Date", theirs.UTC().Format(http.TimeFormat))(r)
	}
}

func signedCall(tr *registryclient.Transport, auth registryclient.Authenticator) error {
	return tr.Do(context.Background(), registryclient.Call{
		Operation: "test/op", URL: "https://registry.example/", Repeat: registryclient.RepeatSafe, Auth: auth, Decode: accept,
	})
}

func TestClockCorrection(t *testing.T) {
	signed := registryclient.SignedBasic{User: "tester", Secret: registryclient.NewSecret("s3cret")}
	correct := registryclient.WithClockCorrection(12 * time.Minute)
	for _, c := range []struct {
		name, reason    string
		ahead           time.Duration
		silent          bool // the service does not say its time
		opts            []registryclient.Option
		code            registryclient.Code
		first, requests int // of the first call, and of three calls
	}{
		{name: "10 minutes ahead", reason: "repeated once, then right at once", ahead: 10 * time.Minute, opts: []registryclient.Option{correct}, first: 2, requests: 4},
		{name: "10 minutes behind", reason: "the same", ahead: -10 * time.Minute, opts: []registryclient.Option{correct}, first: 2, requests: 4},
		{name: "in step", reason: "nothing to correct", opts: []registryclient.Option{correct}, first: 1, requests: 3},
		{name: "too far", reason: "somebody set a clock", ahead: 13 * time.Minute, opts: []registryclient.Option{correct}, code: registryclient.CodeUnauthorized, first: 1, requests: 3},
		{name: "not asked for", reason: "it is an option", ahead: 10 * time.Minute, code: registryclient.CodeUnauthorized, first: 1, requests: 3},
		{name: "no Date", reason: "the service does not say its time", ahead: 10 * time.Minute, silent: true, opts: []registryclient.Option{correct}, code: registryclient.CodeUnauthorized, first: 1, requests: 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &script{steps: steps(strictClock(&c.ahead, !c.silent))}
				tr := newTransport(t, append(c.opts, registryclient.WithRoundTripper(s))...)
				for i := range 3 {
					err := signedCall(tr, signed)
					if c.code == "" && err != nil || c.code != "" && !errors.Is(err, c.code) {
						t.Errorf("call %d: error %v, want %q (%s)", i, err, string(c.code), c.reason)
					}
					if i == 0 && len(s.times) != c.first {
						t.Errorf("%d requests for the first call, want %d (%s)", len(s.times), c.first, c.reason)
					}
				}
				if len(s.times) != c.requests {
					t.Errorf("%d requests for three calls, want %d", len(s.times), c.requests)
				}
			})
		})
	}
}

// TestClockIsSetRight: the offset goes when it is no longer right.
func TestClockIsSetRight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ahead := 10 * time.Minute
		s := &script{steps: steps(strictClock(&ahead, true))}
		tr := newTransport(t, registryclient.WithRoundTripper(s), registryclient.WithClockCorrection(12*time.Minute))
		signed := registryclient.SignedBasic{User: "tester", Secret: registryclient.NewSecret("s3cret")}
		for range 2 {
			if err := signedCall(tr, signed); err != nil {
				t.Fatal(err)
			}
			ahead = 0
		}
		if err := signedCall(tr, signed); err != nil || len(s.times) != 5 {
			t.Errorf("%d requests, error %v; want 2, 2 and 1", len(s.times), err)
		}
	})
}

// TestOnlySignaturesAreCorrected: a token that is refused is not refused for
// its time.
func TestOnlySignaturesAreCorrected(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{steps: steps(status(401, "Date", time.Now().Add(10*time.Minute).UTC().Format(http.TimeFormat)))}
		tr := newTransport(t, registryclient.WithRoundTripper(s), registryclient.WithClockCorrection(12*time.Minute))
		err := signedCall(tr, registryclient.Bearer{Source: registryclient.FixedToken(registryclient.NewSecret("t"))})
		if !errors.Is(err, registryclient.CodeUnauthorized) || len(s.times) != 1 {
			t.Errorf("%d requests, error %v; want one", len(s.times), err)
		}
		s.steps = steps(status(401, "Date", time.Now().Add(10*time.Minute).UTC().Format(http.TimeFormat)))
		err = signedCall(tr, registryclient.SignedBasic{User: "tester", Secret: registryclient.NewSecret("wrong")})
		if !errors.Is(err, registryclient.CodeUnauthorized) || len(s.times) != 3 {
			t.Errorf("%d requests, error %v; want two more, and no third", len(s.times), err)
		}
	})
}

// TestClockCorrectionOverTheWire has a machine whose clock is 10 minutes off ask
// the fake registry, which lets signatures pass within 5 minutes.
func TestClockCorrectionOverTheWire(t *testing.T) {
	s := crowdServer(t, registrytest.Options{})
	for _, off := range []time.Duration{10 * time.Minute, -10 * time.Minute} {
		for _, corrected := range []bool{false, true} {
			opts := []registryclient.Option{registryclient.WithClock(func() time.Time { return time.Now().Add(off) })}
			if corrected {
				opts = append(opts, registryclient.WithClockCorrection(15*time.Minute))
			}
			c, err := qldc.NewClient(s.URL(), s.Credentials(), qldc.WithTransport(newTransport(t, opts...)))
			if err != nil {
				t.Fatal(err)
			}
			answer, err := c.Verify(t.Context(), crowdQuestion(1))
			if corrected && (err != nil || answer.Outcome != crowdAnswer(1)) || !corrected && !errors.Is(err, registryclient.CodeUnauthorized) {
				t.Errorf("%v off, corrected %v: %v, error %v", off, corrected, answer, err)
			}
		}
	}
}
