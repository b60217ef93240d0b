package campaign

import (
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// rewrite puts another record in the place of a participant's, and tells other
// systems where that changes who they are.
func (c *Campaign) rewrite(change *Change, p Participant, next Record, basis string) error {
	if d := next.Declared; d != nil && d.Apply(next.Participant.Person) == next.Participant.Person {
		next.Declared = nil // entered
	}
	if err := c.put(change, p.Row.Key, next); err != nil {
		return err
	}
	m, changed := difference(p.Record.Participant, next.Participant)
	if !changed {
		return nil
	}
	m.Basis = basis
	return c.tell(change, m)
}

// tell puts a message into the outbox with the change.
func (c *Campaign) tell(change *Change, m Message) error {
	text, err := m.encode()
	if err != nil {
		return &Error{Code: CodeRecord, ID: change.Event.ID, Op: "message"}
	}
	change.Outbox = c.codec.sealMessage(change.Event.ID, text)
	return nil
}

// difference gives the message about what differs between two states of a
// participant, and whether anything does.
func difference(before, after identity.Participant) (Message, bool) {
	m := Message{Kind: MessageCorrected}
	m.InsuranceNumber, _ = identity.ParseSocialInsuranceNumber(string(after.SocialInsuranceNumber))
	for _, f := range [...]struct {
		field   matching.Field
		differs bool
	}{
		{matching.FieldName, before.Person.FullName != after.Person.FullName},
		{matching.FieldDateOfBirth, before.Person.DateOfBirth != after.Person.DateOfBirth},
		{matching.FieldGender, before.Person.Gender != after.Person.Gender},
	} {
		if f.differs {
			m.Fields = append(m.Fields, f.field)
		}
	}
	former, _ := identity.ParseNumber(string(before.Person.IDNumber))
	current, _ := identity.ParseNumber(string(after.Person.IDNumber))
	if former != current {
		m.Kind, m.Former, m.Current = MessageNumber, former, current
		m.Fields = append(m.Fields, matching.FieldID)
	}
	return m, len(m.Fields) > 0
}
