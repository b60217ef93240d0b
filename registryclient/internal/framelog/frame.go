package framelog

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
)

// A frame is a header of 60 bytes and a body.
//
//	 0  4  magic "BXF1"
//	 4  4  length of the body
//	 8  8  sequence number, from 0, over all segments
//	16  4  kind of the frame
//	20 32  SHA-256 of the frame before (its header without the two sums, its body)
//	52  4  CRC-32C of the body
//	56  4  CRC-32C of the 56 bytes before
//
// Numbers are little endian. The body of a frame of records is, for each, its
// length as an unsigned varint and the record. With Options.MAC the body ends
// in 16 bytes of HMAC-SHA-256 over the first 52 bytes of the header and what
// is before them in the body.
const (
	headerSize = 60
	hashedSize = 52
	summedSize = 56

	// MaxRecord is the longest record in bytes.
	MaxRecord = 16 << 20
	maxBody   = 32 << 20
	groupSize = 1 << 20 // a group takes no further record from here on
	macSize   = 16
)

var magic = []byte("BXF1")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Hash is the hash of a frame, and with it of everything before.
type Hash [sha256.Size]byte

type frameKind uint32

const (
	frameRecords frameKind = iota + 1
	frameSegment           // the first of a segment
	frameSeal              // the last of a sealed segment
)

type header struct {
	length  int
	seq     uint64
	kind    frameKind
	prev    Hash
	bodySum uint32
}

// chain is the place where a log goes on.
type chain struct {
	seq  uint64
	hash Hash
}

// authenticator makes the MACs of frames. The zero one makes none.
type authenticator struct {
	on  bool
	key []byte // nil: the MACs are there and not checked
}

func (a authenticator) size() int {
	if a.on {
		return macSize
	}
	return 0
}

func (a authenticator) sum(head, content []byte) []byte {
	h := hmac.New(sha256.New, a.key)
	h.Write(head[:hashedSize])
	h.Write(content)
	return h.Sum(nil)[:macSize]
}

// open checks the MAC at the end of a body and gives what is before it.
func (a authenticator) open(head, body []byte) (content []byte, ok bool) {
	if !a.on {
		return body, true
	}
	if len(body) < macSize {
		return nil, false
	}
	content = body[:len(body)-macSize]
	return content, a.key == nil || hmac.Equal(a.sum(head, content), body[len(content):])
}

// appendFrame writes the next frame of a chain behind dst and moves the chain.
func appendFrame(dst []byte, c *chain, a authenticator, kind frameKind, content []byte) []byte {
	start := len(dst)
	dst = append(dst, magic...)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(content)+a.size()))
	dst = binary.LittleEndian.AppendUint64(dst, c.seq)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(kind))
	dst = append(dst, c.hash[:]...)
	body := content
	if a.on {
		body = append(content[:len(content):len(content)], a.sum(dst[start:], content)...)
	}
	dst = binary.LittleEndian.AppendUint32(dst, crc32.Checksum(body, castagnoli))
	dst = binary.LittleEndian.AppendUint32(dst, crc32.Checksum(dst[start:start+summedSize], castagnoli))
	dst = append(dst, body...)
	c.advance(dst[start:start+hashedSize], body)
	return dst
}

// advance moves the chain over a frame.
func (c *chain) advance(head, body []byte) {
	h := sha256.New()
	h.Write(head[:hashedSize])
	h.Write(body)
	h.Sum(c.hash[:0])
	c.seq++
}

// parseHeader reads a header; ok says that its sum holds.
func parseHeader(p []byte) (h header, ok bool) {
	if !bytes.Equal(p[:4], magic) || binary.LittleEndian.Uint32(p[summedSize:]) != crc32.Checksum(p[:summedSize], castagnoli) {
		return header{}, false
	}
	length := binary.LittleEndian.Uint32(p[4:])
	if length > maxBody {
		return header{}, false
	}
	h.length = int(length)
	h.seq = binary.LittleEndian.Uint64(p[8:])
	h.kind = frameKind(binary.LittleEndian.Uint32(p[16:]))
	copy(h.prev[:], p[20:])
	h.bodySum = binary.LittleEndian.Uint32(p[52:])
	return h, h.kind >= frameRecords && h.kind <= frameSeal
}

// eachRecord gives the records of a body; false when the body is not records.
func eachRecord(body []byte, visit func([]byte) error) (bool, error) {
	for len(body) > 0 {
		n, size := binary.Uvarint(body)
		if size <= 0 || n > uint64(len(body)-size) {
			return false, nil
		}
		if err := visit(body[size : size+int(n)]); err != nil {
			return true, err
		}
		body = body[size+int(n):]
	}
	return true, nil
}
