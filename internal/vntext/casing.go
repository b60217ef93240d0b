package vntext

import (
	"unicode"
	"unicode/utf8"
)

// Title gives s with a capital at the beginning of every word and small
// letters after it: "NGUYỄN VĂN AN", "H'HEN NIÊ" → "Nguyễn Văn An", "H'Hen
// Niê". Composition and spacing stay.
func Title(s string) string {
	out := make([]byte, 0, len(s))
	inWord := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) && !inWord:
			r = unicode.ToUpper(r)
			inWord = true
		case unicode.IsLetter(r):
			r = unicode.ToLower(r)
		case unicode.Is(unicode.Mn, r):
		default:
			inWord = false
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// recase writes toned letters in the letter case of word, which has the same
// letters but for their tones.
func recase(word string, toned []byte) string {
	out := make([]byte, 0, len(word))
	i := 0
	for _, r := range word {
		if unicode.Is(unicode.Mn, r) || i == len(toned) {
			continue
		}
		out = appendLetter(out, toned[i], unicode.IsUpper(r))
		i++
	}
	return string(out)
}
