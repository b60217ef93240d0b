package identity

import (
	"database/sql/driver"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// PersonalID is a số định danh cá nhân (số căn cước, số CCCD): 12 digits
// PPP G YY NNNNNN, where PPP is the province or country of birth
// registration, G century and gender, YY the last two digits of the birth
// year, and the rest is random (Nghị định 137/2015/NĐ-CP Điều 13; Thông tư
// 07/2016/TT-BCA). There is no check digit. The law in force promises only 12
// digits, unique and unchanging (Luật Căn cước 26/2023/QH15 Điều 12), so the
// inner structure warns and never refuses: see [Check].
//
// A PersonalID is comparable, may be a map key, and is safe for concurrent
// use. The zero PersonalID is not valid. fmt and log/slog show it masked.
type PersonalID struct{ number Number }

// ParsePersonalID reads 12 digits. Blanks, dots and hyphens between them,
// full-width digits and a leading apostrophe are notation. 10 or 11 digits
// fail with CodeLostZero: [SuggestNumber] offers the padded number, nothing
// pads it silently. Errors are *[Error] with a code and never hold the input.
func ParsePersonalID(s string) (PersonalID, error) {
	if v, ok := fastDigits12(s); ok {
		return PersonalID{makeNumber(NumberPersonalID, v)}, nil
	}
	d, err := scanDigits(s, FieldPersonalID)
	if err != nil {
		return PersonalID{}, err
	}
	switch d.n {
	case 12:
		return PersonalID{makeNumber(NumberPersonalID, d.value())}, nil
	case 10, 11:
		return PersonalID{}, fail(FieldPersonalID, CodeLostZero, -1)
	}
	return PersonalID{}, fail(FieldPersonalID, CodeLength, -1)
}

// fastDigits12 reads the plain notation: exactly twelve ASCII digits.
func fastDigits12(s string) (uint64, bool) {
	if len(s) != 12 {
		return 0, false
	}
	var v uint64
	for i := range 12 {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		v = v*10 + uint64(d)
	}
	return v, true
}

// MustParsePersonalID is ParsePersonalID for tests with constant inputs: it
// panics, without the input, where that fails.
func MustParsePersonalID(s string) PersonalID {
	id, err := ParsePersonalID(s)
	if err != nil {
		panic("identity: MustParsePersonalID: " + err.Error())
	}
	return id
}

// IsValid reports whether id holds a number.
func (id PersonalID) IsValid() bool { return id.number.IsValid() }

// Number gives the ID as a Number.
func (id PersonalID) Number() Number { return id.number }

// RegionCode gives the first three digits: the code of the province (001–096)
// or country (101–295) of birth registration, assigned or not; see
// [PersonalID.Region]. 0 for the zero PersonalID.
func (id PersonalID) RegionCode() int {
	if !id.IsValid() {
		return 0
	}
	return int(id.number.value() / 1_000_000_000)
}

// BirthYear gives the birth year that the fourth to sixth digits state, 1900
// to 2399. 0 for the zero PersonalID.
func (id PersonalID) BirthYear() int {
	if !id.IsValid() {
		return 0
	}
	v := id.number.value()
	g := int(v / 100_000_000 % 10)
	return 1900 + 100*(g/2) + int(v/1_000_000%100)
}

// Gender gives the gender that the fourth digit states.
func (id PersonalID) Gender() Gender {
	switch {
	case !id.IsValid():
		return GenderUnknown
	case id.number.value()/100_000_000%2 == 0:
		return GenderMale
	}
	return GenderFemale
}

// Reveal gives the 12 digits: personal data, for storing and sending.
func (id PersonalID) Reveal() string { return id.number.Reveal() }

// Masked gives "CCCD …" and the last three digits.
func (id PersonalID) Masked() string { return id.number.Masked() }

// String gives the masked form.
func (id PersonalID) String() string { return id.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (id PersonalID) Format(f fmt.State, _ rune) { mask.Format(f, id.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (id PersonalID) LogValue() slog.Value { return slog.StringValue(id.Masked()) }

// AppendText implements encoding.TextAppender with the 12 digits.
func (id PersonalID) AppendText(dst []byte) ([]byte, error) { return id.number.AppendText(dst) }

// MarshalText implements encoding.TextMarshaler with the 12 digits, empty for
// the zero PersonalID.
func (id PersonalID) MarshalText() ([]byte, error) { return id.number.MarshalText() }

// UnmarshalText is ParsePersonalID; empty text sets the zero PersonalID.
func (id *PersonalID) UnmarshalText(text []byte) error {
	*id = PersonalID{}
	if len(text) == 0 {
		return nil
	}
	v, err := ParsePersonalID(string(text))
	if err != nil {
		return err
	}
	*id = v
	return nil
}

// Value implements driver.Valuer: the digits, NULL for the zero PersonalID.
func (id PersonalID) Value() (driver.Value, error) { return sqlValue(id.Reveal()) }

// Scan implements sql.Scanner; NULL and "" set the zero PersonalID.
func (id *PersonalID) Scan(src any) error { return scanText(src, id, FieldPersonalID) }
