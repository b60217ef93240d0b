package campaign_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// Everybody in these tests is synthetic.

var (
	today   = identity.MustDate(2026, 11, 22)
	sealKey = registryclient.NewSecret("the key of a sealed campaign, 32 bytes or more")
	how     = reconcile.Options{AsOf: today, Purpose: registryclient.Purpose{Procedure: "VPCP", Officer: "test"}, MaxPause: -1}
)

// clock is a clock that the test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func open(tb testing.TB, store campaign.Store, key registryclient.Secret) *campaign.Campaign {
	tb.Helper()
	c, err := campaign.Open(tb.Context(), store, campaign.Options{Clock: newClock().Now, Actor: "test", Key: key})
	if err != nil {
		tb.Fatalf("Open: %v", err)
	}
	return c
}

// somebody is a participant of a unit.
func somebody(n int, unit string, change func(*identity.Participant)) identity.Participant {
	p := identity.Participant{
		Person: identity.Person{
			FullName: "Nguyễn Văn An", DateOfBirth: "15/03/1980", Gender: "Nam",
			IDNumber: identity.Text(fmt.Sprintf("0010800%05d", n)),
		},
		SocialInsuranceNumber: identity.Text(fmt.Sprintf("01%08d", n)),
		Unit:                  identity.Unit{Code: unit, Name: "Đơn vị " + unit},
	}
	if change != nil {
		change(&p)
	}
	return p
}

func people(ps ...identity.Participant) iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		for _, p := range ps {
			if !yield(p, nil) {
				return
			}
		}
	}
}

func rowsOf(l synth.List) []identity.Participant {
	ps := make([]identity.Participant, len(l.Rows))
	for i, r := range l.Rows {
		ps[i] = r.Participant
	}
	return ps
}

func load(tb testing.TB, c *campaign.Campaign, ps ...identity.Participant) campaign.LoadReport {
	tb.Helper()
	report, err := c.Load(tb.Context(), people(ps...))
	if err != nil {
		tb.Fatalf("Load: %v", err)
	}
	return report
}

func ask(tb testing.TB, c *campaign.Campaign, v registryclient.Verifier, opts campaign.AskOptions) campaign.RoundReport {
	tb.Helper()
	if opts.Verify.Purpose.Procedure == "" {
		opts.Verify = how
	}
	report, err := c.Ask(tb.Context(), v, opts)
	if err != nil {
		tb.Fatalf("Ask: %v", err)
	}
	return report
}

// answers is a registry that answers by number, with what its map says, and
// counts how often it was asked for each. It confirms whom it does not know.
type answers struct {
	mu     sync.Mutex
	by     map[string]registryclient.Answer
	err    error
	asked  map[string]int
	before func(context.Context) error
	serial int
}

func (a *answers) Verify(ctx context.Context, q registryclient.Query) (registryclient.Answer, error) {
	if a.before != nil {
		if err := a.before(ctx); err != nil {
			return registryclient.Answer{}, err
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.asked == nil {
		a.asked = make(map[string]int)
	}
	a.asked[q.Number.Reveal()]++
	a.serial++
	answer, known := a.by[q.Number.Reveal()]
	if !known {
		answer.Outcome = registryclient.OutcomeMatched
	}
	answer.RequestID = fmt.Sprintf("q-%d", a.serial)
	return answer, a.err
}

func (a *answers) count() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	n := 0
	for _, k := range a.asked {
		n += k
	}
	return n
}

var notMatched = registryclient.Answer{Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNothingFits}

// number reads any number of a person.
func number(tb testing.TB, text string) identity.Number {
	tb.Helper()
	var n identity.Number
	if err := n.UnmarshalText([]byte(text)); err != nil {
		tb.Fatal("a number of the test cannot be read")
	}
	return n
}

// find gives the one participant to whom a number leads.
func find(tb testing.TB, c *campaign.Campaign, text string) campaign.Participant {
	tb.Helper()
	found, err := c.Find(tb.Context(), number(tb, text))
	if err != nil || len(found) != 1 {
		tb.Fatalf("%d participants under a number, error %v; want one", len(found), err)
	}
	return found[0]
}

func history(tb testing.TB, c *campaign.Campaign, id campaign.ID) []campaign.Event {
	tb.Helper()
	var events []campaign.Event
	for e, err := range c.History(tb.Context(), id) {
		if err != nil {
			tb.Fatal(err)
		}
		events = append(events, e)
	}
	return events
}

// statesOf counts the participants by state.
func statesOf(tb testing.TB, c *campaign.Campaign) map[campaign.State]int {
	tb.Helper()
	states := make(map[campaign.State]int)
	for p, err := range c.Participants(tb.Context(), campaign.Filter{}) {
		if err != nil {
			tb.Fatal(err)
		}
		states[p.Row.State]++
	}
	return states
}

// service starts a fake registry that holds the population of a list, and a
// client for it.
func service(tb testing.TB, l synth.List) *qldc.Client {
	tb.Helper()
	var file bytes.Buffer
	if err := synth.WritePopulation(&file, 1, l.Population); err != nil {
		tb.Fatal(err)
	}
	return registryOf(tb, &file)
}

// registryOf starts a fake registry that holds a population.csv, and a client
// for it.
func registryOf(tb testing.TB, file io.Reader) *qldc.Client {
	tb.Helper()
	population, err := registrytest.LoadPopulation(file, "population.csv")
	if err != nil {
		tb.Fatal(err)
	}
	server, err := registrytest.NewServer(population, registrytest.Options{Power: registrytest.Record})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(server.Close)
	client, err := qldc.NewClient(server.URL(), server.Credentials(), qldc.WithMatchRule(qldc.MatchNumber))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(client.Close)
	return client
}

func wantCode(tb testing.TB, err error, want campaign.Code) {
	tb.Helper()
	var own *campaign.Error
	if !errors.Is(err, want) || !errors.As(err, &own) {
		tb.Errorf("error %v, want *campaign.Error with %s", err, want)
	}
}

// outbox gives every message.
func outbox(tb testing.TB, c *campaign.Campaign) []campaign.Message {
	tb.Helper()
	var messages []campaign.Message
	for m, err := range c.Messages(tb.Context(), "test") {
		if err != nil {
			tb.Fatal(err)
		}
		messages = append(messages, m)
	}
	return messages
}
