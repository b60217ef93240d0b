package household_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

func TestComputeRefuses(t *testing.T) {
	cases := []struct {
		name, reason string
		change       func(*household.Request)
		want         household.Code
		member       int
		field        string
	}{
		{"nobody", "a family has members", func(r *household.Request) { r.Members = nil }, household.CodeNoMembers, -1, "members"},
		{"a crowd", "bounded", func(r *household.Request) { r.Members = make([]household.Member, household.MaxMembers+1) }, household.CodeTooMany, -1, "members"},
		{"no head", "exactly one", func(r *household.Request) { r.Members[0].Head = false }, household.CodeHead, -1, "is_head"},
		{"two heads", "exactly one", func(r *household.Request) { r.Members[1].Head = true }, household.CodeHead, -1, "is_head"},
		{"no day of payment", "the base salary is that of a day", func(r *household.Request) { r.PayDate = identity.Date{} }, household.CodePayDate, 0, "pay_date"},
		{"a month of payment", "the base salary is that of a day", func(r *household.Request) { r.Members[1].PayDate = identity.MustDate(2026, 9, 0) }, household.CodePayDate, 1, "pay_date"},
		{"paid in 2014", "no rule", func(r *household.Request) { r.PayDate = day(2014, 12, 31) }, household.CodeNoRule, 0, "pay_date"},
		{"no months", "1 to 12", func(r *household.Request) { r.Members[1].Months = 0 }, household.CodeMonths, 1, "months"},
		{"13 months", "1 to 12", func(r *household.Request) { r.Members[1].Months = 13 }, household.CodeMonths, 1, "months"},
		{"a negative place", "places begin with 1", func(r *household.Request) { r.Members[1].PaidBefore = -1 }, household.CodePlace, 1, "paid_before"},
		{"an order of strangers", "indexes of members", func(r *household.Request) { r.Order = []int{3} }, household.CodeOrder, -1, "order"},
		{"an order with a repetition", "indexes of members", func(r *household.Request) { r.Order = []int{1, 1} }, household.CodeOrder, -1, "order"},
		{"a card that ended in a year", "a day", func(r *household.Request) { r.Members[2].LastCardEnd = identity.MustDate(2025, 0, 0) }, household.CodeCardEnd, 2, "last_card_end"},
		{"a group of digits", "two letters", func(r *household.Request) { r.Members[2].OtherGroup = "CANARY" }, household.CodeGroup, 2, "other_group"},
		{"an unknown group of support", "near_poor, pupil, average_farm", func(r *household.Request) { r.Members[2].Support = 9 }, household.CodeSupport, 2, "support_group"},
		{"a share above all", "0 to 100", func(r *household.Request) {
			r.Members[2].Support, r.Members[2].BudgetShare = household.SupportPupil, &household.BudgetShare{Percent: 101}
		}, household.CodeSupport, 2, "budget_share"},
		{"a share without a group", "the budget supports groups", func(r *household.Request) { r.Members[2].BudgetShare = &household.BudgetShare{Percent: 30} }, household.CodeSupport, 2, "budget_share"},
		{"no such relation", "a relation of the table", func(r *household.Request) { r.Members[2].Relation = 250 }, household.CodeRelation, 2, "relation"},
		{"a confirmation of nothing", "its subject", func(r *household.Request) {
			r.Confirmations = []household.Confirmation{{Officer: "cb01", On: today(), Document: "CV 1"}}
		}, household.CodeConfirmation, -1, "subject"},
		{"a confirmation of a stranger", "its subject", func(r *household.Request) {
			r.Confirmations = []household.Confirmation{{Subject: household.SubjectMember, Member: 3, Officer: "cb01", On: today(), Document: "CV 1"}}
		}, household.CodeConfirmation, -1, "member"},
		{"a confirmation by nobody", "who", func(r *household.Request) {
			r.Confirmations = []household.Confirmation{{Subject: household.SubjectHousehold, On: today(), Document: "CV 1"}}
		}, household.CodeConfirmation, -1, "officer"},
		{"a confirmation at some time", "when", func(r *household.Request) {
			r.Confirmations = []household.Confirmation{{Subject: household.SubjectHousehold, Officer: "cb01", Document: "CV 1"}}
		}, household.CodeConfirmation, -1, "on"},
		{"a confirmation on nothing", "which document", func(r *household.Request) {
			r.Confirmations = []household.Confirmation{{Subject: household.SubjectHousehold, Officer: "cb01", On: today()}}
		}, household.CodeConfirmation, -1, "document"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := family(3, 12)
			c.change(&r)
			_, err := household.Compute(r, household.Accepted)
			var got *household.Error
			if !errors.As(err, &got) || !errors.Is(err, c.want) {
				t.Fatalf("%s: %v, want %v", c.reason, err, c.want)
			}
			if got.Code != c.want || got.Member != c.member || got.Field != c.field {
				t.Errorf("%s: %v at member %d, field %q; want %v, %d, %q", c.reason, got.Code, got.Member, got.Field, c.want, c.member, c.field)
			}
			if strings.Contains(err.Error(), "CANARY") || got.Code.Error() == string(got.Code) {
				t.Errorf("text %q repeats a value or says nothing", err)
			}
		})
	}
}

func TestComputeWithoutVerdict(t *testing.T) {
	for _, v := range []household.Verdict{household.VerdictNone, household.Refused + 1} {
		if _, err := household.Compute(family(1, 12), v); !errors.Is(err, household.CodeVerdict) {
			t.Errorf("verdict %d: %v, want %v", v, err, household.CodeVerdict)
		}
	}
}

// TestEveryFailure: Validate gives all of them, in the order of the members.
func TestEveryFailure(t *testing.T) {
	r := family(3, 12)
	r.Members[1].Months, r.Members[2].PaidBefore = 99, -1
	err := r.Validate()
	var all household.Errors
	if !errors.As(err, &all) || len(all) != 2 || all[0].Member != 1 || all[1].Member != 2 {
		t.Fatalf("failures = %v", err)
	}
	if !errors.Is(err, household.CodeMonths) || !errors.Is(err, household.CodePlace) {
		t.Error("errors.Is does not find a code of the list")
	}
	if err := family(2, 3).Validate(); err != nil {
		t.Errorf("a good request fails: %v", err)
	}
	if household.Errors(nil).Err() != nil {
		t.Error("an empty list is an error")
	}
}

func TestUnknownCode(t *testing.T) {
	if got := household.Code("x.y").Error(); got != "x.y" {
		t.Errorf("text of an unknown code = %q", got)
	}
}
