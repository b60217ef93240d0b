package linkage

import "github.com/bhxh-go/bhxh/matching"

// doubles is what an index tells of the duplicates within it. Where numbers can
// be compared they tell who is who, and so teach how the rest is to be weighed
// where they cannot.
type doubles struct {
	expected float64 // other records of a person, see duplicatesExpected
	// prior is log₂ of the odds that two records whose numbers cannot be compared
	// are one person, by what stands there as their numbers.
	prior  [idKinds][idKinds]float64
	others [turing]float64 // see census.bearers
	most   [turing]float64 // what a name with so many others is worth at most
	// genderSame and genderNot are the weights of the gender beside a name that
	// agrees: most names are given to men or to women, so that namesakes mostly
	// agree in it.
	genderSame, genderNot float64
	// chance is log₂ of how much more often namesakes share a day of birth than
	// the counts of names and days tell: names have their times.
	chance float64
}

// doublesOf gives what the index tells, reckoned once. The index must be locked
// whole.
func (ix *Index) doublesOf() *doubles {
	segment := ix.segments[0]
	segment.once.Do(func() {
		d := &segment.doublesOf
		d.expected = ix.duplicatesExpected()
		d.others = ix.census.bearers()
		for k := range d.most {
			d.most[k] = weightOfName(float64(ix.census.total), d.others[k], rarestName)
		}
		found := ix.namesakes(d)
		d.learn(&ix.census, found)
		d.estimatePriors(&ix.census, found, ix.options.Expected == 0)
	})
	return &segment.doublesOf
}

// besideName corrects the weights of gender and date where the name agrees;
// gender is what package matching gives the gender of the pair.
func (d *doubles) besideName(r matching.Result, gender float64) (sum float64) {
	switch {
	case gender > 0:
		sum = d.genderSame - gender
	case gender < 0:
		sum = d.genderNot - gender
	}
	if r.Agreement(matching.FieldDateOfBirth).Agrees() {
		sum -= d.chance
	}
	return sum
}

// strangersNumber corrects the weights beside the same personal ID and another
// name: the number states gender and year of birth, so that these two agree
// whoever's it is. Where the day does not agree, nothing says that the number
// was not written down for the wrong one of two people. In linking, where the
// registry gives a number once, the record that holds it is the only candidate.
func (d *doubles) strangersNumber(r matching.Result, w [4]float64, p *packed) float64 {
	const noDay = -2
	date := w[matching.FieldDateOfBirth]
	if d == nil || p.idKind != idPersonal || w[matching.FieldName] >= 0 || r.Agreement(matching.FieldDateOfBirth).Agrees() {
		return 0
	}
	return min(noDay-date, 0) - max(w[matching.FieldGender], 0)
}
