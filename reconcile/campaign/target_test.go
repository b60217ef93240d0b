package campaign_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// sameDates lets cmp look at dates, which show themselves masked.
var sameDates = cmp.Comparer(func(a, b identity.Date) bool { return a == b })

func TestReadTargets(t *testing.T) {
	const file = "\ufeffscope,measure,date,percent,count\n" +
		"total,with_id,2022-12-31,90,\n" +
		"unit:YN0001A,approved,31/12/2026,,250\n" +
		"\"province:Hà Nội\",verified,2026-12-31,99.95,\n"
	got, err := campaign.ReadTargets(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	end := identity.MustDate(2026, 12, 31)
	want := campaign.Targets{
		{Measure: campaign.MeasureWithID, Date: identity.MustDate(2022, 12, 31), Percent: 90},
		{By: campaign.ByUnit, Key: "YN0001A", Measure: campaign.MeasureApproved, Date: end, Count: 250},
		{By: campaign.ByProvince, Key: "Hà Nội", Measure: campaign.MeasureVerified, Date: end, Percent: 99.95},
	}
	if d := cmp.Diff(want, got, sameDates); d != "" {
		t.Errorf("targets (-want +got):\n%s", d)
	}
}

func TestReadTargetsRefuses(t *testing.T) {
	const header = "scope,measure,date,percent,count\n"
	cases := []struct {
		name, reason, file string
		line               int
		column             string
	}{
		{"nothing", "a file has a header", "", 1, ""},
		{"another header", "columns have names", "scope,measure,date\n", 1, ""},
		{"scope", "nobody is meant", header + "everybody,with_id,2026-12-31,90,\n", 2, "scope"},
		{"scope without a key", "no group is meant", header + "unit:,with_id,2026-12-31,90,\n", 2, "scope"},
		{"measure", "there is no such figure", header + "total,happiness,2026-12-31,90,\n", 2, "measure"},
		{"flow", "a period is not a state to reach", header + "total,registered,2026-12-31,90,\n", 2, "measure"},
		{"date", "a month has many days", header + "total,with_id,12/2026,90,\n", 2, "date"},
		{"both", "which of them", header + "total,with_id,2026-12-31,90,5\n", 2, "percent"},
		{"neither", "nothing to reach", header + "total,with_id,2026-12-31,,\n", 2, "percent"},
		{"percent", "more than everybody", header + "total,with_id,2026-12-31,101,\n", 2, "percent"},
		{"percent of nobody", "reached before it began", header + "total,with_id,2026-12-31,0,\n", 2, "percent"},
		{"not a number", "NaN is not reached by anything", header + "total,with_id,2026-12-31,NaN,\n", 2, "percent"},
		{"an exponent", "decimal places in another dress", header + "total,with_id,2026-12-31,1e-3,\n", 2, "percent"},
		{"hexadecimal", "nobody means it", header + "total,with_id,2026-12-31,0x1p-9,\n", 2, "percent"},
		{"decimals", "they would be lost", header + "total,with_id,2026-12-31,99.999,\n", 2, "percent"},
		{"count", "below nobody", header + "total,with_id,2026-12-31,,-5\n", 2, "count"},
		{"fields", "a line has five", header + "total,with_id,2026-12-31,90,\ntotal,with_id\n", 3, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := campaign.ReadTargets(strings.NewReader(c.file))
			var at *campaign.TargetError
			if !errors.As(err, &at) || !errors.Is(err, campaign.CodeInput) {
				t.Fatalf("%s: error %v", c.reason, err)
			}
			if at.Cause != nil {
				t.Errorf("%s: cause %v", c.reason, at.Cause)
			}
			if at.Line != c.line || at.Column != c.column {
				t.Errorf("%s: line %d, column %q; want line %d, column %q", c.reason, at.Line, at.Column, c.line, c.column)
			}
		})
	}
}

func TestReadTargetsOfAFileThatFails(t *testing.T) {
	broken := errors.New("broken")
	for _, begun := range []string{"", "scope,measure,date,percent,count\ntotal,with_id,2026-12-31,90,\n"} {
		_, err := campaign.ReadTargets(io.MultiReader(strings.NewReader(begun), iotest.ErrReader(broken)))
		if !errors.Is(err, broken) || !errors.Is(err, campaign.CodeInput) {
			t.Errorf("after %d bytes: error %v", len(begun), err)
		}
	}
}

func TestTargetWant(t *testing.T) {
	cases := []struct {
		reason  string
		percent float64
		count   int
		of      int
		want    int
	}{
		{"a whole share", 90, 0, 1000, 900},
		{"part of a person is a person", 90, 0, 1001, 901},
		{"99.95 % is no float", 99.95, 0, 10_000, 9995},
		{"a share of somebody is somebody", 0.001, 0, 1000, 1},
		{"everybody is everybody", 100, 0, 7_800_000, 7_800_000},
		{"a number is a number", 0, 250, 3, 250},
		{"of nobody", 90, 0, 0, 0},
	}
	for _, c := range cases {
		if got := (campaign.Target{Percent: c.percent, Count: c.count}).Want(c.of); got != c.want {
			t.Errorf("%s: %v %% or %d of %d is %d, want %d", c.reason, c.percent, c.count, c.of, got, c.want)
		}
	}
}

func TestDistances(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	withoutID := func(p *identity.Participant) { p.Person.IDNumber = "" }
	load(t, c, somebody(1, "A", nil), somebody(2, "A", nil), somebody(3, "A", withoutID), somebody(4, "B", withoutID))
	p, err := c.Progress(t.Context(), campaign.ProgressQuery{By: campaign.ByUnit})
	if err != nil {
		t.Fatal(err)
	}
	on := func(day int) identity.Date { return identity.MustDate(2026, 11, day) }
	targets := campaign.Targets{
		{Measure: campaign.MeasureWithID, Date: on(24), Percent: 100},
		{By: campaign.ByUnit, Key: "A", Measure: campaign.MeasureWithID, Date: on(22), Percent: 60},
		{By: campaign.ByUnit, Key: "C", Measure: campaign.MeasureWithID, Date: on(23), Count: 4},
		{By: campaign.ByProvince, Key: "A", Measure: campaign.MeasureWithID, Date: on(23), Count: 4},
		{Measure: campaign.MeasureWithID, Date: on(21), Percent: 100},
	}
	var got []campaign.Distance
	for _, d := range p.Distances(targets) {
		d.Target = campaign.Target{By: d.Target.By, Key: d.Target.Key}
		got = append(got, d)
	}
	want := []campaign.Distance{
		{Have: 2, Want: 4, Participants: 4, Missing: 2, Days: -1},
		{Target: campaign.Target{By: campaign.ByUnit, Key: "A"}, Have: 2, Want: 2, Participants: 3},
		{Target: campaign.Target{By: campaign.ByUnit, Key: "C"}, Want: 4, Missing: 4, Days: 1, PerDay: 2},
		{Have: 2, Want: 4, Participants: 4, Missing: 2, Days: 2, PerDay: 1},
	}
	if d := cmp.Diff(want, got, sameDates); d != "" {
		t.Errorf("distances (-want +got):\n%s", d)
	}
	if !got[0].IsMissed() || got[0].IsReached() || !got[1].IsReached() || got[2].IsMissed() {
		t.Error("what is missed or reached is not what the distances say")
	}
}

func TestTargetsAt(t *testing.T) {
	on := func(year, month int) identity.Date { return identity.MustDate(year, month, 1) }
	targets := campaign.Targets{
		{Measure: campaign.MeasureVerified, Date: on(2026, 6), Count: 6},
		{Measure: campaign.MeasureVerified, Date: on(2026, 1), Count: 1},
		{Measure: campaign.MeasureVerified, Date: on(2027, 1), Count: 13},
		{Measure: campaign.MeasureWithID, Date: on(2026, 2), Count: 99},
	}
	for _, c := range []struct {
		reason string
		on     identity.Date
		want   int
	}{
		{"the first is to come", on(2025, 12), 1},
		{"its day is its own", on(2026, 1), 1},
		{"the next one to come", on(2026, 2), 6},
		{"the last, when all have passed", on(2028, 1), 13},
	} {
		if got, ok := targets.At(campaign.ByNothing, "", campaign.MeasureVerified, c.on); !ok || got.Count != c.want {
			t.Errorf("%s: %d, want %d", c.reason, got.Count, c.want)
		}
	}
	if _, ok := targets.At(campaign.ByUnit, "A", campaign.MeasureVerified, on(2026, 1)); ok {
		t.Error("a unit has a target that nobody set")
	}
	if targets := campaign.PlanTargets(); len(targets) == 0 || targets[0].Source == "" {
		t.Error("the plan's targets have no source")
	}
}
