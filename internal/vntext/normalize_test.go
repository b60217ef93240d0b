package vntext_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// All names are synthetic, or textbook examples of minority names.

func TestNormalize(t *testing.T) {
	const (
		spacing = vntext.ChangeSpacing
		unicode = vntext.ChangeUnicode
		tcvn3   = vntext.ChangeTCVN3
		vni     = vntext.ChangeVNI
	)
	cases := []struct {
		name, in, want string
		change         vntext.Change
		reason         string
	}{
		{"TCVN3", "NguyÔn V¨n An", "Nguyễn Văn An", tcvn3, ""},
		{"TCVN3 with soft hyphen", "NguyÔn ThÞ Ph\u00AD¬ng", "Nguyễn Thị Phương", tcvn3, ""},
		{"TCVN3 that stays known without its soft hyphen", "L\u00ADu An", "Lưu An", tcvn3, "the raw text counts"},
		{"TCVN3 capitals", "NGUYÔN V¡N AN", "NGUYỄN VĂN AN", tcvn3, ""},
		{"TCVN3 with blanks", " NguyÔn  V¨n An", "Nguyễn Văn An", tcvn3 | spacing, ""},
		{"TCVN3 with minority words", "Ksor Ph\u00ADíc", "Ksor Phước", tcvn3, "a minority name with letters that no minority alphabet has"},
		{"TCVN3 of letters of Vietnamese alone", "NguyÔn An", "Nguyễn An", tcvn3, "every word is a name word"},
		{"VNI", "Nguyeãn Vaên An", "Nguyễn Văn An", vni, ""},
		{"VNI capitals", "NGUYEÃN THÒ PHÖÔNG", "NGUYỄN THỊ PHƯƠNG", vni, ""},
		{"VNI of single characters", "Traàn Thò Ñònh", "Trần Thị Định", vni, ""},
		{"VNI with a particle", "Leâ Y Haân", "Lê Y Hân", vni, "mark characters are no minority letters"},
		{"decomposed VNI", norm.NFD.String("Nguyeãn Vaên An"), "Nguyễn Văn An", vni, ""},
		{"bytes", "Nguy\xD4n V\xA8n", "Nguyễn Văn", tcvn3, ""},

		{"half composed", "Nguyê\u0303n Văn", "Nguyễn Văn", vntext.ChangeCP1258, ""},
		{"eth", "Ðặng Văn An", "Đặng Văn An", unicode, ""},
		{"soft hyphen in proper text", "Nguyễn Va\u00ADn", "Nguyễn Van", unicode, "ễ is no legacy code"},
		{"soft hyphen in ASCII", "A\u00ADn", "An", unicode, "Aưn is no word"},

		{"one misspelt word", "Phan Phùc An", "Phan Phùc An", 0, "TCVN3 would read Phực, no name word"},
		{"lost tones", "Phan Công Lôc", "Phan Công Lôc", 0, "TCVN3 would read Cụng"},
		{"lost tone", "Lê Lôc", "Lê Lôc", 0, "TCVN3 would read Lờ"},
		{"misplaced tone", "Phan Hòang Tùan", "Phan Hòang Tùan", 0, ""},
		{"keystrokes", "Nguyeenx Vawn An", "Nguyeenx Vawn An", 0, "keystrokes are a guess about the person"},
		{"typing error", "Nguyênn Tèo", "Nguyênn Tèo", 0, ""},
		{"abbreviation", "Ng. Vân Anh", "Ng. Vân Anh", 0, ""},
		{"no marks", "Nguyen Duc Viet", "Nguyen Duc Viet", 0, ""},
		{"other language", "José Núñez", "José Núñez", 0, ""},
		{"other language", "Zoë Müller-Björk", "Zoë Müller-Björk", 0, ""},
		{"other language", "François Hô", "François Hô", 0, ""},

		{"Ê-đê", "Y Moan Êñuôl", "Y Moan Êñuôl", 0, "Ê and ñ are codes of both encodings"},
		{"Ê-đê capitals", "Y MOAN ÊÑUÔL", "Y MOAN ÊÑUÔL", 0, ""},
		{"Ê-đê", "H'Hen Niê", "H'Hen Niê", 0, ""},
		{"Ê-đê", "H Hen Niê", "H Hen Niê", 0, ""},
		{"Ê-đê unlisted", "Y Ñan", "Y Ñan", 0, "VNI would read Đan"},
		{"Ê-đê unlisted", "H'Ñan Niê Kđăm", "H'Ñan Niê Kđăm", 0, ""},
		{"Ê-đê breve", "Y Thŏ Ayŭn Ê\u0306ban", "Y Thŏ Ayŭn Ê\u0306ban", 0, ""},
		{"Cơ Ho", "K'Brểu", "K'Brểu", 0, ""},
		{"Cơ Ho", "K'Lôt", "K'Lôt", 0, "TCVN3 would read Lụt"},
		{"Gia-rai", "Rơ Châm H' Bơi", "Rơ Châm H' Bơi", 0, ""},
		{"Gia-rai", "Siu Lôc", "Siu Lôc", 0, "TCVN3 would read Lục"},
		{"Gia-rai", "Ksor Ñan", "Ksor Ñan", 0, "VNI would read Đan"},
		{"Gia-rai", "Rmah Blô", "Rmah Blô", 0, ""},
		{"Hmông", "Giàng A Páo", "Giàng A Páo", 0, ""},
		{"Khmer", "Thạch Sà Rết", "Thạch Sà Rết", 0, ""},
		{"empty", "", "", 0, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, change := vntext.Normalize(c.in)
			if diff := cmp.Diff(c.want, got); diff != "" || change != c.change {
				t.Errorf("%s: change = %b, want %b; (-want +got):\n%s", c.reason, change, c.change, diff)
			}
		})
	}
}

// TestNormalizeLeavesSyllables runs over every well-formed syllable.
func TestNormalizeLeavesSyllables(t *testing.T) {
	n := 0
	for syllable := range allSyllables() {
		for _, in := range []string{syllable, strings.ToUpper(syllable)} {
			if got, change := vntext.Normalize(in); got != in || change != 0 {
				t.Errorf("Normalize(%s) = %s, change %b", in, got, change)
			}
			n++
		}
	}
	if n < 20_000 {
		t.Errorf("%d syllables in two cases are too few", n)
	}
}

// TestNormalizeLeavesNames runs over random names of the word table, minority
// words included, and over names without any mark.
func TestNormalizeLeavesNames(t *testing.T) {
	words := readWords(t)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		name := randomName(random, words)
		for _, in := range []string{name, strings.ToUpper(name), strings.ToLower(name), vntext.Title(vntext.Fold(name))} {
			if got, change := vntext.Normalize(in); got != in || change != 0 {
				t.Fatalf("Normalize(%s) = %s, change %b", in, got, change)
			}
		}
	}
}

// TestNormalizeDecodes encodes random Kinh names; those whose encoded form is
// itself made of known words cannot be told from proper text.
func TestNormalizeDecodes(t *testing.T) {
	var words []tableWord
	for _, w := range readWords(t) {
		if w.people == "Kinh" && w.class >= "3" {
			words = append(words, w)
		}
	}
	random := rand.New(rand.NewPCG(3, 4))
	for _, e := range []struct {
		name   string
		encode func(string) string
	}{{"TCVN3", encodeTCVN3}, {"VNI", encodeVNI}} {
		tried, wrong := 0, 0
		for range 20_000 {
			name := randomName(random, words)
			for _, text := range []string{name, strings.ToUpper(name)} {
				in := e.encode(text)
				if in == text || vntext.AllKnown(in) && !strings.Contains(in, "\u00AD") {
					continue
				}
				tried++
				if got, _ := vntext.Normalize(in); !strings.EqualFold(got, text) {
					if wrong++; wrong <= 5 {
						t.Logf("%s: Normalize(%s) = %s, want %s", e.name, in, got, text)
					}
				}
			}
		}
		t.Logf("%s: %d of %d names wrong", e.name, wrong, tried)
		if wrong*1000 > tried {
			t.Errorf("%s: %d of %d names are not decoded", e.name, wrong, tried)
		}
	}
}

// randomName gives two to four words of the table.
func randomName(random *rand.Rand, words []tableWord) string {
	parts := make([]string, 2+random.IntN(3))
	for i := range parts {
		parts[i] = words[random.IntN(len(words))].word
	}
	return strings.Join(parts, " ")
}
