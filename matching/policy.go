package matching

import "encoding/json"

// Policy says which codes keep a record from matching, "what counts as a
// mismatch for the plan". The zero Policy is the table of the codes: every
// mismatch code counts, no note does.
//
// A Policy changes what [Result.Matches] answers and nothing else: the codes,
// the notes and the score of a result stay what they are. It is comparable and
// safe for concurrent use.
type Policy struct {
	tolerated codeSet // mismatch codes that do not count
	counted   codeSet // note codes that count
}

// Strict is the policy for a first clean-up: besides every mismatch, each note
// on the name counts, so that only a value stored exactly as the registry holds
// it, but for letter case and spacing, matches.
func Strict() Policy {
	return Policy{}.Count(NameUnicodeForm, NameTonePlacement, NameLegacyEncoding)
}

// Lenient is the policy for work that only asks whether this is the person:
// what a keyboard, an encoding or an incomplete paper did to a value that
// otherwise agrees does not count, and neither does a value that is missing
// here but known to the registry, name and number excepted.
func Lenient() Policy {
	return Policy{}.Tolerate(
		NameKeystrokes, NameNoDiacritics, NameLostLetters, NameIY, NameWordBoundary, NameAbbreviated,
		DateMissing, DateIncomplete, DatePlaceholder,
		GenderMissing, GenderInvalid,
	)
}

// Tolerate gives the policy under which the mismatch codes do not count. Codes
// that are only notes have no effect.
func (p Policy) Tolerate(codes ...Code) Policy {
	for _, c := range codes {
		if i, ok := c.index(); ok {
			p.tolerated |= 1 << i &^ onlyNotes
		}
	}
	return p
}

// Count gives the policy under which the codes count: mismatch codes that were
// tolerated, and notes.
func (p Policy) Count(codes ...Code) Policy {
	for _, c := range codes {
		if i, ok := c.index(); ok {
			p.tolerated &^= 1 << i
			p.counted |= 1 << i & noteCodes
		}
	}
	return p
}

// Counts reports whether the code keeps a record from matching. For
// id.old_number, which is a mismatch or a note, it speaks of the mismatch.
func (p Policy) Counts(c Code) bool {
	i, ok := c.index()
	switch {
	case !ok:
		return false
	case onlyNotes.has(i):
		return p.counted.has(i)
	}
	return !p.tolerated.has(i)
}

// policyJSON is the JSON form of a Policy.
type policyJSON struct {
	Tolerates []Code `json:"tolerates,omitempty"`
	Counts    []Code `json:"counts,omitempty"`
}

// MarshalJSON gives {"tolerates": [codes], "counts": [note codes]}, both
// omitted when empty.
func (p Policy) MarshalJSON() ([]byte, error) {
	return json.Marshal(policyJSON{p.tolerated.codes(), p.counted.codes()})
}

// UnmarshalJSON reads what MarshalJSON writes. A code that is not known is an
// error, so that a policy never counts less than it says.
func (p *Policy) UnmarshalJSON(data []byte) error {
	*p = Policy{}
	var in policyJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return &Error{Code: CodeFormat, cause: err}
	}
	tolerated, err := parseCodes(in.Tolerates)
	if err != nil {
		return err
	}
	counted, err := parseCodes(in.Counts)
	if err != nil {
		return err
	}
	*p = Policy{tolerated &^ onlyNotes, counted & noteCodes}
	return nil
}

func parseCodes(codes []Code) (codeSet, error) {
	var s codeSet
	for _, c := range codes {
		i, ok := c.index()
		if !ok {
			return 0, &Error{Code: CodeUnknownCode}
		}
		s |= 1 << i
	}
	return s, nil
}
