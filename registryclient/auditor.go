package registryclient

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
)

// Auditor is told of every request before it leaves, repeats and token requests
// included. It fails closed: when Attempt gives an error, the request does not
// leave and the call ends with CodeAudit. It must be safe for concurrent use.
//
// Thông tư 46/2022/TT-BCA, Điều 8, has both ends of a connection to the
// national population database keep the log of what was exchanged.
type Auditor interface {
	Attempt(ctx context.Context, a WireAttempt) error
}

// OutcomeAuditor is an optional power of an [Auditor]: to be told how every
// request ended that Attempt let pass. It is called once for each of them,
// also when the context has ended. By then the request is out; an error ends
// the call with CodeAudit all the same, so that no answer is used of which the
// log does not know.
type OutcomeAuditor interface {
	Outcome(ctx context.Context, o WireOutcome) error
}

// WireAttempt is one request about to leave. It holds personal data for the
// auditor to hash; fmt and log/slog show it masked.
type WireAttempt struct {
	Serial    uint64    // number of the request, from 1 in the order of this transport; see WireOutcome
	Time      time.Time // by the transport's clock
	Operation string    // adapter and operation, such as "qldc/TraCuuThongTinCongDan"
	RequestID string    // mã yêu cầu: the same for every attempt of a call
	Attempt   int       // of the call, from 1
	Purpose   Purpose   // procedure, officer and unit; empty for a token request

	// Subjects are the people asked about, each in the one form of
	// [SubjectOf]; none for a token request. A log keeps a keyed hash of each
	// and never the text. Not to be changed.
	Subjects []identity.Text
}

// WireOutcome is how one request ended.
type WireOutcome struct {
	Serial    uint64    // that of the WireAttempt
	Time      time.Time // by the transport's clock
	Operation string
	RequestID string
	Attempt   int
	Code      Code // "" for an answer that was understood, whatever it says of the person
	Status    int  // HTTP status, 0 where no reply came
}

// SubjectOf gives the text that stands for the person of a question in an
// audit log: the number with its kind, so that every question about one number
// has the same hash.
func SubjectOf(q Query) identity.Text { return SubjectOfNumber(q.Number) }

// SubjectOfNumber is [SubjectOf] for a number alone.
func SubjectOfNumber(n identity.Number) identity.Text {
	return identity.Text(n.Kind().String() + ":" + n.Reveal())
}

// Masked gives the attempt without its subjects and officer.
func (a WireAttempt) Masked() string {
	return "{#" + strconv.FormatUint(a.Serial, 10) + " " + a.Operation + " request:" + a.RequestID +
		" attempt:" + strconv.Itoa(a.Attempt) + " " + a.Purpose.Masked() + " subjects:" + strconv.Itoa(len(a.Subjects)) + "}"
}

// String gives the masked form.
func (a WireAttempt) String() string { return a.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (a WireAttempt) Format(f fmt.State, _ rune) { mask.Format(f, a.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (a WireAttempt) LogValue() slog.Value { return slog.StringValue(a.Masked()) }
