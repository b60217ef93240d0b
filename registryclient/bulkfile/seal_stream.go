package bulkfile

import (
	"bufio"
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"io"
)

// sealChunk is how much plain text a chunk holds. Each is encrypted with
// AES-256-GCM. The nonce is its number from 0, as 11 bytes big endian, and a byte
// that is 1 for the last chunk and 0 for all others (the STREAM construction of
// Hoang, Reyhanitabar, Rogaway and Vizár, 2015): chunks cannot be moved, dropped
// or added. The last chunk is not empty unless it is the only one.
const sealChunk = 64 << 10

func newGCM(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, &Error{Code: CodeConfig, Err: err}
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, &Error{Code: CodeConfig, Err: err}
	}
	return gcm, nil
}

// nonce gives that of a chunk.
func nonce(number uint64, last bool) []byte {
	n := binary.BigEndian.AppendUint64(make([]byte, 3, 12), number)
	if last {
		return append(n, 1)
	}
	return append(n, 0)
}

type sealWriter struct {
	w      io.Writer
	gcm    cipher.AEAD
	plain  []byte
	out    []byte
	number uint64
	err    error // sticks
}

func newSealWriter(w io.Writer, key []byte) (*sealWriter, error) {
	gcm, err := newGCM(key)
	if err != nil {
		return nil, err
	}
	return &sealWriter{w: w, gcm: gcm, plain: make([]byte, 0, sealChunk)}, nil
}

// Write implements io.Writer. A full chunk is written when more follows: only
// then is it known not to be the last.
func (s *sealWriter) Write(p []byte) (int, error) {
	written := 0
	for len(p) > 0 && s.err == nil {
		if len(s.plain) == sealChunk {
			s.flush(false)
		}
		n := min(len(p), sealChunk-len(s.plain))
		s.plain = append(s.plain, p[:n]...)
		p, written = p[n:], written+n
	}
	return written, s.err
}

func (s *sealWriter) flush(last bool) {
	if s.err != nil {
		return
	}
	s.out = s.gcm.Seal(s.out[:0], nonce(s.number, last), s.plain, nil)
	if _, err := s.w.Write(s.out); err != nil {
		s.err = unread(err)
	}
	clear(s.plain)
	s.plain = s.plain[:0]
	s.number++
}

// Close writes the last chunk.
func (s *sealWriter) Close() error {
	s.flush(true)
	if s.err != nil {
		return s.err
	}
	s.err = &Error{Code: CodeConfig} // for what is written after
	return nil
}

type sealReader struct {
	r      *bufio.Reader
	gcm    cipher.AEAD
	sealed []byte
	plain  []byte // of it, what was not read yet
	number uint64
	err    error // sticks
}

func newSealReader(r *bufio.Reader, key []byte) (*sealReader, error) {
	gcm, err := newGCM(key)
	if err != nil {
		return nil, err
	}
	return &sealReader{r: r, gcm: gcm, sealed: make([]byte, sealChunk+gcm.Overhead())}, nil
}

// Read implements io.Reader.
func (s *sealReader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for len(s.plain) == 0 {
		if s.err != nil {
			return 0, s.err
		}
		s.next()
	}
	n := copy(p, s.plain)
	clear(s.plain[:n])
	s.plain = s.plain[n:]
	return n, nil
}

// next opens the next chunk. The last is the one behind which there is nothing.
func (s *sealReader) next() {
	n, err := io.ReadFull(s.r, s.sealed)
	last := err == io.ErrUnexpectedEOF || err == io.EOF
	if err == nil {
		_, err = s.r.Peek(1)
		last = err == io.EOF
	}
	if err != nil && !last {
		s.err = unread(err)
		return
	}
	plain, err := s.gcm.Open(s.sealed[:0], nonce(s.number, last), s.sealed[:n], nil)
	if err != nil || last && len(plain) == 0 && s.number > 0 {
		s.err = &Error{Code: CodeSealed}
		return
	}
	s.plain = plain
	s.number++
	if last {
		s.err = io.EOF
	}
}
