package identity

import (
	"cmp"
	"time"
)

// Precision says how much of a date is known.
type Precision uint8

// The precisions, from nothing to the day.
const (
	PrecisionNone Precision = iota
	PrecisionYear
	PrecisionMonth
	PrecisionDay
)

// String gives "none", "year", "month" or "day".
func (p Precision) String() string {
	switch p {
	case PrecisionYear:
		return "year"
	case PrecisionMonth:
		return "month"
	case PrecisionDay:
		return "day"
	}
	return "none"
}

// Date is a calendar date (ngày tháng năm) that may be known to the year or
// to the month only, as in thirty years of paper. It is comparable and safe
// for concurrent use. The zero Date is no date.
//
// Since most dates here are dates of birth, fmt and log/slog show only the
// precision; [Date.Reveal] and the text and JSON forms carry the date.
type Date struct {
	// year << 9 | month << 5 | day, mixed with dateScramble; 9999 takes 23 bits
	bits uint32
}

// dateScramble does for dates what scramble does for numbers. Its bits above
// 23 keep any date different from the zero Date.
const dateScramble uint32 = 0x9e37_79b9

// NewDate gives the date of a day (year, month, day), of a month (day 0) or of
// a year (month and day 0). It fails with CodeImpossible where the calendar
// has no such day or the year is outside 1–9999.
func NewDate(year, month, day int) (Date, error) {
	if !possible(year, month, day) {
		return Date{}, fail(FieldDateOfBirth, CodeImpossible, -1)
	}
	return makeDate(year, month, day), nil
}

func makeDate(year, month, day int) Date {
	return Date{uint32(year<<9|month<<5|day) ^ dateScramble}
}

// packed gives year << 9 | month << 5 | day, 0 for the zero Date.
func (d Date) packed() uint32 {
	if d.bits == 0 {
		return 0
	}
	return d.bits ^ dateScramble
}

// MustDate is NewDate for constants: it panics where that fails.
func MustDate(year, month, day int) Date {
	d, err := NewDate(year, month, day)
	if err != nil {
		panic("identity: MustDate: " + err.Error())
	}
	return d
}

// DateOf gives the day of t in t's own location; the zero Date for the zero
// time and for years outside 1–9999.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	if t.IsZero() || year < 1 || year > 9999 {
		return Date{}
	}
	return makeDate(year, int(month), day)
}

func possible(year, month, day int) bool {
	switch {
	case year < 1 || year > 9999 || month < 0 || month > 12 || day < 0:
		return false
	case month == 0:
		return day == 0
	}
	return day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// IsValid reports whether d is a date at all.
func (d Date) IsValid() bool { return d.bits != 0 }

// Precision says how much of the date is known.
func (d Date) Precision() Precision {
	switch p := d.packed(); {
	case p == 0:
		return PrecisionNone
	case p&(15<<5) == 0:
		return PrecisionYear
	case p&31 == 0:
		return PrecisionMonth
	}
	return PrecisionDay
}

// Year gives the year, 0 for the zero Date.
func (d Date) Year() int { return int(d.packed() >> 9) }

// Month gives the month 1–12, 0 where it is not known.
func (d Date) Month() int { return int(d.packed() >> 5 & 15) }

// Day gives the day 1–31, 0 where it is not known.
func (d Date) Day() int { return int(d.packed() & 31) }

// Truncate forgets what is finer than p.
func (d Date) Truncate(p Precision) Date {
	switch {
	case p == PrecisionNone || !d.IsValid():
		return Date{}
	case p == PrecisionYear:
		return makeDate(d.Year(), 0, 0)
	case p == PrecisionMonth:
		return makeDate(d.Year(), d.Month(), 0)
	}
	return d
}

// IsNewYearsDay reports 1 January, the day that stands in records for a birth
// day nobody knew.
func (d Date) IsNewYearsDay() bool { return d.Month() == 1 && d.Day() == 1 }

// Compare orders dates by year, month and day, an unknown part before any
// known one.
func (d Date) Compare(other Date) int { return cmp.Compare(d.packed(), other.packed()) }

// Before reports whether d certainly lies before other: to the coarser of the
// two precisions, so that 2026 is not before 05/2026.
func (d Date) Before(other Date) bool {
	p := min(d.Precision(), other.Precision())
	return d.Truncate(p).Compare(other.Truncate(p)) < 0
}

// After reports whether d certainly lies after other, to the coarser of the
// two precisions.
func (d Date) After(other Date) bool { return other.Before(d) }

// Time gives the start of the day in UTC; the first of the month or year where
// no more is known; the zero time for the zero Date.
func (d Date) Time() time.Time {
	if !d.IsValid() {
		return time.Time{}
	}
	return time.Date(d.Year(), time.Month(max(1, d.Month())), max(1, d.Day()), 0, 0, 0, 0, time.UTC)
}
