package ngspbhxh

import (
	"maps"
	"slices"
	"strings"

	"github.com/bhxh-go/bhxh/registryclient"
)

// Option sets one thing of a [Client]. A nil Option is an error.
type Option func(*settings) error

type settings struct {
	transport                 *registryclient.Transport
	purpose                   registryclient.Purpose
	numberPath, householdPath string
	path                      []string
	errorCodes                map[string]registryclient.Code
}

func defaultSettings() settings {
	return settings{
		numberPath: "/getMaSoBhxhTheoTieuChi", householdPath: "/getTraCuuThongTinHgd",
		errorCodes: map[string]registryclient.Code{"": "", "0": "", "00": "", "000": ""},
	}
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
// audit log, since the services do not ask for it.
func WithPurpose(p registryclient.Purpose) Option {
	return func(s *settings) error {
		s.purpose = p
		return nil
	}
}

// WithPaths sets the paths of the two operations under the base address. They
// default to the names of Quảng Bình, /getMaSoBhxhTheoTieuChi and
// /getTraCuuThongTinHgd.
func WithPaths(number, household string) Option {
	return func(s *settings) error {
		if !strings.HasPrefix(number, "/") || !strings.HasPrefix(household, "/") || strings.ContainsAny(number+household, "?#") {
			return unusable("a path begins with / and has no query")
		}
		s.numberPath, s.householdPath = number, household
		return nil
	}
}

// WithEnvelope sets the names of the objects, from the outside in, inside which
// the answer stands, such as "response",
// "TST_GetTraCuuTtHgdByMaSoBhxhResponse", "successful", "dataThongTinHgd" in
// Thái Nguyên. Defaults to none: the reply is the answer.
func WithEnvelope(names ...string) Option {
	return func(s *settings) error {
		if slices.Contains(names, "") {
			return unusable("a name of the envelope is empty")
		}
		s.path = slices.Clone(names)
		return nil
	}
}

// WithErrorCodes adds what is known of the values of errorCode: "" for success,
// else the class of the failure. Without it only the empty code and zeros are
// known, and any other is CodeRejected.
func WithErrorCodes(codes map[string]registryclient.Code) Option {
	return func(s *settings) error {
		maps.Copy(s.errorCodes, codes)
		return nil
	}
}
