package household

// AddressCore gives the part of an address that is compared first.
func AddressCore(text string) string { return readAddress(text).core }

// SameResidence compares two residences and gives the findings of a comparison
// of permanent ones.
func SameResidence(a, b Residence, wards WardMap) (same, known bool, found []FindingCode) {
	agreed, has := compareResidences(a, b, wards)
	for _, c := range []struct {
		aspect aspect
		code   FindingCode
	}{
		{aspectText, FindingPermanentText},
		{aspectProvince, FindingPermanentArea},
		{aspectWard, FindingPermanentWard},
		{aspectMerged, FindingProvinceMerged},
		{aspectWardMapped, FindingWardMapped},
		{aspectWardUncertain, FindingWardNotCompared},
	} {
		if has&c.aspect != 0 {
			found = append(found, c.code)
		}
	}
	return agreed == residenceSame, agreed != residenceUnknown, found
}
