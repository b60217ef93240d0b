package soak_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// people is how many synthetic people all rows concern, one after the other. No
// region has the code 000.
const people = 3000

func number(i int) string { return fmt.Sprintf("000085%06d", i) }

func name(i int) string { return fmt.Sprintf("Nguyễn Văn Mẫu %d", i) }

func questionAbout(row int) registryclient.Query {
	i := row % people
	return registryclient.Query{
		Number: identity.MustParsePersonalID(number(i)).Number(), FullName: identity.Name(name(i)),
		DateOfBirth: identity.MustDate(1985, 1+i%12, 1+i%28), Gender: identity.GenderMale,
		Purpose: registryclient.Purpose{Procedure: "TEST", Officer: "test"},
	}
}

// truth is what must come out for a row.
func truth(row int) registryclient.Outcome {
	if row%people%3 == 0 {
		return registryclient.OutcomeMatched
	}
	return registryclient.OutcomeNotMatched // of another name, or unknown
}

func population(t testing.TB) *registrytest.Population {
	t.Helper()
	var file strings.Builder
	file.WriteString("personal_id,full_name,date_of_birth,gender\n")
	for i := range people {
		born := fmt.Sprintf("%02d/%02d/1985", 1+i%28, 1+i%12)
		switch i % 3 {
		case 0:
			fmt.Fprintf(&file, "%s,%s,%s,Nam\n", number(i), name(i), born)
		case 1:
			fmt.Fprintf(&file, "%s,Trần Khác,%s,Nam\n", number(i), born)
		}
	}
	p, err := registrytest.LoadPopulation(strings.NewReader(file.String()), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// servers starts the mass exchange, and a gateway whose tokens end two hundred
// times, at most one a second.
func (s *soak) servers() (exchange, platform *registrytest.Server) {
	known := population(s.T)
	start := func(o registrytest.Options) *registrytest.Server {
		server, err := registrytest.NewServer(known, o)
		if err != nil {
			s.Fatal(err)
		}
		s.Cleanup(server.Close)
		return server
	}
	exchange = start(registrytest.Options{
		Power: registrytest.Describe, TLS: true, Fault: s.faults.request, Handshake: s.faults.handshake,
		Compare: func(subject, reference identity.Person) registrytest.FieldsDiffer {
			return registrytest.FieldsDiffer{Name: subject.FullName != reference.FullName}
		},
	})
	draw := registrytest.Rate(2, 0.05, registrytest.ServiceLookUp)
	platform = start(registrytest.Options{
		TLS: true, TokenLife: max(time.Second, s.length/200),
		Fault: func(r registrytest.Request) registrytest.Fault {
			s.platformRequests.Add(1)
			if strings.HasSuffix(r.Operation, "/token") {
				return registrytest.Fault{}
			}
			return draw(r)
		},
	})
	return exchange, platform
}

// askOneByOne asks five single questions a second through the gateway. A
// failure is an answer, too, but a wrong one is not.
func (s *soak) askOneByOne() {
	platform, err := registryclient.NewLGSP(s.transport, s.platform.TokenURL(), s.platform.LGSPCredentials(), registryclient.LGSPOptions{})
	if err != nil {
		s.Error(err)
		return
	}
	defer platform.Close()
	client, err := qldc.NewClient(s.platform.GatewayURL(registrytest.GatewayLGSP), platform, qldc.WithTransport(s.transport))
	if err != nil {
		s.Error(err)
		return
	}
	const pause = 200 * time.Millisecond
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for i := range int(s.length / pause) {
		select {
		case <-tick.C:
		case <-s.Context().Done(): // the test has failed
			return
		}
		answer, err := client.Verify(s.Context(), questionAbout(3*i)) // the service finds no other
		switch {
		case err == nil && answer.Outcome != registryclient.OutcomeMatched:
			s.Errorf("question %d: %v", i, answer.Outcome)
		case err == nil:
			s.answered++
		}
	}
	if s.answered == 0 {
		s.Error("no single question was answered")
	}
}

// silent is a registry that must not be asked any more.
type silent struct{ *testing.T }

func (v silent) Verify(context.Context, registryclient.Query) (registryclient.Answer, error) {
	v.Error("a row that was answered is asked again")
	return registryclient.Answer{}, &registryclient.Error{Code: registryclient.CodeUnavailable}
}
