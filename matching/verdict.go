package matching

// The results of this file stand for what a registry says without values.

// Unconfirmed gives the result of a registry that names the fields that are
// wrong, and nothing more: those are Different with <field>.unconfirmed, and of
// the others nothing is known.
func Unconfirmed(fields ...Field) Result {
	codes := [fieldCount]codeIndex{codeNameUnconfirmed, codeDateUnconfirmed, codeGenderUnconfirmed, codeIDUnconfirmed}
	var r Result
	for _, f := range fields {
		if f < fieldCount {
			r.agreements[f] = Different
			r.codes |= 1 << codes[f]
		}
	}
	return r
}

// UnconfirmedRecord gives the result of a match-or-nothing service that knows
// nobody by this number, name and date together: every field is Unknown and
// the record does not match.
func UnconfirmedRecord() Result { return Result{codes: 1 << codeRecordUnconfirmed} }

// NumberNotFound gives the result of a registry that was asked by number and
// knows nobody under it.
func NumberNotFound() Result {
	return Result{agreements: [fieldCount]Agreement{FieldID: Different}, codes: 1 << codeIDNotFound}
}

// OtherPerson gives the result of a comparison with the record found under a
// number that turned out to be another person's: the one code id.other_person,
// and nothing of the stranger's name, date or gender. The score and the waterfall
// are those of the comparison that led here.
func OtherPerson(compared Result) Result {
	return Result{
		agreements: [fieldCount]Agreement{FieldID: Different},
		comparable: compared.comparable,
		codes:      1 << codeIDOtherPerson,
		weights:    compared.weights,
		policy:     compared.policy,
	}
}
