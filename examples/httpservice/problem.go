package main

import (
	"errors"
	"net/http"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/matching"
)

// problem is a problem detail (RFC 9457) with the members that this service
// adds. It repeats nothing of the request but what is in a quote.
type problem struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Detail   string `json:"detail,omitempty"`
	Instance string `json:"instance"`

	Errors []fault `json:"errors,omitempty"` // what is wrong with the request

	Codes        []household.FindingCode `json:"codes,omitempty"`        // why the household is refused
	Causes       []refusalCause          `json:"causes,omitempty"`       // what in the data led to it
	Completeness string                  `json:"completeness,omitempty"` // whether everybody was declared
	Fallback     *household.Quote        `json:"fallback,omitempty"`     // the plain renewal, which the family may take
}

// fault is one thing that is wrong with a request.
type fault struct {
	Code   household.Code `json:"code"`
	Member int            `json:"member"` // index from 0, -1 for the request as a whole
	Field  string         `json:"field,omitempty"`
	Text   string         `json:"text"`
}

// refusalCause is what in the data of one member led to a refusal.
type refusalCause struct {
	Code       household.FindingCode `json:"code"`
	Member     int                   `json:"member"` // index from 0, -1 for the household as a whole
	Findings   []finding             `json:"findings"`
	Mismatches []matching.Code       `json:"mismatches,omitempty"`
}

// finding is one thing found of a member, with who found it.
type finding struct {
	Code   household.FindingCode `json:"code"`
	Text   string                `json:"text"` // Vietnamese
	Source string                `json:"source,omitempty"`
}

// typeOf gives the identifier of a kind of problem: a tag URI (RFC 4151), which
// nobody has to be able to open.
func typeOf(code string) string { return "tag:github.com,2026:bhxh-go/bhxh:" + code }

func instance(id string) string { return "urn:uuid:" + id }

// failure is a problem that the status says all of.
func failure(status int, id string) reply {
	return reply{status: status, problem: true, body: problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status, Instance: instance(id),
	}}
}

// unusable is the problem of a request that cannot be worked on.
func unusable(status int, id string, err error) reply {
	p := problem{
		Type: typeOf("request"), Title: "The request cannot be worked on", Status: status,
		Detail: "See errors: a member is named by its index, a field by its name in the request.", Instance: instance(id),
	}
	for _, one := range faults(err) {
		text := one.Code.Error()
		if one.Err != nil {
			text += ": " + one.Err.Error()
		}
		p.Errors = append(p.Errors, fault{Code: one.Code, Member: one.Member, Field: one.Field, Text: text})
	}
	if len(p.Errors) == 0 { // the body could not be read to its end
		return failure(status, id)
	}
	return reply{status: status, problem: true, body: p}
}

// faults gives every fault in an error.
func faults(err error) []*household.Error {
	var many household.Errors
	var one *household.Error
	switch {
	case errors.As(err, &many):
		return many
	case errors.As(err, &one):
		return []*household.Error{one}
	}
	return nil
}

// refusal is the problem of a household that the registry does not confirm. Its
// title is the official text where there is one, its type the code.
func refusal(id string, r household.Result, q household.Quote) reply {
	code := r.Codes[0] // the refusals come first
	p := problem{
		Type: typeOf(string(code)), Title: code.Vietnamese(), Status: http.StatusUnprocessableEntity,
		Detail:   household.FindingPlainRenewal.Vietnamese(),
		Instance: instance(id), Codes: r.Codes, Completeness: r.Completeness.String(), Fallback: &q,
	}
	for _, e := range r.Explain() {
		for _, c := range e.Causes {
			p.Causes = append(p.Causes, causeOf(e.Code, c))
		}
	}
	return reply{status: p.Status, problem: true, body: p}
}

func causeOf(code household.FindingCode, c household.Cause) refusalCause {
	out := refusalCause{Code: code, Member: c.Member, Mismatches: c.Mismatches}
	for _, e := range c.Evidence {
		out.Findings = append(out.Findings, finding{Code: e.Finding, Text: e.Finding.Vietnamese(), Source: e.Source})
	}
	return out
}
