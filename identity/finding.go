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

// String gives "hint", "warning" or "error"; "none" for the zero Severity.
func (s Severity) String() string {
	switch s {
	case SeverityHint:
		return "hint"
	case SeverityWarning:
		return "warning"
	case SeverityError:
		return "error"
	}
	return "none"
}

// FindingCode is the stable code of something that is wrong, or worth a
// question, inside one record. Codes are data: once published a code keeps its
// meaning.
type FindingCode string

// The findings of [Check].
const (
	FindingNameMissing         FindingCode = "name.missing"          // error: no name
	FindingNameTooLong         FindingCode = "name.too_long"         // warning: over 100 characters
	FindingNameLostLetters     FindingCode = "name.lost_letters"     // warning: letters replaced by ? or U+FFFD
	FindingNameLegacyEncoding  FindingCode = "name.legacy_encoding"  // warning: TCVN3 or VNI text, which Name.Normalize decodes
	FindingNameLegacySuspected FindingCode = "name.legacy_suspected" // hint: looks like a legacy encoding and does not decode
	FindingNameCharacters      FindingCode = "name.characters"       // warning: digits, control characters or signs
	FindingNameSingleWord      FindingCode = "name.single_word"      // hint: one word only; some ethnic groups have such names
	FindingDateMissing         FindingCode = "dob.missing"           // error: no date of birth
	FindingDateUnreadable      FindingCode = "dob.unreadable"        // error: in no known notation
	FindingDateImpossible      FindingCode = "dob.impossible"        // error: the calendar has no such day
	FindingDateFuture          FindingCode = "dob.future"            // error: after the day of the check
	FindingDateTooOld          FindingCode = "dob.too_old"           // error: more than 130 years before it
	FindingDateIncomplete      FindingCode = "dob.incomplete"        // warning: only the year or month is known
	FindingDatePlaceholder     FindingCode = "dob.placeholder"       // warning: 1 January, often a default
	FindingGenderMissing       FindingCode = "gender.missing"        // warning: the question does not need it
	FindingGenderInvalid       FindingCode = "gender.invalid"        // warning: in no accepted notation
	FindingIDMissing           FindingCode = "id.missing"            // error: no number at all
	FindingIDInvalid           FindingCode = "id.invalid"            // error: neither 12 nor 9 digits
	FindingIDLostZero          FindingCode = "id.lost_zero"          // hint beside id.invalid: SuggestNumber has a proposal
	FindingIDPlaceholder       FindingCode = "id.placeholder"        // warning: one digit repeated
	FindingIDOldNumber         FindingCode = "id.old_number"         // warning: a CMND, not yet a personal ID
	FindingIDUnknownIssuer     FindingCode = "id.unknown_issuer"     // hint: a CMND that begins as none known
	FindingIDIssuedTwice       FindingCode = "id.issued_twice"       // hint: a CMND of the block that two provinces issued
	FindingIDUnknownRegion     FindingCode = "id.unknown_region"     // warning: the first three digits are assigned to nobody
	FindingIDBirthYear         FindingCode = "id.birth_year"         // warning: the number states another birth year than the record
	FindingIDGender            FindingCode = "id.gender"             // warning: the number states another gender than the record
	FindingIDImplausibleAge    FindingCode = "id.implausible_age"    // warning: born in the future or over 120 years ago, says the number
	FindingFormerIDInvalid     FindingCode = "former_id.invalid"     // warning: neither 12 nor 9 digits
	FindingFormerIDSame        FindingCode = "former_id.same"        // warning: the same as the number in force
)

// The findings that [Participant.Check] and [HealthCard.Check] add.
const (
	FindingInsuranceMissing     FindingCode = "insurance_number.missing"      // warning: no mã số BHXH
	FindingInsuranceInvalid     FindingCode = "insurance_number.invalid"      // warning: neither 10 nor 12 digits
	FindingInsuranceLostZero    FindingCode = "insurance_number.lost_zero"    // hint beside it: SuggestSocialInsuranceNumber has a proposal
	FindingInsuranceEarly       FindingCode = "insurance_number.early"        // warning: a personal ID before 01/09/2026
	FindingInsuranceOtherID     FindingCode = "insurance_number.other_id"     // warning: a personal ID, and not the person's
	FindingCardInvalid          FindingCode = "health_card.invalid"           // warning: no card in any face
	FindingCardUnknownObject    FindingCode = "health_card.unknown_object"    // warning: letters that the table does not have
	FindingCardUnknownIssuer    FindingCode = "health_card.unknown_issuer"    // warning: province digits that the table does not have
	FindingCardLevel            FindingCode = "health_card.level"             // warning: a level that the letters do not have
	FindingCardLevelUnconfirmed FindingCode = "health_card.level_unconfirmed" // hint: the same, by unconfirmed rows of the table
	FindingCardOtherNumber      FindingCode = "health_card.other_number"      // warning: not the number of the record
)

// Finding is one finding of [Check]. It is a plain value and holds no text of
// the record.
type Finding struct {
	Code     FindingCode
	Field    Field
	Severity Severity
}

// English says the finding in one English sentence, which may change.
func (f Finding) English() string { return f.Code.row().english }

// Vietnamese says the finding in one Vietnamese sentence for an officer, which
// may change. It names what to check and never a value.
func (f Finding) Vietnamese() string { return f.Code.row().vietnamese }

// Source names the legal basis of the rule.
func (f Finding) Source() string { return f.Code.row().source }

// FindingCodes gives every code with its field and severity, in the order in
// which a [Report] gives them.
func FindingCodes() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for i := range findingRows {
			if !yield(findingRows[i].finding()) {
				return
			}
		}
	}
}

// findingRow is a row of the table of findings.
type findingRow struct {
	code       FindingCode
	field      Field
	severity   Severity
	english    string
	vietnamese string
	source     string
}

func (row *findingRow) finding() Finding { return Finding{row.code, row.field, row.severity} }

// findingBit gives the place of a code in the table of findings, -1 for none.
func findingBit(code FindingCode) int {
	for i := range findingRows {
		if findingRows[i].code == code {
			return i
		}
	}
	return -1
}

// row gives the row of the code, an empty one for an unknown code.
func (c FindingCode) row() *findingRow {
	if i := findingBit(c); i >= 0 {
		return &findingRows[i]
	}
	return &findingRow{}
}
