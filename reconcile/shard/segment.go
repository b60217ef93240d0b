package shard

import (
	"bufio"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
)

// Segment is one sealed file: the results of one chunk.
//
// Its bytes: a head of 80 bytes, then blocks of at most 64 KiB of rows, each
// with its length before it, then an empty block, the number of rows and a
// SHA-256 over everything before (with a key: an HMAC-SHA-256). A row is its
// length as a varint and its bytes.
type Segment struct {
	Chunk int    // index
	Token uint64 // fencing token: the higher one counts
	Path  string
}

const (
	segmentMagic = "BHXHSEG\x01"
	headSize     = 8 + 16 + 8 + 8 + 4 + 4 + 8 + 16 + 8
	blockSize    = 1 << 16
	flagSealed   = 1
)

// head is the fixed first part of a segment.
type head struct {
	plan   [16]byte
	chunk  uint64
	first  uint64
	rows   uint32
	sealed bool
	token  uint64
	salt   [16]byte // makes the keys of this file
}

func (h *head) bytes() []byte {
	b := make([]byte, 0, headSize)
	b = append(b, segmentMagic...)
	b = append(b, h.plan[:]...)
	b = binary.BigEndian.AppendUint64(b, h.chunk)
	b = binary.BigEndian.AppendUint64(b, h.first)
	b = binary.BigEndian.AppendUint32(b, h.rows)
	var flags uint32
	if h.sealed {
		flags |= flagSealed
	}
	b = binary.BigEndian.AppendUint32(b, flags)
	b = binary.BigEndian.AppendUint64(b, h.token)
	b = append(b, h.salt[:]...)
	return append(b, make([]byte, headSize-len(b))...)
}

func parseHead(b []byte) (h head, ok bool) {
	if len(b) != headSize || string(b[:8]) != segmentMagic {
		return h, false
	}
	copy(h.plan[:], b[8:24])
	h.chunk = binary.BigEndian.Uint64(b[24:])
	h.first = binary.BigEndian.Uint64(b[32:])
	h.rows = binary.BigEndian.Uint32(b[40:])
	h.sealed = binary.BigEndian.Uint32(b[44:])&flagSealed != 0
	h.token = binary.BigEndian.Uint64(b[48:])
	copy(h.salt[:], b[56:72])
	return h, true
}

// segmentName sorts by chunk, and the higher token first.
func segmentName(chunk int, token uint64, salt [16]byte) string {
	return fmt.Sprintf("chunk-%010d-%016x-%s.seg", chunk, ^token, hex.EncodeToString(salt[:4]))
}

const unfinished = ".part"

// segmentWriter writes one segment under a name that says it is unfinished.
type segmentWriter struct {
	file  *os.File
	out   *bufio.Writer
	sum   hash.Hash
	aead  cipher.AEAD // nil where nothing is sealed
	head  head
	block []byte
	count uint64 // blocks written
	rows  uint32
}

func newSegmentWriter(dir string, plan *Plan, c Chunk, token uint64, opts Options) (*segmentWriter, error) {
	w := &segmentWriter{head: head{
		plan: plan.id(), chunk: uint64(c.Index), first: uint64(c.First), rows: uint32(c.Rows),
		token: token, sealed: !opts.Key.IsZero(),
	}}
	rand.Read(w.head.salt[:])
	var err error
	if w.aead, w.sum, err = opts.keys(w.head.salt); err != nil {
		return nil, err
	}
	name := filepath.Join(dir, segmentName(c.Index, token, w.head.salt)+unfinished)
	if w.file, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
		return nil, failAt(CodeFile, c.Index, err)
	}
	w.out = bufio.NewWriterSize(w.file, 2*blockSize)
	return w, w.write(w.head.bytes())
}

// add takes one row. The slice is not kept.
func (w *segmentWriter) add(row []byte) error {
	if w.rows == w.head.rows {
		return w.fail(CodeRows, nil)
	}
	w.rows++
	w.block = binary.AppendUvarint(w.block, uint64(len(row)))
	w.block = append(w.block, row...)
	if len(w.block) < blockSize {
		return nil
	}
	return w.flush()
}

func (w *segmentWriter) flush() error {
	body := w.block
	if w.aead != nil {
		body = w.aead.Seal(nil, nonce(w.aead, w.count), w.block, nil)
	}
	w.count++
	w.block = w.block[:0]
	if err := w.write(binary.BigEndian.AppendUint32(nil, uint32(len(body)))); err != nil {
		return err
	}
	return w.write(body)
}

// seal ends the file, brings it to disk and gives it its name.
func (w *segmentWriter) seal() (Segment, error) {
	s := Segment{Chunk: int(w.head.chunk), Token: w.head.token}
	if w.rows != w.head.rows {
		return s, w.fail(CodeRows, nil)
	}
	if len(w.block) > 0 {
		if err := w.flush(); err != nil {
			return s, err
		}
	}
	end := binary.BigEndian.AppendUint32(make([]byte, 4), w.rows)
	if err := w.write(end); err != nil {
		return s, err
	}
	if _, err := w.out.Write(w.sum.Sum(nil)); err != nil {
		return s, w.fail(CodeFile, err)
	}
	if err := w.out.Flush(); err != nil {
		return s, w.fail(CodeFile, err)
	}
	if err := w.file.Sync(); err != nil {
		return s, w.fail(CodeFile, err)
	}
	if err := w.file.Close(); err != nil {
		return s, w.fail(CodeFile, err)
	}
	part := w.file.Name()
	s.Path = part[:len(part)-len(unfinished)]
	if err := os.Rename(part, s.Path); err != nil {
		return s, w.fail(CodeFile, err)
	}
	if err := syncDir(filepath.Dir(s.Path)); err != nil {
		return s, w.fail(CodeFile, err)
	}
	return s, nil
}

// abandon removes the unfinished file.
func (w *segmentWriter) abandon() {
	_ = w.file.Close()
	_ = os.Remove(w.file.Name())
}

func (w *segmentWriter) write(b []byte) error {
	w.sum.Write(b)
	if _, err := w.out.Write(b); err != nil {
		return w.fail(CodeFile, err)
	}
	return nil
}

func (w *segmentWriter) fail(code Code, cause error) error {
	return &Error{Code: code, Chunk: int(w.head.chunk), Row: int64(w.head.first) + int64(w.rows), Cause: cause}
}

// readAll reads n bytes, or fails.
func readAll(r io.Reader, n int) ([]byte, error) {
	b := make([]byte, n)
	_, err := io.ReadFull(r, b)
	return b, err
}
