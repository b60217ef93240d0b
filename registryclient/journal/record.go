package journal

import (
	"encoding/binary"
	"math"

	"github.com/bhxh-go/bhxh/registryclient"
)

// A record is one byte that says what it is, and then its fields. Numbers are
// unsigned varints, texts and bytes have their length before them, digests are
// 16 bytes.
//
//	'M'  version, batch, chunk size, digest of the input, digest of the key
//	'C'  chunk + 1, state, generation, rows, digest of the questions, classes, payload
//
// The chunk is written plus one, so that the end of the batch (-1) is 0. State
// and each class are one byte.
const (
	recordManifest   = 'M'
	recordCheckpoint = 'C'
)

func appendManifest(dst []byte, m *registryclient.Manifest) []byte {
	dst = append(dst, recordManifest)
	dst = binary.AppendUvarint(dst, uint64(m.Version))
	dst = appendBytes(dst, m.Batch)
	dst = binary.AppendUvarint(dst, uint64(m.ChunkSize))
	dst = append(dst, m.Input[:]...)
	return append(dst, m.Key[:]...)
}

func appendCheckpoint(dst []byte, c *registryclient.Checkpoint) []byte {
	dst = append(dst, recordCheckpoint)
	dst = binary.AppendUvarint(dst, uint64(c.Chunk+1))
	dst = append(dst, byte(c.State))
	dst = binary.AppendUvarint(dst, uint64(c.Generation))
	dst = binary.AppendUvarint(dst, uint64(c.Rows))
	dst = append(dst, c.Digest[:]...)
	dst = binary.AppendUvarint(dst, uint64(len(c.Classes)))
	for _, class := range c.Classes {
		dst = append(dst, byte(class))
	}
	return appendBytes(dst, c.Payload)
}

func appendBytes[T string | []byte](dst []byte, p T) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(p)))
	return append(dst, p...)
}

// fields reads a record. After the first thing that does not fit it is broken
// and gives zero values.
type fields struct {
	rest   []byte
	broken bool
}

func (f *fields) take(n uint64) []byte {
	if f.broken || n > uint64(len(f.rest)) {
		f.broken = true
		return nil
	}
	p := f.rest[:n]
	f.rest = f.rest[n:]
	return p
}

func (f *fields) number() int {
	n, size := binary.Uvarint(f.rest)
	if f.broken || size <= 0 || n >= math.MaxInt {
		f.broken = true
		return 0
	}
	f.rest = f.rest[size:]
	return int(n)
}

func (f *fields) byte() byte {
	p := f.take(1)
	if p == nil {
		return 0
	}
	return p[0]
}

func (f *fields) digest() (d registryclient.BatchDigest) {
	copy(d[:], f.take(uint64(len(d))))
	return d
}

func (f *fields) bytes() []byte { return f.take(uint64(f.number())) }

func (f *fields) manifest() (m registryclient.Manifest) {
	m.Version = f.number()
	m.Batch = string(f.bytes())
	m.ChunkSize = f.number()
	m.Input, m.Key = f.digest(), f.digest()
	return m
}

// checkpoint reads a checkpoint; its payload shares the memory of the record.
func (f *fields) checkpoint() (c registryclient.Checkpoint) {
	c.Chunk = f.number() - 1
	c.State = registryclient.CheckpointState(f.byte())
	c.Generation = f.number()
	c.Rows = f.number()
	c.Digest = f.digest()
	if classes := f.bytes(); len(classes) > 0 {
		c.Classes = make([]registryclient.RowClass, len(classes))
		for i, class := range classes {
			c.Classes[i] = registryclient.RowClass(class)
		}
	}
	if payload := f.bytes(); len(payload) > 0 {
		c.Payload = payload
	}
	return c
}

// possible reports a checkpoint that says one thing.
func possible(c *registryclient.Checkpoint) bool {
	switch {
	case c.Rows < 0 || c.Generation < 0:
		return false
	case c.Chunk == registryclient.ChunkEnd:
		return c.State == registryclient.CheckpointEnded && len(c.Classes) == 0 && len(c.Payload) == 0
	case c.State == registryclient.CheckpointAnnounced && len(c.Classes) == 0:
		return c.Chunk >= 0 && len(c.Payload) == 0
	}
	return c.Chunk >= 0 && len(c.Classes) == c.Rows &&
		(c.State == registryclient.CheckpointAnnounced || c.State == registryclient.CheckpointDone)
}
