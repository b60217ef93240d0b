package vntext

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the base letters of s, in lower case, without any mark (đ → d,
// ƀ → b), words separated by single blanks. Apostrophes and hyphens separate
// words too, so "H'Hen" and "H Hen" fold to the same. Digits and other signs
// stay; a lost letter (U+FFFD) becomes a question mark. It is idempotent.
func Fold(s string) string {
	var buffer [formsBuffer]byte
	return string(AppendFold(buffer[:0], s))
}

// AppendFold appends [Fold] of s to dst.
func AppendFold(dst []byte, s string) []byte {
	var scratch [formsBuffer]byte
	if folded, _, ok := AppendForms(dst, scratch[:0], s); ok {
		return folded
	}
	return appendFoldSlow(dst, s)
}

// appendFoldSlow folds what the tables do not know.
func appendFoldSlow(dst []byte, s string) []byte {
	s, _ = Clean(s)
	start, gap := len(dst), false
	for _, r := range norm.NFD.String(s) {
		if r < utf8.RuneSelf {
			r = rune(latinCodes[r])
		}
		switch {
		case r == separator:
			gap = len(dst) > start
			continue
		case unicode.Is(unicode.Mn, r):
			continue
		case r == utf8.RuneError:
			r = lostLetter
		case r == 'đ' || r == 'Đ':
			r = 'd'
		case r == 'ƀ' || r == 'Ƀ':
			r = 'b'
		}
		if gap {
			dst = append(dst, separator)
			gap = false
		}
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
	}
	return dst
}

// Strip gives the form in which the citizen services of the population
// database compare names: base letters in upper case, nothing between words.
// Everything that is no letter is left out.
func Strip(s string) string {
	var buffer [formsBuffer]byte
	folded := AppendFold(buffer[:0], s)
	n := 0
	for i := 0; i < len(folded); {
		if b := folded[i]; b < utf8.RuneSelf {
			if 'a' <= b && b <= 'z' {
				folded[n] = b - 'a' + 'A'
				n++
			}
			i++
			continue
		}
		return stripSlow(string(folded))
	}
	return string(folded[:n])
}

// stripSlow strips folded text with letters of other scripts.
func stripSlow(folded string) string {
	var stripped []byte
	for _, r := range folded {
		if unicode.IsLetter(r) {
			stripped = utf8.AppendRune(stripped, unicode.ToUpper(r))
		}
	}
	return string(stripped)
}
