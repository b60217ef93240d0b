package registrytest_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// TestFaultsOnTheWire shows what a client of any make meets for each fault.
func TestFaultsOnTheWire(t *testing.T) {
	for _, c := range []struct {
		fault    registrytest.Fault
		status   int    // 0: no reply at all
		body     string // what the body holds
		broken   bool   // the body breaks off
		executed bool
	}{
		{registrytest.Fault{}, 200, "</soapenv:Envelope>", false, true},
		{registrytest.Fault{Delay: time.Millisecond}, 200, "</soapenv:Envelope>", false, true},
		{registrytest.Fault{Kind: registrytest.FaultStatus, Status: 503, RetryAfter: "7"}, 503, "", false, false},
		{registrytest.Fault{Kind: registrytest.FaultHTML}, 200, "<html>", false, false},
		{registrytest.Fault{Kind: registrytest.FaultSOAP}, 500, "soap:Server", false, false},
		{registrytest.Fault{Kind: registrytest.FaultSOAPClient}, 500, "soap:Client", false, false},
		{registrytest.Fault{Kind: registrytest.FaultRedirect}, 307, "", false, false},
		{registrytest.Fault{Kind: registrytest.FaultDropBefore}, 0, "", false, false},
		{registrytest.Fault{Kind: registrytest.FaultDropAfter}, 0, "", false, true},
		{registrytest.Fault{Kind: registrytest.FaultTruncated}, 200, "<soapenv:Envelope", false, true},
		{registrytest.Fault{Kind: registrytest.FaultShort}, 200, "<soapenv:Envelope", true, true},
		{registrytest.Fault{Kind: registrytest.FaultDoctype}, 200, "<!DOCTYPE", false, true},
		{registrytest.Fault{Kind: registrytest.FaultOtherPerson}, 200, "000190000002", false, true},
		{registrytest.Fault{Kind: registrytest.FaultOversize}, 200, "</soapenv:Envelope>", false, true},
		{registrytest.Fault{Kind: registrytest.FaultEcho}, 502, "000085000001", false, false},
		{registrytest.Fault{Kind: registrytest.FaultSOAPOK}, 200, "soap:Server", false, false},
		{registrytest.Fault{Kind: registrytest.FaultReset}, 0, "", false, false},
		{registrytest.Fault{Kind: registrytest.FaultRefused}, 0, "", false, false},
		{registrytest.Fault{Kind: registrytest.FaultResetInside}, 200, "<soapenv:Envelope", true, true},
		{registrytest.Fault{Kind: registrytest.FaultOtherRequest}, 200, "000190000002", false, true},
		{registrytest.Fault{Kind: registrytest.FaultBomb}, 200, "\x1f\x8b", false, true},
		{registrytest.Fault{Kind: registrytest.FaultBadUTF8}, 200, "\xff", false, true},
		{registrytest.Fault{Kind: registrytest.FaultDuplicateKey}, 200, "<ns1:SoDinhDanh>000085000001</ns1:SoDinhDanh><ns1:SoDinhDanh>", false, true},
		{registrytest.Fault{Kind: registrytest.FaultDecomposed}, 200, "Nguye\u0302\u0303n", false, true},
	} {
		t.Run(c.fault.Kind.String(), func(t *testing.T) {
			s := start(t, registrytest.Options{Fault: func(registrytest.Request) registrytest.Fault { return c.fault }})
			status, body, err := meet(t, s)
			if status != c.status || !strings.Contains(body, c.body) || (err != nil) != c.broken {
				t.Errorf("status %d, %d bytes, error %v; want %d, %q, broken %v", status, len(body), err, c.status, c.body, c.broken)
			}
			if truncated := !strings.Contains(body, "Envelope>"); c.fault.Kind == registrytest.FaultTruncated && !truncated {
				t.Error("the reply is whole")
			}
			e := s.Ledger().Entries()
			if len(e) != 1 || e[0].Fault != c.fault.Kind || (e[0].Class == registrytest.ClassFound) != c.executed {
				t.Errorf("ledger %v, want one entry with the fault, executed %v", e, c.executed)
			}
		})
	}
	if got := registrytest.FaultKind(99).String(); got != "unknown" {
		t.Errorf("no fault is called %q", got)
	}
}

// meet posts the request and gives what comes back; a broken connection is
// status 0.
func meet(t *testing.T, s *registrytest.Server) (status int, body string, err error) {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, s.URL(), strings.NewReader(request))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "text/xml")
	if err := s.Credentials().Authenticate(context.Background(), &registryclient.Outgoing{URL: s.URL(), Header: r.Header, Time: time.Now()}); err != nil {
		t.Fatal(err)
	}
	resp, err := (&http.Transport{DisableKeepAlives: true, DisableCompression: true}).RoundTrip(r)
	if err != nil {
		return 0, "", nil
	}
	defer resp.Body.Close()
	read, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(read), err
}

// TestDescribe: what the mass exchange says of each row, with its ledger.
func TestDescribe(t *testing.T) {
	compared := 0
	s := start(t, registrytest.Options{
		Power: registrytest.Describe,
		Compare: func(subject, reference identity.Person) registrytest.FieldsDiffer {
			compared++
			return registrytest.FieldsDiffer{
				Name:        subject.FullName != reference.FullName,
				DateOfBirth: subject.DateOfBirth != reference.DateOfBirth,
				Gender:      subject.Gender != reference.Gender,
				ID:          subject.IDNumber != reference.IDNumber && subject.IDNumber != reference.FormerID,
			}
		},
	})
	channel, err := bulkfile.NewChannel(s.URL(), bulkfile.WithAuthentication(s.Credentials()),
		bulkfile.WithPurpose(registryclient.Purpose{Procedure: "TEST", Officer: "test"}))
	if err != nil {
		t.Fatal(err)
	}
	defer channel.Close()
	ask := func(row, number string) registryclient.Query {
		n, err := identity.ParseNumber(number)
		if err != nil {
			t.Fatal(err)
		}
		return registryclient.Query{RequestID: row, Number: n, FullName: "Nguyễn Văn Mẫu", DateOfBirth: identity.MustDate(1985, 2, 1)}
	}
	replies, err := channel.VerifyBatch(context.Background(), []registryclient.Query{
		ask("found", "000000001"), ask("differs", "000190000002"), ask("none", "000099000099"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := replies[0].Answer; got.Outcome != registryclient.OutcomeMatched || got.SharedID.Reveal() != "000085000001" ||
		got.Fields.Gender.Verdict != registryclient.VerdictNotCompared {
		t.Errorf("a CMND that agrees: %v", got)
	}
	if got := replies[1].Answer; got.Reason != registryclient.ReasonFieldsDiffer || got.SharedID.IsValid() {
		t.Errorf("a row that differs: %v", got)
	}
	if got := replies[2].Answer; got.Reason != registryclient.ReasonNoSuchNumber {
		t.Errorf("a number nobody has: %v", got)
	}
	if compared != 2 {
		t.Errorf("%d comparisons, want 2", compared)
	}
	for i, want := range []registrytest.Class{registrytest.ClassFound, registrytest.ClassDiffers, registrytest.ClassNone} {
		if e := s.Ledger().Entries()[i]; e.Class != want || e.RequestID != []string{"found", "differs", "none"}[i] || e.Wire != 1 {
			t.Errorf("entry %d: %+v, want %q", i, e, want)
		}
	}
	if status, _ := post(t, s, request, nil); status != 400 {
		t.Errorf("SOAP to the exchange: status %d, want 400", status)
	}
}
