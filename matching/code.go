package matching

import "iter"

// Code is a stable code of the comparison of two persons: what differs and
// how (a mismatch), or what is the same and only written differently (a note).
// Codes are data that other systems store; once published a code keeps its
// meaning.
type Code string

// The codes of names.
const (
	NameMissing          Code = "name.missing"
	NameKeystrokes       Code = "name.keystrokes"
	NameNoDiacritics     Code = "name.no_diacritics"
	NameDiacritics       Code = "name.diacritics"
	NameLostLetters      Code = "name.lost_letters"
	NameIY               Code = "name.i_y"
	NameRegionalSpelling Code = "name.regional_spelling"
	NameWordBoundary     Code = "name.word_boundary"
	NameWordOrder        Code = "name.word_order"
	NameAbbreviated      Code = "name.abbreviated"
	NameTypo             Code = "name.typo"
	NameWordMissing      Code = "name.word_missing"
	NameWordExtra        Code = "name.word_extra"
	NameSurname          Code = "name.surname"
	NameMiddle           Code = "name.middle"
	NameGiven            Code = "name.given"
	NameDifferent        Code = "name.different"
	NameUnconfirmed      Code = "name.unconfirmed"

	// Notes.
	NameCaseOrSpacing  Code = "name.case_or_spacing"
	NameUnicodeForm    Code = "name.unicode_form"
	NameTonePlacement  Code = "name.tone_placement"
	NameLegacyEncoding Code = "name.legacy_encoding"
)

// The codes of dates of birth.
const (
	DateMissing         Code = "dob.missing"
	DateInvalid         Code = "dob.invalid"
	DateIncomplete      Code = "dob.incomplete"
	DatePlaceholder     Code = "dob.placeholder"
	DateDayMonthSwapped Code = "dob.day_month_swapped"
	DateLunar           Code = "dob.lunar"
	DateDay             Code = "dob.day"
	DateMonth           Code = "dob.month"
	DateYear            Code = "dob.year"
	DateDifferent       Code = "dob.different"
	DateUnconfirmed     Code = "dob.unconfirmed"
)

// The codes of genders.
const (
	GenderMissing     Code = "gender.missing"
	GenderDifferent   Code = "gender.different"
	GenderInvalid     Code = "gender.invalid"
	GenderUnconfirmed Code = "gender.unconfirmed"
)

// The codes of numbers and of whole records.
const (
	IDMissing         Code = "id.missing"
	IDOldNumber       Code = "id.old_number" // a mismatch, or a note where the registry confirms the CMND
	IDTypo            Code = "id.typo"
	IDInvalid         Code = "id.invalid"
	IDDifferent       Code = "id.different"
	IDInconsistent    Code = "id.inconsistent" // from the check of one record, not from a comparison
	IDNotFound        Code = "id.not_found"
	IDOtherPerson     Code = "id.other_person"
	IDUnconfirmed     Code = "id.unconfirmed"
	RecordUnconfirmed Code = "record.unconfirmed"
)

// Codes gives every code of the comparison, by field and within a field the
// most specific first.
func Codes() iter.Seq[Code] {
	return func(yield func(Code) bool) {
		for _, c := range codeTable {
			if !yield(c) {
				return
			}
		}
	}
}

// IsKnown reports whether c is a code of this package.
func (c Code) IsKnown() bool {
	_, ok := c.index()
	return ok
}

// CanBeNote reports whether c can be a note: of a value that agrees and is only
// written differently. Every such code but id.old_number is nothing else.
func (c Code) CanBeNote() bool {
	i, ok := c.index()
	return ok && noteCodes.has(i)
}

// CanBeMismatch reports whether c can say that two values differ.
func (c Code) CanBeMismatch() bool {
	i, ok := c.index()
	return ok && !onlyNotes.has(i)
}

// Field gives the field that the code speaks of; false for a code that is not
// known or speaks of the whole record.
func (c Code) Field() (Field, bool) {
	i, ok := c.index()
	if !ok || i == codeRecordUnconfirmed {
		return 0, false
	}
	return i.field(), true
}

func (i codeIndex) field() Field {
	switch {
	case i < codeDateMissing:
		return FieldName
	case i < codeGenderMissing:
		return FieldDateOfBirth
	case i < codeIDMissing:
		return FieldGender
	}
	return FieldID
}
