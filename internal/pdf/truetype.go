package pdf

import "encoding/binary"

// readGlyphs reads from a TrueType file which characters it draws and how wide
// (OpenType specification, tables cmap, hhea and hmtx). The files are those
// that the module embeds, so that a fault is a fault of the build.
func readGlyphs(font []byte) *glyphs {
	cmap, hhea, hmtx := fontTable(font, "cmap"), fontTable(font, "hhea"), fontTable(font, "hmtx")
	long := u16(hhea, 34) // numberOfHMetrics
	var g glyphs
	eachGlyph(segmentMap(cmap), func(c, glyph int) {
		g.has[c/64] |= 1 << (c % 64)
		g.width[c] = uint16(u16(hmtx, 4*min(glyph, long-1)))
	})
	return &g
}

func u16(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
func u32(b []byte, at int) int { return int(binary.BigEndian.Uint32(b[at:])) }

// fontTable gives a table of the file.
func fontTable(font []byte, tag string) []byte {
	for i := range u16(font, 4) {
		if record := font[12+16*i:]; string(record[:4]) == tag {
			return font[u32(record, 8):][:u32(record, 12)]
		}
	}
	panic("pdf: internal error: the embedded font lacks a table")
}

// segmentMap gives the subtable that maps the Basic Multilingual Plane (format 4).
func segmentMap(cmap []byte) []byte {
	const windows, unicodeBMP, format = 3, 1, 4
	for i := range u16(cmap, 2) {
		record := cmap[4+8*i:]
		if u16(record, 0) == windows && u16(record, 2) == unicodeBMP {
			if table := cmap[u32(record, 4):]; u16(table, 0) == format {
				return table
			}
		}
	}
	panic("pdf: internal error: the embedded font maps no characters")
}

// eachGlyph visits every character with its glyph.
func eachGlyph(table []byte, visit func(c, glyph int)) {
	n := u16(table, 6) / 2
	ends, starts := table[14:], table[16+2*n:]
	deltas, offsets := table[16+4*n:], table[16+6*n:]
	for i := range n {
		first, last := u16(starts, 2*i), u16(ends, 2*i)
		delta, offset := u16(deltas, 2*i), u16(offsets, 2*i)
		for c := first; c <= last && c < 0xFFFF; c++ {
			glyph := c
			if offset != 0 {
				if glyph = u16(offsets, 2*i+offset+2*(c-first)); glyph == 0 {
					continue
				}
			}
			if glyph = (glyph + delta) & 0xFFFF; glyph != 0 {
				visit(c, glyph)
			}
		}
	}
}
