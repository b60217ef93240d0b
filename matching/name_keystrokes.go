package matching

import (
	"bytes"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// isKeystrokes reports a word of raw Telex or VNI keystrokes that decode to the
// reference's word, wherever its tone stands.
func isKeystrokes(s, r []byte) bool {
	if len(s) < len(r) || !mayBeginKeystrokes(s, r) || len(s) > mostKeystrokes(r) {
		return false
	}
	typed := typedLetters(s, r, &telexKeys) == len(s) || holdsDigit(s) && typedLetters(s, r, &vniKeys) == len(s)
	return typed && countMarks(s) < countMarks(r)
}

// holdsDigit reports a digit: without one, no word is what VNI types for another.
func holdsDigit(w []byte) bool {
	for _, c := range w {
		if '0' <= c && c <= '9' {
			return true
		}
	}
	return false
}

// mostKeystrokes gives how many keys a word takes at most: one for each letter and
// each mark. 0 for a word without marks, whose letters are no keystrokes.
func mostKeystrokes(r []byte) int {
	if marks := countMarks(r); marks > 0 {
		return min(len(r)+marks, maxKeystrokes)
	}
	return 0
}

// An inputMethod gives the keys of marks by letter, and of tones.
type inputMethod struct {
	circumflex byte // of a, e and o; 0 = the letter once more
	horn       byte
	breve      byte
	stroke     byte
	tones      string // by vntext.Tone
	hornAlone  bool   // the key of the horn by itself is ư
}

var (
	telexKeys = inputMethod{0, 'w', 'w', 'd', " fsrxj", true}
	vniKeys   = inputMethod{'6', '7', '8', '9', " 21345", false}
)

// typedLetters gives how many letters at the beginning of s are what is typed for r
// with an input method: the base letters, and the key of each mark at any place
// behind its letter. It needs no syllable, so it holds for names that decoding does
// not know. 0 where none are; there is never more than one such beginning.
func typedLetters(s, r []byte, m *inputMethod) int {
	var due dueKeys
	for i, c := range s {
		switch {
		case due.count > 0 && due.take(c):
		case len(r) == 0:
			return 0
		case r[0] == c:
			r = r[1:]
		case r[0] < 0x80 || !due.addLetter(c, r[0], m):
			return 0
		default:
			r = r[1:]
		}
		if len(r) == 0 && due.count == 0 {
			return i + 1
		}
	}
	return 0
}

// dueKeys are the keys of marks that are still to come, in any order.
type dueKeys struct {
	keys  [2 * maxKeystrokes]byte
	count int
}

func (d *dueKeys) add(key byte) {
	d.keys[d.count] = key
	d.count++
}

// take takes a key that is due; false where it is not.
func (d *dueKeys) take(key byte) bool {
	for i, k := range d.keys[:d.count] {
		if k == key {
			d.count--
			d.keys[i] = d.keys[d.count]
			return true
		}
	}
	return false
}

// addLetter adds the keys that a letter with marks takes, where another was typed for
// it; false where that is not its own.
func (d *dueKeys) addLetter(c, letter byte, m *inputMethod) bool {
	base, quality, tone := vntext.BaseOf(letter), vntext.QualityOf(letter), vntext.ToneOf(letter)
	switch mark := m.key(base, quality); {
	case c == quality, m.hornAlone && c == m.horn && quality == letterUHorn:
	case c != base || mark == 0:
		return false
	case quality == letterOHorn && bytes.IndexByte(d.keys[:d.count], mark) >= 0: // ươ takes one key
	default:
		d.add(mark)
	}
	if tone != vntext.ToneLevel {
		d.add(m.tones[tone])
	}
	return true
}

// The toned letters of package vntext that input methods type with a key.
const (
	letterABreve      = 0x80 + 1*6
	letterACircumflex = 0x80 + 2*6
	letterECircumflex = 0x80 + 4*6
	letterOCircumflex = 0x80 + 7*6
	letterOHorn       = 0x80 + 8*6
	letterUHorn       = 0x80 + 10*6
	letterDStroke     = 0xC8
)

// key gives the key that makes a letter out of its base letter, 0 for letters of
// other languages.
func (m *inputMethod) key(base, quality byte) byte {
	switch quality {
	case letterABreve:
		return m.breve
	case letterOHorn, letterUHorn:
		return m.horn
	case letterDStroke:
		return m.stroke
	case letterACircumflex, letterECircumflex, letterOCircumflex:
		if m.circumflex != 0 {
			return m.circumflex
		}
		return base
	}
	return 0
}

// explainKeystrokes reads the subject's whole text as raw keystrokes with
// another fault besides, where that explains more than e.
func explainKeystrokes(subject, reference *nameForm, e explanation) (*nameForm, explanation) {
	form := subject
	if subject.marked || !subject.holdsStrayKeys(reference) {
		return form, e
	}
	for _, d := range vntext.KeystrokeCandidates(subject.text) {
		var decoded nameForm
		decoded.read(d.Text)
		if e.codes == joinedKeys && !decoded.mayExplainMore(reference, e) {
			continue
		}
		within := budget{most: noBound}
		if e.causes() < 3 { // else even that nothing explains the names is within it
			within = budget{1 << codeNameKeystrokes, e.causes() - 1}
		}
		read := explain(&decoded, reference, within)
		read.codes |= 1 << codeNameKeystrokes
		if read.codes.has(codeNameDifferent) || e.codes.has(codeNameNoDiacritics) && read.causes() >= e.causes() {
			continue
		}
		if read.better(e) {
			kept := decoded // on the heap, only now
			form, e = &kept, read
		}
	}
	return form, e
}

// joinedKeys are the codes of keystrokes that are joined or split, too.
const joinedKeys = nameCodes(1)<<codeNameKeystrokes | 1<<codeNameWordBoundary

// mayExplainMore reports that a name whose keys are undone may explain more than e
// does with joinedKeys. It is for speed. Where not as many words are left as in the
// reference, it has as many causes and no more specific ones, so more of its words,
// or of their parts, must be the very same.
func (n *nameForm) mayExplainMore(reference *nameForm, e explanation) bool {
	if n.tooBig || n.count == reference.count || n.signs|reference.signs != 0 ||
		e.marks&crossedPlace != 0 || int(e.shared) < reference.count {
		return true
	}
	exact, more := 0, 0 // as the words stand, and by parting or joining them in one place
	for i := range n.count {
		w := n.word(i)
		front, back := 0, 0
		for j := range reference.count {
			r := reference.word(j)
			switch k := len(r); {
			case k > len(w):
				if n.makesWithNext(i, r) {
					front = 1
				}
			case !mayBeSoundPair(w, r): // neither end is the same
			case k == len(w):
				if sameLetters(w, r) <= lettersMoved {
					exact++
				}
			default:
				if sameLetters(w[:k], r) <= lettersMoved {
					front = 1
				}
				if sameLetters(w[len(w)-k:], r) <= lettersMoved {
					back = 1
				}
			}
		}
		more = max(more, front+back)
	}
	return exact+more > int(e.exact)
}

// holdsStrayKeys reports a name with a word that is none, may be keystrokes, and is
// not those of any word of the reference.
func (n *nameForm) holdsStrayKeys(reference *nameForm) bool {
	for i := range n.count {
		if w := n.word(i); mayHoldKeys(w) && !reference.isTypedAs(w) && !n.isKnown(i) {
			return true
		}
	}
	return false
}

// isTypedAs reports that s is the keystrokes of some word.
func (n *nameForm) isTypedAs(s []byte) bool {
	for j := range n.count {
		if isKeystrokes(s, n.word(j)) {
			return true
		}
	}
	return false
}

// mayHoldKeys reports that some word may be keystrokes.
func (n *nameForm) mayHoldKeys() bool {
	for i := range n.count {
		if mayHoldKeys(n.word(i)) {
			return true
		}
	}
	return false
}

// mayHoldKeys reports a word with a letter or digit that only keystrokes hold, or
// hold in this place. It is for speed.
func mayHoldKeys(w []byte) bool {
	var seen letterSet
	for i, c := range w {
		switch {
		case '1' <= c && c <= '9', c == 'f', c == 'j', c == 'w':
			return true
		case (c == 's' || c == 'r' || c == 'x') && i > 0 && !(i == 1 && w[0] == 't'):
			return true
		case c == 'a' || c == 'd' || c == 'e' || c == 'o':
			if seen>>(c-'a')&1 != 0 {
				return true
			}
			seen |= 1 << (c - 'a')
		}
	}
	return false
}

// maxKeystrokes bounds the words that may be keystrokes: the longest syllable
// with two keys for marks and one for its tone, and room for slips.
const maxKeystrokes = 12

// mayBeginKeystrokes reports a word that begins with the base letter of another, or
// with the key that is ư by itself: no key stands before its letter. It is for
// speed.
func mayBeginKeystrokes(s, r []byte) bool {
	return len(s) > 0 && len(r) > 0 && (vntext.BaseOf(s[0]) == vntext.BaseOf(r[0]) || s[0] == 'w')
}

// countMarks counts the marks of a word, those of tones and those of letters.
func countMarks(w []byte) int {
	n := 0
	for _, c := range w {
		if c < 0x80 {
			continue
		}
		if vntext.ToneOf(c) != vntext.ToneLevel {
			n++
		}
		if vntext.QualityOf(c) >= 0x80 {
			n++
		}
	}
	return n
}
