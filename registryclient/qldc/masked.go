package qldc

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Masked gives the relation with every personal value masked.
func (r Relation) Masked() string {
	return "{" + r.Relation + " " + r.PersonalID.Masked() + " " + r.CMND.Masked() + " " + r.FullName.Masked() + "}"
}

// String gives the masked form.
func (r Relation) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r Relation) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r Relation) LogValue() slog.Value { return slog.StringValue(r.Masked()) }

// Masked gives the codes of the place without the address.
func (r Residence) Masked() string {
	return "{" + r.Province + " " + r.District + " " + r.Ward + " " + r.Detail.Masked() + "}"
}

// String gives the masked form.
func (r Residence) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r Residence) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r Residence) LogValue() slog.Value { return slog.StringValue(r.Masked()) }
