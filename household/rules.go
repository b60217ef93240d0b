package household

import (
	"iter"
	"slices"

	"github.com/bhxh-go/bhxh/identity"
)

//go:generate go run ../internal/householdgen -in data -out .

// dated is the time over which a row counts, with its source. Days are numbers
// yyyymmdd, 0 for an open end.
type dated struct {
	from, to  int32
	certainty identity.Certainty
	source    string
}

func (d *dated) at(day int32) bool { return d.from <= day && (d.to == 0 || day <= d.to) }

// The rows of the generated tables. They are literals, so that importing the
// package costs nothing.
type (
	baseSalaryRow struct {
		dated
		amount Dong
		decree string
	}
	rateRow struct {
		dated
		perMille int
	}
	tierRow struct {
		dated
		place, percent int
		orLater        bool
	}
)

// Validity says from when to when a rule counts and how well it is supported.
type Validity struct {
	From      identity.Date // first day, the zero Date where none is known
	To        identity.Date // last day, the zero Date while the rule is in force
	Certainty identity.Certainty
	Source    string // legal source
}

func (d *dated) validity() Validity {
	return Validity{From: dateOf(d.from), To: dateOf(d.to), Certainty: d.certainty, Source: d.source}
}

// BaseSalary is the base salary (mức lương cơ sở, before 01/07/2013 lương tối
// thiểu chung), from which contributions are reckoned. Since Luật 51/2024/QH15
// the law says mức tham chiếu, which equals it until the Government decides.
type BaseSalary struct {
	Amount Dong   // a month
	Decree string // the decree that set it
	Validity
}

// Rate is the share of the base salary that the first person of a household
// pays a month.
type Rate struct {
	PerMille int // 45 for 4.5 %
	Validity
}

// Tier is what a place in the order pays of the first person's amount.
type Tier struct {
	Place   int  // 1 is the first person (người thứ nhất)
	Percent int  // of the first person's amount
	OrLater bool // counts for every later place too
	Validity
}

// BaseSalaryAt gives the base salary of a day; false for a day before
// 01/04/1993 and for a date that is not known to the day.
func BaseSalaryAt(on identity.Date) (BaseSalary, bool) {
	day, ok := dayNumber(on)
	if !ok {
		return BaseSalary{}, false
	}
	row := baseSalaryRowAt(day)
	if row == nil {
		return BaseSalary{}, false
	}
	return row.baseSalary(), true
}

func baseSalaryRowAt(day int32) *baseSalaryRow {
	for i := len(baseSalaries) - 1; i >= 0; i-- {
		if baseSalaries[i].at(day) {
			return &baseSalaries[i]
		}
	}
	return nil
}

func (row *baseSalaryRow) baseSalary() BaseSalary {
	return BaseSalary{Amount: row.amount, Decree: row.decree, Validity: row.validity()}
}

// BaseSalaries gives every base salary, the earliest first.
func BaseSalaries() iter.Seq[BaseSalary] {
	return func(yield func(BaseSalary) bool) {
		for i := range baseSalaries {
			if !yield(baseSalaries[i].baseSalary()) {
				return
			}
		}
	}
}

// Rules are the rules of contribution of one day. The zero Rules has none and
// gives no amounts. Rules is a plain value and safe for concurrent use.
type Rules struct {
	base     *baseSalaryRow
	rate     *rateRow
	first    int // the tiers of the day: tiers[first:last]
	last     int
	monthly  [maxTiers]Dong // by tier, in the order of the places
	percents [maxTiers]int
}

// maxTiers bounds the tiers of one day.
const maxTiers = 9

// RulesAt gives the rules of a day. It fails with CodePayDate for a date that
// is not known to the day and with CodeNoRule for a day before 01/01/2015,
// from when the household pays as it does now (Luật 46/2014/QH13): what is
// known of the time before is a hint and no rule.
func RulesAt(on identity.Date) (Rules, error) {
	day, ok := dayNumber(on)
	if !ok {
		return Rules{}, whole(CodePayDate, "pay_date")
	}
	r := Rules{base: baseSalaryRowAt(day)}
	for i := range rates {
		if rates[i].at(day) {
			r.rate = &rates[i]
		}
	}
	for i := range tiers {
		if !tiers[i].at(day) || tiers[i].certainty == identity.CertaintyUnconfirmed {
			continue
		}
		if r.last == 0 {
			r.first = i
		}
		r.last = i + 1
	}
	if r.base == nil || r.rate == nil || r.last == 0 {
		return Rules{}, whole(CodeNoRule, "pay_date")
	}
	for i, tier := range tiers[r.first:r.last] {
		r.percents[i] = tier.percent
		r.monthly[i] = r.month(tier.percent)
	}
	return r, nil
}

// month gives the amount of one month: base × rate × percent, rounded half up.
// For every base salary since 2015 there is nothing to round.
func (r Rules) month(percent int) Dong {
	return Dong(divideRounded(int64(r.base.amount)*int64(r.rate.perMille)*int64(percent), 100_000))
}

// BaseSalary gives the base salary of the day.
func (r Rules) BaseSalary() BaseSalary {
	if r.base == nil {
		return BaseSalary{}
	}
	return r.base.baseSalary()
}

// Rate gives the rate of the first person.
func (r Rules) Rate() Rate {
	if r.rate == nil {
		return Rate{}
	}
	return Rate{PerMille: r.rate.perMille, Validity: r.rate.validity()}
}

// Tiers gives the tiers in the order of the places.
func (r Rules) Tiers() []Tier {
	list := make([]Tier, 0, r.last-r.first)
	for i := range tiers[r.first:r.last] {
		row := &tiers[r.first+i]
		list = append(list, Tier{Place: row.place, Percent: row.percent, OrLater: row.orLater, Validity: row.validity()})
	}
	return list
}

// Percent gives what a place pays of the first person's amount; 0 for a place
// below 1.
func (r Rules) Percent(place int) int {
	if place < 1 || r.last == 0 {
		return 0
	}
	return r.percents[r.tier(place)]
}

// Monthly gives the amount of one month for a place; 0 for a place below 1.
func (r Rules) Monthly(place int) Dong {
	if place < 1 || r.last == 0 {
		return 0
	}
	return r.monthly[r.tier(place)]
}

func (r Rules) tier(place int) int { return min(place, r.last-r.first) - 1 }

// LeastShare gives the least share of a contribution that the budget pays for
// a group on a day; false where none is confirmed. Provinces may add to it, so
// it is never applied by itself: see [BudgetShare].
func (g SupportGroup) LeastShare(on identity.Date) (percent int, v Validity, ok bool) {
	day, known := dayNumber(on)
	if !known {
		return 0, Validity{}, false
	}
	i := slices.IndexFunc(leastShares[:], func(row leastShareRow) bool { return row.group == g && row.at(day) })
	if i < 0 {
		return 0, Validity{}, false
	}
	return leastShares[i].percent, leastShares[i].validity(), true
}
