package matching

import "github.com/bhxh-go/bhxh/internal/vntext"

// A legacyReading is what a legacy encoding makes of a text.
type legacyReading struct {
	encoding vntext.LegacyEncoding
	form     nameForm
}

// legacyReadings are those of one text.
type legacyReadings struct {
	all   [2]legacyReading
	count int
}

// read reads the text in each legacy encoding that can have stored it.
func (l *legacyReadings) read(text string, simple bool) {
	for _, encoding := range [...]vntext.LegacyEncoding{vntext.LegacyTCVN3, vntext.LegacyVNI} {
		next := &l.all[l.count]
		if next.encoding = encoding; next.read(text, simple) {
			l.count++
		}
	}
}

// read reads the text in the encoding: without allocation where it is simple.
func (l *legacyReading) read(text string, simple bool) bool {
	if simple {
		toned, ok := vntext.AppendLegacyForm(l.form.inline[:0], text, l.encoding)
		if ok {
			l.form.size = len(toned)
			l.form.split(toned)
		}
		return ok
	}
	decoded, ok := decodeLegacy(text, l.encoding)
	if ok {
		l.form.read(decoded)
	}
	return ok
}

// decodeLegacy gives the text that an encoding makes of a text, cleaned.
func decodeLegacy(text string, encoding vntext.LegacyEncoding) (string, bool) {
	decode := vntext.DecodeTCVN3
	if encoding == vntext.LegacyVNI {
		decode = vntext.DecodeVNI
	}
	decoded, ok := decode(text)
	if ok {
		decoded, _ = vntext.Clean(decoded)
	}
	return decoded, ok
}

// mayBeLegacy reports text that legacy bytes can have been read as: something
// beyond ASCII, and none of the letters that only Unicode has; and whether it is
// simple to read: short, of Latin-1 and without apostrophes and hyphens. It is for
// speed: nearly every name has a letter that only Unicode has.
func mayBeLegacy(s string) (possible, simple bool) {
	simple = len(s) <= inlineLetters
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ':
			possible, simple = true, false // TCVN3 keeps capital letters there
		case c == '\'' || c == '-' || c == '`':
			simple = false
		case c < 0x80:
		case c == 0xE1 || c == 0xC4: // ạ to ỹ, ă, đ, ĩ
			return false, false
		case c == 0xC2 || c == 0xC3 || c < 0xC0:
			possible = true
		default:
			possible, simple = true, false
		}
	}
	return possible, simple
}

// A legacyDoubt is what speaks for a legacy encoding in the text as it stands.
type legacyDoubt struct {
	unknown int  // words that are none
	shaped  bool // see hasLegacyShape
	read    bool // one of the encodings has made every word known
}

func doubtOf(subject *nameField) legacyDoubt {
	return legacyDoubt{subject.form.unknownWords(), hasLegacyShape(string(subject.raw)), subject.legacy != 0}
}

func (d legacyDoubt) any() bool { return d.unknown > 0 || d.shaped || d.read }

// unknownWords counts the words that are neither a syllable nor in the table of
// name words and hold a letter beyond those of ASCII, as legacy text does.
func (n *nameForm) unknownWords() int {
	unknown := 0
	for i := range n.count {
		if isBeyondASCII(n.word(i)) && !n.isKnown(i) {
			unknown++
		}
	}
	return unknown
}

func isBeyondASCII(w []byte) bool {
	for _, c := range w {
		if c < 'a' || c > 'z' {
			return true
		}
	}
	return false
}

// hasLegacyShape reports text that nobody types, whatever words it makes: a
// capital letter with a mark behind a small one (TuÊn, which is Tuấn in TCVN3), a
// small one between capitals (CóC, which is Cúc), or the soft hyphen, which is ư
// there and is gone once the text is cleaned.
func hasLegacyShape(s string) bool {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i-1] == 0xC2 && s[i] == 0xAD:
			return true
		case i < 2 || s[i-1] != 0xC3:
		case s[i] <= 0x9E && isASCIISmall(s[i-2]):
			return true
		case s[i] >= 0xA0 && i+1 < len(s) && isASCIICapital(s[i-2]) && isASCIICapital(s[i+1]):
			return true
		}
	}
	return false
}

func isASCIISmall(c byte) bool { return 'a' <= c && c <= 'z' }

func isASCIICapital(c byte) bool { return 'A' <= c && c <= 'Z' }

// holdsLegacySigns reports text with a sign of Latin-1 (¨, §, «, ¬ …) that TCVN3
// stores letters as and that no name has. It is for speed: such text needs no
// cleaning to be known for what it is.
func holdsLegacySigns(s string) bool {
	for i := 1; i < len(s); i++ {
		if s[i-1] == 0xC2 && s[i] > 0xA0 && s[i] != 0xAD {
			return true
		}
	}
	return false
}
