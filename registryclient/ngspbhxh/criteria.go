package ngspbhxh

import (
	"fmt"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Criteria describe the person who is looked for. fmt and log/slog show them
// masked.
type Criteria struct {
	RequestID   string // for the audit log; "" = the client makes a UUID
	FullName    identity.Name
	DateOfBirth identity.Date   // known at least to the year
	Gender      identity.Gender // unknown is sent as 3, khác
	Province    string          // code of the General Statistics Office, as the two below
	District    string          // of FindNumber only
	Ward        string          // of FindNumber only

	// ByBirthRegistration says that the area is where the birth was registered
	// (isKs = 1), not where the household is.
	ByBirthRegistration bool

	Book    string              // soSo, old number of the book; of FindHousehold only
	Card    identity.HealthCard // maThe; of FindHousehold only
	Purpose registryclient.Purpose
}

// validate reports criteria that cannot be put.
func (c *Criteria) validate() error {
	codes := c.Province + c.District + c.Ward + c.Book
	switch {
	case c.RequestID != "" && !registryclient.ValidRequestID(c.RequestID):
		return invalid("the request id is too long or holds other characters than letters, digits, - _ .")
	case c.FullName.IsEmpty():
		return invalid("the name is missing")
	case !utf8.ValidString(string(c.FullName)) || utf8.RuneCountInString(string(c.FullName)) > registryclient.MaxName ||
		strings.IndexFunc(string(c.FullName), unicode.IsControl) >= 0:
		return invalid("the name is too long or not plain text")
	case !c.DateOfBirth.IsValid():
		return invalid("the date of birth is missing")
	case len(codes) > 64 || strings.IndexFunc(codes, func(r rune) bool { return r <= ' ' || r > '~' }) >= 0:
		return invalid("a code of an area or a book is not one")
	}
	return nil
}

// subject is the person in the audit log: there is no number to stand for them.
func (c *Criteria) subject() identity.Text {
	return identity.Text("criteria:" + strings.ToUpper(string(c.FullName)) + "|" + c.DateOfBirth.ISO())
}

// date writes ngaySinh as yyyyMMdd with loaiNgaySinh: 0 the day is known, 1 the
// year, 2 year and month. What is not known is typed as 01.
func (c *Criteria) date() (text, kind string) {
	text = strings.ReplaceAll(c.DateOfBirth.ISO(), "-", "")
	switch c.DateOfBirth.Precision() {
	case identity.PrecisionDay:
		return text, "0"
	case identity.PrecisionMonth:
		return text + "01", "2"
	}
	return text + "0101", "1"
}

// genderCode is 1 nam, 2 nữ, 3 khác: this service's own table.
func genderCode(g identity.Gender) string {
	switch g {
	case identity.GenderMale:
		return "1"
	case identity.GenderFemale:
		return "2"
	}
	return "3"
}

func genderOf(code string) identity.Gender {
	switch code {
	case "1":
		return identity.GenderMale
	case "2":
		return identity.GenderFemale
	}
	return identity.GenderUnknown
}

// Masked gives the criteria with every personal value masked.
func (c Criteria) Masked() string {
	return "{request:" + c.RequestID + " " + c.FullName.Masked() + " dob:" + c.DateOfBirth.Masked() + " province:" + c.Province + " " + c.Purpose.Masked() + "}"
}

// String gives the masked form.
func (c Criteria) String() string { return c.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (c Criteria) Format(f fmt.State, _ rune) { mask.Format(f, c.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (c Criteria) LogValue() slog.Value { return slog.StringValue(c.Masked()) }
