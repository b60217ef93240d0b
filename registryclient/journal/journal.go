package journal

import (
	"bytes"
	"context"
	"sync"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

// Options are the settings of a journal. The zero Options run with the
// defaults.
type Options struct {
	// SegmentSize is the size in bytes from which the journal goes on in a new
	// file. Defaults to 64 MiB.
	SegmentSize int64

	fs framelog.FS // for the tests: a disk that fails
}

// Journal is an open journal of one batch. It is safe for concurrent use.
type Journal struct {
	log *framelog.Log
	cut int64

	mu       sync.Mutex
	manifest *registryclient.Manifest // nil before the first Begin
	end      registryclient.Checkpoint
	index    []place // by chunk
}

var _ registryclient.Checkpointer = (*Journal)(nil)

// place is where the frame with a chunk's last checkpoint stands: its segment
// in the upper 24 bits, its offset below; 0 is nowhere, since segments start
// at 1.
type place uint64

const offsetBits = 40

func placeOf(at framelog.Position) place {
	return place(uint64(at.Segment)<<offsetBits | uint64(at.Offset))
}

func (p place) position() framelog.Position {
	return framelog.Position{Segment: int(p >> offsetBits), Offset: int64(p & (1<<offsetBits - 1))}
}

// Open opens the journal in a directory, which it makes with mode 0700, and
// takes it for this process. It reads the journal once: about a second for ten
// million rows. Memory is 8 bytes a chunk.
func Open(dir string, opts Options) (*Journal, error) {
	if opts.SegmentSize <= 0 {
		opts.SegmentSize = 64 << 20
	}
	if opts.SegmentSize >= 1<<offsetBits-1<<30 {
		return nil, &Error{Code: CodeInvalid}
	}
	j := &Journal{}
	log, cut, err := framelog.Open(dir, framelog.Options{Kind: "journal", SegmentSize: opts.SegmentSize, FS: opts.fs}, j.replay)
	if err != nil {
		return nil, typed(err)
	}
	j.log, j.cut = log, cut
	return j, nil
}

// Cut says how many bytes of an unfinished write were dropped at Open. They
// had not been acknowledged to anybody.
func (j *Journal) Cut() int64 { return j.cut }

// Begun reports that the journal holds a batch already.
func (j *Journal) Begun() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.manifest != nil
}

// Close gives the journal free. Everything acknowledged is durable already.
func (j *Journal) Close() error { return typed(j.log.Close()) }

func (j *Journal) replay(f *framelog.Frame) error {
	refuse := &Error{Code: CodeFormat, Segment: f.Segment, Offset: f.Offset}
	return f.Records(func(record []byte) error {
		r := fields{rest: record}
		switch r.byte() {
		case recordManifest:
			m := r.manifest()
			if j.manifest != nil {
				return refuse
			}
			j.manifest = &m
		case recordCheckpoint:
			c := r.checkpoint()
			if j.manifest == nil || !possible(&c) || !j.note(&c, f.Position) {
				return refuse
			}
		default:
			return refuse
		}
		if r.broken || len(r.rest) > 0 {
			return refuse
		}
		return nil
	})
}

// maxGap bounds how far ahead of all others a chunk may be.
const maxGap = 1 << 20

// note puts a checkpoint into the index; false where its number cannot be.
func (j *Journal) note(c *registryclient.Checkpoint, at framelog.Position) bool {
	if c.Chunk == registryclient.ChunkEnd {
		j.end = *c
		return true
	}
	if c.Chunk > len(j.index)+maxGap {
		return false
	}
	for len(j.index) <= c.Chunk {
		j.index = append(j.index, 0)
	}
	j.index[c.Chunk] = max(j.index[c.Chunk], placeOf(at))
	return true
}

// Begin implements [registryclient.Checkpointer].
func (j *Journal) Begin(ctx context.Context, proposed registryclient.Manifest) (registryclient.Manifest, error) {
	if err := ctx.Err(); err != nil {
		return registryclient.Manifest{}, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.manifest != nil {
		return *j.manifest, nil
	}
	if _, err := j.log.Append(appendManifest(nil, &proposed)); err != nil {
		return registryclient.Manifest{}, typed(err)
	}
	j.manifest = &proposed
	return proposed, nil
}

// Load implements [registryclient.Checkpointer].
func (j *Journal) Load(ctx context.Context, chunk int) (registryclient.Checkpoint, error) {
	var found registryclient.Checkpoint
	if err := ctx.Err(); err != nil {
		return found, err
	}
	j.mu.Lock()
	if chunk == registryclient.ChunkEnd {
		defer j.mu.Unlock()
		return j.end, nil
	}
	var at place
	if chunk >= 0 && chunk < len(j.index) {
		at = j.index[chunk]
	}
	j.mu.Unlock()
	if at == 0 {
		return found, nil
	}
	err := j.log.Read(at.position(), func(record []byte) error {
		r := fields{rest: record}
		if r.byte() != recordCheckpoint {
			return nil
		}
		if c := r.checkpoint(); c.Chunk == chunk && !r.broken {
			c.Payload = bytes.Clone(c.Payload)
			found = c
		}
		return nil
	})
	return found, typed(err)
}

// Append implements [registryclient.Checkpointer]: it returns nil after fsync.
// A context that has ended keeps it from starting, not from finishing.
func (j *Journal) Append(ctx context.Context, c registryclient.Checkpoint) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j.mu.Lock()
	begun, reach := j.manifest != nil, len(j.index)+maxGap
	j.mu.Unlock()
	switch {
	case !begun:
		return &Error{Code: CodeOrder}
	case !possible(&c) || c.Chunk > reach:
		return &Error{Code: CodeInvalid}
	}
	at, err := j.log.Append(appendCheckpoint(make([]byte, 0, 64+len(c.Classes)+len(c.Payload)), &c))
	if err != nil {
		return typed(err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.note(&c, at)
	return nil
}
