package egw

import (
	"strings"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

// Option sets one thing of a [Client]. A nil Option is an error.
type Option func(*settings) error

type settings struct {
	transport            *registryclient.Transport
	purpose              registryclient.Purpose
	tokenPath, checkPath string
	lowerHash            bool
	times                registryclient.TokenTimes
	now                  func() time.Time
}

// WithTransport sends through a transport that the caller owns and closes.
// Defaults to one of the client's own.
func WithTransport(t *registryclient.Transport) Option {
	return func(s *settings) error {
		if t == nil {
			return unusable("the transport is nil")
		}
		s.transport = t
		return nil
	}
}

// WithPurpose sets what questions state whose own purpose lacks it: for the
// audit log, since the gateway asks for the officer alone.
func WithPurpose(p registryclient.Purpose) Option {
	return func(s *settings) error {
		s.purpose = p
		return nil
	}
}

// WithPaths sets the paths of the two operations under the base address. They
// default to those of 2024, /api/token/take and /api/egw/KQNhanLichSuKCB2024.
func WithPaths(token, check string) Option {
	return func(s *settings) error {
		if !strings.HasPrefix(token, "/") || !strings.HasPrefix(check, "/") || strings.ContainsAny(token+check, "?#") {
			return unusable("a path begins with / and has no query")
		}
		s.tokenPath, s.checkPath = token, check
		return nil
	}
}

// WithLowerHash sends the hash of the password in small letters.
func WithLowerHash() Option {
	return func(s *settings) error {
		s.lowerHash = true
		return nil
	}
}

// WithTokenTimes sets when tokens are renewed.
func WithTokenTimes(t registryclient.TokenTimes) Option {
	return func(s *settings) error {
		s.times = t
		return nil
	}
}

// WithClock sets the clock by which tokens expire. Defaults to time.Now.
func WithClock(now func() time.Time) Option {
	return func(s *settings) error {
		if now == nil {
			return unusable("the clock is nil")
		}
		s.now = now
		return nil
	}
}
