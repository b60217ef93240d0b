package vntext_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

func TestIsKnown(t *testing.T) {
	cases := []struct {
		word   string
		want   bool
		reason string
	}{
		{"Nguyễn", true, "a syllable"},
		{"NGUYỄN", true, "in any case"},
		{"Niê", true, "a name word that is no syllable"},
		{"Êñuôl", true, "a name word"},
		{"Kbuôr", true, "a name word"},
		{"H'Hen", true, "both parts"},
		{"H’Hen", false, "the raw sign; clean the text first"},
		{"H'", true, "a particle"},
		{"Niê-Kđăm", true, "both parts"},
		{"H'Xyz", false, "one part is not"},
		{"(Tèo)", true, "signs around it do not count"},
		{"Ng.", false, "an abbreviation"},
		{"V?n", false, "a lost letter"},
		{"12", false, "a number"},
		{"Qúy", false, "the tone mark is misplaced"},
		{"Nguyeenx", false, "keystrokes"},
		{"NguyÔn", false, "TCVN3"},
		{"Duc", false, "a stopped rime without tone"},
		{"", false, "nothing"},
		{"-", false, "nothing"},
	}
	for _, c := range cases {
		if got := vntext.IsKnown(c.word); got != c.want {
			t.Errorf("%s: IsKnown(%s) = %t", c.reason, c.word, got)
		}
	}
	if !vntext.AllKnown("Y Moan Êñuôl") || vntext.AllKnown("Nguyễn Vawn An") {
		t.Error("AllKnown is not about every word")
	}
}
