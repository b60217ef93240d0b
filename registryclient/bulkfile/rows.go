package bulkfile

import (
	"fmt"
	"log/slog"
	"slices"
	"strconv"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
)

// MaxRow is the longest row key, in characters; a row key is letters, digits,
// '-', '_' and '.', as a request id is.
const MaxRow = registryclient.MaxRequestID

// Header stands at the head of a file. fmt and log/slog show its officer masked.
type Header struct {
	Exchange string                 // names the exchange; the answer repeats it
	Purpose  registryclient.Purpose // of every question; not part of an answer
}

// Masked gives the exchange and the masked purpose.
func (h Header) Masked() string { return "{exchange:" + h.Exchange + " " + h.Purpose.Masked() + "}" }

// String gives the masked form.
func (h Header) String() string { return h.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (h Header) Format(f fmt.State, _ rune) { mask.Format(f, h.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (h Header) LogValue() slog.Value { return slog.StringValue(h.Masked()) }

// Question is one participant handed over: the fields of the plan and our key
// of the row, by which the answer is found again. fmt and log/slog show it
// masked.
type Question struct {
	Row         string
	FullName    identity.Name
	DateOfBirth identity.Text // dd/MM/yyyy, MM/yyyy or yyyy
	Gender      identity.Text // "Nam", "Nữ", or "" when not known
	IDNumber    identity.Text // số ĐDCN/CCCD (12 digits) or CMND (9); "" for somebody without any: see [Proposal]
}

// Person gives the question's person.
func (q Question) Person() identity.Person {
	return identity.Person{FullName: q.FullName, DateOfBirth: q.DateOfBirth, Gender: q.Gender, IDNumber: q.IDNumber}
}

// Masked gives the row key and the masked person.
func (q Question) Masked() string { return "{row:" + q.Row + " " + q.Person().Masked() + "}" }

// String gives the masked form.
func (q Question) String() string { return q.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (q Question) Format(f fmt.State, _ rune) { mask.Format(f, q.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (q Question) LogValue() slog.Value { return slog.StringValue(q.Masked()) }

// Field names one of the four fields in an answer.
type Field string

// The fields.
const (
	FieldName        Field = "full_name"
	FieldDateOfBirth Field = "date_of_birth"
	FieldGender      Field = "gender"
	FieldID          Field = "id_number"
)

// Result is the answer for one row.
type Result string

// The results.
const (
	ResultMatch        Result = "match"          // every field that was compared agrees
	ResultDiffers      Result = "differs"        // the fields in Wrong do not agree
	ResultNoSuchNumber Result = "no_such_number" // nobody has this number
	ResultSeveral      Result = "several"        // several people have it
	ResultUnavailable  Result = "unavailable"    // this row was not looked at: ask again

	// The results for a row without any number.
	ResultProposed     Result = "proposed"       // Proposed may be this person: an officer decides
	ResultNoSuchPerson Result = "no_such_person" // nobody fits
)

// Answer is the answer for one row. It says which fields are wrong and never
// what is right in their place. fmt and log/slog show its numbers masked.
type Answer struct {
	Row         string
	Result      Result
	Wrong       []Field             // with ResultDiffers
	NotCompared []Field             // with ResultMatch and ResultDiffers
	PersonalID  identity.PersonalID // with ResultMatch: the personal ID shared for a CMND

	// Proposed are, with ResultProposed, the numbers of people who may be the
	// one that was handed over without any. They are never applied.
	Proposed []identity.PersonalID
}

// Masked gives the result and the fields; a shared number masked, and of those
// proposed how many.
func (a Answer) Masked() string {
	text := "{row:" + a.Row + " " + string(a.Result)
	if len(a.Wrong) > 0 {
		text += fmt.Sprintf(" wrong:%v", a.Wrong)
	}
	if len(a.NotCompared) > 0 {
		text += fmt.Sprintf(" not compared:%v", a.NotCompared)
	}
	if a.PersonalID.IsValid() {
		text += " shared:" + a.PersonalID.Masked()
	}
	if len(a.Proposed) > 0 {
		text += " proposed:" + strconv.Itoa(len(a.Proposed))
	}
	return text + "}"
}

// String gives the masked form.
func (a Answer) String() string { return a.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (a Answer) Format(f fmt.State, _ rune) { mask.Format(f, a.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (a Answer) LogValue() slog.Value { return slog.StringValue(a.Masked()) }

// MaxProposed is the most numbers proposed for one person.
const MaxProposed = 20

// numberless reports a result that only a row without a number can have.
func (r Result) numberless() bool { return r == ResultProposed || r == ResultNoSuchPerson }

// fits reports an answer that the question can have.
func (a *Answer) fits(q *Question) bool {
	if q.IDNumber.IsEmpty() {
		return a.Result.numberless() || a.Result == ResultUnavailable
	}
	return !a.Result.numberless()
}

// valid reports an answer that says one thing.
func (a *Answer) valid() bool {
	compared := a.Result == ResultMatch || a.Result == ResultDiffers
	return a.Result.known() && registryclient.ValidRequestID(a.Row) &&
		(len(a.Wrong) > 0) == (a.Result == ResultDiffers) &&
		(len(a.NotCompared) == 0 || compared) &&
		(!a.PersonalID.IsValid() || a.Result == ResultMatch) &&
		(len(a.Proposed) > 0) == (a.Result == ResultProposed) && len(a.Proposed) <= MaxProposed &&
		distinct(slices.Concat(a.Wrong, a.NotCompared))
}

// distinct reports known fields, each at most once.
func distinct(fields []Field) bool {
	for i, f := range fields {
		switch f {
		case FieldName, FieldDateOfBirth, FieldGender, FieldID:
		default:
			return false
		}
		if slices.Contains(fields[:i], f) {
			return false
		}
	}
	return true
}
