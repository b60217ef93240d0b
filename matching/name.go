package matching

import (
	"unicode"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
)

// nameField is a name as read.
type nameField struct {
	raw    identity.Name
	form   nameForm
	absent bool
	rarity float32 // see nameForm.rarity; 0 = not yet reckoned
}

func (n *nameField) read(raw identity.Name) {
	n.raw = raw
	n.form.read(string(raw))
	n.absent = n.form.count == 0
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
	e := explain(form, &reference.form)
	if e.codes == 0 {
		r.notes |= notesOf(subject, reference, e)
	} else if decoded, better, ok := explainLegacy(subject, reference, e); ok {
		form, e = decoded, better
		if e.codes == 0 {
			r.notes |= 1<<codeNameLegacyEncoding | spacingNote(decoded.text, reference)
		}
	}
	r.agreements[FieldName] = Different
	if e.codes == 0 {
		r.agreements[FieldName] = Equivalent
	}
	r.codes |= e.codes
	r.compared(FieldName, reference.weight(e, form))
}

// notesOf says in which ways two texts of the same words differ.
func notesOf(subject, reference *nameField, e explanation) codeSet {
	mine, changed := vntext.Clean(string(subject.raw))
	theirs, changedThere := vntext.Clean(string(reference.raw))
	const unicodeForm = vntext.ChangeUnicode | vntext.ChangeCP1258
	var notes codeSet
	if (changed^changedThere)&vntext.ChangeSpacing != 0 || !sameShape(mine, theirs) {
		notes |= 1 << codeNameCaseOrSpacing
	}
	if e.marks&movedTone != 0 {
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

// spacingNote gives the note for blanks that a legacy encoding does not explain.
func spacingNote(decoded string, reference *nameField) codeSet {
	_, changed := vntext.Clean(decoded)
	_, changedThere := vntext.Clean(string(reference.raw))
	if (changed^changedThere)&vntext.ChangeSpacing != 0 {
		return 1 << codeNameCaseOrSpacing
	}
	return 0
}

// sameShape reports texts of the same letter case, with the same signs and
// blanks in the same places.
func sameShape(a, b string) bool {
	for {
		x, restA := nextShape(a)
		y, restB := nextShape(b)
		if x != y {
			return false
		}
		if x == 0 {
			return true
		}
		a, b = restA, restB
	}
}

// nextShape gives 'A' for an upper-case letter, 'a' for any other, the sign
// itself for a sign, 0 at the end. Combining marks are part of their letter.
func nextShape(s string) (shape rune, rest string) {
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		switch {
		case r < utf8.RuneSelf && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z'):
			return r, s
		case unicode.IsUpper(r):
			return 'A', s
		case unicode.IsLetter(r):
			return 'a', s
		case !unicode.Is(unicode.Mn, r):
			return r, s
		}
	}
	return 0, ""
}
