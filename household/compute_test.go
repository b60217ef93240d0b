package household_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

// vnd are the amounts of 12 months by place under the rules of today.
var vnd = [...]household.Dong{0, 1_366_200, 956_340, 819_720, 683_100, 546_480}

func TestCompute(t *testing.T) {
	cases := []struct {
		name, reason string
		change       func(*household.Request)
		verdict      household.Verdict
		places       []int
		amounts      []household.Dong
		codes        map[int][]household.FindingCode
	}{
		{
			name: "a whole family", reason: "NĐ 146/2018/NĐ-CP Điều 7 khoản 1 điểm e",
			change: func(*household.Request) {}, verdict: household.Accepted,
			places: []int{1, 2, 3}, amounts: []household.Dong{vnd[1], vnd[2], vnd[3]},
		},
		{
			name: "provisional", reason: "the whole declared family counts until everybody is checked",
			change: func(*household.Request) {}, verdict: household.Provisional,
			places: []int{1, 2, 3}, amounts: []household.Dong{vnd[1], vnd[2], vnd[3]},
		},
		{
			name: "refused", reason: "plain renewal: everybody pays as a first person",
			change: func(*household.Request) {}, verdict: household.Refused,
			places: []int{1, 1, 1}, amounts: []household.Dong{vnd[1], vnd[1], vnd[1]},
		},
		{
			name: "a card of another group", reason: "NĐ 146/2018/NĐ-CP Điều 5 khoản 1: takes no place",
			change:  func(r *household.Request) { r.Members[1].OtherGroup = "dn " },
			verdict: household.Accepted,
			places:  []int{1, 0, 2}, amounts: []household.Dong{vnd[1], 0, vnd[2]},
			codes: map[int][]household.FindingCode{1: {household.FindingOtherGroup}},
		},
		{
			name: "a card of the household group", reason: "GD is no other group",
			change:  func(r *household.Request) { r.Members[1].OtherGroup = "GD" },
			verdict: household.Accepted,
			places:  []int{1, 2, 3}, amounts: []household.Dong{vnd[1], vnd[2], vnd[3]},
		},
		{
			name: "does not pay now", reason: "only who pays takes a place",
			change:  func(r *household.Request) { r.Members[0].Joins = false },
			verdict: household.Accepted,
			places:  []int{0, 1, 2}, amounts: []household.Dong{0, vnd[1], vnd[2]},
			codes: map[int][]household.FindingCode{0: {household.FindingNotJoining}},
		},
		{
			name: "absent", reason: "tạm vắng is out",
			change:  func(r *household.Request) { r.Members[2].Absent = true },
			verdict: household.Accepted,
			places:  []int{1, 2, 0}, amounts: []household.Dong{vnd[1], vnd[2], 0},
			codes: map[int][]household.FindingCode{2: {household.FindingAbsent}},
		},
		{
			name: "joined elsewhere", reason: "NĐ 146/2018/NĐ-CP Điều 5 khoản 2",
			change:  func(r *household.Request) { r.Members[1].JoinedElsewhere = true },
			verdict: household.Accepted,
			places:  []int{1, 0, 2}, amounts: []household.Dong{vnd[1], 0, vnd[2]},
			codes: map[int][]household.FindingCode{1: {household.FindingJoinedElsewhere}},
		},
		{
			name: "named twice", reason: "one person takes one place",
			change: func(r *household.Request) {
				r.Members[2].Person.IDNumber = "001 180 000 001"
			},
			verdict: household.Accepted,
			places:  []int{1, 2, 0}, amounts: []household.Dong{vnd[1], vnd[2], 0},
			codes: map[int][]household.FindingCode{2: {household.FindingDuplicate}},
		},
		{
			name: "named twice, pays the second time", reason: "the one who pays counts",
			change: func(r *household.Request) {
				r.Members[1].Joins = false
				r.Members[2].Person.IDNumber = r.Members[1].Person.IDNumber
			},
			verdict: household.Accepted,
			places:  []int{1, 0, 2}, amounts: []household.Dong{vnd[1], 0, vnd[2]},
			codes: map[int][]household.FindingCode{1: {household.FindingDuplicate}},
		},
		{
			name: "numbers that cannot be read", reason: "they prove no identity",
			change: func(r *household.Request) {
				r.Members[1].Person.IDNumber, r.Members[2].Person.IDNumber = "?", "?"
			},
			verdict: household.Accepted,
			places:  []int{1, 2, 3}, amounts: []household.Dong{vnd[1], vnd[2], vnd[3]},
		},
		{
			name: "somebody paid earlier", reason: "a later joiner gets the next place of the year",
			change: func(r *household.Request) {
				r.Members[0].Joins, r.Members[0].PaidBefore = false, 2
			},
			verdict: household.Accepted,
			places:  []int{0, 3, 4}, amounts: []household.Dong{0, vnd[3], vnd[4]},
			codes: map[int][]household.FindingCode{0: {household.FindingNotJoining}},
		},
		{
			name: "pays again in the same year", reason: "the place of the year stays",
			change:  func(r *household.Request) { r.Members[2].PaidBefore = 1 },
			verdict: household.Accepted,
			places:  []int{2, 3, 1}, amounts: []household.Dong{vnd[2], vnd[3], vnd[1]},
			codes: map[int][]household.FindingCode{2: {household.FindingPaidBefore}},
		},
		{
			name: "two with the same place", reason: "records of agents are what they are: flagged, not refused",
			change: func(r *household.Request) {
				r.Members[0].PaidBefore, r.Members[1].PaidBefore = 1, 1
			},
			verdict: household.Accepted,
			places:  []int{1, 1, 2}, amounts: []household.Dong{vnd[1], vnd[1], vnd[2]},
			codes: map[int][]household.FindingCode{
				0: {household.FindingPaidBefore, household.FindingSamePlace},
				1: {household.FindingPaidBefore, household.FindingSamePlace},
			},
		},
		{
			name: "order fixed by the caller", reason: "the law does not say who is first",
			change:  func(r *household.Request) { r.Order = []int{2, 0} },
			verdict: household.Accepted,
			places:  []int{2, 3, 1}, amounts: []household.Dong{vnd[2], vnd[3], vnd[1]},
		},
		{
			name: "order of payment", reason: "who pays first is first, whatever the list says",
			change: func(r *household.Request) {
				r.Members[0].PayDate, r.Members[2].PayDate = day(2026, 9, 2), day(2026, 8, 15)
			},
			verdict: household.Accepted,
			places:  []int{3, 2, 1}, amounts: []household.Dong{vnd[3], vnd[2], vnd[1]},
		},
		{
			name: "two financial years", reason: "every year has its own order",
			change:  func(r *household.Request) { r.Members[1].PayDate = day(2027, 1, 2) },
			verdict: household.Accepted,
			places:  []int{1, 1, 2}, amounts: []household.Dong{vnd[1], vnd[1], vnd[2]},
		},
		{
			name: "a new base salary between two payments", reason: "the base salary of the day of payment",
			change:  func(r *household.Request) { r.Members[0].PayDate = day(2026, 6, 30) },
			verdict: household.Accepted,
			places:  []int{1, 2, 3}, amounts: []household.Dong{1_263_600, vnd[2], vnd[3]},
		},
		{
			name: "different months", reason: "tier amount × months of each member",
			change:  func(r *household.Request) { r.Members[1].Months = 5 },
			verdict: household.Accepted,
			places:  []int{1, 2, 3}, amounts: []household.Dong{vnd[1], 398_475, vnd[3]},
			codes: map[int][]household.FindingCode{1: {household.FindingRemainingMonths}},
		},
		{
			name: "supported by the budget", reason: "NĐ 146/2018/NĐ-CP Điều 7 khoản 2: no reduction, and no place from the others; the share is not ours to guess",
			change:  func(r *household.Request) { r.Members[1].Support = household.SupportPupil },
			verdict: household.Accepted,
			places:  []int{1, 1, 2}, amounts: []household.Dong{vnd[1], vnd[1], vnd[2]},
			codes: map[int][]household.FindingCode{1: {household.FindingBudgetSupported, household.FindingBudgetShareUnknown}},
		},
		{
			name: "supported, share stated", reason: "Điều 8 and the decision of the province",
			change: func(r *household.Request) {
				r.Members[1].Support = household.SupportNearPoor
				r.Members[1].BudgetShare = &household.BudgetShare{Percent: 70, Reference: "NQ 01/2026/NQ-HĐND"}
			},
			verdict: household.Accepted,
			places:  []int{1, 1, 2}, amounts: []household.Dong{vnd[1], 409_860, vnd[2]},
			codes: map[int][]household.FindingCode{1: {household.FindingBudgetSupported}},
		},
		{
			name: "supported in a plain renewal", reason: "support does not hang on the household",
			change: func(r *household.Request) {
				r.Members[1].Support = household.SupportAverageFarm
				r.Members[1].BudgetShare = &household.BudgetShare{Percent: 100}
			},
			verdict: household.Refused,
			places:  []int{1, 1, 1}, amounts: []household.Dong{vnd[1], 0, vnd[1]},
			codes: map[int][]household.FindingCode{1: {household.FindingBudgetSupported}},
		},
		{
			name: "nobody pays", reason: "a check without a payment",
			change: func(r *household.Request) {
				for i := range r.Members {
					r.Members[i].Joins = false
				}
				r.PayDate = identity.Date{}
			},
			verdict: household.Accepted,
			places:  []int{0, 0, 0}, amounts: []household.Dong{0, 0, 0},
			codes: map[int][]household.FindingCode{
				0: {household.FindingNotJoining}, 1: {household.FindingNotJoining}, 2: {household.FindingNotJoining},
			},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := family(3, 12)
			c.change(&r)
			q := compute(t, r, c.verdict)
			if d := cmp.Diff(c.places, places(q)); d != "" {
				t.Errorf("%s: places (-want +got):\n%s", c.reason, d)
			}
			if d := cmp.Diff(c.amounts, amounts(q)); d != "" {
				t.Errorf("%s: amounts (-want +got):\n%s", c.reason, d)
			}
			for i, l := range q.Lines {
				if d := cmp.Diff(c.codes[i], l.Codes); d != "" {
					t.Errorf("%s: codes of member %d (-want +got):\n%s", c.reason, i, d)
				}
			}
			checkQuote(t, q)
		})
	}
}

// checkQuote works every amount out again from the factors on its line.
func checkQuote(t *testing.T, q household.Quote) {
	t.Helper()
	var total household.Dong
	for i, l := range q.Lines {
		month := l.BaseSalary * household.Dong(l.RatePerMille) * household.Dong(l.Percent)
		switch {
		case l.Member != i:
			t.Errorf("line %d is of member %d", i, l.Member)
		case month%100_000 != 0 || month/100_000 != l.Monthly:
			t.Errorf("line %d: a month is %d, not %d", i, l.Monthly, month/100_000)
		case l.Monthly*household.Dong(l.Months) != l.Contribution || l.Contribution-l.BudgetAmount != l.Amount:
			t.Errorf("line %d does not add up", i)
		case l.Amount < 0 || l.BudgetAmount < 0:
			t.Errorf("line %d is negative", i)
		case l.Pays() != l.CardFrom.IsValid() || l.Pays() != (l.Formula() != "") || l.Pays() != (l.Decree != ""):
			t.Errorf("line %d: a payment without a card, a formula or a decree, or the other way round", i)
		case len(l.Bases()) == 0 && l.PayDate.IsValid():
			t.Errorf("line %d has no legal basis", i)
		}
		total += l.Amount
	}
	if total != q.Total {
		t.Errorf("total = %d, want %d", q.Total, total)
	}
}
