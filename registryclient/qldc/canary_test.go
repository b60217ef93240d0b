package qldc_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
)

// TestNothingPersonalComesOut has a service that echoes the question in every
// wrong way, and searches errors in every verb and logs at the lowest level
// for anything of it.
func TestNothingPersonalComesOut(t *testing.T) {
	const secret = "canary-secret"
	canaries := []string{"000185000042", "Canaria", "CANARIA", "canary", "14/03/1985", "19850314", "1985-03-14", "127.0.0.1", "/canary-path"}
	statuses := []int{200, 204, 301, 307, 400, 401, 403, 404, 429, 500, 502, 503}
	var status int
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var echo bytes.Buffer
		_, _ = echo.ReadFrom(r.Body)
		w.Header().Set("Location", "https://canary.example/000185000042")
		w.Header().Set("Retry-After", "canary 000185000042")
		w.WriteHeader(status)
		fmt.Fprintf(w, "<html>%s canary Canaria 000185000042 %s</html>", echo.String(), r.Header.Get("Authorization"))
	}))
	t.Cleanup(s.Close)
	var out bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug - 10}))
	transport, err := registryclient.NewTransport(registryclient.WithLogger(logger),
		registryclient.WithRetry(registryclient.Retry{BaseWait: time.Millisecond, MaxWait: time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.Close)
	q := registryclient.Query{
		Number: identity.MustParsePersonalID("000185000042").Number(), FullName: "Canaria Thử Mẫu",
		DateOfBirth: identity.MustDate(1985, 3, 14), Purpose: registryclient.Purpose{Procedure: "TEST", Officer: "canary"},
	}
	spoilt := q
	spoilt.FullName = "Canaria\x00"
	for _, endpoint := range []string{s.URL + "/canary-path", "https://127.0.0.1:1/canary-path"} {
		c, err := qldc.NewClient(endpoint, registryclient.SignedBasic{User: "canary", Secret: registryclient.NewSecret(secret)}, qldc.WithTransport(transport))
		if err != nil {
			t.Fatal(err)
		}
		for _, status = range statuses {
			for _, question := range []registryclient.Query{q, spoilt} {
				_, err := c.Verify(context.Background(), question)
				if err == nil {
					t.Fatalf("status %d became an answer", status)
				}
				for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
					fmt.Fprintf(&out, verb+"\n", err)
				}
				logger.Info("x", "err", err, "query", question)
			}
		}
	}
	for _, canary := range append(canaries, secret) {
		for _, form := range []string{canary, fmt.Sprintf("%x", canary)} {
			if i := strings.Index(out.String(), form); i >= 0 {
				t.Errorf("%q came out: …%s…", canary, out.String()[max(0, i-200):min(out.Len(), i+100)])
			}
		}
	}
	if strings.Count(out.String(), "registry call") < len(statuses) {
		t.Error("the log is emptier than the test expects, so it proves nothing")
	}
}
