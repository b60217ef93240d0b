package matching

import (
	"github.com/bhxh-go/bhxh/identity"
)

// The weights are log₂(m/u): m is how often two records of one person show an
// agreement, u how often records of two people do that some key brought
// together. They are stated, not trained, so that they can be read and argued
// with; the package comment says where they come from.
const (
	// priorWeight is log₂ of the odds before any field is looked at: of the
	// pairs that a number, or a name with a date, brings together, about one in
	// 130 would be one person if nothing else agreed.
	priorWeight = -7

	// The edges of the zones, as scores.
	zoneSameFrom   = 0.98
	zoneReviewFrom = 0.2

	weightGenderSame      float32 = 1    // m 0.95, u 0.5
	weightGenderDifferent float32 = -4.5 // m 0.02: a column filled in by hand

	// Dates of birth, of about 70 years × 365 days.
	weightDateSame           float32 = 13   // u 1/25,000, m 0.6
	weightDateNewYear        float32 = 8    // 1 January: the default of many registers
	weightDateOfMonth        float32 = 8.5  // only month and year known, and equal: u 1/840
	weightDateOfYear         float32 = 5    // only the year known, and equal: u 1/70
	weightDatePlaceholder    float32 = 5    // the year agrees, the rest is a default
	weightDateSwapped        float32 = 9    // m 0.01, u 1/70,000
	weightDateLunar          float32 = 9    // the same for the lunar date
	weightDateOnePart        float32 = 1    // one part differs: m 0.005, u 1/400 among people of one name and year
	weightDateOneDigit       float32 = 3    // and only by one digit, by one or by ten: four times as often a slip
	weightDateYearAlone      float32 = 1    // day and month agree, the year does not: m 0.005, u 1/370
	weightDateTwoParts       float32 = -6   // m 0.003, u 1/5: people of one year or one birthday are many
	weightDateDifferent      float32 = -7.5 // m 0.005, u 0.9
	weightDateMonthOfPartial float32 = -2
	weightDateYearOfPartial  float32 = -4

	// Numbers. An equal one is strong and yet less than a name and a date that
	// both differ: it never hides a different person.
	weightIDSame          float32 = 18 // u: numbers written for somebody else, 1 in 300,000
	weightIDSameCMND      float32 = 13 // one block was issued twice, old numbers were lent
	weightIDFormer        float32 = 13 // the CMND that the registry confirms
	weightIDLostZeros     float32 = 15
	weightIDTypo          float32 = 9 // m 0.01, u 5 in 100,000 among people of one province, year and gender
	weightIDFormerTypo    float32 = 6
	weightIDNextNumber    float32 = -3 // one more or less: twins are registered one after the other
	weightIDDifferent     float32 = -5 // m 0.03, u 1
	weightIDTwoDigits     float32 = 2  // m 0.005, u 0.001 among people of one province, year and gender
	weightIDDifferentCMND float32 = -2 // a person who moved was given another CMND

	// Adjustments where two personal IDs differ and the birth years of the
	// records differ, too: each number states a birth year.
	weightIDOwnYears  float32 = -9 // each number fits its own record, which chance does 1 time in 100: two people
	weightIDTheirYear float32 = 3  // the subject's number states the reference's year: its date is wrong

	// And where they are equal, but the number fits the reference alone.
	weightIDStrangers float32 = -7 // u: of the wrong numbers, most are a real person's
)

// weightOfDate gives the weight of a date that agrees to the precision d has.
func weightOfDate(d identity.Date) float32 {
	switch {
	case d.Precision() == identity.PrecisionYear:
		return weightDateOfYear
	case d.Precision() == identity.PrecisionMonth:
		return weightDateOfMonth
	case d.IsNewYearsDay():
		return weightDateNewYear
	}
	return weightDateSame
}

// weightOfDateParts gives the weight of two whole dates that differ in n parts.
func weightOfDateParts(n int, year bool, a, b identity.Date) float32 {
	switch {
	case n > 1:
		return weightDateTwoParts
	case year && !near(a.Year(), b.Year()):
		return weightDateYearAlone
	case near(a.Day(), b.Day()) && near(a.Month(), b.Month()) && near(a.Year(), b.Year()):
		return weightDateOneDigit
	}
	return weightDateOnePart
}

// near reports numbers that differ by one, by ten, or in one digit: slips of
// the pen.
func near(a, b int) bool {
	d := max(a-b, b-a)
	if d <= 1 || d == 10 {
		return true
	}
	wrong := 0
	for ; a > 0 || b > 0; a, b = a/10, b/10 {
		if a%10 != b%10 {
			wrong++
		}
	}
	return wrong == 1
}

func weightOfSameID(n identity.Number) float32 {
	if n.Kind() == identity.NumberPersonalID {
		return weightIDSame
	}
	return weightIDSameCMND
}

// weightOfDifferentIDs gives the weight of two numbers of one kind.
func weightOfDifferentIDs(subject, reference identity.Number) float32 {
	switch {
	case reference.Kind() != identity.NumberPersonalID:
		return weightIDDifferentCMND
	case haveTwoWrongDigits(subject, reference):
		return weightIDTwoDigits
	}
	return weightIDDifferent
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
// states the birth year or gender of the reference and not that of the subject.
// One slip in the year contradicts the number, too, so no date that differs in
// one part alone counts but beside a name without a common half, or where the
// gender contradicts the number as well.
func weighStrangersID(r *Result, subject, reference *Prepared) {
	id, ok := reference.id.value.PersonalID()
	if !ok || r.agreements[FieldID] != Same && r.agreements[FieldID] != Equivalent || !r.Comparable(FieldDateOfBirth) {
		return
	}
	year, gender := contradicts(id, subject)
	if theirYear, theirGender := contradicts(id, reference); theirYear || theirGender || !year && !gender {
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
