package matching

import "github.com/bhxh-go/bhxh/internal/vntext"

// isKeystrokes reports a word of raw Telex or VNI keystrokes that decode to the
// reference's word, wherever its tone stands.
func isKeystrokes(s, r []byte) bool {
	if !mayBeKeystrokes(s, r) {
		return false
	}
	if isTyped(s, r, &telexKeys) || isTyped(s, r, &vniKeys) {
		return true
	}
	var text, folded, toned [4 * maxKeystrokes]byte
	for _, d := range vntext.KeystrokeCandidates(string(vntext.AppendText(text[:0], s))) {
		if len(d.Text) > len(toned) {
			continue
		}
		_, decoded, ok := vntext.AppendForms(folded[:0], toned[:0], d.Text)
		if !ok {
			continue
		}
		if same := sameLetters(decoded, r); same == lettersIdentical || same == lettersMoved {
			return true
		}
	}
	return false
}

// An inputMethod gives the keys of marks by letter, and of tones.
type inputMethod struct {
	circumflex byte // of a, e and o; 0 = the letter once more
	horn       byte
	breve      byte
	stroke     byte
	tones      string // by vntext.Tone
}

var (
	telexKeys = inputMethod{0, 'w', 'w', 'd', " fsrxj"}
	vniKeys   = inputMethod{'6', '7', '8', '9', " 21345"}
)

// isTyped reports that s is what is typed for r with an input method: the key of
// a mark right behind its letter, that of the tone at any place behind. It needs
// no syllable, so it holds for names that decoding does not know.
func isTyped(s, r []byte, m *inputMethod) bool {
	tone := byte(0)
	for i, c := range r {
		if len(s) > 0 && s[0] == tone && tone != 0 {
			s, tone = s[1:], 0
		}
		base := vntext.BaseOf(c)
		if len(s) == 0 || s[0] != base {
			return false
		}
		s = s[1:]
		if quality := vntext.QualityOf(c); quality != base {
			key := m.key(base, quality)
			switch {
			case key != 0 && len(s) > 0 && s[0] == key:
				s = s[1:]
			case base != 'u' || i+1 == len(r) || vntext.BaseOf(r[i+1]) != 'o': // ươ takes one key
				return false
			}
		}
		if t := vntext.ToneOf(c); t != vntext.ToneLevel {
			tone = m.tones[t]
		}
	}
	if tone != 0 {
		return len(s) == 1 && s[0] == tone
	}
	return len(s) == 0
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
	if subject.marked || !subject.holdsKeys() {
		return form, e
	}
	for _, d := range vntext.KeystrokeCandidates(subject.text) {
		decoded := new(nameForm)
		decoded.read(d.Text)
		read := explain(decoded, reference)
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

// holdsKeys reports a name with a word that is none and may be keystrokes.
func (n *nameForm) holdsKeys() bool {
	for i := range n.count {
		for _, c := range n.word(i) {
			if isKey(c) && !n.isKnown(i) {
				return true
			}
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
