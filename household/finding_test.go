package household_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/household"
)

// TestFindings checks the form and the wording of every code.
func TestFindings(t *testing.T) {
	form := regexp.MustCompile(`^(household|member|residence|completeness|payment)\.[a-z_]+$`)
	seen := map[household.FindingCode]bool{}
	for c := range household.FindingCodes() {
		switch {
		case !form.MatchString(string(c)):
			t.Errorf("%s is no code", c)
		case seen[c]:
			t.Errorf("%s stands twice", c)
		case !c.IsKnown() || c.Weight() == household.WeightNone:
			t.Errorf("%s has no weight", c)
		case c.Vietnamese() == "" || c.English() == "":
			t.Errorf("%s has no words", c)
		case strings.Contains(strings.ToLower(c.Vietnamese()), "sổ hộ khẩu"):
			t.Errorf("%s speaks of a paper household book", c)
		}
		seen[c] = true
	}
	for range household.FindingCodes() {
		break // an iterator that is left early must stop
	}
	unknown := household.FindingCode("x")
	if unknown.IsKnown() || unknown.Weight() != household.WeightNone || unknown.Vietnamese()+unknown.English() != "" {
		t.Error("an unknown code is known")
	}
}

// TestOfficialRefusals holds the two texts with which the public service
// refuses, letter for letter.
func TestOfficialRefusals(t *testing.T) {
	want := map[household.FindingCode]string{
		household.FindingHeadNotFound:     "Không tồn tại thông tin chủ hộ trong cơ sở dữ liệu quốc gia về dân cư",
		household.FindingResidenceDiffers: "Các thành viên kê khai không cùng địa chỉ thường trú hoặc tạm trú trong cơ sở dữ liệu quốc gia về dân cư",
	}
	for c := range household.FindingCodes() {
		if text, official := want[c]; official != c.IsOfficialRefusal() || official && c.Vietnamese() != text {
			t.Errorf("%s: official %t, text %q", c, c.IsOfficialRefusal(), c.Vietnamese())
		}
	}
}
