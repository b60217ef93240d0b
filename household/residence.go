package household

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
)

// Residence is a registered address (nơi thường trú, nơi ở hiện tại) as a
// registry gives it. Any part may be missing. fmt and log/slog show it masked.
type Residence struct {
	Province string        // code of the province, two digits, of either list
	Ward     string        // code of the commune (mã xã, phường, đặc khu), of any time
	Detail   identity.Text // house, street, hamlet; perhaps with the names of ward and province
}

// IsZero reports that the registry gave nothing.
func (r Residence) IsZero() bool { return r.Province == "" && r.Ward == "" && r.Detail.IsEmpty() }

// Masked says only which parts there are.
func (r Residence) Masked() string {
	return "{province:" + mask.Presence(r.Province) + " ward:" + mask.Presence(r.Ward) + " detail:" + r.Detail.Masked() + "}"
}

// String gives the masked form.
func (r Residence) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r Residence) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r Residence) LogValue() slog.Value { return slog.StringValue(r.Masked()) }

// Ward is a commune by its code, with the province it was registered in.
type Ward struct{ Province, Code string }

// WardMap knows which ward codes name the same ward: those of before and after
// 01/07/2025, for example. This package has no such table, so two codes are
// compared by the caller's or not at all. A WardMap must be safe for concurrent
// use.
type WardMap interface {
	// SameWard reports whether two codes that differ name the same ward. known
	// is false where the map does not have one of them.
	SameWard(a, b Ward) (same, known bool)
}

// agreement is how two residences compare.
type agreement uint8

const (
	residenceUnknown agreement = iota // one of them lacks its text, or the wards cannot be compared
	residenceSame
	residenceDiffers
)

// aspect is what a comparison of two residences found out.
type aspect uint8

const (
	aspectText aspect = 1 << iota
	aspectProvince
	aspectWard
	aspectMerged        // two provinces that were merged
	aspectWardMapped    // two ward codes, one ward
	aspectWardUncertain // two ward codes, not compared
)

// compareResidences compares two residences by their text after normalising, by
// province with the mergers of 2025 mapped, and by ward through the caller's
// map. What one of them lacks contradicts nothing. Without text they are never
// the same: thousands of households share a ward.
func compareResidences(a, b Residence, wards WardMap) (agreement, aspect) {
	textA, textB := readAddress(string(a.Detail)), readAddress(string(b.Detail))
	var found aspect
	differs := false
	switch provinceA, provinceB := provinceOf(a, textA), provinceOf(b, textB); {
	case provinceA.current == "" || provinceB.current == "":
	case provinceA.current != provinceB.current:
		found, differs = found|aspectProvince, true
	case provinceA.given != provinceB.given:
		found |= aspectMerged
	}
	uncertain, other := compareWards(a, b, wards, &found)
	differs = differs || other
	wardKnown := found&aspectWardMapped != 0 || a.Ward != "" && a.Ward == b.Ward
	switch {
	case textA.core == "" || textB.core == "":
		if !differs {
			return residenceUnknown, found
		}
	case !textA.sameAs(textB, wardKnown):
		found, differs = found|aspectText, true
	}
	switch {
	case differs:
		return residenceDiffers, found
	case uncertain:
		return residenceUnknown, found
	}
	return residenceSame, found
}

func compareWards(a, b Residence, wards WardMap, found *aspect) (uncertain, differs bool) {
	if a.Ward == "" || b.Ward == "" || a.Ward == b.Ward {
		return false, false
	}
	same, known := false, false
	if wards != nil {
		same, known = wards.SameWard(Ward{a.Province, a.Ward}, Ward{b.Province, b.Ward})
	}
	switch {
	case !known:
		*found |= aspectWardUncertain
		return true, false
	case same:
		*found |= aspectWardMapped
		return false, false
	}
	*found |= aspectWard
	return false, true
}

// provinceCodes are the two-digit codes of one province: in the list of 34, and
// as it was given; both "" where it is not known.
type provinceCodes struct{ current, given string }

// provinceOf gives the province of a residence, by its code or else by its
// text. A code of the list of 34 names a province that lies in it under the
// list of 63 as well, so it need not be known which list a code is of.
func provinceOf(r Residence, a address) provinceCodes {
	code := strings.TrimSpace(r.Province)
	if len(code) == 1 {
		code = "0" + code // a spreadsheet ate the zero
	}
	if p, ok := identity.SuccessorOf(code); ok {
		return provinceCodes{current: p.ShortCode, given: code[len(code)-2:]}
	}
	return a.province
}
