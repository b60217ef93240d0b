package campaign_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/matching/linkage"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// doubles are two participants who are one person, twins, and a stranger.
func doubles() []identity.Participant {
	person := func(n int, name, date, number string) identity.Participant {
		return somebody(n, "A", func(p *identity.Participant) {
			p.Person.FullName, p.Person.DateOfBirth, p.Person.IDNumber = identity.Name(name), identity.Text(date), identity.Text(number)
		})
	}
	return []identity.Participant{
		person(1, "Trần Quốc Tuấn", "12/04/1985", "036085004417"),
		person(2, "TRAN QUOC TUAN", "12/04/1985", "036085004417"),
		person(3, "Trần Quốc Tú", "12/04/1985", "036085004418"),
		person(4, "Huỳnh Công Phước", "30/01/1966", "052066009090"),
	}
}

func propose(t *testing.T, c *campaign.Campaign) *campaign.DuplicateReport {
	t.Helper()
	report, err := c.Duplicates(t.Context(), linkage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestDuplicatesProposes(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	load(t, c, doubles()...)
	got := propose(t, c)
	if len(got.Proposals) != 1 || len(got.Proposals[0].Evidence) != 1 || got.Participants != 4 {
		t.Fatalf("proposals %+v", got)
	}
	e := &got.Proposals[0].Evidence[0]
	if e.Score < 0.997 {
		t.Errorf("score %v", e.Score)
	}
	e.Score = 0
	want := campaign.MergeProposal{
		IDs: []campaign.ID{1, 2}, Keep: 1, Reason: linkage.ReasonMostComplete,
		Evidence: []campaign.PairEvidence{{
			A: 1, B: 2, Zone: matching.ZoneSame, Codes: []matching.Code{matching.NameNoDiacritics},
			Notes: e.Notes, Agree: []matching.Field{matching.FieldDateOfBirth, matching.FieldGender, matching.FieldID},
		}},
	}
	if d := cmp.Diff(want, got.Proposals[0]); d != "" {
		t.Errorf("proposal (-want +got):\n%s", d)
	}
}

// TestMerge follows a merge from the decision to its withdrawal.
func TestMerge(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	load(t, c, doubles()...)
	d := campaign.MergeDecision{Keep: 1, Give: 2, Actor: "CB-07", Basis: "QĐ 12"}
	if err := c.Merge(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	merged := history(t, c, 2)
	last := merged[len(merged)-1]
	if last.To != campaign.Merged || last.Ref != "1" || last.Actor != "CB-07" || last.Message != "QĐ 12" {
		t.Errorf("the merged one's last event is %s, %q by %q after %q", last.To, last.Ref, last.Actor, last.Message)
	}
	kept := history(t, c, 1)
	if note := kept[len(kept)-1]; note.Cause != campaign.CauseRecord || note.Ref != "2" {
		t.Errorf("the kept one's last event is %s, %q", note.Cause, note.Ref)
	}
	found, err := c.Find(t.Context(), number(t, "0100000002"))
	if err != nil || len(found) != 2 {
		t.Errorf("the number that was given up leads to %d participants, %v; want both", len(found), err)
	}
	if id, err := c.MergedInto(t.Context(), 2); err != nil || id != 1 {
		t.Errorf("merged into %d, %v", id, err)
	}
	if again := propose(t, c); len(again.Proposals) != 0 || again.Participants != 3 {
		t.Errorf("proposed again: %+v", again)
	}
	wantCode(t, c.Merge(t.Context(), d), campaign.CodeStep)
	if err := c.Merge(t.Context(), campaign.MergeDecision{Keep: 4, Give: 1, Actor: "CB-07"}); err != nil {
		t.Fatal(err)
	}
	if id, err := c.MergedInto(t.Context(), 2); err != nil || id != 4 {
		t.Errorf("at the end of its merges %d, %v; want 4", id, err)
	}
	wantCode(t, c.Unmerge(t.Context(), campaign.MergeDecision{Keep: 4, Give: 2, Actor: "CB-07"}), campaign.CodeStep)
	if err := c.Unmerge(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if p, err := c.Participant(t.Context(), 2); err != nil || p.Row.State != campaign.New {
		t.Errorf("after the withdrawal %s, %v", p.Row.State, err)
	}
	var kinds []campaign.MessageKind
	for m, err := range c.Messages(t.Context(), "search") {
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, m.Kind)
		if m.ID == 2 && (m.Other != 1 || m.Basis != "QĐ 12") {
			t.Errorf("message %v", m)
		}
	}
	if d := cmp.Diff([]campaign.MessageKind{campaign.MessageMerged, campaign.MessageMerged, campaign.MessageUnmerged}, kinds); d != "" {
		t.Errorf("messages (-want +got):\n%s", d)
	}
}

func TestKeepApart(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	load(t, c, doubles()...)
	if err := c.KeepApart(t.Context(), campaign.MergeDecision{Keep: 2, Give: 1, Actor: "CB-07"}); err != nil {
		t.Fatal(err)
	}
	got := propose(t, c)
	if len(got.Proposals) != 0 || got.KeptApart != 1 {
		t.Errorf("proposed although an officer has decided: %+v", got)
	}
	if p, err := c.Participant(t.Context(), 1); err != nil || p.Row.State != campaign.New {
		t.Errorf("the note has moved the participant to %s, %v", p.Row.State, err)
	}
}

func TestDecisionsRefuse(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	load(t, c, doubles()...)
	cases := []struct {
		name, reason string
		d            campaign.MergeDecision
		want         campaign.Code
	}{
		{"nobody decides", "no program merges people", campaign.MergeDecision{Keep: 1, Give: 2}, campaign.CodeInput},
		{"oneself", "one participant is one", campaign.MergeDecision{Keep: 1, Give: 1, Actor: "CB-07"}, campaign.CodeInput},
		{"nobody", "there is none", campaign.MergeDecision{Keep: 1, Give: 99, Actor: "CB-07"}, campaign.CodeUnknown},
	}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			wantCode(t, c.Merge(t.Context(), k.d), k.want)
			wantCode(t, c.KeepApart(t.Context(), k.d), k.want)
			wantCode(t, c.Unmerge(t.Context(), k.d), k.want)
		})
	}
	wantCode(t, c.Unmerge(t.Context(), campaign.MergeDecision{Keep: 1, Give: 2, Actor: "CB-07"}), campaign.CodeStep)
	_, err := c.Duplicates(t.Context(), linkage.Options{Threshold: 2})
	wantCode(t, err, campaign.CodeInput)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Duplicates(ctx, linkage.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of its context: %v", err)
	}
}

// TestDuplicatesAgreeWithLinkage: over a generated list the campaign proposes
// what package linkage finds.
func TestDuplicatesAgreeWithLinkage(t *testing.T) {
	made, err := synth.NewSet(synth.Hard, 3000, 5)
	if err != nil {
		t.Fatal(err)
	}
	ix, err := linkage.NewIndex(linkage.Options{AsOf: today})
	if err != nil {
		t.Fatal(err)
	}
	var ps []identity.Participant
	for r := range made.Participants() {
		p := identity.Participant{Person: r.Person, SocialInsuranceNumber: identity.Text(r.SocialInsuranceNumber)}
		if p.SocialInsuranceNumber.IsEmpty() {
			continue
		}
		ps = append(ps, p)
		if _, err := ix.Add(linkage.Record{Person: p.Person, InsuranceNumber: p.SocialInsuranceNumber}); err != nil {
			t.Fatal(err)
		}
	}
	c := open(t, campaign.NewMemory(), sealKey)
	load(t, c, ps...)
	var pairs []linkage.Pair
	for p, err := range ix.Duplicates(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, p)
	}
	groups := linkage.Cluster(pairs, ix.Contradict)
	got := propose(t, c)
	evidence := len(got.Doubtful)
	var ids [][]int
	for _, p := range got.Proposals {
		var group []int
		for _, id := range p.IDs {
			group = append(group, int(id)-1)
		}
		ids = append(ids, group)
		evidence += len(p.Evidence)
	}
	if d := cmp.Diff(groups.Groups, ids); d != "" || len(ids) < 10 {
		t.Errorf("%d groups (-linkage +campaign):\n%s", len(ids), d)
	}
	if evidence != len(pairs) {
		t.Errorf("evidence of %d pairs, %d were found", evidence, len(pairs))
	}
}

// TestMergeOfMerged: numbers of a double of a double lead to who was kept.
func TestMergeOfMerged(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	load(t, c, crowd(1, 3, "A")...)
	for _, d := range []campaign.MergeDecision{{Keep: 2, Give: 3}, {Keep: 1, Give: 2}} {
		d.Actor, d.Basis = "cb", "QD"
		if err := c.Merge(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	found, err := c.Find(t.Context(), number(t, "001080000003"))
	if err != nil || len(found) != 3 || found[0].Row.ID != 1 {
		t.Errorf("the number leads to %d participants, error %v; want all three", len(found), err)
	}
}
