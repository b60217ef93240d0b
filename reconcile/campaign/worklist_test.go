package campaign_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// vssid makes a participant with an account in some state.
func vssid(n int, unit string, v identity.VssID, email string) identity.Participant {
	return somebody(n, unit, func(p *identity.Participant) { p.VssID, p.Email = v, identity.Text(email) })
}

func TestVssIDTasks(t *testing.T) {
	now := newClock()
	c, err := campaign.Open(t.Context(), campaign.NewMemory(), campaign.Options{Clock: now.Now})
	if err != nil {
		t.Fatal(err)
	}
	list := []identity.Participant{
		vssid(1, "B", identity.VssIDNone, ""), vssid(2, "A", identity.VssIDApproved, ""), vssid(3, "A", identity.VssIDApproved, "a@example.test"),
		vssid(4, "A", identity.VssIDUnknown, ""), vssid(5, "A", identity.VssIDNone, ""),
	}
	load(t, c, list...)
	loaded := now.Now()
	now.add(24 * time.Hour)
	ask(t, c, &answers{}, campaign.AskOptions{Round: 1})
	if _, err := c.Notified(t.Context(), reconcile.ListMau01, "Mau01-A-1", []campaign.ID{2, 5}); err != nil {
		t.Fatal(err)
	}
	told := now.Now()
	now.add(24 * time.Hour)
	list[4].VssID = identity.VssIDRegistered // and now lacks an e-mail
	load(t, c, list...)
	var got []campaign.VssIDTask
	for task, err := range c.VssIDTasks(t.Context(), campaign.WorkQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		task.Place = campaign.Place{Unit: task.Place.Unit}
		got = append(got, task)
	}
	in := func(unit string) campaign.Place { return campaign.Place{Unit: unit} }
	want := []campaign.VssIDTask{
		{ID: 2, Place: in("A"), Work: campaign.VssIDAddEmail, Since: loaded, Notified: told, List: "Mau01-A-1"},
		{ID: 5, Place: in("A"), Work: campaign.VssIDAddEmail, Since: now.Now()}, // the list spoke of another task
		{ID: 1, Place: in("B"), Work: campaign.VssIDRegister, Since: loaded},
	}
	near := cmp.Comparer(func(a, b time.Time) bool { return a.Sub(b).Abs() < time.Second })
	if d := cmp.Diff(want, got, near); d != "" {
		t.Errorf("tasks (-want +got):\n%s", d)
	}
	for task, err := range c.VssIDTasks(t.Context(), campaign.WorkQuery{Units: []string{"B"}}) {
		if err != nil || task.Place.Unit != "B" {
			t.Errorf("of unit B: unit %s, %v", task.Place.Unit, err)
		}
	}
	if campaign.VssIDRegister.Annex() != "Phụ lục I" || campaign.VssIDAddEmail.Annex() != "Phụ lục II" {
		t.Error("the annexes of the plan are exchanged")
	}
}

func TestUnanswered(t *testing.T) {
	now := newClock()
	c, err := campaign.Open(t.Context(), campaign.NewMemory(), campaign.Options{Clock: now.Now})
	if err != nil {
		t.Fatal(err)
	}
	load(t, c, somebody(1, "A", nil), somebody(2, "A", nil), somebody(3, "B", nil), somebody(4, "B", nil))
	registry := &answers{by: make(map[string]registryclient.Answer)}
	for _, n := range []string{"001080000001", "001080000002", "001080000003"} {
		registry.by[n] = notMatched
	}
	ask(t, c, registry, campaign.AskOptions{Round: 1})
	send := func(ref string, ids ...campaign.ID) {
		if report, err := c.Notified(t.Context(), reconcile.ListMau02, ref, ids); err != nil || report.Done != len(ids) {
			t.Fatalf("%+v, %v", report, err)
		}
	}
	send("Mau02-B-1", 3)
	now.add(5 * 24 * time.Hour)
	send("Mau02-A-1", 1, 2)
	now.add(11 * 24 * time.Hour)
	if report, err := c.Filed(t.Context(), "D02-1", []campaign.ID{2}); err != nil || report.Done != 1 {
		t.Fatalf("%+v, %v", report, err)
	}
	q := campaign.UnansweredQuery{Days: []int{10, 15, 30}}
	type line struct {
		ID          campaign.ID
		List        string
		Days, Level int
	}
	var got []line
	for u, err := range c.Unanswered(t.Context(), q) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, line{u.ID, u.List, u.Days, u.Level})
	}
	if d := cmp.Diff([]line{{1, "Mau02-A-1", 11, 1}, {3, "Mau02-B-1", 16, 2}}, got); d != "" {
		t.Errorf("unanswered (-want +got):\n%s", d)
	}
	units, err := c.UnansweredByUnit(t.Context(), q)
	if err != nil || len(units) != 2 {
		t.Fatalf("%d units, %v", len(units), err)
	}
	if d := cmp.Diff([]int{1, 1, 0}, units[1].AtLevel); d != "" || units[1].Unit != "B" || units[1].Count != 1 {
		t.Errorf("unit %s, %d people, at the levels (-want +got):\n%s", units[1].Unit, units[1].Count, d)
	}
}

func TestFailures(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	noNumber := func(p *identity.Participant) { p.Person.IDNumber = "" }
	foreign := func(p *identity.Participant) { p.Nationality, p.Person.IDNumber = "LA", "" }
	load(t, c, somebody(1, "A", nil), somebody(2, "A", noNumber), somebody(3, "B", foreign), somebody(4, "B", nil), somebody(5, "C", nil))
	registry := &answers{by: map[string]registryclient.Answer{"001080000001": notMatched}}
	ask(t, c, registry, campaign.AskOptions{Round: 1, Units: []string{"A", "B"}})
	registry.err = &registryclient.Error{Code: registryclient.CodeUnavailable}
	ask(t, c, registry, campaign.AskOptions{Round: 2})
	load(t, c, vssid(5, "C", identity.VssIDNone, "")) // a note after the failure changes nothing
	got, err := c.Failures(t.Context(), campaign.FailureQuery{By: campaign.ByUnit})
	if err != nil {
		t.Fatal(err)
	}
	want := campaign.FailureFigures{
		Participants: 4,
		ByCode:       map[matching.Code]int{matching.RecordUnconfirmed: 1, matching.IDMissing: 1},
		ByCause:      map[string]int{"unspecified": 1, "incomplete": 1},
		ByRemedy:     map[string]int{"declaration": 2},
		ByMessage:    map[string]int{"foreigner": 1, "registryclient.unavailable": 1},
	}
	if d := cmp.Diff(want, got.Total); d != "" {
		t.Errorf("failures (-want +got):\n%s", d)
	}
	var keys []string
	for _, g := range got.Groups {
		keys = append(keys, g.Key)
	}
	if d := cmp.Diff([]string{"A", "B", "C"}, keys); d != "" {
		t.Errorf("units (-want +got):\n%s", d)
	}
	var text bytes.Buffer
	if err := got.WriteCSV(&text); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"by,key,kind,name,count\n", "unit,B,message,foreigner,1\n", "total,,remedy,declaration,2\n"} {
		if !strings.Contains(text.String(), line) {
			t.Errorf("CSV lacks %q:\n%s", line, text.String())
		}
	}
}
