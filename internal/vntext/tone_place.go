package vntext

import "bytes"

// CanonicalTone gives the word with its tone mark in the traditional place:
// hoà → hòa, thuý → thúy, Qúy → Quý, Qúôc → Quốc. A word with no tone mark, or
// with more than one, and text that is no word come back as they are.
func CanonicalTone(word string) string {
	var fb, tb [formsBuffer]byte
	_, toned, ok := AppendForms(fb[:0], tb[:0], word)
	if !ok || bytes.IndexByte(toned, separator) >= 0 {
		return word
	}
	from := tonePosition(toned)
	to := toneSeat(toned)
	if from < 0 || to < 0 || from == to {
		return word
	}
	CanonicalizeTones(toned)
	return recase(word, toned)
}

// CanonicalizeTones moves the tone mark of every word of a toned form to its
// traditional place, in place.
func CanonicalizeTones(toned []byte) {
	for start := 0; start < len(toned); {
		end := bytes.IndexByte(toned[start:], separator)
		if end < 0 {
			end = len(toned)
		} else {
			end += start
		}
		canonicalizeTone(toned[start:end])
		start = end + 1
	}
}

func canonicalizeTone(word []byte) {
	from := tonePosition(word)
	if from < 0 {
		return
	}
	to := toneSeat(word)
	if to < 0 || to == from {
		return
	}
	if moved, ok := Compose(word[to], letterTone[word[from]]); ok {
		word[from], word[to] = letterQuality[word[from]], moved
	}
}

// tonePosition gives the place of the only tone mark of a word, -1 where there
// is none or more than one.
func tonePosition(word []byte) int {
	at := -1
	for i, b := range word {
		if letterTone[b] != ToneLevel {
			if at >= 0 {
				return -1
			}
			at = i
		}
	}
	return at
}

// toneSeat gives the vowel on which the tone mark of a word stands
// traditionally, -1 for a word whose vowels do not stand together. The rule:
//
//  1. u after q and i after g belong to the consonant if a vowel follows;
//  2. the last vowel with a quality mark (ă â ê ô ơ ư) bears the tone;
//  3. else the second of three vowels, or of two before a consonant;
//  4. else the first.
func toneSeat(word []byte) int {
	start, end := vowelSpan(word)
	if start < 0 {
		return -1
	}
	for i := end - 1; i >= start; i-- {
		if b := letterQuality[word[i]]; b != letterBase[b] {
			return i
		}
	}
	if n := end - start; n > 2 || n == 2 && end < len(word) {
		return start + 1
	}
	return start
}

// newToneSeat gives the vowel in the newer place of the tone mark, which
// differs for open oa, oe and uy: the second vowel.
func newToneSeat(word []byte) int {
	seat := toneSeat(word)
	if seat >= 0 && seat == len(word)-2 {
		switch [2]byte{letterBase[word[seat]], letterQuality[letterBase[word[seat+1]]]} {
		case [2]byte{'o', 'a'}, [2]byte{'o', 'e'}, [2]byte{'u', 'y'}:
			if letterQuality[word[seat]] == letterBase[word[seat]] {
				return seat + 1
			}
		}
	}
	return seat
}

// vowelSpan gives the run of vowels that is the nucleus of a word, with what
// belongs to the consonants gi and qu left out; -1 where there is none, or
// another vowel behind the run.
func vowelSpan(word []byte) (start, end int) {
	for start < len(word) && !isVowel(word[start]) {
		start++
	}
	for end = start; end < len(word) && isVowel(word[end]); end++ {
	}
	for i := end; i < len(word); i++ {
		if isVowel(word[i]) {
			return -1, -1
		}
	}
	if start == end {
		return -1, -1
	}
	if start == 1 && end > 2 {
		switch [2]byte{word[0], letterQuality[word[1]]} {
		case [2]byte{'q', 'u'}, [2]byte{'g', 'i'}:
			start = 2
		}
	}
	return start, end
}
