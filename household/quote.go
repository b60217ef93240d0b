package household

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/matching"
)

// Quote is what a family pays, with every factor of every amount, so that it
// can be worked out again by hand: see [Line.Formula]. It is a plain value; fmt
// and log/slog show it masked, [Quote.WriteText] and JSON carry it.
type Quote struct {
	Request       string // the caller's key
	Verdict       Verdict
	Codes         []FindingCode   // what led to the verdict: the household, then the head; and what the amounts are
	Mismatches    []matching.Code // how the details of the head differ from the registry's
	Completeness  Completeness    // whether every member is named
	PayDate       identity.Date
	Lines         []Line // one a member, in the order of the request
	Total         Dong
	Confirmations []Confirmation // an officer's, as given
}

// Line is what one member pays and why.
//
// A member who takes no place has Place 0 and Amount 0: a card of another
// group, absent, not joining. Place is 1, the person who pays without reduction,
// for everybody in a plain renewal and for a member whom the budget supports:
// that takes no place from the others, and Codes say so.
type Line struct {
	Member     int           // index in Request.Members
	IDNumber   identity.Text // as declared
	Relation   Relation
	Codes      []FindingCode   // what is known of the member, and why no place is taken
	Mismatches []matching.Code // how the details differ from the registry's

	Place        int    // as which person of the year the member pays (người thứ …); 0 for one who pays nothing here
	Months       int    // months paid for
	BaseSalary   Dong   // a month, on the day of payment
	Decree       string // that set the base salary
	RatePerMille int    // of the base salary; 45 is 4.5 %
	Percent      int    // of the first person's amount
	Monthly      Dong   // BaseSalary × RatePerMille / 1000 × Percent / 100
	Contribution Dong   // Monthly × Months

	Support         SupportGroup
	BudgetPercent   int    // share of the contribution that budgets pay, as the caller states it
	BudgetReference string // the decision that sets it
	BudgetAmount    Dong   // Contribution × BudgetPercent / 100, rounded half up
	Amount          Dong   // what the member pays: Contribution − BudgetAmount

	PayDate    identity.Date
	PaidFrom   identity.Date // the months paid for, counted from the day of payment or from the end of the last card
	PaidTo     identity.Date
	CardFrom   identity.Date // first day of the card
	Continuity Continuity
	Factors    FactorSet // what all of this depends on
}

// Pays reports a member who pays something or for whom the budget does.
func (l Line) Pays() bool { return l.Months > 0 }

// Bases gives the legal basis of every factor, on the day of payment.
func (l Line) Bases() []Basis { return l.Factors.Bases(l.PayDate) }

// Formula gives the amount as it is worked out by hand, in Vietnamese notation:
// "2.530.000 × 4,5% × 70% × 12 tháng = 956.340"; "" for a member who pays
// nothing here.
func (l Line) Formula() string {
	if !l.Pays() {
		return ""
	}
	text := fmt.Sprintf("%v × %d,%d%% × %d%% × %d tháng = %v",
		l.BaseSalary, l.RatePerMille/10, l.RatePerMille%10, l.Percent, l.Months, l.Contribution)
	if l.BudgetAmount != 0 {
		text += fmt.Sprintf("; ngân sách hỗ trợ %d%% = %v; còn %v", l.BudgetPercent, l.BudgetAmount, l.Amount)
	}
	return text
}

// Bases gives the legal bases of the whole quote, each once, in the order of
// the factors.
func (q Quote) Bases() []Basis {
	var list []Basis
	seen := map[Basis]bool{}
	for f := Factor(0); f < factorCount; f++ {
		for i := range q.Lines {
			l := &q.Lines[i]
			if !l.Factors.Has(f) {
				continue
			}
			day := l.PayDate
			if !day.IsValid() {
				day = q.PayDate
			}
			if b, ok := BasisOf(f, day); ok && !seen[b] {
				seen[b] = true
				list = append(list, b)
			}
		}
	}
	return list
}

// Masked gives the quote without personal values.
func (q Quote) Masked() string {
	parts := make([]string, len(q.Lines))
	for i, l := range q.Lines {
		parts[i] = l.Masked()
	}
	return fmt.Sprintf("{quote %s %v total:%v [%s]}", q.Request, q.Verdict, q.Total, strings.Join(parts, " "))
}

// String gives the masked form.
func (q Quote) String() string { return q.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (q Quote) Format(f fmt.State, _ rune) { mask.Format(f, q.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (q Quote) LogValue() slog.Value { return slog.StringValue(q.Masked()) }

// Masked gives the line without personal values.
func (l Line) Masked() string {
	return fmt.Sprintf("{#%d place:%d months:%d amount:%v codes:%v%v}", l.Member, l.Place, l.Months, l.Amount, l.Codes, l.Mismatches)
}

// String gives the masked form.
func (l Line) String() string { return l.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (l Line) Format(f fmt.State, _ rune) { mask.Format(f, l.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (l Line) LogValue() slog.Value { return slog.StringValue(l.Masked()) }
