package identity

import (
	"database/sql/driver"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// SocialInsuranceNumber is a mã số BHXH: 10 digits, one for life, or the
// 12-digit personal ID that replaces it from 01/09/2026 (Thông báo
// 6877/TB-BHXH), both searchable. Beyond the digits there is no rule: the
// first two often are a province code, but people move and 97 and 98 exist.
//
// It is comparable, may be a map key, and is safe for concurrent use. The zero
// value is not valid. fmt and log/slog show it masked.
type SocialInsuranceNumber struct{ number Number }

// PersonalIDReplacesSocialInsuranceNumber is the day from which a 12-digit
// number in the place of a mã số BHXH is the rule, 01/09/2026 (Thông báo
// 6877/TB-BHXH; one source); before it [SocialInsuranceNumber.Early] says so.
func PersonalIDReplacesSocialInsuranceNumber() Date { return makeDate(2026, 9, 1) }

// ParseSocialInsuranceNumber reads 10 or 12 digits with the notations of
// [ParsePersonalID]. 9 digits fail with CodeLostZero. Errors are *[Error] and
// never hold the input.
func ParseSocialInsuranceNumber(s string) (SocialInsuranceNumber, error) {
	d, err := scanDigits(s, FieldSocialInsuranceNumber)
	if err != nil {
		return SocialInsuranceNumber{}, err
	}
	switch d.n {
	case 10:
		return SocialInsuranceNumber{makeNumber(NumberSocialInsurance, d.value())}, nil
	case 12:
		return SocialInsuranceNumber{makeNumber(NumberPersonalID, d.value())}, nil
	case 9, 11:
		return SocialInsuranceNumber{}, fail(FieldSocialInsuranceNumber, CodeLostZero, -1)
	}
	return SocialInsuranceNumber{}, fail(FieldSocialInsuranceNumber, CodeLength, -1)
}

// SuggestSocialInsuranceNumber offers the number that 9 digits may have been
// before a spreadsheet ate the leading zero, or the 10 digits to which it
// added a decimal part of zeros: a proposal, never applied. 11 digits become a
// personal ID whose first three digits are an assigned code.
func SuggestSocialInsuranceNumber(s string) (SocialInsuranceNumber, bool) {
	d, float, ok := suggestDigits(s, FieldSocialInsuranceNumber)
	if !ok {
		return SocialInsuranceNumber{}, false
	}
	switch id := (PersonalID{makeNumber(NumberPersonalID, d.value())}); {
	case d.n == 9, d.n == 10 && float:
		return SocialInsuranceNumber{makeNumber(NumberSocialInsurance, d.value())}, true
	case d.n == 11, d.n == 12 && float:
		if regionAssigned(id.RegionCode()) {
			return SocialInsuranceNumber(id), true
		}
	}
	return SocialInsuranceNumber{}, false
}

// PersonalID gives the 12-digit form, if it is one.
func (n SocialInsuranceNumber) PersonalID() (PersonalID, bool) { return n.number.PersonalID() }

// Early reports a 12-digit number used before the day on which it replaces
// the 10-digit one: worth a question, not an error.
func (n SocialInsuranceNumber) Early(asOf Date) bool {
	return n.number.Kind() == NumberPersonalID && asOf.Before(PersonalIDReplacesSocialInsuranceNumber())
}

// IsValid reports whether n holds a number.
func (n SocialInsuranceNumber) IsValid() bool { return n.number.IsValid() }

// Number gives it as a Number.
func (n SocialInsuranceNumber) Number() Number { return n.number }

// Reveal gives the digits: personal data, for storing and sending.
func (n SocialInsuranceNumber) Reveal() string { return n.number.Reveal() }

// Masked gives "BHXH …" (or "CCCD …") and the last three digits.
func (n SocialInsuranceNumber) Masked() string { return n.number.Masked() }

// String gives the masked form.
func (n SocialInsuranceNumber) String() string { return n.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (n SocialInsuranceNumber) Format(f fmt.State, _ rune) { mask.Format(f, n.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (n SocialInsuranceNumber) LogValue() slog.Value { return slog.StringValue(n.Masked()) }

// AppendText implements encoding.TextAppender with the digits.
func (n SocialInsuranceNumber) AppendText(dst []byte) ([]byte, error) {
	return n.number.AppendText(dst)
}

// MarshalText implements encoding.TextMarshaler with the digits.
func (n SocialInsuranceNumber) MarshalText() ([]byte, error) { return n.number.MarshalText() }

// UnmarshalText is ParseSocialInsuranceNumber; empty text sets the zero value.
func (n *SocialInsuranceNumber) UnmarshalText(text []byte) error {
	*n = SocialInsuranceNumber{}
	if len(text) == 0 {
		return nil
	}
	v, err := ParseSocialInsuranceNumber(string(text))
	if err != nil {
		return err
	}
	*n = v
	return nil
}

// Value implements driver.Valuer: the digits, NULL for the zero value.
func (n SocialInsuranceNumber) Value() (driver.Value, error) { return sqlValue(n.Reveal()) }

// Scan implements sql.Scanner; NULL and "" set the zero value.
func (n *SocialInsuranceNumber) Scan(src any) error {
	return scanText(src, n, FieldSocialInsuranceNumber)
}
