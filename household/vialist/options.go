package vialist

import "github.com/bhxh-go/bhxh/registryclient"

// Option sets one thing of a [Client]. A nil Option is an error.
type Option func(*settings) error

type settings struct {
	transport *registryclient.Transport
	auth      registryclient.Authenticator
	purpose   registryclient.Purpose
}

func unusable(detail string) error {
	return &registryclient.Error{Code: registryclient.CodeConfig, Operation: source, Detail: detail}
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

// WithAuthentication sets what proves to the service who is asking. Defaults
// to nothing.
func WithAuthentication(a registryclient.Authenticator) Option {
	return func(s *settings) error {
		if a == nil {
			return unusable("the authentication is nil")
		}
		if v, ok := a.(registryclient.Validator); ok {
			if err := v.Validate(); err != nil {
				return err
			}
		}
		s.auth = a
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
