package campaign

import (
	"context"
	"iter"

	"github.com/bhxh-go/bhxh/identity"
)

// CorrectOptions are the settings of Correct and Update.
type CorrectOptions struct {
	// AsOf is the day on which the corrections are judged. Defaults to the day of
	// the campaign's clock.
	AsOf identity.Date

	// Ref is the number of the list or document, for corrections that name no
	// list themselves. A second call with the same reference changes nothing.
	Ref string

	// Actor is named in the events, in place of the campaign's.
	Actor string
}

// CorrectReport is what became of corrections: Rows = Done + Already +
// Unanswered + Refused.
type CorrectReport struct {
	Rows       int
	Unanswered int // no value and no confirmation: the participant has not answered
	StepReport
}

// Correct takes what participants answered on returned Mẫu số 02 (B.II, bước 4),
// as package forms reads them, or from code. The participant is found by mã số
// BHXH and becomes Confirmed. The values that they declared are kept beside the
// record until BHXH enters them, see [Campaign.EnterDeclared]; a row that is
// confirmed and changes nothing says that the data of BHXH is right.
//
// Refused, and nobody is asked about them:
//
//   - CodeUnknown: nobody has this mã số BHXH; CodeAmbiguous: several have
//   - CodeUnconfirmed: values, and column (14) empty
//   - CodeContradicts: the number states another birth year or gender than the
//     record would have; the findings say which
//   - CodeInput: a value that could never be put as a question; likewise
//   - CodeStep: the participant was not on a Mẫu số 02
//
// Applying a correction twice changes nothing the second time. Another answer
// while the first is not entered takes its place. An error of corrections ends
// the call.
func (c *Campaign) Correct(ctx context.Context, corrections iter.Seq2[identity.Correction, error], opts CorrectOptions) (CorrectReport, error) {
	return c.correct(ctx, corrections, opts, c.declare)
}

// Update enters corrections into the records of BHXH (B.II, bước 5): what a
// file says, or what an officer finds wrong in an entry. Participants become
// Updated and are asked again in the next round; from a state without that step
// (New, Pending, Escalated) the new values stand in the record and the state
// stays. Column (14) is not asked for. Update refuses as Correct does; a
// correction that changes nothing is Already done.
func (c *Campaign) Update(ctx context.Context, corrections iter.Seq2[identity.Correction, error], opts CorrectOptions) (CorrectReport, error) {
	return c.correct(ctx, corrections, opts, c.updateWith)
}

// EnterDeclared enters what participants have declared on their Mẫu số 02 into
// the records of BHXH (B.II, bước 5). ref is the number of the file. Whoever has
// declared nothing is refused with CodeInput, unless they filed.
func (c *Campaign) EnterDeclared(ctx context.Context, ref string, ids []ID) (StepReport, error) {
	if ref == "" {
		return StepReport{}, &Error{Code: CodeInput, Op: "enter"}
	}
	return c.apply(ctx, ids, func(p Participant) (Change, error) {
		declared := p.Record.Declared
		switch {
		case !Allowed(p.Row.State, Updated):
			return Change{}, c.refuse(ctx, p, CauseCorrected, ref)
		case declared == nil && p.Row.State != Filed:
			return Change{}, &Error{Code: CodeInput, ID: p.Row.ID, Op: "enter"}
		case declared == nil:
			declared = &identity.Correction{}
		}
		return c.entered(p, *declared, ref)
	})
}

// entered makes the change of a correction that BHXH enters.
func (c *Campaign) entered(p Participant, with identity.Correction, ref string) (Change, error) {
	corrected := p.Record.Participant
	corrected.Person = with.Apply(corrected.Person)
	next := p.Record.knownBetter(corrected)
	next.Declared = nil
	change := c.change(p, p.Row.State, CauseRecord)
	if Allowed(p.Row.State, Updated) {
		change = c.change(p, Updated, CauseCorrected)
	}
	change.Event.Ref = ref
	return change, c.rewrite(&change, p, next, ref)
}

// judge makes the change of one correction of a participant.
type judge func(ctx context.Context, p Participant, with identity.Correction, opts CorrectOptions) (Change, error)

// declare keeps what a participant declared.
func (c *Campaign) declare(ctx context.Context, p Participant, with identity.Correction, opts CorrectOptions) (Change, error) {
	var held identity.Correction
	if p.Record.Declared != nil {
		held = *p.Record.Declared
	}
	switch p.Row.State {
	case NotifiedMau02:
	case Confirmed:
		if values(held) == values(with) {
			return Change{}, errAlready
		}
	default:
		return Change{}, c.refuse(ctx, p, CauseReturned, opts.Ref)
	}
	if !with.IsEmpty() && !with.Confirmed {
		return Change{}, &Error{Code: CodeUnconfirmed, ID: p.Row.ID}
	}
	if err := contradicts(p, with, opts.AsOf); err != nil {
		return Change{}, err
	}
	change := c.change(p, Confirmed, CauseReturned)
	if p.Row.State == Confirmed {
		change = c.change(p, Confirmed, CauseRecord)
	}
	next := p.Record
	if next.Declared = nil; !with.IsEmpty() {
		next.Declared = &with
	}
	return change, c.put(&change, p.Row.Key, next)
}

// updateWith enters a correction.
func (c *Campaign) updateWith(_ context.Context, p Participant, with identity.Correction, opts CorrectOptions) (Change, error) {
	if with.Apply(p.Record.Participant.Person) == p.Record.Participant.Person {
		return Change{}, errAlready
	}
	if err := contradicts(p, with, opts.AsOf); err != nil {
		return Change{}, err
	}
	return c.entered(p, with, opts.Ref)
}

// values gives a correction without where it stood.
func values(c identity.Correction) identity.Correction {
	c.ListID, c.Row, c.SocialInsuranceNumber, c.Confirmed = "", 0, "", false
	return c
}

// contradicts refuses a correction that contradicts itself or what it leaves
// standing, and one with a value that could not be asked about.
func contradicts(p Participant, with identity.Correction, asOf identity.Date) error {
	if with.IsEmpty() {
		return nil
	}
	report := with.Check(p.Record.Participant.Person, asOf)
	refused := &contradiction{code: CodeContradicts}
	for f := range report.Findings() {
		if f.Code == identity.FindingIDBirthYear || f.Code == identity.FindingIDGender {
			refused.findings = append(refused.findings, f.Code)
		}
	}
	if len(refused.findings) > 0 {
		return refused
	}
	refused.code = CodeInput
	for f := range report.Findings() {
		if f.Severity == identity.SeverityError && corrects(with, f.Field) {
			refused.findings = append(refused.findings, f.Code)
		}
	}
	if len(refused.findings) > 0 {
		return refused
	}
	return nil
}

func corrects(c identity.Correction, f identity.Field) bool {
	switch f {
	case identity.FieldName:
		return !c.FullName.IsEmpty()
	case identity.FieldDateOfBirth:
		return !c.DateOfBirth.IsEmpty()
	case identity.FieldGender:
		return !c.Gender.IsEmpty()
	case identity.FieldIDNumber:
		return !c.IDNumber.IsEmpty()
	}
	return false
}
