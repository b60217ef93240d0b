package campaign_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// The synthetic population of the procedure, before and after a person's number
// was cancelled and set anew.
const (
	populationHead   = "personal_id,cmnd,full_name,date_of_birth,gender,status\n"
	populationBefore = populationHead +
		"001080012345,012345678,Nguyễn Văn An,15/03/1980,Nam,\n" +
		"079175004321,,Trần Thị Hoà,08/11/1975,Nữ,\n" +
		"001090000001,,Lê Văn Bình,01/02/1990,Nam,\n" +
		"001190000002,,Phạm Thị Chi,03/04/1990,Nữ,\n"
	populationAfter = populationHead +
		"001080012345,012345678,Nguyễn Văn An,15/03/1980,Nam,\n" +
		"079175004321,,Trần Thị Hoà,08/11/1975,Nữ,number_cancelled\n" +
		"079176004321,,Trần Thị Hoà,08/11/1976,Nữ,\n" +
		"001090000001,,Lê Văn Bình,01/02/1990,Nam,\n" +
		"001190000002,,Phạm Thị Chi,03/04/1990,Nữ,\n"
)

func held(sin, name, born, gender, id, unit string) identity.Participant {
	return identity.Participant{
		Person: identity.Person{
			FullName: identity.Name(name), DateOfBirth: identity.Text(born), Gender: identity.Text(gender),
			IDNumber: identity.Text(id),
		},
		SocialInsuranceNumber: identity.Text(sin),
		Unit:                  identity.Unit{Code: unit, Name: "Đơn vị " + unit},
	}
}

// The participants of three units.
func procedureList() []identity.Participant {
	return []identity.Participant{
		held("0100000001", "Nguyễn Văn An", "15/03/1980", "Nam", "012345678", "A"),     // a CMND: the ID is shared
		held("0100000002", "Trần Thị Hoà", "08/11/1975", "Nữ", "079175004321", "A"),    // agrees
		held("0100000003", "Lê Văn Binh", "01/02/1990", "Nam", "001090000001", "B"),    // name without its mark
		held("0100000004", "Phạm Thị Chi", "03/04/1990", "Nữ", "", "B"),                // no number
		held("0100000005", "Hoàng Văn Dũng", "05/06/1985", "Nam", "001085000009", "C"), // nobody has this number
	}
}

// procedure is a campaign with a helper for each step that asserts it.
type procedure struct {
	*testing.T
	c *campaign.Campaign
}

// stands asserts where the participants of the list stand, in its order.
func (p procedure) stands(when string, want ...campaign.State) {
	p.Helper()
	var got []campaign.State
	for _, one := range procedureList() {
		got = append(got, find(p.T, p.c, string(one.SocialInsuranceNumber)).Row.State)
	}
	if d := cmp.Diff(want, got); d != "" {
		p.Errorf("%s, states (-want +got):\n%s", when, d)
	}
}

// sends reads a list for every unit, as a program that writes the documents
// does, and says that it was sent.
func (p procedure) sends(list reconcile.List, ref string) []campaign.Due {
	p.Helper()
	var all []campaign.Due
	read := p.c.Mau01
	if list == reconcile.ListMau02 {
		read = p.c.Mau02
	}
	for unit, err := range p.c.UnitsDue(p.Context(), list) {
		if err != nil {
			p.Fatal(err)
		}
		var ids []campaign.ID
		for due, err := range read(p.Context(), unit.Code) {
			if err != nil || due.Outcome.Participant.Unit != unit || due.Outcome.Kind.List() != list {
				p.Fatalf("due on a list of unit %s: %v, error %v", unit.Code, due, err)
			}
			all, ids = append(all, due), append(ids, due.ID)
		}
		p.takes(len(ids))(p.c.Notified(p.Context(), list, ref+unit.Code, ids))
		report, err := p.c.Notified(p.Context(), list, ref+unit.Code, ids)
		if err != nil || report.Already != len(ids) || report.Done+report.Refused != 0 {
			p.Errorf("sending a list twice: %+v, error %v", report, err)
		}
	}
	return all
}

// takes asserts that a call took n participants on.
func (p procedure) takes(n int) func(campaign.StepReport, error) {
	p.Helper()
	return func(r campaign.StepReport, err error) {
		p.Helper()
		if err != nil || r.Done != n || r.Refused != 0 {
			p.Errorf("%+v, error %v; want %d", r, err, n)
		}
	}
}

func TestProcedure(t *testing.T) {
	p := procedure{t, open(t, campaign.NewMemory(), sealKey)}
	before := registryOf(t, strings.NewReader(populationBefore))
	load(t, p.c, procedureList()...)
	ask(t, p.c, before, campaign.AskOptions{Round: 1})
	p.stands("round 1", campaign.IDShared, campaign.Verified, campaign.Mismatched, campaign.NoID, campaign.Mismatched)

	told := p.sends(reconcile.ListMau01, "Mau01-1-")
	if len(told) != 2 || told[0].Outcome.PersonalID.Reveal() != "001080012345" || told[0].Outcome.FormerID.Reveal() != "012345678" {
		t.Errorf("on Mẫu số 01: %v", told)
	}
	wrong := p.sends(reconcile.ListMau02, "Mau02-1-")
	if len(wrong) != 3 || len(wrong[0].Outcome.Codes) == 0 {
		t.Errorf("on Mẫu số 02: %v", wrong)
	}
	p.shares(2)
	p.stands("lists sent", campaign.Settled, campaign.Settled, campaign.NotifiedMau02, campaign.NotifiedMau02, campaign.NotifiedMau02)

	p.corrects()
	p.stands("corrected", campaign.Settled, campaign.Settled, campaign.Updated, campaign.Updated, campaign.Confirmed)
	ask(t, p.c, before, campaign.AskOptions{Round: 2})
	p.stands("round 2", campaign.Settled, campaign.Settled, campaign.Verified, campaign.Verified, campaign.Confirmed)

	p.escalates()
	p.reverifies()
}

// shares hands over the share records of everybody who is due.
func (p procedure) shares(want int) {
	p.Helper()
	var ids []campaign.ID
	for s, err := range p.c.SharesDue(p.Context()) {
		if err != nil || !s.Share.PersonalID.IsValid() || s.Share.Book.Number == "" {
			p.Fatalf("%v, error %v", s, err)
		}
		ids = append(ids, s.ID)
	}
	p.takes(want)(p.c.Shared(p.Context(), "exchange-1", ids))
}

// corrects takes the returned lists of two units: two corrections, and one who
// says that the data of BHXH is right.
func (p procedure) corrects() {
	p.Helper()
	answers := []identity.Correction{
		{ListID: "Mau02-1-B", Row: 1, SocialInsuranceNumber: "0100000003", FullName: "Lê Văn Bình", Confirmed: true},
		{ListID: "Mau02-1-B", Row: 2, SocialInsuranceNumber: "0100000004", IDNumber: "001190000002", Confirmed: true},
		{ListID: "Mau02-1-C", Row: 1, SocialInsuranceNumber: "0100000005", Confirmed: true},
	}
	first, err := p.c.Correct(p.Context(), corrections(answers...), campaign.CorrectOptions{})
	if err != nil || first.Done != 3 {
		p.Errorf("corrections: %+v, error %v", first, err)
	}
	again, err := p.c.Correct(p.Context(), corrections(answers...), campaign.CorrectOptions{})
	if err != nil || again.Already != 3 || again.Done != 0 {
		p.Errorf("the same again: %+v, error %v", again, err)
	}
	three, four := find(p.T, p.c, "0100000003").Row.ID, find(p.T, p.c, "0100000004").Row.ID
	p.takes(1)(p.c.Filed(p.Context(), "D02-7", []campaign.ID{four}))
	p.takes(2)(p.c.EnterDeclared(p.Context(), "D02-7", []campaign.ID{three, four}))
	late, err := p.c.Correct(p.Context(), corrections(answers...), campaign.CorrectOptions{})
	if err != nil || late.Already != 3 || late.Done+late.Refused != 0 {
		p.Errorf("the same after it was entered: %+v, error %v", late, err)
	}
}

// escalates takes the one whose entry agrees with the papers to the centre and
// back.
func (p procedure) escalates() {
	p.Helper()
	ctx, id := p.Context(), find(p.T, p.c, "0100000005").Row.ID
	wantCode(p.T, p.c.Review(ctx, id), campaign.CodeEvidence)
	result, err := p.c.CompareCard(ctx, id, "001085000009||Hoàng Văn Dũng|06061985|Nam|Hà Nội|01012022", campaign.Evidence{Ref: "QR-1", By: "cb-1"})
	if err != nil || result.Matches() {
		p.Errorf("a card with another birthday: matches %t, error %v", result.Matches(), err)
	}
	result, err = p.c.CompareCard(ctx, id, "001085000009||Hoàng Văn Dũng|05061985|Nam|Hà Nội|01012022", campaign.Evidence{Ref: "QR-2", By: "cb-1"})
	if err != nil || !result.Matches() {
		p.Errorf("the right card: matches %t, error %v", result.Matches(), err)
	}
	_, err = p.c.CompareCard(ctx, id, "no card", campaign.Evidence{Ref: "QR-3", By: "cb-1"})
	wantCode(p.T, err, campaign.CodeInput)
	if err := p.c.Review(ctx, id, campaign.Evidence{Kind: campaign.EvidencePapers, Ref: "HS-9", By: "cb-1"}); err != nil {
		p.Errorf("Review: %v", err)
	}
	want := "social_insurance_number,unit_code,codes,round,evidence_ref\n0100000005,C,id.not_found,1,QR-2;HS-9\n"
	for range 2 { // the second time as after a failure to keep the first file
		var file bytes.Buffer
		if _, err := p.c.Escalate(ctx, &file, "ESC-1"); err != nil || file.String() != want {
			p.Errorf("escalation.csv, error %v (-want +got):\n%s", err, cmp.Diff(want, file.String()))
		}
	}
	p.takes(1)(p.c.Answered(ctx, "CV-12", []campaign.ID{id}))
	p.stands("answered", campaign.Settled, campaign.Settled, campaign.Verified, campaign.Verified, campaign.Answered)
}

// reverifies asks everybody again after the registry has changed: a number was
// cancelled and set anew. The others go back to where they stood.
func (p procedure) reverifies() {
	p.Helper()
	after := registryOf(p.T, strings.NewReader(populationAfter))
	ask(p.T, p.c, after, campaign.AskOptions{Round: 3, Reverify: true})
	p.stands("round 3", campaign.Settled, campaign.Mismatched, campaign.Verified, campaign.Verified, campaign.Mismatched)

	// An officer enters the new number and birth year from the new card.
	update := identity.Correction{SocialInsuranceNumber: "0100000002", DateOfBirth: "08/11/1976", IDNumber: "079176004321"}
	report, err := p.c.Update(p.Context(), corrections(update), campaign.CorrectOptions{Ref: "TK1-3", Actor: "cb-2"})
	if err != nil || report.Done != 1 {
		p.Errorf("Update: %+v, error %v", report, err)
	}
	ask(p.T, p.c, after, campaign.AskOptions{Round: 4})
	p.stands("round 4", campaign.Settled, campaign.Verified, campaign.Verified, campaign.Verified, campaign.Mismatched)

	old, anew := find(p.T, p.c, "079175004321"), find(p.T, p.c, "079176004321")
	if old.Row.ID != anew.Row.ID {
		p.Error("the old and the new number lead to two participants")
	}
	if latest, ok := anew.Record.Numbers.Latest(number(p.T, "079175004321")); !ok || latest != number(p.T, "079176004321") {
		p.Errorf("the number history is %v", anew.Record.Numbers)
	}
	var outcomes []campaign.State
	for _, e := range history(p.T, p.c, old.Row.ID) {
		if e.Cause == campaign.CauseOutcome {
			outcomes = append(outcomes, e.To)
		}
	}
	if d := cmp.Diff([]campaign.State{campaign.Verified, campaign.Mismatched, campaign.Verified}, outcomes); d != "" {
		p.Errorf("the history of the outcomes (-want +got):\n%s", d)
	}
}

func corrections(cs ...identity.Correction) func(func(identity.Correction, error) bool) {
	return func(yield func(identity.Correction, error) bool) {
		for _, c := range cs {
			if !yield(c, nil) {
				return
			}
		}
	}
}
