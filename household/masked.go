package household

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Masked gives the listing without the numbers of its members.
func (l Listing) Masked() string {
	return fmt.Sprintf("{%s %s %v members:%d}", l.Source, l.RequestID, l.Outcome, len(l.Members))
}

// String gives the masked form.
func (l Listing) String() string { return l.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (l Listing) Format(f fmt.State, _ rune) { mask.Format(f, l.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (l Listing) LogValue() slog.Value { return slog.StringValue(l.Masked()) }

// Masked gives the head with its numbers masked.
func (h Head) Masked() string { return "{" + h.PersonalID.Masked() + " " + h.CMND.Masked() + "}" }

// String gives the masked form.
func (h Head) String() string { return h.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (h Head) Format(f fmt.State, _ rune) { mask.Format(f, h.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (h Head) LogValue() slog.Value { return slog.StringValue(h.Masked()) }

// Masked gives the sighting with every personal value masked.
func (s Sighting) Masked() string {
	return "{" + s.Answer.Masked() + " head:" + s.Head.Masked() + " permanent:" + s.Permanent.Masked() + " current:" + s.Current.Masked() + "}"
}

// String gives the masked form.
func (s Sighting) String() string { return s.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (s Sighting) Format(f fmt.State, _ rune) { mask.Format(f, s.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (s Sighting) LogValue() slog.Value { return slog.StringValue(s.Masked()) }

// Masked gives the question with every personal value masked.
func (q OwnQuery) Masked() string {
	return "{" + q.SocialInsuranceNumber.Masked() + " " + q.Person.Masked() + " " + q.Purpose.Masked() + "}"
}

// String gives the masked form.
func (q OwnQuery) String() string { return q.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (q OwnQuery) Format(f fmt.State, _ rune) { mask.Format(f, q.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (q OwnQuery) LogValue() slog.Value { return slog.StringValue(q.Masked()) }

// Masked gives the record with the household code masked.
func (r OwnRecord) Masked() string {
	return "{" + r.Source + " " + r.RequestID + " household:" + r.Household.Masked() + "}"
}

// String gives the masked form.
func (r OwnRecord) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r OwnRecord) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r OwnRecord) LogValue() slog.Value { return slog.StringValue(r.Masked()) }

// Masked gives the member with the number and the card group masked.
func (u Undeclared) Masked() string {
	return fmt.Sprintf("{%s group known:%t}", u.PersonalID.Masked(), u.GroupKnown)
}

// String gives the masked form.
func (u Undeclared) String() string { return u.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (u Undeclared) Format(f fmt.State, _ rune) { mask.Format(f, u.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (u Undeclared) LogValue() slog.Value { return slog.StringValue(u.Masked()) }
