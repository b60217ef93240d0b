package registryclient

import (
	"context"

	"github.com/bhxh-go/bhxh/identity"
)

// Verifier asks a registry about one person at a time. [VerifyAll] and the other
// packages of this module ask from several goroutines at once, so it must be safe
// for concurrent use.
type Verifier interface {
	// Verify puts one question. The error, always an *[Error], says that the
	// registry could not be asked or did not answer; what the registry says,
	// "no" included, is in the Answer.
	Verify(ctx context.Context, q Query) (Answer, error)
}

// BatchVerifier is the optional power to ask about many persons in one
// exchange. A channel that has it is not asked one by one. It must be safe for
// concurrent use.
type BatchVerifier interface {
	// VerifyBatch puts the questions together. It gives exactly one reply a
	// question, in their order. The error, always an *[Error], says that the
	// exchange as a whole failed and nothing is known of any of them.
	VerifyBatch(ctx context.Context, qs []Query) ([]Reply, error)
}

// Reply is the answer to one question of a batch, or why it has none. The zero
// Reply is neither. fmt and log/slog show it masked.
type Reply struct {
	Answer Answer
	Err    error // an *[Error], or nil
}

// Describer tells what a channel can do.
type Describer interface {
	Capabilities() Capabilities
}

// Capabilities says what a channel compares and accepts, so that a caller can
// plan before the first question.
//
// A channel that returns records and is not match-or-nothing answers by number
// alone: its OutcomeMatched says that the number is known, the verdicts on name
// and date stay unknown, and the record is there to be compared.
type Capabilities struct {
	Source         string // adapter and operation, such as "qldc/TraCuuThongTinCongDan"
	ReturnsRecord  bool   // an answer carries the registry's record, for comparison here
	MatchOrNothing bool   // number, name and date must fit together, or nothing comes back
	ComparesGender bool   // the registry itself compares the gender
	AcceptsCMND    bool   // a question may hold a CMND
	AcceptsMonth   bool   // a date known to the month can be expressed
	MaxBatch       int    // most questions of one batch; 0 = no batch
}

// Query is one question: is this person, with these details, in the registry? It
// is a plain value; see [Query.Validate] for what it needs. fmt and log/slog show
// it masked.
type Query struct {
	RequestID   string          // mã yêu cầu, at most 40 characters, nothing personal: logs hold it; "" = the client makes a UUID
	Number      identity.Number // số ĐDCN/CCCD or CMND
	FullName    identity.Name   // normalised: see identity.Name.Normalize
	DateOfBirth identity.Date
	Gender      identity.Gender // sent only where the channel compares it
	Purpose     Purpose
}

// Purpose says for which procedure and on whose behalf a person is looked up;
// every real service demands and audits it. fmt and log/slog show it without the
// officer.
type Purpose struct {
	Procedure string // MaDVC: code of the administrative procedure
	Officer   string // MaCanBo: the officer asking
	Unit      string // MaDonVi: the asking agency
}

// Outcome is what the registry said of the whole question.
type Outcome uint8

// The outcomes. The zero Outcome is none.
const (
	OutcomeUnknown       Outcome = iota
	OutcomeMatched               // the registry knows this person under these details; by number alone: see Capabilities
	OutcomeNotMatched            // it does not
	OutcomeNotComparable         // its answer does not concern this person: see Reason
)

// Reason says why an answer is not a match.
type Reason uint8

// The reasons.
const (
	ReasonNone           Reason = iota
	ReasonNoSuchNumber          // asked by number: nobody has it
	ReasonNothingFits           // match-or-nothing: number, name and date do not fit together
	ReasonFieldsDiffer          // the fields marked VerdictMismatch
	ReasonSeveralRecords        // several people under one number
	ReasonOtherRegistry         // another authority's registry holds this person
)

// Verdict is what is known of one field.
type Verdict uint8

// The verdicts. The zero Verdict is that nothing is known.
const (
	VerdictUnknown Verdict = iota
	VerdictMatch
	VerdictPartial // near: the registry says so, or only a stripped form was compared
	VerdictMismatch
	VerdictNotCompared // the channel does not look at this field
)

// Origin says who reached a verdict.
type Origin uint8

// The origins.
const (
	OriginUnknown  Origin = iota
	OriginRegistry        // the registry, in an online answer
	OriginLocal           // our own comparison with the record it returned
	OriginBulk            // the registry, in the mass exchange
)

// FieldVerdict is a verdict with its origin.
type FieldVerdict struct {
	Verdict Verdict
	Origin  Origin
}

// FieldVerdicts are the verdicts of one answer.
type FieldVerdicts struct {
	Name, DateOfBirth, Gender, ID FieldVerdict
}

// CitizenStatus is the state of a citizen in the registry.
type CitizenStatus uint8

// The states.
const (
	CitizenStatusUnknown CitizenStatus = iota
	CitizenAlive
	CitizenDead
	CitizenMissing
	CitizenNumberCancelled
)

// Message is the service's own code and our text for it. It never holds the
// words of the reply, which may repeat personal data.
type Message struct {
	Code string
	Text string // Vietnamese, ours
}

// Answer is what a registry said. The zero Answer, with OutcomeUnknown, is none.
// It is a plain value, but for the record that copies share. fmt and log/slog
// show it masked.
type Answer struct {
	Outcome   Outcome
	Reason    Reason
	Fields    FieldVerdicts
	SharedID  identity.PersonalID // số ĐDCN that the registry shared, zero where it did not
	Record    *identity.Person    // the registry's record, nil where the channel returns none
	Status    CitizenStatus
	StatusBy  Origin // who said so; OriginUnknown beside CitizenStatusUnknown
	Message   Message
	RequestID string // as sent
	Source    string // adapter and operation
}
