package registryclient_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient"
)

type echo struct{}

func (echo) RoundTrip(r *http.Request) (*http.Response, error) {
	_ = r.Body.Close()
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("ok")), ContentLength: 2}, nil
}

// BenchmarkDo measures what the transport adds to a request, signature
// included, without a network.
func BenchmarkDo(b *testing.B) {
	t, err := registryclient.NewTransport(registryclient.WithRoundTripper(echo{}))
	if err != nil {
		b.Fatal(err)
	}
	defer t.Close()
	call := registryclient.Call{
		Operation: "bench", URL: "https://registry.example/", Body: []byte("question"), Repeat: registryclient.RepeatSafe,
		Auth: registryclient.SignedBasic{User: "tester", Secret: registryclient.NewSecret("s3cret")}, Decode: accept,
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := t.Do(context.Background(), call); err != nil {
			b.Fatal(err)
		}
	}
}
