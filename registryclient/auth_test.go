package registryclient_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/registryclient"
)

// stamping is an Authenticator that records when it was asked.
type stamping struct{ times []time.Time }

func (s *stamping) Authenticate(_ context.Context, out *registryclient.Outgoing) error {
	s.times = append(s.times, out.Time)
	out.Header.Set("X-Stamp", out.Time.Format(time.RFC3339Nano))
	return nil
}

func TestEveryAttemptIsSigned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var stamps []string
		record := func(next func(*http.Request) (*http.Response, error)) func(*http.Request) (*http.Response, error) {
			return func(r *http.Request) (*http.Response, error) {
				stamps = append(stamps, r.Header.Get("X-Stamp"))
				if r.GetBody != nil {
					t.Error("net/http could send this request again by itself")
				}
				return next(r)
			}
		}
		s := &script{steps: steps(record(status(500)), record(lost), record(status(200)))}
		tr := newTransport(t, registryclient.WithRoundTripper(s), registryclient.WithRandom(mostWaits))
		auth := &stamping{}
		err := tr.Do(context.Background(), registryclient.Call{
			URL: "https://registry.example/", Body: []byte("question"), Repeat: registryclient.RepeatSafe, Auth: auth, Decode: accept,
		})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(s.times, auth.times); d != "" {
			t.Errorf("signed at other times than sent (-sent +signed):\n%s", d)
		}
		for i := 1; i < len(stamps); i++ {
			if stamps[i] == stamps[i-1] {
				t.Errorf("attempt %d carries the stamp of the one before", i+1)
			}
		}
	})
}

// refusing is an Authenticator that fails with its errors, one after another.
type refusing struct {
	errs  []error
	asked int
}

func (r *refusing) Authenticate(context.Context, *registryclient.Outgoing) error {
	r.asked++
	return r.errs[min(r.asked, len(r.errs))-1]
}

func TestAuthenticationFails(t *testing.T) {
	down := &registryclient.Error{Code: registryclient.CodeUnavailable}
	for _, c := range []struct {
		name, reason string
		errs         []error
		asked        int
		code         registryclient.Code
	}{
		{"for good", "its words stay with it", []error{errors.New("canary: the key store is locked")}, 1, registryclient.CodeUnauthorized},
		{"for a while", "a token service that is down may come back", []error{down, nil}, 2, ""},
		{"without end", "it counts as attempts", []error{down}, 4, registryclient.CodeUnavailable},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &script{steps: steps(status(200))}
			tr := newTransport(t, registryclient.WithRoundTripper(s), registryclient.WithRandom(noJitter))
			auth := &refusing{errs: c.errs}
			err := tr.Do(context.Background(), registryclient.Call{
				URL: "https://registry.example/", Repeat: registryclient.RepeatSafe, Auth: auth, Decode: accept,
			})
			checkError(t, err, c.code, 0, 0, 0)
			if auth.asked != c.asked || c.code != "" && len(s.times) != 0 {
				t.Errorf("asked %d times, %d requests left; want %d and none without authentication: %s", auth.asked, len(s.times), c.asked, c.reason)
			}
			if err != nil && strings.Contains(err.Error(), "canary") {
				t.Errorf("the error repeats the authenticator's words: %v", err)
			}
		})
	}
}
