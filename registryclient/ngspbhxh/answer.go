package ngspbhxh

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/wirejson"
)

// Number is the answer of FindNumber. fmt and log/slog show it masked.
type Number struct {
	Outcome   registryclient.Outcome // OutcomeMatched or OutcomeNotMatched
	Number    identity.SocialInsuranceNumber
	State     string // trangThai, whose values are not published
	RequestID string
	Source    string
}

// Household is the answer of FindHousehold. fmt and log/slog show it masked.
type Household struct {
	Outcome     registryclient.Outcome // OutcomeMatched or OutcomeNotMatched
	Code        identity.Text          // maHo, mã hộ gia đình
	Number      identity.SocialInsuranceNumber
	FullName    identity.Name
	DateOfBirth identity.Date
	Gender      identity.Gender
	Address     identity.Text
	State       string // trangThai, whose values are not published
	RequestID   string
	Source      string
}

// Masked gives the outcome and the number masked.
func (n Number) Masked() string {
	return "{request:" + n.RequestID + " " + n.Source + " " + n.Outcome.String() + " " + n.Number.Masked() + "}"
}

// String gives the masked form.
func (n Number) String() string { return n.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (n Number) Format(f fmt.State, _ rune) { mask.Format(f, n.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (n Number) LogValue() slog.Value { return slog.StringValue(n.Masked()) }

// Masked gives the outcome and the number masked.
func (h Household) Masked() string {
	return "{request:" + h.RequestID + " " + h.Source + " " + h.Outcome.String() + " " + h.Number.Masked() + "}"
}

// String gives the masked form.
func (h Household) String() string { return h.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (h Household) Format(f fmt.State, _ rune) { mask.Format(f, h.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (h Household) LogValue() slog.Value { return slog.StringValue(h.Masked()) }

// unwrap gives the object that holds the answer: the reply itself, or what
// stands at the end of a path inside it. Thái Nguyên's envelope has the error
// code one step before the end.
func (s *settings) unwrap(body []byte) (wirejson.Object, error) {
	reply, err := wirejson.ParseObject(body)
	if err != nil {
		return nil, bad("the reply is not one JSON object")
	}
	if err := s.judge(reply); err != nil {
		return nil, err
	}
	for _, name := range s.path {
		inner, ok := reply.Object(name)
		if !ok {
			return nil, bad("the reply lacks a part of its envelope")
		}
		if err := s.judge(inner); err != nil {
			return nil, err
		}
		reply = inner
	}
	return reply, nil
}

// judge reports a code of failure.
func (s *settings) judge(o wirejson.Object) error {
	if o.Absent("errorCode") {
		return nil
	}
	value, ok := o.Text("errorCode")
	code, known := s.errorCodes[value]
	switch {
	case !ok:
		return bad("the error code of the reply is not text")
	case !known:
		return &registryclient.Error{Code: registryclient.CodeRejected, Detail: "the service answered with an error code that is not known"}
	case code != "":
		return &registryclient.Error{Code: code, Detail: "the service answered with an error code", ServiceCode: value}
	}
	return nil
}

// decodeNumber reads {maSoBhxh, trangThai, errorCode}.
func (c *Client) decodeNumber(body []byte, q *Criteria) (Number, error) {
	n := Number{Outcome: registryclient.OutcomeNotMatched, RequestID: q.RequestID, Source: sourceNumber}
	reply, err := c.unwrap(body)
	if err != nil {
		return Number{}, err
	}
	if _, there := reply["maSoBhxh"]; !there {
		return Number{}, bad("the reply lacks the number's field")
	}
	if n.Number, err = number(reply, "maSoBhxh"); err != nil {
		return Number{}, err
	}
	if n.Number.IsValid() {
		n.Outcome, n.State = registryclient.OutcomeMatched, state(reply)
	}
	return n, nil
}

// decodeHousehold reads {maSo, hoTen, ngaySinh, loaiNgaySinh, gioiTinh, maHo,
// diaChi, trangThai} and checks that it is about the person asked.
func (c *Client) decodeHousehold(body []byte, q *Criteria) (Household, error) {
	h := Household{Outcome: registryclient.OutcomeNotMatched, RequestID: q.RequestID, Source: sourceHousehold}
	reply, err := c.unwrap(body)
	if err != nil {
		return Household{}, err
	}
	if _, there := reply["maHo"]; !there {
		return Household{}, bad("the reply lacks the household's field")
	}
	text := func(name string) string { s, _ := reply.Text(name); return s }
	if h.Number, err = number(reply, "maSo"); err != nil {
		return Household{}, err
	}
	if !h.Number.IsValid() && text("maHo") == "" {
		return h, nil // nobody
	}
	if h.DateOfBirth, err = date(text("ngaySinh"), text("loaiNgaySinh")); err != nil {
		return Household{}, err
	}
	h.FullName, h.Gender, h.State = identity.Name(text("hoTen")), genderOf(text("gioiTinh")), state(reply)
	h.Code, h.Address = identity.Text(text("maHo")), identity.Text(text("diaChi"))
	if !sameName(h.FullName, q.FullName) || !sameDate(h.DateOfBirth, q.DateOfBirth) {
		return Household{}, bad("an answer about another person than the one asked")
	}
	h.Outcome = registryclient.OutcomeMatched
	return h, nil
}

func number(reply wirejson.Object, name string) (n identity.SocialInsuranceNumber, err error) {
	if reply.Absent(name) {
		return n, nil
	}
	text, ok := reply.Text(name)
	if ok && text == "" {
		return n, nil
	}
	if n, err = identity.ParseSocialInsuranceNumber(text); err != nil || !ok {
		return n, bad("the number of the reply is unreadable")
	}
	return n, nil
}

// date reads ngaySinh to the precision that loaiNgaySinh gives.
func date(text, kind string) (identity.Date, error) {
	if text == "" {
		return identity.Date{}, nil
	}
	d, err := identity.ParseDate(text)
	precision, known := map[string]identity.Precision{
		"0": identity.PrecisionDay, "1": identity.PrecisionYear, "2": identity.PrecisionMonth, "": identity.PrecisionDay,
	}[kind]
	if err != nil || !known {
		return identity.Date{}, bad("the date of birth of the reply is unreadable")
	}
	return d.Truncate(precision), nil
}

// sameName and sameDate let pass what the reply does not say.
func sameName(got, asked identity.Name) bool {
	stripped := vntext.Strip(string(got))
	return stripped == "" || stripped == vntext.Strip(string(asked))
}

func sameDate(got, asked identity.Date) bool {
	precision := min(got.Precision(), asked.Precision())
	return got.Truncate(precision) == asked.Truncate(precision)
}

// state gives trangThai where it looks like a code: its values are not
// published, and a sentence could hold anything.
func state(reply wirejson.Object) string {
	text, _ := reply.Text("trangThai")
	for _, c := range []byte(text) {
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && c != '_' {
			return ""
		}
	}
	if len(text) > 8 {
		return ""
	}
	return text
}
