package household

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
)

// Subject is what an officer's confirmation speaks of. The zero Subject is
// none.
type Subject uint8

// The subjects.
const (
	SubjectNone      Subject = iota
	SubjectHousehold         // these people are one household
	SubjectMember            // this member belongs to it: see Confirmation.Member
	SubjectComplete          // nobody was left out
)

var subjectNames = [...]string{"", "household", "member", "complete"}

// String gives "household", "member" or "complete".
func (s Subject) String() string {
	if int(s) < len(subjectNames) {
		return subjectNames[s]
	}
	return ""
}

// MarshalText implements encoding.TextMarshaler with the name.
func (s Subject) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the name; an unknown one fails with CodeConfirmation.
func (s *Subject) UnmarshalText(text []byte) error {
	*s = SubjectNone
	for i, name := range subjectNames {
		if i > 0 && name == string(text) {
			*s = Subject(i)
			return nil
		}
	}
	return whole(CodeConfirmation, "subject")
}

// Confirmation is an officer's manual confirmation that lets through what a
// registry wrongly refused: who, when, and on which document. It outweighs
// whatever the registries say of its subject, and stays in the evidence of the
// result, next to what it outweighed.
//
// Any document that the officer may rely on will do: a police look-up, a
// confirmation of residence, a reply of the population database. None is asked
// for, and never a paper household book.
type Confirmation struct {
	Subject  Subject       `json:"subject"`
	Member   int           `json:"member,omitempty"` // index in Request.Members, for SubjectMember
	Officer  string        `json:"officer"`          // account or code of the officer, not a name
	On       identity.Date `json:"on"`               // the day of the confirmation
	Document identity.Text `json:"document"`         // reference of the document: number, issuer, date
}

// check gives what the confirmation lacks, nil when it is whole.
func (c Confirmation) check(members int) *Error {
	fault := func(field string) *Error {
		return &Error{Code: CodeConfirmation, Member: -1, Field: field}
	}
	switch {
	case c.Subject == SubjectNone || int(c.Subject) >= len(subjectNames):
		return fault("subject")
	case c.Subject == SubjectMember && (c.Member < 0 || c.Member >= members):
		return fault("member")
	case strings.TrimSpace(c.Officer) == "":
		return fault("officer")
	case c.On.Precision() != identity.PrecisionDay:
		return fault("on")
	case strings.TrimSpace(string(c.Document)) == "":
		return fault("document")
	}
	return nil
}

// Masked gives the confirmation without its officer, who may be known by a
// personal ID, and without the reference of its document.
func (c Confirmation) Masked() string {
	text := "{" + c.Subject.String()
	if c.Subject == SubjectMember {
		text += fmt.Sprintf(" #%d", c.Member)
	}
	return text + " officer:" + mask.Presence(c.Officer) + " on " + c.On.Masked() + " document:" + c.Document.Masked() + "}"
}

// String gives the masked form.
func (c Confirmation) String() string { return c.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (c Confirmation) Format(f fmt.State, _ rune) { mask.Format(f, c.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (c Confirmation) LogValue() slog.Value { return slog.StringValue(c.Masked()) }
