package campaign

// Cause is why an event happened: a stable code that stores keep.
type Cause string

// The causes of steps.
const (
	CauseLoaded     Cause = "loaded"     // taken up into the campaign
	CauseRound      Cause = "round"      // a round asks everybody who is due
	CauseTakenOver  Cause = "taken_over" // the worker that had asked died before it had an answer
	CauseReverify   Cause = "reverify"   // a round that asks those who are confirmed, too
	CauseOutcome    Cause = "outcome"    // what the registry answered, or what the record decided by itself
	CauseNotified   Cause = "notified"   // a list was sent
	CauseShared     Cause = "shared"     // the share record was handed over
	CauseReturned   Cause = "returned"   // a returned Mẫu số 02
	CauseFiled      Cause = "filed"      // the unit's filing arrived
	CauseCorrected  Cause = "corrected"  // BHXH changed its record
	CauseReviewed   Cause = "reviewed"   // an officer compared the entry with the papers
	CauseEscalated  Cause = "escalated"  // put on an escalation list
	CauseAnswered   Cause = "answered"   // the centre answered
	CauseMerged     Cause = "merged"     // an officer decided: one person, another number is kept
	CauseUnmerged   Cause = "unmerged"   // that decision was withdrawn
	CauseErased     Cause = "erased"     // on request of the person, or after the time of retention
	CauseEvidence   Cause = "evidence"   // a note: evidence was added, see Event.Ref
	CauseDistinct   Cause = "distinct"   // a note: an officer decided that two records are two people
	CauseRecord     Cause = "record"     // a note: values changed that nobody asks the registry for (VssID, unit, e-mail)
	CauseRegistered Cause = "registered" // a note: the participant registered an account in VssID
	CauseApproved   Cause = "approved"   // a note: the account in VssID was approved
)

// IsNote reports a cause whose event changes no state: it only adds to the
// history.
func (c Cause) IsNote() bool {
	switch c {
	case CauseEvidence, CauseDistinct, CauseRecord, CauseRegistered, CauseApproved:
		return true
	}
	return false
}

// IsKnown reports one of the causes above.
func (c Cause) IsKnown() bool {
	switch c {
	case CauseLoaded, CauseRound, CauseTakenOver, CauseReverify, CauseOutcome, CauseNotified, CauseShared,
		CauseReturned, CauseFiled, CauseCorrected, CauseReviewed, CauseEscalated, CauseAnswered, CauseMerged,
		CauseUnmerged, CauseErased:
		return true
	}
	return c.IsNote()
}
