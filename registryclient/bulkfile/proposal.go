package bulkfile

import (
	"fmt"
	"log/slog"
	"slices"
	"strconv"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
)

// Proposal is the answer for somebody who was handed over without any number:
// name, date of birth and gender may be those of these people. It is never
// applied by itself, because they may as well be others': an officer compares
// it with papers and calls [Proposal.Accept]. Then the number is asked about
// like any other.
type Proposal struct {
	Row      string // of the question
	Question Question
	Numbers  []identity.PersonalID // none: nobody fits
}

// Decision is an officer's acceptance of a proposal.
type Decision struct {
	Officer  string        // code of the officer, not their personal ID
	On       identity.Date // the day of the decision
	Evidence string        // reference of the papers that were compared, no personal data
}

// Accept gives the correction that an officer's decision makes: the accepted
// number for this participant and nothing else. The correction still has to be
// asked about before anything is updated. It fails with CodeNotProposed for a
// number that was not proposed, and without officer, day or evidence.
func (p Proposal) Accept(number identity.PersonalID, insurance identity.Text, d Decision) (identity.Correction, error) {
	if !number.IsValid() || !slices.Contains(p.Numbers, number) || d.Officer == "" || d.Evidence == "" || !d.On.IsValid() {
		return identity.Correction{}, &Error{Code: CodeNotProposed}
	}
	return identity.Correction{SocialInsuranceNumber: insurance, IDNumber: identity.Text(number.Reveal())}, nil
}

// Masked gives the row and how many numbers are proposed.
func (p Proposal) Masked() string {
	return "{row:" + p.Row + " " + p.Question.Person().Masked() + " proposed:" + strconv.Itoa(len(p.Numbers)) + "}"
}

// String gives the masked form.
func (p Proposal) String() string { return p.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (p Proposal) Format(f fmt.State, _ rune) { mask.Format(f, p.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (p Proposal) LogValue() slog.Value { return slog.StringValue(p.Masked()) }
