package campaign_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// TestMau03 gives every column of the form its figure.
func TestMau03(t *testing.T) {
	f := campaign.Figures{
		Participants: 3, WithID: 4, Verified: 6, Replaced: 8, Mismatched: 9, WithoutNumber: 10, SentMau01: 11, SentMau02: 12,
		Received: 13, Updated: 14, Reverified: 15, Escalated: 16, Registered: 18, ApprovedInPeriod: 19, Approved: 20,
		NoEmail: 22, NotRegistered: 23, Open: 31, NotComparable: 32, Pending: 33,
	}
	p := &campaign.Progress{
		AsOf: campaign.EndOfDay(today), By: campaign.ByUnit, Total: f,
		Groups: []campaign.GroupProgress{{Key: "A", Figures: f}, {Key: "B", Figures: f}},
	}
	targets := campaign.Targets{
		{By: campaign.ByUnit, Key: "A", Measure: campaign.MeasureApproved, Date: today, Count: 17},
		{By: campaign.ByUnit, Key: "A", Measure: campaign.MeasureVerified, Date: today, Count: 99},
		{Measure: campaign.MeasureApproved, Date: today, Percent: 100},
	}
	want := campaign.Mau03Line{
		Key: "A", Participants: 3, WithID: 4, Verified: 6, Replaced: 8, Mismatched: 9, WithoutNumber: 10, SentMau01: 11,
		SentMau02: 12, Received: 13, Updated: 14, Reverified: 15, Escalated: 16, VssIDTarget: 17, HasVssIDTarget: true,
		VssIDRegistered: 18, VssIDApproved: 19, VssIDApprovedTotal: 20, NoEmail: 22, NotRegistered: 23,
		Open: 31, NotComparable: 32, Pending: 33,
	}
	for i := range reflect.TypeFor[campaign.Mau03Line]().NumField() {
		if reflect.ValueOf(want).Field(i).IsZero() {
			t.Errorf("field %d of a line is not tested", i)
		}
	}
	var got []campaign.Mau03Line
	for line := range p.Mau03(targets) {
		got = append(got, line)
	}
	other := want
	other.Key, other.VssIDTarget, other.HasVssIDTarget = "B", 0, false
	if d := cmp.Diff([]campaign.Mau03Line{want, other}, got); d != "" {
		t.Errorf("lines (-want +got):\n%s", d)
	}
	total := want
	total.Key, total.VssIDTarget = "", 3
	if d := cmp.Diff(total, p.Mau03Total(targets)); d != "" {
		t.Errorf("total (-want +got):\n%s", d)
	}
}

// The report of a month: from the end of the day before its first to the end of
// its last. Everybody in it is synthetic.
func ExampleCampaign_Progress() {
	ctx := context.Background()
	c, err := campaign.Open(ctx, campaign.NewMemory(), campaign.Options{Clock: newClock().Now})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = c.Load(ctx, people(somebody(1, "TH0000A", nil), somebody(2, "TH0001A", nil)))
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := c.Progress(ctx, campaign.ProgressQuery{
		From: campaign.EndOfDay(identity.MustDate(2026, 10, 31)),
		By:   campaign.ByUnit,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for line := range p.Mau03(campaign.PlanTargets()) {
		fmt.Println(line.Key, line.Participants, line.WithID, line.Verified)
	}
	// Output:
	// TH0000A 1 1 0
	// TH0001A 1 1 0
}
