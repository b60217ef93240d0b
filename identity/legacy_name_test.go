package identity_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/identity"
)

// TestCheckLegacyNames: text of TCVN3 and VNI-Windows that was read as Latin-1
// is seen without any reference, and only that.
func TestCheckLegacyNames(t *testing.T) {
	cases := []struct {
		name, reason string
		fullName     identity.Name
		legacy       bool
	}{
		{"TCVN3", "signs among the letters", "NguyÔn V¨n MÉu", true},
		{"TCVN3 with few signs", "a capital after a small letter", "NguyÔn An", true},
		{"VNI", "a mark letter after its vowel", "Nguyeãn Vaên Maãu", true},
		{"Unicode", "every vowel pair that the spelling has", "Nguyễn Quốc Thuỷ Hoàng Khuyến Quý Giấy Hoẵng Thuở", false},
		{"capitals", "the same in capitals", "NGUYỄN QUỐC THỦY HOÀNG KHUYẾN", false},
		{"ethnic letters", "never decoded away", "H’Mlŏ Êban Y Čil", false},
		{"misplaced tone", "a spelling, not an encoding", "Nguyễn Quí Haỉ", false},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			r := identity.Check(identity.Person{FullName: c.fullName}, identity.Date{})
			if got := r.Has(identity.FindingNameLegacyEncoding); got != c.legacy {
				t.Errorf("legacy encoding: %t, want %t: %s", got, c.legacy, c.reason)
			}
			_, change := c.fullName.Normalize()
			if got := change&(identity.NameChangeTCVN3|identity.NameChangeVNI) != 0; got != c.legacy {
				t.Errorf("Normalize decodes: %t, want %t: %s", got, c.legacy, c.reason)
			}
		})
	}
}

func TestNormalize(t *testing.T) {
	for in, want := range map[identity.Name]identity.Name{
		"  Lò   Thị Mẫu ":      "Lò Thị Mẫu",
		"Lo\u0300 Thị Mẫu":     "Lò Thị Mẫu",
		"Lò Thị Mẫu":           "Lò Thị Mẫu",
		"lò thị MẪU":           "lò thị MẪU",
		"":                     "",
		"Lo\u0300  Thi\u0323 ": "Lò Thị",
	} {
		got, change := in.Normalize()
		if got != want || (change == 0) != (in == want) {
			t.Errorf("normalised to another name, or changes %b not told", change)
		}
	}
}
