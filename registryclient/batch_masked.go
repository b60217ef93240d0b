package registryclient

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// String names the kind of value and shows nothing in it.
func (c *Chunk) String() string { return "registryclient.Chunk" }

// Format implements fmt.Formatter with the same for every verb.
func (c *Chunk) Format(f fmt.State, _ rune) { mask.Format(f, c.String()) }

// LogValue implements slog.LogValuer with the same.
func (c *Chunk) LogValue() slog.Value { return slog.StringValue(c.String()) }
