package registryclient

import (
	"encoding/binary"
	"errors"

	"github.com/bhxh-go/bhxh/identity"
)

// batchVersion is the version of manifest and payload.
const batchVersion = 1

// appendReply writes the reply of a row that is final. RowSkipped has none.
func appendReply(dst []byte, class RowClass, r *Reply) []byte {
	switch class {
	case RowSkipped:
		return dst
	case RowRefused:
		var e *Error
		if !errors.As(r.Err, &e) {
			e = &Error{}
		}
		for _, s := range [...]string{e.Operation, e.Detail, e.RequestID} {
			dst = appendText(dst, s)
		}
		return dst
	}
	a := &r.Answer
	f := &a.Fields
	dst = append(dst, byte(a.Reason), byte(a.Status), byte(a.StatusBy),
		byte(f.Name.Verdict), byte(f.Name.Origin), byte(f.DateOfBirth.Verdict), byte(f.DateOfBirth.Origin),
		byte(f.Gender.Verdict), byte(f.Gender.Origin), byte(f.ID.Verdict), byte(f.ID.Origin))
	for _, s := range [...]string{a.SharedID.Reveal(), a.Message.Code, a.Message.Text, a.RequestID, a.Source} {
		dst = appendText(dst, s)
	}
	if a.Record == nil {
		return append(dst, 0)
	}
	dst = append(dst, 1)
	p := a.Record
	for _, s := range [...]string{string(p.FullName), string(p.DateOfBirth), string(p.Gender), string(p.IDNumber), string(p.FormerID)} {
		dst = appendText(dst, s)
	}
	return dst
}

func appendText(dst []byte, s string) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(s)))
	return append(dst, s...)
}

// replyReader reads what appendReply wrote. After the first thing that does
// not fit it is broken and gives zero values.
type replyReader struct {
	rest   []byte
	broken bool
}

func (r *replyReader) byte() byte {
	if len(r.rest) == 0 {
		r.broken = true
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

func (r *replyReader) text() string {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || n > uint64(len(r.rest)-size) {
		r.broken = true
		r.rest = nil
		return ""
	}
	s := string(r.rest[size : size+int(n)])
	r.rest = r.rest[size+int(n):]
	return s
}

func (r *replyReader) verdict() FieldVerdict {
	return FieldVerdict{Verdict: Verdict(r.byte()), Origin: Origin(r.byte())}
}

func (r *replyReader) reply(class RowClass) Reply {
	switch class {
	case RowSkipped:
		return Reply{}
	case RowRefused:
		return Reply{Err: &Error{Code: CodeInvalidQuery, Operation: r.text(), Detail: r.text(), RequestID: r.text()}}
	}
	a := Answer{Outcome: outcomeOfClass(class)}
	a.Reason, a.Status, a.StatusBy = Reason(r.byte()), CitizenStatus(r.byte()), Origin(r.byte())
	a.Fields.Name, a.Fields.DateOfBirth = r.verdict(), r.verdict()
	a.Fields.Gender, a.Fields.ID = r.verdict(), r.verdict()
	if id := r.text(); id != "" {
		var err error
		if a.SharedID, err = identity.ParsePersonalID(id); err != nil {
			r.broken = true
		}
	}
	a.Message.Code, a.Message.Text = r.text(), r.text()
	a.RequestID, a.Source = r.text(), r.text()
	switch r.byte() {
	case 0:
	case 1:
		a.Record = &identity.Person{
			FullName: identity.Name(r.text()), DateOfBirth: identity.Text(r.text()),
			Gender: identity.Text(r.text()), IDNumber: identity.Text(r.text()), FormerID: identity.Text(r.text()),
		}
	default:
		r.broken = true
	}
	return Reply{Answer: a}
}

func outcomeOfClass(c RowClass) Outcome {
	switch c {
	case RowMatched:
		return OutcomeMatched
	case RowNotMatched:
		return OutcomeNotMatched
	}
	return OutcomeNotComparable
}

// classOf gives the class of a reply. What the registry could not be asked
// stays open for the next run; so does an answer that says nothing.
func classOf(r *Reply) RowClass {
	if r.Err != nil {
		var e *Error
		if errors.As(r.Err, &e) && e.Code == CodeInvalidQuery {
			return RowRefused
		}
		return RowFailed
	}
	switch r.Answer.Outcome {
	case OutcomeMatched:
		return RowMatched
	case OutcomeNotMatched:
		return RowNotMatched
	case OutcomeNotComparable:
		return RowNotComparable
	}
	return RowFailed
}
