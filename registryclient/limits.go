package registryclient

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
)

// maxPooledBuffer keeps one large reply from staying in memory for good.
const maxPooledBuffer = 64 << 10

var buffers = sync.Pool{New: func() any { return new(buffer) }}

// buffer holds one reply while it is decoded.
type buffer struct{ bytes.Buffer }

func newBuffer() *buffer { return buffers.Get().(*buffer) }

// free clears the buffer, which held personal data, and gives it back.
func (b *buffer) free() {
	clear(b.Bytes())
	b.Reset()
	if b.Cap() <= maxPooledBuffer {
		buffers.Put(b)
	}
}

// readReply reads the whole body of a reply of at most limit bytes, before and
// after decompression.
func (b *buffer) readReply(resp *http.Response, limit int64) *Error {
	if resp.ContentLength > limit {
		return &Error{Code: CodeTooLarge}
	}
	src := &limitedReader{src: resp.Body, left: limit}
	var err error
	switch encoding := strings.ToLower(resp.Header.Get("Content-Encoding")); encoding {
	case "", "identity":
		err = b.fill(src, limit)
	case "gzip", "x-gzip": // one and the same (RFC 9110, 8.4.1.3)
		// A service that compresses unasked. The reply grows, so it is
		// limited a second time.
		var plain *gzip.Reader
		if plain, err = gzip.NewReader(src); err == nil {
			err = b.fill(&limitedReader{src: plain, left: limit}, limit)
		}
	default:
		return &Error{Code: CodeBadResponse, Detail: "the reply is compressed in a way nobody asked for"}
	}
	switch {
	case err == errTooLarge:
		return &Error{Code: CodeTooLarge}
	case isTimeout(err):
		return &Error{Code: CodeTimeout}
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, new(flate.CorruptInputError)):
		return &Error{Code: CodeBadResponse, Detail: "the reply says that it is compressed and is not"}
	case err != nil:
		return &Error{Code: CodeUnavailable, Detail: "the reply broke off"}
	}
	return nil
}

// fill reads to the end. It grows fourfold and not beyond the limit, so that a
// reply of any size allocates little more than the limit.
func (b *buffer) fill(src io.Reader, limit int64) error {
	const least = 8 << 10
	for {
		if b.Available() == 0 {
			most := limit + 1 - int64(b.Len())
			b.Grow(int(min(max(most, 1), int64(max(least, 3*b.Cap())))))
		}
		p := b.AvailableBuffer()
		n, err := src.Read(p[:cap(p)])
		_, _ = b.Write(p[:n]) // into its own memory: it does not move
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// errTooLarge ends a limitedReader, where io.LimitReader would pretend that
// the reply ended.
var errTooLarge error = CodeTooLarge

type limitedReader struct {
	src  io.Reader
	left int64
}

func (r *limitedReader) Read(p []byte) (int, error) {
	if r.left < 0 {
		return 0, errTooLarge
	}
	if int64(len(p)) > r.left+1 {
		p = p[:r.left+1]
	}
	n, err := r.src.Read(p)
	r.left -= int64(n)
	if r.left < 0 {
		return n, errTooLarge
	}
	return n, err
}
