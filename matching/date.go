package matching

import (
	"errors"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/lunar"
)

// maxAge is the age in years beyond which a date of birth cannot be one.
const maxAge = 130

// lunarUTC8Before is the first birth year whose lunar date has one reading
// only, at UTC+7.
const lunarUTC8Before = 1976

// dateForm is a date of birth as read.
type dateForm struct {
	raw      identity.Text
	value    identity.Date
	absent   bool
	unusable bool // not a date, or not a possible date of birth on the day of the comparison
}

func readDate(raw identity.Text, asOf identity.Date) dateForm {
	d := dateForm{raw: raw, absent: raw.IsEmpty()}
	if d.absent {
		return d
	}
	value, err := identity.ParseDate(string(raw))
	switch {
	case errors.Is(err, identity.CodeEmpty): // nothing but invisible characters
		d.absent = true
	case err != nil:
		d.unusable = true
	default:
		d.value = value
		d.unusable = asOf.IsValid() && (value.After(asOf) || olderThan(value, asOf, maxAge))
	}
	return d
}

// olderThan reports whether d certainly lies more than years before asOf.
func olderThan(d, asOf identity.Date, years int) bool {
	if y := d.Year() + years; y != asOf.Year() {
		return y < asOf.Year()
	}
	switch {
	case d.Month() == 0 || asOf.Month() == 0:
		return false
	case d.Month() != asOf.Month():
		return d.Month() < asOf.Month()
	}
	return d.Day() != 0 && d.Day() < asOf.Day()
}

// compareDate compares in this order:
//
//  1. subject empty: missing
//  2. reference empty or not a date: unknown
//  3. subject not a calendar date, in the future, or too long ago: dob.invalid
//  4. equal to the coarser of the two precisions: dob.incomplete where the
//     subject is the coarser, else same (equal text) or equivalent
//  5. one of the two known only to the month or year: dob.month, dob.year
//  6. 1 January of the reference's year: dob.placeholder
//  7. day and month exchanged: dob.day_month_swapped
//  8. the reference's date in the lunar calendar: dob.lunar
//  9. all three parts differ: dob.different, else dob.day, dob.month, dob.year
func compareDate(r *Result, subject, reference *dateForm) {
	switch {
	case subject.absent:
		r.set(FieldDateOfBirth, Missing, codeDateMissing)
	case reference.value == identity.Date{}:
	case subject.unusable:
		r.set(FieldDateOfBirth, Different, codeDateInvalid)
	case subject.value == reference.value:
		r.agree(FieldDateOfBirth, subject.raw == reference.raw)
		r.compared(FieldDateOfBirth, weightOfDate(subject.value))
	default:
		r.comparable |= 1 << FieldDateOfBirth
		compareDifferentDates(r, subject.value, reference.value)
	}
}

func compareDifferentDates(r *Result, subject, reference identity.Date) {
	precision := min(subject.Precision(), reference.Precision())
	if subject.Truncate(precision) == reference.Truncate(precision) {
		if subject.Precision() < reference.Precision() {
			r.set(FieldDateOfBirth, Different, codeDateIncomplete)
		} else {
			r.agree(FieldDateOfBirth, false)
		}
		r.compared(FieldDateOfBirth, weightOfDate(subject.Truncate(precision)))
		return
	}
	if precision < identity.PrecisionDay {
		comparePartialDates(r, subject, reference, precision)
		return
	}
	switch {
	case subject.IsNewYearsDay() && subject.Year() == reference.Year():
		r.dateDiffers(codeDatePlaceholder, weightDatePlaceholder)
	case subject.Year() == reference.Year() && subject.Month() == reference.Day() && subject.Day() == reference.Month():
		r.dateDiffers(codeDateDayMonthSwapped, weightDateSwapped)
	case isLunarDateOf(subject, reference):
		r.dateDiffers(codeDateLunar, weightDateLunar)
	default:
		compareDateParts(r, subject, reference)
	}
}

func (r *Result) dateDiffers(code codeIndex, w float32) {
	r.set(FieldDateOfBirth, Different, code)
	r.compared(FieldDateOfBirth, w)
}

// comparePartialDates compares two dates of which one has no day and that do
// not agree.
func comparePartialDates(r *Result, subject, reference identity.Date, precision identity.Precision) {
	w := weightDateMonthOfPartial
	if precision == identity.PrecisionMonth && subject.Month() != reference.Month() {
		r.set(FieldDateOfBirth, Different, codeDateMonth)
	}
	if subject.Year() != reference.Year() {
		r.set(FieldDateOfBirth, Different, codeDateYear)
		w = weightDateYearOfPartial
	}
	r.compared(FieldDateOfBirth, w)
}

// compareDateParts says which parts of two whole dates differ.
func compareDateParts(r *Result, subject, reference identity.Date) {
	day, month, year := subject.Day() != reference.Day(), subject.Month() != reference.Month(), subject.Year() != reference.Year()
	if day && month && year {
		r.dateDiffers(codeDateDifferent, weightDateDifferent)
		return
	}
	n := 0
	for _, part := range [...]struct {
		differs bool
		code    codeIndex
	}{{day, codeDateDay}, {month, codeDateMonth}, {year, codeDateYear}} {
		if part.differs {
			r.set(FieldDateOfBirth, Different, part.code)
			n++
		}
	}
	r.compared(FieldDateOfBirth, weightOfDateParts(n, year, subject, reference))
}

// isLunarDateOf reports whether subject, read as a date of the lunar calendar,
// is the day of reference. A leap month is written with its number alone.
func isLunarDateOf(subject, reference identity.Date) bool {
	if isLunarDateIn(subject, reference, lunar.UTC7) {
		return true
	}
	return reference.Year() < lunarUTC8Before && isLunarDateIn(subject, reference, lunar.UTC8)
}

func isLunarDateIn(subject, reference identity.Date, zone lunar.Zone) bool {
	d, ok := lunar.FromSolar(reference.Year(), reference.Month(), reference.Day(), zone)
	return ok && d.Day == subject.Day() && d.Month == subject.Month() && d.Year == subject.Year()
}
