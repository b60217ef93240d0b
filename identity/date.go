package identity

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"log/slog"
	"time"

	"github.com/bhxh-go/bhxh/internal/mask"
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
	year  uint16
	month uint8
	day   uint8
}

// NewDate gives the date of a day (year, month, day), of a month (day 0) or of
// a year (month and day 0). It fails with CodeImpossible where the calendar
// has no such day or the year is outside 1–9999.
func NewDate(year, month, day int) (Date, error) {
	if !possible(year, month, day) {
		return Date{}, fail(FieldDateOfBirth, CodeImpossible, -1)
	}
	return Date{uint16(year), uint8(month), uint8(day)}, nil
}

// MustDate is NewDate for constants: it panics where that fails.
func MustDate(year, month, day int) Date {
	d, err := NewDate(year, month, day)
	if err != nil {
		panic("identity: MustDate: " + err.Error())
	}
	return d
}

// DateOf gives the day of t in t's own location.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{uint16(year), uint8(month), uint8(day)}
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
func (d Date) IsValid() bool { return d.year != 0 }

// Precision says how much of the date is known.
func (d Date) Precision() Precision {
	switch {
	case d.year == 0:
		return PrecisionNone
	case d.month == 0:
		return PrecisionYear
	case d.day == 0:
		return PrecisionMonth
	}
	return PrecisionDay
}

// Year gives the year, 0 for the zero Date.
func (d Date) Year() int { return int(d.year) }

// Month gives the month 1–12, 0 where it is not known.
func (d Date) Month() int { return int(d.month) }

// Day gives the day 1–31, 0 where it is not known.
func (d Date) Day() int { return int(d.day) }

// Truncate forgets what is finer than p.
func (d Date) Truncate(p Precision) Date {
	switch {
	case p == PrecisionNone:
		return Date{}
	case p == PrecisionYear:
		return Date{year: d.year}
	case p == PrecisionMonth:
		return Date{year: d.year, month: d.month}
	}
	return d
}

// IsNewYearsDay reports 1 January, the day that stands in records for a birth
// day nobody knew.
func (d Date) IsNewYearsDay() bool { return d.month == 1 && d.day == 1 }

// Compare orders dates by year, month and day, an unknown part before any
// known one.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.year, other.year), cmp.Compare(d.month, other.month), cmp.Compare(d.day, other.day))
}

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
	return time.Date(int(d.year), time.Month(max(1, d.month)), int(max(1, d.day)), 0, 0, 0, 0, time.UTC)
}

// AppendText implements encoding.TextAppender: dd/MM/yyyy, MM/yyyy or yyyy,
// nothing for the zero Date. [ParseDate] reads it back.
func (d Date) AppendText(dst []byte) ([]byte, error) {
	if d.day != 0 {
		dst = append(appendDigits(dst, uint64(d.day), 2), '/')
	}
	if d.month != 0 {
		dst = append(appendDigits(dst, uint64(d.month), 2), '/')
	}
	if d.year != 0 {
		dst = appendDigits(dst, uint64(d.year), 4)
	}
	return dst, nil
}

// Reveal gives the date as the official forms print it: dd/MM/yyyy, MM/yyyy or
// yyyy; "" for the zero Date.
func (d Date) Reveal() string {
	b, _ := d.AppendText(make([]byte, 0, 10))
	return string(b)
}

// ISO gives yyyy-MM-dd, yyyy-MM or yyyy; "" for the zero Date.
func (d Date) ISO() string {
	if !d.IsValid() {
		return ""
	}
	b := appendDigits(make([]byte, 0, 10), uint64(d.year), 4)
	if d.month != 0 {
		b = appendDigits(append(b, '-'), uint64(d.month), 2)
	}
	if d.day != 0 {
		b = appendDigits(append(b, '-'), uint64(d.day), 2)
	}
	return string(b)
}

// Masked gives "date (day)", "date (month)", "date (year)" or "(none)".
func (d Date) Masked() string {
	if !d.IsValid() {
		return "(none)"
	}
	return "date (" + d.Precision().String() + ")"
}

// String gives the masked form.
func (d Date) String() string { return d.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (d Date) Format(f fmt.State, _ rune) { mask.Format(f, d.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (d Date) LogValue() slog.Value { return slog.StringValue(d.Masked()) }

// MarshalText implements encoding.TextMarshaler like AppendText.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText is ParseDate; empty text sets the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	*d = Date{}
	if len(text) == 0 {
		return nil
	}
	v, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// Value implements driver.Valuer: the text form, NULL for the zero Date.
func (d Date) Value() (driver.Value, error) { return sqlValue(d.Reveal()) }

// Scan implements sql.Scanner for text and for a database's own date; NULL and
// "" set the zero Date.
func (d *Date) Scan(src any) error {
	if t, ok := src.(time.Time); ok {
		*d = DateOf(t)
		return nil
	}
	return scanText(src, d, FieldDateOfBirth)
}
