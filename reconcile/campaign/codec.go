package campaign

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// sealed is the first byte of what was sealed, and the version of the way in
// which it was; plain text begins with the brace of its JSON object.
const sealed = 1

// The kinds of sealed text, part of what a seal is bound to.
const (
	sealRecord  = 'r'
	sealMessage = 'm'
)

// codec turns records, messages and numbers into what stores keep, and back.
// The zero codec seals nothing. It is safe for concurrent use.
type codec struct {
	aead    cipher.AEAD
	numbers []byte // key of the number keys
	loads   []byte // key of the load keys
	check   string // what the store keeps to know the key again
}

// unsealed is the check value of a campaign without a key.
const unsealed = "none"

func newCodec(key registryclient.Secret) (codec, error) {
	if key.IsZero() {
		return codec{check: unsealed}, nil
	}
	if len(key.Reveal()) < registryclient.MinKey {
		return codec{}, &Error{Code: CodeInput, Op: "key"}
	}
	var derived [4][]byte
	for i, purpose := range [...]string{"seal", "numbers", "loads", "check"} {
		k, err := hkdf.Key(sha256.New, []byte(key.Reveal()), nil, "bhxh-go/campaign 1 "+purpose, 32)
		if err != nil {
			return codec{}, &Error{Code: CodeInput, Op: "key"}
		}
		derived[i] = k
	}
	block, err := aes.NewCipher(derived[0])
	if err != nil {
		return codec{}, &Error{Code: CodeInput, Op: "key"}
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return codec{}, &Error{Code: CodeInput, Op: "key"}
	}
	return codec{aead, derived[1], derived[2], hex.EncodeToString(derived[3])}, nil
}

// record gives the stored form, bound to the participant's key so that two
// records cannot be exchanged.
func (c codec) record(key []byte, r Record) ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, &Error{Code: CodeRecord, Op: "encode"}
	}
	return c.seal(text, bound(sealRecord, key)), nil
}

// open reads a stored record.
func (c codec) open(row Row) (Record, error) {
	if row.State == Erased {
		return Record{}, &Error{Code: CodeErased, ID: row.ID}
	}
	text, err := c.unseal(row.Record, bound(sealRecord, row.Key))
	if err != nil {
		return Record{}, &Error{Code: CodeRecord, ID: row.ID, Op: "open"}
	}
	var r Record
	if err := json.Unmarshal(text, &r); err != nil {
		return Record{}, &Error{Code: CodeRecord, ID: row.ID, Op: "decode"} // the words of encoding/json may repeat a value
	}
	return r, nil
}

// sealMessage gives the stored form of a message about a participant.
func (c codec) sealMessage(id ID, text []byte) []byte {
	return c.seal(text, bound(sealMessage, binary.BigEndian.AppendUint64(nil, uint64(id))))
}

// openMessage gives the text of a stored message, nil for one whose
// participant was erased.
func (c codec) openMessage(m StoredMessage) ([]byte, error) {
	if m.Body == nil {
		return nil, nil
	}
	text, err := c.unseal(m.Body, bound(sealMessage, binary.BigEndian.AppendUint64(nil, uint64(m.ID))))
	if err != nil {
		return nil, &Error{Code: CodeRecord, ID: m.ID, Op: "open message"}
	}
	return text, nil
}

func bound(kind byte, to []byte) []byte { return append([]byte{sealed, kind}, to...) }

func (c codec) seal(text, to []byte) []byte {
	if c.aead == nil {
		return text
	}
	dst := append(make([]byte, 0, 1+len(text)+c.aead.Overhead()), sealed)
	return c.aead.Seal(dst, nil, text, to)
}

func (c codec) unseal(text, to []byte) ([]byte, error) {
	if c.aead == nil {
		return text, nil
	}
	if len(text) == 0 || text[0] != sealed {
		return nil, CodeRecord
	}
	return c.aead.Open(nil, nil, text[1:], to)
}

// keySize is how much of a hash a key keeps: 128 bits never meet by chance.
const keySize = 16

// number gives the key under which a number is found: the digits, whose count
// says the kind, or their keyed hash. It is nil for the zero Number.
func (c codec) number(n identity.Number) []byte {
	if !n.IsValid() {
		return nil
	}
	return keyed(c.numbers, []byte(n.Reveal()))
}

// load gives the key of what [LoadKey] names.
func (c codec) load(text string) []byte { return keyed(c.loads, []byte(text)) }

func keyed(key, text []byte) []byte {
	if key == nil {
		return text
	}
	m := hmac.New(sha256.New, key)
	m.Write(text)
	return m.Sum(nil)[:keySize]
}
