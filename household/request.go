package household

import (
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
)

// The limits of one request.
const (
	MaxMembers = 1000 // a religious or social-protection facility is one list
	MaxMonths  = 12   // the longest payment (Nghị định 146/2018/NĐ-CP Điều 9 khoản 7)
)

// Request is a family that asks for the reduced contribution: who belongs to
// it, who pays now, for how long. It is a plain value; fmt and log/slog show it
// masked.
type Request struct {
	ID      string        // the caller's own key; no personal data
	Members []Member      // as declared, the head among them, in the order of the declaration
	PayDate identity.Date // day of payment of every member that has none of its own

	// Order fixes who is which person of the year (người tham gia thứ …): the
	// indexes of members in the order in which they count. Members that are not
	// named follow, in the order of payment and of the list. A place that was
	// already taken this year stays what it is. Nil leaves all of it to the
	// order of payment.
	Order []int

	// Confirmations are an officer's, for what a registry refuses wrongly.
	Confirmations []Confirmation
}

// Member is one declared member of a household. It is a plain value; fmt and
// log/slog show it masked.
type Member struct {
	Person                identity.Person // as declared; IDNumber is the personal ID or CMND
	SocialInsuranceNumber identity.Text   // mã số BHXH, where it is known
	Relation              Relation        // to the head; need not be known
	Head                  bool            // this is the head (chủ hộ)
	Absent                bool            // declared absent (tạm vắng): not counted

	Joins           bool          // pays by household now
	Months          int           // months paid for, 1 to 12; 3, 6 and 12 are the periods of the law
	OtherGroup      string        // object code of a card held in another group, such as "DN"; "" for none
	JoinedElsewhere bool          // temporarily resident here, already joined where permanently resident
	PaidBefore      int           // place in the order already taken this year, 0 for none
	LastCardEnd     identity.Date // last day of the previous card; the zero Date on first joining
	Support         SupportGroup  // pays with support of the budget, without the reduction
	BudgetShare     *BudgetShare  // what the budget pays of it; nil where the caller does not say
	PayDate         identity.Date // day of payment, where it is not the request's
}

// householdGroup is the object code of the household group itself (người tham
// gia BHYT theo hộ gia đình): a card under it is no card of another group.
const householdGroup = "GD"

// otherGroup gives the object code of a card in another group, "" for none.
func (m *Member) otherGroup() string {
	code := strings.ToUpper(strings.TrimSpace(m.OtherGroup))
	if code == householdGroup {
		return ""
	}
	return code
}

// Validate gives every reason for which the request cannot be worked on, as
// [Errors]; nil when there is none. What a registry would say of the people in
// it is no such reason.
func (r Request) Validate() error {
	var errs Errors
	add := func(code Code, member int, field string) {
		errs = append(errs, &Error{Code: code, Member: member, Field: field})
	}
	switch n := len(r.Members); {
	case n == 0:
		add(CodeNoMembers, -1, "members")
		return errs
	case n > MaxMembers:
		add(CodeTooMany, -1, "members")
		return errs
	}
	if r.head() < 0 {
		add(CodeHead, -1, "is_head")
	}
	r.checkOrder(add)
	for i := range r.Members {
		r.checkMember(i, add)
	}
	for _, c := range r.Confirmations {
		if e := c.check(len(r.Members)); e != nil {
			errs = append(errs, e)
		}
	}
	return errs.Err()
}

// head gives the index of the head, -1 where there is not exactly one.
func (r *Request) head() int {
	head := -1
	for i := range r.Members {
		if !r.Members[i].Head {
			continue
		}
		if head >= 0 {
			return -1
		}
		head = i
	}
	return head
}

func (r *Request) checkOrder(add func(Code, int, string)) {
	for i, member := range r.Order {
		if member < 0 || member >= len(r.Members) || slices.Contains(r.Order[:i], member) {
			add(CodeOrder, -1, "order")
			return
		}
	}
}

func (r *Request) checkMember(i int, add func(Code, int, string)) {
	m := &r.Members[i]
	if day := r.payDate(m); m.Joins || day.IsValid() {
		if day.Precision() != identity.PrecisionDay {
			add(CodePayDate, i, "pay_date")
		}
	}
	if m.Joins && (m.Months < 1 || m.Months > MaxMonths) {
		add(CodeMonths, i, "months")
	}
	if m.PaidBefore < 0 || m.PaidBefore > MaxMembers {
		add(CodePlace, i, "paid_before")
	}
	if p := m.LastCardEnd.Precision(); p != identity.PrecisionNone && p != identity.PrecisionDay {
		add(CodeCardEnd, i, "last_card_end")
	}
	if code := m.otherGroup(); code != "" && !isObjectCode(code) {
		add(CodeGroup, i, "other_group")
	}
	if !m.Support.IsValid() {
		add(CodeSupport, i, "support_group")
	}
	if s := m.BudgetShare; s != nil && (m.Support == SupportNone || s.Percent < 0 || s.Percent > 100) {
		add(CodeSupport, i, "budget_share")
	}
	if int(m.Relation) >= len(relations) {
		add(CodeRelation, i, "relation")
	}
}

func isObjectCode(code string) bool {
	return len(code) == 2 && code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z'
}

// payDate gives the day on which a member pays.
func (r *Request) payDate(m *Member) identity.Date {
	if m.PayDate.IsValid() {
		return m.PayDate
	}
	return r.PayDate
}

// Masked gives the member with every personal value masked.
func (m Member) Masked() string {
	var b strings.Builder
	b.WriteString("{" + m.Person.Masked())
	if m.Head {
		b.WriteString(" head")
	}
	if m.Joins {
		b.WriteString(" joins for " + strconv.Itoa(m.Months))
	}
	if m.OtherGroup != "" {
		b.WriteString(" group:(masked)")
	}
	b.WriteString("}")
	return b.String()
}

// String gives the masked form.
func (m Member) String() string { return m.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (m Member) Format(f fmt.State, _ rune) { mask.Format(f, m.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (m Member) LogValue() slog.Value { return slog.StringValue(m.Masked()) }

// Masked gives the request with every personal value masked.
func (r Request) Masked() string {
	parts := make([]string, len(r.Members))
	for i := range r.Members {
		parts[i] = r.Members[i].Masked()
	}
	return "{request " + r.ID + " members:[" + strings.Join(parts, " ") + "]}"
}

// String gives the masked form.
func (r Request) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r Request) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r Request) LogValue() slog.Value { return slog.StringValue(r.Masked()) }
