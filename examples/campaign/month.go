package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// month is a month of a campaign. Its clock stands still but for the diary.
type month struct {
	campaign *campaign.Campaign
	out      *output
	town     *town
	registry *registry
	now      time.Time
	diary    io.Writer
	targets  campaign.Targets
	issued   map[string][]forms.Mau02Row // what was sent, by list
	lists    map[string]string           // the newest Mẫu số 02 of a unit
	reports  []*campaign.Progress        // as they were printed
}

// clockZone is that of Vietnam.
var clockZone = time.FixedZone("ICT", 7*60*60)

// entry is one line of the plan of the month.
type entry struct {
	day, hour int
	do        func(*month, context.Context) error
}

// plan is the month, November 2026.
var plan = [...]entry{
	{2, 8, (*month).load},
	{2, 9, func(m *month, ctx context.Context) error { return m.ask(ctx, 1, m.unit(0), m.unit(1)) }},
	{3, 9, (*month).send},
	{4, 9, (*month).share},
	{6, 16, (*month).report},

	{9, 8, func(m *month, ctx context.Context) error { m.registry.downAfter(7); return m.ask(ctx, 1) }},
	{10, 8, func(m *month, ctx context.Context) error { m.registry.up(); return m.ask(ctx, 1) }},
	{11, 9, (*month).send},
	{12, 9, func(m *month, ctx context.Context) error { return m.takeBack(ctx, 0) }},
	{12, 14, func(m *month, ctx context.Context) error { return m.takeBack(ctx, 1) }},
	{13, 15, (*month).quality},
	{13, 16, (*month).report},

	{16, 8, (*month).loadAgain},
	{16, 9, func(m *month, ctx context.Context) error { return m.ask(ctx, 2) }},
	{17, 9, (*month).escalate},
	{18, 9, (*month).send},
	{19, 9, (*month).merge},
	{20, 16, (*month).report},

	{23, 9, (*month).remind},
	{24, 9, (*month).answered},
	{25, 9, (*month).lookUp},
	{25, 14, (*month).share},
	{26, 9, (*month).tellOthers},
	{27, 15, (*month).quality},
	{27, 16, (*month).report},
	{27, 17, (*month).countAgain},
}

// playMonth plays the plan over an empty store.
func playMonth(ctx context.Context, store campaign.Store, out *output, diary io.Writer) error {
	targets, err := readTargets()
	if err != nil {
		return err
	}
	m := &month{
		out: out, town: newTown(), diary: diary, targets: targets,
		issued: make(map[string][]forms.Mau02Row), lists: make(map[string]string),
	}
	m.campaign, err = campaign.Open(ctx, store, campaign.Options{Clock: func() time.Time { return m.now }, Actor: "campaign"})
	if err != nil {
		return err
	}
	if m.registry, err = startRegistry(m.town); err != nil {
		return err
	}
	defer m.registry.close()
	for _, e := range plan {
		m.now = time.Date(2026, 11, e.day, e.hour, 0, 0, 0, clockZone)
		if err := e.do(m, ctx); err != nil {
			return fmt.Errorf("on %s: %w", m.now.Format("02/01 15:04"), err)
		}
	}
	fmt.Fprintf(diary, "\n%d files\n", out.written)
	return nil
}

// note writes into the diary.
func (m *month) note(format string, args ...any) {
	fmt.Fprintf(m.diary, "%s  %s\n", m.now.Format("Mon 02/01 15:04"), fmt.Sprintf(format, args...))
}

// more goes on with the last note.
func (m *month) more(format string, args ...any) {
	fmt.Fprintf(m.diary, "%18s%s\n", "", fmt.Sprintf(format, args...))
}

// day gives the day as file names and references have it.
func (m *month) day() string { return m.now.Format(time.DateOnly) }

func (m *month) unit(i int) string { return m.town.units[i].Code }

func (m *month) load(ctx context.Context) error {
	report, err := m.campaign.Load(ctx, forms.Rows(m.town.list...))
	m.note("Load: %d participants of %d units taken up", report.Added, len(m.town.units))
	return err
}

// loadAgain loads the list of the third week: what BHXH holds by now, and some
// have registered for VssID since.
func (m *month) loadAgain(ctx context.Context) error {
	held, err := collect(m.campaign.Participants(ctx, campaign.Filter{}))
	if err != nil {
		return err
	}
	list := make([]identity.Participant, len(held))
	for i, p := range held {
		list[i] = p.Record.Participant
	}
	register(list, 5)
	report, err := m.campaign.Load(ctx, forms.Rows(list...))
	m.note("Load: the list of the day, %d participants, %d of them new", report.Rows, report.Added)
	return err
}

// ask puts a round to the registry, one question at a time, so that the outage
// always hits the same people.
func (m *month) ask(ctx context.Context, round int, units ...string) error {
	report, err := m.campaign.Ask(ctx, m.registry.client, campaign.AskOptions{
		Round: round, Units: units, Workers: 1, Batch: 8,
		Verify: reconcile.Options{
			Workers: 1, MaxPause: -1, GiveUpAfter: 3,
			Purpose: registryclient.Purpose{Procedure: "VPCP", Officer: "campaign", Unit: "BHXH"},
		},
	})
	m.note("Round %d: %d asked%s", round, report.Claimed-report.GivenBack, outcomes(report.Outcomes))
	if report.Stopped != "" {
		m.more("%s: %d given back, the round goes on later", string(report.Stopped), report.GivenBack)
	}
	return err
}

// outcomes words the outcomes of a round, in the order of the states.
func outcomes(by map[campaign.State]int) string {
	text, between := "", ": "
	for _, s := range campaign.States() {
		if by[s] > 0 {
			text += fmt.Sprintf("%s%d %s", between, by[s], s)
			between = ", "
		}
	}
	return text
}

// share hands the confirmed ones over to the population database (B.I, bước 4).
func (m *month) share(ctx context.Context) error {
	var ids []campaign.ID
	for s, err := range m.campaign.SharesDue(ctx) {
		if err != nil {
			return err
		}
		ids = append(ids, s.ID)
	}
	report, err := m.campaign.Shared(ctx, "CS-"+m.day(), ids)
	m.note("Shared with the population database: %d", report.Done)
	return err
}

// withState gives the participants of a unit, "" for all, who stand at a state.
func (m *month) withState(ctx context.Context, unit string, states ...campaign.State) ([]campaign.Participant, error) {
	f := campaign.Filter{States: states}
	if unit != "" {
		f.Units = []string{unit}
	}
	return collect(m.campaign.Participants(ctx, f))
}

func collect[T any](all iter.Seq2[T, error]) ([]T, error) {
	var out []T
	for v, err := range all {
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func idsOf(ps []campaign.Participant) []campaign.ID {
	ids := make([]campaign.ID, len(ps))
	for i, p := range ps {
		ids[i] = p.Row.ID
	}
	return ids
}
