package pdf

import (
	"math/bits"
	"sync"
	"unicode/utf8"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
)

// Face is a face of the typeface.
type Face uint8

// The faces.
const (
	Regular Face = iota
	Bold
	Italic
	BoldItalic
	faces
)

// style gives the letters by which the library knows a face.
func (f Face) style() string { return [...]string{"", "B", "I", "BI"}[f] }

// resource gives the name by which the content of a page refers to a face.
func (f Face) resource() string { return [...]string{"F0", "F1", "F2", "F3"}[f] }

// file gives the font file of a face. It must not be written to.
func (f Face) file() []byte {
	switch f {
	case Bold:
		return liberationserifbold.TTF
	case Italic:
		return liberationserifitalic.TTF
	case BoldItalic:
		return liberationserifbolditalic.TTF
	}
	return liberationserifregular.TTF
}

// glyphs are the characters and widths of a face.
type glyphs struct {
	width [1 << 16]uint16 // units of 1/unitsPerEm; 0 where there is no glyph of any width
	has   [1 << 16 / 64]uint64
}

func (g *glyphs) contains(c rune) bool {
	return c >= 0 && c < 1<<16 && g.has[c/64]&(1<<(c%64)) != 0
}

// runeSet is a set of characters of the Basic Multilingual Plane.
type runeSet [1 << 16 / 64]uint64

func (u *runeSet) add(s string) {
	for _, c := range s {
		u[c/64] |= 1 << (c % 64)
	}
}

// text gives the characters in their order.
func (u *runeSet) text() string {
	var s []rune
	for i, word := range u {
		for ; word != 0; word &= word - 1 {
			s = append(s, rune(64*i+bits.TrailingZeros64(word)))
		}
	}
	return string(s)
}

var glyphTables = [faces]func() *glyphs{
	Regular:    sync.OnceValue(func() *glyphs { return readGlyphs(Regular.file()) }),
	Bold:       sync.OnceValue(func() *glyphs { return readGlyphs(Bold.file()) }),
	Italic:     sync.OnceValue(func() *glyphs { return readGlyphs(Italic.file()) }),
	BoldItalic: sync.OnceValue(func() *glyphs { return readGlyphs(BoldItalic.file()) }),
}

// Check reports why text cannot be drawn: "" when it can. Text counts as it is
// after composition: see norm.NFC.
func Check(s string, face Face) Code {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] >= ' ' && s[i] <= '~'
	}
	if ascii {
		return ""
	}
	if !utf8.ValidString(s) {
		return CodeEncoding
	}
	table := glyphTables[face]()
	for _, c := range s {
		switch {
		case c > 0xFFFF:
			return CodePlane
		case !table.contains(c):
			return CodeGlyph
		}
	}
	return ""
}

// Drawable reports a character that every face can draw.
func Drawable(c rune) bool {
	for _, table := range glyphTables {
		if !table().contains(c) {
			return false
		}
	}
	return true
}

// Width gives the width of text in points.
func Width(s string, face Face, size float64) float64 {
	units, table := 0, glyphTables[face]()
	for _, c := range s {
		if c >= 0 && c < 1<<16 {
			units += int(table.width[c])
		}
	}
	return float64(units) * size / unitsPerEm
}

// unitsPerEm is the size of the em square of all four faces.
const unitsPerEm = 2048
