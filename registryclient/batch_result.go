package registryclient

import (
	"fmt"
	"log/slog"
	"strconv"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// BatchResult is what came of one row of a batch. It is a plain value; fmt and
// log/slog show it masked.
type BatchResult struct {
	Row      int   // place in the input, from 0
	Query    Query // as given, with the request id under which it was asked last
	Reply    Reply
	Restored bool // the reply was given to a former run; nobody was asked now
}

// Masked gives the row without personal values.
func (r BatchResult) Masked() string {
	return "{row:" + strconv.Itoa(r.Row) + " restored:" + strconv.FormatBool(r.Restored) + " " + r.Reply.Masked() + "}"
}

// String gives the masked form.
func (r BatchResult) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r BatchResult) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r BatchResult) LogValue() slog.Value { return slog.StringValue(r.Masked()) }
