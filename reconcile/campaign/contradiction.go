package campaign

import (
	"errors"

	"github.com/bhxh-go/bhxh/identity"
)

// contradiction is why a correction is refused before anybody is asked.
type contradiction struct {
	code     Code // CodeContradicts or CodeInput
	findings []identity.FindingCode
}

func (c *contradiction) Error() string { return string(c.code) }

// Unwrap gives the code.
func (c *contradiction) Unwrap() error { return c.code }

// findingsOf gives what a contradiction consists of, nil for another error.
func findingsOf(err error) []identity.FindingCode {
	var own *contradiction
	if errors.As(err, &own) {
		return own.findings
	}
	return nil
}
