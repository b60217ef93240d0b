package matching

import (
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
)

// nameField is a name as read.
type nameField struct {
	raw    identity.Name
	form   nameForm
	absent bool
	legacy vntext.LegacyEncoding // form is what this encoding makes of text that nothing else can be
	rarity float32               // see nameForm.rarity; 0 = not yet reckoned
	clean  cleanText             // of a prepared name
}

func (n *nameField) read(raw identity.Name) {
	n.raw = raw
	if !n.form.readFast(string(raw)) {
		n.readSlow()
	}
	n.absent = n.form.count == 0 && !n.form.tooBig
}

// readSlow reads a name that cannot be read as it stands. Either it can when it
// is cleaned, or a legacy encoding turns every word into a known one: then that
// is what it is.
func (n *nameField) readSlow() {
	if len(n.raw) > maxNameText {
		n.form.readSlow(string(n.raw))
		return
	}
	signs := holdsLegacySigns(string(n.raw))
	if signs && n.readLegacy() {
		return
	}
	if clean, _ := vntext.Clean(string(n.raw)); n.form.readFast(clean) || !signs && n.readLegacy() {
		return
	}
	n.form.readSlow(string(n.raw))
}

// readLegacy reads the name in the first legacy encoding that makes every word
// a known one.
func (n *nameField) readLegacy() bool {
	var readings legacyReadings
	readings.read(string(n.raw))
	for i := range readings.count {
		if r := &readings.all[i]; r.form.count > 0 && r.form.unknownWords() == 0 {
			n.form, n.legacy = r.form, r.encoding
			n.form.text, _ = decodeLegacy(string(n.raw), r.encoding)
			return true
		}
	}
	return false
}

// compareName compares in this order:
//
//  1. subject without a letter: missing
//  2. reference without a letter: unknown
//  3. equal text: same
//  4. the same words, whatever their case, spacing, Unicode form and place of
//     the tone marks: equivalent, with a note for each of these that differs
//  5. the text read in a legacy encoding has the same words: equivalent, with
//     the note name.legacy_encoding
//  6. the fewest codes that explain the difference: see explain. Text read in a
//     legacy encoding, or as keystrokes, counts here where that is justified: see
//     explainLegacy and explainKeystrokes
func compareName(r *Result, subject, reference *nameField) {
	switch {
	case subject.absent:
		r.set(FieldName, Missing, codeNameMissing)
		return
	case reference.absent:
		return
	case subject.raw == reference.raw:
		r.agree(FieldName, true)
		r.compared(FieldName, reference.weight(explanation{}, &subject.form))
		return
	}
	form := &subject.form
	words := sameWords(form, &reference.form)
	if words <= lettersMoved {
		w := reference.weight(explanation{}, form)
		if subject.legacy != 0 {
			r.nameAgrees(legacyNotes(subject, form.text, reference), w)
		} else {
			r.nameAgrees(notesOf(subject, reference, words == lettersMoved), w)
		}
		return
	}
	compareOtherWords(r, subject, reference, words)
}

// compareOtherWords compares names that do not have the same words as they
// stand.
func compareOtherWords(r *Result, subject, reference *nameField, words int) {
	var readings legacyReadings
	if !subject.form.lost {
		readings.read(string(subject.raw))
	}
	for i := range readings.count {
		decoded := &readings.all[i]
		if sameWords(&decoded.form, &reference.form) <= lettersMoved {
			text, _ := decodeLegacy(string(subject.raw), decoded.encoding)
			r.nameAgrees(legacyNotes(subject, text, reference), reference.weight(explanation{}, &decoded.form))
			return
		}
	}
	form := &subject.form
	var e explanation
	if words == lettersMarks {
		e = explainMarks(form, &reference.form)
	} else {
		e = explain(form, &reference.form, budget{most: noBound})
		if readings.count > 0 {
			form, e = explainLegacy(subject, &readings, &reference.form, e)
		} else if e.causes() > 1 {
			form, e = explainKeystrokes(form, &reference.form, e)
		}
	}
	w := reference.weight(e, form)
	if e.codes == 0 { // words are joined or split at apostrophes and hyphens
		r.nameAgrees(notesOf(subject, reference, e.marks&movedTone != 0), w)
		return
	}
	r.agreements[FieldName] = Different
	r.codes |= codeSet(e.codes)
	r.compared(FieldName, w)
}

func (r *Result) nameAgrees(notes codeSet, w float32) {
	r.agreements[FieldName] = Equivalent
	r.notes |= notes
	r.compared(FieldName, w)
}

// sameWords compares names word by word: it gives the least that holds of every
// word, lettersOther where the names have not as many.
func sameWords(a, b *nameForm) int {
	if a.tooBig || b.tooBig {
		if string(a.letters()) == string(b.letters()) {
			return lettersIdentical
		}
		return lettersOther
	}
	if a.count != b.count {
		return lettersOther
	}
	same := lettersIdentical
	for i := range a.count {
		if same = max(same, sameLetters(a.word(i), b.word(i))); same == lettersOther {
			break
		}
	}
	return same
}

// A cleanText is a name as vntext.Clean gives it.
type cleanText struct {
	text   string
	change vntext.Change
}

// cleaned gives the clean text of the name, made once for a prepared name.
func (n *nameField) cleaned() cleanText {
	if n.clean.text != "" {
		return n.clean
	}
	text, change := vntext.Clean(string(n.raw))
	return cleanText{text, change}
}

// notesOf says in which ways two texts of the same words differ.
func notesOf(subject, reference *nameField, moved bool) codeSet {
	here, there := subject.cleaned(), reference.cleaned()
	const unicodeForm = vntext.ChangeUnicode | vntext.ChangeCP1258
	var notes codeSet
	if (here.change^there.change)&vntext.ChangeSpacing != 0 || !sameShape(here.text, there.text) {
		notes |= 1 << codeNameCaseOrSpacing
	}
	if moved {
		notes |= 1 << codeNameTonePlacement
	}
	if mine, theirs := here.change&unicodeForm != 0, there.change&unicodeForm != 0; mine != theirs || mine && notes == 0 {
		notes |= 1 << codeNameUnicodeForm
	}
	if notes == 0 { // both have their own irregular blanks
		notes = 1 << codeNameCaseOrSpacing
	}
	return notes
}
