package matching

import (
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// Sentences hang on codes and may be improved at any time: store and compare
// codes, never sentences.

// Vietnamese gives the sentence for column (9) of Mẫu số 02: what to check and
// in which column to write the correction, never a value. For a code that is
// only a note it is the sentence for the officer, since such a code puts nobody
// on the form. "" for a code that is not known.
func (c Code) Vietnamese() string {
	i, ok := c.index()
	switch {
	case !ok:
		return ""
	case onlyNotes.has(i):
		return wordings[i].note
	}
	return wordings[i].vietnamese
}

// VietnameseNote gives the sentence of the code as a note for the officer: the
// values agree, and what of the stored value to normalise. "" for a code that
// is never a note.
func (c Code) VietnameseNote() string {
	if i, ok := c.index(); ok {
		return wordings[i].note
	}
	return ""
}

// English gives the sentence for developers. "" for a code that is not known.
func (c Code) English() string {
	if i, ok := c.index(); ok {
		return wordings[i].english
	}
	return ""
}

// EnglishNote gives the English sentence of the code as a note. "" for a code
// that is never a note.
func (c Code) EnglishNote() string {
	i, ok := c.index()
	switch {
	case !ok || !noteCodes.has(i):
		return ""
	case onlyNotes.has(i):
		return wordings[i].english
	}
	return englishOldNumberNote
}

// Officer gives the fuller Vietnamese wording for the officer who settles the
// case: the cause in words, then both values side by side. It holds personal
// data of the subject and of the registry. It is for the officer's own screen:
// never for a form, for the participant, or for a log. "" for a code that is
// not known.
func (c Code) Officer(subject, reference identity.Person) string {
	i, ok := c.index()
	if !ok {
		return ""
	}
	text := wordings[i].officer
	if i == codeRecordUnconfirmed {
		return text
	}
	mine, theirs := valueOf(subject, i.field()), valueOf(reference, i.field())
	return text + " Đang quản lý: " + quoted(mine) + "; CSDLQG về dân cư: " + quoted(theirs) + "."
}

func valueOf(p identity.Person, f Field) string {
	switch f {
	case FieldName:
		return string(p.FullName)
	case FieldDateOfBirth:
		return string(p.DateOfBirth)
	case FieldGender:
		return string(p.Gender)
	}
	return string(p.IDNumber)
}

func quoted(value string) string {
	if value = strings.TrimSpace(value); value == "" {
		return "(không có)"
	}
	return "“" + value + "”"
}

// Cause gives the class of causes that the code belongs to, CauseUnknown for a
// code that is not known.
func (c Code) Cause() Cause {
	if i, ok := c.index(); ok {
		return wordings[i].cause
	}
	return CauseUnknown
}

// Remedies gives what can settle the code, in the order in which to try; nil
// for a code that is not known. The last is what remains where the papers prove
// the stored value right.
func (c Code) Remedies() []Remedy {
	i, ok := c.index()
	if !ok {
		return nil
	}
	switch wordings[i].remedy {
	case RemedyOwnEntry:
		if onlyNotes.has(i) {
			return []Remedy{RemedyOwnEntry}
		}
		return []Remedy{RemedyOwnEntry, RemedyDeclaration, RemedyRegistry}
	case RemedyAskAgain:
		return []Remedy{RemedyDeclaration, RemedyAskAgain, RemedyRegistry}
	}
	return []Remedy{RemedyDeclaration, RemedyRegistry}
}
