package matching

import (
	"bytes"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// maxLostWord bounds the words in which lost letters are looked for.
const maxLostWord = 24

// lostLettersOf explains a word whose letters were replaced by question marks.
// The letters that are left agree, or agree but for their marks; the tone may
// have been lost with a letter that the reference does not put it on. false
// where s lost nothing or the rest does not agree.
func lostLettersOf(s, r []byte) (nameCodes, bool) {
	if len(s) > maxLostWord || countLost(s) == 0 {
		return 0, false
	}
	switch {
	case fitsLost(s, r, vntext.QualityOf) && (!hasTone(s) || sameTones(s, r)):
		return 1 << codeNameLostLetters, true
	case fitsLost(s, r, vntext.BaseOf):
		return 1<<codeNameLostLetters | 1<<codeNameDiacritics, true
	}
	return 0, false
}

// relateLost explains a word that lost letters and has another fault besides:
// the lost letters are taken from the reference's word, once counted from its
// beginning and once from its end, and what is left is explained.
func (p *pairing) relateLost(s, r []byte) (relation, bool) {
	if left := len(s) - countLost(s); len(s) > maxLostWord || left == len(s) || left < 2 || 2*left < len(s) {
		return relation{}, false
	}
	var best relation
	found := false
	for _, shift := range [...]int{0, len(r) - len(s)} {
		var filled [maxLostWord]byte
		for i, c := range s {
			if k := i + shift; c == lostLetter && k >= 0 && k < len(r) {
				c = r[k]
			}
			filled[i] = c
		}
		rel := p.relatePlain(filled[:len(s)], r, false)
		if rel.codes.has(codeNameTypo) && !isEdited(filled[:len(s)], r, 1) {
			continue
		}
		if !rel.other() && (!found || rel.codes.moreSpecific(best.codes)) {
			best, found = rel, true
		}
	}
	best.codes |= 1 << codeNameLostLetters
	return best, found
}

func countLost(w []byte) int { return bytes.Count(w, []byte{lostLetter}) }

func hasTone(w []byte) bool {
	for _, c := range w {
		if vntext.ToneOf(c) != vntext.ToneLevel {
			return true
		}
	}
	return false
}

// fitsLost reports whether r fits s, where a question mark stands for a letter,
// or behind its base letter for a mark that was stored by itself.
// A letter of two or three bytes may have left as many question marks, one a
// byte, so a run of n of them stands for n/3 (rounded up) to n letters.
func fitsLost(s, r []byte, view func(byte) byte) bool {
	for len(s) > 0 && s[0] != lostLetter {
		if len(r) == 0 {
			return false
		}
		for marks := range lostMarks(s, r[0]) {
			if fitsLost(s[2+marks:], r[1:], view) {
				return true
			}
		}
		if view(s[0]) != view(r[0]) {
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

// maxLostMarks is how many question marks the marks of one letter may leave: two
// marks of two bytes each.
const maxLostMarks = 4

// lostMarks counts the question marks at the beginning of s behind the letter r
// without some mark of it: what decomposed or half composed text leaves where
// only the marks are lost.
func lostMarks(s []byte, r byte) int {
	n := 0
	if c := s[0]; c != r && (c == vntext.BaseOf(r) || c == vntext.QualityOf(r)) {
		for n < maxLostMarks && n+1 < len(s) && s[n+1] == lostLetter {
			n++
		}
	}
	return n
}
