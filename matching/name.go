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
	legacy bool    // form is what a legacy encoding makes of text that nothing else can be
	rarity float32 // see nameForm.rarity; 0 = not yet reckoned
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
		n.form.read(string(n.raw))
		return
	}
	signs := holdsLegacySigns(string(n.raw))
	if signs && n.readLegacy() {
		return
	}
	if clean, _ := vntext.Clean(string(n.raw)); n.form.readFast(clean) || !signs && n.readLegacy() {
		return
	}
	n.form.read(string(n.raw))
}

// readLegacy reads the name in the first legacy encoding that makes every word
// a known one.
func (n *nameField) readLegacy() bool {
	for _, decoded := range legacyReadings(string(n.raw)) {
		if decoded.count > 0 && decoded.unknownWords() == 0 {
			n.form, n.legacy = *decoded, true
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
//     legacy encoding counts here where that makes its words known
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
	switch words {
	case lettersIdentical, lettersMoved:
		w := reference.weight(explanation{}, form)
		if subject.legacy {
			r.nameAgrees(legacyNotes(subject, form, reference), w)
		} else {
			r.nameAgrees(notesOf(subject, reference, words == lettersMoved), w)
		}
		return
	}
	readings := legacyReadings(string(subject.raw))
	for _, decoded := range readings {
		if same := sameWords(decoded, &reference.form); same == lettersIdentical || same == lettersMoved {
			r.nameAgrees(legacyNotes(subject, decoded, reference), reference.weight(explanation{}, decoded))
			return
		}
	}
	var e explanation
	if words == lettersMarks {
		e = explainMarks(form, &reference.form)
	} else {
		e = explain(form, &reference.form)
		if len(readings) > 0 {
			form, e = explainLegacy(subject, readings, &reference.form, e)
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

// notesOf says in which ways two texts of the same words differ.
func notesOf(subject, reference *nameField, moved bool) codeSet {
	mine, changed := vntext.Clean(string(subject.raw))
	theirs, changedThere := vntext.Clean(string(reference.raw))
	const unicodeForm = vntext.ChangeUnicode | vntext.ChangeCP1258
	var notes codeSet
	if (changed^changedThere)&vntext.ChangeSpacing != 0 || !sameShape(mine, theirs) {
		notes |= 1 << codeNameCaseOrSpacing
	}
	if moved {
		notes |= 1 << codeNameTonePlacement
	}
	if here, there := changed&unicodeForm != 0, changedThere&unicodeForm != 0; here != there || here && notes == 0 {
		notes |= 1 << codeNameUnicodeForm
	}
	if notes == 0 { // both have their own irregular blanks
		notes = 1 << codeNameCaseOrSpacing
	}
	return notes
}
