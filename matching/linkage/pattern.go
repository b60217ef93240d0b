package linkage

import (
	"iter"

	"github.com/bhxh-go/bhxh/matching"
)

// Level is how well one field of two records agrees, coarsely: what an
// estimate of the weights counts.
type Level uint8

// The levels. LevelNone says nothing.
const (
	LevelNone  Level = iota // a value is missing, or was not compared
	LevelSame               // the same, or the same written differently
	LevelNear               // a fault with a cause: a slip, lost marks, a placeholder
	LevelFar                // one part is another: a word of the name, a part of the date
	LevelOther              // another value
	Levels                  // how many there are
)

// PatternFields is the number of fields of a pattern: those of package
// matching.
const PatternFields = 4

// Pattern is the levels of all fields of a pair, by [matching.Field].
type Pattern [PatternFields]Level

// patternCount is the number of patterns.
const patternCount = int(Levels) * int(Levels) * int(Levels) * int(Levels)

// PatternOf gives the pattern of a comparison.
func PatternOf(r matching.Result) Pattern {
	var p Pattern
	for f := range p {
		field := matching.Field(f)
		switch {
		case !r.Comparable(field):
		case r.Agreement(field).Agrees():
			p[f] = LevelSame
		default:
			p[f] = levelOf(r, field)
		}
	}
	return p
}

// levelOf gives the level of a field that was compared and differs.
func levelOf(r matching.Result, f matching.Field) Level {
	switch f {
	case matching.FieldName:
		switch {
		case r.Has(matching.NameDifferent):
			return LevelOther
		case r.Has(matching.NameSurname), r.Has(matching.NameMiddle), r.Has(matching.NameGiven):
			return LevelFar
		}
		return LevelNear
	case matching.FieldDateOfBirth:
		parts := 0
		for _, c := range [...]matching.Code{matching.DateDay, matching.DateMonth, matching.DateYear} {
			if r.Has(c) {
				parts++
			}
		}
		switch {
		case r.Has(matching.DateDifferent), parts > 1:
			return LevelOther
		case parts == 1:
			return LevelFar
		}
		return LevelNear
	case matching.FieldID:
		if r.Has(matching.IDTypo) {
			return LevelNear
		}
	}
	return LevelOther
}

// index gives the place of a pattern among all patterns.
func (p Pattern) index() int {
	i := 0
	for _, l := range p {
		i = i*int(Levels) + int(min(l, Levels-1))
	}
	return i
}

func patternAt(i int) (p Pattern) {
	for f := PatternFields - 1; f >= 0; f-- {
		p[f] = Level(i % int(Levels))
		i /= int(Levels)
	}
	return p
}

func countPatterns(patterns iter.Seq[Pattern]) (counts *[patternCount]float64, total float64) {
	counts = new([patternCount]float64)
	for p := range patterns {
		counts[p.index()]++
		total++
	}
	return counts, total
}
