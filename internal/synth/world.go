package synth

import (
	"math/rand/v2"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// World is a population in which the person of every index is reckoned from the
// seed and the index alone: nothing is kept, so that a world of any size takes
// no memory, and its people can be visited in any order. No number is given
// twice. It is not safe for concurrent use.
type World struct {
	seed     uint64
	families permutation // family → year of birth and block of numbers
	cmnds    permutation
	insured  permutation
	pcg      *rand.PCG
	rng      *rand.Rand

	surnames, provinces         picker
	maleMiddles, maleGivens     picker
	femaleMiddles, femaleGivens picker
}

// How many numbers of each kind there are: 01…38 followed by seven digits, and
// 01…79 followed by eight.
const (
	cmndCount    = 380_000_000
	insuredCount = 7_900_000_000
)

// NewWorld makes a world; the same seed gives the same people.
func NewWorld(seed uint64) *World {
	w := &World{
		seed:     seed,
		families: newPermutation(mix(seed, 1), baseYears*blocksPerYear),
		cmnds:    newPermutation(mix(seed, 2), cmndCount),
		insured:  newPermutation(mix(seed, 3), insuredCount),
		pcg:      rand.NewPCG(0, 0),

		surnames: newPicker(surnames), provinces: newPicker(provinceCodes),
		maleMiddles: newPicker(maleMiddles), maleGivens: newPicker(maleGivens),
		femaleMiddles: newPicker(femaleMiddles), femaleGivens: newPicker(femaleGivens),
	}
	w.rng = rand.New(w.pcg)
	return w
}

// Citizen gives the person of an index from 0 to [MaxCitizens]-1. About half of
// those born before 2000 hold a CMND of the past. Brothers and sisters have
// indices next to each other.
func (w *World) Citizen(i int) Citizen {
	family := i/20*familiesOfTwenty + familyOfTwenty[i%20]
	member := memberOfTwenty[i%20]
	place := w.families.at(family)
	year, block := firstYear+place/blocksPerYear, place%blocksPerYear
	after, twin := w.yearsAfter(block, member)

	w.pcg.Seed(w.seed, uint64(family))
	f := w.family()
	c := Citizen{Female: f.female}
	given := f.given
	for m := 1; m <= member; m++ {
		_, isTwin := w.yearsAfter(block, m)
		c.Female, given = w.nextChild(&f, isTwin)
	}
	c.FullName = f.name(c.Female, given)
	c.DateOfBirth = f.birthday.of(year)
	if member > 0 && !twin {
		w.pcg.Seed(w.seed^0xd0b, uint64(i))
		c.DateOfBirth = w.birthday().of(year + after)
	}
	c.PersonalID = personalID(f.province, c.Female, year+after, block*blockSize+member)
	if year+after < 2000 && mix(w.seed, 4, uint64(i))%2 == 0 {
		c.CMND = w.cmnd(i)
	}
	return c
}

// yearsAfter gives how many years after the first child of its family the
// member was born, and whether it is the first child's twin. It hangs on the
// block alone, so that no two families reach the same year and number.
func (w *World) yearsAfter(block, member int) (years int, twin bool) {
	for m := 1; m <= member; m++ {
		h := mix(w.seed, 5, uint64(block), uint64(m))
		if twin = m == 1 && h%20 == 0; !twin {
			years += 1 + int((h>>8)%5)
		}
	}
	return years, twin
}

// cmnd gives the 9-digit number that belongs to an index.
func (w *World) cmnd(i int) string {
	var b [9]byte
	putDigits(b[:], 10_000_000+w.cmnds.at(i))
	return string(b[:])
}

// insuranceNumber gives the mã số BHXH that belongs to the k-th record.
func (w *World) insuranceNumber(k int) string {
	var b [10]byte
	putDigits(b[:], 100_000_000+w.insured.at(k))
	return string(b[:])
}

// A birthday is a day of the year, never 1 January: that day is reserved for
// records that do not know it.
type birthday struct{ month, day int }

func (w *World) birthday() birthday {
	b := birthday{1 + w.rng.IntN(12), 1 + w.rng.IntN(31)}
	if b.month == 1 && b.day == 1 {
		b.day = 2
	}
	return b
}

// of gives the birthday in a year; a day that the month does not have becomes
// its last one.
func (b birthday) of(year int) identity.Date {
	for day := b.day; ; day-- {
		if d, err := identity.NewDate(year, b.month, day); err == nil {
			return d
		}
	}
}

// family is what brothers and sisters share, and the first of them.
type family struct {
	province       string
	whole          func(female bool, given string) string // of a minority people, else nil
	men, women     string                                 // names without the given name
	birthday       birthday
	female         bool
	given          string
	givens         []string // given names taken
	minorityGivens [2][]string
}

func (f *family) name(female bool, given string) string {
	switch {
	case f.whole != nil:
		return f.whole(female, given)
	case female:
		return f.women + " " + given
	}
	return f.men + " " + given
}

func (w *World) family() family {
	f := family{province: w.provinces.pick(w.rng), birthday: w.birthday(), female: w.rng.IntN(2) == 0}
	if w.rng.IntN(50) == 0 {
		w.minority(&f)
	} else {
		surname := w.surnames.pick(w.rng)
		f.men = w.stem(surname, &w.maleMiddles, &w.maleGivens)
		f.women = w.stem(surname, &w.femaleMiddles, &w.femaleGivens)
	}
	f.given = w.givenName(&f, f.female)
	f.givens = []string{f.given}
	return f
}

// stem gives a surname with its middle names: one mostly, none in one of
// twenty, two in one of four.
func (w *World) stem(surname string, middles, givens *picker) string {
	words := []string{surname}
	if w.rng.IntN(20) != 0 {
		words = append(words, middles.pick(w.rng))
	}
	if w.rng.IntN(4) == 0 {
		if extra := givens.pick(w.rng); extra != words[len(words)-1] {
			words = append(words, extra)
		}
	}
	return strings.Join(words, " ")
}

// givenName draws a given name that does not repeat the word before it.
func (w *World) givenName(f *family, female bool) string {
	if f.whole != nil {
		if female {
			return pickOf(w.rng, f.minorityGivens[1])
		}
		return pickOf(w.rng, f.minorityGivens[0])
	}
	givens, stem := &w.maleGivens, f.men
	if female {
		givens, stem = &w.femaleGivens, f.women
	}
	for {
		if given := givens.pick(w.rng); !strings.HasSuffix(stem, given) {
			return given
		}
	}
}

// nextChild gives the next brother or sister: of another given name, and if a
// twin often of one that sounds alike.
func (w *World) nextChild(f *family, twin bool) (female bool, given string) {
	female = w.rng.IntN(2) == 0
	if twin && w.rng.IntN(10) < 7 {
		female = f.female
	}
	if twin && f.whole == nil && w.rng.IntN(3) > 0 {
		for _, pair := range twinGivens {
			if pair[0] == f.given {
				return female, pair[1]
			}
		}
	}
	for tries := 0; ; tries++ {
		given = w.givenName(f, female)
		taken := false
		for _, g := range f.givens {
			taken = taken || g == given
		}
		if !taken || tries > 100 {
			f.givens = append(f.givens, given)
			return female, given
		}
	}
}
