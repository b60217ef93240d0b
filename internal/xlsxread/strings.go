package xlsxread

import (
	"bytes"
	"context"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// stringTable holds the shared strings one after the other: a slice of strings
// would take three times the memory.
type stringTable struct {
	data []byte
	ends []uint32
}

func (t *stringTable) get(i int) (string, bool) {
	if i < 0 || i >= len(t.ends) {
		return "", false
	}
	start := uint32(0)
	if i > 0 {
		start = t.ends[i-1]
	}
	return string(t.data[start:t.ends[i]]), true
}

// loadStrings reads the shared strings.
func (a *archive) loadStrings(ctx context.Context, name string) (stringTable, error) {
	x, err := a.openXML(ctx, name, PartSharedStrings, a.limits.PartSize)
	if err != nil {
		return stringTable{}, err
	}
	defer x.close()
	var t stringTable
	item := textCollector{part: PartSharedStrings, most: a.limits.CellLength}
	for {
		e, err := x.next()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return stringTable{}, err
		}
		if e.kind != tokenStart || e.local != "si" || len(x.stack) != 2 {
			continue
		}
		text, err := item.collect(x)
		if err != nil {
			return stringTable{}, err
		}
		t.data = append(t.data, text...)
		t.ends = append(t.ends, uint32(len(t.data)))
		if int64(len(t.data)) > min(a.limits.SharedStrings, 1<<31) || len(t.ends) > maxStrings {
			return stringTable{}, tooMuch(CodeTooLarge, PartSharedStrings, a.limits.SharedStrings)
		}
	}
}

// textCollector joins the text of a string item, which may be cut into runs.
type textCollector struct {
	part Part
	most int // characters
	buf  []byte
}

// collect reads to the end of the element that has just begun and gives its
// text: that of its elements t, without phonetic hints. It holds good until the
// next call.
func (c *textCollector) collect(x *xmlReader) ([]byte, error) {
	c.buf = c.buf[:0]
	for depth := len(x.stack); len(x.stack) >= depth; {
		t, err := x.next()
		if err != nil {
			return nil, unclosed(err, c.part)
		}
		switch t.kind {
		case tokenStart:
			if t.local == "rPh" {
				if err := x.skip(); err != nil {
					return nil, err
				}
			}
		case tokenText:
			if x.stack[len(x.stack)-1] == "t" {
				if c.buf = append(c.buf, t.text...); len(c.buf) > c.most*utf8.UTFMax*len("_xHHHH_") {
					return nil, tooMuch(CodeCellTooLong, c.part, int64(c.most))
				}
			}
		}
	}
	c.unescape()
	if len(c.buf) > c.most && utf8.RuneCount(c.buf) > c.most {
		return nil, tooMuch(CodeCellTooLong, c.part, int64(c.most))
	}
	return c.buf, nil
}

// unescape is the function of that name on what was collected.
func (c *textCollector) unescape() {
	if bytes.Contains(c.buf, []byte("_x")) {
		c.buf = append(c.buf[:0], unescape(string(c.buf))...)
	}
}

// unescape turns "_x0041_" into the character of this number, as the format
// writes what XML cannot hold (ECMA-376 Part 1, 22.4.2.4, ST_Xstring). Two of
// them may make up one character.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := escaped(s[i:])
		if size == 0 {
			b.WriteByte(s[i])
			i++
			continue
		}
		i += size
		if utf16.IsSurrogate(r) {
			second, more := escaped(s[i:])
			if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
				i += more
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

func escaped(s string) (r rune, size int) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	if err != nil {
		return 0, 0
	}
	return rune(n), 7
}
