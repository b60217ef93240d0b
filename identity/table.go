package identity

//go:generate go run ../internal/tablegen -in data -out .

// Certainty says how well a row of a code table is supported by public
// documents.
type Certainty uint8

// The certainties. The zero Certainty is not known.
const (
	CertaintyUnknown      Certainty = iota
	CertaintyConfirmed              // A: an official text with an independent use, or two independent sources
	CertaintySingleSource           // B: one source
	CertaintyUnconfirmed            // C: no published source found; good for a hint, never for a decision
)

// String gives the letter of the tables: "A", "B" or "C"; "unknown".
func (c Certainty) String() string {
	switch c {
	case CertaintyConfirmed:
		return "A"
	case CertaintySingleSource:
		return "B"
	case CertaintyUnconfirmed:
		return "C"
	}
	return "unknown"
}

// The rows of the generated tables. They are literals, so that importing the
// package costs nothing; a source is an index into tableSources, a day is the
// number yyyymmdd with 00 for what is not known and 0 for none.
type (
	provinceRow struct {
		code, name string
		from, to   int32
		successor  uint8 // two-digit code in the list of 2025
		city       bool
		certainty  Certainty
		source     uint8
	}
	countryRow struct {
		name, iso string
		certainty Certainty
		source    uint8
	}
	cmndRow struct {
		provinces string
		regions   [3]uint8 // registration codes of the provinces
		certainty Certainty
		source    uint8
	}
	objectRow struct {
		code, name   string
		group        uint8
		first, count uint8 // its rows in objectLevels
		certainty    Certainty
		source       uint8
	}
	levelRow struct {
		level     BenefitLevel
		from, to  int32
		certainty Certainty
		source    uint8
	}
	benefitRow struct {
		meaning   string
		percent   uint8
		certainty Certainty
		source    uint8
	}
	agencyRow struct {
		code, name string
		certainty  Certainty
		source     uint8
	}
)

// tableDate gives the date that a row holds as a number.
func tableDate(day int32) Date {
	if day == 0 {
		return Date{}
	}
	return makeDate(int(day/10_000), int(day/100%100), int(day%100))
}
