package household_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

// mixedFamily has one of everything that a quote can show.
func mixedFamily() household.Request {
	r := family(5, 12)
	r.Members[1].Relation = household.RelationWife
	r.Members[2].Relation, r.Members[2].OtherGroup = household.RelationBirthChild, "HS"
	r.Members[3].Months, r.Members[3].LastCardEnd = 4, identity.Date{}
	r.Members[4].Support = household.SupportNearPoor
	r.Members[4].BudgetShare = &household.BudgetShare{Percent: 70, Reference: "NQ 01/2026/NQ-HĐND"}
	return r
}

func TestQuoteJSON(t *testing.T) {
	text, err := json.Marshal(compute(t, mixedFamily(), household.Accepted))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"request":"family","verdict":"accepted","codes":[],"completeness":"unknown","members":[` +
		`{"personal_id":"001180000000","codes":[],"place":1,"months":12,"base_salary":2530000,"percent":100,"amount":1366200,"card_from":"2026-09-01"},` +
		`{"personal_id":"001180000001","codes":[],"place":2,"months":12,"base_salary":2530000,"percent":70,"amount":956340,"card_from":"2026-09-01"},` +
		`{"personal_id":"001180000002","codes":["payment.other_group"],"place":0,"months":0,"base_salary":0,"percent":0,"amount":0,"card_from":""},` +
		`{"personal_id":"001180000003","codes":["payment.remaining_months"],"place":3,"months":4,"base_salary":2530000,"percent":60,"amount":273240,"card_from":"2026-10-01"},` +
		`{"personal_id":"001180000004","codes":["payment.budget_supported"],"place":1,"months":12,"base_salary":2530000,"percent":100,"amount":409860,"card_from":"2026-09-01"}` +
		`],"total":3005640}`
	if d := cmp.Diff(want, string(text)); d != "" {
		t.Errorf("JSON (-want +got):\n%s", d)
	}
}

// TestQuoteText compares with a table that was worked out by hand.
func TestQuoteText(t *testing.T) {
	for _, c := range []struct {
		file    string
		verdict household.Verdict
	}{{"testdata/quote_accepted.txt", household.Accepted}, {"testdata/quote_refused.txt", household.Refused}} {
		t.Run(c.file, func(t *testing.T) {
			want, err := os.ReadFile(c.file)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if err := compute(t, mixedFamily(), c.verdict).WriteText(&b); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), b.String()); d != "" {
				t.Errorf("text (-want +got):\n%s", d)
			}
			if strings.Contains(b.String(), "001180") || strings.Contains(b.String(), "Mẫu") {
				t.Error("the text shows a number or a name")
			}
		})
	}
}

func TestWriteTextFails(t *testing.T) {
	want := errors.New("full")
	if err := compute(t, family(1, 3), household.Accepted).WriteText(failing{want}); !errors.Is(err, want) {
		t.Errorf("WriteText = %v, want %v", err, want)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestFormula: what a person works out by hand.
func TestFormula(t *testing.T) {
	q := compute(t, mixedFamily(), household.Accepted)
	want := []string{
		"2.530.000 × 4,5% × 100% × 12 tháng = 1.366.200",
		"2.530.000 × 4,5% × 70% × 12 tháng = 956.340",
		"",
		"2.530.000 × 4,5% × 60% × 4 tháng = 273.240",
		"2.530.000 × 4,5% × 100% × 12 tháng = 1.366.200; ngân sách hỗ trợ 70% = 956.340; còn 409.860",
	}
	for i, l := range q.Lines {
		if got := l.Formula(); got != want[i] {
			t.Errorf("formula of line %d = %q, want %q", i, got, want[i])
		}
	}
}

func TestDong(t *testing.T) {
	for d, want := range map[household.Dong]string{
		0: "0", 7: "7", 999: "999", 1000: "1.000", 45_540: "45.540", 1_366_200: "1.366.200", -1_000: "-1.000",
	} {
		if got := d.String(); got != want {
			t.Errorf("%d: %q, want %q", int64(d), got, want)
		}
	}
}

// TestConfirmationStays: an officer's confirmation is part of the quote, and
// not the caller's slice.
func TestConfirmationStays(t *testing.T) {
	r := family(2, 3)
	r.Confirmations = []household.Confirmation{{
		Subject: household.SubjectHousehold, Officer: "cb01", On: today(), Document: "CV 12/CAX ngày 30/08/2026",
	}}
	q := compute(t, r, household.Accepted)
	r.Confirmations[0].Officer = "somebody else"
	if len(q.Confirmations) != 1 || q.Confirmations[0].Officer != "cb01" {
		t.Errorf("confirmations = %v", q.Confirmations)
	}
}

func TestSmallEnums(t *testing.T) {
	texts := []string{
		household.Accepted.String(), household.Provisional.String(), household.Refused.String(), household.Verdict(9).String(),
		household.Complete.String(), household.Incomplete.String(), household.CompletenessUnknown.String(), household.Completeness(9).String(),
		household.ContinuityBroken.String(), household.Continuity(9).String(), household.SubjectMember.String(), household.Subject(9).String(),
		household.SupportNearPoor.String(), household.SupportGroup(9).String(), household.SupportGroup(9).Vietnamese(), household.SupportPupil.Vietnamese(),
	}
	want := []string{
		"accepted", "provisional", "refused", "", "yes", "no", "unknown", "unknown", "broken", "", "member", "", "near_poor", "", "", "học sinh, sinh viên",
	}
	if d := cmp.Diff(want, texts); d != "" {
		t.Errorf("names (-want +got):\n%s", d)
	}
	var v household.Verdict
	if v.UnmarshalText([]byte("refused")) != nil || v != household.Refused || !errors.Is(v.UnmarshalText([]byte("?")), household.CodeVerdict) {
		t.Error("a verdict does not come back from its text")
	}
}
