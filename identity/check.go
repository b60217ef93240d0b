package identity

// maxAge and maxIDAge are the ages beyond which a date of birth is refused and
// the birth year of a number is doubted.
const (
	maxAge   = 130
	maxIDAge = 120
)

// Check reads the values of one record and reports every contradiction inside
// it, as seen on the day asOf. It asks nobody and keeps no text of the record.
//
// The rules, in the order of the fields:
//
//  1. A missing name, date of birth or number, a date that cannot be read, does
//     not exist, lies after asOf or more than 130 years before it, and a number
//     of neither 12 nor 9 digits are errors: such a record cannot be put as a
//     question to the population database.
//  2. What the structure of a 12-digit number says against the record (birth
//     year, gender), against asOf (born later, or more than 120 years earlier)
//     or against the table of codes is a warning: Luật Căn cước 26/2023/QH15
//     Điều 12 promises only 12 digits, unique and unchanging.
//  3. What rests on facts that no official source confirms is a hint.
//
// The zero asOf leaves out what needs a day. A record without errors takes no
// memory to check. [Participant.Check] adds the numbers of insurance.
func Check(p Person, asOf Date) Report {
	var r Report
	r.checkName(p.FullName)
	r.checkDate(string(p.DateOfBirth), asOf)
	r.checkGender(string(p.Gender))
	r.checkNumber(string(p.IDNumber), asOf)
	r.checkFormerID(string(p.FormerID))
	return r
}

func (r *Report) checkName(n Name) {
	scan := scanName(string(n))
	if !scan.letters && !scan.lost {
		r.add(bitNameMissing)
		return
	}
	r.addIf(scan.runes > maxNameLength, bitNameTooLong)
	r.addIf(scan.lost, bitNameLostLetters)
	_, change := n.Normalize()
	legacy := change&(NameChangeTCVN3|NameChangeVNI) != 0
	r.addIf(legacy, bitNameLegacyEncoding)
	r.addIf(scan.suspect && !legacy, bitNameLegacySuspected)
	r.addIf(scan.symbols, bitNameCharacters)
	r.addIf(scan.words == 1, bitNameSingleWord)
}

func (r *Report) checkDate(text string, asOf Date) {
	d, err := ParseDate(text)
	if err != nil {
		switch codeOf(err) {
		case CodeEmpty:
			r.add(bitDateMissing)
		case CodeImpossible:
			r.add(bitDateImpossible)
		default:
			r.add(bitDateUnreadable)
		}
		return
	}
	r.DateOfBirth = d
	if asOf.IsValid() {
		r.addIf(d.After(asOf), bitDateFuture)
		r.addIf(asOf.Year() > maxAge && d.Before(makeDate(asOf.Year()-maxAge, asOf.Month(), asOf.Day())), bitDateTooOld)
	}
	r.addIf(d.Precision() != PrecisionDay, bitDateIncomplete)
	r.addIf(d.IsNewYearsDay(), bitDatePlaceholder)
}

func (r *Report) checkGender(text string) {
	g, err := ParseGender(text)
	if err != nil {
		if codeOf(err) == CodeEmpty {
			r.add(bitGenderMissing)
		} else {
			r.add(bitGenderInvalid)
		}
		return
	}
	r.Gender = g
}

func (r *Report) checkNumber(text string, asOf Date) {
	n, err := ParseNumber(text)
	if err != nil {
		if codeOf(err) == CodeEmpty {
			r.add(bitIDMissing)
			return
		}
		r.add(bitIDInvalid)
		_, suggested := SuggestNumber(text)
		r.addIf(suggested, bitIDLostZero)
		return
	}
	r.Number = n
	r.addIf(n.repeatsOneDigit(), bitIDPlaceholder)
	if id, ok := n.PersonalID(); ok {
		r.checkStructure(id, asOf)
		return
	}
	r.add(bitIDOldNumber)
	cmnd, _ := n.CMND()
	r.addIf(cmnd.prefixRow() == nil, bitIDUnknownIssuer)
	r.addIf(cmnd.issuedTwice(), bitIDIssuedTwice)
}

// checkStructure holds what the digits of a personal ID say against the record
// and the day.
func (r *Report) checkStructure(id PersonalID, asOf Date) {
	r.addIf(!regionAssigned(id.RegionCode()), bitIDUnknownRegion)
	year := id.BirthYear()
	r.addIf(r.DateOfBirth.IsValid() && r.DateOfBirth.Year() != year, bitIDBirthYear)
	r.addIf(r.Gender.IsValid() && r.Gender != id.Gender(), bitIDGender)
	r.addIf(asOf.IsValid() && (year > asOf.Year() || year < asOf.Year()-maxIDAge), bitIDImplausibleAge)
}

func (r *Report) checkFormerID(text string) {
	if text == "" {
		return
	}
	n, err := ParseNumber(text)
	switch {
	case err == nil:
		r.addIf(n == r.Number, bitFormerIDSame)
	case codeOf(err) != CodeEmpty:
		r.add(bitFormerIDInvalid)
	}
}

// repeatsOneDigit reports a number such as 000000000000 or 111111111, which
// somebody typed to fill the field.
func (n Number) repeatsOneDigit() bool {
	switch n.Kind() {
	case NumberPersonalID:
		return n.value()%111_111_111_111 == 0
	case NumberCMND:
		return n.value()%111_111_111 == 0
	}
	return false
}

// codeOf gives the code of an error of this package.
func codeOf(err error) Code {
	if e, ok := err.(*Error); ok { // our own parsers return it unwrapped
		return e.Code
	}
	return ""
}
