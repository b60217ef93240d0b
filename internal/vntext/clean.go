package vntext

import (
	"strings"
	"unicode"
)

// Clean gives s in NFC with single blanks and none at the ends, look-alike
// letters mapped, invisible characters left out, and half-composed CP1258 text
// composed. Letter case stays, and so does every letter of Vietnamese and of
// the minority languages. Clean text comes back as it is, without allocation.
//
// Look-alikes are Ð, ð (eth) and Ɖ for Đ, ǎ for ă, full-width letters, and
// Cyrillic and Greek letters where all of those in the text look like Latin
// ones. The signs that stand for an apostrophe or a hyphen become ' and -.
// Bytes that are not UTF-8 become U+FFFD.
func Clean(s string) (string, Change) {
	if isClean(s) {
		return s, 0
	}
	var c cleaner
	if c.clean(s) {
		return string(c.buffer[:c.size]), c.change
	}
	return cleanSlow(s)
}

// AppendClean appends [Clean] of s to dst. Where the capacity suffices it does not
// allocate for what [AppendForms] takes.
func AppendClean(dst []byte, s string) ([]byte, Change) {
	if isClean(s) {
		return append(dst, s...), 0
	}
	var c cleaner
	if c.clean(s) {
		return append(dst, c.buffer[:c.size]...), c.change
	}
	text, change := cleanSlow(s)
	return append(dst, text...), change
}

// isClean reports text that certainly needs no cleaning.
func isClean(s string) bool { return survey(s) != unsure }

// What a look over a text tells.
type surveyed uint8

const (
	unsure         surveyed = iota // perhaps not clean
	cleanLatin                     // clean, and perhaps legacy text: its letters beyond ASCII are those of Latin-1
	cleanNotLegacy                 // clean, and no legacy text
)

// windows1252C5 are the second bytes of the letters U+0140…U+017F that
// Windows-1252 has: Œ œ Š š Ÿ Ž ž.
const windows1252C5 uint64 = 1<<0x12 | 1<<0x13 | 1<<0x20 | 1<<0x21 | 1<<0x38 | 1<<0x3D | 1<<0x3E

// survey looks over a text in one pass. Clean is composed Vietnamese and other
// Latin letters up to U+017F, with single blanks; clean text with rarer letters
// leaves it unsure. Letters that no legacy byte is read as, such as ă, đ and ễ,
// exclude legacy text.
func survey(s string) surveyed {
	if s == "" {
		return cleanNotLegacy
	}
	if s[0] == ' ' || s[len(s)-1] == ' ' {
		return unsure
	}
	latin1, proper := false, false
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c > ' ' && c < 0x7F && c != '`':
			i++
		case c == ' ':
			if s[i+1] == ' ' { // the last byte is no blank
				return unsure
			}
			i++
		case c == 0xE1:
			if i+2 >= len(s) || s[i+1]&^1 != 0xBA || s[i+2]&0xC0 != 0x80 { // U+1E80…U+1EFF
				return unsure
			}
			proper = true
			i += 3
		case c >= 0xC3 && c <= 0xC6 && i+1 < len(s) && isCleanPair(c, s[i+1]):
			legacy := c == 0xC3 || c == 0xC5 && windows1252C5>>(s[i+1]&0x3F)&1 != 0
			latin1, proper = latin1 || legacy, proper || !legacy
			i += 2
		default:
			return unsure
		}
	}
	if latin1 && !proper {
		return cleanLatin
	}
	return cleanNotLegacy
}

// isCleanPair reports two bytes of a letter of Latin-1 or Latin Extended-A but
// for the eths, or of ơ, ư and ƀ.
func isCleanPair(c, d byte) bool {
	switch {
	case d&0xC0 != 0x80:
		return false
	case c == 0xC3:
		return d != 0x90 && d != 0xB0 // Ð ð
	case c == 0xC6:
		return d == 0xA0 || d == 0xA1 || d == 0xAF || d == 0xB0 || d == 0x80 // Ơ ơ Ư ư ƀ
	}
	return true
}

// A cleaner cleans text whose every character the tables know.
type cleaner struct {
	buffer [2 * formsBuffer]byte
	size   int // what of it is the clean text so far
	change Change
	gap    bool // blanks since the last letter
	last   int  // where the last letter begins
	letter byte // its toned byte
	upper  bool
	marks  markCensus
}

// clean cleans Latin letters of Vietnamese in any composition and blanks of ASCII
// and U+00A0. It reports false for anything else, and for a text that is longer than
// names are.
func (c *cleaner) clean(s string) bool {
	for i, r := range s {
		known := c.size+longestLetter < len(c.buffer)
		switch {
		case !known:
		case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u00A0':
			c.blank(r)
		case r >= 0x300 && r < 0x380:
			known = c.mark(r)
		default:
			known = c.letterOrSign(r, s[i:])
		}
		if !known {
			return false
		}
	}
	if c.gap {
		c.change |= ChangeSpacing
	}
	c.change |= c.marks.change()
	return true
}

// longestLetter is the length of a blank and the longest letter, ê̆.
const longestLetter = 5

func (c *cleaner) blank(r rune) {
	if c.gap || r != ' ' || c.size == 0 {
		c.change |= ChangeSpacing
	}
	c.gap = c.size > 0
}

// mark puts a combining mark on the last letter.
func (c *cleaner) mark(r rune) bool {
	if c.letter = mark(c.letter, r); c.gap || !isVietnamese(c.letter) {
		return false
	}
	c.marks.add(r)
	c.size = len(appendLetter(c.buffer[:c.last], c.letter, c.upper))
	return true
}

// letterOrSign takes the rune at the start of s.
func (c *cleaner) letterOrSign(r rune, s string) bool {
	c.letter, c.upper = codeOf(r), unicode.IsUpper(r)
	ascii := r > ' ' && r < 0x7F && r != '`'
	if !ascii && !isVietnamese(c.letter) {
		return false
	}
	if c.gap {
		c.buffer[c.size] = ' '
		c.size++
		c.gap = false
	}
	c.last = c.size
	if ascii {
		c.buffer[c.size] = byte(r)
		c.size++
		return true
	}
	c.marks.add(r)
	c.size = len(appendLetter(c.buffer[:c.size], c.letter, c.upper))
	if !strings.HasPrefix(s, string(c.buffer[c.last:c.size])) {
		c.change |= ChangeUnicode // a look-alike
	}
	return true
}

// codeOf gives the toned byte of a rune, 0 where the tables have none.
func codeOf(r rune) byte {
	switch {
	case r < 0:
		return 0
	case int(r) < len(latinCodes):
		return latinCodes[r]
	case r >= 0x1E00 && r <= 0x1EFF:
		return vietCodes[r-0x1E00]
	}
	return 0
}

func appendLetter(dst []byte, b byte, upper bool) []byte {
	if upper {
		return append(dst, upperText[b]...)
	}
	return append(dst, lowerText[b]...)
}

// A markCensus tells half-composed CP1258 text, where quality marks are part
// of the letter and tone marks are not, from decomposed text.
type markCensus struct {
	tones, qualities, composed bool
}

func (m *markCensus) add(r rune) {
	switch r {
	case '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
		m.tones = true
	case '\u0302', '\u0306', '\u030C', '\u031B':
		m.qualities = true
	default:
		b := codeOf(r)
		m.composed = m.composed || isVowel(b) && letterQuality[b] != letterBase[b]
	}
}

// change gives the flag for text that is not composed.
func (m *markCensus) change() Change {
	switch {
	case m.tones && m.composed && !m.qualities:
		return ChangeCP1258
	case m.tones || m.qualities:
		return ChangeUnicode
	}
	return 0
}
