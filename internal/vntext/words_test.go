package vntext_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// A tableWord is a row of data/words.csv.
type tableWord struct{ word, class, kind, people string }

func readWords(tb testing.TB) []tableWord {
	tb.Helper()
	f, err := os.Open("data/words.csv")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var words []tableWord
	for _, row := range rows[1:] {
		words = append(words, tableWord{row[0], row[1], row[2], row[3]})
	}
	return words
}

func TestWordTable(t *testing.T) {
	words := readWords(t)
	if len(words) < 800 {
		t.Fatalf("the table has %d words, fewer than 800", len(words))
	}
	minority := 0
	for _, w := range words {
		if strings.ContainsAny(w.word, " '-.") {
			t.Errorf("%q is not one word", w.word)
		}
		if vntext.CanonicalTone(w.word) != w.word {
			t.Errorf("%s: the tone mark belongs elsewhere", w.word)
		}
		for _, in := range []string{w.word, strings.ToLower(w.word), strings.ToUpper(w.word)} {
			class, kind, ok := vntext.Frequency(in)
			if !ok || class != w.class[0]-'0' {
				t.Errorf("Frequency(%s) = %d %t, want %s", in, class, ok, w.class)
			}
			if got := kind&vntext.KindMinority != 0; got != (w.people != "Kinh") {
				t.Errorf("Frequency(%s): minority word %t, the table says %s", in, got, w.people)
			}
			if !vntext.IsKnown(in) {
				t.Errorf("%s is not known", in)
			}
		}
		if w.people == "Kinh" && !vntext.IsSyllable(w.word) && len(w.word) > 3 {
			t.Errorf("%s: a word of Kinh names that is no syllable", w.word)
		}
		if !vntext.IsSyllable(w.word) {
			minority++
		}
	}
	t.Logf("%d words, %d of them no Vietnamese syllables", len(words), minority)
	for _, in := range []string{"", "Nguyeenx", "Zzz", "Văn An"} {
		if _, _, ok := vntext.Frequency(in); ok {
			t.Errorf("Frequency(%q) is known", in)
		}
	}
}
