package registryclient

import (
	"encoding/binary"
	"encoding/hex"
	"io"
	"math/bits"
	"sync"
)

// random draws from a source that need not be safe for concurrent use.
type random struct {
	mu  sync.Mutex
	src io.Reader
}

func (r *random) read(p []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, err := io.ReadFull(r.src, p)
	return err
}

// below gives a number in [0, n]; n itself when the source fails, which for a
// wait is the safe side.
func (r *random) below(n uint64) uint64 {
	var p [8]byte
	if err := r.read(p[:]); err != nil || n == 0 {
		return n
	}
	hi, _ := bits.Mul64(binary.LittleEndian.Uint64(p[:]), n)
	return hi
}

// uuid gives a UUID of version 4 (RFC 9562), 36 characters.
func (r *random) uuid() (string, error) {
	var u [16]byte
	if err := r.read(u[:]); err != nil {
		return "", &Error{Code: CodeConfig, Detail: "the source of randomness failed"}
	}
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	var text [36]byte
	hex.Encode(text[:8], u[:4])
	hex.Encode(text[9:13], u[4:6])
	hex.Encode(text[14:18], u[6:8])
	hex.Encode(text[19:23], u[8:10])
	hex.Encode(text[24:], u[10:])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return string(text[:]), nil
}
