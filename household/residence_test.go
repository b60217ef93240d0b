package household_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

func at(province, ward string, detail identity.Text) household.Residence {
	return household.Residence{Province: province, Ward: ward, Detail: detail}
}

func TestAddressCore(t *testing.T) {
	cases := []struct {
		name, in, want string
	}{
		{"house and street", "Số 12 đường Mẫu", "12 mau"},
		{"case, spacing and marks of another form", "  SỐ  12   Đường   MÂ\u0303U ", "12 mau"},
		{"no words between", "12 Mẫu", "12 mau"},
		{"street abbreviated", "12 Đ. Mẫu", "12 mau"},
		{"a letter of the house stays", "12 D, tổ 3", "12 d to 3"},
		{"slashes stay", "12/5A Mẫu", "12/5a mau"},
		{"leading zeros", "Tổ 03", "to 3"},
		{"group number", "tổ số 3", "to 3"},
		{"phố", "số nhà 7 phố Huế", "7 hue"},
		{"khu phố stays", "KP 3, P5, Q10", "khu pho 3"},
		{"tổ dân phố", "TDP 4", "to dan pho 4"},
		{"ward, district and province go", "Thôn 3, xã Thử, huyện Mẫu, tỉnh Hà Giang", "thon 3"},
		{"city abbreviated", "12 Mẫu, P. Thử, Q. 1, TP. HCM", "12 mau"},
		{"province with a hyphen", "12 Mẫu, tỉnh Bà Rịa - Vũng Tàu", "12 mau"},
		{"province without its kind", "12 Mẫu, Bà Rịa-Vũng Tàu", "12 mau"},
		{"province at the end", "Ấp 4, Đồng Tháp", "ap 4"},
		{"country", "Ấp 4, Việt Nam", "ap 4"},
		{"hyphens between blanks", "12 Mẫu - phường Thử - Hà Nội", "12 mau"},
		{"a street named as a province", "12 Hà Nội", "12 ha noi"},
		{"a street named as a province, alone", "Hà Nội", "ha noi"},
		{"only a ward", "xã Thử", ""},
		{"a provincial city", "12 Mẫu, thành phố Hà Giang, tỉnh Hà Giang", "12 mau"},
		{"nothing", " , ;", ""},
		{"zero", "số 00", "0"},
		{"a zero that is no number", "0X0", "0x0"},
		{"province before the country", "12 Mẫu, Hà Nội, Việt Nam", "12 mau"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := household.AddressCore(c.in); got != c.want {
				t.Errorf("core = %q, want %q", got, c.want)
			}
		})
	}
}

func TestSameResidence(t *testing.T) {
	wards := wardPairs{{"00100", "00101"}: true, {"00100", "00102"}: false}
	cases := []struct {
		name, reason string
		a, b         household.Residence
		same, known  bool
		found        codes
	}{
		{"the same", "identical", at("01", "00100", "12 Mẫu"), at("01", "00100", "12 Mẫu"), true, true, nil},
		{"only texts", "what one lacks contradicts nothing", at("", "", "12 Mẫu"), at("01", "00100", "12 Mẫu"), true, true, nil},
		{"three digits and two", "a code of either width", at("001", "", "12 Mẫu"), at("1", "", "12 Mẫu"), true, true, nil},
		{"an unknown code", "contradicts nothing", at("99", "", "12 Mẫu"), at("01", "", "12 Mẫu"), true, true, nil},
		{"old and new province", "Yên Bái lies in Lào Cai", at("15", "", "12 Mẫu"), at("10", "", "12 Mẫu"), true, true, codes{household.FindingProvinceMerged}},
		{"another province", "never merged", at("01", "", "12 Mẫu"), at("79", "", "12 Mẫu"), false, true, codes{household.FindingPermanentArea}},
		{"provinces by text", "Bình Dương lies in Thành phố Hồ Chí Minh", at("", "", "12 Mẫu, tỉnh Bình Dương"), at("79", "", "12 Mẫu"), true, true, codes{household.FindingProvinceMerged}},
		{"other provinces by text", "the code is missing", at("", "", "12 Mẫu, tỉnh Cà Mau"), at("", "", "12 Mẫu, Hà Nội"), false, true, codes{household.FindingPermanentArea}},
		{"another house", "by text", at("01", "00100", "12 Mẫu"), at("01", "00100", "14 Mẫu"), false, true, codes{household.FindingPermanentText}},
		{"another ward in the text", "the codes are missing", at("01", "", "Thôn 2, xã Thử"), at("01", "", "Thôn 2, xã Khác"), false, true, codes{household.FindingPermanentText}},
		{"another district in the text", "the codes are missing", at("79", "", "12 Mẫu, quận 1"), at("79", "", "12 Mẫu, Q3"), false, true, codes{household.FindingPermanentText}},
		{"a district on one side", "abolished on 01/07/2025", at("79", "", "12 Mẫu, quận 1"), at("79", "", "12 Mẫu"), true, true, nil},
		{"ward names under one code", "the code decides", at("01", "00100", "Thôn 2, xã Thử"), at("01", "00100", "Thôn 2, xã Mới"), true, true, nil},
		{"mapped wards with other names", "the map decides", at("01", "00100", "Thôn 2, xã Thử"), at("01", "00101", "Thôn 2, xã Mới"), true, true, codes{household.FindingWardMapped}},
		{"wards told apart", "the map decides", at("01", "00102", "12 Mẫu"), at("01", "00100", "12 Mẫu"), false, true, codes{household.FindingPermanentWard}},
		{"wards not on the map", "undecided", at("01", "00100", "12 Mẫu"), at("01", "00109", "12 Mẫu"), false, false, codes{household.FindingWardNotCompared}},
		{"wards not on the map, another house", "the text decides", at("01", "00100", "12 Mẫu"), at("01", "00109", "14 Mẫu"), false, true, codes{household.FindingPermanentText, household.FindingWardNotCompared}},
		{"no text", "thousands of households share a ward", at("01", "00100", ""), at("01", "00100", "12 Mẫu"), false, false, nil},
		{"no text, another province", "that is enough", at("01", "", ""), at("79", "", "12 Mẫu"), false, true, codes{household.FindingPermanentArea}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, pair := range [][2]household.Residence{{c.a, c.b}, {c.b, c.a}} {
				same, known, found := household.SameResidence(pair[0], pair[1], wards)
				if same != c.same || known != c.known {
					t.Errorf("%s: same %t, known %t; want %t, %t", c.reason, same, known, c.same, c.known)
				}
				if d := cmp.Diff(c.found, found); d != "" {
					t.Errorf("%s: findings (-want +got):\n%s", c.reason, d)
				}
			}
		})
	}
}

// TestEveryProvince: a residence of any province of the list of 63 is the same
// as one of the province that it went into, and of no other.
func TestEveryProvince(t *testing.T) {
	for old := range identity.Provinces(day(2025, 6, 30)) {
		for current := range identity.Provinces(day(2025, 7, 1)) {
			successor, ok := identity.SuccessorOf(old.ShortCode)
			if !ok {
				t.Fatalf("%s has no successor", old.ShortCode)
			}
			want := successor.ShortCode == current.ShortCode
			same, known, _ := household.SameResidence(at(old.ShortCode, "", "12 Mẫu"), at(current.ShortCode, "", "12 Mẫu"), nil)
			if same != want || !known {
				t.Errorf("%s and %s: same %t, want %t", old.ShortCode, current.ShortCode, same, want)
			}
			text := identity.Text("12 Mẫu, tỉnh " + current.Name)
			if same, _, _ := household.SameResidence(at(old.ShortCode, "", "12 Mẫu"), at("", "", text), nil); same != want {
				t.Errorf("%s and the name of %s: same %t, want %t", old.ShortCode, current.ShortCode, same, want)
			}
		}
	}
}
