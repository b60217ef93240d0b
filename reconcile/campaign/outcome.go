package campaign

import (
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
)

// MessageNumberHistory is the message code of a participant whom the registry
// confirmed under a number that contradicts what the campaign knows of their
// numbers: two personal IDs for one CMND, say. An officer must look.
const MessageNumberHistory = "campaign.number_history"

// Why a number history changes.
const (
	basisShared  = "Kế hoạch 2207/KH-BHXH B.I bước 3"
	basisSetAnew = "Nghị định 70/2024/NĐ-CP Điều 11" // a number was cancelled and set anew
)

// stateOf gives the state that an outcome leads to.
func stateOf(k reconcile.Kind) State {
	switch k {
	case reconcile.Verified:
		return Verified
	case reconcile.IDShared:
		return IDShared
	case reconcile.NoID:
		return NoID
	case reconcile.Mismatched:
		return Mismatched
	case reconcile.NotComparable:
		return NotComparable
	}
	return Pending
}

// kindOf gives the kind of outcome by which a participant came to a state, 0
// for a state that is no outcome.
func kindOf(s State) reconcile.Kind {
	for _, k := range reconcile.Kinds() {
		if stateOf(k) == s {
			return k
		}
	}
	return 0
}

// outcome makes the change that an outcome means: the step, and for a confirmed
// participant what it says of their numbers (B.I, bước 3). Whoever is confirmed
// under the number known before goes back to where they stood.
func (c *Campaign) outcome(p Participant, o reconcile.Outcome, on identity.Date, stood State) (Change, error) {
	next := p.Record
	to, message := stateOf(o.Kind), o.Message.Code
	if err := enter(&next, o, on); err != nil {
		to, message = NotComparable, MessageNumberHistory
		next = p.Record
	}
	unchanged := next.Numbers.Len() == p.Record.Numbers.Len() && next.Participant == p.Record.Participant
	if to == Verified && unchanged && stood != 0 {
		to = stood
	}
	change := c.change(p, to, CauseOutcome)
	e := &change.Event
	e.Codes, e.Notes, e.Message, e.RequestID = o.Codes, o.Notes, message, o.RequestID
	if e.Facts &^= FactOffline; o.RequestID == "" && o.Kind != reconcile.Pending {
		e.Facts |= FactOffline
	}
	if unchanged {
		return change, nil
	}
	if err := c.put(&change, p.Row.Key, next); err != nil {
		return Change{}, err
	}
	if to != IDShared || next.Participant == p.Record.Participant {
		return change, nil
	}
	m := Message{Kind: MessageIDShared, Former: o.FormerID.Number(), Current: o.PersonalID.Number(), Basis: basisShared}
	m.InsuranceNumber, _ = identity.ParseSocialInsuranceNumber(string(next.Participant.SocialInsuranceNumber))
	return change, c.tell(&change, m)
}

// enter writes a confirmed number into the record and its history.
func enter(r *Record, o reconcile.Outcome, on identity.Date) error {
	if o.Kind.List() != reconcile.ListMau01 || !o.PersonalID.IsValid() {
		return nil
	}
	id := o.PersonalID.Number()
	if latest, known := r.Numbers.Latest(o.FormerID.Number()); known && latest != id {
		return &Error{Code: CodeRecord, Op: "numbers"}
	}
	if before, known := r.Numbers.Current(identity.NumberPersonalID); known && before != id && !r.Numbers.Contains(id) {
		if err := r.Numbers.Replace(before, id, on, basisSetAnew); err != nil {
			return err
		}
	}
	if err := reconcile.Update(&r.Numbers, o, on); err != nil {
		return err
	}
	if o.Kind == reconcile.IDShared {
		replaced := r.Participant
		replaced.Person.IDNumber = identity.Text(id.Reveal())
		replaced.Person.FormerID = identity.Text(o.FormerID.Reveal())
		*r = r.knownBetter(replaced)
	}
	return nil
}
