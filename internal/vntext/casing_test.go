package vntext_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

func TestTitle(t *testing.T) {
	cases := []struct{ in, want, reason string }{
		{"NGUYỄN VĂN AN", "Nguyễn Văn An", ""},
		{"đặng thị ánh", "Đặng Thị Ánh", ""},
		{"H'HEN NIÊ-KĐĂM", "H'Hen Niê-Kđăm", "a word begins behind an apostrophe"},
		{norm.NFD.String("ĐẶNG ẨN"), norm.NFD.String("Đặng Ẩn"), "a mark does not begin a word"},
		{"ê\u0306BAN", "Ê\u0306ban", ""},
		{"  an", "  An", "spacing stays"},
		{"", "", ""},
	}
	for _, c := range cases {
		if got := vntext.Title(c.in); got != c.want {
			t.Errorf("%s: Title(%+q) = %+q, want %+q", c.reason, c.in, got, c.want)
		}
	}
}

// TestCaseMapping proves what the package comment says: the standard case
// mapping is right for Vietnamese.
func TestCaseMapping(t *testing.T) {
	for _, letter := range vietnameseLetters() {
		upper := strings.ToUpper(letter)
		if upper == letter || strings.ToLower(upper) != letter || !norm.NFC.IsNormalString(upper) {
			t.Errorf("%s: upper case %+q, back to %+q", letter, upper, strings.ToLower(upper))
		}
		_, small, ok := vntext.AppendForms(nil, nil, letter)
		_, capital, ok2 := vntext.AppendForms(nil, nil, upper)
		if !ok || !ok2 || string(small) != string(capital) {
			t.Errorf("%s and %s have different forms", letter, upper)
		}
	}
}
