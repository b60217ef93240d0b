package identity

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Person is one person as some record describes them: the values as they were
// found. [Check] reads them and says what is wrong within the record.
//
// A Person is a plain value: copy it freely, share it while nobody writes it.
// fmt and log/slog show it masked; JSON carries the values.
type Person struct {
	FullName    Name `json:"full_name"`               // họ và tên
	DateOfBirth Text `json:"date_of_birth,omitempty"` // ngày tháng năm sinh, any notation of ParseDate
	Gender      Text `json:"gender,omitempty"`        // giới tính, any notation of ParseGender
	IDNumber    Text `json:"id_number,omitempty"`     // số ĐDCN/CCCD (12 digits) or CMND (9 digits)
	FormerID    Text `json:"former_id,omitempty"`     // the CMND that IDNumber replaced, where the record knows it
}

// Masked gives the person with every value masked.
func (p Person) Masked() string {
	return "{" + p.FullName.Masked() + " dob:" + p.DateOfBirth.Masked() +
		" gender:" + p.Gender.Masked() + " id:" + maskedID(p.IDNumber) + "}"
}

func maskedID(t Text) string {
	if n, err := ParseNumber(string(t)); err == nil {
		return n.Masked()
	}
	return t.Masked()
}

// String gives the masked form.
func (p Person) String() string { return p.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (p Person) Format(f fmt.State, _ rune) { mask.Format(f, p.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (p Person) LogValue() slog.Value { return slog.StringValue(p.Masked()) }
