package registryclient

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"slices"
	"strings"
)

// Pin is the SHA-256 of a public key as a certificate holds it
// (SubjectPublicKeyInfo, as in RFC 7469, 2.4). It is public and stays the same
// when a certificate is renewed with its key. The zero Pin is no key's.
type Pin [sha256.Size]byte

// pinPrefix is how curl(1) and RFC 7469 mark the hash.
const pinPrefix = "sha256//"

// PinOf gives the pin of a certificate's key; the zero Pin for nil.
func PinOf(c *x509.Certificate) Pin {
	if c == nil {
		return Pin{}
	}
	return sha256.Sum256(c.RawSubjectPublicKeyInfo)
}

// ParsePin reads what String gives. Its error is an *[Error] with CodeConfig.
func ParsePin(s string) (Pin, error) {
	digits, ok := strings.CutPrefix(s, pinPrefix)
	sum, err := base64.StdEncoding.Strict().DecodeString(digits)
	if !ok || err != nil || len(sum) != sha256.Size {
		return Pin{}, unusable("a pin is sha256// and 44 characters of base64")
	}
	return Pin(sum), nil
}

// String gives the pin as curl(1) writes it, "sha256//" and base64.
func (p Pin) String() string { return pinPrefix + base64.StdEncoding.EncodeToString(p[:]) }

// WithPins has the service's certificate checked against pinned keys, beside
// the check of every certificate that always takes place: one certificate of
// its verified chain, its own or that of an authority above it, must have one
// of the keys. Otherwise a call ends after one attempt, with CodeCertificate.
//
// Pin the key of a private authority, or of the service and the key that will
// replace it: with one key alone, the day on which the service changes it is an
// outage.
func WithPins(pins ...Pin) Option {
	return func(s *settings) error {
		if len(pins) == 0 || slices.Contains(pins, Pin{}) {
			return unusable("to pin takes at least one key, and none is the zero Pin")
		}
		pins := slices.Clone(pins)
		s.tls.VerifyConnection = func(c tls.ConnectionState) error {
			for _, chain := range c.VerifiedChains {
				if slices.ContainsFunc(chain, func(c *x509.Certificate) bool { return slices.Contains(pins, PinOf(c)) }) {
					return nil
				}
			}
			return &Error{Code: CodeCertificate, Detail: "no key of the service is one of those pinned"}
		}
		return nil
	}
}
