package vntext_test

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldReference is Fold by the book: canonical decomposition, marks off, lower
// case. It is right for Latin letters, marks and blanks.
func foldReference(s string) string {
	var words []string
	for _, word := range strings.Fields(s) {
		var b strings.Builder
		for _, r := range norm.NFD.String(word) {
			switch {
			case unicode.Is(unicode.Mn, r):
			case strings.ContainsRune("đĐÐðƉɖ", r):
				b.WriteByte('d')
			case strings.ContainsRune("ƀɃ", r):
				b.WriteByte('b')
			default:
				b.WriteRune(unicode.ToLower(r))
			}
		}
		if b.Len() > 0 {
			words = append(words, b.String())
		}
	}
	return strings.Join(words, " ")
}

// latinOnly keeps the Latin letters, marks and blanks of s: what foldReference
// is right for. Full-width letters are look-alikes, not Latin text.
func latinOnly(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF00 && r <= 0xFFEF:
			return -1
		case unicode.Is(unicode.Latin, r), unicode.Is(unicode.Mn, r), r == ' ', r == '\t':
			return r
		}
		return -1
	}, s)
}

// vietnameseLetters are all letters of Vietnamese in lower case.
func vietnameseLetters() []string {
	var letters []string
	for _, vowel := range "aăâeêioôơuưy" {
		for _, mark := range []string{"", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"} {
			letters = append(letters, norm.NFC.String(string(vowel)+mark))
		}
	}
	for _, consonant := range "bcdđghklmnpqrstvxfjwz" {
		letters = append(letters, string(consonant))
	}
	return letters
}
