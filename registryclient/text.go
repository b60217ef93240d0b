package registryclient

// The names below are stable: they stand in logs and reports.

var outcomeNames = [...]string{"unknown", "matched", "not_matched", "not_comparable"}

// String gives "matched", "not_matched", "not_comparable" or "unknown".
func (o Outcome) String() string { return nameOf(outcomeNames[:], int(o)) }

var reasonNames = [...]string{
	"none", "no_such_number", "nothing_fits", "fields_differ", "several_records", "other_registry",
}

// String gives the stable name of the reason, such as "nothing_fits".
func (r Reason) String() string { return nameOf(reasonNames[:], int(r)) }

var verdictNames = [...]string{"unknown", "match", "partial", "mismatch", "not_compared"}

// String gives the stable name of the verdict, such as "mismatch".
func (v Verdict) String() string { return nameOf(verdictNames[:], int(v)) }

var originNames = [...]string{"unknown", "registry", "local", "bulk"}

// String gives "registry", "local", "bulk" or "unknown".
func (o Origin) String() string { return nameOf(originNames[:], int(o)) }

var statusNames = [...]string{"unknown", "alive", "dead", "missing", "number_cancelled"}

// String gives the name of the data files: "alive", "dead", "missing",
// "number_cancelled", or "unknown".
func (s CitizenStatus) String() string { return nameOf(statusNames[:], int(s)) }

func nameOf(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return names[0]
}
