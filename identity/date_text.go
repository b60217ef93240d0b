package identity

import (
	"database/sql/driver"
	"fmt"
	"log/slog"
	"time"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// AppendText implements encoding.TextAppender: dd/MM/yyyy, MM/yyyy or yyyy,
// nothing for the zero Date. [ParseDate] reads it back.
func (d Date) AppendText(dst []byte) ([]byte, error) {
	if !d.IsValid() {
		return dst, nil
	}
	if d.Day() != 0 {
		dst = append(appendDigits(dst, uint64(d.Day()), 2), '/')
	}
	if d.Month() != 0 {
		dst = append(appendDigits(dst, uint64(d.Month()), 2), '/')
	}
	return appendDigits(dst, uint64(d.Year()), 4), nil
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
	b := appendDigits(make([]byte, 0, 10), uint64(d.Year()), 4)
	if d.Month() != 0 {
		b = appendDigits(append(b, '-'), uint64(d.Month()), 2)
	}
	if d.Day() != 0 {
		b = appendDigits(append(b, '-'), uint64(d.Day()), 2)
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
