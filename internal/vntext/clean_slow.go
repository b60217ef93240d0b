package vntext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks bounds the marks on one letter; more is noise, and the normaliser
// would break the run.
const maxMarks = 8

// A slowCleaner cleans any text, on its canonical decomposition.
type slowCleaner struct {
	out     []rune
	change  Change
	gap     bool
	base    rune // the last letter
	marks   int  // marks behind it
	foreign bool // Cyrillic and Greek letters are look-alikes
}

// cleanSlow cleans what the tables do not know.
func cleanSlow(s string) (string, Change) {
	var c slowCleaner
	if !utf8.ValidString(s) {
		c.change |= ChangeUnicode
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if !norm.NFC.IsNormalString(s) {
		var m markCensus
		for _, r := range s {
			m.add(r)
		}
		if c.change |= m.change(); m.change() == 0 {
			c.change |= ChangeUnicode
		}
	}
	decomposed := norm.NFD.String(s)
	c.foreign = onlyLookAlikes(decomposed)
	for _, r := range decomposed {
		c.add(r)
	}
	if c.gap {
		c.change |= ChangeSpacing
	}
	text := []rune(norm.NFD.String(string(c.out))) // removals bring marks together
	c.orderMarks(text)
	return norm.NFC.String(string(text)), c.change
}

func (c *slowCleaner) add(r rune) {
	if plain, ok := lookAlike(r, c.foreign); ok {
		r = plain
		c.change |= ChangeUnicode
	}
	if plain := unifySign(r); plain != r {
		r = plain
		c.change |= ChangeSpacing
	}
	switch {
	case unicode.IsSpace(r):
		if c.gap || r != ' ' || len(c.out) == 0 {
			c.change |= ChangeSpacing
		}
		c.gap = len(c.out) > 0
		c.base, c.marks = 0, 0
		return
	case isInvisible(r):
		c.change |= ChangeUnicode
		return
	}
	if c.gap {
		c.out = append(c.out, ' ')
		c.gap = false
	}
	if unicode.Is(unicode.Mn, r) {
		c.mark(r)
		return
	}
	c.base, c.marks = r, 0
	c.out = append(c.out, r)
}

// mark adds a combining mark. A caron over a vowel is a breve written badly.
func (c *slowCleaner) mark(r rune) {
	if c.marks++; c.marks > maxMarks {
		c.change |= ChangeUnicode
		return
	}
	if r == '\u030C' && strings.ContainsRune("aiouAIOU", c.base) {
		r = '\u0306'
		c.change |= ChangeUnicode
	}
	c.out = append(c.out, r)
}

// orderMarks puts a circumflex or breve that was typed behind a tone mark
// before it. The text is decomposed, in canonical order.
func (c *slowCleaner) orderMarks(text []rune) {
	var base rune
	for at, r := range text {
		if !unicode.Is(unicode.Mn, r) {
			base = r
		}
		if r != '\u0302' && r != '\u0306' || !strings.ContainsRune("aeoAEO", base) {
			continue
		}
		for i := at; i > 0 && isToneAbove(text[i-1]); i-- {
			text[i-1], text[i] = r, text[i-1]
			c.change |= ChangeUnicode
		}
	}
}

// isToneAbove reports a tone mark that stands above the letter, where the
// order of marks counts.
func isToneAbove(r rune) bool {
	return r == '\u0300' || r == '\u0301' || r == '\u0303' || r == '\u0309'
}

// isInvisible reports a character that prints nothing and is no blank.
func isInvisible(r rune) bool {
	switch {
	case r == '\u034F', r == '\u115F', r == '\u1160', r == '\u3164', r == '\uFFA0':
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF: // variation selectors
		return true
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r)
}

// unifySign gives the apostrophe or the hyphen for what is typed as one.
func unifySign(r rune) rune {
	switch r {
	case '`', '´', 'ʹ', 'ʻ', 'ʼ', 'ʽ', 'ˈ', 'ˊ', 'ˋ', '‘', '’', '‛', '′', '‵', 'ꞌ':
		return '\''
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '﹣':
		return '-'
	}
	return r
}
