package registryclient

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"
)

// Code is the stable class of a failure to ask a registry: what a caller acts
// on. Codes are data; once published a code keeps its meaning. A Code is an
// error, so that errors.Is(err, registryclient.CodeUnavailable) works.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The classes.
const (
	CodeUnavailable  Code = "registryclient.unavailable"   // not reached, connection lost, or a failure of the service
	CodeTimeout      Code = "registryclient.timeout"       // an attempt took longer than its limit
	CodeRateLimited  Code = "registryclient.rate_limited"  // over the allowed number of requests: see Error.RetryAfter
	CodeUnauthorized Code = "registryclient.unauthorized"  // the credentials were refused (sai thông tin xác thực)
	CodeForbidden    Code = "registryclient.forbidden"     // the account, officer or procedure has no right to this service
	CodeRejected     Code = "registryclient.rejected"      // the service refuses the request as such
	CodeRedirect     Code = "registryclient.redirect"      // the service sends elsewhere; redirects are never followed
	CodeBadResponse  Code = "registryclient.bad_response"  // a reply that is not the answer to this question
	CodeTooLarge     Code = "registryclient.too_large"     // a reply above the size limit
	CodeCertificate  Code = "registryclient.certificate"   // a certificate was refused, theirs or ours
	CodeInvalidQuery Code = "registryclient.invalid_query" // the question cannot be put: nothing was sent
	CodeConfig       Code = "registryclient.config"        // unusable options: nothing was sent
	CodeClosed       Code = "registryclient.closed"        // the transport was closed: nothing was sent
	CodeCancelled    Code = "registryclient.cancelled"     // the caller's context was cancelled
	CodeDeadline     Code = "registryclient.deadline"      // the caller's deadline, or the limit for a whole call, has passed
	CodeCircuitOpen  Code = "registryclient.circuit_open"  // the service failed again and again and is left alone: see Error.RetryAfter
	CodeAudit        Code = "registryclient.audit"         // the audit log could not be written; nothing leaves without it
)

// codeFacts says of each class its sentence, whether the same question may be
// answered later, and how often the transport repeats an attempt that ended so.
var codeFacts = map[Code]struct {
	text       string
	temporary  bool
	turnedAway bool // the service, or we, stopped the question before it was looked at
	repeats    int
}{
	CodeUnavailable:  {"the registry is not available", true, false, always},
	CodeTimeout:      {"no answer in time", true, false, always},
	CodeRateLimited:  {"over the allowed number of requests", true, true, always},
	CodeUnauthorized: {"the credentials were refused", false, true, 0},
	CodeForbidden:    {"no right to this service", false, true, 0},
	CodeRejected:     {"the request was refused", false, false, 0},
	CodeRedirect:     {"the service redirects", false, true, 0},
	CodeBadResponse:  {"not an answer to this question", true, false, always},
	CodeTooLarge:     {"the reply is too large", false, false, 1},
	CodeCertificate:  {"a certificate was refused", false, true, 0},
	CodeInvalidQuery: {"this question cannot be put", false, true, 0},
	CodeConfig:       {"unusable configuration", false, true, 0},
	CodeClosed:       {"the transport is closed", false, true, 0},
	CodeCancelled:    {"cancelled", false, false, 0},
	CodeDeadline:     {"the deadline has passed", true, false, 0},
	CodeCircuitOpen:  {"the service is left alone after repeated failures", true, true, 0},
	CodeAudit:        {"the audit log cannot be written", false, false, 0},
}

// always means as often as the number of attempts allows.
const always = 1 << 30

// Error implements error. The sentence is for people and may change.
func (c Code) Error() string {
	if f, ok := codeFacts[c]; ok {
		return f.text
	}
	return string(c)
}

// Error says why a registry could not be asked, or what its reply was instead
// of an answer. It never holds a personal value, a URL, a secret or the words
// of a reply, so it may be logged and stored as it is.
type Error struct {
	Code        Code
	Operation   string        // adapter and operation, such as "qldc/TraCuuThongTinCongDan"
	Detail      string        // fixed words of this module that narrow the code down; "" where none do
	Status      int           // HTTP status of the last reply; 0 without one
	ServiceCode string        // the service's own code, where it is one that this module knows
	Attempts    int           // requests that went out
	RequestID   string        // mã yêu cầu
	RetryAfter  time.Duration // how long the service asked to wait; 0 when it did not say
	Err         error         // the cause, free of personal data; nil where there is none

	unprocessed bool // no attempt can have been processed
}

// Error implements error.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("registryclient: ")
	if e.Operation != "" {
		b.WriteString(e.Operation + ": ")
	}
	b.WriteString(e.Code.Error())
	if e.Detail != "" {
		b.WriteString(": " + e.Detail)
	}
	var facts []string
	if e.Status != 0 {
		facts = append(facts, "status "+strconv.Itoa(e.Status))
	}
	if e.ServiceCode != "" {
		facts = append(facts, "service code "+e.ServiceCode)
	}
	if e.Attempts > 0 {
		facts = append(facts, "attempts "+strconv.Itoa(e.Attempts))
	}
	if e.RetryAfter > 0 {
		facts = append(facts, "retry after "+e.RetryAfter.String())
	}
	if e.RequestID != "" {
		facts = append(facts, "request "+e.RequestID)
	}
	if len(facts) > 0 {
		b.WriteString(" (" + strings.Join(facts, ", ") + ")")
	}
	return b.String()
}

// Unwrap gives the code and, where there is one, the cause. A cancelled call
// unwraps to context.Canceled, one past its deadline to
// context.DeadlineExceeded.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Err}
}

// Temporary reports that the same question may be answered later without
// anybody changing anything.
func (e *Error) Temporary() bool { return codeFacts[e.Code].temporary }

// NotProcessed reports that the registry certainly did not process the
// question: it never left, or every attempt was turned away at the door. Such
// a question costs no quota and leaves no trace in the registry's audit.
func (e *Error) NotProcessed() bool { return e.unprocessed || e.Attempts == 0 }

// LogValue implements slog.LogValuer with the facts as attributes.
func (e *Error) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("code", string(e.Code)),
		slog.String("operation", e.Operation),
		slog.Int("status", e.Status),
		slog.String("service_code", e.ServiceCode),
		slog.Int("attempts", e.Attempts),
		slog.String("request_id", e.RequestID),
	)
}

// Format implements fmt.Formatter with the error text for every verb, so that
// no verb shows the insides of a cause.
func (e *Error) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(e.Error())) }

// contextError gives the error for a context that has ended.
func contextError(err error) *Error {
	if errors.Is(err, context.Canceled) {
		return &Error{Code: CodeCancelled, Err: context.Canceled}
	}
	return &Error{Code: CodeDeadline, Err: context.DeadlineExceeded}
}
