package journal_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"sort"
)

// The auditor reads a journal by what is written about its format and shares no
// code with the writer: neither its constants nor its functions.

// audited is what a journal says, read by the auditor.
type audited struct {
	batch   string
	chunk   int            // rows of a chunk
	classes map[int]byte   // by row; rows without an answer are not there
	open    map[int]bool   // rows announced and not answered
	gen     map[int]uint64 // generation by chunk
	changed int            // answers that came in the place of another
	ended   int            // rows of the input, -1 before the end is known
	torn    bool
}

// The numbers of the classes, as documented.
const (
	classFailed        = 1
	classMatched       = 2
	classNotMatched    = 3
	classNotComparable = 4
)

func auditJournal(dir string) (*audited, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.seg"))
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	a := &audited{classes: map[int]byte{}, open: map[int]bool{}, gen: map[int]uint64{}, ended: -1}
	prev := make([]byte, 32)
	seq := uint64(0)
	for i, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for at := 0; at < len(data); {
			size, err := a.frame(data[at:], seq, prev)
			if err != nil {
				if i == len(names)-1 && a.torn {
					return a, nil
				}
				return nil, fmt.Errorf("segment %d at %d: %w", i+1, at, err)
			}
			sum := sha256.New()
			sum.Write(data[at : at+52])
			sum.Write(data[at+60 : at+size])
			prev = sum.Sum(nil)
			seq++
			at += size
		}
	}
	return a, nil
}

func (a *audited) frame(p []byte, seq uint64, prev []byte) (size int, err error) {
	table := crc32.MakeTable(crc32.Castagnoli)
	if len(p) < 60 {
		a.torn = true
		return 0, fmt.Errorf("torn header")
	}
	n := int(binary.LittleEndian.Uint32(p[4:]))
	switch {
	case string(p[:4]) != "BXF1" || binary.LittleEndian.Uint32(p[56:]) != crc32.Checksum(p[:56], table):
		return 0, fmt.Errorf("bad header")
	case binary.LittleEndian.Uint64(p[8:]) != seq || hex.EncodeToString(p[20:52]) != hex.EncodeToString(prev):
		return 0, fmt.Errorf("bad chain")
	case len(p) < 60+n:
		a.torn = true
		return 0, fmt.Errorf("torn body")
	case binary.LittleEndian.Uint32(p[52:]) != crc32.Checksum(p[60:60+n], table):
		return 0, fmt.Errorf("bad body")
	}
	if p[16] == 2 {
		return 60 + n, nil // the first frame of a segment
	}
	for body := p[60 : 60+n]; len(body) > 0; {
		length, size := binary.Uvarint(body)
		a.record(body[size : size+int(length)])
		body = body[size+int(length):]
	}
	return 60 + n, nil
}

func (a *audited) record(r []byte) {
	rest := r[1:]
	number := func() int {
		n, size := binary.Uvarint(rest)
		rest = rest[size:]
		return int(n)
	}
	if r[0] == 'M' {
		number()
		n := number()
		a.batch = string(rest[:n])
		rest = rest[n:]
		a.chunk = number()
		return
	}
	chunk := number() - 1
	state := rest[0]
	rest = rest[1:]
	generation, rows := number(), number()
	if chunk == -1 {
		a.ended = rows
		return
	}
	rest = rest[16:]
	n := number()
	classes := rest[:n]
	a.gen[chunk] = uint64(generation)
	for i := range rows {
		row := chunk*a.chunk + i
		delete(a.open, row)
		was, answered := a.classes[row]
		if i < len(classes) && classes[i] > classFailed {
			if answered && was != classes[i] {
				a.changed++
			}
			a.classes[row] = classes[i]
			continue
		}
		if answered {
			a.changed++
		}
		delete(a.classes, row)
		if state == 1 {
			a.open[row] = true
		}
	}
}

// id is the request id of a row by the documented formula.
func (a *audited) id(row int, generation uint64) string {
	text := "bhxh-go/row 1\x00" + a.batch + "\x00"
	b := binary.BigEndian.AppendUint64([]byte(text), uint64(row))
	b = binary.BigEndian.AppendUint32(b, uint32(generation))
	b = binary.BigEndian.AppendUint32(b, 0)
	sum := sha256.Sum256(b)
	sum[6], sum[8] = sum[6]&15|128, sum[8]&63|128
	x := hex.EncodeToString(sum[:16])
	return x[:8] + "-" + x[8:12] + "-" + x[12:16] + "-" + x[16:20] + "-" + x[20:]
}
