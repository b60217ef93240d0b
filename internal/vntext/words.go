package vntext

import (
	"iter"
	"strings"
	"unicode"
)

// Kind says where in a name a word is used; a set of flags.
type Kind uint8

// The kinds.
const (
	KindSurname  Kind = 1 << iota // họ
	KindMiddle                    // chữ đệm
	KindGiven                     // tên
	KindMinority                  // a word of the names of a minority people only
)

// A nameWord is a row of the table of name words.
type nameWord struct {
	key   string // toned form, tone mark in the traditional place
	class uint8
	kind  Kind
}

// Frequency gives how common a word of Vietnamese names is, from 5 (Nguyễn,
// Văn) to 1 (rare), and where in a name it is used. It reports false for a
// word that is not in the table.
func Frequency(word string) (class uint8, kind Kind, ok bool) {
	var fb, tb [formsBuffer]byte
	_, toned, ok := AppendForms(fb[:0], tb[:0], word)
	if !ok {
		return 0, 0, false
	}
	return FrequencyToned(toned)
}

// FrequencyToned is [Frequency] for one word of the toned form.
func FrequencyToned(toned []byte) (class uint8, kind Kind, ok bool) {
	w := findWord(toned)
	if w == nil {
		return 0, 0, false
	}
	return w.class, w.kind, true
}

// findWord gives the row of one word of a toned form, wherever its tone mark
// stands; nil where there is none.
func findWord(toned []byte) *nameWord {
	var buffer [16]byte
	if len(toned) > len(buffer) {
		return nil
	}
	word := buffer[:copy(buffer[:], toned)]
	canonicalizeTone(word)
	return findSpelling(word)
}

// findSpelling is findWord with the tone mark in its traditional place.
func findSpelling(word []byte) *nameWord {
	for i := hashWord(word); wordSlots[i] != 0; i = (i + 1) % uint32(len(wordSlots)) {
		if w := &nameWords[wordSlots[i]-1]; w.key == string(word) {
			return w
		}
	}
	return nil
}

// hashWord gives the slot in which the search for a word begins.
func hashWord(word []byte) uint32 {
	var h uint32
	for _, b := range word {
		h = h*wordStep + uint32(b)
	}
	return h * wordMultiplier >> wordShift
}

// Words iterates over the words of s as they are written: what stands between
// blanks, apostrophes and hyphens of any kind.
func Words(s string) iter.Seq[string] { return strings.FieldsFuncSeq(s, isSeparator) }

func isSeparator(r rune) bool {
	if '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' { // for speed: nearly every one
		return false
	}
	return unicode.IsSpace(r) || r == '-' || unifySign(r) == '\'' || unifySign(r) == '-'
}
