package campaign

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"

	"github.com/bhxh-go/bhxh/registryclient"
)

// keyset is what is derived from one key of the caller. That of the zero Secret
// seals nothing.
type keyset struct {
	aead   cipher.AEAD
	tokens tokenKeys
	check  string // what the store keeps to know the key again
}

// unsealed is the check value of a campaign without a key.
const unsealed = "none"

func newKeyset(key registryclient.Secret) (keyset, error) {
	if key.IsZero() {
		return keyset{check: unsealed}, nil
	}
	if len(key.Reveal()) < registryclient.MinKey {
		return keyset{}, &Error{Code: CodeInput, Op: "key"}
	}
	var derived [4][]byte
	for i, purpose := range [...]string{"seal", "numbers", "loads", "check"} {
		k, err := hkdf.Key(sha256.New, []byte(key.Reveal()), nil, "bhxh-go/campaign 1 "+purpose, 32)
		if err != nil {
			return keyset{}, &Error{Code: CodeInput, Op: "key"}
		}
		derived[i] = k
	}
	block, err := aes.NewCipher(derived[0])
	if err != nil {
		return keyset{}, &Error{Code: CodeInput, Op: "key"}
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return keyset{}, &Error{Code: CodeInput, Op: "key"}
	}
	return keyset{aead, tokenKeys{derived[1], derived[2]}, hex.EncodeToString(derived[3])}, nil
}
