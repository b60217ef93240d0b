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
