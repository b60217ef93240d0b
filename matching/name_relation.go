package matching

import (
	"math/bits"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// A relation is what makes one word of the subject out of one word of the
// reference: the codes that explain it, in up to two ways, or that it is
// another word. The same word has no codes.
type relation struct {
	codes     nameCodes // the explanation
	otherwise nameCodes // another one with other codes, 0 = none
	is        uint8     // see the constants
}

// What a relation says besides its codes.
const (
	isMoved uint8 = 1 << iota // a tone mark stands on another letter
	isOther                   // no explanation: another word
	isExact                   // the very same word, but for the place of its tone
)

func (r relation) moved() bool { return r.is&isMoved != 0 }

func (r relation) other() bool { return r.is&isOther != 0 }

func (r relation) exact() bool { return r.is&isExact != 0 }

// A pairing compares the words of one subject with those of one reference.
type pairing struct {
	subject, reference *nameForm
	// bare: the subject has no mark at all and the reference has. Its words are
	// compared by their base letters, and losing the marks is one cause for all.
	bare bool

	within budget
	cache  *relationCache
}

// cachedWords is the number of words of each name whose relations are kept.
const cachedWords = 6

// A relationCache keeps what relate has found, and which letters the words hold.
type relationCache struct {
	relations [cachedWords * cachedWords]relation
	found     uint64 // bit k: relations[k] is valid

	subject, reference [cachedWords]letterSet
}

// readLetters says which letters the words of both names hold.
func (c *relationCache) readLetters(subject, reference *nameForm) {
	for i := range min(subject.count, cachedWords) {
		c.subject[i] = lettersOf(subject.word(i))
	}
	for j := range min(reference.count, cachedWords) {
		c.reference[j] = lettersOf(reference.word(j))
	}
}

// relate compares two words.
func (p *pairing) relate(i, j int) relation {
	k := i*cachedWords + j
	if p.cache == nil || i >= cachedWords || j >= cachedWords {
		return p.relateWords(i, j)
	}
	if p.cache.found>>k&1 == 0 {
		p.cache.relations[k] = p.relateWords(i, j)
		p.cache.found |= 1 << k
	}
	return p.cache.relations[k]
}

// subjectLetters gives the letters that the i-th word of the subject holds.
func (p *pairing) subjectLetters(i int) letterSet {
	if p.cache == nil || i >= cachedWords {
		return lettersOf(p.subject.word(i))
	}
	return p.cache.subject[i]
}

// referenceLetters gives the letters that the j-th word of the reference holds.
func (p *pairing) referenceLetters(j int) letterSet {
	if p.cache == nil || j >= cachedWords {
		return lettersOf(p.reference.word(j))
	}
	return p.cache.reference[j]
}

// A letterSet says which base letters a word holds: bit 0 is a. Everything that
// is no letter is bit 26.
type letterSet uint32

func lettersOf(w []byte) letterSet {
	var set letterSet
	for _, c := range w {
		set |= 1 << (vntext.IndexOf(c) & 31)
	}
	return set
}

// mayBeRelated reports words that one cause may make out of each other. It is for
// speed: most words hold too many letters that the other does not.
func mayBeRelated(s, r []byte, sLetters, rLetters letterSet) bool {
	const keyW, letterU = letterSet(1) << ('w' - 'a'), letterSet(1) << ('u' - 'a')
	differ := bits.OnesCount32(uint32(sLetters ^ rLetters))
	switch {
	case differ <= 2: // a letter put in place of another
		return true
	case differ <= 4 && (max(len(s), len(r)) >= 6 || mayBeSoundPair(s, r)): // two of them, or a sound
		return true
	case rLetters&^sLetters == 0, sLetters&keyW != 0 && rLetters&^sLetters == letterU: // keys between the letters
		return true
	case sLetters&^rLetters == 0 && vntext.BaseOf(s[0]) == vntext.BaseOf(r[0]): // cut short
		return true
	}
	return mayBeRegional(s, r, sLetters^rLetters)
}

// relateWords compares two words, of which relate keeps the relation.
func (p *pairing) relateWords(i, j int) relation {
	s, r := p.subject.word(i), p.reference.word(j)
	if p.subject.lost {
		if lost, ok := lostLettersOf(s, r); ok {
			return relation{codes: lost}
		}
		if rel, ok := p.relateLost(s, r); ok {
			return rel
		}
	} else if !mayBeRelated(s, r, p.subjectLetters(i), p.referenceLetters(j)) {
		return relation{is: isOther}
	}
	return p.relatePlain(s, r, p.subject.words[i].dotted)
}

// relatePlain looks for what explains a word from the most specific cause to
// the least; the first that is one code is the only one.
func (p *pairing) relatePlain(s, r []byte, dotted bool) relation {
	if rel, ok := p.relateLetters(s, r); ok {
		return rel
	}
	if isKeystrokes(s, r) {
		return relation{codes: 1 << codeNameKeystrokes}
	}
	if rel, ok := p.relateSpelling(s, r); ok && !(dotted && isAbbreviation(s, r, true)) {
		return rel
	}
	if isAbbreviation(s, r, dotted) {
		return relation{codes: 1 << codeNameAbbreviated}
	}
	return p.relateTypo(s, r)
}

// relateLetters compares words of the same base letters.
func (p *pairing) relateLetters(s, r []byte) (relation, bool) {
	switch sameLetters(s, r) {
	case lettersIdentical:
		return relation{is: isExact}, true
	case lettersMoved:
		return relation{is: isExact | isMoved}, true
	case lettersMarks:
		return relation{codes: 1 << codeNameDiacritics}, true
	}
	return relation{}, false
}

// relateTypo compares words that have nothing to do with each other but,
// perhaps, a typing error or two causes at once.
func (p *pairing) relateTypo(s, r []byte) relation {
	rel := relation{is: isOther}
	if isIY(s, r, vntext.BaseOf) {
		rel = relation{codes: 1<<codeNameIY | 1<<codeNameDiacritics}
	}
	if isTypo(s, r) {
		if rel.other() {
			return relation{codes: 1 << codeNameTypo}
		}
		rel.otherwise = 1 << codeNameTypo
	}
	return rel
}

// The ways in which two words can have the same base letters, from the nearest.
const (
	lettersIdentical = iota // every letter with its marks
	lettersMoved            // the same tone on another letter of the word
	lettersMarks            // other marks
	lettersOther            // other base letters
)

// sameLetters compares two words letter by letter.
func sameLetters(s, r []byte) int {
	if len(s) != len(r) {
		return lettersOther
	}
	if string(s) == string(r) {
		return lettersIdentical
	}
	quality := true
	for i, c := range s {
		if vntext.BaseOf(c) != vntext.BaseOf(r[i]) {
			return lettersOther
		}
		quality = quality && vntext.QualityOf(c) == vntext.QualityOf(r[i])
	}
	if quality && sameTones(s, r) {
		return lettersMoved
	}
	return lettersMarks
}

// sameBase reports words of the same base letters.
func sameBase(s, r []byte) bool {
	if len(s) != len(r) {
		return false
	}
	for i, c := range s {
		if vntext.BaseOf(c) != vntext.BaseOf(r[i]) {
			return false
		}
	}
	return true
}

// sameTones reports that both words bear the same tones in the same order,
// wherever they stand.
func sameTones(s, r []byte) bool {
	j := 0
	for _, c := range s {
		tone := vntext.ToneOf(c)
		if tone == vntext.ToneLevel {
			continue
		}
		for j < len(r) && vntext.ToneOf(r[j]) == vntext.ToneLevel {
			j++
		}
		if j == len(r) || vntext.ToneOf(r[j]) != tone {
			return false
		}
		j++
	}
	for _, c := range r[j:] {
		if vntext.ToneOf(c) != vntext.ToneLevel {
			return false
		}
	}
	return true
}

// isTypo reports words within typing errors of each other in base letters: one
// edit where the longer has three letters, two where it has six. Lost letters
// are not typing errors.
func isTypo(s, r []byte) bool {
	switch longer := max(len(s), len(r)); {
	case longer < 3:
		return false
	case longer < 6:
		return isEdited(s, r, 1)
	}
	return isEdited(s, r, 2)
}

// isEdited reports words that are at most limit edits apart in base letters.
func isEdited(s, r []byte, limit int) bool {
	d := len(s) - len(r)
	if d > limit || -d > limit || len(s) > maxEditLength || len(r) > maxEditLength || countLost(s) > 0 {
		return false
	}
	for len(s) > 0 && len(r) > 0 && vntext.BaseOf(s[0]) == vntext.BaseOf(r[0]) {
		s, r = s[1:], r[1:]
	}
	for len(s) > 0 && len(r) > 0 && vntext.BaseOf(s[len(s)-1]) == vntext.BaseOf(r[len(r)-1]) {
		s, r = s[:len(s)-1], r[:len(r)-1]
	}
	if longer := max(len(s), len(r)); longer <= 1 || min(len(s), len(r)) == 0 {
		return longer <= limit
	}
	var a, b [maxEditLength]byte
	for i, c := range s {
		a[i] = vntext.BaseOf(c)
	}
	for i, c := range r {
		b[i] = vntext.BaseOf(c)
	}
	return editDistance(a[:len(s)], b[:len(r)], limit) <= limit
}
