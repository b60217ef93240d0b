package identity

import "strconv"

// Code is the stable, machine-readable reason of a failure. Codes are data:
// once published a code keeps its meaning. A Code is an error, so that
// errors.Is(err, identity.CodeLength) works; no code ever carries a value.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons for which the parsers of this package refuse an input.
const (
	CodeEmpty       Code = "identity.empty"        // nothing but blanks
	CodeTooLong     Code = "identity.too_long"     // longer than any notation of this value
	CodeCharacter   Code = "identity.character"    // a character that the notation does not know
	CodeLength      Code = "identity.length"       // not the number of digits that this value has
	CodeLostZero    Code = "identity.lost_zero"    // digits missing as when a spreadsheet ate leading zeros
	CodeFloat       Code = "identity.float"        // a number exported with a decimal part (".0")
	CodeImpossible  Code = "identity.impossible"   // well-formed, but no such day, month or digit exists
	CodeUnknown     Code = "identity.unknown_code" // a code that no table knows
	CodeFieldCount  Code = "identity.field_count"  // too few fields in a composed text
	CodeUnsupported Code = "identity.unsupported"  // a database value of a type that cannot hold this value
)

// The reasons for which a [History] refuses a change.
const (
	CodeNotCurrent Code = "identity.not_current" // the number is not, or no longer, one of this person
	CodeReused     Code = "identity.reused"      // the number already stands in the history, or replaces itself
	CodeKind       Code = "identity.kind"        // a number of this kind cannot stand here
	CodeOrder      Code = "identity.order"       // the day lies before the day it must follow
)

// Error implements error. The sentence is for people and may change.
func (c Code) Error() string {
	switch c {
	case CodeEmpty:
		return "no value"
	case CodeTooLong:
		return "too long"
	case CodeCharacter:
		return "unexpected character"
	case CodeLength:
		return "wrong number of digits"
	case CodeLostZero:
		return "too few digits, leading zeros may be lost"
	case CodeFloat:
		return "a number with a decimal part"
	case CodeImpossible:
		return "no such value exists"
	case CodeUnknown:
		return "unknown code"
	case CodeFieldCount:
		return "too few fields"
	case CodeUnsupported:
		return "unsupported source type"
	case CodeNotCurrent:
		return "not a current number"
	case CodeReused:
		return "number already used"
	case CodeKind:
		return "wrong kind of number"
	case CodeOrder:
		return "dates out of order"
	}
	return string(c)
}

// Error is one failure: which kind of value, why, and where in the input. It
// never holds the input itself.
type Error struct {
	Code   Code  // the reason
	Field  Field // the kind of value that was expected
	Offset int   // byte offset in the input at which the reason was seen; -1 when it concerns the whole
}

// Error implements error.
func (e *Error) Error() string {
	text := "identity: " + e.Field.String() + ": " + e.Code.Error()
	if e.Offset >= 0 {
		text += " at offset " + strconv.Itoa(e.Offset)
	}
	return text
}

// Unwrap gives the code.
func (e *Error) Unwrap() []error { return []error{e.Code} }

func fail(field Field, code Code, offset int) error {
	return &Error{Code: code, Field: field, Offset: offset}
}

// Field names a kind of value in errors and findings.
type Field uint8

// The fields. The zero Field is none.
const (
	FieldNone Field = iota
	FieldName
	FieldDateOfBirth
	FieldGender
	FieldIDNumber // personal ID or CMND, when it is not yet known which
	FieldPersonalID
	FieldCMND
	FieldSocialInsuranceNumber
	FieldHealthCard
	FieldQR
	FieldFormerID
	FieldIssueDate
	FieldVssID
	FieldHistory
)

var fieldNames = [...]string{
	"none", "full_name", "date_of_birth", "gender", "id_number", "personal_id", "cmnd",
	"social_insurance_number", "health_card", "qr", "former_id", "issue_date", "vssid", "history",
}

// String gives the stable name of the field, as in the data files.
func (f Field) String() string {
	if int(f) < len(fieldNames) {
		return fieldNames[f]
	}
	return "field(" + strconv.Itoa(int(f)) + ")"
}
