package matching

import (
	"bytes"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// isKeystrokes reports a word of raw Telex or VNI keystrokes that decode to the
// reference's word, wherever its tone stands.
func isKeystrokes(s, r []byte) bool {
	return mayBeginKeystrokes(s, r) && mayBeKeystrokes(s, r) && (isTyped(s, r, &telexKeys) || isTyped(s, r, &vniKeys))
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

// isTyped reports that s is what is typed for r with an input method: the base
// letters, and the key of each mark at any place behind its letter. It needs no
// syllable, so it holds for names that decoding does not know.
func isTyped(s, r []byte, m *inputMethod) bool {
	var keys [2 * maxKeystrokes]byte
	due := keys[:0] // the keys of marks that are still to come
	for _, c := range s {
		if k := bytes.IndexByte(due, c); k >= 0 {
			due = append(due[:k], due[k+1:]...)
			continue
		}
		if len(r) == 0 {
			return false
		}
		letter := r[0]
		quality, tone := vntext.QualityOf(letter), vntext.ToneOf(letter)
		switch mark := m.key(vntext.BaseOf(letter), quality); {
		case c == letter:
			tone = vntext.ToneLevel
		case c == quality, m.hornAlone && c == m.horn && quality == letterUHorn:
		case c != vntext.BaseOf(letter) || mark == 0 && quality != c:
			return false
		case quality == letterOHorn && bytes.IndexByte(due, mark) >= 0: // ươ takes one key
		default:
			due = append(due, mark)
		}
		if tone != vntext.ToneLevel {
			due = append(due, m.tones[tone])
		}
		r = r[1:]
	}
	return len(r) == 0 && len(due) == 0
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
		decoded := new(nameForm)
		decoded.read(d.Text)
		within := budget{most: noBound}
		if e.causes() < 3 { // else even that nothing explains the names is within it
			within = budget{1 << codeNameKeystrokes, e.causes() - 1}
		}
		read := explain(decoded, reference, within)
		read.codes |= 1 << codeNameKeystrokes
		if read.codes.has(codeNameDifferent) || e.codes.has(codeNameNoDiacritics) && read.causes() >= e.causes() {
			continue
		}
		if read.better(e) {
			form, e = decoded, read
		}
	}
	return form, e
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

// mayBeKeystrokes reports a word that holds the base letters of another and
// nothing else but keys. It is for speed: decoding takes longer.
func mayBeKeystrokes(s, r []byte) bool {
	return len(s) >= len(r) && len(s) <= maxKeystrokes && countMarks(s) < countMarks(r) && holdsLetters(s, r)
}

// mayBeginKeystrokes reports a word that begins with the base letter of another, or
// with the key that is ư by itself: no key stands before its letter. It is for
// speed.
func mayBeginKeystrokes(s, r []byte) bool {
	return len(s) > 0 && len(r) > 0 && (vntext.BaseOf(s[0]) == vntext.BaseOf(r[0]) || s[0] == 'w')
}

// holdsLetters reports that s is the base letters of r with keys between them;
// w is a key, or the letter ư.
func holdsLetters(s, r []byte) bool {
	for i, c := range s {
		c = vntext.BaseOf(c)
		switch {
		case len(r) > 0 && c == vntext.BaseOf(r[0]):
			r = r[1:]
		case c == 'w' && len(r) > 0 && vntext.BaseOf(r[0]) == 'u':
			return holdsLetters(s[i+1:], r[1:]) || holdsLetters(s[i+1:], r)
		case !isKey(c):
			return false
		}
	}
	return len(r) == 0
}

// isKey reports a key that input methods take for a mark.
func isKey(c byte) bool {
	switch c {
	case 's', 'f', 'r', 'x', 'j', 'w', 'a', 'e', 'o', 'd':
		return true
	}
	return c >= '1' && c <= '9'
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
