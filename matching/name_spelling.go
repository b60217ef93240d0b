package matching

import (
	"bytes"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// relateSpelling compares words that may be two spellings of one: i for y, a
// regional pair, a sound pair. Without a mark in the subject's whole name the
// letters are compared without theirs, and the lost marks are a second cause.
func (p *pairing) relateSpelling(s, r []byte) (relation, bool) {
	switch {
	case isIY(s, r, vntext.QualityOf) && sameTones(s, r):
		return relation{codes: 1 << codeNameIY}, true
	case isRegional(s, r):
		return relation{codes: 1 << codeNameRegionalSpelling}, true
	case !p.bare:
		return relation{}, false
	}
	rel := relation{codes: 1 << codeNameDiacritics}
	switch {
	case isIY(s, r, vntext.BaseOf):
		rel.codes |= 1 << codeNameIY
	case isRegionalBase(s, r):
		rel.codes |= 1 << codeNameRegionalSpelling
	default:
		return relation{}, false
	}
	if isTypo(s, r) {
		rel.otherwise = 1 << codeNameTypo
	}
	return rel, true
}

// isIY reports words that differ, under a view of their letters, only in i and
// y.
func isIY(s, r []byte, view func(byte) byte) bool {
	if len(s) != len(r) {
		return false
	}
	differ := false
	for i := range s {
		a, b := view(s[i]), view(r[i])
		if a == b {
			continue
		}
		if !(a == 'i' && b == 'y' || a == 'y' && b == 'i') {
			return false
		}
		differ = true
	}
	return differ
}

// maxSpelling bounds the letters of a word that can have a regional spelling:
// no syllable is longer.
const maxSpelling = 7

// isRegional reports a known pair of words, or words that differ in one sound
// and in no mark.
func isRegional(s, r []byte) bool {
	if len(s) > maxSpelling || len(r) > maxSpelling {
		return false
	}
	sound, pair := mayDifferInSound(s, r), mayBeRegional(s, r, lettersOf(s)^lettersOf(r))
	if !sound && !pair {
		return false
	}
	var a, b syllable
	a.set(s, vntext.QualityOf)
	b.set(r, vntext.QualityOf)
	if sound && a.tone == b.tone && isSoundPair(a.bytes(), b.bytes()) {
		return true
	}
	if !pair {
		return false
	}
	var key [4 * maxSpelling]byte
	return isRegionalPair(pairKey(key[:0], a.key(), b.key()))
}

// isRegionalBase is isRegional for a subject that lost its marks.
func isRegionalBase(s, r []byte) bool {
	if len(s) > maxSpelling || len(r) > maxSpelling {
		return false
	}
	sound, pair := mayDifferInSound(s, r), mayBeRegional(s, r, lettersOf(s)^lettersOf(r))
	if !sound && !pair {
		return false
	}
	var a, b, marked syllable
	a.set(s, vntext.BaseOf)
	b.set(r, vntext.BaseOf)
	if sound && isSoundPair(a.bytes(), b.bytes()) {
		return true
	}
	if !pair {
		return false
	}
	marked.set(r, vntext.QualityOf)
	var key [4 * maxSpelling]byte
	return isRegionalBasePair(joinKeys(key[:0], a.bytes(), marked.key()))
}

// mayBeRegional reports that some pair begins with these letters, and that the words
// of one, as long as these together, differ in these letters. It is for speed.
func mayBeRegional(s, r []byte, differ letterSet) bool {
	x, y := vntext.IndexOf(s[0]), vntext.IndexOf(r[0])
	if x >= 26 || y >= 26 || regionalInitials[x]>>y&1 == 0 {
		return false
	}
	slot := (uint32(differ) | uint32(len(s)+len(r))<<27) * regionalMultiplier >> regionalShift
	return regionalLetters[slot/64]>>(slot%64)&1 != 0
}

// mayBeSoundPair reports words that begin or end with the same letter: of two
// that differ in one sound at least one end does, and of two that are parts of
// each other. It is for speed.
func mayBeSoundPair(s, r []byte) bool {
	return vntext.BaseOf(s[0]) == vntext.BaseOf(r[0]) || vntext.BaseOf(s[len(s)-1]) == vntext.BaseOf(r[len(r)-1])
}

// mayDifferInSound reports words that isSoundPair may be true of, by their first and
// their last letters. It is for speed.
func mayDifferInSound(s, r []byte) bool {
	if x, y := vntext.BaseOf(s[0]), vntext.BaseOf(r[0]); x != y {
		return initialsOf(x)&initialsOf(y) != 0
	} else if x == 'g' { // gi and g
		return true
	}
	switch x, y := s[len(s)-1], r[len(r)-1]; {
	case len(s) == len(r):
		return x == 't' && y == 'c' || x == 'c' && y == 't'
	case len(s) < len(r):
		return x == 'n' && y == 'g'
	default:
		return x == 'g' && y == 'n'
	}
}

// initialsOf gives the groups of initials that begin with a letter, as bits.
func initialsOf(c byte) uint8 {
	switch c {
	case 'c', 't':
		return 1 << initialChTr
	case 's', 'x':
		return 1 << initialSX
	case 'l', 'n':
		return 1 << initialLN
	case 'd', 'g', 'r':
		return 1 << initialDGiR
	}
	return 0
}

// A syllable is a word whose tone was taken off its letters.
type syllable struct {
	letters [maxSpelling + 1]byte
	size    int
	tone    vntext.Tone
}

func (y *syllable) set(w []byte, view func(byte) byte) {
	y.size = len(w)
	for i, c := range w {
		y.letters[i] = view(c)
		y.tone = max(y.tone, vntext.ToneOf(c))
	}
}

func (y *syllable) bytes() []byte { return y.letters[:y.size] }

// key gives the key of the word in the table of pairs: hoàng → hoang1.
func (y *syllable) key() []byte {
	y.letters[y.size] = '0' + byte(y.tone)
	return y.letters[:y.size+1]
}

// pairKey joins the keys of two words, the lesser first.
func pairKey(dst, a, b []byte) []byte {
	if bytes.Compare(a, b) > 0 {
		a, b = b, a
	}
	return joinKeys(dst, a, b)
}

func joinKeys(dst, a, b []byte) []byte { return append(append(append(dst, a...), '/'), b...) }

// isSoundPair reports words that differ in one sound that regions confuse: the
// initials ch/tr, s/x, l/n, d/gi/r, the finals n/ng, t/c.
func isSoundPair(a, b []byte) bool {
	initialA, restA := cutInitial(a)
	initialB, restB := cutInitial(b)
	if string(restA) == string(restB) {
		return initialA != 0 && initialA == initialB && string(a) != string(b)
	}
	return isFinalPair(a, b)
}

// The groups of initials that are confused with each other. initialNone is
// none of them.
const (
	initialNone = iota
	initialChTr
	initialSX
	initialLN
	initialDGiR
)

// cutInitial gives the group of the initial of a word and the rest of it. The
// rest of gì is its ì, which is initial and vowel in one.
func cutInitial(w []byte) (group int, rest []byte) {
	if len(w) < 2 {
		return initialNone, w
	}
	switch {
	case w[0] == 'c' && w[1] == 'h' || w[0] == 't' && w[1] == 'r':
		return initialChTr, w[2:]
	case w[0] == 's' || w[0] == 'x':
		return initialSX, w[1:]
	case w[0] == 'l' || w[0] == 'n' && w[1] != 'g' && w[1] != 'h':
		return initialLN, w[1:]
	case w[0] == 'd' || w[0] == 'r':
		return initialDGiR, w[1:]
	case w[0] == 'g' && w[1] == 'i':
		if len(w) > 2 && isVowelLetter(w[2]) {
			return initialDGiR, w[2:]
		}
		return initialDGiR, w[1:]
	}
	return initialNone, w
}

// isFinalPair reports words that differ in n/ng or t/c at the end.
func isFinalPair(a, b []byte) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := len(a)
	if n < 2 || !isVowelLetter(a[n-2]) {
		return false
	}
	switch {
	case len(b) == n+1:
		return a[n-1] == 'n' && b[n] == 'g' && string(a) == string(b[:n])
	case len(b) == n:
		t, c := a[n-1], b[n-1]
		return (t == 't' && c == 'c' || t == 'c' && c == 't') && string(a[:n-1]) == string(b[:n-1])
	}
	return false
}

func isVowelLetter(c byte) bool {
	switch vntext.BaseOf(c) {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}
