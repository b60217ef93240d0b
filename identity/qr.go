package identity

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// maxQRInput bounds the input of ParseQR, in bytes: far above any card, and
// below what one QR code can hold.
const maxQRInput = 2048

// qrFields is how many fields the text of a card has at least.
const qrFields = 7

// CardQR is what the QR code of a chip card (CCCD gắn chip, thẻ căn cước) says.
// The former number stands there so that nobody has to bring a paper that
// confirms it (Nghị định 70/2024/NĐ-CP Điều 12).
//
// A CardQR is a plain value and comparable. fmt and log/slog show it masked;
// JSON carries the values.
type CardQR struct {
	ID           PersonalID `json:"id"`
	FormerNumber Number     `json:"former_number,omitzero"` // CMND or cancelled number; zero where the card names none
	FullName     Name       `json:"full_name"`
	DateOfBirth  Date       `json:"date_of_birth"`
	Gender       Text       `json:"gender,omitempty"` // as printed: "Nam" or "Nữ", where the reader did not spoil it
	Address      Text       `json:"address,omitempty"`
	IssuedOn     Date       `json:"issued_on,omitzero"`
}

// ParseQR reads the text of the code:
//
//	number|former number|full name|ddMMyyyy|gender|address|ddMMyyyy of issue
//
// Former number, gender, address and date of issue may be empty; further
// fields, which newer cards have, are passed over. Of a date of birth the day,
// or day and month, may be 00. Errors are *[Error]: CodeFieldCount for fewer
// than seven fields, CodeTooLong for a text that is no card, and otherwise what
// the part named by Field says, with the offset counted from the start of that
// part. They never hold the input.
func ParseQR(s string) (CardQR, error) {
	if len(s) > maxQRInput {
		return CardQR{}, fail(FieldQR, CodeTooLong, -1)
	}
	s = strings.TrimSpace(strings.TrimPrefix(s, "\ufeff"))
	if s == "" {
		return CardQR{}, fail(FieldQR, CodeEmpty, -1)
	}
	parts := strings.SplitN(s, "|", qrFields+1)
	if len(parts) < qrFields {
		return CardQR{}, fail(FieldQR, CodeFieldCount, -1)
	}
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parseQRParts(parts)
}

func parseQRParts(parts []string) (CardQR, error) {
	q := CardQR{FullName: Name(parts[2]), Gender: Text(parts[4]), Address: Text(parts[5])}
	var err error
	if q.ID, err = ParsePersonalID(parts[0]); err != nil {
		return CardQR{}, err
	}
	if parts[1] != "" {
		if q.FormerNumber, err = ParseNumber(parts[1]); err != nil {
			return CardQR{}, asField(err, FieldFormerID)
		}
	}
	if q.FullName == "" {
		return CardQR{}, fail(FieldName, CodeEmpty, -1)
	}
	if q.DateOfBirth, err = parseCompactDate(parts[3]); err != nil {
		return CardQR{}, err
	}
	if parts[6] != "" {
		if q.IssuedOn, err = parseCompactDate(parts[6]); err != nil {
			return CardQR{}, asField(err, FieldIssueDate)
		}
	}
	return q, nil
}

// asField gives an error of this package for another field.
func asField(err error, field Field) error {
	own := *err.(*Error) // our own parsers return it unwrapped
	own.Field = field
	return &own
}

// parseCompactDate reads ddMMyyyy, where ParseDate would read yyyyMMdd, and
// every notation of ParseDate with separators.
func parseCompactDate(s string) (Date, error) {
	if _, ok := plainDigits(s); !ok || len(s) != 8 {
		return ParseDate(s)
	}
	return ParseDate(s[:2] + "/" + s[2:4] + "/" + s[4:])
}

// Person gives the card as a record, for [Check] and for a comparison with
// what BHXH holds.
func (q CardQR) Person() Person {
	return Person{
		FullName:    q.FullName,
		DateOfBirth: Text(q.DateOfBirth.Reveal()),
		Gender:      q.Gender,
		IDNumber:    Text(q.ID.Reveal()),
		FormerID:    Text(q.FormerNumber.Reveal()),
	}
}

// Reveal gives the text of a code with the seven fields, which [ParseQR] reads
// back; "" for the zero CardQR.
func (q CardQR) Reveal() string {
	if q == (CardQR{}) {
		return ""
	}
	return strings.Join([]string{
		q.ID.Reveal(), q.FormerNumber.Reveal(), string(q.FullName), compactDate(q.DateOfBirth),
		string(q.Gender), string(q.Address), compactDate(q.IssuedOn),
	}, "|")
}

// compactDate gives ddMMyyyy with 00 for what is not known, "" for no date.
func compactDate(d Date) string {
	if !d.IsValid() {
		return ""
	}
	b := appendDigits(make([]byte, 0, 8), uint64(d.Day()), 2)
	b = appendDigits(b, uint64(d.Month()), 2)
	return string(appendDigits(b, uint64(d.Year()), 4))
}

// Masked gives the person with every value masked.
func (q CardQR) Masked() string { return "{card " + q.Person().Masked() + "}" }

// String gives the masked form.
func (q CardQR) String() string { return q.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (q CardQR) Format(f fmt.State, _ rune) { mask.Format(f, q.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (q CardQR) LogValue() slog.Value { return slog.StringValue(q.Masked()) }
