package identity

// Region is where a birth was registered, as the first three digits of a
// personal ID say: a province (001–096) or a country (101–295).
type Region struct {
	Code    int
	Name    string // Vietnamese name at the time the code was assigned
	Country bool   // a country other than Vietnam
}

// Region gives the place of birth registration that the number states; false
// when its code is assigned to nobody.
func (id PersonalID) Region() (Region, bool) { return Region{Code: id.RegionCode()}, id.IsValid() }
