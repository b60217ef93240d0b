package framelog

import (
	"bufio"
	"bytes"
	"hash/crc32"
	"io"
)

// Position is where a frame stands.
type Position struct {
	Segment int
	Offset  int64
}

// Frame is one frame as a visitor sees it. Body is good until it returns.
type Frame struct {
	Position
	Seq  uint64
	Hash Hash // of this frame
	Prev Hash // of the frame before
	Seal bool
	body []byte
}

// Body gives the frame's own content: of a seal what Options.Seal made.
func (f *Frame) Body() []byte { return f.body }

// Records calls visit with each record of the frame; none for a seal.
func (f *Frame) Records(visit func([]byte) error) error {
	if f.Seal {
		return nil
	}
	ok, err := eachRecord(f.body, visit)
	if !ok {
		return &Error{Code: Corrupt, Segment: f.Segment, Offset: f.Offset}
	}
	return err
}

// scanner reads the frames of one segment.
type scanner struct {
	file    File
	size    int64
	segment int
	last    bool // the last segment: its tail may be torn
	kind    string
	chain   *chain
	mac     authenticator
	sealed  bool

	src  *bufio.Reader
	off  int64
	buf  []byte
	body []byte // of the frame read last, without its MAC
}

func (s *scanner) fail(code Code) error {
	return &Error{Code: code, Segment: s.segment, Offset: s.off}
}

// run visits every frame behind the segment's first. It gives the length of
// what is sound; less than the size means a torn tail.
func (s *scanner) run(visit func(*Frame) error) (int64, error) {
	s.src = bufio.NewReaderSize(io.NewSectionReader(s.file, 0, s.size), int(min(s.size, 256<<10)))
	for s.off < s.size {
		h, state, err := s.next()
		if err != nil {
			return s.off, err
		}
		if state == torn {
			if s.off == 0 || !s.last { // a segment appears with its first frame, and ends before the next begins
				return s.off, s.fail(Corrupt)
			}
			return s.off, nil
		}
		if err := s.accept(h, visit); err != nil {
			return s.off, err
		}
		s.off += headerSize + int64(h.length)
	}
	if s.off == 0 {
		return 0, s.fail(Corrupt)
	}
	return s.off, nil
}

func (s *scanner) accept(h header, visit func(*Frame) error) error {
	if s.off == 0 {
		if h.kind != frameSegment {
			return s.fail(Corrupt)
		}
		if !bytes.Equal(s.body, segmentBody(s.kind, s.segment)) {
			return s.fail(Format)
		}
		return nil
	}
	if h.kind == frameSegment || s.sealed { // nothing stands behind a seal
		return s.fail(Corrupt)
	}
	s.sealed = h.kind == frameSeal
	return visit(&Frame{
		Position: Position{s.segment, s.off}, Seq: h.seq, Hash: s.chain.hash, Prev: h.prev,
		Seal: s.sealed, body: s.body,
	})
}

type frameState uint8

const (
	sound frameState = iota
	torn
)

// next reads one frame and moves the chain over it.
func (s *scanner) next() (header, frameState, error) {
	rest := s.size - s.off
	if rest < headerSize {
		return header{}, torn, nil
	}
	var head [headerSize]byte
	if _, err := io.ReadFull(s.src, head[:]); err != nil {
		return header{}, torn, failed(err)
	}
	h, ok := parseHeader(head[:])
	if !ok {
		return h, torn, s.unlessFollowed()
	}
	if h.seq != s.chain.seq || h.prev != s.chain.hash {
		return h, torn, s.fail(Corrupt)
	}
	if rest-headerSize < int64(h.length) {
		return h, torn, nil
	}
	s.buf = resize(s.buf, h.length)
	if _, err := io.ReadFull(s.src, s.buf); err != nil {
		return h, torn, failed(err)
	}
	if crc32.Checksum(s.buf, castagnoli) != h.bodySum {
		if rest-headerSize > int64(h.length) { // the next write began only after this one was acknowledged
			return h, torn, s.fail(Corrupt)
		}
		return h, torn, nil
	}
	if s.body, ok = s.mac.open(head[:], s.buf); !ok {
		return h, torn, s.fail(Corrupt)
	}
	s.chain.advance(head[:], s.buf)
	return h, sound, nil
}

// unlessFollowed fails when a sound header stands anywhere behind a bad one,
// whose own length cannot be trusted.
func (s *scanner) unlessFollowed() error {
	const window = 256 << 10
	buf := make([]byte, min(window, s.size-s.off))
	for at := s.off + 1; at+headerSize <= s.size; at += window - headerSize + 1 {
		n, err := s.file.ReadAt(buf[:min(window, s.size-at)], at)
		if err != nil && err != io.EOF {
			return failed(err)
		}
		for i := 0; i+headerSize <= n; i++ {
			j := bytes.Index(buf[i:n], magic)
			if j < 0 || i+j+headerSize > n {
				break
			}
			i += j
			if _, ok := parseHeader(buf[i : i+headerSize]); ok {
				return s.fail(Corrupt)
			}
		}
	}
	return nil
}

func resize(p []byte, n int) []byte {
	if cap(p) < n {
		return make([]byte, n)
	}
	return p[:n]
}
