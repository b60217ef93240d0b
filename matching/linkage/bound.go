package linkage

import "github.com/bhxh-go/bhxh/identity"

// idRelation is what two numbers can have to do with each other.
type idRelation uint8

const (
	idsUnknown idRelation = iota // not comparable
	idsSame                      // equal
	idsNear                      // equal in a way that package matching must say, or a slip apart
	idsOther                     // two personal IDs
	idsOtherCMND
)

// compareID tells numbers that are certainly different from those that package
// matching has to look at.
func (s *scorer) compareID(x, p *packed) idRelation {
	switch {
	case x.idKind == idNone || x.idKind == idOther || p.idKind == idNone || p.idKind == idOther:
		return idsUnknown
	case x.idKind == p.idKind && x.id == p.id && x.idLen == p.idLen:
		return idsSame
	case x.former != 0 || p.former != 0:
		return idsNear
	case x.idKind == idDigits || p.idKind == idDigits:
		if mayBeLost(x, p) {
			return idsNear
		}
		return idsUnknown
	case x.idKind != p.idKind:
		return idsUnknown
	case mayBeSlip(x.id, p.id):
		return idsNear
	case x.idKind == idCMND:
		return idsOtherCMND
	}
	return idsOther
}

// mayBeSlip reports numbers of one length that may be one wrong digit or one
// swap of neighbours apart: they differ in at most two neighbouring digits.
func mayBeSlip(a, b uint64) bool {
	for a%10 == b%10 {
		a, b = a/10, b/10
	}
	return a/100 == b/100
}

// mayBeLost reports numbers of which one may have lost its leading zeros, or
// lost or gained one digit.
func mayBeLost(x, p *packed) bool {
	switch longer, shorter := x, p; {
	case x.id == p.id:
		return true
	case x.idLen == p.idLen:
		return mayBeSlip(x.id, p.id)
	case x.idLen == p.idLen+1, x.idLen+1 == p.idLen:
		if x.idLen < p.idLen {
			longer, shorter = p, x
		}
		a, b := longer.id, shorter.id
		for a%10 == b%10 && b > 0 {
			a, b = a/10, b/10
		}
		return a/10 == b
	}
	return false
}

// mayReach reports whether a candidate can reach the floor, by what its fields
// can be worth at most. slack allows for what the bounds know less well than
// package matching.
func (s *scorer) mayReach(x *subject, p *packed, name []byte, id idRelation) bool {
	const slack = 0.5
	w := &s.stated
	sum := slack
	switch id {
	case idsSame:
		return true
	case idsNear:
		sum += max(w.prior, s.prior) + max(w.idTypo, w.idZeros)
	case idsOther, idsOtherCMND:
		sum += s.prior + w.idNot
		if id == idsOtherCMND {
			sum += w.idNotCMND - w.idNot
		} else if yearOf(x.packed.date) != yearOf(p.date) && yearOfID(x.packed.id) == yearOf(p.date) {
			sum += w.idTheirYear
		}
	default:
		sum += s.prior
	}
	switch {
	case x.packed.gender == identity.GenderUnknown || p.gender == identity.GenderUnknown:
	case x.packed.gender == p.gender:
		sum += w.gender
	default:
		sum += w.genderNot
	}
	sum += s.dateBound(x.packed.date, p.date, id)
	if sum+mostOfName < s.floor {
		return false
	}
	if agrees := sum + s.nameWeight(name, id); agrees < s.floor || string(x.name) == string(name) {
		return agrees >= s.floor
	}
	s.words.read(name)
	switch s.rel.bound(x.name, &x.words, name, &s.words) {
	case nameOther:
		sum += w.middle
	case nameSurname:
		sum += max(w.surname, w.surname-2)
	case nameGiven:
		sum += w.given
	case nameLookAlike:
		sum += w.lookAlike
	default:
		sum += s.nameWeight(name, id)
	}
	return sum >= s.floor
}

// mostOfName is more than any name is worth.
const mostOfName = 30

// nameWeight bounds what the agreement on a name of the index is worth.
func (s *scorer) nameWeight(name []byte, id idRelation) float64 {
	const rarest = 16 // the stated weight of the rarest names
	if id == idsNear {
		return rarest
	}
	return s.census.weight(s.census.name(name), rarest)
}

// dateBound bounds what two dates are worth.
func (s *scorer) dateBound(a, b uint32, id idRelation) float64 {
	w := &s.stated
	switch {
	case a == 0 || b == 0:
		return 0
	case a == b || !isDay(a) || !isDay(b):
		if yearOf(a) != yearOf(b) {
			return -2 // partial dates of two years
		}
		most := 14.0
		if id != idsNear {
			most = s.census.weight(s.census.date(coarser(a, b)), 13)
		}
		return max(most, w.datePartial)
	}
	year, month, day := yearOf(a) != yearOf(b), monthOf(a) != monthOf(b), dayOf(a) != dayOf(b)
	switch {
	case !year && (isNewYear(a) || isNewYear(b) || monthOf(a) == dayOf(b) && dayOf(a) == monthOf(b)):
		return w.dateMost
	case mayBeLunar(a, b):
		return w.dateMost
	case year && month || year && day || month && day:
		return w.dateTwoParts
	case year && !isSlip(yearOf(a), yearOf(b)):
		return w.dateYear
	}
	return w.dateOnePart
}

// mayBeLunar reports whether one date may be the other in the lunar calendar,
// whose year begins three to seven weeks later.
func mayBeLunar(a, b uint32) bool {
	days := 372*(yearOf(a)-yearOf(b)) + 31*(monthOf(a)-monthOf(b)) + dayOf(a) - dayOf(b)
	days = max(days, -days)
	return days > 14 && days < 60
}

// isSlip reports numbers that are one or ten apart, or differ in one digit.
func isSlip(a, b int) bool {
	d := max(a-b, b-a)
	wrong := 0
	for ; a > 0 || b > 0; a, b = a/10, b/10 {
		if a%10 != b%10 {
			wrong++
		}
	}
	return d == 1 || d == 10 || wrong == 1
}

func isNewYear(date uint32) bool { return monthOf(date) == 1 && dayOf(date) == 1 }
