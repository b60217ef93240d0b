package matching

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
