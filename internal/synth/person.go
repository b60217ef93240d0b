package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"

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

// Generator makes citizens. It is not safe for concurrent use.
type Generator struct {
	rng  *rand.Rand
	used map[string]bool // numbers already given
}

// New makes a generator; the same seed gives the same people.
func New(seed uint64) *Generator {
	return &Generator{rng: rand.New(rand.NewPCG(seed, 0x2207)), used: make(map[string]bool)}
}

// provinceCodes are some of the codes of birth registration, the large
// provinces more often.
var provinceCodes = []string{
	"001", "001", "001", "079", "079", "079", "031", "048", "092", "038", "040", "034", "036", "030", "026",
	"049", "052", "056", "066", "064", "075", "074", "080", "086", "089", "091", "095", "002", "010", "015", "020",
}

// Citizen makes one more person. About a third hold a CMND of the past; nobody
// born before the number was in use lacks one.
func (g *Generator) Citizen() Citizen {
	c := Citizen{Female: g.rng.IntN(2) == 0}
	year := 1940 + g.rng.IntN(80)
	month := 1 + g.rng.IntN(12)
	day := 1 + g.rng.IntN(28)
	if month == 1 && day == 1 {
		day = 2 // 1 January is reserved for records that do not know the day
	}
	c.DateOfBirth = identity.MustDate(year, month, day)
	c.FullName = g.name(c.Female)
	c.PersonalID = g.number(func() string { return g.personalID(c) })
	if year < 2000 && g.rng.IntN(2) == 0 {
		c.CMND = g.number(func() string { return fmt.Sprintf("%02d%07d", 1+g.rng.IntN(38), g.rng.IntN(10_000_000)) })
	}
	return c
}

func (g *Generator) personalID(c Citizen) string {
	century := (c.DateOfBirth.Year() - 1900) / 100 * 2
	if c.Female {
		century++
	}
	province := provinceCodes[g.rng.IntN(len(provinceCodes))]
	return fmt.Sprintf("%s%d%02d%06d", province, century, c.DateOfBirth.Year()%100, g.rng.IntN(1_000_000))
}

// number draws until the number is new.
func (g *Generator) number(draw func() string) string {
	for {
		if n := draw(); !g.used[n] {
			g.used[n] = true
			return n
		}
	}
}

// SocialInsuranceNumber gives a new 10-digit mã số BHXH.
func (g *Generator) SocialInsuranceNumber() string {
	return g.number(func() string {
		return provinceCodes[g.rng.IntN(len(provinceCodes))][1:] + fmt.Sprintf("%08d", g.rng.IntN(100_000_000))
	})
}

func (g *Generator) name(female bool) string {
	if g.rng.IntN(50) == 0 {
		return highlanders[g.rng.IntN(len(highlanders))]
	}
	middles, givens := maleMiddles, maleGivens
	if female {
		middles, givens = femaleMiddles, femaleGivens
	}
	words := []string{g.pick(surnames)}
	if g.rng.IntN(20) != 0 {
		words = append(words, g.pick(middles))
	}
	if g.rng.IntN(4) == 0 {
		words = append(words, g.pick(givens))
	}
	given := g.pick(givens)
	for given == words[len(words)-1] {
		given = g.pick(givens)
	}
	return strings.Join(append(words, given), " ")
}

func (g *Generator) pick(from []weighted) string {
	total := 0
	for _, w := range from {
		total += w.weight
	}
	n := g.rng.IntN(total)
	for _, w := range from {
		if n -= w.weight; n < 0 {
			return w.word
		}
	}
	return from[0].word
}
