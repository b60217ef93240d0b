package vntext_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

func TestClean(t *testing.T) {
	const (
		spacing = vntext.ChangeSpacing
		unicode = vntext.ChangeUnicode
		cp1258  = vntext.ChangeCP1258
	)
	cases := []struct {
		name, in, want string
		change         vntext.Change
		reason         string
	}{
		{"clean", "Nguyễn Thị Hòa", "Nguyễn Thị Hòa", 0, ""},
		{"clean capitals", "ĐẶNG VĂN ƯỚC", "ĐẶNG VĂN ƯỚC", 0, "letter case stays"},
		{"empty", "", "", 0, ""},
		{"ethnic", "Y Moan Êñuôl", "Y Moan Êñuôl", 0, "marks of minority languages stay"},
		{"ethnic breve", "Ê\u0306ban Hmŏk Čư Ƀlŏ", "Ê\u0306ban Hmŏk Čư Ƀlŏ", 0, "ê̆ is NFC although two code points"},
		{"apostrophe", "Rơ Châm H' Bơi", "Rơ Châm H' Bơi", 0, ""},
		{"decomposed", norm.NFD.String("Nguyễn Thị Hòa Đặng"), "Nguyễn Thị Hòa Đặng", unicode, "NFD"},
		{"decomposed ethnic", norm.NFD.String("Ê\u0306ban Hmŏk"), "Ê\u0306ban Hmŏk", unicode, "NFD"},
		{"one decomposed letter", "Nguyễn Thi\u0323 An", "Nguyễn Thị An", cp1258, "ễ is whole although it bears a quality mark"},
		{"half composed", "Đă\u0323ng Nguyê\u0303n", "Đặng Nguyễn", cp1258, "quality inside the letter, tone behind it"},
		{"half composed capitals", "NGUYÊ\u0303N VĂN ƯƠ\u0301C", "NGUYỄN VĂN ƯỚC", cp1258, ""},
		{"tone before quality", "Nguye\u0303\u0302n", "Nguyễn", unicode, "marks typed in the wrong order"},
		{"eth", "Ðặng Văn ðệ", "Đặng Văn đệ", unicode, "U+00D0 and U+00F0"},
		{"african d", "Ɖặng", "Đặng", unicode, "U+0189"},
		{"caron for breve", "Vǎn Va\u030Cn", "Văn Văn", unicode, "U+01CE"},
		{"caron kept", "Čư Dvořák Zdeněk", "Čư Dvořák Zdeněk", 0, "a caron that is meant"},
		{"cyrillic", "Nguyễn Vаn Аn", "Nguyễn Van An", unicode, "а and А of Cyrillic"},
		{"cyrillic under a mark", "Tr\u0430\u0302\u0300n", "Trần", unicode, "composed after mapping"},
		{"cyrillic name", "Нина Анна", "Нина Анна", 0, "no Latin letter: another script"},
		{"half cyrillic", "An Дима", "An Дима", 0, "some letters look like no Latin one"},
		{"full width", "Ｎguyễn　Ａn", "Nguyễn An", unicode | spacing, "U+3000 is a blank"},
		{"zero width", "Nguyễn\u200B Văn\uFEFF A\u00ADn", "Nguyễn Văn An", unicode, ""},
		{"bidi", "\u202ANguyễn\u202C", "Nguyễn", unicode, ""},
		{"joiner inside a letter", "Nguyê\u200D\u0303n", "Nguyễn", unicode, "composed after removal"},
		{"controls", "Lê\x00 An\x1F", "Lê An", unicode, ""},
		{"blanks", "  Lê   An ", "Lê An", spacing, ""},
		{"tab and line end", "Lê\tAn\r\n", "Lê An", spacing, ""},
		{"no-break blank", "Lê\u00A0An", "Lê An", spacing, "a blank, not a letter"},
		{"typographic blank", "Lê\u2003An", "Lê An", spacing, ""},
		{"blanks around nothing", "Lê \u200B An", "Lê An", spacing | unicode, "repeated once the invisible is gone"},
		{"apostrophes", "H’Hen K`Brểu RʼCom", "H'Hen K'Brểu R'Com", spacing, "an accepted variant of the sign"},
		{"hyphens", "Ê–đê Ba‑na", "Ê-đê Ba-na", spacing, ""},
		{"not UTF-8", "V\xE8n", "V\uFFFDn", unicode, "a lost letter"},
		{"lost", "??ng V\uFFFDn", "??ng V\uFFFDn", 0, "what is lost stays lost"},
		{"singleton", "\u212Bsa", "Åsa", unicode, "the angstrom sign"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, change := vntext.Clean(c.in)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: Clean (-want +got):\n%s", c.reason, diff)
			}
			if change != c.change {
				t.Errorf("%s: change = %b, want %b", c.reason, change, c.change)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{"Nguyễn Thị Hòa", "Ðă\u0323ng  H’Hen", "e\u0301\u0302\u0306", "Ｌê\u200B\u0303", "Vаn\x80 Ⅷ", "\u034Fa\u0323\u031B", "ё Aё"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, change := vntext.Clean(s)
		if (text != s) != (change != 0) {
			t.Errorf("Clean(%+q) = %+q with change %b", s, text, change)
		}
		if appended, same := vntext.AppendClean([]byte("Lê "), s); string(appended) != "Lê "+text || same != change {
			t.Errorf("AppendClean(%+q) = %+q (%b), Clean gives %+q (%b)", s, appended, same, text, change)
		}
		if again, change := vntext.Clean(text); again != text || change != 0 {
			t.Errorf("cleaning is not idempotent: %+q, then %+q (%b)", text, again, change)
		}
		if slow, _ := vntext.Clean(s + "\u2060"); slow != text { // the tables do not know U+2060
			t.Errorf("Clean(%+q) = %+q, the slow way %+q", s, text, slow)
		}
		if !norm.NFC.IsNormalString(text) {
			t.Errorf("Clean(%+q) = %+q is not NFC", s, text)
		}
	})
}
