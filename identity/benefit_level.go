package identity

// BenefitLevel is the third character of a 15-character health insurance card:
// the level of benefit (mức hưởng BHYT), 1 to 5 (Quyết định 1351/QĐ-BHXH). The
// zero BenefitLevel is none, as on a card that shows only the number.
type BenefitLevel uint8

// IsValid reports a level from 1 to 5.
func (l BenefitLevel) IsValid() bool { return l >= 1 && int(l) < len(benefitLevels) }

// Percent gives the share of the cost that insurance pays at this level, in
// per cent: 100, 95 or 80; 0 for no level. Levels 3 and 4 become 100 at the
// commune level and where one visit costs under 15 % of the base salary.
func (l BenefitLevel) Percent() int {
	if !l.IsValid() {
		return 0
	}
	return int(benefitLevels[l].percent)
}

// Vietnamese gives the meaning of the level in Vietnamese, "" for none.
func (l BenefitLevel) Vietnamese() string {
	if !l.IsValid() {
		return ""
	}
	return benefitLevels[l].meaning
}

// Source gives the decision that defines the level, "" for none.
func (l BenefitLevel) Source() string {
	if !l.IsValid() {
		return ""
	}
	return tableSources[benefitLevels[l].source]
}
