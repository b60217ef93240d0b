package matching

import (
	"iter"
	"math"
)

// Agreement is how one field of a subject compares with the reference.
type Agreement uint8

// The agreements. The zero Agreement is that nothing is known.
const (
	Unknown    Agreement = iota // the reference has no value, or the registry did not compare this field
	Same                        // identical
	Equivalent                  // the same value, written differently
	Different                   // another value
	Missing                     // the subject has no value
)

// Field is a field of the comparison.
type Field uint8

// The fields.
const (
	FieldName Field = iota
	FieldDateOfBirth
	FieldGender
	FieldID
)

// fieldCount is the number of fields.
const fieldCount = 4

// Zone is the decision that a same-person score leads to.
type Zone uint8

// The zones.
const (
	ZoneDifferent Zone = iota + 1 // two people
	ZoneReview                    // a person has to look
	ZoneSame                      // one person, without review
)

// Result is the comparison of two records: an agreement for each field, the
// codes that say how they differ, and a score for their being one person. It
// is a plain value without personal data and may be kept, compared with ==,
// copied and logged; it is safe for concurrent use. The zero Result knows
// nothing of any field.
//
// As JSON it is
//
//	{"name": {"agreement": "different", "codes": ["name.typo"], "comparable": true, "weight": 8.5},
//	 "date_of_birth": {"agreement": "same", "comparable": true, "weight": 13},
//	 "gender": {"agreement": "missing", "codes": ["gender.missing"], "weight": 0},
//	 "id": {"agreement": "equivalent", "notes": ["id.old_number"], "comparable": true, "weight": 13},
//	 "matches": false, "score": 0.9999, "zone": "same"}
//
// with "record": ["record.unconfirmed"] where a code speaks of the whole record
// and "policy" where it is not the default one. Reading it back gives an equal
// Result; "matches", "score" and "zone" are for other readers and follow from
// the rest.
type Result struct {
	agreements [fieldCount]Agreement
	comparable uint8 // bit f: field f was compared value with value
	codes      codeSet
	notes      codeSet
	weights    [fieldCount]float32
	policy     Policy
}

// Agreement gives the agreement of one field; Unknown for a field that does not
// exist.
func (r Result) Agreement(f Field) Agreement {
	if int(f) < len(r.agreements) {
		return r.agreements[f]
	}
	return Unknown
}

// Codes gives the mismatch codes, in the order of the fields and within a field
// the most specific first.
func (r Result) Codes() []Code { return r.codes.codes() }

// Notes gives the note codes, in the order of the fields.
func (r Result) Notes() []Code { return r.notes.codes() }

// Has reports whether c is among the mismatch codes.
func (r Result) Has(c Code) bool {
	i, ok := c.index()
	return ok && r.codes.has(i)
}

// HasNote reports whether c is among the notes.
func (r Result) HasNote(c Code) bool {
	i, ok := c.index()
	return ok && r.notes.has(i)
}

// Matches reports that at least one field agrees and, under the policy of the
// comparison, no code counts as a mismatch. Under the default policy that is:
// no field is different or missing.
func (r Result) Matches() bool {
	if r.codes&^r.policy.tolerated != 0 || r.notes&r.policy.counted != 0 {
		return false
	}
	for _, a := range r.agreements {
		if a.Agrees() {
			return true
		}
	}
	return false
}

// Policy gives the policy of the comparison.
func (r Result) Policy() Policy { return r.policy }

// WithPolicy gives the result under another policy: only Matches may change.
func (r Result) WithPolicy(p Policy) Result {
	r.policy = p
	return r
}

// Comparable reports whether the values of the field could be compared with
// each other: both are there, can be read, and are of the same kind. A CMND
// beside a personal ID is not comparable, and neither is a missing value.
func (r Result) Comparable(f Field) bool { return f < fieldCount && r.comparable>>f&1 != 0 }

// Score gives how likely the two records are the same person, from 0 to 1. It
// is a separate answer from Matches: a clerical error scores high and does not
// match, and two people with one number match in one field and score low. 0.5
// is the decision; [Result.Zone] leaves room for doubt on both sides of it.
func (r Result) Score() float64 { return probability(r.bits()) }

// bits is the sum of the evidence: the prior and the weight of each field.
func (r Result) bits() float64 {
	sum := float64(priorWeight)
	for _, w := range r.weights {
		sum += float64(w)
	}
	return sum
}

// probability turns log₂ odds into a probability.
func probability(bits float64) float64 { return 1 / (1 + math.Exp2(-bits)) }

// Zone gives the decision that the score leads to. With fewer than two
// comparable fields among name, date of birth and number it is at most
// ZoneReview, and with none it is ZoneReview: little evidence is never a yes,
// no evidence never a no.
func (r Result) Zone() Zone {
	n := 0
	for _, f := range [...]Field{FieldName, FieldDateOfBirth, FieldID} {
		if r.Comparable(f) {
			n++
		}
	}
	score := r.Score()
	switch {
	case n == 0 && !r.codes.has(codeIDOtherPerson):
		return ZoneReview
	case score < zoneReviewFrom:
		return ZoneDifferent
	case score < zoneSameFrom || n < 2:
		return ZoneReview
	}
	return ZoneSame
}

// Share is one step of a score: what is known before any field is looked at,
// or what one field adds.
type Share struct {
	Prior     bool  // the step before the fields; Field is meaningless
	Field     Field // the field that adds the weight
	Agreement Agreement
	Weight    float64 // log₂ of how much more often the same person than another one shows this agreement
	Score     float64 // the score after this step
}

// Waterfall gives the steps from the prior to the score: first the prior, then
// the fields in their order. The weights add up to the log₂ odds of the score,
// and the score of the last step is [Result.Score].
func (r Result) Waterfall() iter.Seq[Share] {
	return func(yield func(Share) bool) {
		sum := float64(priorWeight)
		if !yield(Share{Prior: true, Weight: sum, Score: probability(sum)}) {
			return
		}
		for f, w := range r.weights {
			sum += float64(w)
			if !yield(Share{Field: Field(f), Agreement: r.agreements[f], Weight: float64(w), Score: probability(sum)}) {
				return
			}
		}
	}
}
