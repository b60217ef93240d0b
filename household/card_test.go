package household_test

import (
	"errors"
	"testing"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

func TestCardStart(t *testing.T) {
	none := identity.Date{}
	cases := []struct {
		name, reason  string
		paid, lastEnd identity.Date
		want          identity.Date
		continuity    household.Continuity
	}{
		{"first joining", "Luật BHYT Điều 16 khoản 3 điểm c", day(2026, 9, 1), none, day(2026, 10, 1), household.ContinuityFirst},
		{"before the last card ends", "điểm b: nối tiếp", day(2026, 9, 1), day(2026, 9, 20), day(2026, 9, 21), household.ContinuityUnbroken},
		{"on its last day", "điểm b: nối tiếp", day(2026, 9, 1), day(2026, 9, 1), day(2026, 9, 2), household.ContinuityUnbroken},
		{"on the day after", "no day without a card", day(2026, 9, 1), day(2026, 8, 31), day(2026, 9, 1), household.ContinuityUnbroken},
		{"one day later", "a gap below three months", day(2026, 9, 2), day(2026, 8, 31), day(2026, 9, 2), household.ContinuityKept},
		{"a day below three months", "a gap below three months", day(2026, 11, 30), day(2026, 8, 31), day(2026, 11, 30), household.ContinuityKept},
		{"exactly three months", "từ 3 tháng trở lên waits; không quá 3 tháng keeps the years", day(2026, 12, 1), day(2026, 8, 31), day(2026, 12, 31), household.ContinuityKept},
		{"a day above three months", "the years begin again", day(2026, 12, 2), day(2026, 8, 31), day(2027, 1, 1), household.ContinuityBroken},
		{"a gap of years", "the years begin again", day(2026, 9, 1), day(2020, 1, 1), day(2026, 10, 1), household.ContinuityBroken},
		{"over the end of February", "three months from 30/11 end with February", day(2027, 2, 28), day(2026, 11, 29), day(2027, 2, 28), household.ContinuityKept},
		{"the day after February", "three months have passed", day(2027, 3, 1), day(2026, 11, 29), day(2027, 3, 31), household.ContinuityKept},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, continuity := household.CardStart(c.paid, c.lastEnd)
			if got != c.want || continuity != c.continuity {
				t.Errorf("%s: %s %v, want %s %v", c.reason, got.ISO(), continuity, c.want.ISO(), c.continuity)
			}
		})
	}
}

func TestRemainingMonths(t *testing.T) {
	cases := []struct {
		name, reason string
		from, end    identity.Date
		want         int
		err          household.Code
	}{
		{"to the end of the same month", "one month is the least", day(2026, 9, 20), day(2026, 9, 30), 1, ""},
		{"exactly three months", "15/09 to 14/12", day(2026, 9, 15), day(2026, 12, 14), 3, ""},
		{"a day more", "a month begun is a month", day(2026, 9, 15), day(2026, 12, 15), 4, ""},
		{"the whole year", "twelve months", day(2026, 1, 1), day(2026, 12, 31), 12, ""},
		{"from the 31st", "the month after ends with its last day", day(2027, 1, 31), day(2027, 2, 28), 1, ""},
		{"more than a year", "nobody pays for more than twelve months", day(2026, 1, 1), day(2027, 1, 1), 0, household.CodeMonths},
		{"in the past", "the family's cards have ended", day(2026, 9, 2), day(2026, 9, 1), 0, household.CodeMonths},
		{"no day of payment", "a day is needed", identity.Date{}, day(2026, 9, 1), 0, household.CodePayDate},
		{"the end is a month", "a day is needed", day(2026, 9, 2), identity.MustDate(2026, 12, 0), 0, household.CodeCardEnd},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := household.RemainingMonths(c.from, c.end)
			if got != c.want || (err == nil) != (c.err == "") || err != nil && !errors.Is(err, c.err) {
				t.Errorf("%s: %d, %v; want %d, %v", c.reason, got, err, c.want, c.err)
			}
		})
	}
}

// TestPaidMonths holds from when to when the months of a payment count.
func TestPaidMonths(t *testing.T) {
	cases := []struct {
		name, reason  string
		paid, lastEnd identity.Date
		months        int
		from, to      identity.Date
	}{
		{"inside a month", "NĐ 146/2018/NĐ-CP Điều 10 khoản 4: from the day of payment", day(2026, 9, 15), day(2026, 8, 31), 3, day(2026, 9, 15), day(2026, 12, 14)},
		{"first joining", "from the day of payment; the card itself waits", day(2026, 9, 15), identity.Date{}, 12, day(2026, 9, 15), day(2027, 9, 14)},
		{"a card that still runs", "joined to its end", day(2026, 9, 15), day(2026, 9, 30), 6, day(2026, 10, 1), day(2027, 3, 31)},
		{"the 31st", "ends with the shorter month", day(2027, 1, 31), day(2027, 1, 15), 1, day(2027, 1, 31), day(2027, 2, 28)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := family(1, c.months)
			r.PayDate, r.Members[0].LastCardEnd = c.paid, c.lastEnd
			l := compute(t, r, household.Accepted).Lines[0]
			if l.PaidFrom != c.from || l.PaidTo != c.to {
				t.Errorf("%s: %s to %s, want %s to %s", c.reason, l.PaidFrom.ISO(), l.PaidTo.ISO(), c.from.ISO(), c.to.ISO())
			}
		})
	}
}
