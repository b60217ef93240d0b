package vntext_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

func TestMatchesLost(t *testing.T) {
	cases := []struct {
		pattern, reference string
		want               bool
		reason             string
	}{
		{"??ng", "Đặng", true, "one sign for each of two letters"},
		{"V?n", "Văn", true, "one sign"},
		{"V??n", "Văn", true, "one sign for each byte"},
		{"V???n", "Vặn", true, "one sign for each byte"},
		{"V\uFFFDn", "Văn", true, "U+FFFD"},
		{"V\xC4n", "Văn", true, "a broken byte"},
		{"Nguye??n", "Nguyễn", true, "a decomposed letter that lost its marks"},
		{"Nguyê?n", "Nguyễn", true, "a half-composed letter that lost its tone"},
		{"NGUY?N", "Nguyễn", true, "whatever the case"},
		{"?????", "Đặngk", true, ""},
		{"A?h", "Anh", true, "a sign for a letter of ASCII"},
		{"V????????n", "Văn", false, "too many signs"},
		{"A??h", "Anh", false, "a letter of ASCII has one byte"},
		{"?n", "Văn", false, "V is one letter, ă another"},
		{"V?m", "Văn", false, "the rest does not agree"},
		{"V?n", "Văng", false, "the rest does not agree"},
		{"V?ng", "Văn", false, "the rest does not agree"},
		{"Van?", "Văn", false, "the rest does not agree"},
		{"Văn", "Văn", true, "nothing is lost"},
		{"Văn", "Vân", false, "nothing is lost"},
		{"", "", true, ""},
		{"?", "", false, ""},
		{"", "A", false, ""},
	}
	for _, c := range cases {
		if got := vntext.MatchesLost(c.pattern, c.reference); got != c.want {
			t.Errorf("%s: MatchesLost(%+q, %s) = %t", c.reason, c.pattern, c.reference, got)
		}
	}
}

// TestMatchesLostEverywhere loses every letter of every name word in three
// ways.
func TestMatchesLostEverywhere(t *testing.T) {
	for _, w := range readWords(t) {
		for i, r := range w.word {
			rest := w.word[i+len(string(r)):]
			for _, lost := range []string{"?", "\uFFFD", strings.Repeat("?", len(string(r)))} {
				pattern := w.word[:i] + lost + rest
				if !vntext.HasLost(pattern) || !vntext.MatchesLost(pattern, w.word) || !vntext.MatchesLost(strings.ToUpper(pattern), w.word) {
					t.Errorf("%+q does not match %s", pattern, w.word)
				}
			}
		}
		if vntext.HasLost(w.word) {
			t.Errorf("HasLost(%s)", w.word)
		}
	}
}

func FuzzMatchesLost(f *testing.F) {
	f.Add("V?n", "Văn")
	f.Add("????", "Đặng")
	f.Add("\x80", "ă")
	f.Fuzz(func(t *testing.T, pattern, reference string) {
		if !vntext.MatchesLost(reference, reference) {
			t.Errorf("%+q does not match itself", reference)
		}
		if vntext.MatchesLost(pattern, reference) && !vntext.HasLost(pattern) && !strings.EqualFold(norm.NFC.String(pattern), norm.NFC.String(reference)) {
			t.Errorf("%+q matches %+q with nothing lost", pattern, reference)
		}
	})
}
