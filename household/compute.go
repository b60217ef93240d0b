package household

import "github.com/bhxh-go/bhxh/identity"

// Compute works out what every member of a request pays. It asks nobody: the
// verdict is the caller's, or that of [Resolver.Resolve], which brings its own
// [Result.Quote].
//
//  1. Who counts: members who pay by household now. A card of another group, an
//     absent member, one who joined elsewhere or one named twice takes no place
//     (Nghị định 146/2018/NĐ-CP Điều 5).
//  2. Place: the place already taken this year, else the next one, in the order
//     that [Request.Order] fixes, then by day of payment, then by list.
//  3. Month: base salary of the day of payment × rate × percentage of the place.
//     It does not change when the base salary does within the paid time: no
//     top-up, no refund (Điều 10 khoản 3).
//  4. Amount: month × months.
//
// With [Accepted] and [Provisional] the whole declared family counts. With
// [Refused] everybody pays as a first person: the plain renewal. A member whom
// the budget supports pays the first person's amount, less the share that the
// caller states (Điều 7 khoản 2), and takes no place from the others; otherwise
// the sum would depend on where in the list that member stands.
//
// When all pay on the same day for the same months, the sum does not depend on
// the order, and one member more never lowers it. When the months differ, both
// may fail, because the law reckons by places: somebody who pays for one month
// and is put before one who pays for twelve takes the full amount for one month
// and leaves 70 % for twelve. The caller's [Request.Order] decides then. A member
// who is added last changes nobody else's amount, whatever the months, unless
// that member took a place of the year before (PaidBefore).
//
// It fails with [Errors] for a request that cannot be worked on, with CodeNoRule
// for a day without rules and with CodeVerdict for no verdict.
func Compute(r Request, v Verdict) (Quote, error) {
	if v < Accepted || v > Refused {
		return Quote{}, whole(CodeVerdict, "verdict")
	}
	if err := r.Validate(); err != nil {
		return Quote{}, err
	}
	q := Quote{
		Request: r.ID, Verdict: v, PayDate: r.PayDate,
		Lines: make([]Line, len(r.Members)),
	}
	if v == Refused {
		q.Codes = []FindingCode{FindingPlainRenewal}
	}
	if len(r.Confirmations) > 0 {
		q.Confirmations = append([]Confirmation(nil), r.Confirmations...)
	}
	parts := r.parts()
	places := r.places(parts)
	c := computation{request: &r, plain: v == Refused}
	for i := range r.Members {
		if err := c.line(&q.Lines[i], i, parts[i], places[i]); err != nil {
			return Quote{}, err
		}
		q.Total += q.Lines[i].Amount
	}
	return q, nil
}

// computation keeps the rules of the last day, which members usually share.
type computation struct {
	request *Request
	plain   bool
	day     identity.Date
	rules   Rules
}

func (c *computation) rulesAt(day identity.Date) (Rules, error) {
	if day == c.day {
		return c.rules, nil
	}
	rules, err := RulesAt(day)
	if err != nil {
		return Rules{}, err
	}
	c.day, c.rules = day, rules
	return rules, nil
}

// line fills the line of one member.
func (c *computation) line(l *Line, i int, p part, place int) error {
	m := &c.request.Members[i]
	*l = Line{Member: i, IDNumber: m.Person.IDNumber, Relation: m.Relation}
	if m.Head {
		l.Relation = RelationHead
	}
	if p.code != "" {
		l.Codes = append(l.Codes, p.code)
		l.Factors = l.Factors.with(p.factor)
	}
	if p.role == roleOut {
		return nil
	}
	day := c.request.payDate(m)
	rules, err := c.rulesAt(day)
	if err != nil {
		return &Error{Code: CodeNoRule, Member: i, Field: "pay_date"}
	}
	l.PayDate, l.Months = day, m.Months
	l.Factors = l.Factors.with(FactorHousehold, FactorResidenceData, FactorBaseSalary, FactorRate, FactorPayDay)
	c.place(l, m, p, place)
	if m.Months == 3 || m.Months == 6 || m.Months == 12 {
		l.Factors = l.Factors.with(FactorMonths)
	} else {
		l.Factors = l.Factors.with(FactorRemainingMonths)
		l.Codes = append(l.Codes, FindingRemainingMonths)
	}
	l.price(rules)
	l.support(m)
	l.dates(m)
	return nil
}

// place gives the line the place at which it is reckoned.
func (c *computation) place(l *Line, m *Member, p part, place int) {
	switch {
	case p.role == roleSupported:
		l.Place = 1 // what is paid, not a place taken
	case c.plain:
		l.Place = 1
		l.Factors = l.Factors.with(FactorPlain)
	default:
		l.Place = place
		l.Factors = l.Factors.with(FactorTier, FactorOrder)
		if m.PaidBefore > 0 {
			l.Codes = append(l.Codes, FindingPaidBefore)
			if c.samePlace(l.Member, m.PaidBefore) {
				l.Codes = append(l.Codes, FindingSamePlace)
			}
		}
	}
}

// samePlace reports another member who says to have taken the same place.
func (c *computation) samePlace(member, place int) bool {
	for i := range c.request.Members {
		if i != member && c.request.Members[i].PaidBefore == place {
			return true
		}
	}
	return false
}

func (l *Line) price(rules Rules) {
	l.BaseSalary = rules.base.amount
	l.Decree = rules.base.decree
	l.RatePerMille = rules.rate.perMille
	l.Percent = rules.Percent(l.Place)
	l.Monthly = rules.Monthly(l.Place)
	l.Contribution = l.Monthly * Dong(l.Months)
	l.Amount = l.Contribution
}

// support takes off what the budget pays, where the caller says how much.
func (l *Line) support(m *Member) {
	if m.Support == SupportNone {
		return
	}
	l.Support = m.Support
	if m.BudgetShare == nil {
		l.Codes = append(l.Codes, FindingBudgetShareUnknown)
		return
	}
	l.Factors = l.Factors.with(FactorBudgetShare)
	l.BudgetPercent = m.BudgetShare.Percent
	l.BudgetReference = m.BudgetShare.Reference
	l.BudgetAmount = Dong(divideRounded(int64(l.Contribution)*int64(l.BudgetPercent), 100))
	l.Amount = l.Contribution - l.BudgetAmount
}

// dates gives the card and the paid months.
func (l *Line) dates(m *Member) {
	var factor Factor
	l.CardFrom, l.Continuity, factor = cardStart(l.PayDate, m.LastCardEnd)
	l.PaidFrom = l.PayDate
	if l.Continuity == ContinuityUnbroken {
		l.PaidFrom = l.CardFrom
	}
	l.PaidTo = addDays(afterMonths(l.PaidFrom, l.Months), -1)
	l.Factors = l.Factors.with(factor, FactorContinuity)
}
