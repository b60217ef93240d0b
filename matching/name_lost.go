package matching

import "github.com/bhxh-go/bhxh/internal/vntext"

// lostLettersOf explains a word whose letters were replaced by question marks.
// The letters that are left agree, or agree but for their marks. false where s
// lost nothing or the rest does not agree.
func lostLettersOf(s, r []byte) (codeSet, bool) {
	if len(s) > maxLostWord || !hasLost(s) {
		return 0, false
	}
	switch {
	case fitsLost(s, r, identicalLetter):
		return 1 << codeNameLostLetters, true
	case fitsLost(s, r, vntext.BaseOf):
		return 1<<codeNameLostLetters | 1<<codeNameDiacritics, true
	}
	return 0, false
}

func hasLost(w []byte) bool {
	for _, c := range w {
		if c == lostLetter {
			return true
		}
	}
	return false
}

func identicalLetter(c byte) byte { return c }

// fitsLost reports whether r fits s, where a question mark stands for a letter.
// A letter of two or three bytes may have left as many question marks, one a
// byte, so a run of n of them stands for n/3 (rounded up) to n letters.
func fitsLost(s, r []byte, view func(byte) byte) bool {
	for len(s) > 0 && s[0] != lostLetter {
		if len(r) == 0 || view(s[0]) != view(r[0]) {
			return false
		}
		s, r = s[1:], r[1:]
	}
	run := 0
	for run < len(s) && s[run] == lostLetter {
		run++
	}
	if run == 0 {
		return len(r) == 0
	}
	for n := (run + 2) / 3; n <= run && n <= len(r); n++ {
		if fitsLost(s[run:], r[n:], view) {
			return true
		}
	}
	return false
}

// maxLostWord bounds the words in which lost letters are looked for.
const maxLostWord = 24
