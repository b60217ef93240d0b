package household

// Verdict is the answer to a request for the reduced contribution of a
// household. The zero Verdict is none.
type Verdict uint8

// The verdicts.
const (
	VerdictNone Verdict = iota
	// Accepted: the family pays with the reduction.
	Accepted
	// Provisional: something could not be asked or decided. The amounts are
	// those of the whole declared family, and count once it is.
	Provisional
	// Refused: the amounts are those of the plain renewal, without reduction.
	Refused
)

var verdictNames = [...]string{"", "accepted", "provisional", "refused"}

// String gives "accepted", "provisional" or "refused".
func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return ""
}

// MarshalText implements encoding.TextMarshaler with the name.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads the name; an unknown one fails with CodeVerdict.
func (v *Verdict) UnmarshalText(text []byte) error {
	*v = VerdictNone
	for i, name := range verdictNames {
		if name == string(text) {
			*v = Verdict(i)
			return nil
		}
	}
	return whole(CodeVerdict, "verdict")
}

// Completeness says whether the declaration names every member of the
// household. Only a service that lists the household can tell; the citizen
// services of the population database cannot.
type Completeness uint8

// The answers. The zero Completeness is unknown, and says so.
const (
	CompletenessUnknown Completeness = iota
	Complete
	Incomplete
)

var completenessNames = [...]string{"unknown", "yes", "no"}

// String gives "unknown", "yes" or "no".
func (c Completeness) String() string {
	if int(c) < len(completenessNames) {
		return completenessNames[c]
	}
	return completenessNames[CompletenessUnknown]
}

// MarshalText implements encoding.TextMarshaler with the name.
func (c Completeness) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
