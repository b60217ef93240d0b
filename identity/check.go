package identity

import "iter"

// Severity tells an error, which keeps a record from being put as a question,
// from a warning, which never stops anything, and from a hint, which rests on
// facts that no official source confirms.
type Severity uint8

// The severities.
const (
	SeverityHint Severity = iota + 1
	SeverityWarning
	SeverityError
)

// FindingCode is the stable code of something that is wrong, or worth a
// question, inside one record.
type FindingCode string

// The findings of Check.
const (
	FindingNameMissing      FindingCode = "name.missing"       // error: no name
	FindingDateMissing      FindingCode = "dob.missing"        // error: no date of birth
	FindingDateUnreadable   FindingCode = "dob.unreadable"     // error: in no known notation
	FindingDateImpossible   FindingCode = "dob.impossible"     // error: the calendar has no such day
	FindingDateFuture       FindingCode = "dob.future"         // error: after the day of the check
	FindingDateTooOld       FindingCode = "dob.too_old"        // error: more than 130 years before it
	FindingDateIncomplete   FindingCode = "dob.incomplete"     // warning: only the year or month is known
	FindingDatePlaceholder  FindingCode = "dob.placeholder"    // warning: 1 January, often a default
	FindingGenderMissing    FindingCode = "gender.missing"     // warning: the question does not need it
	FindingGenderInvalid    FindingCode = "gender.invalid"     // warning: in no accepted notation
	FindingIDMissing        FindingCode = "id.missing"         // error: no number at all
	FindingIDInvalid        FindingCode = "id.invalid"         // error: neither 12 nor 9 digits
	FindingIDLostZero       FindingCode = "id.lost_zero"       // hint beside id.invalid: SuggestNumber has a proposal
	FindingIDOldNumber      FindingCode = "id.old_number"      // warning: a CMND, not yet a personal ID
	FindingIDUnknownRegion  FindingCode = "id.unknown_region"  // warning: the first three digits are assigned to nobody
	FindingIDBirthYear      FindingCode = "id.birth_year"      // warning: the number states another birth year than the record
	FindingIDGender         FindingCode = "id.gender"          // warning: the number states another gender than the record
	FindingIDImplausibleAge FindingCode = "id.implausible_age" // warning: born in the future or over 120 years ago, says the number
)

// Finding is one finding of Check.
type Finding struct {
	Code     FindingCode
	Field    Field
	Severity Severity
}

// Report is what Check found in one record: the values that could be read, and
// the findings. It is a plain value and holds no text of the record.
type Report struct {
	Number      Number // the personal ID or CMND, where it could be read
	DateOfBirth Date
	Gender      Gender
	findings    uint64
}

// Check reads the values of one record and reports every contradiction inside
// it, as seen on the day asOf.
func Check(p Person, asOf Date) Report { panic("not written yet") }

// Has reports whether the finding was made.
func (r Report) Has(code FindingCode) bool { panic("not written yet") }

// Findings gives every finding in the order of the fields.
func (r Report) Findings() iter.Seq[Finding] { panic("not written yet") }

// Inconsistent reports a number that contradicts the birth year or the gender
// of its own record.
func (r Report) Inconsistent() bool {
	return r.Has(FindingIDBirthYear) || r.Has(FindingIDGender)
}
