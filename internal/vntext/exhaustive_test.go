package vntext_test

import (
	"encoding/csv"
	"iter"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// A rule is one row of data/rimes.csv.
type rule struct{ rime, places string }

func readRimes() []rule {
	f, err := os.Open("data/rimes.csv")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		panic(err)
	}
	var rules []rule
	for _, row := range rows[1:] {
		rules = append(rules, rule{row[0], row[1]})
	}
	return rules
}

// A spelt is a syllable built from its parts by the naive rules of this file.
type spelt struct {
	word, onset, rime string
	tone              vntext.Tone
}

// allSyllables builds every well-formed syllable in lower case, tone marks in
// the traditional place.
func allSyllables() iter.Seq[string] {
	return func(yield func(string) bool) {
		for s := range spellAll() {
			if !yield(s.word) {
				return
			}
		}
	}
}

func spellAll() iter.Seq[spelt] {
	return func(yield func(spelt) bool) {
		for _, rule := range readRimes() {
			for _, onset := range strings.Fields("- b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x") {
				onset = strings.Trim(onset, "-")
				if !mayFollow(onset, rule) {
					continue
				}
				for tone := vntext.ToneLevel; tone <= vntext.ToneDot; tone++ {
					if stopped(rule.rime) && tone != vntext.ToneAcute && tone != vntext.ToneDot {
						continue
					}
					if !yield(spelt{spell(onset, rule.rime, tone), onset, rule.rime, tone}) {
						return
					}
				}
			}
		}
	}
}

func stopped(rime string) bool {
	return strings.HasSuffix(rime, "ch") || strings.ContainsAny(rime[len(rime)-1:], "cpt")
}

// mayFollow applies the rules of spelling, written down a second time.
func mayFollow(onset string, r rule) bool {
	front := strings.HasPrefix(r.rime, "e") || strings.HasPrefix(r.rime, "ê") || strings.HasPrefix(r.rime, "i") || strings.HasPrefix(r.rime, "y")
	has := func(place string) bool { return strings.Contains(r.places, place) }
	switch onset {
	case "":
		return has("z")
	case "qu":
		return has("q")
	case "c":
		return has("b") && !front
	case "k":
		return has("b") && front
	case "g", "ng":
		return has("c") && !front
	case "gh", "ngh":
		return has("c") && front && r.rime != "y"
	case "gi":
		ie := strings.HasPrefix(r.rime, "iê")
		return has("b") && (!front || strings.HasPrefix(r.rime, "e") || ie || r.rime == "i" || r.rime == "in")
	case "b", "m", "p", "ph", "v":
		return has("b")
	}
	return has("c")
}

// spell writes a syllable with its tone mark in the traditional place.
func spell(onset, rime string, tone vntext.Tone) string {
	letters := []rune(rime)
	at := len(letters) // the vowel that bears the tone
	vowels := 0
	for vowels < len(letters) && strings.ContainsRune("aăâeêioôơuưy", letters[vowels]) {
		vowels++
	}
	for i := range vowels {
		if strings.ContainsRune("ăâêôơư", letters[i]) {
			at = i
		}
	}
	if at == len(letters) {
		switch {
		case vowels == 3, vowels == 2 && vowels < len(letters):
			at = 1
		default:
			at = 0
		}
	}
	marks := []string{"", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"}
	text := string(letters[:at+1]) + marks[tone] + string(letters[at+1:])
	if onset == "gi" && letters[0] == 'i' {
		onset = "g" // gì, giếng
	}
	return norm.NFC.String(onset + text)
}

func TestEverySyllable(t *testing.T) {
	n := 0
	for s := range spellAll() {
		n++
		for _, in := range []string{s.word, strings.ToUpper(s.word), norm.NFD.String(s.word)} {
			onset, rime, tone, ok := vntext.SplitSyllable(in)
			if !ok || onset != s.onset || rime != s.rime || tone != s.tone {
				t.Errorf("SplitSyllable(%s) = %q %q %d %t, want %q %q %d", in, onset, rime, tone, ok, s.onset, s.rime, s.tone)
			}
		}
		if got := vntext.CanonicalTone(s.word); got != s.word {
			t.Errorf("CanonicalTone(%s) = %s", s.word, got)
		}
	}
	t.Logf("%d syllables", n)
	if n < 10_000 {
		t.Errorf("%d syllables are too few", n)
	}
}

// TestCanonicalToneEverywhere moves the tone mark of every syllable to every
// one of its vowels.
func TestCanonicalToneEverywhere(t *testing.T) {
	tried := 0
	for s := range spellAll() {
		if s.tone == vntext.ToneLevel {
			continue
		}
		plain := []rune(spell(s.onset, s.rime, vntext.ToneLevel))
		mark := []string{"", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"}[s.tone]
		for i, r := range plain {
			if !strings.ContainsRune("aăâeêioôơuưy", r) {
				continue
			}
			tried++
			moved := norm.NFC.String(string(plain[:i+1]) + mark + string(plain[i+1:]))
			if got := vntext.CanonicalTone(moved); got != s.word {
				t.Errorf("CanonicalTone(%s) = %s, want %s", moved, got, s.word)
			}
			if got, want := vntext.CanonicalTone(strings.ToUpper(moved)), strings.ToUpper(s.word); got != want {
				t.Errorf("CanonicalTone in capitals = %s, want %s", got, want)
			}
		}
	}
	if tried < 20_000 {
		t.Errorf("%d placements are too few", tried)
	}
}

func TestIndexOf(t *testing.T) {
	for i := range 256 {
		want := byte(26)
		if base := vntext.BaseOf(byte(i)); 'a' <= base && base <= 'z' {
			want = base - 'a'
		}
		if got := vntext.IndexOf(byte(i)); got != want {
			t.Errorf("IndexOf(%#x) = %d, want %d", i, got, want)
		}
	}
}
