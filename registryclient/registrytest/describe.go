package registrytest

import (
	"bytes"
	"net/http"
	"slices"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

// operationExchange names the mass exchange in the ledger.
const operationExchange = "exchange"

// serveExchange answers one file of questions with one of answers.
func (s *Server) serveExchange(w http.ResponseWriter, r *http.Request, entry Entry, body []byte) {
	header, questions, err := readExchange(body)
	if err != nil {
		s.refuse(w, entry, http.StatusBadRequest)
		return
	}
	entry.Operation = operationExchange
	repeat := s.ledger.repeats(header.Exchange)
	fault := s.decide(r.Context(), Request{entry.Wire, entry.Operation, header.Exchange, repeat})
	entry.Fault = fault.Kind
	entries := make([]Entry, len(questions))
	answers := make([]bulkfile.Answer, len(questions))
	for i, q := range questions {
		entry.RequestID, entry.Repeat = q.Row, s.ledger.repeats(q.Row)
		entry.Class = ClassFault
		if fault.Kind.executes() {
			answers[i], entry.NumberKind = s.describe(q)
			entry.Class = describedClass(&answers[i])
		}
		entries[i] = entry
	}
	s.ledger.add(entries...)
	if !fault.Kind.executes() {
		s.play(w, r, fault, body, service{})
		return
	}
	var out bytes.Buffer
	exchange, answers := spoilExchange(header.Exchange, answers, fault.Kind)
	if err := bulkfile.WriteAnswers(&out, bulkfile.Header{Exchange: exchange}, slices.Values(answers)); err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	s.send(w, "application/x-ndjson", out.Bytes(), fault.Kind)
}

// spoilExchange plays the faults that concern the rows of an exchange.
func spoilExchange(exchange string, answers []bulkfile.Answer, k FaultKind) (string, []bulkfile.Answer) {
	if len(answers) == 0 {
		return exchange, answers
	}
	switch k {
	case FaultOtherPerson:
		answers[0].Row = "somebody-else"
	case FaultOtherRequest:
		exchange = "another-" + exchange[:min(len(exchange), 30)]
	case FaultMissingRow:
		answers = answers[:len(answers)-1]
	case FaultDoubleRow:
		answers = append(answers, answers[0])
	}
	return exchange, answers
}

func readExchange(body []byte) (bulkfile.Header, []bulkfile.Question, error) {
	header, rows, err := bulkfile.ReadQuestions(bytes.NewReader(body))
	if err != nil {
		return header, nil, err
	}
	var questions []bulkfile.Question
	for q, err := range rows {
		if err != nil {
			return header, nil, err
		}
		questions = append(questions, q)
	}
	return header, questions, nil
}

// describe says which fields of a question are wrong; of somebody without a
// number, who it may be.
func (s *Server) describe(q bulkfile.Question) (bulkfile.Answer, identity.NumberKind) {
	if q.IDNumber.IsEmpty() {
		return s.propose(q), identity.NumberUnknown
	}
	a := bulkfile.Answer{Row: q.Row, Result: bulkfile.ResultNoSuchNumber}
	number, err := identity.ParseNumber(string(q.IDNumber))
	if err != nil {
		return a, identity.NumberUnknown
	}
	holders := s.population.holders(number)
	switch len(holders) {
	case 0:
		return a, number.Kind()
	case 1:
	default:
		a.Result = bulkfile.ResultSeveral
		return a, number.Kind()
	}
	differ := s.options.Compare(q.Person(), holders[0].person())
	if q.Gender.IsEmpty() {
		a.NotCompared, differ.Gender = []bulkfile.Field{bulkfile.FieldGender}, false
	}
	a.Wrong = differ.fields()
	if len(a.Wrong) > 0 {
		a.Result = bulkfile.ResultDiffers
		return a, number.Kind()
	}
	a.Result = bulkfile.ResultMatch
	if number.Kind() == identity.NumberCMND {
		a.PersonalID = holders[0].id
	}
	return a, number.Kind()
}

// propose gives everybody of whom no field of the question is wrong, by the same
// comparison that describes a question with a number.
func (s *Server) propose(q bulkfile.Question) bulkfile.Answer {
	a := bulkfile.Answer{Row: q.Row, Result: bulkfile.ResultNoSuchPerson}
	born, _ := identity.ParseDate(string(q.DateOfBirth)) // without one the comparison finds it missing
	for c := range s.population.bornWith(born) {
		differ := s.options.Compare(q.Person(), c.person())
		if differ.Name || differ.DateOfBirth || differ.Gender && !q.Gender.IsEmpty() {
			continue
		}
		a.Result = bulkfile.ResultProposed
		if a.Proposed = append(a.Proposed, c.id); len(a.Proposed) == bulkfile.MaxProposed {
			break
		}
	}
	return a
}

func (d FieldsDiffer) fields() []bulkfile.Field {
	var wrong []bulkfile.Field
	for _, f := range []struct {
		differs bool
		field   bulkfile.Field
	}{
		{d.Name, bulkfile.FieldName},
		{d.DateOfBirth, bulkfile.FieldDateOfBirth},
		{d.Gender, bulkfile.FieldGender},
		{d.ID, bulkfile.FieldID},
	} {
		if f.differs {
			wrong = append(wrong, f.field)
		}
	}
	return wrong
}

func describedClass(a *bulkfile.Answer) Class {
	switch a.Result {
	case bulkfile.ResultMatch:
		return ClassFound
	case bulkfile.ResultDiffers:
		return ClassDiffers
	case bulkfile.ResultSeveral:
		return ClassSeveral
	case bulkfile.ResultProposed:
		if len(a.Proposed) > 1 {
			return ClassSeveral
		}
		return ClassFound
	}
	return ClassNone
}
