package shard

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"

	"github.com/bhxh-go/bhxh/registryclient"
)

// minKey is how long a key must be, in bytes.
const minKey = 32

// Options are the settings of segments.
type Options struct {
	// Key seals the segments with AES-256-GCM: 32 bytes or more, the same for
	// every process and for the merge. The zero Secret leaves them readable.
	Key registryclient.Secret
}

func (o Options) check() error {
	if !o.Key.IsZero() && len(o.Key.Reveal()) < minKey {
		return fail(CodeInput, nil)
	}
	return nil
}

// keys gives what seals and what sums up one file. Each file has keys of its
// own, so that block numbers serve as nonces.
func (o Options) keys(salt [16]byte) (cipher.AEAD, hash.Hash, error) {
	if o.Key.IsZero() {
		return nil, sha256.New(), nil
	}
	key, err := hkdf.Key(sha256.New, []byte(o.Key.Reveal()), salt[:], "bhxh shard segment 1", 64)
	if err != nil {
		return nil, nil, fail(CodeInput, err)
	}
	block, err := aes.NewCipher(key[:32])
	if err != nil {
		return nil, nil, fail(CodeInput, err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, nil, fail(CodeInput, err)
	}
	return aead, hmac.New(sha256.New, key[32:]), nil
}

func nonce(aead cipher.AEAD, block uint64) []byte {
	n := make([]byte, aead.NonceSize())
	binary.BigEndian.PutUint64(n[len(n)-8:], block)
	return n
}
