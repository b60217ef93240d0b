package vntext_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// All names are synthetic.

func TestAppendForms(t *testing.T) {
	cases := []struct{ name, in, folded, toned, reason string }{
		{"composed", "Nguyễn  Thị Hoà", "nguyen thi hoa", "nguyễn thị hoà", "marks stay where they are"},
		{"decomposed", norm.NFD.String("Nguyễn Thị Hoà"), "nguyen thi hoa", "nguyễn thị hoà", ""},
		{"half composed", "NGUYÊ\u0303N ƯƠ\u0301C", "nguyen uoc", "nguyễn ước", ""},
		{"marks in any order", "e\u0303\u0302 a\u0323\u0306 o\u031B\u0301 o\u0301\u031B", "e a o o", "ễ ặ ớ ớ", ""},
		{"look-alikes", "Ðặng ðình Vǎn", "dang dinh van", "đặng đình văn", ""},
		{"minority", "Êñuôl Ƀlŏ Čư Ê\u0306ban ơ\u0306", "enuol blo cu eban o", "êñuôl ƀlŏ čư ê\u0306ban ơ\u0306", ""},
		{"decomposed minority", norm.NFD.String("Êñuôl Hmŏk Čư Ê\u0306ban"), "enuol hmok cu eban", "êñuôl hmŏk čư ê\u0306ban", ""},
		{"separators", " H'Hen  Niê-Kđăm ", "h hen nie kdam", "h hen niê kđăm", "apostrophes and hyphens are blanks"},
		{"signs", "Ng. V?n (2)", "ng. v?n (2)", "ng. v?n (2)", ""},
		{"other language", "Müller", "muller", "muller", "the toned form still tells ü from u"},
		{"empty", "", "", "", ""},
		{"blank", "  ", "", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			folded, toned, ok := vntext.AppendForms([]byte("f"), []byte("t"), c.in)
			if !ok {
				t.Fatalf("%s: not taken", c.reason)
			}
			if diff := cmp.Diff("f"+c.folded, string(folded)); diff != "" {
				t.Errorf("%s: folded (-want +got):\n%s", c.reason, diff)
			}
			if diff := cmp.Diff("t"+c.toned, string(vntext.AppendText(nil, toned))); diff != "" {
				t.Errorf("%s: toned (-want +got):\n%s", c.reason, diff)
			}
		})
	}
}

func TestAppendFormsRefuses(t *testing.T) {
	for _, in := range []string{"Нина", "V\xC4n", "V\xE1\xBBn", "V\xE1n", "\u0301a", "a \u0301", "b\u0301", "a\u0301\u0301", "a\u200Bn", "H’Hen", "王", "V\uFFFDn", "\x00"} {
		folded, toned, ok := vntext.AppendForms([]byte("f"), []byte("t"), in)
		if ok || string(folded) != "f" || string(toned) != "t" {
			t.Errorf("AppendForms(%+q) = %+q, %+q, %t", in, folded, toned, ok)
		}
	}
}

func TestAppendFormsSlow(t *testing.T) {
	cases := []struct{ in, folded, reason string }{
		{"H’Hen\u200B Niê", "h hen nie", "cleaned first"},
		{"V\uFFFDn V\xC4n", "v?n v?n", "a lost letter"},
		{"b\u0301o", "bo", "a letter under a mark of its own"},
		{"  王 An ", "{738b} an", "another script, by code point"},
		{"a\u0301\u0301n", "an", "more marks than a letter has"},
	}
	for _, c := range cases {
		folded, toned := vntext.AppendFormsSlow([]byte("f"), []byte("t"), c.in)
		if diff := cmp.Diff("f"+c.folded, string(folded)); diff != "" {
			t.Errorf("%s: folded (-want +got):\n%s", c.reason, diff)
		}
		if len(toned) != len(folded) {
			t.Errorf("%s: forms of %d and %d bytes", c.reason, len(folded), len(toned))
		}
	}
}

// TestTonedLetters proves that the toned form tells every two Vietnamese
// letters apart, and that its helpers take it to pieces.
func TestTonedLetters(t *testing.T) {
	seen := map[byte]string{}
	marks := []string{"", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"}
	for _, letter := range vietnameseLetters() {
		folded, toned, ok := vntext.AppendForms(nil, nil, letter)
		if !ok || len(toned) != 1 {
			t.Fatalf("%s has the toned form %+q", letter, toned)
		}
		b := toned[0]
		if other, ok := seen[b]; ok {
			t.Errorf("%s and %s have one toned byte", letter, other)
		}
		seen[b] = letter
		if vntext.BaseOf(b) != folded[0] {
			t.Errorf("%s: the base is %c, the fold %c", letter, vntext.BaseOf(b), folded[0])
		}
		quality := string(vntext.AppendText(nil, []byte{vntext.QualityOf(b)}))
		if got := norm.NFC.String(quality + marks[vntext.ToneOf(b)]); quality != letter && got != letter {
			t.Errorf("%s: quality %s and tone %d make %s", letter, quality, vntext.ToneOf(b), got)
		}
		for tone := vntext.ToneLevel; tone <= vntext.ToneDot; tone++ {
			composed, ok := vntext.Compose(b, tone)
			if vowel := quality[0] >= 0x80 && quality != "đ" || len(quality) == 1 && quality[0] != 'w' && vowelLetter(quality[0]); ok != vowel {
				t.Errorf("Compose(%s, %d): ok = %t", letter, tone, ok)
			} else if ok && (vntext.ToneOf(composed) != tone || vntext.QualityOf(composed) != vntext.QualityOf(b)) {
				t.Errorf("Compose(%s, %d) = %s", letter, tone, vntext.AppendText(nil, []byte{composed}))
			}
		}
	}
}

func vowelLetter(b byte) bool {
	switch b {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

func TestCanonicalizeTones(t *testing.T) {
	cases := []struct{ in, want, reason string }{
		{"Trần Thị Hoà", "trần thị hòa", "newer place"},
		{"Qúy Qúôc Thuý Hùynh", "quý quốc thúy huỳnh", "misplaced"},
		{"gìa gíêng gì Gìang", "già giếng gì giàng", "i belongs to g"},
		{"Tòan Hòai Khuyủ", "toàn hoài khuỷu", ""},
		{"Vănán Bơí Niề", "vănán bới niề", "vowels apart are not touched"},
		{"Hốih K'Brểu", "hốih k brểu", "minority words"},
	}
	for _, c := range cases {
		_, toned, ok := vntext.AppendForms(nil, nil, c.in)
		if !ok {
			t.Fatalf("%s: not taken", c.in)
		}
		vntext.CanonicalizeTones(toned)
		if diff := cmp.Diff(c.want, string(vntext.AppendText(nil, toned))); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", c.reason, diff)
		}
	}
}

func TestCanonicalTone(t *testing.T) {
	for in, want := range map[string]string{
		"Hoà": "Hòa", "THUÝ": "THÚY", "Qúy": "Quý", "Qu\u0301y": "Quý", "Quý": "Quý", "An": "An",
		"": "", "Văn Hoà": "Văn Hoà", "Нина": "Нина", "á́": "á́",
	} {
		if got := vntext.CanonicalTone(in); got != want {
			t.Errorf("CanonicalTone(%s) = %s, want %s", in, got, want)
		}
	}
}

func FuzzForms(f *testing.F) {
	for _, seed := range []string{"Nguyễn Thị Hoà", "e\u0303\u0302", "H’Hen 王", "Ð\x80", " Ｌê- "} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded, toned, ok := vntext.AppendForms(nil, nil, s)
		slowFolded, slowToned := vntext.AppendFormsSlow(nil, nil, s)
		if ok && (string(folded) != string(slowFolded) || string(toned) != string(slowToned)) {
			t.Errorf("forms of %+q: %+q %+q, the slow way %+q %+q", s, folded, toned, slowFolded, slowToned)
		}
		if ok && string(folded) != vntext.Fold(s) {
			t.Errorf("folded %+q, Fold %+q", folded, vntext.Fold(s))
		}
		if len(slowFolded) != len(slowToned) {
			t.Fatalf("forms of %d and %d bytes", len(slowFolded), len(slowToned))
		}
		for i, b := range slowToned {
			if vntext.BaseOf(b) != slowFolded[i] {
				t.Errorf("byte %d: base %+q, folded %+q", i, vntext.BaseOf(b), slowFolded[i])
			}
		}
		if ok {
			if f, tn, ok := vntext.AppendForms(nil, nil, norm.NFD.String(s)); ok && (string(f) != string(folded) || string(tn) != string(toned)) {
				t.Errorf("decomposed: %+q %+q", f, tn)
			}
		}
		word := vntext.CanonicalTone(s)
		if again := vntext.CanonicalTone(word); again != word {
			t.Errorf("the canonical tone moves on: %+q, then %+q", word, again)
		}
		if onset, rime, _, ok := vntext.SplitSyllable(s); ok && vntext.Fold(s) != vntext.Fold(onset+rime) && onset != "gi" {
			t.Errorf("%+q was split into %q and %q", s, onset, rime)
		}
	})
}
