package household

// SupportGroup is a group whose contribution the budget supports (nhóm được
// ngân sách nhà nước hỗ trợ mức đóng): its members pay as a first person, without
// the reduction by place, and take no place from the others. The zero SupportGroup is none.
type SupportGroup uint8

// The groups.
const (
	SupportNone        SupportGroup = iota
	SupportNearPoor                 // người thuộc hộ gia đình cận nghèo
	SupportPupil                    // học sinh, sinh viên
	SupportAverageFarm              // hộ nông, lâm, ngư, diêm nghiệp có mức sống trung bình
)

var supportGroups = [...]struct{ code, name string }{
	SupportNone:        {"", ""},
	SupportNearPoor:    {"near_poor", "người thuộc hộ gia đình cận nghèo"},
	SupportPupil:       {"pupil", "học sinh, sinh viên"},
	SupportAverageFarm: {"average_farm", "người thuộc hộ nông, lâm, ngư, diêm nghiệp có mức sống trung bình"},
}

type leastShareRow struct {
	dated
	group   SupportGroup
	percent int
}

// ParseSupportGroup reads the name of the data files: near_poor, pupil,
// average_farm, or nothing. It fails with CodeSupport.
func ParseSupportGroup(s string) (SupportGroup, error) {
	for g := range supportGroups {
		if supportGroups[g].code == s {
			return SupportGroup(g), nil
		}
	}
	return SupportNone, whole(CodeSupport, "support_group")
}

// IsValid reports none or one of the groups.
func (g SupportGroup) IsValid() bool { return int(g) < len(supportGroups) }

// String gives the name in the data files, "" for none.
func (g SupportGroup) String() string {
	if !g.IsValid() {
		return ""
	}
	return supportGroups[g].code
}

// Vietnamese gives the Vietnamese name of the group, "" for none.
func (g SupportGroup) Vietnamese() string {
	if !g.IsValid() {
		return ""
	}
	return supportGroups[g].name
}

// MarshalText implements encoding.TextMarshaler with the name.
func (g SupportGroup) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// UnmarshalText is ParseSupportGroup.
func (g *SupportGroup) UnmarshalText(text []byte) error {
	v, err := ParseSupportGroup(string(text))
	*g = v
	return err
}

// BudgetShare is the part of a supported member's contribution that budgets
// pay, all levels together. It differs between provinces and years, so the
// caller states it; this package never assumes one.
type BudgetShare struct {
	Percent   int    `json:"percent"`             // of the contribution, 0 to 100
	Reference string `json:"reference,omitempty"` // the decision that sets it, for the evidence
}
