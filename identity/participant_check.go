package identity

// Check reports everything that [Check] reports of the person, and what the
// numbers of insurance say: a mã số BHXH that is missing or cannot be read, a
// 12-digit one before the day on which it is the rule or different from the
// person's own, and the findings of [HealthCard.Check]. None of these keeps the
// record from being put as a question, so that they are warnings and hints.
func (p Participant) Check(asOf Date) Report {
	r := Check(p.Person, asOf)
	number := r.checkSocialInsuranceNumber(string(p.SocialInsuranceNumber), asOf)
	r.checkHealthCard(string(p.HealthCard), number, asOf)
	return r
}

func (r *Report) checkSocialInsuranceNumber(text string, asOf Date) SocialInsuranceNumber {
	n, err := ParseSocialInsuranceNumber(text)
	if err != nil {
		if codeOf(err) == CodeEmpty {
			r.add(bitInsuranceMissing)
			return n
		}
		r.add(bitInsuranceInvalid)
		_, suggested := SuggestSocialInsuranceNumber(text)
		r.addIf(suggested, bitInsuranceLostZero)
		return n
	}
	r.addIf(n.Early(asOf), bitInsuranceEarly)
	r.addIf(n.number.Kind() == NumberPersonalID && r.Number.Kind() == NumberPersonalID && n.number != r.Number, bitInsuranceOtherID)
	return n
}

// checkHealthCard compares the number of the card with the mã số BHXH as well:
// one of the two may be the 10-digit number and the other the personal ID that
// replaces it, which says nothing.
func (r *Report) checkHealthCard(text string, number SocialInsuranceNumber, asOf Date) {
	card, err := ParseHealthCard(text)
	if err != nil {
		r.addIf(codeOf(err) != CodeEmpty, bitCardInvalid)
		return
	}
	r.findings |= card.Check(asOf).findings
	r.addIf(number.IsValid() && card.number.Kind() == number.number.Kind() && card.number != number.number, bitCardOtherNumber)
}
