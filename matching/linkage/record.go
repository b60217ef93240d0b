package linkage

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
)

// Record is one record of a file that is linked or searched for duplicates: a
// person, and the mã số BHXH under which the file holds them. Every value may
// be empty or wrong.
//
// A Record is a plain value: copy it freely, share it while nobody writes it.
// fmt and log/slog show it masked.
type Record struct {
	Person          identity.Person
	InsuranceNumber identity.Text // mã số BHXH: a key for candidates, never evidence
}

// Masked gives the record with every value masked.
func (r Record) Masked() string {
	return "{" + r.Person.Masked() + " insurance:" + r.InsuranceNumber.Masked() + "}"
}

// String gives the masked form.
func (r Record) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r Record) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r Record) LogValue() slog.Value { return slog.StringValue(r.Masked()) }
