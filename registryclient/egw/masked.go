package egw

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Masked gives the officer by initials and the end of the number.
func (o Officer) Masked() string {
	return "{" + o.Name.Masked() + " " + o.PersonalID.Masked() + "}"
}

// String gives the masked form.
func (o Officer) String() string { return o.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (o Officer) Format(f fmt.State, _ rune) { mask.Format(f, o.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (o Officer) LogValue() slog.Value { return slog.StringValue(o.Masked()) }

// Masked gives the numbers masked and nothing else.
func (d Details) Masked() string {
	return "{" + d.Card.Masked() + " " + d.NewCard.Masked() + " " + d.SocialInsuranceNumber.Masked() + "}"
}

// String gives the masked form.
func (d Details) String() string { return d.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (d Details) Format(f fmt.State, _ rune) { mask.Format(f, d.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (d Details) LogValue() slog.Value { return slog.StringValue(d.Masked()) }
