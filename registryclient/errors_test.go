package registryclient_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/registryclient"
)

func TestCodes(t *testing.T) {
	for code := range registryclient.Codes() {
		if !strings.HasPrefix(string(code), "registryclient.") || strings.ToLower(string(code)) != string(code) {
			t.Errorf("code %q does not have the form of a code", string(code))
		}
		if code.Error() == string(code) || code.Error() == "" {
			t.Errorf("code %q has no sentence", string(code))
		}
		err := fmt.Errorf("wrapped: %w", &registryclient.Error{Code: code, Operation: "test/op"})
		if !errors.Is(err, code) {
			t.Errorf("errors.Is does not find %q", string(code))
		}
	}
	if got := registryclient.Code("registryclient.later").Error(); got != "registryclient.later" {
		t.Errorf("an unknown code says %q", got)
	}
}

func TestErrorText(t *testing.T) {
	e := &registryclient.Error{
		Code: registryclient.CodeRateLimited, Operation: "qldc/TraCuuThongTinCongDan", Detail: "too eager", Status: 429,
		ServiceCode: "Server", Attempts: 3, RetryAfter: 2 * time.Second, RequestID: "r-1",
	}
	want := "registryclient: qldc/TraCuuThongTinCongDan: over the allowed number of requests: too eager" +
		" (status 429, service code Server, attempts 3, retry after 2s, request r-1)"
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x"} {
		if got := fmt.Sprintf(verb, e); got != want {
			t.Errorf("%s = %q, want %q", verb, got, want)
		}
	}
	if got, want := (&registryclient.Error{Code: registryclient.CodeClosed}).Error(), "registryclient: the transport is closed"; got != want {
		t.Errorf("the shortest error says %q, want %q", got, want)
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, masktest.Untimed())).Info("x", "err", e)
	for _, part := range []string{"err.code=registryclient.rate_limited", "err.status=429", "err.request_id=r-1"} {
		if !strings.Contains(log.String(), part) {
			t.Errorf("the log record %q lacks %s", log.String(), part)
		}
	}
}

func TestErrorClasses(t *testing.T) {
	for _, c := range []struct {
		code      registryclient.Code
		temporary bool
	}{
		{registryclient.CodeUnavailable, true},
		{registryclient.CodeTimeout, true},
		{registryclient.CodeRateLimited, true},
		{registryclient.CodeBadResponse, true},
		{registryclient.CodeDeadline, true},
		{registryclient.CodeCancelled, false},
		{registryclient.CodeUnauthorized, false},
		{registryclient.CodeForbidden, false},
		{registryclient.CodeInvalidQuery, false},
		{registryclient.CodeCertificate, false},
	} {
		e := &registryclient.Error{Code: c.code}
		if e.Temporary() != c.temporary {
			t.Errorf("%q: Temporary = %v, want %v", string(c.code), e.Temporary(), c.temporary)
		}
		if !e.NotProcessed() {
			t.Errorf("%q: an error without an attempt counts as processed", string(c.code))
		}
		if e.Attempts = 1; e.NotProcessed() {
			t.Errorf("%q: an attempt of which nothing is known counts as not processed", string(c.code))
		}
	}
}

func TestContextErrorsUnwrap(t *testing.T) {
	tr := newTransport(t)
	call := registryclient.Call{Operation: "test/op", URL: "http://127.0.0.1:1/x", RequestID: "r-1", Decode: accept}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := tr.Do(ctx, call)
	if !errors.Is(err, context.Canceled) || !errors.Is(err, registryclient.CodeCancelled) {
		t.Errorf("a cancelled call gives %v", err)
	}
	ctx, cancel = context.WithDeadline(context.Background(), time.Unix(0, 0))
	defer cancel()
	err = tr.Do(ctx, call)
	if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, registryclient.CodeDeadline) {
		t.Errorf("a late call gives %v", err)
	}
	var e *registryclient.Error
	if !errors.As(err, &e) || e.Attempts != 0 || e.Operation != "test/op" || e.RequestID != "r-1" || !e.NotProcessed() {
		t.Errorf("error = %#v, want one that names the call and no attempt", e)
	}
}
