package linkage

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// String names the kind of value and shows nothing in it.
func (x *Index) String() string { return "linkage.Index" }

// Format implements fmt.Formatter with the same for every verb.
func (x *Index) Format(f fmt.State, _ rune) { mask.Format(f, x.String()) }

// LogValue implements slog.LogValuer with the same.
func (x *Index) LogValue() slog.Value { return slog.StringValue(x.String()) }

// Masked gives the suggestion with the number masked.
func (s Survivor) Masked() string {
	return fmt.Sprintf("{record %d %s %v}", s.Record, s.Number.Masked(), s.Reason)
}

// String gives the masked form.
func (s Survivor) String() string { return s.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (s Survivor) Format(f fmt.State, _ rune) { mask.Format(f, s.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (s Survivor) LogValue() slog.Value { return slog.StringValue(s.Masked()) }
