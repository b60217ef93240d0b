package vntext_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// All names are synthetic.

func TestFold(t *testing.T) {
	cases := []struct{ name, in, want, reason string }{
		{"composed", "Nguyễn Thị Hòa", "nguyen thi hoa", "marks off, case folded"},
		{"decomposed", norm.NFD.String("Nguyễn Thị Hòa"), "nguyen thi hoa", "the Unicode form does not matter"},
		{"đ", "Đặng Đình Đệ", "dang dinh de", "đ has no decomposition"},
		{"eth", "Ðặng ðình", "dang dinh", "a look-alike of Đ"},
		{"blanks", "  Lê \t Lan\u00A0Anh ", "le lan anh", "single blanks"},
		{"breves", "Kpă Hmŏk Ayŭn Hĕn Mĭ", "kpa hmok ayun hen mi", "letters of Tây Nguyên"},
		{"no code point", "Ê\u0306ban ơ\u0306", "eban o", "ê̆ and ơ̆ are two code points even in NFC"},
		{"bar", "Ƀlŏ ƀuôn", "blo buon", "ƀ has no decomposition"},
		{"caron and tilde", "Čư Êñuôl", "cu enuol", ""},
		{"apostrophe", "H'Hen Niê", "h hen nie", "an apostrophe separates words"},
		{"apostrophes", "H’Hen K`Brểu RʼCom", "h hen k breu r com", "whatever sign it is typed as"},
		{"hyphen", "Ê-đê – Ba‑na", "e de ba na", "a hyphen separates words"},
		{"invisible", "Ng\u200Buyễn\uFEFF", "nguyen", "invisible characters are nothing"},
		{"lost", "??ng V\uFFFDn", "??ng v?n", "one sign for a lost letter"},
		{"not UTF-8", "V\xE8n", "v?n", "a broken byte is a lost letter"},
		{"other Latin", "Müller Çelik Łódź", "muller celik łodz", "marks off; ł has no decomposition"},
		{"other script", "Нина", "нина", "another script is left alone"},
		{"homoglyphs", "Vаn Аn", "van an", "Cyrillic а and А in a Latin name"},
		{"full width", "Ｌê　Ａｎ", "le an", ""},
		{"digits", "Lô 12", "lo 12", "digits stay"},
		{"full stop", "Ng. Văn", "ng. van", "other signs stay"},
		{"empty", "", "", ""},
		{"blank only", " \t", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, vntext.Fold(c.in)); diff != "" {
				t.Errorf("%s: Fold (-want +got):\n%s", c.reason, diff)
			}
		})
	}
}

func TestFoldEveryLetter(t *testing.T) {
	for _, letter := range vietnameseLetters() {
		for _, in := range []string{letter, strings.ToUpper(letter), norm.NFD.String(letter), norm.NFD.String(strings.ToUpper(letter))} {
			if got, want := vntext.Fold(in), foldReference(in); got != want {
				t.Errorf("Fold(%+q) = %q, want %q", in, got, want)
			}
		}
	}
}

func TestStrip(t *testing.T) {
	cases := []struct{ name, in, want, reason string }{
		{"wire form", "Nguyễn Văn An", "NGUYENVANAN", "the form of the citizen services"},
		{"signs", "H’Hen Niê-Kđăm", "HHENNIEKDAM", "letters only"},
		{"digits", "Lê An 2.", "LEAN", "letters only"},
		{"other Latin", "Łucja Bjørn", "ŁUCJABJØRN", "letters without decomposition stay"},
		{"empty", " ", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, vntext.Strip(c.in)); diff != "" {
				t.Errorf("%s: Strip (-want +got):\n%s", c.reason, diff)
			}
		})
	}
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"Nguyễn Thị Hòa", "Ðặng H’Hen", "e\u0302\u0306 o\u0301\u0302", "Ｌê\u200B", "Łódź\x80 Ⅷ", "Bjo\u0308rn"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := vntext.Fold(s)
		if again := vntext.Fold(folded); again != folded {
			t.Errorf("folding is not idempotent: %+q, then %+q", folded, again)
		}
		if got := string(vntext.AppendFold([]byte("x"), s)); got != "x"+folded {
			t.Errorf("AppendFold = %+q, Fold = %+q", got, folded)
		}
		clean, _ := vntext.Clean(s)
		if got := vntext.Fold(clean); got != folded {
			t.Errorf("cleaning changes the fold: %+q, want %+q", got, folded)
		}
		latin := latinOnly(s)
		if got, want := vntext.Fold(latin), foldReference(latin); got != want {
			t.Errorf("Fold(%+q) = %+q, by the book %+q", latin, got, want)
		}
		if f, tn := vntext.AppendFormsSlow(nil, nil, latin); len(f) != len(tn) {
			t.Errorf("forms of %d and %d bytes", len(f), len(tn))
		}
	})
}
