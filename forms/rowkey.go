package forms

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"hash"
)

// minRowKey is the least length of a key in bytes: as much as the hash gives.
const minRowKey = 32

// rowMark heads the hidden column of the row seals in a worksheet.
const rowMark = "bhxh.row"

// sealer seals rows: it computes the keyed digest that stands beside a row in
// the document and shows, without a copy of the list, that the office wrote the
// row so, in this list and at this place. It is not safe for concurrent use.
type sealer struct {
	mac hash.Hash
	buf []byte
}

// newSealer gives nil for no key.
func newSealer(key []byte, list, form string) *sealer {
	if len(key) == 0 {
		return nil
	}
	// A key of its own for each list, so that no row fits into another.
	derive := hmac.New(sha256.New, key)
	derive.Write([]byte("bhxh/forms row seal 1\x00" + form + "\x00" + list))
	return &sealer{mac: hmac.New(sha256.New, derive.Sum(nil))}
}

// seal gives the seal of a row: 128 bits in hexadecimal digits, since
// LibreOffice takes "_x4_" for an escape.
func (s *sealer) seal(columns []Column, text func(i int) string) string {
	const size = 16
	s.buf = appendLocked(s.buf[:0], columns, text)
	s.mac.Reset()
	s.mac.Write(s.buf)
	return hex.EncodeToString(s.mac.Sum(nil)[:size])
}
