package identity

import "iter"

// IssuerHint is what the first two or three digits of a CMND suggest of the
// provincial police that issued it. It is a hint: the prefixes rest on one
// secondary source or on none (see Certainty), the police drew no official
// list that can be cited, and a province may have issued from another's block.
//
// IssuerHint is a plain value and safe for concurrent use.
type IssuerHint struct {
	Names       string    // one province or several, by the names before 2025: "Hà Giang, Tuyên Quang"
	IssuedTwice bool      // stands in the block that Đồng Nai and Bà Rịa - Vũng Tàu both issued
	Certainty   Certainty // CertaintySingleSource or CertaintyUnconfirmed
	Source      string
	regions     [3]uint8
}

// The block of about 50,000 numbers that two provinces issued.
const (
	issuedTwiceFrom = 271_450_001
	issuedTwiceTo   = 271_500_000
)

// IssuerHint gives the province that the number suggests, by its first three
// digits where these are known and by its first two otherwise; false where
// neither is.
func (c CMND) IssuerHint() (IssuerHint, bool) {
	row := c.prefixRow()
	if row == nil {
		return IssuerHint{}, false
	}
	return IssuerHint{
		Names: row.provinces, IssuedTwice: c.issuedTwice(), regions: row.regions,
		Certainty: row.certainty, Source: tableSources[row.source],
	}, true
}

// Provinces gives the suggested provinces from the list of 63.
func (h IssuerHint) Provinces() iter.Seq[Province] {
	return func(yield func(Province) bool) {
		for _, code := range h.regions {
			if row := registrationProvince(int(code)); row != nil && !yield(row.province()) {
				return
			}
		}
	}
}

func (c CMND) issuedTwice() bool {
	return c.IsValid() && c.number.value() >= issuedTwiceFrom && c.number.value() <= issuedTwiceTo
}

func (c CMND) prefixRow() *cmndRow {
	if !c.IsValid() {
		return nil
	}
	digits := c.number.value()
	place := cmndIndex3[digits/1_000_000]
	if place == 0 {
		place = cmndIndex2[digits/10_000_000]
	}
	if place == 0 {
		return nil
	}
	return &cmndPrefixes[place-1]
}
