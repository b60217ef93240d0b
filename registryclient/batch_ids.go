package registryclient

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
)

// RowRequestID gives the request id (mã yêu cầu) of a row of a batch, a UUID
// of version 8 (RFC 9562): the first 16 bytes of
//
//	SHA-256("bhxh-go/row 1\x00" batch "\x00" row generation question)
//
// with the version and variant bits set; row, generation and question are
// big-endian, 8, 4 and 4 bytes. So the id is the same for every attempt and
// after every restart, and the registry may recognise a question it has had.
// The generation rises when a row is asked anew after a failure. Question
// counts the questions about one row, from 0.
func RowRequestID(batch string, row, generation, question int) string {
	text := append([]byte("bhxh-go/row 1\x00"), batch...)
	text = append(text, 0)
	text = binary.BigEndian.AppendUint64(text, uint64(row))
	text = binary.BigEndian.AppendUint32(text, uint32(generation))
	text = binary.BigEndian.AppendUint32(text, uint32(question))
	sum := sha256.Sum256(text)
	u := sum[:16]
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	return uuidText(u)
}

// uuidText writes 16 bytes in the form of a UUID.
func uuidText(u []byte) string {
	var text [36]byte
	hex.Encode(text[:8], u[:4])
	hex.Encode(text[9:13], u[4:6])
	hex.Encode(text[14:18], u[6:8])
	hex.Encode(text[19:23], u[8:10])
	hex.Encode(text[24:], u[10:16])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return string(text[:])
}

// batchKeys are what is derived from the caller's key for one batch.
type batchKeys struct {
	digest []byte
	seal   cipher.AEAD
}

// MinKey is the least length of a caller's key in bytes.
const MinKey = 32

func newBatchKeys(key Secret, batch string) (*batchKeys, error) {
	derive := func(purpose string) ([]byte, error) {
		return hkdf.Key(sha256.New, []byte(key.Reveal()), []byte(batch), "bhxh-go/batch 1 "+purpose, 32)
	}
	digest, err := derive("digest")
	if err != nil {
		return nil, err
	}
	seal, err := derive("seal")
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(seal)
	if err != nil {
		return nil, err
	}
	k := &batchKeys{digest: digest}
	k.seal, err = cipher.NewGCMWithRandomNonce(block)
	return k, err
}

// text gives the keyed hash of a short text.
func (k *batchKeys) text(purpose, s string) BatchDigest {
	h := k.start(purpose)
	h.Write([]byte(s))
	return finish(h)
}

// questions gives the keyed hash of a chunk's questions: what is asked about
// each person, and not on whose behalf.
func (k *batchKeys) questions(chunk int, qs []Query) BatchDigest {
	h := k.start("chunk")
	buf := binary.BigEndian.AppendUint64(nil, uint64(chunk))
	for i := range qs {
		q := &qs[i]
		for _, field := range [...]string{q.Number.Reveal(), string(q.FullName), q.DateOfBirth.Reveal(), q.Gender.Vietnamese()} {
			buf = binary.AppendUvarint(buf, uint64(len(field)))
			buf = append(buf, field...)
		}
		h.Write(buf)
		buf = buf[:0]
	}
	h.Write(buf)
	return finish(h)
}

func (k *batchKeys) start(purpose string) hash.Hash {
	h := hmac.New(sha256.New, k.digest)
	h.Write([]byte(purpose + "\x00"))
	return h
}

func finish(h hash.Hash) (d BatchDigest) {
	copy(d[:], h.Sum(nil))
	return d
}

// bound is what a sealed payload is tied to, so that it opens in no other
// place: another chunk's or another row's answer is refused.
func (c *Checkpoint) bound() []byte {
	b := binary.BigEndian.AppendUint64(nil, uint64(c.Chunk))
	b = binary.BigEndian.AppendUint64(b, uint64(c.Generation))
	b = append(b, byte(c.State))
	b = append(b, c.Digest[:]...)
	for _, class := range c.Classes {
		b = append(b, byte(class))
	}
	return b
}
