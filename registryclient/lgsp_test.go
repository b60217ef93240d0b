package registryclient_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/registryclient"
)

var partner = registryclient.LGSPCredentials{
	AccessKey: "key", SecretKey: registryclient.NewSecret("canary-secret"), AppName: "app", PartnerCode: "p1", PartnerCodeCus: "p2",
}

// TestLGSP: the token is asked for with the credentials' header, and every
// request carries both.
func TestLGSP(t *testing.T) {
	var header, form, both string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/token" {
			_ = r.ParseForm()
			header, form = r.Header.Get("lgspaccesstoken"), r.Form.Encode()
			_, _ = w.Write([]byte(`{"access_token":"abc","expires_in":"3600","token_type":"Bearer"}`))
			return
		}
		both = r.Header.Get("Authorization") + " " + r.Header.Get("lgspaccesstoken")
	})
	tr := newTransport(t, registryclient.WithConcurrency(1)) // the token's call must not wait for its own caller
	auth, err := registryclient.NewLGSP(tr, s.URL+"/token", partner, registryclient.LGSPOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(auth.Close)
	call := registryclient.Call{Operation: "test/op", URL: s.URL, Auth: auth, Decode: accept}
	for range 2 {
		if err := tr.Do(context.Background(), call); err != nil {
			t.Fatal(err)
		}
	}
	decoded, _ := base64.StdEncoding.DecodeString(header)
	var got map[string]string
	_ = json.Unmarshal(decoded, &got)
	want := map[string]string{"AccessKey": "key", "SecretKey": "canary-secret", "AppName": "app", "PartnerCode": "p1", "PartnerCodeCus": "p2"}
	if d := cmp.Diff(want, got); d != "" || form != "grant_type=client_credentials" {
		t.Errorf("the request for a token: form %q, header (-want +got):\n%s", form, d)
	}
	if both != "Bearer abc "+header {
		t.Error("a request lacks the token or the header of the credentials")
	}
}

// TestTokenReplies: no reply of the token service reaches an error or a header.
func TestTokenReplies(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		reply  string
		code   registryclient.Code
	}{
		"refused":           {401, `{"error":"canary-secret"}`, registryclient.CodeUnauthorized},
		"refused inside":    {200, `{"error":"invalid_client","echo":"canary-secret"}`, registryclient.CodeUnauthorized},
		"HTML":              {200, `<html>canary-secret</html>`, registryclient.CodeBadResponse},
		"two tokens":        {200, `{"access_token":"a","access_token":"b"}`, registryclient.CodeBadResponse},
		"an injected token": {200, `{"access_token":"a\r\nX: canary-secret"}`, registryclient.CodeUnauthorized},
		"down":              {503, ``, registryclient.CodeUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/token" {
					t.Error("a request went out without a token")
				}
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.reply))
			})
			tr := newTransport(t, quick())
			auth, err := registryclient.NewLGSP(tr, s.URL+"/token", partner, registryclient.LGSPOptions{
				Times: registryclient.TokenTimes{BaseWait: time.Millisecond, MaxWait: time.Millisecond},
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(auth.Close)
			err = tr.Do(context.Background(), registryclient.Call{URL: s.URL, Auth: auth, Decode: accept, Repeat: registryclient.RepeatSafe})
			if codeOf(err) != c.code {
				t.Errorf("error %v, want %q", err, string(c.code))
			}
			if text := fmt.Sprintf("%v %+v %#v", err, err, auth); strings.Contains(text, "canary") {
				t.Errorf("a secret came out: %s", text)
			}
		})
	}
}

func TestLGSPRefuses(t *testing.T) {
	tr := newTransport(t)
	for name, err := range map[string]error{
		"no transport": second(registryclient.NewLGSP(nil, "https://lgsp.example/", partner, registryclient.LGSPOptions{})),
		"no secret":    second(registryclient.NewLGSP(tr, "https://lgsp.example/", registryclient.LGSPCredentials{AccessKey: "x"}, registryclient.LGSPOptions{})),
		"plain http":   second(registryclient.NewLGSP(tr, "http://lgsp.example/", partner, registryclient.LGSPOptions{})),
	} {
		if codeOf(err) != registryclient.CodeConfig {
			t.Errorf("%s: %v, want CodeConfig", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
