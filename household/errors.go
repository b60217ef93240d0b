package household

import (
	"strconv"
	"strings"
)

// Code is the stable reason of a failure of this package: what is wrong with a
// request or a configuration. What a registry says of a family is no failure
// and has [FindingCode] values. Codes are data; once published a code keeps its
// meaning. A Code is an error, so that errors.Is(err, household.CodeMonths)
// works.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons.
const (
	CodeNoMembers    Code = "household.no_members"       // the request names nobody
	CodeTooMany      Code = "household.too_many_members" // more than MaxMembers
	CodeHead         Code = "household.head"             // not exactly one member is the head
	CodePayDate      Code = "household.pay_date"         // the day of payment is missing, or known to the month or year only
	CodeNoRule       Code = "household.no_rule"          // no rule of contribution is known for that day
	CodeMonths       Code = "household.months"           // not 1 to 12 months
	CodePlace        Code = "household.place"            // a place in the order that cannot be
	CodeOrder        Code = "household.order"            // the order given names no member, or a member twice
	CodeCardEnd      Code = "household.last_card_end"    // the end of the last card is not a day
	CodeGroup        Code = "household.other_group"      // not an object code: two letters
	CodeSupport      Code = "household.support_group"    // no group that the budget supports, or a share outside 0–100 %
	CodeRelation     Code = "household.relation"         // no known relation to the head
	CodeConfirmation Code = "household.confirmation"     // an officer's confirmation lacks who, when, which document, or its subject
	CodeVerdict      Code = "household.verdict"          // no verdict to compute with
	CodeJSON         Code = "household.json"             // not the JSON of a request
	CodeTooLarge     Code = "household.too_large"        // a request above the size limit
	CodeSource       Code = "household.source"           // no registry to ask, or unusable options
)

var codeTexts = map[Code]string{
	CodeNoMembers:    "the request names no member",
	CodeTooMany:      "too many members",
	CodeHead:         "exactly one member must be the head",
	CodePayDate:      "the day of payment is missing or not a day",
	CodeNoRule:       "no rule of contribution is known for the day of payment",
	CodeMonths:       "the number of months is not from 1 to 12",
	CodePlace:        "no such place in the order of payment",
	CodeOrder:        "the order names a member that is not there, or one twice",
	CodeCardEnd:      "the end of the last card is not a day",
	CodeGroup:        "the object code is not two letters",
	CodeSupport:      "unusable group or share of budget support",
	CodeRelation:     "unknown relation to the head of household",
	CodeConfirmation: "the confirmation lacks its officer, day, document or subject",
	CodeVerdict:      "no verdict",
	CodeJSON:         "not a request",
	CodeTooLarge:     "the request is too large",
	CodeSource:       "no registry to ask, or unusable options",
}

// Error implements error. The sentence is for people and may change.
func (c Code) Error() string {
	if text, ok := codeTexts[c]; ok {
		return text
	}
	return string(c)
}

// Error is one failure: why, at which member and in which part of the request.
// It never holds a value of the request.
type Error struct {
	Code   Code
	Member int    // index in Request.Members, -1 where it concerns the whole request
	Field  string // name of the part, as in the data files: "months"; "" for the whole
	Err    error  // the cause, without personal data; nil where there is none
}

// Error implements error.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("household: ")
	if e.Member >= 0 {
		b.WriteString("member " + strconv.Itoa(e.Member) + ": ")
	}
	if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	b.WriteString(e.Code.Error())
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the code and, where there is one, the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Err}
}

// Errors are all failures of one request, in the order of its members.
type Errors []*Error

// Error implements error.
func (e Errors) Error() string {
	texts := make([]string, len(e))
	for i, one := range e {
		texts[i] = one.Error()
	}
	return strings.Join(texts, "; ")
}

// Unwrap gives every failure.
func (e Errors) Unwrap() []error {
	list := make([]error, len(e))
	for i, one := range e {
		list[i] = one
	}
	return list
}

// Err gives the list as an error, nil when it is empty.
func (e Errors) Err() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

// whole gives the failure that concerns the request as a whole.
func whole(code Code, field string) error {
	return &Error{Code: code, Member: -1, Field: field}
}
