package main

import (
	"encoding/binary"
	"errors"
)

// font is the little of a TrueType file that widths need.
type font struct {
	unitsPerEm int
	glyphs     map[rune]int
	metrics    []byte // hmtx
	longs      int    // entries of hmtx that hold an advance of their own
}

var errFont = errors.New("not a TrueType file with a Unicode character map")

// parse reads the tables head, hhea, hmtx and the Unicode subtable (format 4)
// of cmap, as the OpenType specification describes them.
func parse(data []byte) (*font, error) {
	tables, err := directory(data)
	if err != nil {
		return nil, err
	}
	head, hhea, cmap := tables["head"], tables["hhea"], tables["cmap"]
	if len(head) < 54 || len(hhea) < 36 || len(cmap) < 4 {
		return nil, errFont
	}
	f := &font{
		unitsPerEm: int(binary.BigEndian.Uint16(head[18:])),
		metrics:    tables["hmtx"],
		longs:      int(binary.BigEndian.Uint16(hhea[34:])),
	}
	f.glyphs, err = characterMap(cmap)
	return f, err
}

func directory(data []byte) (map[string][]byte, error) {
	if len(data) < 12 {
		return nil, errFont
	}
	tables := make(map[string][]byte)
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		record := data[12+16*i:]
		from := binary.BigEndian.Uint32(record[8:])
		size := binary.BigEndian.Uint32(record[12:])
		tables[string(record[:4])] = data[from : from+size]
	}
	return tables, nil
}

func characterMap(cmap []byte) (map[rune]int, error) {
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		record := cmap[4+8*i:]
		platform, encoding := binary.BigEndian.Uint16(record), binary.BigEndian.Uint16(record[2:])
		table := cmap[binary.BigEndian.Uint32(record[4:]):]
		if platform == 3 && encoding == 1 && binary.BigEndian.Uint16(table) == 4 {
			return segments(table), nil
		}
	}
	return nil, errFont
}

// segments reads a subtable of format 4.
func segments(table []byte) map[rune]int {
	n := int(binary.BigEndian.Uint16(table[6:])) / 2
	word := func(array, i int) int { return int(binary.BigEndian.Uint16(table[14+array*2*n+2*i+min(array, 1)*2:])) }
	glyphs := make(map[rune]int)
	for i := range n {
		end, start, delta, offset := word(0, i), word(1, i), word(2, i), word(3, i)
		for c := start; c <= end && c < 0xFFFF; c++ {
			glyph := c + delta
			if offset != 0 {
				at := 14 + 3*2*n + 2 + 2*i + offset + 2*(c-start)
				if glyph = int(binary.BigEndian.Uint16(table[at:])); glyph != 0 {
					glyph += delta
				}
			}
			glyphs[rune(c)] = glyph & 0xFFFF
		}
	}
	return glyphs
}

// advance gives the width of a character in font units, 0 where the font has
// no glyph for it.
func (f *font) advance(c rune) int {
	glyph, ok := f.glyphs[c]
	if !ok || glyph == 0 {
		return 0
	}
	return int(binary.BigEndian.Uint16(f.metrics[4*min(glyph, f.longs-1):]))
}
