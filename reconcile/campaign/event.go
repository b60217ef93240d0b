package campaign

import (
	"time"

	"github.com/bhxh-go/bhxh/matching"
)

// ID names a participant within one campaign. The store gives it when the
// participant is loaded, from 1 on. It says nothing about the person, so that
// histories, logs and errors may hold it.
type ID int64

// Place is who manages a participant: what reports are grouped by. It is not
// personal data.
type Place struct {
	Unit     string // mã đơn vị
	District string // managing BHXH office of the district
	Province string // managing BHXH office of the province
	Group    string // participant group
}

// Facts are what reports count of a participant besides the state. They go with
// every event, so that a report for a past date needs nothing but the history.
type Facts uint16

// The facts.
const (
	FactPersonalID   Facts = 1 << iota // holds a 12-digit personal ID, or was given one
	FactNumber                         // holds a number of any kind
	FactAccountKnown                   // it is known whether there is an account in VssID
	FactAccount                        // registered in VssID
	FactApproved                       // the account is approved
	FactEmail                          // the account has an e-mail
	FactOffline                        // the last outcome was decided without asking
	FactFirstOfYear                    // the record says born on 1 January
)

// Has reports whether all the facts of g hold.
func (f Facts) Has(g Facts) bool { return f&g == g }

// Event is one entry in the history of a participant: append-only, without
// personal values. Actor, RequestID, Ref and the basis of a decision come from the
// caller and must not hold any either: an actor is the code of an officer or a
// program, a Ref the number of a list, a document or another participant's ID.
type Event struct {
	Position  int64 // place in the history of the whole campaign, growing from 1; given by the store
	ID        ID
	Seq       int // place in the history of the participant, from 1
	From, To  State
	Round     int       // the round to which it belongs, 0 before the first
	At        time.Time // UTC, whole microseconds, never before the event at the position before; given by the store
	Cause     Cause
	Actor     string
	RequestID string          // of the question that was answered, "" where none was put
	Ref       string          // a list, a document, evidence, or the surviving participant of a merge
	Codes     []matching.Code // what did not match
	Notes     []matching.Code // what agreed but is written differently
	Message   string          // code of the registry's message, or of the reason why it could not be asked
	Place     Place           // after the event
	Facts     Facts           // after the event
}
