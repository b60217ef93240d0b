package registryclient_test

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/registryclient"
)

// The hashes below were computed with sha256sum(1), not with this package.
func TestSignedBasic(t *testing.T) {
	const endpoint = "https://gateway.example/dancu/037"
	secret := registryclient.NewSecret("s3cret")
	basic := func(hash string) string {
		return "Basic " + base64.StdEncoding.EncodeToString([]byte("tester:"+hash))
	}
	cases := []struct {
		name, reason string
		auth         registryclient.SignedBasic
		want         http.Header
	}{
		{
			"defaults", "milliseconds, and the URL posted to is the one signed",
			registryclient.SignedBasic{User: "tester", Secret: secret},
			http.Header{
				"Authorization": {basic("831611250fe25fa7c7ff65ff7c7e0fb68f0d63d969cae1f08166d1e376e4d07f")},
				"Timestamp":     {"1760000000000"},
			},
		},
		{
			"other gateway", "seconds, another signed URL, further headers, other names",
			registryclient.SignedBasic{
				User: "tester", Secret: secret, SignedURL: "/dancu/037", Unit: time.Second,
				RoadClient: "VN/GOV/BHXH", APIKey: registryclient.NewSecret("key"),
				Headers: registryclient.SignedBasicHeaders{Timestamp: "X-Time"},
			},
			http.Header{
				"Authorization": {basic("7c02660f18efb13216ab749b0752d9d31e94df786ecda0f3c57e4ef48fad20ae")},
				"X-Time":        {"1760000000"},
				"X-Road-Client": {"VN/GOV/BHXH"},
				"Apikey":        {"key"},
			},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := c.auth.Validate(); err != nil {
				t.Fatal(err)
			}
			out := &registryclient.Outgoing{URL: endpoint, Header: http.Header{}, Time: time.UnixMilli(1_760_000_000_000)}
			if err := c.auth.Authenticate(context.Background(), out); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, out.Header); d != "" {
				t.Errorf("%s: headers (-want +got):\n%s", c.reason, d)
			}
		})
	}
}

func TestSignedBasicValidate(t *testing.T) {
	secret := registryclient.NewSecret("s3cret")
	for name, a := range map[string]registryclient.SignedBasic{
		"no user":           {Secret: secret},
		"user with a colon": {User: "a:b", Secret: secret},
		"no secret":         {User: "a"},
		"odd unit":          {User: "a", Secret: secret, Unit: time.Minute},
	} {
		if err := a.Validate(); !errors.Is(err, registryclient.CodeConfig) {
			t.Errorf("%s: Validate = %v, want CodeConfig", name, err)
		}
	}
}
