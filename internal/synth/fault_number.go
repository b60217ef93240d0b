package synth

import (
	"math/rand/v2"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

func genderFaults() []Fault {
	gender := func(name, code string, write func(rng *rand.Rand, c Citizen) string) Fault {
		return Fault{name, identity.FieldGender, code, false, withText(identity.FieldGender, write)}
	}
	notations := func(male, female []string) func(*rand.Rand, Citizen) string {
		return func(rng *rand.Rand, c Citizen) string {
			if c.Female {
				return pickOf(rng, female)
			}
			return pickOf(rng, male)
		}
	}
	return []Fault{
		gender("gender in another notation", "", notations([]string{"nam", "NAM", "M", "m"}, []string{"nữ", "NỮ", "Nu", "NU", "F", "f"})),
		gender("other gender", "gender.different", notations([]string{"Nữ", "Nữ", "NỮ", "F"}, []string{"Nam", "Nam", "NAM", "M"})),
		gender("gender as a digit", "gender.invalid", func(rng *rand.Rand, _ Citizen) string { return pickOf(rng, []string{"0", "1", "2"}) }),
		gender("words for a gender", "gender.invalid", func(rng *rand.Rand, _ Citizen) string {
			return pickOf(rng, []string{"không rõ", "khác", "x"})
		}),
		{"no gender", identity.FieldGender, "gender.missing", false, without(identity.FieldGender)},
	}
}

func numberFaults() []Fault {
	number := func(name, code string, heavy bool, write func(rng *rand.Rand, id string) string) Fault {
		return Fault{name, identity.FieldIDNumber, code, heavy, withText(identity.FieldIDNumber, func(rng *rand.Rand, c Citizen) string {
			if id := write(rng, c.PersonalID); id != c.PersonalID {
				return id
			}
			return ""
		})}
	}
	return []Fault{
		number("number in groups", "", false, func(rng *rand.Rand, id string) string {
			sign := pickOf(rng, []string{" ", "."})
			return id[:3] + sign + id[3:6] + sign + id[6:]
		}),
		number("blanks around a number", "", false, func(_ *rand.Rand, id string) string { return " " + id + " " }),
		number("digit wrong", "id.typo", false, func(rng *rand.Rand, id string) string {
			b := []byte(id)
			i := rng.IntN(len(b))
			b[i] = '0' + (b[i]-'0'+byte(1+rng.IntN(9)))%10
			return string(b)
		}),
		number("digits swapped", "id.typo", false, func(rng *rand.Rand, id string) string {
			b := []byte(id)
			i := rng.IntN(len(b) - 1)
			b[i], b[i+1] = b[i+1], b[i]
			return string(b)
		}),
		number("digit dropped", "id.typo", false, func(rng *rand.Rand, id string) string {
			i := rng.IntN(len(id))
			return id[:i] + id[i+1:]
		}),
		number("digit added", "id.typo", false, func(rng *rand.Rand, id string) string {
			i := rng.IntN(len(id) + 1)
			return id[:i] + string('0'+byte(rng.IntN(10))) + id[i:]
		}),
		number("leading zero eaten", "id.typo", false, func(_ *rand.Rand, id string) string { return strings.TrimLeft(id, "0") }),
		{"old number", identity.FieldIDNumber, "id.old_number", false, withText(identity.FieldIDNumber, func(_ *rand.Rand, c Citizen) string { return c.CMND })},
		number("another number", "id.different", true, otherNumber),
		number("words for a number", "id.invalid", false, func(rng *rand.Rand, _ string) string {
			return pickOf(rng, []string{"không có", "mất", "chưa cấp", "x"})
		}),
		number("too few digits", "id.invalid", false, func(rng *rand.Rand, id string) string { return id[2 : 4+rng.IntN(6)] }),
		number("too many digits", "id.invalid", false, func(rng *rand.Rand, id string) string {
			return id + pickOf(rng, []string{"11", "25", "000"})
		}),
		{"no number", identity.FieldIDNumber, "id.missing", false, without(identity.FieldIDNumber)},
	}
}

// otherNumber writes a number with the same province and another century, year
// or serial number, more than one slip away.
func otherNumber(rng *rand.Rand, id string) string {
	for {
		b := []byte(id)
		for i := 3 + rng.IntN(4); i < len(b); i++ {
			b[i] = '0' + byte(rng.IntN(10))
		}
		b[3] = '0' + byte(rng.IntN(4))
		if edits(string(b), id) > 2 {
			return string(b)
		}
	}
}
