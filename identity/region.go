package identity

import "iter"

// Region is where a birth was registered (nơi đăng ký khai sinh), as the first
// three digits of a personal ID say: one of the 63 provinces of Thông tư
// 07/2016/TT-BCA (001–096, with gaps) or one of 195 country codes (101–295).
// Codes of merged provinces stay in the numbers that hold them and are never
// refused. Region is a plain value and safe for concurrent use.
type Region struct {
	Code      int
	Name      string    // Vietnamese name at the time the code was assigned
	Country   bool      // a country other than Vietnam
	ISO       string    // ISO 3166 alpha-2 of the country, "VN" for a province
	Certainty Certainty // how well the row is supported
	Source    string    // the legal source of the row
}

// Region gives the place of birth registration that the number states; false
// when its code is assigned to nobody.
func (id PersonalID) Region() (Region, bool) { return RegionByCode(id.RegionCode()) }

// RegionByCode gives the place of birth registration with a code; false when
// the code is assigned to nobody. Code 000, Vietnam, stands in nationality
// lists only and never in a person's number: it is false as well.
func RegionByCode(code int) (Region, bool) {
	if row := registrationProvince(code); row != nil {
		return Region{
			Code: code, Name: row.name, ISO: "VN",
			Certainty: row.certainty, Source: tableSources[row.source],
		}, true
	}
	if !countryAssigned(code) {
		return Region{}, false
	}
	row := &countries[code-firstCountry]
	return Region{
		Code: code, Name: row.name, Country: true, ISO: row.iso,
		Certainty: row.certainty, Source: tableSources[row.source],
	}, true
}

func countryAssigned(code int) bool {
	return code >= firstCountry && code < firstCountry+len(countries)
}

// regionAssigned reports whether a code of birth registration is assigned.
func regionAssigned(code int) bool {
	return registrationProvince(code) != nil || countryAssigned(code)
}

// Regions gives every place of birth registration in the order of the codes.
func Regions() iter.Seq[Region] {
	return func(yield func(Region) bool) {
		for code := range firstCountry + len(countries) {
			if r, ok := RegionByCode(code); ok && !yield(r) {
				return
			}
		}
	}
}

// CountryRegions gives the codes of one country, by its ISO 3166 alpha-2 code
// in capitals, in their order. Azerbaijan (113, 114) and Croatia (147, 148)
// have two each: a code names one country, a country may have several codes.
// For "VN" it gives the provinces.
func CountryRegions(iso string) iter.Seq[Region] {
	return func(yield func(Region) bool) {
		for r := range Regions() {
			if r.ISO == iso && !yield(r) {
				return
			}
		}
	}
}
