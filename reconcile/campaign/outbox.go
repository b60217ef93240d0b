package campaign

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/matching"
)

// MessageKind is what changed. The kinds are data that other systems keep.
type MessageKind string

// The kinds of messages.
const (
	MessageIDShared  MessageKind = "id_shared" // the CMND Former gave way to the shared personal ID Current (B.I, bước 3)
	MessageNumber    MessageKind = "number"    // a number was entered (Former is zero), corrected, or cancelled and set anew
	MessageCorrected MessageKind = "corrected" // another value of the person was corrected: see Fields
	MessageMerged    MessageKind = "merged"    // the mã số BHXH Former was given up for Current, which Other holds
	MessageUnmerged  MessageKind = "unmerged"  // that was withdrawn: Current is the participant's mã số BHXH again, and no more that of Other
	MessageErased    MessageKind = "erased"    // the participant was erased; nothing else is known any more
)

// Message tells other systems of one change in a participant's identity: what
// they need to find their own record and to bring it up to date. It is a plain
// value; fmt and log/slog show it masked, JSON carries the values.
type Message struct {
	// Position is the place in the history of the campaign: messages are in its
	// order, and whoever has seen a position has seen all before it.
	Position int64     `json:"position,omitzero"`
	ID       ID        `json:"id,omitzero"`
	At       time.Time `json:"at,omitzero"`

	Kind            MessageKind                    `json:"kind"`
	InsuranceNumber identity.SocialInsuranceNumber `json:"social_insurance_number,omitzero"` // of the participant
	Former          identity.Number                `json:"former,omitzero"`                  // the old number
	Current         identity.Number                `json:"current,omitzero"`                 // the new number
	Fields          []matching.Field               `json:"fields,omitempty"`                 // what changed, for MessageNumber and MessageCorrected
	Other           ID                             `json:"other,omitempty"`                  // the participant who was kept, for merges
	Basis           string                         `json:"basis"`                            // document, request or decision; no personal data
}

// Masked gives the message with every number masked.
func (m Message) Masked() string {
	return fmt.Sprintf("{%d #%d %s %s %s → %s}", m.Position, m.ID, m.Kind, m.InsuranceNumber.Masked(), m.Former.Masked(), m.Current.Masked())
}

// String gives the masked form.
func (m Message) String() string { return m.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (m Message) Format(f fmt.State, _ rune) { mask.Format(f, m.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (m Message) LogValue() slog.Value { return slog.StringValue(m.Masked()) }

// encode gives the body of the message as plain text; the codec seals it.
// Position, ID and At are the store's and stay out of it.
func (m Message) encode() ([]byte, error) {
	m.Position, m.ID, m.At = 0, 0, time.Time{}
	return json.Marshal(m)
}

// decodeMessage gives the message of a stored one, whose body was opened. A
// body that is gone is that of an erased participant.
func decodeMessage(stored StoredMessage, body []byte) (Message, error) {
	m := Message{Kind: MessageErased}
	if body != nil {
		m = Message{}
		if err := json.Unmarshal(body, &m); err != nil {
			return Message{}, &Error{Code: CodeRecord, ID: stored.ID, Op: "message"}
		}
	}
	m.Position, m.ID, m.At = stored.Position, stored.ID, stored.At
	return m, nil
}
