package framelog

import (
	"hash/crc32"
	"path/filepath"
	"sync"
)

// Read gives the records of the frame at a position.
func (l *Log) Read(at Position, visit func([]byte) error) error {
	return l.reader.read(at, visit)
}

// reader reads single frames; it keeps the segment and the frame it read last,
// because readers go through a log in order.
type reader struct {
	fs  FS
	dir string
	mac authenticator

	mu     sync.Mutex
	file   File
	number int
	at     Position
	body   []byte
}

func (r *reader) read(at Position, visit func([]byte) error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.body == nil || r.at != at {
		if err := r.fetch(at); err != nil {
			r.body = nil
			return err
		}
	}
	ok, err := eachRecord(r.body, visit)
	if !ok {
		return &Error{Code: Corrupt, Segment: at.Segment, Offset: at.Offset}
	}
	return err
}

func (r *reader) fetch(at Position) error {
	if r.file == nil || r.number != at.Segment {
		r.drop()
		f, err := r.fs.OpenRead(filepath.Join(r.dir, SegmentName(at.Segment)))
		if err != nil {
			return failed(err)
		}
		r.file, r.number = f, at.Segment
	}
	var head [headerSize]byte
	if _, err := r.file.ReadAt(head[:], at.Offset); err != nil {
		return failed(err)
	}
	h, ok := parseHeader(head[:])
	if !ok || h.kind != frameRecords {
		return &Error{Code: Corrupt, Segment: at.Segment, Offset: at.Offset}
	}
	body := make([]byte, h.length)
	if _, err := r.file.ReadAt(body, at.Offset+headerSize); err != nil {
		return failed(err)
	}
	content, sound := r.mac.open(head[:], body)
	if !sound || crc32.Checksum(body, castagnoli) != h.bodySum {
		return &Error{Code: Corrupt, Segment: at.Segment, Offset: at.Offset}
	}
	r.at, r.body = at, content
	return nil
}

func (r *reader) drop() {
	if r.file != nil {
		_ = r.file.Close()
	}
	r.file = nil
}

func (r *reader) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.drop()
	r.body = nil
}

// Verify reads a whole log without changing or locking it, and gives the
// number and hash of its last frame. A torn tail is an error here: torn says
// that nothing worse was found.
func Verify(dir string, opts Options, visit func(*Frame) error) (seq uint64, hash Hash, sealed, torn bool, err error) {
	if opts.FS == nil {
		opts.FS = OS{}
	}
	count, _, err := segments(opts.FS, dir)
	if err != nil {
		return 0, Hash{}, false, false, err
	}
	if count == 0 {
		return 0, Hash{}, false, false, &Error{Code: Format}
	}
	var c chain
	for n := 1; n <= count; n++ {
		sealed, torn, err = verifySegment(dir, n, n == count, opts, &c, visit)
		if err != nil {
			return 0, Hash{}, false, false, err
		}
		if opts.Seal != nil && n < count && !sealed {
			return 0, Hash{}, false, false, &Error{Code: Corrupt, Segment: n}
		}
	}
	return c.seq - 1, c.hash, sealed, torn, nil
}

func verifySegment(dir string, n int, last bool, opts Options, c *chain, visit func(*Frame) error) (sealed, torn bool, err error) {
	f, err := opts.FS.OpenRead(filepath.Join(dir, SegmentName(n)))
	if err != nil {
		return false, false, failed(err)
	}
	defer func() { _ = f.Close() }()
	size, err := f.Size()
	if err != nil {
		return false, false, failed(err)
	}
	s := scanner{file: f, size: size, segment: n, last: last, kind: opts.Kind, chain: c, mac: opts.authenticator()}
	good, err := s.run(visit)
	return s.sealed, good < size, err
}
