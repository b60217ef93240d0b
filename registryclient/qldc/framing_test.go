package qldc_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// lgsp gives the authentication of the platform that s plays.
func lgsp(t testing.TB, s *registrytest.Server) *registryclient.LGSP {
	t.Helper()
	tr, err := registryclient.NewTransport()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tr.Close)
	a, err := registryclient.NewLGSP(tr, s.TokenURL(), s.LGSPCredentials(), registryclient.LGSPOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

// gateways are the framings, each with its client.
func gateways(t testing.TB, s *registrytest.Server) map[string]*qldc.Client {
	t.Helper()
	auth := lgsp(t, s)
	return map[string]*qldc.Client{
		"SOAP":         client(t, s.GatewayURL(registrytest.GatewayLGSP), auth),
		"SOAP in JSON": client(t, s.GatewayURL(registrytest.GatewayHauGiang), auth, qldc.WithFraming(qldc.HauGiang(s.HauGiangKey()))),
		"flat JSON":    client(t, s.GatewayURL(registrytest.GatewayTD), auth, qldc.WithFraming(qldc.TD())),
	}
}

// TestGateways: whatever the framing, the answer is the one of the service
// itself.
func TestGateways(t *testing.T) {
	s := fake(t, registrytest.Options{})
	direct := client(t, s.URL(), s.Credentials())
	for name, gateway := range gateways(t, s) {
		t.Run(name, func(t *testing.T) {
			for _, q := range []registryclient.Query{
				query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985"),
				query(t, "000000001", "Nguyễn Văn Mẫu", "1985"),
				query(t, "000085000001", "Người Khác", "01/02/1985"),
				query(t, "000000003", "Lê Mẫu", "05/06/1985"),
			} {
				want, err := direct.Verify(context.Background(), q)
				if err != nil {
					t.Fatal(err)
				}
				got, err := gateway.Verify(context.Background(), q)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(want, got, revealed); d != "" {
					t.Errorf("answer (-direct +gateway):\n%s", d)
				}
			}
		})
	}
}

// TestGatewayTokens: a token that ends in the middle of a run is renewed once
// and the run goes on; a wrong key is an error of authorisation.
func TestGatewayTokens(t *testing.T) {
	s := fake(t, registrytest.Options{})
	for name, gateway := range gateways(t, s) {
		q := query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985")
		for i := range 3 {
			if _, err := gateway.Verify(context.Background(), q); err != nil {
				t.Errorf("%s, question %d: %v", name, i, err)
			}
			s.ForgetTokens()
		}
	}
	issued := s.Ledger().Count(func(e registrytest.Entry) bool { return e.Operation == "lgsp/token" })
	refusals := s.Ledger().Count(func(e registrytest.Entry) bool { return e.Class == registrytest.ClassUnauthorized })
	if issued != 9 || refusals != 8 {
		t.Errorf("%d tokens after %d refusals, want 9 after 8: one renewal each", issued, refusals)
	}
	name, _ := s.HauGiangKey()
	wrong := client(t, s.GatewayURL(registrytest.GatewayHauGiang), lgsp(t, s), qldc.WithFraming(qldc.HauGiang(name, registryclient.NewSecret("canary"))))
	_, err := wrong.Verify(context.Background(), query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985"))
	if !errors.Is(err, registryclient.CodeUnauthorized) || strings.Contains(err.Error(), "canary") {
		t.Errorf("a wrong key: %v", err)
	}
}

// TestTokenInTheHeader: a gateway that takes the SOAP text in JSON and the token
// where it was, in the header, has it renewed as well.
func TestTokenInTheHeader(t *testing.T) {
	s := fake(t, registrytest.Options{})
	var shown []string
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if shown = append(shown, r.Header.Get("Authorization")); len(shown) == 1 {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = io.WriteString(w, nobody)
	}))
	defer gateway.Close()
	c := client(t, gateway.URL, lgsp(t, s), qldc.WithFraming(qldc.Framing{Envelope: "data"}))
	if _, err := c.Verify(context.Background(), query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985")); err != nil {
		t.Fatal(err)
	}
	if len(shown) != 2 || shown[0] == shown[1] {
		t.Errorf("%d requests, want a second one with another token", len(shown))
	}
}

// TestClockInTheObject: a gateway that takes the signature in JSON may have its
// clock followed like any other.
func TestClockInTheObject(t *testing.T) {
	var stamps []string
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var fields map[string]string
		if err := json.NewDecoder(r.Body).Decode(&fields); err != nil {
			t.Error(err)
		}
		w.Header().Set("Date", time.Now().Add(10*time.Minute).UTC().Format(http.TimeFormat))
		if stamps = append(stamps, fields["timestamp"]); len(stamps) == 1 {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = io.WriteString(w, nobody)
	}))
	defer gateway.Close()
	tr, err := registryclient.NewTransport(registryclient.WithClockCorrection(15 * time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	signed := registryclient.SignedBasic{User: "user", Secret: registryclient.NewSecret("secret")}
	framing := qldc.Framing{Envelope: "data", Moved: map[string]string{"Authorization": "authorization", "Timestamp": "timestamp"}}
	c := client(t, gateway.URL, signed, qldc.WithTransport(tr), qldc.WithFraming(framing))
	if _, err := c.Verify(context.Background(), query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985")); err != nil {
		t.Fatal(err)
	}
	var at [2]int64
	for i := range at {
		if at[i], err = strconv.ParseInt(stamps[i], 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	if ahead := time.Duration(at[1]-at[0]) * time.Millisecond; ahead < 9*time.Minute {
		t.Errorf("the second signature is %v ahead of the first, want about 10 minutes", ahead)
	}
}

// TestFramedRequests shows the bytes.
func TestFramedRequests(t *testing.T) {
	bearer := registryclient.Bearer{Source: registryclient.FixedToken(registryclient.NewSecret("tok"))}
	var seen string
	soap := client(t, answering(t, 200, nobody, &seen), bearer, qldc.WithNameForm(qldc.NameAsIs), qldc.WithFraming(qldc.HauGiang("name", registryclient.NewSecret("pass"))))
	if _, err := soap.Verify(context.Background(), query(t, "000085000001", `A & "B"`, "1985")); err != nil {
		t.Fatal(err)
	}
	var fields map[string]string
	if err := json.Unmarshal([]byte(seen), &fields); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(fields["data"], "<soapenv:Envelope ") || !strings.Contains(fields["data"], "<dan:HoVaTen>A &amp; &#34;B&#34;</dan:HoVaTen>") {
		t.Errorf("data = %q", fields["data"])
	}
	delete(fields, "data")
	if d := cmp.Diff(map[string]string{"accessToken": "Bearer tok", "lgspAccessToken": "", "AuthHash": "bmFtZTpwYXNz"}, fields); d != "" {
		t.Errorf("the other fields (-want +got):\n%s", d)
	}
	flat := client(t, answering(t, 200, `{"error_code":0,"message":`+quoted(nobody)+`}`, &seen), bearer, qldc.WithFraming(qldc.TD()))
	for date, want := range map[string]string{
		"01/02/1985": `{"HoVaTen":"NGUYENVANA","MaCanBo":"officer","MaDVC":"TEST","MaTichHop":"037","MaYeuCau":"r-1","NgayThangNam":"19850201","SoCMND":"000000001"}`,
		"02/1985":    `{"HoVaTen":"NGUYENVANA","MaCanBo":"officer","MaDVC":"TEST","MaTichHop":"037","MaYeuCau":"r-1","Nam":"1985","SoCMND":"000000001"}`,
	} {
		if _, err := flat.Verify(context.Background(), query(t, "000000001", "Nguyễn Văn A", date)); err != nil {
			t.Fatal(err)
		}
		if seen != want {
			t.Errorf("flat request (-want +got):\n%s", cmp.Diff(want, seen))
		}
	}
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// TestFramedReplies: what a gateway says instead of an answer.
func TestFramedReplies(t *testing.T) {
	framing := qldc.TD()
	framing.ReplyCodes["503"] = registryclient.CodeForbidden
	for name, c := range map[string]struct {
		reply string
		code  registryclient.Code
	}{
		"success as text":       {`{"error_code":"00","message":` + quoted(nobody) + `}`, ""},
		"an unknown code":       {`{"error_code":"7","message":"000085000001"}`, registryclient.CodeRejected},
		"a known code":          {`{"error_code":"503","message":""}`, registryclient.CodeForbidden},
		"no code":               {`{"message":` + quoted(nobody) + `}`, registryclient.CodeBadResponse},
		"no message":            {`{"error_code":"0"}`, registryclient.CodeBadResponse},
		"a message without XML": {`{"error_code":"0","message":"Không có dữ liệu"}`, registryclient.CodeBadResponse},
		"two codes":             {`{"error_code":"0","error_code":"7","message":` + quoted(nobody) + `}`, registryclient.CodeBadResponse},
		"SOAP itself":           {nobody, registryclient.CodeBadResponse},
	} {
		c2 := client(t, answering(t, 200, c.reply, nil), auth, qldc.WithFraming(framing))
		_, err := c2.Verify(context.Background(), query(t, "000085000001", "X Y", "1985"))
		if c.code == "" && err != nil || c.code != "" && !errors.Is(err, c.code) {
			t.Errorf("%s: %v, want %q", name, err, string(c.code))
		}
		if err != nil && strings.Contains(err.Error(), "000085") {
			t.Errorf("%s: the error repeats the reply", name)
		}
	}
}

func TestFramingsAreChecked(t *testing.T) {
	both, noDate := qldc.TD(), qldc.TD()
	both.Envelope, noDate.Day = "data", ""
	for name, f := range map[string]qldc.Framing{
		"both kinds":              both,
		"no field for the date":   noDate,
		"fields without object":   {Moved: map[string]string{"Authorization": "x"}},
		"a code of a SOAP answer": {ReplyCode: "x"},
	} {
		if _, err := qldc.NewClient("https://gateway.example/", auth, qldc.WithFraming(f)); !errors.Is(err, registryclient.CodeConfig) {
			t.Errorf("%s: %v, want CodeConfig", name, err)
		}
	}
}
