package matching

import "github.com/bhxh-go/bhxh/identity"

// What two fields say together that neither says alone. The weights are added
// to that of the field which they are about.
const (
	// Two personal IDs that differ.
	weightIDOwnYears  float32 = -9  // beside two birth years, and each number states its own: chance does 1 time in 100
	weightIDTheirYear float32 = 3   // beside two birth years, and the subject's number states the reference's: its date is wrong
	weightIDNamesakes float32 = -14 // beside 1 January in both: a common name has dozens of bearers with that default

	// An equal number that fits one of the records alone.
	weightIDStrangers float32 = -7 // u: of the wrong numbers, most are a real person's

	// Two personal IDs but for the last digit.
	weightIDTwins float32 = -5 // beside another given name, or one that sounds alike

	// No number on one side.
	weightDateNamesakes float32 = -4 // another date in another year: the name is all that agrees, and others bear it
	weightNameTwins     float32 = -3 // another given name: on one day many are born of one surname and middle name
)

// weighTogether corrects the weights of fields that differ by each other.
func weighTogether(r *Result, subject, reference *Prepared) {
	switch {
	case !r.Comparable(FieldID):
		weighWithoutNumber(r)
	case r.codes.has(codeIDDifferent) && r.Comparable(FieldDateOfBirth):
		weighNamesakes(r, subject)
		weighBirthYears(r, subject, reference)
	case r.codes.has(codeIDTypo):
		weighTwins(r, subject, reference)
	}
	if r.agreements[FieldName] == Different && r.agreements[FieldDateOfBirth] == Different {
		weighStrangersID(r, subject, reference)
	}
}

// weighWithoutNumber tells namesakes and twins from one person where no number
// does.
func weighWithoutNumber(r *Result) {
	if w := r.weights[FieldDateOfBirth]; r.codes.has(codeDateDifferent) || r.codes.has(codeDateYear) && w <= weightDateTwoParts {
		r.weights[FieldDateOfBirth] += weightDateNamesakes
	}
	if r.weights[FieldName] <= weightNameGiven {
		r.weights[FieldName] += weightNameTwins
	}
}

// weighNamesakes tells namesakes of one year whose birthday nobody wrote down.
func weighNamesakes(r *Result, subject *Prepared) {
	if r.weights[FieldDateOfBirth] == weightDateNewYear && subject.id.value.Kind() == identity.NumberPersonalID {
		r.weights[FieldID] += weightIDNamesakes
	}
}

// weighTwins takes a wrong last digit for no typing error where the given name is
// another's, nor the next number where the name is not quite the same: twins are
// registered one after the other. They share the day, and never the whole name.
func weighTwins(r *Result, subject, reference *Prepared) {
	if r.agreements[FieldDateOfBirth] == Different || r.agreements[FieldName].Agrees() {
		return
	}
	switch apart := lastDigits(subject.id.value, reference.id.value); {
	case apart == 0:
	case r.Comparable(FieldName) && r.weights[FieldName] <= weightNameLookAlike:
		r.weights[FieldID] = weightIDTwins
	case apart == 1:
		r.weights[FieldID] = weightIDNextNumber
	}
}

// weighBirthYears uses the birth years that two different personal IDs state
// where the dates of birth differ in the year: it tells a wrong date from
// another person.
func weighBirthYears(r *Result, subject, reference *Prepared) {
	mine, ok1 := subject.id.value.PersonalID()
	other, ok2 := reference.id.value.PersonalID()
	if !ok1 || !ok2 || subject.date.unusable || reference.date.unusable {
		return
	}
	mineYear, otherYear := subject.date.value.Year(), reference.date.value.Year()
	if mineYear == 0 || otherYear == 0 || mineYear == otherYear || other.BirthYear() != otherYear {
		return
	}
	switch mine.BirthYear() {
	case mineYear:
		r.weights[FieldID] += weightIDOwnYears
	case otherYear:
		r.weights[FieldID] += weightIDTheirYear
	}
}

// weighStrangersID lowers the weight of an equal number that somebody else's
// record brought along: name and date of birth both differ, and the number
// states the birth year or gender of one of the records and not of the other. A
// wrong date contradicts the number of the subject, too. One slip in the year contradicts the number, too, so no date that differs in
// one part alone counts but beside a name without a common half, or where the
// gender contradicts the number as well.
func weighStrangersID(r *Result, subject, reference *Prepared) {
	id, ok := reference.id.value.PersonalID()
	if !ok || r.agreements[FieldID] != Same && r.agreements[FieldID] != Equivalent || !r.Comparable(FieldDateOfBirth) {
		return
	}
	year, gender := contradicts(id, subject)
	theirYear, theirGender := contradicts(id, reference)
	switch mine, theirs := year || gender, theirYear || theirGender; {
	case mine == theirs:
		return
	case theirs: // the registry's numbers fit its own records
		r.weights[FieldID] += weightIDStrangers
		return
	}
	date := r.weights[FieldDateOfBirth]
	switch all := year && gender && date < 0; {
	case date > weightDateOneDigit || !all && !r.hasOtherName():
	case date < 0 || gender || r.codes.has(codeNameDifferent):
		r.weights[FieldID] += weightIDStrangers
	}
}

// hasOtherName reports a name that may be another person's. A middle name does
// not make one, and a surname only where nothing of the date agrees: who shares
// the rest of a name by chance shares no more.
func (r *Result) hasOtherName() bool {
	const names = codeSet(1)<<codeDateMissing - 1
	switch {
	case r.codes&names == 1<<codeNameSurname:
		return r.codes.has(codeDateDifferent)
	case r.codes&(1<<codeNameSurname|1<<codeNameGiven|1<<codeNameDifferent) != 0:
		return true
	}
	return r.weights[FieldName] <= weightNameGiven
}

// contradicts reports whether a number states another birth year or gender than
// a record does. What the record does not say contradicts nothing.
func contradicts(id identity.PersonalID, p *Prepared) (year, gender bool) {
	y := p.date.value.Year()
	year = !p.date.unusable && y != 0 && y != id.BirthYear()
	return year, p.gender.value.IsValid() && p.gender.value != id.Gender()
}
