package qldc_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// TestFaultsOfTheService plays every fault of the fake registry twice, then an
// answer; and without end. Whatever happens, the outcome of the person is the
// right one or there is none.
func TestFaultsOfTheService(t *testing.T) {
	cases := []struct {
		fault registrytest.Fault
		code  registryclient.Code // when it does not end
		final bool                // never repeated
	}{
		{registrytest.Fault{Kind: registrytest.FaultStatus, Status: 500}, registryclient.CodeUnavailable, false},
		{registrytest.Fault{Kind: registrytest.FaultStatus, Status: 502}, registryclient.CodeUnavailable, false},
		{registrytest.Fault{Kind: registrytest.FaultStatus, Status: 503, RetryAfter: "0"}, registryclient.CodeUnavailable, false},
		{registrytest.Fault{Kind: registrytest.FaultStatus, Status: 504}, registryclient.CodeUnavailable, false},
		{registrytest.Fault{Kind: registrytest.FaultStatus, Status: 429}, registryclient.CodeRateLimited, false},
		{registrytest.Fault{Kind: registrytest.FaultStatus, Status: 429, RetryAfter: "86400"}, registryclient.CodeRateLimited, true},
		{registrytest.Fault{Kind: registrytest.FaultStatus, Status: 401}, registryclient.CodeUnauthorized, true},
		{registrytest.Fault{Kind: registrytest.FaultStatus, Status: 403}, registryclient.CodeForbidden, true},
		{registrytest.Fault{Kind: registrytest.FaultHTML}, registryclient.CodeBadResponse, false},
		{registrytest.Fault{Kind: registrytest.FaultSOAP}, registryclient.CodeUnavailable, false},
		{registrytest.Fault{Kind: registrytest.FaultSOAPClient}, registryclient.CodeRejected, true},
		{registrytest.Fault{Kind: registrytest.FaultRedirect}, registryclient.CodeRedirect, true},
		{registrytest.Fault{Kind: registrytest.FaultDropBefore}, registryclient.CodeUnavailable, false},
		{registrytest.Fault{Kind: registrytest.FaultDropAfter}, registryclient.CodeUnavailable, false},
		{registrytest.Fault{Kind: registrytest.FaultTruncated}, registryclient.CodeBadResponse, false},
		{registrytest.Fault{Kind: registrytest.FaultShort}, registryclient.CodeUnavailable, false},
		{registrytest.Fault{Kind: registrytest.FaultDoctype}, registryclient.CodeBadResponse, false},
		{registrytest.Fault{Kind: registrytest.FaultOtherPerson}, registryclient.CodeBadResponse, false},
	}
	for _, c := range cases {
		t.Run(fmt.Sprint(c.fault.Kind, c.fault.Status, c.fault.RetryAfter), func(t *testing.T) {
			s := fake(t, registrytest.Options{Fault: func(r registrytest.Request) registrytest.Fault {
				if r.RequestID == "passing" && r.Repeat >= 2 {
					return registrytest.Fault{}
				}
				return c.fault
			}})
			registry := client(t, s.URL(), s.Credentials())
			q := query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985")
			q.RequestID = "passing"
			answer, err := registry.Verify(context.Background(), q)
			switch {
			case c.final:
				if !errors.Is(err, c.code) || s.Ledger().WireRequests() != 1 {
					t.Errorf("error %v after %d requests, want %q after one", err, s.Ledger().WireRequests(), string(c.code))
				}
				return
			case err != nil || answer.Outcome != registryclient.OutcomeMatched || string(answer.Record.IDNumber) != "000085000001":
				t.Errorf("%v, %v; want a match at the third attempt", answer, err)
			}
			if n := s.Ledger().Count(func(e registrytest.Entry) bool { return e.Repeat > 0 }); n != 2 {
				t.Errorf("the ledger has %d repeats, want 2", n)
			}
			s.Ledger().Reset()
			q.RequestID = "lasting"
			_, err = registry.Verify(context.Background(), q)
			var e *registryclient.Error
			if !errors.As(err, &e) || e.Code != c.code || e.Attempts != 4 || e.RequestID != "lasting" || s.Ledger().WireRequests() != 4 {
				t.Errorf("error %v after %d requests, want %q after 4", err, s.Ledger().WireRequests(), string(c.code))
			}
		})
	}
}

func TestOversizeReply(t *testing.T) {
	s := fake(t, registrytest.Options{Fault: func(registrytest.Request) registrytest.Fault {
		return registrytest.Fault{Kind: registrytest.FaultOversize}
	}})
	_, err := client(t, s.URL(), s.Credentials()).Verify(context.Background(), query(t, "000085000001", "X Y", "1985"))
	var e *registryclient.Error
	if !errors.As(err, &e) || e.Code != registryclient.CodeTooLarge || e.Attempts != 2 {
		t.Errorf("error = %v, want CodeTooLarge after 2 attempts", err)
	}
}

func TestDeadline(t *testing.T) {
	s := fake(t, registrytest.Options{Fault: func(registrytest.Request) registrytest.Fault {
		return registrytest.Fault{Delay: time.Minute}
	}})
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	_, err := client(t, s.URL(), s.Credentials()).Verify(ctx, query(t, "000085000001", "X Y", "1985"))
	if !errors.Is(err, registryclient.CodeDeadline) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error = %v, want CodeDeadline", err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	cancel()
	_, err = client(t, s.URL(), s.Credentials()).Verify(ctx, query(t, "000085000001", "X Y", "1985"))
	if !errors.Is(err, registryclient.CodeCancelled) || !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want CodeCancelled", err)
	}
}

// TestWrongCredentials: every way to be refused is an error of authorisation,
// never a "no" about the person.
func TestWrongCredentials(t *testing.T) {
	s := fake(t, registrytest.Options{Credentials: registryclient.SignedBasic{
		User: "bhxh", Secret: registryclient.NewSecret("right"), RoadClient: "VN/BHXH", APIKey: registryclient.NewSecret("key"),
	}})
	cases := map[string]struct {
		spoil func(*registryclient.SignedBasic)
		code  registryclient.Code
	}{
		"secret":     {func(a *registryclient.SignedBasic) { a.Secret = registryclient.NewSecret("wrong") }, registryclient.CodeUnauthorized},
		"user":       {func(a *registryclient.SignedBasic) { a.User = "other" }, registryclient.CodeUnauthorized},
		"signed URL": {func(a *registryclient.SignedBasic) { a.SignedURL = "/else" }, registryclient.CodeUnauthorized},
		"seconds":    {func(a *registryclient.SignedBasic) { a.Unit = time.Second }, registryclient.CodeUnauthorized},
		"header":     {func(a *registryclient.SignedBasic) { a.Headers.Timestamp = "X-Time" }, registryclient.CodeUnauthorized},
		"API key":    {func(a *registryclient.SignedBasic) { a.APIKey = registryclient.Secret{} }, registryclient.CodeUnauthorized},
		"subsystem":  {func(a *registryclient.SignedBasic) { a.RoadClient = "VN/ELSE" }, registryclient.CodeForbidden},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s.Ledger().Reset()
			credentials := s.Credentials()
			c.spoil(&credentials)
			_, err := client(t, s.URL(), credentials).Verify(context.Background(), query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985"))
			var e *registryclient.Error
			if !errors.As(err, &e) || e.Code != c.code || e.Attempts != 1 || !e.NotProcessed() {
				t.Errorf("error = %v, want %q after one attempt", err, string(c.code))
			}
			if s.Ledger().WireRequests() != 1 {
				t.Errorf("%d requests, want one", s.Ledger().WireRequests())
			}
		})
	}
	if _, err := client(t, s.URL(), s.Credentials()).Verify(context.Background(), query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985")); err != nil {
		t.Errorf("with the right credentials: %v", err)
	}
}

func TestOwnTransport(t *testing.T) {
	s := fake(t, registrytest.Options{})
	c, err := qldc.NewClient(s.URL(), s.Credentials(), qldc.WithPurpose(purpose))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Verify(context.Background(), query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985")); err != nil {
		t.Error(err)
	}
	c.Close()
	if _, err := c.Verify(context.Background(), query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985")); !errors.Is(err, registryclient.CodeClosed) {
		t.Errorf("after Close: %v, want CodeClosed", err)
	}
}
