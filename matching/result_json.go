package matching

import "encoding/json"

// fieldJSON is one field of the JSON form of a Result.
type fieldJSON struct {
	Agreement  Agreement `json:"agreement"`
	Codes      []Code    `json:"codes,omitempty"`
	Notes      []Code    `json:"notes,omitempty"`
	Comparable bool      `json:"comparable,omitempty"`
	Weight     float32   `json:"weight"`
}

// resultJSON is the JSON form of a Result.
type resultJSON struct {
	Name        fieldJSON `json:"name"`
	DateOfBirth fieldJSON `json:"date_of_birth"`
	Gender      fieldJSON `json:"gender"`
	ID          fieldJSON `json:"id"`
	Record      []Code    `json:"record,omitempty"`
	Policy      *Policy   `json:"policy,omitempty"`
	Matches     bool      `json:"matches"`
	Score       float64   `json:"score"`
	Zone        Zone      `json:"zone"`
}

func (j *resultJSON) fields() [fieldCount]*fieldJSON {
	return [...]*fieldJSON{FieldName: &j.Name, FieldDateOfBirth: &j.DateOfBirth, FieldGender: &j.Gender, FieldID: &j.ID}
}

// MarshalJSON gives the form that [Result] describes.
func (r Result) MarshalJSON() ([]byte, error) {
	out := resultJSON{Matches: r.Matches(), Score: r.Score(), Zone: r.Zone()}
	if r.policy != (Policy{}) {
		out.Policy = &r.policy
	}
	for f, field := range out.fields() {
		*field = fieldJSON{
			Agreement:  r.agreements[f],
			Codes:      (r.codes & codesOf(Field(f))).codes(),
			Notes:      (r.notes & codesOf(Field(f))).codes(),
			Comparable: r.Comparable(Field(f)),
			Weight:     r.weights[f],
		}
	}
	out.Record = (r.codes & (1 << codeRecordUnconfirmed)).codes()
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes; a code that is not known is an
// error. The receiver keeps nothing of what it held before.
func (r *Result) UnmarshalJSON(data []byte) error {
	*r = Result{}
	var in resultJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return &Error{Code: CodeFormat, cause: err}
	}
	var out Result
	for f, field := range in.fields() {
		codes, err := parseCodes(field.Codes)
		if err != nil {
			return err
		}
		notes, err := parseCodes(field.Notes)
		if err != nil {
			return err
		}
		out.agreements[f], out.weights[f] = field.Agreement, field.Weight
		out.codes |= codes & codesOf(Field(f))
		out.notes |= notes & codesOf(Field(f))
		if field.Comparable {
			out.comparable |= 1 << f
		}
	}
	record, err := parseCodes(in.Record)
	if err != nil {
		return err
	}
	out.codes |= record & (1 << codeRecordUnconfirmed)
	if in.Policy != nil {
		out.policy = *in.Policy
	}
	*r = out
	return nil
}

// codesOf gives the codes of a field.
func codesOf(f Field) codeSet {
	starts := [...]codeIndex{codeNameMissing, codeDateMissing, codeGenderMissing, codeIDMissing, codeRecordUnconfirmed}
	return 1<<starts[f+1] - 1<<starts[f]
}
