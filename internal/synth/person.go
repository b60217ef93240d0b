package synth

import (
	"fmt"

	"github.com/bhxh-go/bhxh/identity"
)

// Citizen is one synthetic person as the national registry holds them: the
// truth against which records are judged.
type Citizen struct {
	PersonalID  string // 12 digits
	CMND        string // 9 digits, or ""
	FullName    string
	DateOfBirth identity.Date
	Female      bool
}

// Gender gives "Nam" or "Nữ".
func (c Citizen) Gender() string {
	if c.Female {
		return "Nữ"
	}
	return "Nam"
}

// Person gives the record of the citizen as it should be.
func (c Citizen) Person() identity.Person {
	return identity.Person{
		FullName:    identity.Name(c.FullName),
		DateOfBirth: identity.Text(c.DateOfBirth.Reveal()),
		Gender:      identity.Text(c.Gender()),
		IDNumber:    identity.Text(c.PersonalID),
	}
}

// The numbers 4b, 4b+1, 4b+2 and 4b+3 that end a personal ID are a block. A
// family takes one block, each member the number of its place; the last number
// of every block is given to nobody.
const (
	blockSize     = 4
	blocksPerYear = 1_000_000 / blockSize
	firstYear     = 1940
	baseYears     = 70 // years of birth of first-born children, from firstYear
)

// MaxCitizens is the number of people that a world can hold.
const MaxCitizens = baseYears * blocksPerYear / familiesOfTwenty * 20

// Of every twenty people eleven have no brother or sister in the world, three
// pairs and one group of three are siblings.
const familiesOfTwenty = 15

var (
	familyOfTwenty = [20]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11, 12, 12, 13, 13, 14, 14, 14}
	memberOfTwenty = [20]int{11: 0, 12: 1, 14: 1, 16: 1, 18: 1, 19: 2}
)

// nobodysID gives a personal ID of the same kind as that of c which is given to
// nobody.
func nobodysID(c Citizen) string {
	last := len(c.PersonalID) - 2
	tail := (int(c.PersonalID[last]-'0')*10 + int(c.PersonalID[last+1]-'0')) | (blockSize - 1)
	return fmt.Sprintf("%s%02d", c.PersonalID[:last], tail)
}

// personalID makes the number of a person out of its parts.
func personalID(province string, female bool, year, sequence int) string {
	century := (year - 1900) / 100 * 2
	if female {
		century++
	}
	var b [12]byte
	copy(b[:], province)
	b[3] = '0' + byte(century)
	putDigits(b[4:6], year%100)
	putDigits(b[6:], sequence)
	return string(b[:])
}

// putDigits fills dst with the last digits of n.
func putDigits(dst []byte, n int) {
	for i := len(dst) - 1; i >= 0; i-- {
		dst[i] = '0' + byte(n%10)
		n /= 10
	}
}
