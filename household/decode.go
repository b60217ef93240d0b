package household

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// MaxRequestBytes bounds the JSON of one request.
const MaxRequestBytes = 1 << 20

// requestJSON and memberJSON are the form in which requests are exchanged; the
// names are those of the columns of households.csv.
type requestJSON struct {
	Request       string         `json:"request"`
	PayDate       isoDate        `json:"pay_date,omitzero"`
	Members       []memberJSON   `json:"members"`
	Order         []int          `json:"order,omitempty"`
	Confirmations []Confirmation `json:"confirmations,omitempty"`
}

type memberJSON struct {
	PersonalID            identity.Text `json:"personal_id"`
	FullName              identity.Name `json:"full_name"`
	DateOfBirth           identity.Text `json:"date_of_birth"`
	Gender                identity.Text `json:"gender"`
	FormerID              identity.Text `json:"former_id,omitempty"`
	SocialInsuranceNumber identity.Text `json:"social_insurance_number,omitempty"`
	Relation              Relation      `json:"relation,omitzero"`
	IsHead                bool          `json:"is_head"`
	Absent                bool          `json:"absent,omitempty"`
	Joins                 bool          `json:"joins"`
	Months                int           `json:"months"`
	OtherGroup            string        `json:"other_group,omitempty"`
	JoinedElsewhere       bool          `json:"joined_elsewhere,omitempty"`
	PaidBefore            int           `json:"paid_before,omitempty"`
	LastCardEnd           isoDate       `json:"last_card_end,omitzero"`
	SupportGroup          SupportGroup  `json:"support_group,omitzero"`
	BudgetShare           *BudgetShare  `json:"budget_share,omitempty"`
	PayDate               isoDate       `json:"pay_date,omitzero"`
}

// isoDate is a date that is written yyyy-MM-dd and read in any notation.
type isoDate struct{ identity.Date }

func (d isoDate) MarshalText() ([]byte, error) { return []byte(d.ISO()), nil }

// IsZero lets encoding/json leave the zero date out.
func (d isoDate) IsZero() bool { return !d.IsValid() }

// DecodeRequest reads one request in JSON: an object with request, pay_date and
// members, whose fields have the names of the columns of households.csv;
// is_head and joins are booleans, dates may have any notation of
// [identity.ParseDate]. Unknown fields, a second value and more than
// MaxRequestBytes are refused. The request is not validated: see
// [Request.Validate].
//
// It fails with CodeTooLarge, with CodeJSON for what is no such object, and
// with the reader's own error. The error names the field where a value does not
// fit, the byte where the text is no JSON, and never repeats what was read.
func DecodeRequest(r io.Reader) (Request, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxRequestBytes+1))
	if err != nil {
		return Request{}, err
	}
	if len(text) > MaxRequestBytes {
		return Request{}, whole(CodeTooLarge, "")
	}
	var in requestJSON
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&in); err != nil {
		return Request{}, jsonError(err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return Request{}, whole(CodeJSON, "")
	}
	return in.request(), nil
}

// UnmarshalJSON is DecodeRequest.
func (r *Request) UnmarshalJSON(text []byte) error {
	v, err := DecodeRequest(bytes.NewReader(text))
	*r = v
	return err
}

// MarshalJSON gives the request in the form that DecodeRequest reads. It
// carries personal data.
func (r Request) MarshalJSON() ([]byte, error) {
	out := requestJSON{
		Request: r.ID, PayDate: isoDate{r.PayDate}, Order: r.Order, Confirmations: r.Confirmations,
		Members: make([]memberJSON, len(r.Members)),
	}
	for i := range r.Members {
		m := &r.Members[i]
		out.Members[i] = memberJSON{
			PersonalID: m.Person.IDNumber, FullName: m.Person.FullName, DateOfBirth: m.Person.DateOfBirth,
			Gender: m.Person.Gender, FormerID: m.Person.FormerID, SocialInsuranceNumber: m.SocialInsuranceNumber,
			Relation: m.Relation, IsHead: m.Head, Absent: m.Absent, Joins: m.Joins, Months: m.Months,
			OtherGroup: m.OtherGroup, JoinedElsewhere: m.JoinedElsewhere, PaidBefore: m.PaidBefore,
			LastCardEnd: isoDate{m.LastCardEnd}, SupportGroup: m.Support, BudgetShare: m.BudgetShare,
			PayDate: isoDate{m.PayDate},
		}
	}
	return json.Marshal(out)
}

func (in requestJSON) request() Request {
	r := Request{
		ID: in.Request, PayDate: in.PayDate.Date, Order: in.Order, Confirmations: in.Confirmations,
		Members: make([]Member, len(in.Members)),
	}
	for i := range in.Members {
		m := &in.Members[i]
		r.Members[i] = Member{
			Person: identity.Person{
				FullName: m.FullName, DateOfBirth: m.DateOfBirth, Gender: m.Gender,
				IDNumber: m.PersonalID, FormerID: m.FormerID,
			},
			SocialInsuranceNumber: m.SocialInsuranceNumber, Relation: m.Relation, Head: m.IsHead,
			Absent: m.Absent, Joins: m.Joins, Months: m.Months, OtherGroup: m.OtherGroup,
			JoinedElsewhere: m.JoinedElsewhere, PaidBefore: m.PaidBefore, LastCardEnd: m.LastCardEnd.Date,
			Support: m.SupportGroup, BudgetShare: m.BudgetShare, PayDate: m.PayDate.Date,
		}
	}
	return r
}

// errUnknownField does not name the field, which may be anything.
var errUnknownField = errors.New("there is a field that a request does not have")

// jsonError says why JSON is no request. The errors of encoding/json repeat
// values, so only the names that are ours, and positions, are taken from them.
func jsonError(err error) error {
	failure := &Error{Code: CodeJSON, Member: -1}
	var wrongType *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	var ours *Error
	var value *identity.Error
	switch {
	case errors.As(err, &syntax):
		failure.Err = fmt.Errorf("no JSON from byte %d on", syntax.Offset)
	case errors.As(err, &wrongType):
		failure.Field = wrongType.Field
	case errors.As(err, &ours):
		failure.Code, failure.Field = ours.Code, ours.Field
	case errors.As(err, &value):
		failure.Err = value
	case strings.HasPrefix(err.Error(), "json: unknown field "): // it has no type of its own
		failure.Err = errUnknownField
	}
	return failure
}
