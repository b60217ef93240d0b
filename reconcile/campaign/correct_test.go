package campaign_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// onMau02 is a campaign whose participants are all on a Mẫu số 02.
func onMau02(t *testing.T, ps ...identity.Participant) *campaign.Campaign {
	t.Helper()
	c := open(t, campaign.NewMemory(), sealKey)
	load(t, c, ps...)
	registry := &answers{by: map[string]registryclient.Answer{}}
	for _, p := range ps {
		registry.by[string(p.Person.IDNumber)] = notMatched
	}
	ask(t, c, registry, campaign.AskOptions{Round: 1})
	var ids []campaign.ID
	for due, err := range c.Mau02(t.Context(), "A") {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, due.ID)
	}
	if report, err := c.Notified(t.Context(), reconcile.ListMau02, "Mau02-A", ids); err != nil || report.Done != len(ps) {
		t.Fatalf("%+v, error %v", report, err)
	}
	return c
}

func TestCorrectRefuses(t *testing.T) {
	const list = "Mau02-A"
	for _, test := range []struct {
		name, reason string
		with         identity.Correction
		want         campaign.Code
		findings     []identity.FindingCode
	}{
		{
			"another birth year than the number", "B.II: judged before the registry is asked",
			identity.Correction{SocialInsuranceNumber: "0100000001", IDNumber: "001081012345", Confirmed: true},
			campaign.CodeContradicts,
			[]identity.FindingCode{identity.FindingIDBirthYear},
		},
		{
			"another gender than the number", "the contradiction may lie in what is left standing",
			identity.Correction{SocialInsuranceNumber: "0100000001", Gender: "Nữ", Confirmed: true},
			campaign.CodeContradicts,
			[]identity.FindingCode{identity.FindingIDGender},
		},
		{
			"no date", "could never be put as a question",
			identity.Correction{SocialInsuranceNumber: "0100000001", DateOfBirth: "30/02/1980", Confirmed: true},
			campaign.CodeInput,
			[]identity.FindingCode{identity.FindingDateImpossible},
		},
		{
			"column (14) empty", "the participant has not confirmed it",
			identity.Correction{SocialInsuranceNumber: "0100000001", FullName: "Nguyễn Văn Ân"},
			campaign.CodeUnconfirmed, nil,
		},
		{
			"nobody", "a number of no participant",
			identity.Correction{SocialInsuranceNumber: "0199999999", Confirmed: true},
			campaign.CodeUnknown, nil,
		},
		{
			"no number", "not a mã số BHXH",
			identity.Correction{SocialInsuranceNumber: "?", Confirmed: true},
			campaign.CodeUnknown, nil,
		},
		{
			"two people", "which of the two answered?",
			identity.Correction{SocialInsuranceNumber: "0100000002", Confirmed: true},
			campaign.CodeAmbiguous, nil,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := onMau02(t, somebody(1, "A", nil), somebody(2, "A", nil),
				somebody(2, "A", func(p *identity.Participant) { p.Person.FullName = "Nguyễn Văn Hai" }))
			before := statesOf(t, c)
			test.with.ListID, test.with.Row = list, 17
			report, err := c.Correct(t.Context(), corrections(test.with), campaign.CorrectOptions{})
			if err != nil || report.Rows != 1 || report.Refused != 1 || report.Done+report.Already+report.Unanswered != 0 {
				t.Fatalf("%s: %+v, error %v", test.reason, report, err)
			}
			got := report.Refusals[0]
			got.ID = 0
			want := campaign.Refusal{Row: 17, List: list, Code: test.want, Findings: test.findings}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, d)
			}
			if d := cmp.Diff(before, statesOf(t, c)); d != "" {
				t.Errorf("a refusal changed states (-before +after):\n%s", d)
			}
		})
	}
}

// TestCorrectAnotherAnswer: a second list that comes back before the first
// answer is entered takes its place, and is itself applied once.
func TestCorrectAnotherAnswer(t *testing.T) {
	c := onMau02(t, somebody(1, "A", nil))
	answer := identity.Correction{ListID: "Mau02-A", SocialInsuranceNumber: "0100000001", FullName: "Nguyễn Văn Ân", Confirmed: true}
	other := answer
	other.FullName = "Nguyễn Văn Ẩn"
	for i, with := range []identity.Correction{answer, other, other, {SocialInsuranceNumber: "0100000001"}} {
		report, err := c.Correct(t.Context(), corrections(with), campaign.CorrectOptions{})
		want := campaign.CorrectReport{Rows: 1}
		switch i {
		case 0, 1:
			want.Done = 1
		case 2:
			want.Already = 1
		case 3:
			want.Unanswered = 1
		}
		if err != nil || !cmp.Equal(want, report) {
			t.Errorf("answer %d: %+v, error %v; want %+v", i+1, report, err, want)
		}
	}
	p := find(t, c, "0100000001")
	if p.Row.State != campaign.Confirmed || p.Record.Declared == nil || p.Record.Declared.FullName != other.FullName ||
		p.Record.Participant.Person.FullName == other.FullName {
		t.Errorf("the answer is entered, or not kept: %v", p)
	}
	if report, err := c.EnterDeclared(t.Context(), "D02-1", []campaign.ID{p.Row.ID, 99}); err != nil || report.Done != 1 ||
		report.Refused != 1 || report.Refusals[0].ID != 99 || report.Refusals[0].Code != campaign.CodeUnknown {
		t.Errorf("%+v, error %v", report, err)
	}
	p = find(t, c, "0100000001")
	if p.Row.State != campaign.Updated || p.Record.Declared != nil || p.Record.Participant.Person.FullName != other.FullName {
		t.Errorf("not entered: %v", p)
	}
	if report, err := c.EnterDeclared(t.Context(), "D02-1", []campaign.ID{p.Row.ID}); err != nil || report.Already != 1 {
		t.Errorf("entered twice: %+v, error %v", report, err)
	}
	if got := outbox(t, c); len(got) != 1 || got[0].Kind != campaign.MessageCorrected || got[0].Basis != "D02-1" {
		t.Errorf("outbox: %v", got)
	}
}

// TestUpdate: an officer's correction goes into the record from every state,
// and does nothing the second time.
func TestUpdate(t *testing.T) {
	for name, state := range map[string]campaign.State{"before the first round": campaign.New, "on a Mẫu số 02": campaign.NotifiedMau02} {
		t.Run(name, func(t *testing.T) {
			c := onMau02(t, somebody(1, "A", nil))
			want := campaign.Updated
			if state == campaign.New {
				c = open(t, campaign.NewMemory(), sealKey)
				load(t, c, somebody(1, "A", nil))
				want = campaign.New
			}
			with := identity.Correction{SocialInsuranceNumber: "0100000001", IDNumber: "001080077777"}
			for i, done := range []int{1, 0} {
				report, err := c.Update(t.Context(), corrections(with), campaign.CorrectOptions{Ref: "TK1-1"})
				if err != nil || report.Done != done || report.Already != 1-done {
					t.Errorf("call %d: %+v, error %v", i+1, report, err)
				}
			}
			p := find(t, c, "001080077777")
			if p.Row.State != want || p.Row.ID != find(t, c, "001080000001").Row.ID {
				t.Errorf("state %v, want %v under both numbers", p.Row.State, want)
			}
			if got := outbox(t, c); len(got) != 1 || got[0].Kind != campaign.MessageNumber {
				t.Errorf("outbox: %v", got)
			}
		})
	}
}

// TestCorrectionsThatBreakOff: an error of the corrections is passed on, and
// what came before it is stored.
func TestCorrectionsThatBreakOff(t *testing.T) {
	c := onMau02(t, somebody(1, "A", nil))
	cut := errors.New("the list broke off")
	report, err := c.Correct(t.Context(), func(yield func(identity.Correction, error) bool) {
		_ = yield(identity.Correction{SocialInsuranceNumber: "0100000001", Confirmed: true}, nil) && yield(identity.Correction{}, cut)
	}, campaign.CorrectOptions{Ref: "Mau02-A"})
	if !errors.Is(err, cut) || report.Done != 1 {
		t.Errorf("%+v, error %v", report, err)
	}
}

func TestStepsRefuse(t *testing.T) {
	c := onMau02(t, somebody(1, "A", nil))
	for name, call := range map[string]func(ref string) (campaign.StepReport, error){
		"a Mẫu số 01 of somebody who does not match": func(ref string) (campaign.StepReport, error) {
			return c.Notified(t.Context(), reconcile.ListMau01, ref, []campaign.ID{1})
		},
		"an answer about somebody who was not escalated": func(ref string) (campaign.StepReport, error) {
			return c.Answered(t.Context(), ref, []campaign.ID{1})
		},
		"a share record of somebody who was not confirmed": func(ref string) (campaign.StepReport, error) {
			return c.Shared(t.Context(), ref, []campaign.ID{1})
		},
	} {
		report, err := call("X-1")
		if err != nil || report.Refused != 1 || report.Refusals[0].Code != campaign.CodeStep {
			t.Errorf("%s: %+v, error %v", name, report, err)
		}
		_, err = call("")
		wantCode(t, err, campaign.CodeInput)
	}
	_, err := c.Notified(t.Context(), reconcile.ListNone, "X-1", nil)
	wantCode(t, err, campaign.CodeInput)
}
