package household

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/matching"
)

// Standing is what is known of one declared member's place in the household.
// The zero Standing is open.
type Standing uint8

// The standings.
const (
	StandingOpen    Standing = iota // could not be asked, or the answer does not decide
	StandingMember                  // belongs to the household
	StandingRefused                 // a registry does not confirm it
	StandingSkipped                 // not asked about: absent, named twice, or not paying
)

var standingNames = [...]string{"open", "member", "refused", "skipped"}

// String gives "open", "member", "refused" or "skipped".
func (s Standing) String() string {
	if int(s) < len(standingNames) {
		return standingNames[s]
	}
	return standingNames[StandingOpen]
}

// MarshalText implements encoding.TextMarshaler with the name.
func (s Standing) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Way is a way to a household.
type Way uint8

// The ways.
const (
	WayNone   Way = iota
	WayList       // head → members
	WayChecks     // declared members checked
	WayOwn        // BHXH's own record
)

var wayNames = [...]string{"", "list", "checks", "own"}

// String gives "list", "checks" or "own".
func (w Way) String() string {
	if int(w) < len(wayNames) {
		return wayNames[w]
	}
	return ""
}

// MarshalText implements encoding.TextMarshaler with the name.
func (w Way) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// Evidence is one finding with who made it. It holds no personal data.
type Evidence struct {
	Finding   FindingCode `json:"finding"`
	Source    string      `json:"source,omitempty"`     // adapter and operation, "officer", or "" where the data themselves show it
	RequestID string      `json:"request_id,omitempty"` // of the question; "" where none was put
}

// MemberResult is what was found of one declared member. It is a plain value;
// fmt and log/slog show it masked.
type MemberResult struct {
	Standing   Standing            `json:"standing"`
	Evidence   []Evidence          `json:"evidence"`             // who confirmed what, in the order in which it was found
	Mismatches []matching.Code     `json:"mismatches,omitempty"` // how the declared details differ from the registry's
	Notes      []matching.Code     `json:"notes,omitempty"`      // what agrees and is only written differently
	PersonalID identity.PersonalID `json:"personal_id,omitzero"` // shared by the registry for a member declared by a CMND
	Err        error               `json:"-"`                    // why the registry could not be asked: an *registryclient.Error; else nil
}

// Codes gives the findings in their order.
func (m MemberResult) Codes() []FindingCode {
	codes := make([]FindingCode, len(m.Evidence))
	for i, e := range m.Evidence {
		codes[i] = e.Finding
	}
	return codes
}

// Has reports whether a finding was made.
func (m MemberResult) Has(code FindingCode) bool {
	for _, e := range m.Evidence {
		if e.Finding == code {
			return true
		}
	}
	return false
}

// elsewhere reports a member whom a registry confirms, and confirms to live
// elsewhere.
func (m *MemberResult) elsewhere() bool { return m.Has(FindingElsewhere) && m.Has(FindingConfirmed) }

// Undeclared is a member whom a registry lists and the request does not name.
type Undeclared struct {
	PersonalID identity.PersonalID `json:"personal_id"`
	Group      string              `json:"group,omitempty"` // object code of a card held in another group, "" for none
	GroupKnown bool                `json:"group_known"`     // whether Group could be found out
}

// Result is what is known of a household: one type for every way. It keeps the
// request, and codes of what the registries said, never their records. Its JSON
// is what an office keeps as evidence: personal data, and no record of a
// registry. It is a plain value; fmt and log/slog show it masked.
type Result struct {
	Request      Request        `json:"request"`
	Verdict      Verdict        `json:"verdict"`
	Codes        []FindingCode  `json:"codes"`               // why, the refusals first
	Overruled    []FindingCode  `json:"overruled,omitempty"` // what an officer's confirmation outweighs
	Completeness Completeness   `json:"completeness"`
	Reason       FindingCode    `json:"completeness_reason"` // why that is known, or not: one of the completeness codes
	Ways         []Way          `json:"ways"`                // that were gone
	Head         int            `json:"head"`                // index of the head
	Members      []MemberResult `json:"members"`
	Undeclared   []Undeclared   `json:"undeclared,omitempty"` // known to a registry, not declared; only a list can tell
}

// Unknown gives the indexes of members who are declared and whom no registry
// knows in this household.
func (r Result) Unknown() []int {
	var list []int
	for i := range r.Members {
		if r.Members[i].Standing == StandingRefused {
			list = append(list, i)
		}
	}
	return list
}

// Quote works out what the family pays under the verdict: the reduced amounts
// where it is accepted or provisional, the plain renewal where it is refused. A
// member who is named by a CMND and again by the personal ID that the registry
// shares for it counts once.
func (r Result) Quote() (Quote, error) {
	q, err := Compute(r.shared(), r.Verdict)
	if err != nil {
		return Quote{}, err
	}
	head := r.Members[r.Head]
	codes := append([]FindingCode(nil), r.Codes...)
	if head.Standing == StandingRefused || head.Standing == StandingOpen {
		for _, c := range head.Codes() {
			if w := c.Weight(); w == WeightAgainst || w == WeightOpen {
				codes = append(codes, c)
			}
		}
		q.Mismatches = head.Mismatches
	}
	q.Codes = append(codes, q.Codes...) // what the amounts are comes last
	q.Completeness = r.Completeness
	for i := range q.Lines {
		l := &q.Lines[i]
		l.IDNumber = r.Request.Members[i].Person.IDNumber
		l.Codes = append(withoutSkipped(r.Members[i]), l.Codes...)
		l.Mismatches = r.Members[i].Mismatches
	}
	return q, nil
}

// shared gives the request with the personal IDs of members who were confirmed by
// a CMND.
func (r Result) shared() Request {
	request := r.Request
	request.Members = slices.Clone(request.Members)
	for i := range r.Members {
		if m := &r.Members[i]; m.Standing == StandingMember && m.PersonalID.IsValid() {
			request.Members[i].Person.IDNumber = identity.Text(m.PersonalID.Reveal())
		}
	}
	return request
}

// withoutSkipped gives the findings of a member without the reason for which
// nobody was asked: the payment says it as well.
func withoutSkipped(m MemberResult) []FindingCode {
	if m.Standing == StandingSkipped {
		return nil
	}
	return m.Codes()
}

// Masked gives the member's result without personal values.
func (m MemberResult) Masked() string {
	text := fmt.Sprintf("{%v %v %v", m.Standing, m.Codes(), m.Mismatches)
	if m.Err != nil {
		text += " " + m.Err.Error()
	}
	return text + "}"
}

// String gives the masked form.
func (m MemberResult) String() string { return m.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (m MemberResult) Format(f fmt.State, _ rune) { mask.Format(f, m.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (m MemberResult) LogValue() slog.Value { return slog.StringValue(m.Masked()) }

// Masked gives the result without personal values.
func (r Result) Masked() string {
	parts := make([]string, len(r.Members))
	for i := range r.Members {
		parts[i] = r.Members[i].Masked()
	}
	return fmt.Sprintf("{household %s %v %v complete:%v undeclared:%d [%s]}",
		r.Request.ID, r.Verdict, r.Codes, r.Completeness, len(r.Undeclared), strings.Join(parts, " "))
}

// String gives the masked form.
func (r Result) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r Result) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r Result) LogValue() slog.Value { return slog.StringValue(r.Masked()) }
