package campaign

import (
	"context"
	"slices"

	"github.com/bhxh-go/bhxh/reconcile"
)

// Notified stores that participants were told by a list that was sent: those of
// a Mẫu số 01 (B.I, bước 5) or a Mẫu số 02 (B.II, bước 3). Call it when the
// document is safely written: until then they stay due. ref is the number of
// the list, the same that a correction names in return.
//
// A second call with the same reference changes nothing. Whoever has moved on
// since the list was read, because a round asked them again, is refused with
// CodeStep.
func (c *Campaign) Notified(ctx context.Context, list reconcile.List, ref string, ids []ID) (StepReport, error) {
	if list != reconcile.ListMau01 && list != reconcile.ListMau02 {
		return StepReport{}, &Error{Code: CodeInput, Op: "notified"}
	}
	return c.steps(ctx, ref, CauseNotified, ids, func(s State) State {
		switch {
		case !slices.Contains(dueOn(list), s):
			return 0
		case list == reconcile.ListMau02:
			return NotifiedMau02
		case s == SharedBack:
			return Settled
		}
		return NotifiedMau01
	})
}

// Filed stores that D02-LT or D03-TS with TK1-TS came in for participants (B.II,
// bước 4). ref is the number of the file.
func (c *Campaign) Filed(ctx context.Context, ref string, ids []ID) (StepReport, error) {
	return c.steps(ctx, ref, CauseFiled, ids, func(s State) State {
		if s == NotifiedMau02 || s == Confirmed {
			return Filed
		}
		return 0
	})
}

// Answered stores that the information technology centre has answered about
// participants who were escalated to it. ref is the number of the answer. They
// are asked again in the next round.
func (c *Campaign) Answered(ctx context.Context, ref string, ids []ID) (StepReport, error) {
	return c.steps(ctx, ref, CauseAnswered, ids, func(s State) State {
		if s == Escalated {
			return Answered
		}
		return 0
	})
}

// steps takes participants to the state that to gives for theirs, 0 for none,
// without changing their records. An event with the same cause and reference
// says that it was done before.
func (c *Campaign) steps(ctx context.Context, ref string, cause Cause, ids []ID, to func(State) State) (StepReport, error) {
	if ref == "" {
		return StepReport{}, &Error{Code: CodeInput, Op: string(cause)}
	}
	return c.apply(ctx, ids, func(p Participant) (Change, error) {
		next := to(p.Row.State)
		if next == 0 {
			return Change{}, c.refuse(ctx, p, cause, ref)
		}
		change := c.change(p, next, cause)
		change.Event.Ref = ref
		return change, nil
	})
}

// refuse tells a participant who took a step before, by the reference, from one
// who may not take it.
func (c *Campaign) refuse(ctx context.Context, p Participant, cause Cause, ref string) error {
	for e, err := range c.History(ctx, p.Row.ID) {
		if err != nil {
			return err
		}
		if e.Cause == cause && e.Ref == ref {
			return errAlready
		}
	}
	return &Error{Code: CodeStep, ID: p.Row.ID, Op: string(cause)}
}
