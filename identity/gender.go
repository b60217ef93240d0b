package identity

import (
	"database/sql/driver"
	"strings"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// Gender is giới tính as the official forms know it. The zero Gender is
// unknown. The code numbers of the wire formats differ from one another and
// live in their adapters.
type Gender uint8

// The genders.
const (
	GenderUnknown Gender = iota
	GenderMale           // Nam
	GenderFemale         // Nữ
)

// ParseGender reads Nam or Nữ, in any letter case, with or without marks, and
// M or F. A digit is a code of some wire format and fails with CodeCharacter:
// which format is not known here. Errors are *[Error] and never hold the input.
func ParseGender(s string) (Gender, error) {
	switch s {
	case "Nam", "NAM", "nam":
		return GenderMale, nil
	case "Nữ", "NỮ", "nữ":
		return GenderFemale, nil
	}
	if len(s) > 32 {
		return GenderUnknown, fail(FieldGender, CodeTooLong, 32)
	}
	if strings.TrimSpace(s) == "" {
		return GenderUnknown, fail(FieldGender, CodeEmpty, -1)
	}
	switch vntext.Fold(s) {
	case "nam", "m":
		return GenderMale, nil
	case "nu", "f":
		return GenderFemale, nil
	}
	return GenderUnknown, fail(FieldGender, CodeCharacter, 0)
}

// IsValid reports whether the gender is known.
func (g Gender) IsValid() bool { return g == GenderMale || g == GenderFemale }

// Vietnamese gives the word of the official forms: "Nam", "Nữ", or "".
func (g Gender) Vietnamese() string {
	switch g {
	case GenderMale:
		return "Nam"
	case GenderFemale:
		return "Nữ"
	}
	return ""
}

// String gives "male", "female" or "unknown".
func (g Gender) String() string {
	switch g {
	case GenderMale:
		return "male"
	case GenderFemale:
		return "female"
	}
	return "unknown"
}

// MarshalText implements encoding.TextMarshaler with the Vietnamese word.
func (g Gender) MarshalText() ([]byte, error) { return []byte(g.Vietnamese()), nil }

// UnmarshalText is ParseGender; empty text sets GenderUnknown.
func (g *Gender) UnmarshalText(text []byte) error {
	*g = GenderUnknown
	if len(text) == 0 {
		return nil
	}
	v, err := ParseGender(string(text))
	if err != nil {
		return err
	}
	*g = v
	return nil
}

// Value implements driver.Valuer: the Vietnamese word, NULL when unknown.
func (g Gender) Value() (driver.Value, error) { return sqlValue(g.Vietnamese()) }

// Scan implements sql.Scanner; NULL and "" set GenderUnknown.
func (g *Gender) Scan(src any) error { return scanText(src, g, FieldGender) }
