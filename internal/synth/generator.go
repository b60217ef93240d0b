package synth

import "math/rand/v2"

// Generator gives the people of a world one after another. It is not safe for
// concurrent use.
type Generator struct {
	world     *World
	rng       *rand.Rand // for what is not a person: faults and lists
	citizens  int
	strangers int
	insured   int
}

// New makes a generator; the same seed gives the same people.
func New(seed uint64) *Generator {
	return &Generator{world: NewWorld(seed), rng: rand.New(rand.NewPCG(seed, 0x2207))}
}

// Citizen makes one more person.
func (g *Generator) Citizen() Citizen {
	g.citizens++
	return g.world.Citizen(g.citizens - 1)
}

// stranger makes one more person who is of no family that Citizen has given.
func (g *Generator) stranger() Citizen {
	g.strangers++
	return g.world.Citizen(MaxCitizens - 20*g.strangers)
}

// SocialInsuranceNumber gives a new 10-digit mã số BHXH.
func (g *Generator) SocialInsuranceNumber() string {
	g.insured++
	return g.world.insuranceNumber(g.insured - 1)
}
