package matching

import (
	"strings"
	"unicode"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// An apostrophe stands inside a word (H'Hen) and is written in many ways: as
// another sign, as a blank, not at all. A hyphen stands between words, or
// inside one. Neither decides where a word ends, but where two names part their
// words differently and one of them has such a sign, it is spelling.

// mayHoldSigns reports text that may hold an apostrophe or a hyphen in some
// form. It is for speed: nearly no name does.
func mayHoldSigns(s string) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\'', '-', '`', 0xCA, 0xCB, 0xE2, 0xEF: // and ʼ ˈ ’ – ＇ in UTF-8
			return true
		case 0xC2:
			if i+1 < len(s) && s[i+1] == 0xB4 { // ´
				return true
			}
		}
	}
	return false
}

// cutSigns gives a text with its hyphens as blanks and without apostrophes, and
// the letters that a sign stands before.
func cutSigns(s string) (text string, signs uint64) {
	clean, _ := vntext.Clean(s)
	if !strings.ContainsAny(clean, "'-") {
		return s, 0
	}
	var b strings.Builder
	letter := 0
	sign, blank := false, false
	for _, r := range clean {
		switch {
		case r == '\'':
			sign = true
			continue
		case r == '-':
			sign, r = true, ' '
		case r == ' ':
			blank = true
		case !unicode.Is(unicode.Mn, r):
			if sign && !blank && letter < 64 {
				signs |= 1 << letter
			}
			sign, blank = false, false
			letter++
		}
		b.WriteRune(r)
	}
	return b.String(), signs
}
