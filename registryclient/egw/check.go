package egw

import (
	"fmt"
	"log/slog"
	"sync"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/wirejson"
)

// Check is what the gateway said. The identity is in Answer: the outcome and
// the verdicts by field, and where the person fits the record for comparison
// of the marks of the name. The card is apart. fmt and log/slog show it masked.
type Check struct {
	Answer  registryclient.Answer
	Card    CardState
	Details Details // zero where the person does not fit
}

// Details are the card's own data, as far as the gateway gives them.
type Details struct {
	Card                  identity.HealthCard            // maThe
	NewCard               identity.HealthCard            // maTheMoi
	SocialInsuranceNumber identity.SocialInsuranceNumber // maSoBHXH
	From, To              identity.Date                  // gtTheTu, gtTheDen
	FiveYears             identity.Date                  // ngayDu5Nam: five years of membership in a row
	Facility              string                         // maDKBD: nơi đăng ký KCB ban đầu
	Address               identity.Text                  // diaChi
}

// Masked gives the verdicts and the state of the card.
func (c Check) Masked() string {
	return "{" + c.Answer.Masked() + " card:" + c.Card.String() + " " + c.Details.Card.Masked() + "}"
}

// String gives the masked form.
func (c Check) String() string { return c.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (c Check) Format(f fmt.State, _ rune) { mask.Format(f, c.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (c Check) LogValue() slog.Value { return slog.StringValue(c.Masked()) }

var resultTable = sync.OnceValue(results)

// decode reads a reply. Only the members named here are looked at: the lists
// of treatments stay unread text and go with the reply.
func decode(body []byte, q *Question) (Check, error) {
	reply, err := wirejson.ParseObject(body)
	if err != nil {
		return Check{}, bad("the reply is not one JSON object")
	}
	code, _ := reply.Text("maKetQua")
	result, known := resultTable()[code]
	switch {
	case !known:
		return Check{}, bad("the reply has no result code of the gateway")
	case result.Failure != "":
		return Check{}, &registryclient.Error{Code: result.Failure, ServiceCode: code, Detail: "the gateway answered with a failure"}
	}
	check := Check{Card: result.Card, Answer: registryclient.Answer{
		Outcome: result.Outcome, Reason: result.Reason, Fields: result.Fields, RequestID: q.RequestID, Source: source,
		Message: registryclient.Message{Code: code, Text: result.Text},
	}}
	details, person, err := readDetails(reply)
	if err != nil {
		return Check{}, err
	}
	if !belongs(&details, q) {
		return Check{}, bad("an answer about another card than the one asked")
	}
	if result.Outcome == registryclient.OutcomeMatched {
		if !fits(&person, q) {
			return Check{}, bad("an answer about another person than the one asked")
		}
		if id, ok := q.Card.SocialInsuranceNumber().PersonalID(); ok {
			person.IDNumber = identity.Text(id.Reveal()) // which the gateway confirmed
		}
		check.Details, check.Answer.Record = details, &person
	}
	return check, nil
}

// readDetails reads the members that concern identity and card. What is there
// must be readable, for the same reason as in a record of the population
// database: half a number proves nothing.
func readDetails(reply wirejson.Object) (d Details, p identity.Person, err error) {
	d.Facility, _ = reply.Text("maDKBD")
	address, _ := reply.Text("diaChi")
	d.Address = identity.Text(address)
	var born identity.Date
	for _, ok := range []bool{
		read(reply, "maThe", &d.Card, identity.ParseHealthCard),
		read(reply, "maTheMoi", &d.NewCard, identity.ParseHealthCard),
		read(reply, "maSoBHXH", &d.SocialInsuranceNumber, identity.ParseSocialInsuranceNumber),
		read(reply, "gtTheTu", &d.From, identity.ParseDate),
		read(reply, "gtTheDen", &d.To, identity.ParseDate),
		read(reply, "ngayDu5Nam", &d.FiveYears, identity.ParseDate),
		read(reply, "ngaySinh", &born, identity.ParseDate),
	} {
		if !ok {
			return d, p, bad("a value of the reply is unreadable")
		}
	}
	name, _ := reply.Text("hoTen")
	gender, _ := reply.Text("gioiTinh")
	return d, identity.Person{FullName: identity.Name(name), DateOfBirth: identity.Text(born.Reveal()), Gender: identity.Text(gender)}, nil
}

// read reads a member that is missing, null, empty, or parses.
func read[T any](reply wirejson.Object, name string, dst *T, parse func(string) (T, error)) bool {
	if reply.Absent(name) {
		return true
	}
	text, ok := reply.Text(name)
	if !ok || text == "" {
		return ok
	}
	v, err := parse(text)
	if err == nil {
		*dst = v
	}
	return err == nil
}

// belongs reports a reply about the card that was asked: by its whole code, or
// by the number on it. One that names no card contradicts nothing.
func belongs(d *Details, q *Question) bool {
	if !d.Card.IsValid() || d.Card == q.Card || d.NewCard.IsValid() && d.NewCard == q.Card {
		return true
	}
	asked := q.Card.SocialInsuranceNumber()
	if asked == d.SocialInsuranceNumber || asked == d.Card.SocialInsuranceNumber() {
		return true
	}
	// Asked by personal ID, the gateway answers with the card alone: then only
	// name and date can tell (see fits).
	_, byPersonalID := asked.PersonalID()
	return byPersonalID
}

// fits reports a positive answer that is about the person asked.
func fits(p *identity.Person, q *Question) bool {
	if name := vntext.Strip(string(p.FullName)); name != "" && name != vntext.Strip(foldMinority(string(q.FullName))) {
		return false
	}
	born, err := identity.ParseDate(string(p.DateOfBirth))
	if err != nil { // the gateway did not say
		return true
	}
	precision := min(born.Precision(), q.DateOfBirth.Precision())
	return born.Truncate(precision) == q.DateOfBirth.Truncate(precision)
}
