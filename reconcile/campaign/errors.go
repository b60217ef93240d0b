package campaign

import "strconv"

// Code is a stable name of what went wrong. It is an error by itself, so that
// errors.Is(err, campaign.CodeConflict) works.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The codes.
const (
	CodeStep         Code = "step"          // the machine has no such step
	CodeConflict     Code = "conflict"      // the participant, key or setting has changed since
	CodeClaimed      Code = "claimed"       // a worker has claimed the participant
	CodeFenced       Code = "fenced"        // the worker has lost its claim
	CodeUnknown      Code = "unknown"       // there is no such participant
	CodeUnknownState Code = "unknown_state" // not the name of a state
	CodeErased       Code = "erased"        // the participant was erased
	CodeKey          Code = "key"           // the campaign is sealed with another key, or with none; or its key was changed meanwhile
	CodeRecord       Code = "record"        // a stored record cannot be read
	CodeInput        Code = "input"         // an argument is empty or contradicts itself
	CodeContradicts  Code = "contradicts"   // a correction contradicts itself or the record
	CodeAmbiguous    Code = "ambiguous"     // several participants have this number
	CodeUnconfirmed  Code = "unconfirmed"   // values without the participant's confirmation
	CodeEvidence     Code = "evidence"      // nothing proves that the entry agrees with the papers
	CodeFuture       Code = "future"        // a report for a time that has not come
	CodeLocked       Code = "locked"        // somebody else has the store open
	CodeSchema       Code = "schema"        // the store was written by a newer version
	CodeInterrupted  Code = "interrupted"   // the context ended: what was stored is stored
	CodeStore        Code = "store"         // the store failed: see the cause
	CodeClosed       Code = "closed"        // the store or worker is closed
)

// Error gives the code.
func (c Code) Error() string { return string(c) }

// Error is what every function of a campaign and every store fails with. Its
// text never holds a personal value.
type Error struct {
	Code  Code
	ID    ID     // the participant, 0 where none is meant
	Op    string // what was being done, "" where the code says it
	Cause error  // of the store or of a file, nil for none; its text is not shown
}

// Error gives code, operation and participant.
func (e *Error) Error() string {
	text := "campaign: " + string(e.Code)
	if e.Op != "" {
		text += " (" + e.Op + ")"
	}
	if e.ID != 0 {
		text += " at participant " + strconv.FormatInt(int64(e.ID), 10)
	}
	return text
}

// Unwrap gives the code and the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Cause}
}
