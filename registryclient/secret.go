package registryclient

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Secret is a password, key or token. It prints as "(secret)" with every verb
// of fmt, in log/slog, in JSON and as text, also from inside somebody else's
// struct; only Reveal gives it. Copy it freely; it is safe for concurrent use.
// The zero Secret is empty.
type Secret struct {
	// A pointer, because fmt prints the unexported fields of a caller's
	// struct without asking any method, but does not follow pointers there.
	value *string
}

// NewSecret gives a Secret that holds s.
func NewSecret(s string) Secret { return Secret{&s} }

// IsZero reports an empty secret.
func (s Secret) IsZero() bool { return s.value == nil || *s.value == "" }

// Reveal gives the secret itself, for sending.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// String gives "(secret)", or "(none)" for an empty one.
func (s Secret) String() string {
	if s.IsZero() {
		return "(none)"
	}
	return "(secret)"
}

// Format implements fmt.Formatter with the same for every verb.
func (s Secret) Format(f fmt.State, _ rune) { mask.Format(f, s.String()) }

// LogValue implements slog.LogValuer with the same.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText implements encoding.TextMarshaler with the same: a secret is
// never written out by accident.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
