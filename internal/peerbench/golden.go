package main

import (
	"slices"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/matching"
)

// A golden case is a pair of names. Nobody in it is a person.
type golden struct {
	a, b string
	code matching.Code // the cause, for two spellings of one name
}

// sameNames are spellings and damages of one name that occur in Vietnamese
// records.
var sameNames = []golden{
	{"Nguyễn Thị Hoà", "Nguyễn Thị Hòa", matching.NameTonePlacement},
	{"Trần Qúôc Tuấn", "Trần Quốc Tuấn", matching.NameTonePlacement},
	{"Đặng Đình Quí", "Đặng Đình Quý", matching.NameIY},
	{norm.NFD.String("Đặng Đình Quý"), "Đặng Đình Quý", matching.NameUnicodeForm},
	{"Nguyê\u0303n Thi\u0323 Ho\u0300a", "Nguyễn Thị Hòa", matching.NameUnicodeForm}, // CP1258, half composed
	{"Ðặng Ðình Quý", "Đặng Đình Quý", matching.NameUnicodeForm},
	{"Dặng Dình Quý", "Đặng Đình Quý", matching.NameDiacritics},
	{"TRẦN QUỐC TUẤN", "Trần Quốc Tuấn", matching.NameCaseOrSpacing},
	{"ĐặngĐình Quý", "Đặng Đình Quý", matching.NameWordBoundary},
	{"Le Thi My Hanh", "Lê Thị Mỹ Hạnh", matching.NameNoDiacritics},
	{"Lê Thi My Hanh", "Lê Thị Mỹ Hạnh", matching.NameDiacritics},
	{"Đăng Đình Quý", "Đặng Đình Quý", matching.NameDiacritics},
	{"Ddawngj Ddinhf Quys", "Đặng Đình Quý", matching.NameKeystrokes},
	{"§Æng §×nh Quý", "Đặng Đình Quý", matching.NameLegacyEncoding},
	{"Nguyeãn Thò Hoøa", "Nguyễn Thị Hòa", matching.NameLegacyEncoding},
	{"??ng ?ình Quý", "Đặng Đình Quý", matching.NameLostLetters},
	{"Đặng Đmnh Quý", "Đặng Đình Quý", matching.NameTypo},
	{"Chần Quốc Tuấn", "Trần Quốc Tuấn", matching.NameRegionalSpelling},
	{"Phạm Trường Sơn", "Phạm Văn Trường Sơn", matching.NameWordMissing},
	{"Tuấn Trần Quốc", "Trần Quốc Tuấn", matching.NameWordOrder},
	{"Trần Q. Tuấn", "Trần Quốc Tuấn", matching.NameAbbreviated},
}

// lookAlikes are names of two people: given names that differ by a mark or a
// letter and are both common, one of them a twin's.
var lookAlikes = []golden{
	{a: "Nguyễn Văn Hùng", b: "Nguyễn Văn Hưng"},
	{a: "Trần Thị Hương", b: "Trần Thị Hường"},
	{a: "Lê Văn Minh", b: "Lê Văn Mạnh"},
	{a: "Nguyễn Thị Thu", b: "Nguyễn Thị Thư"},
	{a: "Phạm Thị Hoa", b: "Phạm Thị Hòa"},
	{a: "Trần Thị Dung", b: "Trần Thị Dũng"},
	{a: "Lê Minh Tú", b: "Lê Minh Tư"},
	{a: "Nguyễn Đức Anh", b: "Nguyễn Anh Đức"},
	{a: "Phạm Minh Khang", b: "Phạm Minh Khánh"},
	{a: "Nguyễn Thị Lan", b: "Nguyễn Thị Loan"},
	{a: "Nguyễn Văn An", b: "Nguyễn Văn Ân"},
}

// atBestThreshold gives how many of the same names score at or above, and of the
// look-alikes below, the threshold that gets the greatest share of both right,
// each kind counting half.
func atBestThreshold(similarity func(a, b string) float64) (same, apart int) {
	score := func(cases []golden) []float64 {
		var scores []float64
		for _, c := range cases {
			scores = append(scores, similarity(c.a, c.b))
		}
		return scores
	}
	right, wrong := score(sameNames), score(lookAlikes)
	best := -1
	for _, t := range slices.Concat(right, wrong, []float64{slices.Max(wrong) + 1e-9}) {
		s, a := 0, 0
		for _, x := range right {
			if x >= t {
				s++
			}
		}
		for _, x := range wrong {
			if x < t {
				a++
			}
		}
		if share := s*len(wrong) + a*len(right); share > best || share == best && a > apart {
			best, same, apart = share, s, a
		}
	}
	return same, apart
}
