package redaction

import (
	"context"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/egw"
	"github.com/bhxh-go/bhxh/registryclient/ngspbhxh"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// Adapters has everybody asked about through every operation of the adapters
// that ask one by one, while more than half of the requests fail.
func (r *Run) Adapters() {
	const share = 0.6
	s := r.Server(registrytest.ServiceLookUp, share, registrytest.Options{})
	r.verify("look-up", s, r.qldc(s.URL(), s.Credentials(), r.Transport()))
	s = r.Server(registrytest.ServiceConfirm, share, registrytest.Options{})
	r.verify("confirm", s, r.qldc(s.URL(), s.Credentials(), r.Transport(), qldc.WithProfile(qldc.Confirm())))
	for name, g := range map[string]registrytest.Gateway{"LGSP": registrytest.GatewayLGSP, "SOAP in JSON": registrytest.GatewayHauGiang, "flat JSON": registrytest.GatewayTD} {
		of := registrytest.ServiceLookUp
		if g == registrytest.GatewayTD {
			of = registrytest.ServiceGatewayTD
		}
		s := r.Server(of, share, registrytest.Options{})
		tr := r.Transport()
		framing := map[registrytest.Gateway]qldc.Framing{registrytest.GatewayHauGiang: qldc.HauGiang(s.HauGiangKey()), registrytest.GatewayTD: qldc.TD()}[g]
		r.verify(name, s, r.qldc(s.GatewayURL(g), r.platform(s, tr), tr, qldc.WithFraming(framing)))
	}
	r.ngsp(share)
	r.egw(share)
}

func (r *Run) qldc(url string, auth registryclient.Authenticator, tr *registryclient.Transport, options ...qldc.Option) registryclient.Verifier {
	c, err := qldc.NewClient(url, auth, append(options, qldc.WithTransport(tr), qldc.WithPurpose(r.Query(0).Purpose))...)
	if err != nil {
		r.Fatal(err)
	}
	r.Search.Value("client", c)
	r.Search.Value("authentication", auth)
	return c
}

func (r *Run) verify(place string, s *registrytest.Server, v registryclient.Verifier) {
	r.Everybody(place, s, func(ctx context.Context, i int) (any, error) { return v.Verify(ctx, r.Query(i)) })
}

// platform is the authentication of a provincial platform.
func (r *Run) platform(s *registrytest.Server, tr *registryclient.Transport) *registryclient.LGSP {
	a, err := registryclient.NewLGSP(tr, s.TokenURL(), s.LGSPCredentials(), registryclient.LGSPOptions{})
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(a.Close)
	return a
}

// tokens adds the tokens that a server gave out.
func (r *Run) tokens(s *registrytest.Server) {
	for _, token := range s.Tokens() {
		r.Search.Secret(token.Reveal())
	}
}

func (r *Run) ngsp(share float64) {
	for _, of := range []registrytest.Service{registrytest.ServiceNumber, registrytest.ServiceHousehold} {
		s := r.Server(of, share, registrytest.Options{})
		tr := r.Transport()
		c, err := ngspbhxh.NewClient(s.NGSPURL(), r.platform(s, tr), ngspbhxh.WithTransport(tr))
		if err != nil {
			r.Fatal(err)
		}
		r.Search.Value("client", c)
		r.Everybody("ngspbhxh", s, func(ctx context.Context, i int) (any, error) {
			q := r.Query(i)
			criteria := ngspbhxh.Criteria{
				RequestID: q.RequestID, FullName: q.FullName, DateOfBirth: q.DateOfBirth, Gender: q.Gender,
				Province: "01", Purpose: q.Purpose,
			}
			if of == registrytest.ServiceNumber {
				return c.FindNumber(ctx, criteria)
			}
			return c.FindHousehold(ctx, criteria)
		})
	}
}

func (r *Run) egw(share float64) {
	s := r.Server(registrytest.ServiceEGW, share, registrytest.Options{})
	user, password := s.EGWAccount()
	name, id := s.EGWOfficer()
	tr := r.Transport()
	c, err := egw.NewClient(s.EGWURL(), egw.Account{User: user, Password: password},
		egw.Officer{Name: identity.Name(name), PersonalID: identity.MustParsePersonalID(id)}, egw.WithTransport(tr))
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(c.Close)
	r.Search.Secret(name)
	r.Search.Value("client", c)
	r.Everybody("egw", s, func(ctx context.Context, i int) (any, error) {
		q := r.Query(i)
		if i%2 == 0 {
			return c.Verify(ctx, q)
		}
		return c.Check(ctx, egw.Question{RequestID: q.RequestID, Card: r.People[i].Card, FullName: q.FullName, DateOfBirth: q.DateOfBirth, Purpose: q.Purpose})
	})
}

// LookUp is a client of the look-up over a transport.
func (r *Run) LookUp(s *registrytest.Server, tr *registryclient.Transport) registryclient.Verifier {
	return r.qldc(s.URL(), s.Credentials(), tr)
}

// Exchange has everybody asked about through the mass exchange, a file each.
func (r *Run) Exchange() {
	s := r.Server(registrytest.ServiceExchange, 0.6, registrytest.Options{})
	r.verify("exchange", s, r.Channel(s, r.Transport()))
}

// Channel is a client of the mass exchange over a transport.
func (r *Run) Channel(s *registrytest.Server, tr *registryclient.Transport) *bulkfile.Channel {
	c, err := bulkfile.NewChannel(s.URL(), bulkfile.WithAuthentication(s.Credentials()), bulkfile.WithTransport(tr), bulkfile.WithPurpose(r.Query(0).Purpose))
	if err != nil {
		r.Fatal(err)
	}
	r.Search.Value("client", c)
	return c
}
