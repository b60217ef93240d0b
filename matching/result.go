package matching

import "github.com/bhxh-go/bhxh/identity"

// Agreement is how one field of a subject compares with the reference.
type Agreement uint8

// The agreements. The zero Agreement is that nothing is known.
const (
	Unknown    Agreement = iota // the reference has no value, or the registry did not compare this field
	Same                        // identical
	Equivalent                  // the same value, written differently
	Different                   // another value
	Missing                     // the subject has no value
)

// Field is a field of the comparison.
type Field uint8

// The fields.
const (
	FieldName Field = iota
	FieldDateOfBirth
	FieldGender
	FieldID
)

// Zone is the decision that a same-person score leads to.
type Zone uint8

// The zones.
const (
	ZoneDifferent Zone = iota + 1
	ZoneReview
	ZoneSame
)

// Result is the comparison of two records. It is a plain value without
// personal data and may be kept, compared with == and logged.
type Result struct {
	agreements [4]Agreement
}

// Compare compares a subject (the participant as BHXH holds it) with a
// reference (the same person as the registry holds it) on the day asOf, which
// decides what lies in the future.
func Compare(subject, reference identity.Person, asOf identity.Date) Result { panic("not written yet") }

// Agreement gives the agreement of one field.
func (r Result) Agreement(f Field) Agreement { return r.agreements[f] }

// Codes gives the mismatch codes, in the order of the fields.
func (r Result) Codes() []Code { panic("not written yet") }

// Notes gives the note codes, in the order of the fields.
func (r Result) Notes() []Code { panic("not written yet") }

// Matches reports that no field is different or missing.
func (r Result) Matches() bool { panic("not written yet") }

// Score gives how likely the two records are the same person, from 0 to 1. It
// is a separate answer from Matches: a clerical error scores high and does not
// match.
func (r Result) Score() float64 { panic("not written yet") }

// Zone gives the decision that the score leads to.
func (r Result) Zone() Zone { panic("not written yet") }
