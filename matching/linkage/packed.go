package linkage

import (
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
)

// packedName is how many letters of a name a packed record holds itself; the
// index keeps the few longer ones beside the records.
const packedName = 36

// A packed record is what the index keeps of a record: 64 bytes, one line of
// the processor's cache, so that a candidate costs one access to memory.
type packed struct {
	id        uint64 // the digits of the number as one integer
	insurance uint64 // the same for the mã số BHXH, 0 = none; see longInsurance
	former    uint32 // the CMND that the number replaced, 0 = none
	date      uint32 // year << 9 | month << 5 | day, unknown parts 0
	idKind    idKind
	idLen     uint8 // digits of a malformed number
	gender    identity.Gender
	nameLen   uint8            // letters of the name; longName: name holds its number among the long ones
	name      [packedName]byte // toned letters of package vntext, blanks between words
}

const longName = 255

// idKind says what stands where a number should.
type idKind uint8

const (
	idNone     idKind = iota
	idPersonal        // 12 digits
	idCMND            // 9 digits
	idDigits          // digits, but neither 12 nor 9
	idOther           // no number
	idKinds
)

// maxIDDigits bounds the digits of a malformed number that are kept: twelve and
// one too many. What follows tells nothing.
const maxIDDigits = 13

// A packer packs records. It is not safe for concurrent use.
type packer struct {
	asOf   identity.Date
	folded []byte
	toned  []byte
	text   []byte
}

// pack packs a record. The name comes back beside it, its letters valid until
// the next call; the caller puts it into the packed record or elsewhere.
func (k *packer) pack(r *Record) (p packed, name []byte) {
	text, _ := vntext.Normalize(string(r.Person.FullName))
	folded, toned, ok := vntext.AppendForms(k.folded[:0], k.toned[:0], text)
	if !ok {
		folded, toned = vntext.AppendFormsSlow(k.folded[:0], k.toned[:0], text)
	}
	k.folded, k.toned = folded, toned
	p.date = packDate(r.Person.DateOfBirth, k.asOf)
	p.gender = packGender(r.Person.Gender)
	p.idKind, p.id, p.idLen = packID(r.Person.IDNumber)
	if r.Person.FormerID != "" {
		if kind, digits, _ := packID(r.Person.FormerID); kind == idCMND {
			p.former = uint32(digits)
		}
	}
	p.insurance = packInsurance(r.InsuranceNumber)
	if len(toned) <= packedName {
		p.nameLen = uint8(copy(p.name[:], toned))
	} else {
		p.nameLen = longName
	}
	return p, toned
}

// packGender reads the two words of the forms before it asks the parser.
func packGender(t identity.Text) identity.Gender {
	switch t {
	case "":
		return identity.GenderUnknown
	case "Nam":
		return identity.GenderMale
	case "Nữ":
		return identity.GenderFemale
	}
	g, _ := identity.ParseGender(string(t))
	return g
}

// packDate gives 0 for a date that cannot be a date of birth on the day asOf.
func packDate(t identity.Text, asOf identity.Date) uint32 {
	if t == "" {
		return 0
	}
	d, err := identity.ParseDate(string(t))
	if err != nil || asOf.IsValid() && (d.After(asOf) || d.Year() < asOf.Year()-130) {
		return 0
	}
	return uint32(d.Year()<<9 | d.Month()<<5 | d.Day())
}

func yearOf(date uint32) int  { return int(date >> 9) }
func monthOf(date uint32) int { return int(date >> 5 & 15) }
func dayOf(date uint32) int   { return int(date & 31) }

// isDay reports a date that is known to the day.
func isDay(date uint32) bool { return date&31 != 0 }

// packID reads a number. One digit repeated is what a form was filled with, no
// number.
func packID(t identity.Text) (kind idKind, digits uint64, n uint8) {
	if t == "" {
		return idNone, 0, 0
	}
	if v, ok := plainNumber(string(t)); ok && len(t) <= maxIDDigits {
		digits, n = v, uint8(len(t))
	} else {
		number, err := identity.ParseNumber(string(t))
		if err == nil {
			var text [16]byte
			b, _ := number.AppendText(text[:0])
			digits, _ = plainNumber(string(b))
			n = uint8(len(b))
		} else if digits, n, ok = looseDigits(string(t)); !ok {
			return idOther, 0, 0
		}
	}
	if isRepeated(digits, n) {
		return idNone, 0, 0
	}
	switch n {
	case 12:
		return idPersonal, digits, n
	case 9:
		return idCMND, digits, n
	}
	return idDigits, digits, n
}

// plainNumber reads text of at most 18 ASCII digits and nothing else.
func plainNumber(s string) (v uint64, ok bool) {
	if len(s) > 18 {
		return 0, false
	}
	for i := range len(s) {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		v = v*10 + uint64(d)
	}
	return v, true
}

// looseDigits reads the digits between blanks, dots and hyphens, the first
// maxIDDigits of them.
func looseDigits(s string) (v uint64, n uint8, ok bool) {
	for _, r := range s {
		switch {
		case r >= '０' && r <= '９':
			r += '0' - '０'
		case r == ' ' || r == '.' || r == '-' || r == '\'' || r == '\u00a0' || r == '\t':
			continue
		case r < '0' || r > '9':
			return 0, 0, false
		}
		if n < maxIDDigits {
			v = v*10 + uint64(r-'0')
			n++
		}
	}
	return v, n, n > 1
}

// isRepeated reports n times the same digit.
func isRepeated(v uint64, n uint8) bool {
	last := v % 10
	for range n {
		if v%10 != last {
			return false
		}
		v /= 10
	}
	return true
}

// longInsurance marks a mã số BHXH of twelve digits among those of ten.
const longInsurance = 1 << 63

// packInsurance gives the digits of a mã số BHXH, 0 for anything else.
func packInsurance(t identity.Text) uint64 {
	if len(t) == 10 {
		if v, ok := plainNumber(string(t)); ok {
			return v
		}
	}
	if t == "" {
		return 0
	}
	n, err := identity.ParseSocialInsuranceNumber(string(t))
	if err != nil {
		return 0
	}
	digits := n.Reveal()
	v, _ := plainNumber(digits)
	if len(digits) == 12 {
		v |= longInsurance
	}
	return v
}
