package bulkfile

import (
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"slices"

	"github.com/bhxh-go/bhxh/registryclient"
)

// Sealer encrypts the files of an exchange for one side. It is [SharedKey] or
// [X25519Recipient]: the method that works is not exported, so that nothing
// weaker takes their place.
type Sealer interface {
	Algorithm() string
	wrap() (key, public []byte, err error) // a key for one use, and what the other side finds it with
}

// Opener decrypts the files of an exchange. It is [SharedKey] or
// [X25519Identity].
type Opener interface {
	Algorithm() string
	unwrap(public []byte) (key []byte, err error)
}

// The algorithms of [Sealer] and [Opener].
const (
	AlgorithmSharedKey = "shared-key"
	AlgorithmX25519    = "x25519"
)

// sealInfo sets these keys apart from all others that come of the same secret.
const sealInfo = "bhxh-go/bulk sealed 1\x00"

// derive gives a key of 32 bytes for one purpose.
func derive(secret, salt []byte, purpose string) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, secret, salt, sealInfo+purpose, 32)
	if err != nil {
		return nil, &Error{Code: CodeConfig, Err: err}
	}
	return key, nil
}

// SharedKey seals and opens with a key that both sides have. It is safe for
// concurrent use and prints nothing of the key. Give it another key than [HMAC].
type SharedKey struct{ key registryclient.Secret }

var (
	_ Sealer = SharedKey{}
	_ Opener = SharedKey{}
)

// NewSharedKey makes one with a key of at least 32 random bytes, not a password;
// it fails with CodeConfig for less.
func NewSharedKey(key registryclient.Secret) (SharedKey, error) {
	if len(key.Reveal()) < registryclient.MinKey {
		return SharedKey{}, &Error{Code: CodeConfig}
	}
	return SharedKey{key}, nil
}

// Algorithm implements [Sealer] and [Opener].
func (SharedKey) Algorithm() string { return AlgorithmSharedKey }

func (k SharedKey) wrap() (key, public []byte, err error) {
	public = make([]byte, 32)
	_, _ = rand.Read(public) // never fails
	key, err = k.unwrap(public)
	return key, public, err
}

// unwrap derives a key from the shared one; public is its salt.
func (k SharedKey) unwrap(public []byte) ([]byte, error) {
	if len(k.key.Reveal()) < registryclient.MinKey {
		return nil, &Error{Code: CodeConfig}
	}
	return derive([]byte(k.key.Reveal()), public, AlgorithmSharedKey)
}

// X25519Recipient seals for the owner of a private key: whoever seals cannot
// open again. It is safe for concurrent use.
type X25519Recipient struct{ public *ecdh.PublicKey }

var _ Sealer = X25519Recipient{}

// NewX25519Recipient makes one; it fails with CodeConfig for a key of another
// curve.
func NewX25519Recipient(public *ecdh.PublicKey) (X25519Recipient, error) {
	if public == nil || public.Curve() != ecdh.X25519() {
		return X25519Recipient{}, &Error{Code: CodeConfig}
	}
	return X25519Recipient{public}, nil
}

// Algorithm implements [Sealer].
func (X25519Recipient) Algorithm() string { return AlgorithmX25519 }

// wrap agrees on a key with a private key that is used once.
func (r X25519Recipient) wrap() (key, public []byte, err error) {
	if r.public == nil {
		return nil, nil, &Error{Code: CodeConfig}
	}
	once, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, &Error{Code: CodeConfig, Err: err}
	}
	secret, err := once.ECDH(r.public)
	if err != nil { // a public key of low order
		return nil, nil, &Error{Code: CodeConfig, Err: err}
	}
	public = once.PublicKey().Bytes()
	key, err = derive(secret, slices.Concat(public, r.public.Bytes()), AlgorithmX25519)
	return key, public, err
}

// X25519Identity opens what was sealed for its private key. It is safe for
// concurrent use and prints nothing of the key.
type X25519Identity struct {
	// A function, because fmt prints the unexported fields of a caller's struct
	// without asking any method.
	agree func(once *ecdh.PublicKey) (secret, own []byte, err error)
}

var _ Opener = X25519Identity{}

// NewX25519Identity makes one; it fails with CodeConfig for a key of another
// curve.
func NewX25519Identity(private *ecdh.PrivateKey) (X25519Identity, error) {
	if private == nil || private.Curve() != ecdh.X25519() {
		return X25519Identity{}, &Error{Code: CodeConfig}
	}
	return X25519Identity{func(once *ecdh.PublicKey) ([]byte, []byte, error) {
		secret, err := private.ECDH(once)
		return secret, private.PublicKey().Bytes(), err
	}}, nil
}

// Algorithm implements [Opener].
func (X25519Identity) Algorithm() string { return AlgorithmX25519 }

func (i X25519Identity) unwrap(public []byte) ([]byte, error) {
	if i.agree == nil {
		return nil, &Error{Code: CodeConfig}
	}
	once, err := ecdh.X25519().NewPublicKey(public)
	if err != nil {
		return nil, &Error{Code: CodeSealed}
	}
	secret, own, err := i.agree(once)
	if err != nil {
		return nil, &Error{Code: CodeSealed}
	}
	return derive(secret, slices.Concat(public, own), AlgorithmX25519)
}
