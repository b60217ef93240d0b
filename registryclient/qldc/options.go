package qldc

import (
	"github.com/bhxh-go/bhxh/registryclient"
)

// Option sets one thing of a [Client]. A nil Option is an error.
type Option func(*settings) error

type settings struct {
	profile   Profile
	framing   Framing
	rule      MatchRule
	nameForm  NameForm
	dateForm  DateForm
	purpose   registryclient.Purpose
	transport *registryclient.Transport
}

// MatchRule says what an empty reply of [LookUp] means.
type MatchRule uint8

// The rules.
const (
	// MatchOrNothing is the live service: number, name and date must fit
	// together. An empty reply is ReasonNothingFits and every field unknown.
	MatchOrNothing MatchRule = iota
	// MatchNumber is a licence that answers by number alone, whatever name
	// and date came along. An empty reply is ReasonNoSuchNumber.
	MatchNumber
)

// NameForm is how a name is written in a request.
type NameForm uint8

// The forms.
const (
	NameStripped NameForm = iota // NGUYENVANA: capitals, no marks, no blanks
	NameUpper                    // NGUYỄN VĂN A
	NameAsIs                     // as the question has it
)

// DateForm is how the day of birth is written in a request.
type DateForm uint8

// The forms.
const (
	DateCompact DateForm = iota // yyyyMMdd
	DateISO                     // yyyy-MM-dd
)

func unusable(detail string) error {
	return &registryclient.Error{Code: registryclient.CodeConfig, Detail: detail}
}

// WithProfile sets the operation. Defaults to [LookUp].
func WithProfile(p Profile) Option {
	return func(s *settings) error {
		s.profile = p.clone()
		return s.profile.validate()
	}
}

// WithFraming sets how the gateway wraps questions and answers. Defaults to the
// SOAP itself.
func WithFraming(f Framing) Option {
	return func(s *settings) error {
		s.framing = f.clone()
		return s.framing.validate()
	}
}

// WithMatchRule sets what an empty reply means. Defaults to [MatchOrNothing].
func WithMatchRule(r MatchRule) Option {
	return func(s *settings) error {
		if r > MatchNumber {
			return unusable("no such match rule")
		}
		s.rule = r
		return nil
	}
}

// WithNameForm sets how names are written. Defaults to [NameStripped].
func WithNameForm(f NameForm) Option {
	return func(s *settings) error {
		if f > NameAsIs {
			return unusable("no such name form")
		}
		s.nameForm = f
		return nil
	}
}

// WithDateForm sets how days of birth are written. Defaults to [DateCompact].
func WithDateForm(f DateForm) Option {
	return func(s *settings) error {
		if f > DateISO {
			return unusable("no such date form")
		}
		s.dateForm = f
		return nil
	}
}

// WithPurpose sets what questions state whose own purpose lacks it. A question
// without procedure and officer is refused.
func WithPurpose(p registryclient.Purpose) Option {
	return func(s *settings) error {
		s.purpose = p
		return nil
	}
}

// WithTransport sends through a transport that the caller owns and closes, for
// its settings or to share it. Defaults to one of the client's own.
func WithTransport(t *registryclient.Transport) Option {
	return func(s *settings) error {
		if t == nil {
			return unusable("the transport is nil")
		}
		s.transport = t
		return nil
	}
}
