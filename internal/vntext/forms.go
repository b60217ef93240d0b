package vntext

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// formsBuffer holds both forms of nearly every name on the stack.
const formsBuffer = 96

// AppendForms appends the two forms of s in which names are compared: the
// folded one (base letters, đ → d) and the toned one (one byte a letter that
// keeps its marks, see [ToneOf]). Both are case-folded and of equal length,
// with folded[i] = BaseOf(toned[i]); words are separated by single blanks, for
// which apostrophes and hyphens count too. Composed and decomposed text give
// the same forms, and the marks of a letter may come in any order.
//
// It does not allocate where the capacity suffices. It reports false, and
// appends nothing, for text with a character that the tables do not know: an
// invisible one, a typographic apostrophe, a letter of another script.
// [AppendFormsSlow] takes every text.
func AppendForms(folded, toned []byte, s string) (f, t []byte, ok bool) {
	folded, toned = slices.Grow(folded, len(s)), slices.Grow(toned, len(s))
	nf, nt := len(folded), len(toned)
	f, t = folded[nf:nf+len(s)], toned[nt:nt+len(s)]
	n, gap := 0, false
	for i := 0; i < len(s); {
		c := s[i]
		var code byte
		switch {
		case c < utf8.RuneSelf:
			code = latinCodes[c]
			i++
		case c == 0xE1 && i+2 < len(s) && s[i+1]&^3 == 0xB8 && s[i+2]&0xC0 == 0x80: // U+1E00…U+1EFF
			code = vietCodes[s[i+1]<<6|s[i+2]&0x3F]
			i += 3
		case c >= 0xC2 && c <= 0xC9 && i+1 < len(s) && s[i+1]&0xC0 == 0x80: // U+0080…U+027F
			code = latinCodes[int(c&0x1F)<<6|int(s[i+1]&0x3F)]
			i += 2
		case c&^1 == 0xCC && i+1 < len(s) && s[i+1]&0xC0 == 0x80: // U+0300…U+037F
			mark := markIndex[c<<6&0x7F|s[i+1]&0x3F]
			if mark == 0 || n == 0 || gap {
				return folded, toned, false
			}
			if t[n-1] = composed[mark-1][t[n-1]]; t[n-1] == 0 {
				return folded, toned, false
			}
			i += 2
			continue
		}
		switch code {
		case 0:
			return folded, toned, false
		case separator:
			gap = n > 0
			continue
		}
		if gap {
			f[n], t[n] = separator, separator
			n++
			gap = false
		}
		f[n], t[n] = letterBase[code], code
		n++
	}
	return folded[:nf+n], toned[:nt+n], true
}

// AppendFormsSlow is AppendForms for every text. It cleans the text first;
// what has no toned byte even then, a letter of another script, is written as
// its code point in braces, so that different texts keep different forms. A
// lost letter (U+FFFD) becomes a question mark.
func AppendFormsSlow(folded, toned []byte, s string) (f, t []byte) {
	s, _ = Clean(s)
	if f, t, ok := AppendForms(folded, toned, s); ok {
		return f, t
	}
	nf, nt := len(folded), len(toned)
	for i := 0; i < len(s); {
		n := norm.NFC.NextBoundaryInString(s[i:], true)
		folded, toned = appendLetterForms(folded, toned, s[i:i+n], len(toned) == nt)
		i += n
	}
	for len(toned) > nt && toned[len(toned)-1] == separator {
		folded, toned = folded[:len(folded)-1], toned[:len(toned)-1]
	}
	return folded[:nf+len(toned)-nt], toned
}

// appendLetterForms appends the forms of one character with its marks.
func appendLetterForms(folded, toned []byte, letter string, first bool) (f, t []byte) {
	if f, t, ok := AppendForms(folded, toned, letter); ok {
		if len(t) == len(toned) && !first && toned[len(toned)-1] != separator {
			return append(folded, separator), append(toned, separator)
		}
		return f, t
	}
	letter = norm.NFD.String(letter)
	r, size := utf8.DecodeRuneInString(letter)
	if size < len(letter) && r < utf8.RuneSelf && isLetter(latinCodes[r]) {
		base := letterBase[latinCodes[r]] // under marks of another language
		return append(folded, base), append(toned, foreignCodes+base-'a')
	}
	for _, r := range letter {
		if r == utf8.RuneError {
			folded, toned = append(folded, lostLetter), append(toned, lostLetter)
			continue
		}
		folded, toned = appendCodePoint(folded, r), appendCodePoint(toned, r)
	}
	return folded, toned
}

func appendCodePoint(dst []byte, r rune) []byte {
	dst = append(dst, '{')
	dst = strconv.AppendInt(dst, int64(r), 16)
	return append(dst, '}')
}
