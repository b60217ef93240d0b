package vntext

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxLost is how many question marks one lost letter may leave: one, or one
// for each of its bytes or of the code points of its decomposition.
const maxLost = 3

// HasLost reports text with letters lost to a question mark or U+FFFD, or with
// bytes that are not UTF-8.
func HasLost(s string) bool {
	return strings.IndexByte(s, lostLetter) >= 0 || strings.ContainsRune(s, utf8.RuneError)
}

// MatchesLost reports whether a word with lost letters may be the reference,
// letter by letter and whatever the case: "V?n" and "V??n" may be "Văn", "?n"
// may not. A question mark or U+FFFD stands for any letter; a letter beyond
// ASCII may have left up to three, or, if it was decomposed, its base letter
// and up to three for its marks ("Nguye??n"). A pattern without lost letters
// matches only itself.
func MatchesLost(pattern, reference string) bool {
	p := []rune(norm.NFC.String(pattern))
	for i, r := range p {
		if r == utf8.RuneError {
			p[i] = lostLetter
		}
	}
	// reached[i] says that the letters so far may have become p[:i].
	reached := make([]bool, len(p)+1)
	reached[0] = true
	for _, letter := range norm.NFC.String(reference) {
		next := make([]bool, len(p)+1)
		for i := range p {
			if !reached[i] {
				continue
			}
			for n := range remains(p[i:], letter) {
				next[i+n] = true
			}
		}
		reached = next
	}
	return reached[len(p)]
}

// remains gives the lengths that one letter may have at the beginning of p.
func remains(p []rune, letter rune) iter.Seq[int] {
	return func(yield func(int) bool) {
		if p[0] == lostLetter || sameLetter(p[0], letter) {
			if !yield(1) {
				return
			}
		}
		to := maxLost // one question mark for each byte
		if p[0] != lostLetter {
			if !isPartOf(p[0], letter) {
				return
			}
			to++ // the base letter, and one for each combining mark
		}
		for n := 1; letter >= utf8.RuneSelf && n < to && n < len(p) && p[n] == lostLetter; n++ {
			if !yield(n + 1) {
				return
			}
		}
	}
}

// sameLetter compares two letters without regard to case.
func sameLetter(a, b rune) bool {
	return a == b || unicode.ToLower(a) == unicode.ToLower(b)
}

// isPartOf reports that a is b without its tone mark, or without any mark.
func isPartOf(a, b rune) bool {
	x, y := codeOf(a), codeOf(b)
	return x != 0 && x != y && (x == letterBase[y] || x == letterQuality[y])
}
