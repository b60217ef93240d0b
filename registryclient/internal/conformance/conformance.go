// Package conformance is what every adapter of this module must do, as one
// suite of tests: each class of faults with its typed outcome, contexts,
// a closed transport, questions that cannot be put, an audit entry for every
// request, and nothing personal in errors and logs.
package conformance

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// Population is what the fake registry knows. Synthetic: no region has the
// code 000, and no card begins with XX.
const Population = `personal_id,cmnd,full_name,date_of_birth,gender,household,relation,social_insurance_number,health_card,permanent_address
000085000001,000000001,Nguyễn Văn Canari,14/03/1985,Nam,HO-CANARY-1,Chủ hộ,0000000011,XX1010000000011,Số 1 đường Canari
000190000002,,Trần Thị Thử,15/04/1990,Nữ,HO-2,Chủ hộ,0000000022,XX1010000000022,
`

// The person whom every adapter asks about, in parts that must never come out.
const (
	PersonalID = "000085000001"
	CMND       = "000000001"
	Insurance  = "0000000011"
	Card       = "XX1010000000011"
	Name       = "Nguyễn Văn Canari"
)

// canaries are pieces of what is asked, answered or shown as credentials.
var canaries = []string{
	PersonalID, CMND, Insurance, Card, "Canari", "CANARI", "14/03/1985", "19850314", "1985-03-14", "HO-CANARY", "127.0.0.1", "officer-canary", "000080000999",
}

// Adapter is one operation of one adapter.
type Adapter struct {
	Name    string
	Service registrytest.Service
	Options registrytest.Options

	// New makes a client of the server over the transport, and gives what
	// asks it about the person with Name. right says that the answer is the
	// one that the population gives.
	New func(t testing.TB, s *registrytest.Server, tr *registryclient.Transport) Client

	// Renews says that its authentication gets a new token after a 401.
	Renews bool

	// Tokens says that it asks for tokens before it asks a question.
	Tokens bool

	// Transport are further options of the transport.
	Transport []registryclient.Option
}

// Client asks one question.
type Client struct {
	Ask     func(ctx context.Context, requestID string) (right bool, err error)
	Invalid func(ctx context.Context) error // asks something that cannot be put
	Secrets []string                        // what it shows as credentials
}

// Run runs the whole suite.
func Run(t *testing.T, a Adapter) {
	t.Run("faults", func(t *testing.T) { Faults(t, a) })
	t.Run("contexts", func(t *testing.T) { contexts(t, a) })
	t.Run("closed", func(t *testing.T) { closed(t, a) })
	t.Run("invalid", func(t *testing.T) { invalid(t, a) })
}

// patience is the time limit of an attempt where the limit is not the point.
const patience = 10 * time.Second

// retryWait is longer than the fake refuses connections after FaultRefused.
const retryWait = 60 * time.Millisecond

// longest is a source of randomness that always says the most.
type longest struct{}

func (longest) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 0xff
	}
	return len(p), nil
}

// bench is one server with one client and what was recorded of both.
type bench struct {
	server    *registrytest.Server
	transport *registryclient.Transport
	client    Client
	log       *strings.Builder
	book      *notebook
}

// setUp starts what one test needs; an attempt may take so long, and a call have
// so many.
func setUp(t testing.TB, a Adapter, options registrytest.Options, attempt time.Duration, tries int) *bench {
	t.Helper()
	population, err := registrytest.LoadPopulation(strings.NewReader(Population), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	options.Power, options.Compare = a.Options.Power, a.Options.Compare
	b := &bench{log: &strings.Builder{}, book: &notebook{}}
	if b.server, err = registrytest.NewServer(population, options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.server.Close)
	opts := []registryclient.Option{
		registryclient.WithTimeouts(attempt, time.Minute),
		registryclient.WithRetry(registryclient.Retry{MaxAttempts: tries, BaseWait: retryWait, MaxWait: retryWait}),
		registryclient.WithRandom(longest{}), // every wait is its edge
		registryclient.WithLogger(newLogger(b.log)),
		registryclient.WithAuditor(b.book),
	}
	opts = append(opts, a.Transport...)
	if options.TLS {
		opts = append(opts, registryclient.WithRootCAs(b.server.RootCAs()))
	}
	if b.transport, err = registryclient.NewTransport(opts...); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.transport.Close)
	b.client = a.New(t, b.server, b.transport)
	return b
}

func contexts(t *testing.T, a Adapter) {
	b := setUp(t, a, registrytest.Options{Fault: func(r registrytest.Request) registrytest.Fault {
		if strings.HasSuffix(r.Operation, "/token") {
			return registrytest.Fault{}
		}
		return registrytest.Fault{Delay: time.Minute}
	}}, patience, attempts)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	check(t, b, ctx, registryclient.CodeCancelled, context.Canceled)
	ctx, cancel = context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	check(t, b, ctx, registryclient.CodeDeadline, context.DeadlineExceeded)
}

func closed(t *testing.T, a Adapter) {
	b := setUp(t, a, registrytest.Options{}, patience, attempts)
	b.transport.Close()
	check(t, b, t.Context(), registryclient.CodeClosed, nil)
	if n := b.server.Ledger().WireRequests(); n != 0 {
		t.Errorf("%d requests over a closed transport", n)
	}
}

func invalid(t *testing.T, a Adapter) {
	b := setUp(t, a, registrytest.Options{}, patience, attempts)
	err := b.client.Invalid(t.Context())
	if codeOf(err) != registryclient.CodeInvalidQuery {
		t.Errorf("error %v, want CodeInvalidQuery", err)
	}
	if n := b.server.Ledger().WireRequests(); n != 0 {
		t.Errorf("%d requests for a question that cannot be put", n)
	}
	b.nothingCameOut(t, err)
}
