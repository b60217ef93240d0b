package egw_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/egw"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// people is synthetic: no region has the code 000.
const people = `personal_id,full_name,date_of_birth,gender,social_insurance_number,health_card,card_state
000085000001,Nguyễn Văn Mẫu,01/02/1985,Nam,0000000011,GD4010000000011,
000190000002,Trần Thị Thử,1990,Nữ,0000000022,GD4010000000022,010
`

func start(t testing.TB, options registrytest.Options) *registrytest.Server {
	t.Helper()
	p, err := registrytest.LoadPopulation(strings.NewReader(people), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	s, err := registrytest.NewServer(p, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func client(t testing.TB, s *registrytest.Server, opts ...egw.Option) *egw.Client {
	t.Helper()
	user, password := s.EGWAccount()
	name, id := s.EGWOfficer()
	return clientAt(t, s.EGWURL(), egw.Account{User: user, Password: password},
		egw.Officer{Name: identity.Name(name), PersonalID: identity.MustParsePersonalID(id)}, opts...)
}

func clientAt(t testing.TB, base string, a egw.Account, o egw.Officer, opts ...egw.Option) *egw.Client {
	t.Helper()
	tr, err := registryclient.NewTransport(registryclient.WithRetry(registryclient.Retry{BaseWait: time.Millisecond, MaxWait: time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tr.Close)
	c, err := egw.NewClient(base, a, o, append([]egw.Option{egw.WithTransport(tr), egw.WithTokenTimes(
		registryclient.TokenTimes{BaseWait: time.Millisecond, MaxWait: time.Millisecond})}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func question(t testing.TB, card, name, date string) egw.Question {
	t.Helper()
	c, err := identity.ParseHealthCard(card)
	if err != nil {
		t.Fatal(err)
	}
	d, err := identity.ParseDate(date)
	if err != nil {
		t.Fatal(err)
	}
	return egw.Question{RequestID: "r-1", Card: c, FullName: identity.Name(name), DateOfBirth: d}
}

func TestCheck(t *testing.T) {
	s := start(t, registrytest.Options{})
	c := client(t, s)
	for _, tt := range []struct {
		name, reason     string
		card, person, on string
		outcome          registryclient.Outcome
		code             string
		card2            egw.CardState
		nameVerdict      registryclient.Verdict
		dateVerdict      registryclient.Verdict
	}{
		{"by card", "", "GD4010000000011", "Nguyễn Văn Mẫu", "01/02/1985", registryclient.OutcomeMatched, "000", egw.CardValid, registryclient.VerdictPartial, registryclient.VerdictMatch},
		{"by mã số BHXH", "", "0000000011", "NGUYEN VAN MAU", "01/02/1985", registryclient.OutcomeMatched, "000", egw.CardValid, registryclient.VerdictPartial, registryclient.VerdictMatch},
		{"by personal ID", "", "000085000001", "Nguyễn Văn Mẫu", "02/1985", registryclient.OutcomeMatched, "000", egw.CardValid, registryclient.VerdictPartial, registryclient.VerdictMatch},
		{"expired", "the person fits, the card does not hold", "0000000022", "Trần Thị Thử", "1990", registryclient.OutcomeMatched, "010", egw.CardExpired, registryclient.VerdictPartial, registryclient.VerdictMatch},
		{"other name", "", "0000000011", "Phạm Văn Mẫu", "01/02/1985", registryclient.OutcomeNotMatched, "060", egw.CardUnknown, registryclient.VerdictMismatch, registryclient.VerdictUnknown},
		{"near name", "the first letter is right", "0000000011", "Nguyễn Văn Mẩm", "01/02/1985", registryclient.OutcomeNotMatched, "061", egw.CardUnknown, registryclient.VerdictPartial, registryclient.VerdictUnknown},
		{"other date", "", "0000000011", "Nguyễn Văn Mẫu", "02/01/1985", registryclient.OutcomeNotMatched, "070", egw.CardUnknown, registryclient.VerdictUnknown, registryclient.VerdictMismatch},
		{"nobody", "", "0000000099", "Nguyễn Văn Mẫu", "01/02/1985", registryclient.OutcomeNotMatched, "050", egw.CardUnknown, registryclient.VerdictNotCompared, registryclient.VerdictNotCompared},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := c.Check(context.Background(), question(t, tt.card, tt.person, tt.on))
			if err != nil {
				t.Fatal(err)
			}
			a := got.Answer
			if a.Outcome != tt.outcome || a.Message.Code != tt.code || got.Card != tt.card2 || a.Fields.Name.Verdict != tt.nameVerdict || a.Fields.DateOfBirth.Verdict != tt.dateVerdict {
				t.Errorf("got %v, fields %v; want %v %s (%s)", got, a.Fields, tt.outcome, tt.code, tt.reason)
			}
			if matched := a.Outcome == registryclient.OutcomeMatched; matched != (a.Record != nil) || matched != got.Details.SocialInsuranceNumber.IsValid() {
				t.Error("the record is there exactly for a person who fits")
			}
			if a.Message.Text == "" || a.RequestID != "r-1" || a.Source != "egw/check" {
				t.Errorf("the answer lacks its text, request id or source: %v", got)
			}
		})
	}
	tokens := s.Ledger().Count(func(e registrytest.Entry) bool { return e.Operation == "egw/token" })
	if tokens != 1 {
		t.Errorf("%d requests for tokens, want 1", tokens)
	}
}

// TestVerify: through the neutral contract, where a CMND is not a question.
func TestVerify(t *testing.T) {
	c := client(t, start(t, registrytest.Options{}), egw.WithPurpose(registryclient.Purpose{Procedure: "TEST", Officer: "o"}))
	q := registryclient.Query{Number: identity.MustParsePersonalID("000085000001").Number(), FullName: "Nguyễn Văn Mẫu", DateOfBirth: identity.MustDate(1985, 2, 1)}
	a, err := c.Verify(context.Background(), q)
	want := identity.Person{FullName: "Nguyễn Văn Mẫu", DateOfBirth: "01/02/1985", Gender: "Nam", IDNumber: "000085000001"}
	if err != nil || a.Outcome != registryclient.OutcomeMatched || len(a.RequestID) != 36 {
		t.Fatalf("%v, %v", a, err)
	}
	if d := cmp.Diff(&want, a.Record); d != "" {
		t.Errorf("record (-want +got):\n%s", d)
	}
	cmnd, _ := identity.ParseNumber("000000001")
	q.Number = cmnd
	if _, err := c.Verify(context.Background(), q); !errors.Is(err, registryclient.CodeInvalidQuery) {
		t.Errorf("a CMND: %v", err)
	}
	if got := c.Capabilities(); got.AcceptsCMND || !got.AcceptsMonth || got.Source != "egw/check" {
		t.Errorf("capabilities %+v", got)
	}
}

// TestOfficerAndAccount: what is wrong with the asker is never a "no".
func TestOfficerAndAccount(t *testing.T) {
	s := start(t, registrytest.Options{})
	user, password := s.EGWAccount()
	name, id := s.EGWOfficer()
	officer := egw.Officer{Name: identity.Name(name), PersonalID: identity.MustParsePersonalID(id)}
	for what, c := range map[string]struct {
		account egw.Account
		officer egw.Officer
		code    registryclient.Code
		service string
	}{
		"unknown officer": {egw.Account{User: user, Password: password}, egw.Officer{Name: officer.Name, PersonalID: identity.MustParsePersonalID("000080000998")}, registryclient.CodeForbidden, "054"},
		"officer's name":  {egw.Account{User: user, Password: password}, egw.Officer{Name: "Người Khác", PersonalID: officer.PersonalID}, registryclient.CodeForbidden, "055"},
		"password":        {egw.Account{User: user, Password: registryclient.NewSecret("canary")}, officer, registryclient.CodeUnauthorized, "401"},
	} {
		_, err := clientAt(t, s.EGWURL(), c.account, c.officer).Check(context.Background(), question(t, "0000000011", "Nguyễn Văn Mẫu", "01/02/1985"))
		var e *registryclient.Error
		if !errors.As(err, &e) || e.Code != c.code || e.ServiceCode != c.service || e.Temporary() {
			t.Errorf("%s: %v, want %q with %s", what, err, string(c.code), c.service)
		}
	}
}

// TestTokensEnd: a token that the gateway forgot is renewed once, whether the
// refusal comes as a status or as a result code.
func TestTokensEnd(t *testing.T) {
	s := start(t, registrytest.Options{})
	c := client(t, s, egw.WithLowerHash())
	for range 3 {
		if _, err := c.Check(context.Background(), question(t, "0000000011", "Nguyễn Văn Mẫu", "01/02/1985")); err != nil {
			t.Fatal(err)
		}
		s.ForgetTokens()
	}
	if n := s.Ledger().Count(func(e registrytest.Entry) bool { return e.Operation == "egw/token" }); n != 3 {
		t.Errorf("%d requests for tokens, want 3", n)
	}
}

func TestInvalidQuestions(t *testing.T) {
	s := start(t, registrytest.Options{})
	c := client(t, s)
	good := question(t, "0000000011", "Nguyễn Văn Mẫu", "01/02/1985")
	for name, spoil := range map[string]func(*egw.Question){
		"no card":     func(q *egw.Question) { q.Card = identity.HealthCard{} },
		"no name":     func(q *egw.Question) { q.FullName = " " },
		"long name":   func(q *egw.Question) { q.FullName = identity.Name(strings.Repeat("A ", 60)) },
		"control":     func(q *egw.Question) { q.FullName += "\n" },
		"no date":     func(q *egw.Question) { q.DateOfBirth = identity.Date{} },
		"odd request": func(q *egw.Question) { q.RequestID = "a b" },
	} {
		q := good
		spoil(&q)
		if _, err := c.Check(context.Background(), q); !errors.Is(err, registryclient.CodeInvalidQuery) {
			t.Errorf("%s: %v, want CodeInvalidQuery", name, err)
		}
	}
	if s.Ledger().WireRequests() != 0 {
		t.Error("a question that cannot be put was sent")
	}
}

func TestNewClientRefuses(t *testing.T) {
	account := egw.Account{User: "u", Password: registryclient.NewSecret("p")}
	officer := egw.Officer{Name: "A", PersonalID: identity.MustParsePersonalID("000085000001")}
	for name, err := range map[string]error{
		"plain http":    second(egw.NewClient("http://egw.example", account, officer)),
		"no password":   second(egw.NewClient("https://egw.example", egw.Account{User: "u"}, officer)),
		"no officer":    second(egw.NewClient("https://egw.example", account, egw.Officer{})),
		"nil option":    second(egw.NewClient("https://egw.example", account, officer, nil)),
		"nil transport": second(egw.NewClient("https://egw.example", account, officer, egw.WithTransport(nil))),
		"nil clock":     second(egw.NewClient("https://egw.example", account, officer, egw.WithClock(nil))),
		"odd path":      second(egw.NewClient("https://egw.example", account, officer, egw.WithPaths("/a?b", "/c"))),
		"odd times":     second(egw.NewClient("https://egw.example", account, officer, egw.WithTokenTimes(registryclient.TokenTimes{Early: -1}))),
	} {
		if !errors.Is(err, registryclient.CodeConfig) {
			t.Errorf("%s: %v, want CodeConfig", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestNothingShows(t *testing.T) {
	c, err := client(t, start(t, registrytest.Options{})).Check(context.Background(), question(t, "GD4010000000011", "Nguyễn Văn Mẫu", "01/02/1985"))
	if err != nil {
		t.Fatal(err)
	}
	account := egw.Account{User: "u", Password: registryclient.NewSecret("canary")}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		text := fmt.Sprintf(verb, c) + fmt.Sprintf(verb, question(t, "GD4010000000011", "Nguyễn Văn Mẫu", "01/02/1985")) + fmt.Sprintf(verb, account)
		for _, canary := range []string{"0000000011", "Nguyễn", "01/02/1985", "canary"} {
			if strings.Contains(text, canary) {
				t.Errorf("%s shows %q", verb, canary)
			}
		}
	}
}
