package bulkfile

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Share is what BHXH owes the population database about a participant whom the
// registry has confirmed (Kế hoạch 2207/KH-BHXH, phần B.I bước 4: thông tin bảo
// hiểm y tế, quá trình tham gia BHXH). The items are those of the annex of Nghị
// định 58/2026/NĐ-CP, numbers 7 to 13; the decree names them and not their
// form, which is ours. A part that is nil is not shared. fmt and log/slog show
// a Share masked.
type Share struct {
	Row           string              `json:"row"`
	PersonalID    identity.PersonalID `json:"personal_id"`
	Card          *ShareCard          `json:"card,omitempty"`          // thẻ BHYT
	Book          *ShareBook          `json:"book,omitempty"`          // sổ BHXH
	Participation *ShareParticipation `json:"participation,omitempty"` // thông tin tham gia
	History       *ShareHistory       `json:"history,omitempty"`       // quá trình tham gia
}

// ShareCard is the health insurance card (thẻ BHYT).
type ShareCard struct {
	Code          identity.Text `json:"code"`                     // mã thẻ
	IssuedOn      identity.Date `json:"issued_on,omitzero"`       // ngày cấp
	IssuedAt      string        `json:"issued_at,omitempty"`      // nơi cấp
	FirstHospital string        `json:"first_hospital,omitempty"` // nơi đăng ký khám chữa bệnh ban đầu
	ValidFrom     identity.Date `json:"valid_from,omitzero"`      // giá trị từ ngày
	ValidTo       identity.Date `json:"valid_to,omitzero"`        // đến ngày
	FiveYearsFrom identity.Date `json:"five_years_from,omitzero"` // thời điểm đủ 5 năm liên tục
}

// ShareBook is the social insurance book (sổ BHXH).
type ShareBook struct {
	Number         identity.Text `json:"number"`                    // mã số BHXH
	Workplace      string        `json:"workplace,omitempty"`       // nơi làm việc
	PaymentMethod  string        `json:"payment_method,omitempty"`  // phương thức đóng
	ManagingOffice string        `json:"managing_office,omitempty"` // cơ quan BHXH quản lý
	Amount         int64         `json:"amount,omitempty"`          // mức đóng, đồng
}

// ShareParticipation says as what somebody takes part.
type ShareParticipation struct {
	ObjectType string        `json:"object_type,omitempty"` // loại đối tượng
	Number     identity.Text `json:"number,omitempty"`      // mã số BHXH
	Other      identity.Text `json:"other,omitempty"`       // thông tin khác
}

// ShareHistory is how somebody took part (quá trình tham gia).
type ShareHistory struct {
	Employers []string       `json:"employers,omitempty"` // mã đơn vị, in order of time
	Payments  []SharePayment `json:"payments,omitempty"`  // quá trình đóng
	Benefits  []ShareBenefit `json:"benefits,omitempty"`  // quá trình hưởng
}

// SharePayment is one period of paying.
type SharePayment struct {
	From     identity.Date `json:"from,omitzero"`
	To       identity.Date `json:"to,omitzero"`
	Employer string        `json:"employer,omitempty"` // mã đơn vị
	Amount   int64         `json:"amount,omitempty"`   // đồng
}

// ShareBenefit is one benefit received.
type ShareBenefit struct {
	Kind   string        `json:"kind"` // chế độ
	From   identity.Date `json:"from,omitzero"`
	To     identity.Date `json:"to,omitzero"`
	Amount int64         `json:"amount,omitempty"` // đồng
}

// NewShare starts the share record of a participant from the answer to the
// question about them: nothing is shared of anybody whom the registry has not
// confirmed. It fails with CodeNotVerified unless the answer is a match and a
// personal ID is known, from the answer or the question. The caller fills in
// the parts.
//
// A match of a channel that answers by number alone says that the number is
// known and not that name and date agree: there the caller compares first.
func NewShare(q registryclient.Query, a registryclient.Answer) (Share, error) {
	id := a.SharedID
	if sent, ok := q.Number.PersonalID(); ok && !id.IsValid() {
		id = sent
	}
	if a.Outcome != registryclient.OutcomeMatched || !id.IsValid() {
		return Share{}, &Error{Code: CodeNotVerified}
	}
	return Share{PersonalID: id}, nil
}

// parts names what a share record holds, for the ledger.
func (s *Share) parts() []string {
	var parts []string
	for _, p := range [...]struct {
		there bool
		name  string
	}{{s.Card != nil, "card"}, {s.Book != nil, "book"}, {s.Participation != nil, "participation"}, {s.History != nil, "history"}} {
		if p.there {
			parts = append(parts, p.name)
		}
	}
	return parts
}

// Masked gives the number masked and the parts by name.
func (s Share) Masked() string { return fmt.Sprintf("{%s %v}", s.PersonalID.Masked(), s.parts()) }

// String gives the masked form.
func (s Share) String() string { return s.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (s Share) Format(f fmt.State, _ rune) { mask.Format(f, s.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (s Share) LogValue() slog.Value { return slog.StringValue(s.Masked()) }

// WriteShares writes a file of share records, as [WriteQuestions] does
// questions.
func WriteShares(w io.Writer, h Header, rows iter.Seq[Share]) error {
	head := headerLine{
		Kind: kindShares, Exchange: h.Exchange,
		Procedure: h.Purpose.Procedure, Officer: h.Purpose.Officer, Unit: h.Purpose.Unit,
	}
	return writeFile(w, head, func(yield func(any) bool) {
		for s := range rows {
			if !yield(json.RawMessage(shareText(&s))) {
				return
			}
		}
	})
}

// shareText gives the line of a share record. It cannot fail: every value in
// it marshals.
func shareText(s *Share) []byte {
	type plain Share
	text, err := json.Marshal((*plain)(s))
	if err != nil {
		panic("bulkfile: internal error: a share record does not marshal")
	}
	return text
}

// ReadShares reads a file of share records, as [ReadQuestions] does questions.
func ReadShares(r io.Reader) (Header, iter.Seq2[Share, error], error) {
	f, head, err := openFile(r, kindShares)
	if err != nil {
		return Header{}, nil, err
	}
	h := Header{head.Exchange, registryclient.Purpose{Procedure: head.Procedure, Officer: head.Officer, Unit: head.Unit}}
	return h, readRows(f, func(text []byte) (Share, bool, error) {
		var s Share
		if err := strict(text, &s); err != nil {
			return Share{}, false, err
		}
		return s, registryclient.ValidRequestID(s.Row) && s.PersonalID.IsValid(), nil
	}), nil
}
