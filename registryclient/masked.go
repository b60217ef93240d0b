package registryclient

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Masked gives the purpose without the officer, whom newer services want by
// their own personal ID.
func (p Purpose) Masked() string {
	return "{procedure:" + p.Procedure + " officer:" + mask.Presence(p.Officer) + " unit:" + p.Unit + "}"
}

// String gives the masked form.
func (p Purpose) String() string { return p.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (p Purpose) Format(f fmt.State, _ rune) { mask.Format(f, p.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (p Purpose) LogValue() slog.Value { return slog.StringValue(p.Masked()) }

// Masked gives the question with every personal value masked.
func (q Query) Masked() string {
	return "{request:" + q.RequestID + " " + q.Number.Masked() + " " + q.FullName.Masked() +
		" dob:" + q.DateOfBirth.Masked() + " " + q.Purpose.Masked() + "}"
}

// String gives the masked form.
func (q Query) String() string { return q.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (q Query) Format(f fmt.State, _ rune) { mask.Format(f, q.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (q Query) LogValue() slog.Value { return slog.StringValue(q.Masked()) }

// Masked gives the verdicts without the record and with the number masked.
func (a Answer) Masked() string {
	text := "{request:" + a.RequestID + " " + a.Source + " " + a.Outcome.String()
	if a.Reason != ReasonNone {
		text += "/" + a.Reason.String()
	}
	if a.SharedID.IsValid() {
		text += " shared:" + a.SharedID.Masked()
	}
	if a.Record != nil {
		text += " record:" + a.Record.Masked()
	}
	return text + "}"
}

// String gives the masked form.
func (a Answer) String() string { return a.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (a Answer) Format(f fmt.State, _ rune) { mask.Format(f, a.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (a Answer) LogValue() slog.Value { return slog.StringValue(a.Masked()) }

// Masked gives the answer's masked form, or the error.
func (r Reply) Masked() string {
	if r.Err != nil {
		return r.Err.Error()
	}
	return r.Answer.Masked()
}

// String gives the masked form.
func (r Reply) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r Reply) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r Reply) LogValue() slog.Value { return slog.StringValue(r.Masked()) }
