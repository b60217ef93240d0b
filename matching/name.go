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
	possible, simple := mayBeLegacy(string(n.raw))
	if !possible {
		return false
	}
	var readings legacyReadings
	readings.read(string(n.raw), simple)
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
	if possible, simple := mayBeLegacy(string(subject.raw)); possible && !subject.form.lost {
		compareLegacy(r, subject, reference, words, simple)
		return
	}
	form := &subject.form
	e := explainAsItStands(form, &reference.form, words)
	if words != lettersMarks && e.causes() > 1 {
		form, e = explainKeystrokes(form, &reference.form, e)
	}
	r.nameExplained(subject, reference, form, e)
}

// compareLegacy is compareOtherWords for text that legacy bytes can have been read
// as.
func compareLegacy(r *Result, subject, reference *nameField, words int, simple bool) {
	var readings legacyReadings
	readings.read(string(subject.raw), simple)
	for i := range readings.count {
		decoded := &readings.all[i]
		if sameWords(&decoded.form, &reference.form) <= lettersMoved {
			text, _ := decodeLegacy(string(subject.raw), decoded.encoding)
			r.nameAgrees(legacyNotes(subject, text, reference), reference.weight(explanation{}, &decoded.form))
			return
		}
	}
	form := &subject.form
	e := explainAsItStands(form, &reference.form, words)
	switch {
	case words == lettersMarks:
	case readings.count > 0:
		form, e = explainLegacy(subject, &readings, &reference.form, e)
	case e.causes() > 1:
		form, e = explainKeystrokes(form, &reference.form, e)
	}
	r.nameExplained(subject, reference, form, e)
}

// explainAsItStands explains names that do not have the same words.
func explainAsItStands(subject, reference *nameForm, words int) explanation {
	if words == lettersMarks {
		return explainMarks(subject, reference)
	}
	return explain(subject, reference, budget{most: noBound})
}

// nameExplained sets what the explanation of a difference says; form is what the
// subject was read as.
func (r *Result) nameExplained(subject, reference *nameField, form *nameForm, e explanation) {
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
	mine, other := a.letters(), b.letters()
	for i, w := range a.words[:a.count] {
		x, y := mine[w.start:w.end], other[b.words[i].start:b.words[i].end]
		if len(x) != len(y) {
			return lettersOther
		}
		if string(x) == string(y) {
			continue
		}
		if same = max(same, sameLetters(x, y)); same == lettersOther {
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

// cleanName cleans the name once, of a prepared name.
func (n *nameField) cleanName() { n.clean.text, n.clean.change = vntext.Clean(string(n.raw)) }

// maxCleanText is how many bytes of clean text are kept without an allocation.
const maxCleanText = 2 * inlineLetters

// notesOf says in which ways two texts of the same words differ.
func notesOf(subject, reference *nameField, moved bool) codeSet {
	if here, there := subject.clean, reference.clean; here.text != "" && there.text != "" {
		return notesOn(here.change, there.change, sameShape(here.text, there.text), moved)
	}
	var mine, other [maxCleanText]byte
	here, change := vntext.AppendClean(mine[:0], string(subject.raw))
	there, theirs := vntext.AppendClean(other[:0], string(reference.raw))
	return notesOn(change, theirs, sameShape(here, there), moved)
}

// notesOn gives the notes for texts that cleaning changes in these ways.
func notesOn(here, there vntext.Change, sameShape, moved bool) codeSet {
	const unicodeForm = vntext.ChangeUnicode | vntext.ChangeCP1258
	var notes codeSet
	if (here^there)&vntext.ChangeSpacing != 0 || !sameShape {
		notes |= 1 << codeNameCaseOrSpacing
	}
	if moved {
		notes |= 1 << codeNameTonePlacement
	}
	if mine, theirs := here&unicodeForm != 0, there&unicodeForm != 0; mine != theirs || mine && notes == 0 {
		notes |= 1 << codeNameUnicodeForm
	}
	if notes == 0 { // both have their own irregular blanks
		notes = 1 << codeNameCaseOrSpacing
	}
	return notes
}
