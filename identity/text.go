package identity

import (
	"database/sql/driver"
	"fmt"
	"log/slog"
	"strings"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Text is a personal value as it was found, before anything reads it: a date,
// a gender, a number, an e-mail address. Keeping the raw text beside the parsed
// value is what lets a wrong value be reported, corrected and not lost.
//
// fmt and log/slog show only whether there is a value; JSON and string(t)
// carry it.
type Text string

// IsEmpty reports whether there is nothing but blanks.
func (t Text) IsEmpty() bool { return strings.TrimSpace(string(t)) == "" }

// Masked gives "(masked)" or "(none)".
func (t Text) Masked() string { return mask.Presence(string(t)) }

// String gives the masked form.
func (t Text) String() string { return t.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (t Text) Format(f fmt.State, _ rune) { mask.Format(f, t.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (t Text) LogValue() slog.Value { return slog.StringValue(t.Masked()) }

// Value implements driver.Valuer: the text, NULL for "".
func (t Text) Value() (driver.Value, error) { return sqlValue(string(t)) }

// Scan implements sql.Scanner; NULL sets "".
func (t *Text) Scan(src any) error { return scanString(src, t, FieldNone) }
