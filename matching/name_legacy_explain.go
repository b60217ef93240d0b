package matching

import (
	"strings"
	"unicode"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// explainLegacy takes a reading in a legacy encoding instead of the text as it
// stands where that explains the difference better and is justified: see
// isJustified.
func explainLegacy(subject *nameField, readings *legacyReadings, reference *nameForm, e explanation) (*nameForm, explanation) {
	form := &subject.form
	doubt := doubtOf(subject)
	if e.causes() < 2 && (!doubt.any() || e.codes&(wrongLetters|otherWords) == 0) {
		return form, e // no reading has fewer causes, or makes other words
	}
	asItStands := e
	within := budget{most: noBound}
	for i := range readings.count {
		decoded := &readings.all[i].form
		if !doubt.any() && !decoded.makesWord(&subject.form, reference) {
			continue
		}
		if e.causes() < 3 { // else even that nothing explains the names is within it
			within.most = e.causes()
		}
		if read := explain(decoded, reference, within); read.better(e) && doubt.isJustified(asItStands, read, decoded, reference) {
			form, e = decoded, read
		}
	}
	return form, e
}

// makesWord reports that some word of the reference is one of n's and none of
// the text as it stands. It is for speed: nearly no reading of a text without
// unknown words does.
func (n *nameForm) makesWord(asItStands, reference *nameForm) bool {
	for j := range reference.count {
		if r := reference.word(j); n.holdsWord(r) && !asItStands.holdsWord(r) {
			return true
		}
	}
	return false
}

func (n *nameForm) holdsWord(w []byte) bool {
	for i := range n.count {
		if sameLetters(n.word(i), w) <= lettersMoved {
			return true
		}
	}
	return false
}

// isJustified reports that the text may be taken as decoded, with another fault
// besides. Where no word is unknown or has the shape of legacy text, the reading
// must have fewer causes and be proven: make words of the reference, or leave none
// of its letters wrong, where the text as it stands does not. Else it is enough
// that it is proven, makes every word known, explains a word that nothing explains,
// or has the base letters of the reference.
func (d legacyDoubt) isJustified(asItStands, read explanation, decoded, reference *nameForm) bool {
	proven := read.exact > asItStands.exact || read.codes&wrongLetters == 0 && asItStands.codes&wrongLetters != 0
	if !d.any() || proven {
		return proven && (d.any() || read.causes() < asItStands.causes())
	}
	left := decoded.unknownWords()
	unexplained := asItStands.codes&(otherWords|1<<codeNameDifferent) != 0
	return left == 0 || left <= d.unknown && unexplained || sameWords(decoded, reference) == lettersMarks
}

// wrongLetters are the codes of words whose letters are not those of the
// reference.
const wrongLetters = nameCodes(1)<<codeNameKeystrokes | 1<<codeNameNoDiacritics | 1<<codeNameDiacritics |
	1<<codeNameLostLetters | 1<<codeNameIY | 1<<codeNameRegionalSpelling | 1<<codeNameTypo

// legacyNotes gives the notes for a name that agrees when it is decoded. Letter
// case and the place of the tone marks go with the encoding: its capitals are a
// matter of the font. Blanks and signs do not, nor do characters that no legacy
// encoding stores.
func legacyNotes(subject *nameField, decoded string, reference *nameField) codeSet {
	notes := codeSet(1) << codeNameLegacyEncoding
	theirs, changed := vntext.Clean(string(reference.raw))
	if hasIrregularBlanks(string(subject.raw)) != (changed&vntext.ChangeSpacing != 0) || !sameSigns(decoded, theirs) {
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
