package identity

import (
	"database/sql/driver"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// HealthCard is the code of a health insurance card (mã thẻ BHYT) in one of
// its faces:
//
//   - 15 characters: two letters of the object code, the digit of the benefit
//     level, two digits of the province and the 10-digit mã số BHXH (Quyết định
//     1351/QĐ-BHXH of 2015);
//   - the 10-digit mã số BHXH alone, on cards since 01/04/2021 (Quyết định
//     1666/QĐ-BHXH of 2020);
//   - the 12-digit personal ID, which the systems of BHXH accept in its place.
//
// A HealthCard is comparable, may be a map key, and is safe for concurrent
// use; two faces of one card are different values with the same
// [HealthCard.SocialInsuranceNumber]. The zero HealthCard is not valid. fmt and
// log/slog show it masked.
type HealthCard struct {
	number Number
	// 1 + the five characters before the number as one value, mixed with
	// faceScramble; 0 where the face shows the number alone
	face uint32
}

// faceScramble does for the face what scramble does for numbers. Its bits
// above 20 keep any face different from none.
const faceScramble uint32 = 0x7f4a_7c15

// ParseHealthCard reads a card in any of its faces. Blanks, dots and hyphens
// between the characters, small letters, full-width forms and a leading
// apostrophe are notation. A benefit digit that is none of 1 to 5 fails with
// CodeImpossible; 9 or 11 digits with CodeLostZero. Whether the letters are a
// known object code is a question for [HealthCard.Check]. Errors are *[Error]
// and never hold the input.
func ParseHealthCard(s string) (HealthCard, error) {
	if len(s) > maxNumberInput {
		return HealthCard{}, fail(FieldHealthCard, CodeTooLong, maxNumberInput)
	}
	letters, rest, err := cardLetters(s)
	if err != nil {
		return HealthCard{}, err
	}
	if rest == 0 {
		return parseShortCard(s)
	}
	var digits [13]byte
	var offsets [13]int
	n := 0
	for i := rest; i < len(s); {
		c, size := notationByte(s, i)
		switch {
		case c >= '0' && c <= '9':
			if n == len(digits) {
				return HealthCard{}, fail(FieldHealthCard, CodeLength, i)
			}
			digits[n], offsets[n] = c, i
			n++
		case c != ' ' && c != '-' && c != '.':
			return HealthCard{}, fail(FieldHealthCard, CodeCharacter, i)
		}
		i += size
	}
	switch {
	case n != len(digits):
		return HealthCard{}, fail(FieldHealthCard, CodeLength, -1)
	case digits[0] < '1' || digits[0] > '5':
		return HealthCard{}, fail(FieldHealthCard, CodeImpossible, offsets[0])
	}
	face := uint32(letters)*1000 + uint32(digitsValue(digits[:3]))
	return HealthCard{makeNumber(NumberSocialInsurance, digitsValue(digits[3:])), (face + 1) ^ faceScramble}, nil
}

// cardLetters reads the two letters of the object code as one value, and gives
// the offset behind them: 0 where the card begins with a digit or is empty.
func cardLetters(s string) (letters, rest int, err error) {
	found, quoted := 0, false
	for i := 0; i < len(s); {
		c, size := notationByte(s, i)
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		switch {
		case c >= 'A' && c <= 'Z':
			letters = letters*26 + int(c-'A')
			if found++; found == 2 {
				return letters, i + size, nil
			}
		case c >= '0' && c <= '9' && found == 0:
			return 0, 0, nil
		case c == '\'' && found == 0 && !quoted:
			quoted = true
		case c == ' ' || found == 1 && (c == '-' || c == '.'):
		default:
			return 0, 0, fail(FieldHealthCard, CodeCharacter, i)
		}
		i += size
	}
	if found == 1 {
		return 0, 0, fail(FieldHealthCard, CodeLength, -1)
	}
	return 0, 0, nil
}

func parseShortCard(s string) (HealthCard, error) {
	d, err := scanDigits(s, FieldHealthCard)
	if err != nil {
		return HealthCard{}, err
	}
	switch d.n {
	case 10:
		return HealthCard{number: makeNumber(NumberSocialInsurance, d.value())}, nil
	case 12:
		return HealthCard{number: makeNumber(NumberPersonalID, d.value())}, nil
	case 9, 11:
		return HealthCard{}, fail(FieldHealthCard, CodeLostZero, -1)
	}
	return HealthCard{}, fail(FieldHealthCard, CodeLength, -1)
}

// IsValid reports whether c holds a card.
func (c HealthCard) IsValid() bool { return c.number.IsValid() }

// Reveal gives the card as printed, in capitals and without blanks: personal
// data, for storing and sending.
func (c HealthCard) Reveal() string {
	b, _ := c.AppendText(make([]byte, 0, 15))
	return string(b)
}

// Masked gives "BHYT …" and the last three digits.
func (c HealthCard) Masked() string {
	if !c.IsValid() {
		return "(none)"
	}
	return mask.Digits("BHYT", c.Reveal())
}

// String gives the masked form.
func (c HealthCard) String() string { return c.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (c HealthCard) Format(f fmt.State, _ rune) { mask.Format(f, c.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (c HealthCard) LogValue() slog.Value { return slog.StringValue(c.Masked()) }

// AppendText implements encoding.TextAppender with the card as printed; the
// zero HealthCard appends nothing.
func (c HealthCard) AppendText(dst []byte) ([]byte, error) {
	if face, ok := c.unpacked(); ok {
		dst = append(dst, face.letters[0], face.letters[1])
		dst = appendDigits(dst, uint64(face.level)*100+uint64(face.province), 3)
	}
	return c.number.AppendText(dst)
}

// MarshalText implements encoding.TextMarshaler with the card as printed.
func (c HealthCard) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText is ParseHealthCard; empty text sets the zero HealthCard.
func (c *HealthCard) UnmarshalText(text []byte) error {
	*c = HealthCard{}
	if len(text) == 0 {
		return nil
	}
	v, err := ParseHealthCard(string(text))
	if err != nil {
		return err
	}
	*c = v
	return nil
}

// Value implements driver.Valuer: the card as printed, NULL for the zero
// HealthCard.
func (c HealthCard) Value() (driver.Value, error) { return sqlValue(c.Reveal()) }

// Scan implements sql.Scanner; NULL and "" set the zero HealthCard.
func (c *HealthCard) Scan(src any) error { return scanText(src, c, FieldHealthCard) }
