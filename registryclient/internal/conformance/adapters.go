package conformance

import (
	"context"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/egw"
	"github.com/bhxh-go/bhxh/registryclient/ngspbhxh"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

var suitePurpose = registryclient.Purpose{Procedure: "TEST", Officer: "officer-canary"}

// Adapters gives every operation of every adapter of this module.
func Adapters() []Adapter {
	compare := func(subject, reference identity.Person) registrytest.FieldsDiffer {
		return registrytest.FieldsDiffer{Name: subject.FullName != reference.FullName}
	}
	return []Adapter{
		{Name: "qldc look-up", Service: registrytest.ServiceLookUp, New: lookUp()},
		{Name: "qldc confirm", Service: registrytest.ServiceConfirm, New: lookUp(qldc.WithProfile(qldc.Confirm()))},
		{Name: "qldc through LGSP", Service: registrytest.ServiceLookUp, Renews: true, Tokens: true, New: gateway(registrytest.GatewayLGSP)},
		{Name: "qldc SOAP in JSON", Service: registrytest.ServiceLookUp, Renews: true, Tokens: true, New: gateway(registrytest.GatewayHauGiang)},
		{Name: "qldc flat JSON", Service: registrytest.ServiceGatewayTD, Renews: true, Tokens: true, New: gateway(registrytest.GatewayTD)},
		{
			Name: "bulkfile exchange", Service: registrytest.ServiceExchange, New: exchange,
			Options: registrytest.Options{Power: registrytest.Describe, Compare: compare},
		},
		{Name: "ngspbhxh number", Service: registrytest.ServiceNumber, Renews: true, Tokens: true, New: findNumber},
		{Name: "ngspbhxh household", Service: registrytest.ServiceHousehold, Renews: true, Tokens: true, New: findHousehold},
		{Name: "egw check", Service: registrytest.ServiceEGW, Renews: true, Tokens: true, New: checkCard},
	}
}

// asked is the question about the person of the suite.
func asked(requestID string) registryclient.Query {
	return registryclient.Query{
		RequestID: requestID, Number: identity.MustParsePersonalID(PersonalID).Number(),
		FullName: Name, DateOfBirth: identity.MustDate(1985, 3, 14), Gender: identity.GenderMale, Purpose: suitePurpose,
	}
}

// verifying is a client of the neutral contract.
func verifying(v registryclient.Verifier, secrets ...string) Client {
	return Client{
		Secrets: secrets,
		Ask: func(ctx context.Context, requestID string) (bool, error) {
			answer, err := v.Verify(ctx, asked(requestID))
			if answer.Record != nil { // which may come in another form of Unicode
				name, _ := answer.Record.FullName.Normalize()
				return answer.Outcome == registryclient.OutcomeMatched && name == Name, err
			}
			return answer.Outcome == registryclient.OutcomeMatched, err
		},
		Invalid: func(ctx context.Context) error {
			q := asked("invalid")
			q.FullName += "\x00"
			_, err := v.Verify(ctx, q)
			return err
		},
	}
}

func lookUp(opts ...qldc.Option) func(testing.TB, *registrytest.Server, *registryclient.Transport) Client {
	return func(t testing.TB, s *registrytest.Server, tr *registryclient.Transport) Client {
		c, err := qldc.NewClient(s.URL(), s.Credentials(), append(opts, qldc.WithTransport(tr))...)
		if err != nil {
			t.Fatal(err)
		}
		return verifying(c, s.Credentials().Secret.Reveal())
	}
}

// platform is the authentication of the provincial platform that s plays.
func platform(t testing.TB, s *registrytest.Server, tr *registryclient.Transport) *registryclient.LGSP {
	a, err := registryclient.NewLGSP(tr, s.TokenURL(), s.LGSPCredentials(), registryclient.LGSPOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

func gateway(g registrytest.Gateway) func(testing.TB, *registrytest.Server, *registryclient.Transport) Client {
	return func(t testing.TB, s *registrytest.Server, tr *registryclient.Transport) Client {
		framing := map[registrytest.Gateway]qldc.Framing{
			registrytest.GatewayHauGiang: qldc.HauGiang(s.HauGiangKey()), registrytest.GatewayTD: qldc.TD(),
		}[g]
		c, err := qldc.NewClient(s.GatewayURL(g), platform(t, s, tr), qldc.WithTransport(tr), qldc.WithFraming(framing))
		if err != nil {
			t.Fatal(err)
		}
		_, key := s.HauGiangKey()
		return verifying(c, s.LGSPCredentials().SecretKey.Reveal(), key.Reveal())
	}
}

func exchange(t testing.TB, s *registrytest.Server, tr *registryclient.Transport) Client {
	c, err := bulkfile.NewChannel(s.URL(), bulkfile.WithTransport(tr), bulkfile.WithAuthentication(s.Credentials()))
	if err != nil {
		t.Fatal(err)
	}
	return verifying(c, s.Credentials().Secret.Reveal())
}

func criteria(requestID string) ngspbhxh.Criteria {
	return ngspbhxh.Criteria{
		RequestID: requestID, FullName: Name, DateOfBirth: identity.MustDate(1985, 3, 14), Gender: identity.GenderMale,
		Province: "01", Purpose: suitePurpose,
	}
}

func services(t testing.TB, s *registrytest.Server, tr *registryclient.Transport) *ngspbhxh.Client {
	c, err := ngspbhxh.NewClient(s.NGSPURL(), platform(t, s, tr), ngspbhxh.WithTransport(tr))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func findNumber(t testing.TB, s *registrytest.Server, tr *registryclient.Transport) Client {
	c := services(t, s, tr)
	return Client{
		Secrets: []string{s.LGSPCredentials().SecretKey.Reveal()},
		Ask: func(ctx context.Context, requestID string) (bool, error) {
			n, err := c.FindNumber(ctx, criteria(requestID))
			return n.Number.Reveal() == Insurance, err
		},
		Invalid: func(ctx context.Context) error {
			_, err := c.FindNumber(ctx, ngspbhxh.Criteria{FullName: Name})
			return err
		},
	}
}

func findHousehold(t testing.TB, s *registrytest.Server, tr *registryclient.Transport) Client {
	c := services(t, s, tr)
	return Client{
		Secrets: []string{s.LGSPCredentials().SecretKey.Reveal()},
		Ask: func(ctx context.Context, requestID string) (bool, error) {
			h, err := c.FindHousehold(ctx, criteria(requestID))
			return h.Code == "HO-CANARY-1", err
		},
		Invalid: func(ctx context.Context) error {
			_, err := c.FindHousehold(ctx, ngspbhxh.Criteria{FullName: Name})
			return err
		},
	}
}

func checkCard(t testing.TB, s *registrytest.Server, tr *registryclient.Transport) Client {
	user, password := s.EGWAccount()
	name, id := s.EGWOfficer()
	c, err := egw.NewClient(s.EGWURL(), egw.Account{User: user, Password: password},
		egw.Officer{Name: identity.Name(name), PersonalID: identity.MustParsePersonalID(id)}, egw.WithTransport(tr))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	client := verifying(c, password.Reveal(), user)
	byID := client.Ask
	card, err := identity.ParseHealthCard(Card)
	if err != nil {
		t.Fatal(err)
	}
	client.Ask = func(ctx context.Context, requestID string) (bool, error) {
		check, err := c.Check(ctx, egw.Question{RequestID: requestID, Card: card, FullName: Name, DateOfBirth: identity.MustDate(1985, 3, 14), Purpose: suitePurpose})
		if err != nil {
			return false, err
		}
		right, err := byID(ctx, requestID+"-id")
		return right && check.Card == egw.CardValid, err
	}
	return client
}
