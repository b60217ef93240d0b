package campaign_test

import (
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

func TestLoadIsIdempotent(t *testing.T) {
	list := []identity.Participant{
		somebody(1, "A", nil), somebody(2, "A", nil), somebody(2, "B", nil),
		somebody(3, "A", func(p *identity.Participant) { p.SocialInsuranceNumber = " " }),
		somebody(4, "A", func(p *identity.Participant) {
			p.SocialInsuranceNumber, p.Person.FullName, p.Unit.Name = "no number", "Nguy\xedn \xff\xffAn", "\x80"
		}),
	}
	for name, key := range map[string]registryclient.Secret{"plain": {}, "sealed": sealKey} {
		t.Run(name, func(t *testing.T) {
			c, ps := open(t, campaign.NewMemory(), key), slices.Clone(list)
			refused := []campaign.Refusal{{Row: 4, Code: campaign.CodeInput}}
			want := campaign.LoadReport{Rows: 5, Added: 4, Rejected: 1, Refusals: refused}
			if d := cmp.Diff(want, load(t, c, ps...)); d != "" {
				t.Errorf("first load (-want +got):\n%s", d)
			}
			ps[1].SocialInsuranceNumber = "0100-000 002" // another notation of the same number
			changed := load(t, c, ps...)
			want = campaign.LoadReport{Rows: 5, Unchanged: 3, Changed: 1, Rejected: 1, Refusals: refused}
			if d := cmp.Diff(want, changed); d != "" {
				t.Errorf("second load (-want +got):\n%s", d)
			}
			if d := cmp.Diff(map[campaign.State]int{campaign.New: 4}, statesOf(t, c)); d != "" {
				t.Errorf("states (-want +got):\n%s", d)
			}
		})
	}
}

// TestLoadGoesOnAfterItWasCutOff: what came before an error of the list is
// stored, and the whole list adds the rest.
func TestLoadGoesOnAfterItWasCutOff(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	var ps []identity.Participant
	for i := range 2500 {
		ps = append(ps, somebody(i, "A", nil))
	}
	cut := errors.New("the list broke off")
	broken := iter.Seq2[identity.Participant, error](func(yield func(identity.Participant, error) bool) {
		for _, p := range ps[:1700] {
			if !yield(p, nil) {
				return
			}
		}
		yield(identity.Participant{}, cut)
	})
	if report, err := c.Load(t.Context(), broken); !errors.Is(err, cut) || report.Added != 1700 {
		t.Errorf("%+v, error %v", report, err)
	}
	if report := load(t, c, ps...); report.Added != 800 || report.Unchanged != 1700 {
		t.Errorf("the whole list: %+v", report)
	}
}

func TestLoadOfChanges(t *testing.T) {
	rename := func(p *identity.Participant) { p.Person.FullName = "Nguyễn Văn Ân" }
	for _, test := range []struct {
		name, reason string
		state        campaign.State
		change       func(*identity.Participant)
		want         campaign.State
		wantCause    campaign.Cause
		wantOutbox   int
	}{
		{"name, before the first round", "nobody was asked about the old name", campaign.New, rename, campaign.New, campaign.CauseRecord, 1},
		{"name of a mismatched one", "B.II bước 5: BHXH corrected its record", campaign.Mismatched, rename, campaign.Updated, campaign.CauseCorrected, 1},
		{"name of a confirmed one", "what was confirmed is not what stands there", campaign.Verified, rename, campaign.Updated, campaign.CauseCorrected, 1},
		{
			"number of a confirmed one", "likewise", campaign.Verified,
			func(p *identity.Participant) { p.Person.IDNumber = "001080099999" }, campaign.Updated, campaign.CauseCorrected, 1,
		},
		{
			"e-mail of a mismatched one", "nobody asks the registry for it", campaign.Mismatched,
			func(p *identity.Participant) { p.VssID, p.Email = identity.VssIDApproved, "a@example.vn" }, campaign.Mismatched, campaign.CauseRecord, 0,
		},
		{
			"unit of a confirmed one", "a matter of reports", campaign.Verified,
			func(p *identity.Participant) { p.Unit.Code = "B" }, campaign.Verified, campaign.CauseRecord, 0,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := open(t, campaign.NewMemory(), sealKey)
			p := somebody(1, "A", nil)
			load(t, c, p)
			if test.state != campaign.New {
				registry := &answers{by: map[string]registryclient.Answer{}}
				if test.state == campaign.Mismatched {
					registry.by[string(p.Person.IDNumber)] = notMatched
				}
				ask(t, c, registry, campaign.AskOptions{Round: 1})
			}
			test.change(&p)
			report := load(t, c, p)
			got := find(t, c, string(p.SocialInsuranceNumber))
			events := history(t, c, got.Row.ID)
			last := events[len(events)-1]
			if report.Changed != 1 || got.Row.State != test.want || last.Cause != test.wantCause {
				t.Errorf("%s: %+v, now %v by %s; want %v by %s", test.reason, report, got.Row.State, last.Cause, test.want, test.wantCause)
			}
			if got.Record.Participant != p || got.Row.Place.Unit != p.Unit.Code {
				t.Error("the record is not that of the list")
			}
			if n := len(outbox(t, c)); n != test.wantOutbox {
				t.Errorf("%d messages, want %d", n, test.wantOutbox)
			}
		})
	}
}

// TestLoadKeepsAReplacedNumberReplaced: a list that still has the CMND does not
// undo B.I, bước 3.
func TestLoadKeepsAReplacedNumberReplaced(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	p := somebody(1, "A", func(p *identity.Participant) { p.Person.IDNumber = "012345678" })
	load(t, c, p)
	shared := identity.MustParsePersonalID("001080012345")
	registry := &answers{by: map[string]registryclient.Answer{"012345678": {Outcome: registryclient.OutcomeMatched, SharedID: shared}}}
	ask(t, c, registry, campaign.AskOptions{Round: 1})
	if report := load(t, c, p); report.Unchanged != 1 {
		t.Errorf("the same list again: %+v", report)
	}
	for _, known := range []string{"012345678", "001080012345", string(p.SocialInsuranceNumber)} {
		found := find(t, c, known)
		if found.Row.State != campaign.IDShared || found.Record.Participant.Person.IDNumber != "001080012345" ||
			found.Record.Participant.Person.FormerID != "012345678" {
			t.Errorf("found %v", found)
		}
	}
	got := outbox(t, c)
	want := []campaign.Message{{ID: 1, Kind: campaign.MessageIDShared, Former: number(t, "012345678"), Current: shared.Number()}}
	byValue := cmp.Comparer(func(a, b identity.Number) bool { return a == b })
	if d := cmp.Diff(want, got, byValue, cmpopts.IgnoreFields(campaign.Message{}, "Position", "At", "Basis", "InsuranceNumber")); d != "" {
		t.Errorf("outbox (-want +got):\n%s", d)
	}
}

func TestLoadKey(t *testing.T) {
	for _, test := range []struct {
		name, want string
		number     identity.Text
		occurrence int
	}{
		{"digits", "0123456789#1", "0123456789", 1},
		{"notation", "0123456789#2", " 0123-456 789", 2},
		{"personal ID", "001080012345#1", "001080012345", 1},
		{"unreadable", "không có#1", " không có ", 1},
	} {
		if got := campaign.LoadKey(test.number, test.occurrence); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestLoadDoesNotUndoCorrections follows a correction through lists that have
// not caught up with it, have, and fall back.
func TestLoadDoesNotUndoCorrections(t *testing.T) {
	c := open(t, campaign.NewMemory(), sealKey)
	old := somebody(1, "A", nil)
	load(t, c, old)
	ask(t, c, &answers{by: map[string]registryclient.Answer{string(old.Person.IDNumber): notMatched}}, campaign.AskOptions{Round: 1})
	with := identity.Correction{SocialInsuranceNumber: old.SocialInsuranceNumber, FullName: "Nguyễn Văn Ân", DateOfBirth: "16/03/1980"}
	if report, err := c.Update(t.Context(), corrections(with), campaign.CorrectOptions{Ref: "TK1-1"}); err != nil || report.Done != 1 {
		t.Fatalf("%+v, error %v", report, err)
	}
	ask(t, c, &answers{}, campaign.AskOptions{Round: 2})
	email, half, caughtUp := old, old, old
	half.Person.FullName = with.FullName
	email.VssID, email.Email = identity.VssIDApproved, "a@example.vn"
	caughtUp.Person = with.Apply(old.Person)
	for _, step := range []struct {
		name     string
		list     identity.Participant
		changed  int
		wantName identity.Name
		want     campaign.State
	}{
		{"the same list", old, 0, with.FullName, campaign.Verified},
		{"with an e-mail", email, 1, with.FullName, campaign.Verified},
		{"and again", email, 0, with.FullName, campaign.Verified},
		{"caught up in one value", half, 1, with.FullName, campaign.Verified},
		{"caught up", caughtUp, 1, with.FullName, campaign.Verified},
		{"and again", caughtUp, 0, with.FullName, campaign.Verified},
		{"fallen back", old, 1, old.Person.FullName, campaign.Updated},
	} {
		report := load(t, c, step.list)
		p := find(t, c, string(old.SocialInsuranceNumber))
		if report.Changed != step.changed || p.Record.Participant.Person.FullName != step.wantName || p.Row.State != step.want ||
			p.Record.Participant.Email != step.list.Email {
			t.Errorf("%s: %+v, state %v", step.name, report, p.Row.State)
		}
	}
}
