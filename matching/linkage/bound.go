package linkage

import (
	"math/bits"

	"github.com/bhxh-go/bhxh/identity"
)

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
	case p.idKind == idDigits && p.former == 0:
		return idsUnknown // what is no number confirms nothing
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

// relateIDs is compareID for the bounds, to which a pair that something else
// vouches for is one of numbers that are near.
func (s *scorer) relateIDs(x, p *packed) idRelation {
	id := s.compareID(x, p)
	if id != idsSame && vouches(x, p) {
		return idsNear
	}
	return id
}

// mayBeSlip reports numbers of one length that may be one wrong digit or one
// swap of neighbours apart: they differ in at most two neighbouring digits.
func mayBeSlip(a, b uint64) bool {
	for a%10 == b%10 {
		a, b = a/10, b/10
	}
	return a/100 == b/100
}

// haveTwoWrongDigits reports numbers that differ in two digits.
func haveTwoWrongDigits(a, b uint64) bool {
	wrong := 0
	for ; a != b && wrong < 3; a, b = a/10, b/10 {
		if a%10 != b%10 {
			wrong++
		}
	}
	return wrong == 2
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
		for n := shorter.idLen; n > 0 && a%10 == b%10; n-- {
			a, b = a/10, b/10
		}
		return a/10 == b
	}
	return false
}

// mostOfFields bounds what the fields besides the name can be worth, for
// numbers that are not the same. It allows for what the bounds know less well
// than package matching.
func (s *scorer) mostOfFields(x, p *packed, id idRelation) float64 {
	const slack = 0.5
	w := &s.stated
	sum := slack
	prior := s.priorOf(x, p)
	switch id {
	case idsNear:
		vouched := w.prior + s.expected
		if vouches(x, p) {
			vouched += w.idTypo
		}
		sum += max(vouched, prior) + w.idTypo
		if x.idKind != p.idKind || x.former != 0 || p.former != 0 {
			sum += max(w.idZeros-w.idTypo, 0)
		}
	case idsOtherCMND:
		sum += prior + w.idNotCMND
	case idsOther:
		sum += prior + w.idNot
		if haveTwoWrongDigits(x.id, p.id) {
			sum += w.idTwoDigits - w.idNot
		} else if bearsOutID(x) && bearsOutID(p) {
			sum += ownNumbers
		} else if yearOf(x.date) != yearOf(p.date) && yearOfID(x.id) == yearOf(p.date) {
			sum += w.idTheirYear
		}
	default:
		sum += prior
	}
	switch {
	case x.gender == identity.GenderUnknown || p.gender == identity.GenderUnknown:
	case x.gender == p.gender:
		sum += w.gender
	case s.doubles != nil:
		sum += max(w.genderNot, s.doubles.genderNot)
	default:
		sum += w.genderNot
	}
	return sum + s.dateBound(x.date, p.date, id)
}

// mayReach reports whether a candidate can reach the floor, by what its fields
// can be worth at most.
func (s *scorer) mayReach(x *subject, p *packed, name []byte, id idRelation) bool {
	if id == idsSame {
		return true
	}
	sum, w := s.mostOfFields(x.packed, p, id), &s.stated
	if sum+s.mostOfName() < s.floor {
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
	case nameApart: // another name, or the same by three causes and more: that is worth less still
		sum += w.given
	case nameFew:
		sum += max(w.given, s.nameWeight(name, id)+w.missingAndExtra)
	default:
		sum += s.nameWeight(name, id)
	}
	return sum >= s.floor
}

// The stated weights of the rarest names and of a day of birth.
const (
	rarestName = 16
	dayOfBirth = 13
)

// mostOfName bounds what any name is worth: one that the index holds once.
func (s *scorer) mostOfName() float64 {
	if s.doubles != nil {
		return max(s.size, rarestName, s.doubles.most[0])
	}
	return max(s.size, rarestName)
}

// nameWeight bounds what the agreement on a name of the index is worth.
func (s *scorer) nameWeight(name []byte, id idRelation) float64 {
	switch {
	case id == idsNear && s.doubles != nil:
		return max(rarestName, s.doubles.most[0])
	case id == idsNear:
		return rarestName
	}
	count := s.census.name(name)
	switch others := int(count) - 2; {
	case s.doubles == nil:
		return s.atMost(count, rarestName)
	case others < turing:
		return s.doubles.most[max(others, 0)]
	default:
		return s.size - log2Below(uint32(others))
	}
}

// atMost bounds the weight that the census gives a count, without a logarithm.
func (s *scorer) atMost(count uint32, stated float64) float64 {
	if count == 0 {
		return s.census.weight(0, stated)
	}
	return s.size - log2Below(count)
}

// log2Below gives log₂ of n or up to a tenth less.
func log2Below(n uint32) float64 {
	sixteenths := [...]float64{0, 0.087, 0.169, 0.247, 0.321, 0.392, 0.459, 0.523, 0.584, 0.643, 0.7, 0.754, 0.807, 0.857, 0.906, 0.954}
	exponent := bits.Len32(n) - 1
	return float64(exponent) + sixteenths[n<<(31-exponent)>>27&15]
}
