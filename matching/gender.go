package matching

import "github.com/bhxh-go/bhxh/identity"

// genderForm is a gender as read.
type genderForm struct {
	raw    identity.Text
	value  identity.Gender
	absent bool
}

func readGender(raw identity.Text) genderForm {
	g := genderForm{raw: raw}
	switch raw { // the words of the forms, before the parser
	case "Nam":
		g.value = identity.GenderMale
	case "Nữ":
		g.value = identity.GenderFemale
	default:
		if g.absent = raw.IsEmpty(); !g.absent {
			g.value, _ = identity.ParseGender(string(raw))
		}
	}
	return g
}

// compareGender compares in this order:
//
//  1. subject empty: missing
//  2. reference empty or unreadable: unknown
//  3. subject in no accepted notation: gender.invalid
//  4. another gender: gender.different
//  5. equal text: same; another notation: equivalent
func compareGender(r *Result, subject, reference *genderForm) {
	switch {
	case subject.absent:
		r.set(FieldGender, Missing, codeGenderMissing)
	case !reference.value.IsValid():
	case !subject.value.IsValid():
		r.set(FieldGender, Different, codeGenderInvalid)
	case subject.value != reference.value:
		r.set(FieldGender, Different, codeGenderDifferent)
		r.compared(FieldGender, weightGenderDifferent)
	default:
		r.agree(FieldGender, subject.raw == reference.raw)
		r.compared(FieldGender, weightGenderSame)
	}
}

// set gives a field its agreement and a code.
func (r *Result) set(f Field, a Agreement, code codeIndex) {
	r.agreements[f] = a
	r.codes |= 1 << code
}

// agree makes a field same or equivalent.
func (r *Result) agree(f Field, identical bool) {
	r.agreements[f] = Equivalent
	if identical {
		r.agreements[f] = Same
	}
}

// compared gives a field that was compared value with value its weight.
func (r *Result) compared(f Field, w float32) {
	r.comparable |= 1 << f
	r.weights[f] = w
}
