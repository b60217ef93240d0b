package campaign_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

var groupings = []campaign.Grouping{
	campaign.ByNothing, campaign.ByUnit, campaign.ByDistrict, campaign.ByProvince, campaign.ByGroup,
}

// TestProgressIsReproducible prints reports at random moments of a campaign and
// again when it has gone on.
func TestProgressIsReproducible(t *testing.T) {
	for seed := range uint64(4) {
		w := newWalk(t, seed)
		var printed []*campaign.Progress
		var failures []*campaign.Failures
		from := time.Time{}
		for i := range 3000 {
			if i%20 == 0 || w.r.IntN(20) == 0 {
				w.add()
			}
			w.next()
			if w.r.IntN(100) != 0 {
				continue
			}
			by := groupings[w.r.IntN(len(groupings))]
			p := w.progress(campaign.ProgressQuery{From: from, By: by})
			printed, from = append(printed, p), p.AsOf
			f, err := w.campaign().Failures(t.Context(), campaign.FailureQuery{By: by, AsOf: p.AsOf})
			if err != nil {
				t.Fatal(err)
			}
			failures = append(failures, f)
		}
		if len(printed) < 10 {
			t.Fatalf("only %d reports", len(printed))
		}
		for i, want := range printed {
			got := w.progress(campaign.ProgressQuery{AsOf: want.AsOf, From: want.From, By: want.By})
			if d := cmp.Diff(want, got); d != "" {
				t.Fatalf("seed %d: a report of a past time has changed (-printed +now):\n%s", seed, d)
			}
			f, err := w.campaign().Failures(t.Context(), campaign.FailureQuery{By: want.By, AsOf: want.AsOf})
			if d := cmp.Diff(failures[i], f); err != nil || d != "" {
				t.Fatalf("seed %d: the failures of a past time have changed (-printed +now): %v\n%s", seed, err, d)
			}
		}
	}
}

// TestProgressAddsUp: every figure of the total is the sum of the groups, the
// total does not depend on the grouping, and the answers are a partition.
func TestProgressAddsUp(t *testing.T) {
	w := newWalk(t, 11)
	for i := range 4000 {
		if i%15 == 0 {
			w.add()
		}
		w.next()
	}
	asOf := w.clock.Now().Add(-20 * time.Hour)
	from := asOf.Add(-3000 * time.Hour)
	total := w.progress(campaign.ProgressQuery{AsOf: asOf, From: from}).Total
	for _, by := range groupings[1:] {
		p := w.progress(campaign.ProgressQuery{AsOf: asOf, From: from, By: by})
		if d := cmp.Diff(total, p.Total); d != "" {
			t.Errorf("by %s the total is another (-total +by group):\n%s", by, d)
		}
		for m := range campaign.Measures() {
			sum := 0
			for _, g := range p.Groups {
				n, _ := g.Of(m)
				sum += n
			}
			if n, _ := p.Total.Of(m); n != sum {
				t.Errorf("by %s: %s is %d in total and %d in the groups", by, m, n, sum)
			}
		}
		for _, g := range append(p.Groups, campaign.GroupProgress{Key: "total", Figures: p.Total}) {
			if parts := g.Verified + g.Mismatched + g.WithoutNumber + g.NotComparable + g.Open; parts != g.Participants {
				t.Errorf("by %s, %q: the parts are %d of %d participants", by, g.Key, parts, g.Participants)
			}
		}
	}
	failures, err := w.campaign().Failures(t.Context(), campaign.FailureQuery{AsOf: asOf, By: campaign.ByUnit})
	if err != nil {
		t.Fatal(err)
	}
	sum := campaign.FailureFigures{ByCode: make(map[matching.Code]int)}
	for _, g := range failures.Groups {
		sum.Participants += g.Participants
		for code, n := range g.ByCode {
			sum.ByCode[code] += n
		}
	}
	if d := cmp.Diff(failures.Total.ByCode, sum.ByCode); d != "" || sum.Participants != failures.Total.Participants {
		t.Errorf("failures in total and in the units differ: %d, %d (-total +units):\n%s", failures.Total.Participants, sum.Participants, d)
	}
	if least := total.Mismatched + total.WithoutNumber + total.NotComparable; failures.Total.Participants < least {
		t.Errorf("%d failures, %d participants whom the registry did not confirm", failures.Total.Participants, least)
	}
	for m := range campaign.Measures() {
		if n, _ := total.Of(m); n == 0 {
			t.Errorf("%s is 0 throughout: the test shows nothing of it", m)
		}
	}
}

// TestFlowsAreDifferences: what came and went in a period is the difference of
// the stocks, and periods that meet add up.
func TestFlowsAreDifferences(t *testing.T) {
	for _, noExit := range []bool{false, true} {
		w := newWalk(t, 23)
		w.noExit = noExit
		var times []time.Time
		for i := range 3000 {
			if i < 100 || i%50 == 0 && !noExit {
				w.add()
			}
			w.next()
			if i%250 == 200 {
				times = append(times, w.progress(campaign.ProgressQuery{}).AsOf)
			}
		}
		for i := 1; i < len(times); i++ {
			before := w.progress(campaign.ProgressQuery{AsOf: times[i-1]}).Total
			after := w.progress(campaign.ProgressQuery{AsOf: times[i], From: times[i-1]}).Total
			since := w.progress(campaign.ProgressQuery{AsOf: times[i]}).Total
			if got := after.Participants - before.Participants; got != after.Entered-after.Left {
				t.Errorf("participants grew by %d, %d came and %d went", got, after.Entered, after.Left)
			}
			if noExit {
				if got := after.Accounts - before.Accounts; got != after.Registered-after.AccountsWithdrawn {
					t.Errorf("accounts grew by %d, %d were registered", got, after.Registered)
				}
				if got := after.Approved - before.Approved; got != after.ApprovedInPeriod {
					t.Errorf("approved accounts grew by %d, %d were approved", got, after.ApprovedInPeriod)
				}
				for _, s := range []struct {
					name        string
					stock, flow int
				}{
					{"Mẫu số 02", after.SentMau02 - before.SentMau02, after.NoticesMau02},
					{"filings", after.Received - before.Received, after.Filings},
					{"updates", after.Updated - before.Updated, after.Updates},
					{"escalations", after.Escalated - before.Escalated, after.Escalations},
				} {
					if s.stock < 0 || s.stock > s.flow {
						t.Errorf("%s: %d more people by %d events", s.name, s.stock, s.flow)
					}
				}
			}
			flowing := false
			for m := range campaign.Measures() {
				if flowing = flowing || m == "entered"; !flowing {
					continue
				}
				a, _ := before.Of(m)
				b, _ := after.Of(m)
				if all, _ := since.Of(m); all != a+b {
					t.Errorf("%s: %d until then and %d since, %d in all", m, a, b, all)
				}
			}
		}
	}
}

// TestProgressOfOnePath follows participants whose figures are known.
func TestProgressOfOnePath(t *testing.T) {
	type step struct {
		to    campaign.State
		facts campaign.Facts
	}
	const id = campaign.FactNumber | campaign.FactPersonalID
	cases := []struct {
		name, reason string
		path         []step
		want         campaign.Figures
	}{
		{
			"loaded", "nobody has answered",
			[]step{{campaign.New, id}},
			campaign.Figures{Participants: 1, Open: 1, WithID: 1, Entered: 1},
		},
		{
			"a CMND replaced", "B.I, bước 2 and 3",
			[]step{{campaign.New, campaign.FactNumber}, {campaign.Asked, campaign.FactNumber}, {campaign.IDShared, id}},
			campaign.Figures{Participants: 1, Verified: 1, WithID: 1, Entered: 1, Answered: 1, Confirmations: 1, Replaced: 1},
		},
		{
			"settled", "a Mẫu số 01 after the sharing is one as well",
			[]step{{campaign.New, id}, {campaign.Asked, id}, {campaign.Verified, id}, {campaign.SharedBack, id}, {campaign.Settled, id}},
			campaign.Figures{Participants: 1, Verified: 1, WithID: 1, SentMau01: 1, Shared: 1, Entered: 1, Answered: 1, Confirmations: 1, NoticesMau01: 1},
		},
		{
			"asked again", "a round under way changes nothing, nor does a night without a registry",
			[]step{{campaign.New, id}, {campaign.Asked, id}, {campaign.Verified, id}, {campaign.Asked, id}, {campaign.Pending, id}},
			campaign.Figures{Participants: 1, Verified: 1, WithID: 1, Pending: 1, Entered: 1, Answered: 1, Confirmations: 1, Failed: 1},
		},
		{
			"corrected", "B.II, bước 3 to 6.1",
			[]step{
				{campaign.New, id},
				{campaign.Asked, id},
				{campaign.Mismatched, id},
				{campaign.NotifiedMau02, id},
				{campaign.Confirmed, id},
				{campaign.Filed, id},
				{campaign.Updated, id},
				{campaign.Asked, id},
				{campaign.Verified, id},
			},
			campaign.Figures{
				Participants: 1, Verified: 1, WithID: 1, SentMau02: 1, Confirmed: 1, Received: 1, Updated: 1, Reverified: 1,
				Entered: 1, Answered: 2, Confirmations: 1, NoticesMau02: 1, Replies: 1, Filings: 1, Updates: 1,
			},
		},
		{
			"corrected, not yet asked again", "B.II, bước 5: still not matching",
			[]step{{campaign.New, id}, {campaign.Asked, id}, {campaign.Mismatched, id}, {campaign.Updated, id}},
			campaign.Figures{Participants: 1, Mismatched: 1, WithID: 1, Updated: 1, Entered: 1, Answered: 1, Updates: 1},
		},
		{
			"a confirmed record changed", "the confirmation was of another record",
			[]step{{campaign.New, id}, {campaign.Asked, id}, {campaign.Verified, id}, {campaign.Updated, id}},
			campaign.Figures{Participants: 1, Open: 1, WithID: 1, Updated: 1, Entered: 1, Answered: 1, Confirmations: 1, Updates: 1},
		},
		{
			"no number", "B.II, title",
			[]step{{campaign.New, 0}, {campaign.Asked, 0}, {campaign.NoID, 0}},
			campaign.Figures{Participants: 1, WithoutNumber: 1, Entered: 1, Answered: 1},
		},
		{
			"no number, one entered since", "it was not asked about yet",
			[]step{{campaign.New, 0}, {campaign.Asked, 0}, {campaign.NoID, 0}, {campaign.Updated, id}},
			campaign.Figures{Participants: 1, Open: 1, WithID: 1, Updated: 1, Entered: 1, Answered: 1, Updates: 1},
		},
		{
			"escalated", "B.II, bước 6.2",
			[]step{{campaign.New, id}, {campaign.Asked, id}, {campaign.Mismatched, id}, {campaign.Reviewed, id}, {campaign.Escalated, id}},
			campaign.Figures{Participants: 1, Mismatched: 1, WithID: 1, Escalated: 1, Entered: 1, Answered: 1, Escalations: 1},
		},
		{"merged", "one person is one participant", []step{{campaign.New, id}, {campaign.Merged, id}}, campaign.Figures{Merged: 1, Entered: 1, Left: 1}},
		{
			"unmerged", "begins anew",
			[]step{{campaign.New, id}, {campaign.Asked, id}, {campaign.Verified, id}, {campaign.Merged, id}, {campaign.New, id}},
			campaign.Figures{Participants: 1, Open: 1, WithID: 1, Entered: 2, Left: 1, Answered: 1, Confirmations: 1},
		},
		{
			"VssID", "registered without an e-mail, after a time without an account",
			[]step{{campaign.New, campaign.FactAccountKnown}, {campaign.New, campaign.FactAccountKnown | campaign.FactAccount}},
			campaign.Figures{Participants: 1, Open: 1, Accounts: 1, NoEmail: 1, Entered: 1, Registered: 1},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWalk(t, 1)
			row := &campaign.Row{ID: 1}
			for _, s := range c.path {
				cause := causeOf(row.State, s.to)
				if row.State == s.to {
					cause = campaign.CauseRecord
				}
				row.Facts = s.facts
				w.keep(row, campaign.Change{Event: w.event(row, s.to, cause), Key: []byte{1}})
			}
			if d := cmp.Diff(c.want, w.progress(campaign.ProgressQuery{}).Total); d != "" {
				t.Errorf("%s (-want +got):\n%s", c.reason, d)
			}
		})
	}
}

func TestProgressRefuses(t *testing.T) {
	w := newWalk(t, 3)
	w.add()
	now := w.clock.Now()
	cases := []struct {
		name, reason string
		q            campaign.ProgressQuery
		want         campaign.Code
	}{
		{"tomorrow", "it has not come", campaign.ProgressQuery{AsOf: now.Add(24 * time.Hour)}, campaign.CodeFuture},
		{"a period after the stock", "events would count that the stock does not hold", campaign.ProgressQuery{AsOf: now, Until: now.Add(time.Hour)}, campaign.CodeInput},
		{"a period that ends before it begins", "it is none", campaign.ProgressQuery{AsOf: now, Until: now.Add(-2 * time.Hour), From: now.Add(-time.Hour)}, campaign.CodeInput},
		{"a grouping that is none", "a report by it would be empty", campaign.ProgressQuery{By: "colour"}, campaign.CodeInput},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.campaign().Progress(t.Context(), c.q)
			wantCode(t, err, c.want)
		})
	}
}

func TestProgressWrites(t *testing.T) {
	w := newWalk(t, 5)
	for range 40 {
		w.add()
		w.next()
	}
	p := w.progress(campaign.ProgressQuery{By: campaign.ByUnit})
	var text bytes.Buffer
	if err := p.WriteCSV(&text); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&text).ReadAll()
	if err != nil || len(rows) != len(p.Groups)+2 {
		t.Fatalf("%d rows of CSV for %d groups, %v", len(rows), len(p.Groups), err)
	}
	wantHeader := []string{"by", "key"}
	for m := range campaign.Measures() {
		wantHeader = append(wantHeader, string(m))
	}
	if d := cmp.Diff(wantHeader, rows[0]); d != "" {
		t.Errorf("header (-want +got):\n%s", d)
	}
	text.Reset()
	if err := p.WriteJSON(&text); err != nil {
		t.Fatal(err)
	}
	var again campaign.Progress
	if err := json.Unmarshal(text.Bytes(), &again); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(*p, again); d != "" {
		t.Errorf("JSON reads as another report (-want +got):\n%s", d)
	}
	var names struct{ Total map[string]int }
	if err := json.Unmarshal(text.Bytes(), &names); err != nil {
		t.Fatal(err)
	}
	for i, m := range slices.Collect(campaign.Measures()) {
		n, ok := names.Total[string(m)]
		if of, known := p.Total.Of(m); !ok || !known || of != n || rows[len(rows)-1][i+2] != jsonNumber(n) {
			t.Errorf("%s: %d in JSON, %d as a value, %s in CSV", m, n, of, rows[len(rows)-1][i+2])
		}
		delete(names.Total, string(m))
	}
	if len(names.Total) > 0 {
		t.Errorf("figures without a measure: %v", names.Total)
	}
}

func jsonNumber(n int) string {
	text, _ := json.Marshal(n)
	return string(text)
}

func TestEndOfDay(t *testing.T) {
	end := campaign.EndOfDay(identity.MustDate(2026, 11, 30))
	if want := time.Date(2026, 11, 30, 16, 59, 59, 999_999_000, time.UTC); !end.Equal(want) {
		t.Errorf("30/11/2026 ends at %v, want %v", end, want)
	}
	if !campaign.EndOfDay(identity.MustDate(2026, 11, 0)).IsZero() {
		t.Error("a month has an end of day")
	}
}
