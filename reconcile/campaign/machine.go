package campaign

import (
	"iter"
	"slices"
)

// steps is the machine: from each state, where a participant may go. What is
// not here cannot be stored. Every state but Asked may also become Merged or
// Erased, see Allowed.
var steps = map[State][]State{
	0:             {New},
	New:           {Asked},
	Asked:         {Asked, Verified, IDShared, Mismatched, NoID, NotComparable, Pending, NotifiedMau01, SharedBack, Settled},
	Verified:      {NotifiedMau01, SharedBack, Updated, Asked},
	IDShared:      {NotifiedMau01, SharedBack, Updated, Asked},
	NotifiedMau01: {Settled, Updated, Asked},
	SharedBack:    {Settled, Updated, Asked},
	Settled:       {Updated, Asked},
	Mismatched:    {NotifiedMau02, Updated, Reviewed, Asked},
	NoID:          {NotifiedMau02, Updated, Reviewed, Asked},
	NotComparable: {Updated, Reviewed, Asked},
	Pending:       {Asked},
	NotifiedMau02: {Confirmed, Filed, Updated, Asked},
	Confirmed:     {Filed, Updated, Reviewed, Asked},
	Filed:         {Updated},
	Updated:       {Asked},
	Reviewed:      {Escalated, Updated},
	Escalated:     {Answered},
	Answered:      {Updated, Asked},
	Merged:        {New}, // the decision was withdrawn
	Erased:        {},
}

// Allowed reports whether a participant may go from one state to another.
// Asked to Asked is a round taken over from a worker that died. From Asked to
// NotifiedMau01, SharedBack and Settled goes who stood there before and was
// confirmed again without any difference. Any other step to the same state is
// only a note in the history: see [Cause.IsNote].
func Allowed(from, to State) bool {
	switch to {
	case Merged:
		return from != 0 && from != Asked && !from.IsFinal()
	case Erased:
		return from != 0 && from != Asked && from != Erased
	}
	return slices.Contains(steps[from], to)
}

// Steps gives every step of the machine, in the order of the states, for
// documents and tests.
func Steps() iter.Seq2[State, State] {
	return func(yield func(from, to State) bool) {
		for from := State(0); from <= lastState; from++ {
			for to := New; to <= lastState; to++ {
				if Allowed(from, to) && !yield(from, to) {
					return
				}
			}
		}
	}
}

// Check tells whether the event may follow on a participant who stands at
// state, after seq events. Every store calls it before it stores anything, so
// that no other step can be stored. Errors are *[Error] with CodeStep where the
// machine has no such step, CodeConflict where somebody else was faster.
func (e *Event) Check(state State, seq int) error {
	if e.From != state || e.Seq != seq+1 {
		return &Error{Code: CodeConflict, ID: e.ID}
	}
	if e.Cause.IsNote() {
		if e.From == e.To && e.From != 0 && e.From != Erased {
			return nil
		}
		return &Error{Code: CodeStep, ID: e.ID}
	}
	if !e.Cause.IsKnown() || !Allowed(e.From, e.To) {
		return &Error{Code: CodeStep, ID: e.ID}
	}
	return nil
}
