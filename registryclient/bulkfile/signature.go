package bulkfile

import (
	"crypto"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"

	"github.com/bhxh-go/bhxh/registryclient"
)

// Signer signs the digest list of an exchange.
type Signer interface {
	Algorithm() string
	Sign(text []byte) ([]byte, error)
}

// Checker checks the signature of a digest list.
type Checker interface {
	Algorithm() string
	Check(text, signature []byte) bool
}

// The algorithms.
const (
	AlgorithmHMAC    = "hmac-sha256"
	AlgorithmEd25519 = "ed25519"
)

// HMAC signs and checks with a key that both sides have. It is safe for
// concurrent use and prints nothing of the key.
type HMAC struct{ key registryclient.Secret }

var (
	_ Signer  = HMAC{}
	_ Checker = HMAC{}
)

// NewHMAC makes one with a key of at least 32 bytes; it fails with CodeConfig.
func NewHMAC(key registryclient.Secret) (HMAC, error) {
	if len(key.Reveal()) < registryclient.MinKey {
		return HMAC{}, &Error{Code: CodeConfig}
	}
	return HMAC{key}, nil
}

// Algorithm implements [Signer] and [Checker].
func (HMAC) Algorithm() string { return AlgorithmHMAC }

// Sign implements [Signer]; it fails with CodeConfig for the zero HMAC.
func (h HMAC) Sign(text []byte) ([]byte, error) {
	if len(h.key.Reveal()) < registryclient.MinKey {
		return nil, &Error{Code: CodeConfig}
	}
	m := hmac.New(sha256.New, []byte(h.key.Reveal()))
	m.Write([]byte("bhxh-go/bulk 1\x00"))
	m.Write(text)
	return m.Sum(nil), nil
}

// Check implements [Checker].
func (h HMAC) Check(text, signature []byte) bool {
	want, err := h.Sign(text)
	return err == nil && hmac.Equal(want, signature)
}

// Ed25519 signs with a private key that only this side has.
type Ed25519 struct {
	// A function, because fmt prints the unexported fields of a caller's struct
	// without asking any method, and a signer may be the private key itself.
	sign func(text []byte) ([]byte, error)
}

var _ Signer = Ed25519{}

// NewEd25519 makes one from an ed25519.PrivateKey, or from what keeps such a key
// elsewhere; it fails with CodeConfig for a key of another kind.
func NewEd25519(signer crypto.Signer) (Ed25519, error) {
	if signer == nil {
		return Ed25519{}, &Error{Code: CodeConfig}
	}
	if _, ok := signer.Public().(ed25519.PublicKey); !ok {
		return Ed25519{}, &Error{Code: CodeConfig}
	}
	return Ed25519{func(text []byte) ([]byte, error) { return signer.Sign(rand.Reader, text, crypto.Hash(0)) }}, nil
}

// Algorithm implements [Signer].
func (Ed25519) Algorithm() string { return AlgorithmEd25519 }

// Sign implements [Signer].
func (e Ed25519) Sign(text []byte) ([]byte, error) {
	if e.sign == nil {
		return nil, &Error{Code: CodeConfig}
	}
	return e.sign(text)
}

// Ed25519Checker checks what the owner of a private key signed.
type Ed25519Checker struct{ public ed25519.PublicKey }

var _ Checker = Ed25519Checker{}

// NewEd25519Checker makes one; it fails with CodeConfig for half a key.
func NewEd25519Checker(public ed25519.PublicKey) (Ed25519Checker, error) {
	if len(public) != ed25519.PublicKeySize {
		return Ed25519Checker{}, &Error{Code: CodeConfig}
	}
	return Ed25519Checker{public}, nil
}

// Algorithm implements [Checker].
func (Ed25519Checker) Algorithm() string { return AlgorithmEd25519 }

// Check implements [Checker].
func (c Ed25519Checker) Check(text, signature []byte) bool {
	return len(c.public) == ed25519.PublicKeySize && ed25519.Verify(c.public, text, signature)
}
