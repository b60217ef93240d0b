package identity_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
)

func TestRegions(t *testing.T) {
	all := slices.Collect(identity.Regions())
	if len(all) != 63+195 {
		t.Errorf("%d regions, want 258", len(all))
	}
	for i, r := range all[1:] {
		if r.Code <= all[i].Code {
			t.Errorf("%d stands after %d", r.Code, all[i].Code)
		}
	}
	for range identity.Regions() {
		break
	}
	for range identity.CountryRegions("AZ") {
		break
	}
}

func TestCountriesWithTwoCodes(t *testing.T) {
	for iso, want := range map[string][]int{"AZ": {113, 114}, "HR": {147, 148}, "LA": {186}, "XX": nil} {
		var got []int
		for r := range identity.CountryRegions(iso) {
			got = append(got, r.Code)
		}
		if iso == "LA" {
			if len(got) != 1 {
				t.Errorf("Laos has the codes %v", got)
			}
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", iso, diff)
		}
	}
	if got := len(slices.Collect(identity.CountryRegions("VN"))); got != 63 {
		t.Errorf("Vietnam has %d codes, want the 63 provinces", got)
	}
}

// TestSevenTraps: these codes name another province since 01/07/2025.
func TestSevenTraps(t *testing.T) {
	before, after := identity.MustDate(2025, 6, 30), identity.MustDate(2025, 7, 1)
	for code, want := range map[string][2]string{
		"15": {"Yên Bái", "Lào Cai"}, "24": {"Bắc Giang", "Bắc Ninh"}, "44": {"Quảng Bình", "Quảng Trị"},
		"52": {"Bình Định", "Gia Lai"}, "80": {"Long An", "Tây Ninh"}, "82": {"Tiền Giang", "Đồng Tháp"},
		"91": {"Kiên Giang", "An Giang"},
	} {
		old, _ := identity.ProvinceAt(code, before)
		now, _ := identity.ProvinceAt("0"+code, after)
		if got := [2]string{old.Name, now.Name}; got != want {
			t.Errorf("%s names %v, want %v", code, got, want)
		}
	}
	changed := 0
	for old := range identity.Provinces(before) {
		if now, ok := identity.ProvinceAt(old.Code, after); ok && now.Name != old.Name {
			changed++
		}
	}
	if changed != 8 { // the seven, and Thừa Thiên Huế, which became Huế
		t.Errorf("%d codes name another province, want 8", changed)
	}
}

func TestProvinceAt(t *testing.T) {
	cases := []struct {
		name, reason, code string
		on                 identity.Date
		want               string
	}{
		{"early day", "the list of 63 answers for every day before", "15", identity.MustDate(1990, 1, 1), "Yên Bái"},
		{"year of the merger", "may be as late as December", "15", identity.MustDate(2025, 0, 0), "Lào Cai"},
		{"month before", "certainly before", "15", identity.MustDate(2025, 6, 0), "Yên Bái"},
		{"no day", "without a day the code names nothing", "15", identity.Date{}, ""},
		{"merged code", "29 codes are no longer current", "02", identity.MustDate(2025, 7, 1), ""},
		{"one digit", "a code has two or three", "1", identity.MustDate(2025, 1, 1), ""},
		{"four digits", "a code has two or three", "0001", identity.MustDate(2025, 1, 1), ""},
		{"letters", "a code has digits", "0A", identity.MustDate(2025, 1, 1), ""},
		{"empty", "a code has digits", "", identity.MustDate(2025, 1, 1), ""},
		{"a country", "not a province", "115", identity.MustDate(2025, 1, 1), ""},
		{"97", "Bộ Quốc phòng issues cards and is no province", "97", identity.MustDate(2025, 1, 1), ""},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			p, ok := identity.ProvinceAt(c.code, c.on)
			if p.Name != c.want || ok != (c.want != "") {
				t.Errorf("%q, %t, want %q: %s", p.Name, ok, c.want, c.reason)
			}
		})
	}
}

func TestProvinces(t *testing.T) {
	count := func(on identity.Date) int { return len(slices.Collect(identity.Provinces(on))) }
	if got := count(identity.MustDate(2025, 6, 30)); got != 63 {
		t.Errorf("%d provinces before the merger, want 63", got)
	}
	if got := count(identity.MustDate(2025, 7, 1)); got != 34 {
		t.Errorf("%d provinces since the merger, want 34", got)
	}
	if got := count(identity.Date{}); got != 0 {
		t.Errorf("%d provinces without a day, want none", got)
	}
	predecessors := 0
	for p := range identity.Provinces(identity.MustDate(2026, 1, 1)) {
		predecessors += len(slices.Collect(p.Predecessors()))
		if _, ok := identity.RegionByCode(mustInt(t, p.Code)); !ok {
			t.Errorf("%s is no code of birth registration", p.Code)
		}
	}
	if predecessors != 63 {
		t.Errorf("the 34 have %d predecessors, want 63", predecessors)
	}
	old, _ := identity.ProvinceAt("15", identity.MustDate(2025, 1, 1))
	if got := slices.Collect(old.Predecessors()); len(got) != 0 {
		t.Errorf("a province of the list of 63 has predecessors: %v", got)
	}
	if got := slices.Collect((identity.Province{}).Predecessors()); len(got) != 0 {
		t.Errorf("no province has predecessors: %v", got)
	}
	if _, ok := identity.SuccessorOf("97"); ok {
		t.Error("97 has a successor")
	}
	for range identity.Provinces(identity.MustDate(2025, 1, 1)) {
		break
	}
}

func mustInt(t *testing.T, s string) int {
	t.Helper()
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

func TestZeroPersonalIDStatesNothing(t *testing.T) {
	var id identity.PersonalID
	if id.RegionCode() != 0 || id.BirthYear() != 0 || id.Gender() != identity.GenderUnknown {
		t.Error("the zero PersonalID states something")
	}
	if _, ok := id.Region(); ok {
		t.Error("the zero PersonalID has a region")
	}
}

func TestIssuerHint(t *testing.T) {
	cases := []struct {
		name, reason, number, want string
		twice                      bool
	}{
		{"two digits", "no third digit is listed", "012345678", "Hà Nội", false},
		{"three digits first", "095 is listed beside 09", "095123456", "Bắc Kạn", false},
		{"two digits where the third is not listed", "099 is not listed", "099123456", "Thái Nguyên, Bắc Kạn", false},
		{"first of the block issued twice", "271450001", "271450001", "Đồng Nai", true},
		{"last of the block", "271500000", "271500000", "Đồng Nai", true},
		{"after the block", "271500001", "271500001", "Đồng Nai", false},
		{"before the block", "271450000", "271450000", "Đồng Nai", false},
		{"unknown", "no prefix is 39", "391234567", "", false},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			hint, ok := mustCMND(t, c.number).IssuerHint()
			if hint.Names != c.want || ok != (c.want != "") || hint.IssuedTwice != c.twice {
				t.Errorf("%q, %t, twice %t: %s", hint.Names, ok, hint.IssuedTwice, c.reason)
			}
		})
	}
	if _, ok := (identity.CMND{}).IssuerHint(); ok {
		t.Error("the zero CMND has an issuer")
	}
	if got := slices.Collect((identity.IssuerHint{}).Provinces()); len(got) != 0 {
		t.Errorf("no hint suggests %v", got)
	}
}
