package matching

import (
	"strings"
	"unicode"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// legacyReadings gives the text read in each legacy encoding that can have
// stored it.
func legacyReadings(text string) []*nameForm {
	if !mayBeLegacy(text) {
		return nil
	}
	var readings []*nameForm
	for _, candidate := range vntext.LegacyCandidates(text) {
		form := new(nameForm)
		form.read(candidate.Text)
		readings = append(readings, form)
	}
	return readings
}

// explainLegacy takes a reading in a legacy encoding instead of the text as it
// stands where some word of it is unknown as it stands or has the shape of one,
// and the difference is explained better. The reading must make words known, or
// make the base letters of the reference; it need not where the text as it stands
// leaves words without any explanation.
func explainLegacy(subject *nameField, readings []*nameForm, reference *nameForm, e explanation) (*nameForm, explanation) {
	form, unknown := &subject.form, subject.form.unknownWords()
	shaped := hasLegacyShape(string(subject.raw))
	if unknown == 0 && !shaped {
		return form, e
	}
	unexplained := e.codes&(otherWords|1<<codeNameDifferent) != 0
	for _, decoded := range readings {
		left := decoded.unknownWords()
		justified := left < unknown || left == unknown && (unexplained || shaped && left == 0) ||
			sameWords(decoded, reference) == lettersMarks
		if read := explain(decoded, reference); justified && read.better(e) {
			form, e = decoded, read
		}
	}
	return form, e
}

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

// hasLegacyShape reports text that nobody types, whatever words it makes: a
// capital letter with a mark behind a small one (TuÊn, which is Tuấn in TCVN3),
// or the soft hyphen, which is ư there and is gone once the text is cleaned.
func hasLegacyShape(s string) bool {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i-1] == 0xC2 && s[i] == 0xAD:
			return true
		case i > 1 && s[i-1] == 0xC3 && s[i] <= 0x9E && 'a' <= s[i-2] && s[i-2] <= 'z':
			return true
		}
	}
	return false
}

func isBeyondASCII(w []byte) bool {
	for _, c := range w {
		if c < 'a' || c > 'z' {
			return true
		}
	}
	return false
}

// legacyNotes gives the notes for a name that agrees when it is decoded. Letter
// case and the place of the tone marks go with the encoding: its capitals are a
// matter of the font. Blanks and signs do not, nor do characters that no legacy
// encoding stores.
func legacyNotes(subject *nameField, decoded *nameForm, reference *nameField) codeSet {
	notes := codeSet(1) << codeNameLegacyEncoding
	theirs, changed := vntext.Clean(string(reference.raw))
	if hasIrregularBlanks(string(subject.raw)) != (changed&vntext.ChangeSpacing != 0) || !sameSigns(decoded.text, theirs) {
		notes |= 1 << codeNameCaseOrSpacing
	}
	if strings.ContainsFunc(string(subject.raw), isForeignToLegacy) {
		notes |= 1 << codeNameUnicodeForm
	}
	return notes
}

func hasIrregularBlanks(s string) bool {
	return strings.TrimSpace(s) != s || strings.Contains(s, "  ") || strings.ContainsAny(s, "\t\n\r")
}

// isForeignToLegacy reports combining marks and invisible characters beyond
// Latin-1: what happened to a text after it was read.
func isForeignToLegacy(r rune) bool {
	return r > 0xFF && (unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r))
}

// mayBeLegacy reports text that legacy bytes can have been read as: something
// beyond ASCII, and none of the letters that only Unicode has. It is for
// speed: nearly every name has such a letter.
func mayBeLegacy(s string) bool {
	beyond := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0x20:
			beyond = true // TCVN3 keeps capital letters there
		case c < 0x80:
		case c == 0xE1 || c == 0xC4: // ạ to ỹ, ă, đ, ĩ
			return false
		default:
			beyond = true
		}
	}
	return beyond
}

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
