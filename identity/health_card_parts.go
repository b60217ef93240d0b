package identity

// cardFace is what stands before the number on a 15-character card.
type cardFace struct {
	letters  [2]byte
	level    BenefitLevel
	province uint8
}

func (c HealthCard) unpacked() (cardFace, bool) {
	if c.face == 0 {
		return cardFace{}, false
	}
	v := (c.face ^ faceScramble) - 1
	letters := v / 1000
	return cardFace{
		letters:  [2]byte{'A' + byte(letters/26), 'A' + byte(letters%26)},
		level:    BenefitLevel(v / 100 % 10),
		province: uint8(v % 100),
	}, true
}

// SocialInsuranceNumber gives the mã số BHXH that the card carries, or the
// personal ID that stands in its place.
func (c HealthCard) SocialInsuranceNumber() SocialInsuranceNumber {
	return SocialInsuranceNumber{c.number}
}

// Short gives the card with the face used since 01/04/2021: the number alone.
func (c HealthCard) Short() HealthCard { return HealthCard{number: c.number} }

// IsShort reports a face that shows the number alone.
func (c HealthCard) IsShort() bool { return c.IsValid() && c.face == 0 }

// ObjectLetters gives the two letters of the object code, known or not; "" on
// a face that does not show them.
func (c HealthCard) ObjectLetters() string {
	face, ok := c.unpacked()
	if !ok {
		return ""
	}
	return string(face.letters[:])
}

// ObjectCode gives the object code; false on a face that does not show it and
// for letters that the table does not have.
func (c HealthCard) ObjectCode() (ObjectCode, bool) { return ObjectCodeOf(c.ObjectLetters()) }

// BenefitLevel gives the benefit level that is printed on the card, 0 on a
// face that does not show it.
func (c HealthCard) BenefitLevel() BenefitLevel {
	face, _ := c.unpacked()
	return face.level
}

// IssuerCode gives the two digits of the issuing province, "" on a face that
// does not show them.
func (c HealthCard) IssuerCode() string {
	face, ok := c.unpacked()
	if !ok {
		return ""
	}
	return string(appendDigits(nil, uint64(face.province), 2))
}

// CardIssuer is who issued a health insurance card, as its province digits
// say: one of the 63 provinces, or 97 (Bộ Quốc phòng) or 98 (Bộ Công an).
type CardIssuer struct {
	Code      string // two digits
	Name      string // by the list of 63 provinces
	Certainty Certainty
	Source    string
}

// Issuer gives the issuer that the province digits name; false on a face that
// does not show them and for digits that the table does not have. The digits
// are those of the day of issue: they are read in the list of 63 provinces,
// which was in force as long as 15-character cards were printed.
func (c HealthCard) Issuer() (CardIssuer, bool) {
	face, ok := c.unpacked()
	if !ok {
		return CardIssuer{}, false
	}
	if row := registrationProvince(int(face.province)); row != nil {
		return CardIssuer{row.code[1:], row.name, row.certainty, tableSources[row.source]}, true
	}
	for _, row := range cardAgencies {
		if code, _ := plainDigits(row.code); code == int(face.province) {
			return CardIssuer{row.code, row.name, row.certainty, tableSources[row.source]}, true
		}
	}
	return CardIssuer{}, false
}

// Check reports what is doubtful about the card on the day asOf: letters and
// province digits that no table has, and a benefit level that the object code
// neither has on that day nor had before it. A card printed before a change of
// levels keeps its digit, so an earlier level is accepted; the levels of the
// code with their dates are [ObjectCode.Levels]. With the zero asOf every
// level that the code ever has is accepted.
func (c HealthCard) Check(asOf Date) Report {
	var r Report
	face, ok := c.unpacked()
	if !ok {
		return r
	}
	if _, ok := c.Issuer(); !ok {
		r.add(bitCardUnknownIssuer)
	}
	row := objectRowOf(string(face.letters[:]))
	if row == nil {
		r.add(bitCardUnknownObject)
		return r
	}
	certainty := row.certainty
	for _, level := range objectLevels[row.first : row.first+row.count] {
		if level.level == face.level && (!asOf.IsValid() || !asOf.Before(tableDate(level.from))) {
			return r
		}
		certainty = max(certainty, level.certainty)
	}
	if certainty == CertaintyUnconfirmed {
		r.add(bitCardLevelUnconfirmed)
	} else {
		r.add(bitCardLevel)
	}
	return r
}
