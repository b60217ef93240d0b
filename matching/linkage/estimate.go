package linkage

import (
	"iter"
	"math"

	"github.com/bhxh-go/bhxh/matching"
)

// Estimate is a model of how the fields of two records agree, in the sense of
// Fellegi and Sunter: M tells how often each level is seen of two records of
// one person, U how often of two people, Prior which share of the pairs is one
// person. The levels of a field add up to 1, [LevelNone] not counted.
type Estimate struct {
	Prior  float64
	M, U   [PatternFields][Levels]float64
	Rounds int     // rounds that it took
	Change float64 // the largest change of a probability in the last round
}

// Weight gives log₂(m/u), what a level of a field adds to the evidence: the
// number that stands in package matching's tables. LevelNone adds nothing.
func (e Estimate) Weight(f matching.Field, l Level) float64 {
	if int(f) >= PatternFields || l == LevelNone || l >= Levels {
		return 0
	}
	return math.Log2(e.M[f][l] / e.U[f][l])
}

// Score gives the probability that a pair with this pattern is one person.
func (e Estimate) Score(p Pattern) float64 {
	bits := logOdds(e.Prior)
	for f, l := range p {
		bits += e.Weight(matching.Field(f), l)
	}
	return probability(bits)
}

// EstimateOptions say how an estimate is made. The zero value is the default.
type EstimateOptions struct {
	// Start is the model to start from. Defaults to one in which a field of one
	// person agrees nine times of ten, and of two people seldom.
	Start *Estimate
	// KeepU leaves U as in Start: the usual way where U was counted on random
	// pairs ([CountU]), since few of those are one person.
	KeepU bool
	// Rounds bounds the rounds. Defaults to 200.
	Rounds int
	// Enough is the change below which it stops. Defaults to 1e-6.
	Enough float64
}

// leastProbability keeps a level that was never seen from deciding alone.
const leastProbability = 1e-7

// EstimateEM estimates a model from pairs of which nobody knows which are one
// person: by expectation maximisation, given that the fields err independently
// of one another. Take the pairs that keys bring together; among pairs at
// random hardly any is one person. Only how often each pattern occurs is kept.
// The error is an *[Error] with CodeOptions.
func EstimateEM(patterns iter.Seq[Pattern], o EstimateOptions) (Estimate, error) {
	if o.Rounds == 0 {
		o.Rounds = 200
	}
	if o.Enough == 0 {
		o.Enough = 1e-6
	}
	e := defaultEstimate()
	if o.Start != nil {
		e = *o.Start
	}
	switch {
	case o.Rounds < 0 || o.Enough < 0:
		return Estimate{}, &Error{Code: CodeOptions, Option: "Rounds"}
	case e.Prior <= 0 || e.Prior >= 1:
		return Estimate{}, &Error{Code: CodeOptions, Option: "Start"}
	}
	e.Rounds, e.Change = 0, 0
	counts, total := countPatterns(patterns)
	if total == 0 {
		return e, nil
	}
	for e.Rounds < o.Rounds {
		next := e.step(counts, total, o.KeepU)
		next.Change = e.distance(&next)
		next.Rounds = e.Rounds + 1
		e = next
		if e.Change < o.Enough {
			break
		}
	}
	return e, nil
}

// step is one round: how likely each pattern is one person, and then the model
// that fits these shares best.
func (e *Estimate) step(counts *[patternCount]float64, total float64, keepU bool) Estimate {
	next := Estimate{U: e.U}
	var m, u [PatternFields][Levels]float64
	matches := 0.0
	for i, n := range counts {
		if n == 0 {
			continue
		}
		p := patternAt(i)
		share := n * e.Score(p)
		matches += share
		for f, l := range p {
			m[f][l] += share
			u[f][l] += n - share
		}
	}
	next.Prior = min(max(matches/total, leastProbability), 1-leastProbability)
	for f := range m {
		next.M[f] = shares(m[f])
		if !keepU {
			next.U[f] = shares(u[f])
		}
	}
	return next
}

// shares turns counts of levels into probabilities.
func shares(counts [Levels]float64) (p [Levels]float64) {
	sum := 0.0
	for _, n := range counts[LevelSame:] {
		sum += n
	}
	for l := LevelSame; l < Levels; l++ {
		p[l] = leastProbability
		if sum > 0 {
			p[l] = max(counts[l]/sum, leastProbability)
		}
	}
	return p
}

func (e *Estimate) distance(other *Estimate) float64 {
	d := math.Abs(e.Prior - other.Prior)
	for f := range e.M {
		for l := range e.M[f] {
			d = max(d, math.Abs(e.M[f][l]-other.M[f][l]), math.Abs(e.U[f][l]-other.U[f][l]))
		}
	}
	return d
}

// CountU counts U on pairs of records drawn at random, nearly all of which are
// two people; the rest of the model is that of the default start.
func CountU(patterns iter.Seq[Pattern]) Estimate {
	e := defaultEstimate()
	counts, _ := countPatterns(patterns)
	var u [PatternFields][Levels]float64
	for i, n := range counts {
		for f, l := range patternAt(i) {
			u[f][l] += n
		}
	}
	for f := range u {
		e.U[f] = shares(u[f])
	}
	return e
}

// defaultEstimate is where the rounds start.
func defaultEstimate() Estimate {
	e := Estimate{Prior: 0.1}
	for f := range e.M {
		e.M[f] = [Levels]float64{LevelSame: 0.9, LevelNear: 0.06, LevelFar: 0.03, LevelOther: 0.01}
		e.U[f] = [Levels]float64{LevelSame: 0.05, LevelNear: 0.1, LevelFar: 0.25, LevelOther: 0.6}
	}
	e.U[matching.FieldGender] = [Levels]float64{LevelSame: 0.5, LevelNear: 0.01, LevelFar: 0.01, LevelOther: 0.48}
	return e
}
