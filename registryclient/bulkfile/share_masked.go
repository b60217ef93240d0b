package bulkfile

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Masked gives the code masked and nothing else.
func (c ShareCard) Masked() string {
	return "{card:" + c.Code.Masked() + "}"
}

// String gives the masked form.
func (c ShareCard) String() string { return c.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (c ShareCard) Format(f fmt.State, _ rune) { mask.Format(f, c.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (c ShareCard) LogValue() slog.Value { return slog.StringValue(c.Masked()) }

// Masked gives the number masked and nothing else.
func (b ShareBook) Masked() string {
	return "{book:" + b.Number.Masked() + "}"
}

// String gives the masked form.
func (b ShareBook) String() string { return b.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (b ShareBook) Format(f fmt.State, _ rune) { mask.Format(f, b.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (b ShareBook) LogValue() slog.Value { return slog.StringValue(b.Masked()) }

// Masked gives the object type and the number masked.
func (p ShareParticipation) Masked() string {
	return "{participation:" + p.ObjectType + " " + p.Number.Masked() + "}"
}

// String gives the masked form.
func (p ShareParticipation) String() string { return p.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (p ShareParticipation) Format(f fmt.State, _ rune) { mask.Format(f, p.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (p ShareParticipation) LogValue() slog.Value { return slog.StringValue(p.Masked()) }

// Masked gives how many entries there are: where somebody worked and what they earned is theirs.
func (h ShareHistory) Masked() string {
	return fmt.Sprintf("{employers:%d payments:%d benefits:%d}", len(h.Employers), len(h.Payments), len(h.Benefits))
}

// String gives the masked form.
func (h ShareHistory) String() string { return h.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (h ShareHistory) Format(f fmt.State, _ rune) { mask.Format(f, h.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (h ShareHistory) LogValue() slog.Value { return slog.StringValue(h.Masked()) }

// Masked gives nothing of the payment.
func (p SharePayment) Masked() string {
	return "{payment}"
}

// String gives the masked form.
func (p SharePayment) String() string { return p.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (p SharePayment) Format(f fmt.State, _ rune) { mask.Format(f, p.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (p SharePayment) LogValue() slog.Value { return slog.StringValue(p.Masked()) }

// Masked gives nothing of the benefit.
func (b ShareBenefit) Masked() string {
	return "{benefit}"
}

// String gives the masked form.
func (b ShareBenefit) String() string { return b.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (b ShareBenefit) Format(f fmt.State, _ rune) { mask.Format(f, b.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (b ShareBenefit) LogValue() slog.Value { return slog.StringValue(b.Masked()) }
