package registrytest_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// TestFaultCases: every class is there, in its order, each form with its own
// name and for some service.
func TestFaultCases(t *testing.T) {
	names := map[string]bool{}
	last, classes := registrytest.FaultClass(0), 0
	codes := map[registryclient.Code]int{}
	for _, c := range registrytest.FaultCases() {
		if c.Class != last {
			classes++
			if c.Class != last+1 {
				t.Errorf("class %d follows class %d", c.Class, last)
			}
			last = c.Class
		}
		if names[c.Name] || c.Name == "" || c.Fault.Kind == registrytest.FaultNone {
			t.Errorf("class %d, %q: the name is taken or there is no fault", c.Class, c.Name)
		}
		names[c.Name] = true
		if !c.Applies(0xff) {
			t.Errorf("class %d, %q applies to no service", c.Class, c.Name)
		}
		codes[c.Code]++
	}
	if classes != registrytest.FaultClasses {
		t.Errorf("%d classes, want %d", classes, registrytest.FaultClasses)
	}
	if codes[""] != 1 {
		t.Errorf("%d cases end in an answer, want one", codes[""])
	}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, c := range registrytest.FaultCases() {
		if f := c.Play(now); c.Date && f.RetryAfter != "Sun, 22 Nov 2026 12:00:01 GMT" {
			t.Errorf("the date of class %d is %q", c.Class, f.RetryAfter)
		}
	}
}

// TestRate: the share is kept, every class is drawn, and what is drawn depends
// on the seed and the request alone.
func TestRate(t *testing.T) {
	const n = 50_000
	script := registrytest.Rate(1, 0.1, registrytest.ServiceExchange)
	again, other := registrytest.Rate(1, 0.1, registrytest.ServiceExchange), registrytest.Rate(2, 0.1, registrytest.ServiceExchange)
	drawn := map[registrytest.Fault]int{}
	faults, differ := 0, 0
	for i := range n {
		r := registrytest.Request{Wire: i, Operation: "exchange", RequestID: fmt.Sprint("r-", i/2), Repeat: i % 2}
		f := script(r)
		r.Wire = n - i
		if again(r) != f {
			t.Fatal("the same seed and request draw another fault")
		}
		if f.Kind != registrytest.FaultNone {
			faults++
			drawn[f]++
		}
		if other(r) != f {
			differ++
		}
	}
	if share := float64(faults) / n; share < 0.095 || share > 0.105 {
		t.Errorf("a share of %.4f, want 0.1", share)
	}
	if differ < n/10 {
		t.Error("another seed draws the same")
	}
	for _, c := range registrytest.FaultCases() {
		f := c.Fault
		if c.Date || f.RetryAfter == "1" {
			f.RetryAfter = "0"
		}
		if want := c.Applies(registrytest.ServiceExchange) && !c.Handshake; want != (drawn[f] > 0) {
			t.Errorf("class %d, %s: drawn %d times, want some: %v", c.Class, c.Name, drawn[f], want)
		}
	}
	only := registrytest.Rate(1, 1, registrytest.ServiceLookUp, 1, 7)
	for i := range 100 {
		if f := only(registrytest.Request{RequestID: fmt.Sprint(i)}); f.Status != 500 && f.Status != 504 {
			t.Errorf("%v was drawn, want only what was asked for", f)
		}
	}
	if f := registrytest.Rate(1, 1, registrytest.ServiceLookUp, 25)(registrytest.Request{}); f.Kind != registrytest.FaultNone {
		t.Errorf("%v was drawn of a class that the service does not have", f)
	}
}

// TestRefuse: a server that is down refuses like one, and comes back on the
// same port.
func TestRefuse(t *testing.T) {
	s := start(t, registrytest.Options{})
	address := strings.TrimPrefix(s.URL(), "http://")
	address = address[:strings.IndexByte(address, '/')]
	s.Refuse(true)
	s.Refuse(true)
	if conn, err := net.Dial("tcp", address); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("a server that is down: %v, %v", conn, err)
	}
	s.Refuse(false)
	s.Refuse(false)
	if status, _ := post(t, s, request, nil); status != 200 {
		t.Errorf("after it came back: status %d", status)
	}
	s.Refuse(true)
	s.Close() // while down
}

// TestHandshakes: each fault of a handshake, as the client's library sees it.
func TestHandshakes(t *testing.T) {
	for kind, want := range map[registrytest.FaultKind]string{
		registrytest.FaultNone:           "",
		registrytest.FaultExpired:        "expired",
		registrytest.FaultWrongName:      "certificate for 127.0.0.1",
		registrytest.FaultClientRejected: "certificate",
	} {
		s := start(t, registrytest.Options{TLS: true, Handshake: func(n int) registrytest.FaultKind {
			if n == 1 {
				return registrytest.FaultNone
			}
			return kind
		}})
		for n := range 2 {
			tr := &http.Transport{DisableKeepAlives: true}
			tr.TLSClientConfig = tlsConfig(s)
			resp, err := (&http.Client{Transport: tr}).Post(s.URL(), "text/plain", nil)
			if resp != nil {
				_ = resp.Body.Close()
			}
			if n == 0 && err != nil || n == 1 && (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
				t.Errorf("%v, handshake %d: %v, want %q", kind, n+1, err, want)
			}
		}
	}
	if p := start(t, registrytest.Options{}).RootCAs(); p != nil {
		t.Error("a server without TLS has an authority")
	}
}

// TestRateOverTheWire: a client meets a tenth of faults of every class, and
// every question ends in the right answer or in an error, never in a wrong one.
func TestRateOverTheWire(t *testing.T) {
	s := start(t, registrytest.Options{Fault: registrytest.Rate(7, 0.1, registrytest.ServiceLookUp)})
	tr, err := registryclient.NewTransport(registryclient.WithTimeouts(100*time.Millisecond, 5*time.Second),
		registryclient.WithRetry(registryclient.Retry{BaseWait: time.Millisecond, MaxWait: time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tr.Close)
	c, err := qldc.NewClient(s.URL(), s.Credentials(), qldc.WithTransport(tr),
		qldc.WithPurpose(registryclient.Purpose{Procedure: "TEST", Officer: "test"}))
	if err != nil {
		t.Fatal(err)
	}
	right := registryclient.Query{Number: identity.MustParsePersonalID("000085000001").Number(), FullName: "Nguyễn Văn Mẫu", DateOfBirth: identity.MustDate(1985, 2, 1)}
	wrong := right
	wrong.FullName = "Người Khác"
	failed := 0
	for i := range 400 {
		q, want := right, registryclient.OutcomeMatched
		if i%2 == 1 {
			q, want = wrong, registryclient.OutcomeNotMatched
		}
		q.RequestID = fmt.Sprint("q-", i)
		switch a, err := c.Verify(context.Background(), q); {
		case err != nil:
			failed++
		case a.Outcome != want:
			t.Errorf("question %d: %v, want %v", i, a.Outcome, want)
		}
	}
	if faults := s.Ledger().Count(func(e registrytest.Entry) bool { return e.Fault != registrytest.FaultNone }); faults < 20 || failed > 20 {
		t.Errorf("%d faults, %d questions without an answer", faults, failed)
	}
}

func tlsConfig(s *registrytest.Server) *tls.Config { return &tls.Config{RootCAs: s.RootCAs()} }
