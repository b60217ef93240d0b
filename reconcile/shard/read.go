package shard

import (
	"bufio"
	"crypto/hmac"
	"encoding/binary"
	"io"
	"os"
)

// read gives the rows of a segment to visit, in order, after it has seen that
// the file is whole. The row belongs to visit only while it runs.
//
// The file is read twice: once to sum it up, once for the rows. Results are
// small, and giving out a row of a file that turns out damaged cannot be taken
// back.
func (s Segment) read(plan *Plan, opts Options, visit func(row []byte) error) error {
	f, err := os.Open(s.Path)
	if err != nil {
		return failAt(CodeFile, s.Chunk, err)
	}
	defer func() { _ = f.Close() }() // read only
	h, err := s.verify(f, plan, opts)
	if err != nil {
		return err
	}
	if _, err := f.Seek(headSize, io.SeekStart); err != nil {
		return failAt(CodeFile, s.Chunk, err)
	}
	aead, _, err := opts.keys(h.salt)
	if err != nil {
		return err
	}
	in := bufio.NewReaderSize(f, 2*blockSize)
	rows := uint32(0)
	for count := uint64(0); ; count++ {
		size, err := readAll(in, 4)
		if err != nil {
			return failAt(CodeDamaged, s.Chunk, nil)
		}
		n := binary.BigEndian.Uint32(size)
		if n == 0 {
			break
		}
		body, err := readAll(in, int(n))
		if err == nil && aead != nil {
			body, err = aead.Open(body[:0], nonce(aead, count), body, nil)
		}
		if err != nil {
			return failAt(CodeDamaged, s.Chunk, nil)
		}
		for len(body) > 0 {
			size, used := binary.Uvarint(body)
			if used <= 0 || size > uint64(len(body)-used) {
				return failAt(CodeDamaged, s.Chunk, nil)
			}
			row := body[used : used+int(size)]
			body = body[used+int(size):]
			rows++
			if err := visit(row); err != nil {
				return err
			}
		}
	}
	if rows != h.rows {
		return failAt(CodeDamaged, s.Chunk, nil)
	}
	return nil
}

// verify sums up the whole file and checks that it holds the chunk of the plan.
func (s Segment) verify(f *os.File, plan *Plan, opts Options) (head, error) {
	info, err := f.Stat()
	if err != nil {
		return head{}, failAt(CodeFile, s.Chunk, err)
	}
	b, err := readAll(f, headSize)
	h, ok := parseHead(b)
	if err != nil || !ok {
		return h, failAt(CodeDamaged, s.Chunk, nil)
	}
	if h.plan != plan.id() {
		return h, failAt(CodeForeign, s.Chunk, nil)
	}
	if h.chunk != uint64(s.Chunk) || s.Chunk >= plan.Chunks() || h.sealed == opts.Key.IsZero() {
		return h, failAt(CodeDamaged, s.Chunk, nil)
	}
	if c := plan.Chunk(s.Chunk); h.first != uint64(c.First) || h.rows != uint32(c.Rows) {
		return h, failAt(CodeDamaged, s.Chunk, nil)
	}
	_, sum, err := opts.keys(h.salt)
	if err != nil {
		return h, err
	}
	sum.Write(b)
	rest := info.Size() - headSize - int64(sum.Size())
	if rest < 8 {
		return h, failAt(CodeDamaged, s.Chunk, nil)
	}
	if _, err := io.CopyN(sum, f, rest); err != nil {
		return h, failAt(CodeDamaged, s.Chunk, nil)
	}
	said, err := readAll(f, sum.Size())
	if err != nil || !hmac.Equal(said, sum.Sum(nil)) {
		return h, failAt(CodeDamaged, s.Chunk, nil)
	}
	return h, nil
}
