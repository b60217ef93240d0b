package identity

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// NumberKind is the kind of a person's number.
type NumberKind uint8

// The kinds of numbers. The zero kind is unknown.
const (
	NumberUnknown         NumberKind = iota
	NumberPersonalID                 // số định danh cá nhân / số CCCD, 12 digits
	NumberCMND                       // số chứng minh nhân dân, 9 digits
	NumberSocialInsurance            // mã số BHXH, 10 digits
)

var numberKinds = [...]struct {
	name, label string
	width       int
	field       Field
}{
	NumberUnknown:         {"unknown", "number", 0, FieldIDNumber},
	NumberPersonalID:      {"personal_id", "CCCD", 12, FieldPersonalID},
	NumberCMND:            {"cmnd", "CMND", 9, FieldCMND},
	NumberSocialInsurance: {"social_insurance_number", "BHXH", 10, FieldSocialInsuranceNumber},
}

// String gives the stable name of the kind.
func (k NumberKind) String() string {
	if int(k) < len(numberKinds) {
		return numberKinds[k].name
	}
	return "unknown"
}

// scramble is mixed into the stored form of every number. It hides nothing
// from anybody who looks; it keeps a number from standing readable where fmt
// prints an unexported field of a caller's struct, which no method can mask.
// Its low 16 bits are zero for the kind, its bits above 56 keep any valid
// number different from the zero Number.
const scramble uint64 = 0x9e37_79b9_7f4a_0000

// Number is one of a person's numbers together with its kind. It is
// comparable, may be a map key, and is safe for concurrent use. The zero
// Number is not valid.
//
// fmt and log/slog show the kind and the last three digits; [Number.Reveal],
// the text and JSON forms and SQL carry the whole number.
type Number struct {
	// digits << 16 | kind, mixed with scramble; 12 digits take 40 bits
	bits uint64
}

func makeNumber(kind NumberKind, value uint64) Number {
	return Number{bits: (value<<16 | uint64(kind)) ^ scramble}
}

// ParseNumber reads a personal ID (12 digits) or a CMND (9 digits), the two
// numbers that the national population database answers to. Blanks, dots and
// hyphens between the digits are notation. Errors are *[Error].
func ParseNumber(s string) (Number, error) {
	if v, ok := fastDigits12(s); ok {
		return makeNumber(NumberPersonalID, v), nil
	}
	d, err := scanDigits(s, FieldIDNumber)
	if err != nil {
		return Number{}, err
	}
	switch d.n {
	case 12:
		return makeNumber(NumberPersonalID, d.value()), nil
	case 9:
		return makeNumber(NumberCMND, d.value()), nil
	case 8, 10, 11:
		return Number{}, fail(FieldIDNumber, CodeLostZero, -1)
	}
	return Number{}, fail(FieldIDNumber, CodeLength, -1)
}

// SuggestNumber offers the number that s may have been before a spreadsheet
// ate its leading zeros: 8 digits become a CMND, 10 or 11 a personal ID whose
// first three digits are an assigned code. A decimal part of zeros (".0") is
// taken off first, so that 9 and 12 digits can come back as well. It is a
// proposal for a person to confirm; nothing in this module applies it by
// itself.
func SuggestNumber(s string) (Number, bool) {
	d, float, ok := suggestDigits(s, FieldIDNumber)
	if !ok {
		return Number{}, false
	}
	switch id := (PersonalID{makeNumber(NumberPersonalID, d.value())}); {
	case d.n == 8, d.n == 9 && float:
		return makeNumber(NumberCMND, d.value()), true
	case d.n == 10, d.n == 11, d.n == 12 && float:
		if regionAssigned(id.RegionCode()) {
			return id.number, true
		}
	}
	return Number{}, false
}

// suggestDigits gives the digits of s that a proposal may build on, without
// the decimal part of zeros that a spreadsheet may have added. float says that
// there was one.
func suggestDigits(s string, field Field) (d digitScan, float, ok bool) {
	d, err := scanDigits(s, field)
	if err == nil {
		return d, false, true
	}
	if !errors.Is(err, CodeFloat) || digitsValue(d.digits[d.whole:d.n]) != 0 {
		return d, false, false
	}
	d.n = d.whole
	return d, true, true
}

// Kind says what the number is; NumberUnknown for the zero Number.
func (n Number) Kind() NumberKind {
	if n.bits == 0 {
		return NumberUnknown
	}
	return NumberKind((n.bits ^ scramble) & 0xffff)
}

// IsValid reports whether n holds a number.
func (n Number) IsValid() bool { return n.bits != 0 }

// PersonalID gives the number as a personal ID, if it is one.
func (n Number) PersonalID() (PersonalID, bool) {
	if n.Kind() != NumberPersonalID {
		return PersonalID{}, false
	}
	return PersonalID{n}, true
}

// CMND gives the number as a CMND, if it is one.
func (n Number) CMND() (CMND, bool) {
	if n.Kind() != NumberCMND {
		return CMND{}, false
	}
	return CMND{n}, true
}

func (n Number) value() uint64 { return (n.bits ^ scramble) >> 16 }

// AppendText implements encoding.TextAppender with the digits; the zero Number
// appends nothing.
func (n Number) AppendText(dst []byte) ([]byte, error) {
	if n.bits == 0 {
		return dst, nil
	}
	return appendDigits(dst, n.value(), numberKinds[n.Kind()].width), nil
}

// Reveal gives the digits: personal data, for storing and sending, not for
// logs. The zero Number gives "".
func (n Number) Reveal() string {
	b, _ := n.AppendText(make([]byte, 0, 12))
	return string(b)
}

// Masked gives the kind and the last three digits.
func (n Number) Masked() string {
	if n.bits == 0 {
		return "(none)"
	}
	return mask.Digits(numberKinds[n.Kind()].label, n.Reveal())
}

// String gives the masked form.
func (n Number) String() string { return n.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (n Number) Format(f fmt.State, _ rune) { mask.Format(f, n.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (n Number) LogValue() slog.Value { return slog.StringValue(n.Masked()) }

// MarshalText implements encoding.TextMarshaler with the digits.
func (n Number) MarshalText() ([]byte, error) { return n.AppendText(nil) }

// UnmarshalText reads a personal ID, a CMND or a 10-digit mã số BHXH; empty
// text sets the zero Number.
func (n *Number) UnmarshalText(text []byte) error {
	*n = Number{}
	if len(text) == 0 {
		return nil
	}
	v, err := ParseNumber(string(text))
	if err != nil {
		s, serr := ParseSocialInsuranceNumber(string(text))
		if serr != nil {
			return err
		}
		v = s.number
	}
	*n = v
	return nil
}

// Value implements driver.Valuer: the digits, NULL for the zero Number.
func (n Number) Value() (driver.Value, error) { return sqlValue(n.Reveal()) }

// Scan implements sql.Scanner; NULL and "" set the zero Number.
func (n *Number) Scan(src any) error { return scanText(src, n, FieldIDNumber) }
