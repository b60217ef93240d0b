package reconcile

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Kind is where a participant stands after one round of the procedure.
type Kind uint8

// The kinds of outcome. The zero Kind is none.
const (
	// Verified: the registry confirmed the record and every field agrees. The
	// participant goes on Mẫu số 01.
	Verified Kind = iota + 1
	// IDShared: the same, and the CMND that was sent is replaced by the shared
	// personal ID (plan B.I, bước 2 and 3). The participant goes on Mẫu số 01.
	IDShared
	// NoID: the participant has no number at all. Mẫu số 02.
	NoID
	// Mismatched: the registry said no, or a field differs, or the record cannot
	// be put as a question because a name or date is missing or unreadable, or
	// the number has neither 12 nor 9 digits. Mẫu số 02.
	Mismatched
	// NotComparable: the registry's answer does not concern this person. On no
	// list.
	NotComparable
	// Pending: could not be asked now. On no list.
	Pending
)

var kindNames = [...]string{"", "verified", "id_shared", "no_id", "mismatched", "not_comparable", "pending"}

// Kinds gives every kind, in the order of the constants.
func Kinds() []Kind {
	return []Kind{Verified, IDShared, NoID, Mismatched, NotComparable, Pending}
}

// String gives the stable name that outcomes.csv holds.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return ""
}

// MarshalText implements encoding.TextMarshaler with the name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the name; an unknown one fails and sets the zero Kind.
func (k *Kind) UnmarshalText(text []byte) error {
	*k = 0
	for i, name := range kindNames {
		if string(text) == name {
			*k = Kind(i)
			return nil
		}
	}
	return CodeUnknownKind
}

// List is the list of the plan that a participant goes on.
type List uint8

// The lists.
const (
	ListNone  List = iota
	ListMau01      // confirmed: Mẫu số 01
	ListMau02      // not matching, or without a personal ID: Mẫu số 02
)

// List gives the list that participants of this kind go on.
func (k Kind) List() List {
	switch k {
	case Verified, IDShared:
		return ListMau01
	case NoID, Mismatched:
		return ListMau02
	}
	return ListNone
}

// Outcome is what one round of the procedure found for one participant. It is
// a plain value; fmt and log/slog show it masked.
type Outcome struct {
	Index       int                  // position in the input, from 0
	Participant identity.Participant // as given
	Normalized  identity.Person      // the values as documents print them: see Normalize
	Kind        Kind
	Codes       []matching.Code // what does not match, and how; of a confirmed one, what a lenient policy tolerated
	Notes       []matching.Code // what agrees but is written differently
	PersonalID  identity.PersonalID
	FormerID    identity.CMND // the CMND that PersonalID replaces, for IDShared
	Message     registryclient.Message
	RequestID   string  // of the question; "" where none was put
	Score       float64 // same-person score where a record was compared, else 0
	Restored    bool    // by the answer that an earlier run was given: see Options.Resume
	Err         error   // why it is Pending: an *registryclient.Error or a context error; else nil
}

// Masked gives the outcome without personal values.
func (o Outcome) Masked() string {
	return fmt.Sprintf("{#%d %s %s codes:%v notes:%v}", o.Index, o.Kind, o.Participant.Masked(), o.Codes, o.Notes)
}

// String gives the masked form.
func (o Outcome) String() string { return o.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (o Outcome) Format(f fmt.State, _ rune) { mask.Format(f, o.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (o Outcome) LogValue() slog.Value { return slog.StringValue(o.Masked()) }
