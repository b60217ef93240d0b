package identity

import (
	"database/sql/driver"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// CMND is a số chứng minh nhân dân: the 9-digit number of the old identity
// card, whose use ended on 31/12/2024 (Luật Căn cước 26/2023/QH15 Điều 46) and
// which older records still hold. It is not a unique key: a person who moved
// to another province was given a new one, and one block of about 50,000
// numbers was issued by two provinces. 12-digit CMND of the 2012–2016 pilot
// are read as [PersonalID].
//
// A CMND is comparable, may be a map key, and is safe for concurrent use. The
// zero CMND is not valid. fmt and log/slog show it masked.
type CMND struct{ number Number }

// ParseCMND reads 9 digits with the notations of [ParsePersonalID]. 8 digits
// fail with CodeLostZero. Errors are *[Error] and never hold the input.
func ParseCMND(s string) (CMND, error) {
	d, err := scanDigits(s, FieldCMND)
	if err != nil {
		return CMND{}, err
	}
	switch d.n {
	case 9:
		return CMND{makeNumber(NumberCMND, d.value())}, nil
	case 8:
		return CMND{}, fail(FieldCMND, CodeLostZero, -1)
	}
	return CMND{}, fail(FieldCMND, CodeLength, -1)
}

// IsValid reports whether c holds a number.
func (c CMND) IsValid() bool { return c.number.IsValid() }

// Number gives the CMND as a Number.
func (c CMND) Number() Number { return c.number }

// Reveal gives the 9 digits: personal data, for storing and sending.
func (c CMND) Reveal() string { return c.number.Reveal() }

// Masked gives "CMND …" and the last three digits.
func (c CMND) Masked() string { return c.number.Masked() }

// String gives the masked form.
func (c CMND) String() string { return c.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (c CMND) Format(f fmt.State, _ rune) { mask.Format(f, c.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (c CMND) LogValue() slog.Value { return slog.StringValue(c.Masked()) }

// AppendText implements encoding.TextAppender with the 9 digits.
func (c CMND) AppendText(dst []byte) ([]byte, error) { return c.number.AppendText(dst) }

// MarshalText implements encoding.TextMarshaler with the 9 digits.
func (c CMND) MarshalText() ([]byte, error) { return c.number.MarshalText() }

// UnmarshalText is ParseCMND; empty text sets the zero CMND.
func (c *CMND) UnmarshalText(text []byte) error {
	*c = CMND{}
	if len(text) == 0 {
		return nil
	}
	v, err := ParseCMND(string(text))
	if err != nil {
		return err
	}
	*c = v
	return nil
}

// Value implements driver.Valuer: the digits, NULL for the zero CMND.
func (c CMND) Value() (driver.Value, error) { return sqlValue(c.Reveal()) }

// Scan implements sql.Scanner; NULL and "" set the zero CMND.
func (c *CMND) Scan(src any) error { return scanText(src, c, FieldCMND) }
