package matching

import (
	"bytes"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/identity"
)

// idForm is a number as read: a personal ID, a CMND, or something else.
type idForm struct {
	raw    identity.Text
	value  identity.Number
	former identity.Number // the CMND that the number replaced, where the record knows it
	absent bool
}

func readID(p *identity.Person) idForm {
	id := idForm{raw: p.IDNumber}
	if id.absent = p.IDNumber.IsEmpty(); !id.absent {
		id.value, _ = identity.ParseNumber(string(p.IDNumber))
	}
	if p.FormerID != "" {
		id.former, _ = identity.ParseNumber(string(p.FormerID))
	}
	return id
}

// compareID compares in this order:
//
//  1. subject empty: missing
//  2. reference empty or not a number: unknown
//  3. equal numbers: same (equal text) or equivalent
//  4. a CMND that the reference confirms as its former number: equivalent, with
//     the note id.old_number. The other way round, a personal ID whose record
//     knows the reference's CMND as its former number: equivalent
//  5. equal after leading zeros, or one edit away from the reference's number
//     or its former number: id.typo
//  6. a CMND where the reference brings a personal ID: id.old_number. That holds
//     where the reference knows another CMND, too: a person who moved to another
//     province was given a new one, and the register keeps the last
//  7. neither 12 nor 9 digits: id.invalid
//  8. any other number: id.different
func compareID(r *Result, subject, reference *idForm) {
	switch {
	case subject.absent:
		r.set(FieldID, Missing, codeIDMissing)
	case !reference.value.IsValid():
	case subject.value == reference.value:
		r.agree(FieldID, subject.raw == reference.raw)
		r.compared(FieldID, weightOfSameID(subject.value))
	case subject.value.IsValid() && subject.value == reference.former:
		r.agree(FieldID, false)
		r.notes |= 1 << codeIDOldNumber
		r.compared(FieldID, weightIDFormer)
	case subject.former.IsValid() && subject.former == reference.value:
		r.agree(FieldID, false)
		r.compared(FieldID, weightIDFormer)
	default:
		compareDifferentIDs(r, subject, reference)
	}
}

func compareDifferentIDs(r *Result, subject, reference *idForm) {
	if w, ok := typoWeight(subject, reference); ok {
		r.set(FieldID, Different, codeIDTypo)
		r.compared(FieldID, w)
		return
	}
	mine, other := subject.value.Kind(), reference.value.Kind()
	switch {
	case mine == identity.NumberCMND && other == identity.NumberPersonalID:
		r.set(FieldID, Different, codeIDOldNumber)
	case !subject.value.IsValid():
		r.set(FieldID, Different, codeIDInvalid)
		if holdsNumber(subject, reference.value) {
			r.compared(FieldID, weightIDTypo)
		}
	default:
		r.set(FieldID, Different, codeIDDifferent)
		if mine == other {
			r.compared(FieldID, weightOfDifferentIDs(subject.value, reference.value))
		}
	}
}

// typoWeight reports a typing error of the reference's number or of its former
// one, and what it is worth.
func typoWeight(subject, reference *idForm) (float32, bool) {
	var mine, other [maxIDText]byte
	a := idText(mine[:0], string(subject.raw))
	if len(a) > maxIDText {
		return 0, false
	}
	for _, n := range [...]identity.Number{reference.value, reference.former} {
		if !n.IsValid() {
			continue
		}
		b, _ := n.AppendText(other[:0])
		switch {
		case lostZeros(a, b):
			return weightIDLostZeros, true
		case editDistance(a, b, 1) <= 1:
			if n.Kind() != identity.NumberPersonalID {
				return weightIDFormerTypo, true
			}
			return weightIDTypo, true
		}
	}
	return 0, false
}

// haveTwoWrongDigits reports two personal IDs that differ in two digits, one of
// them before the last two: twins are registered one after the other.
func haveTwoWrongDigits(subject, reference identity.Number) bool {
	var mine, other [maxIDText]byte
	a, _ := subject.AppendText(mine[:0])
	b, _ := reference.AppendText(other[:0])
	if len(a) != len(b) {
		return false
	}
	wrong, first := 0, len(a)
	for i := range a {
		if a[i] != b[i] {
			wrong++
			first = min(first, i)
		}
	}
	return wrong == 2 && first < len(a)-2
}

// lastDigits gives how far apart two personal IDs are that differ in the last
// digit alone, 0 for others.
func lastDigits(a, b identity.Number) int {
	var mine, other [maxIDText]byte
	x, _ := a.AppendText(mine[:0])
	y, _ := b.AppendText(other[:0])
	last := len(x) - 1
	if last < 0 || len(x) != len(y) || string(x[:last]) != string(y[:last]) {
		return 0
	}
	return max(int(x[last])-int(y[last]), int(y[last])-int(x[last]))
}

// holdsNumber reports a text of too many digits in which the whole of a personal
// ID stands.
func holdsNumber(subject *idForm, n identity.Number) bool {
	if n.Kind() != identity.NumberPersonalID {
		return false
	}
	var mine, other [maxIDText]byte
	a := idText(mine[:0], string(subject.raw))
	b, _ := n.AppendText(other[:0])
	return bytes.Contains(a, b)
}

// lostZeros reports whether a, padded with zeros to the length of b, is b.
func lostZeros(a, b []byte) bool {
	n := len(b) - len(a)
	if n <= 0 || len(a) == 0 {
		return false
	}
	for _, c := range b[:n] {
		if c != '0' {
			return false
		}
	}
	return string(a) == string(b[n:])
}

// maxIDText bounds the text in which a typing error is looked for: twelve
// digits, one of them twice, and room for a decimal part.
const maxIDText = 16

// idText appends the characters of a number without their notation: blanks,
// dots, hyphens, a leading apostrophe, the decimal part that a spreadsheet adds.
// A full-width digit is a digit; any other character counts as one wrong digit.
// It stops one past maxIDText.
func idText(dst []byte, s string) []byte {
	s = trimDecimalPart(s)
	for i := 0; i < len(s) && len(dst) <= maxIDText; {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch c {
			case ' ', '\t', '\n', '\r', '.', '-':
			case '\'':
				if len(dst) > 0 {
					dst = append(dst, c)
				}
			default:
				dst = append(dst, c)
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r >= '０' && r <= '９':
			dst = append(dst, byte('0'+r-'０'))
		case isBlank(r):
		default:
			dst = append(dst, '?')
		}
	}
	return dst
}

// trimDecimalPart cuts ".0" or ".00" off a number that has no other dot.
func trimDecimalPart(s string) string {
	end := len(s)
	for end > 0 && s[end-1] == ' ' {
		end--
	}
	zeros := end
	for zeros > 0 && s[zeros-1] == '0' {
		zeros--
	}
	if n := end - zeros; n < 1 || n > 2 || zeros == 0 || s[zeros-1] != '.' {
		return s
	}
	for i := range zeros - 1 {
		if s[i] == '.' {
			return s
		}
	}
	return s[:zeros-1]
}

// isBlank reports the blanks and invisible characters beyond ASCII that
// documents put between digits.
func isBlank(r rune) bool {
	switch r {
	case '\u00a0', '\u202f', '\u3000', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return true
	}
	return r >= '\u2000' && r <= '\u200a'
}
