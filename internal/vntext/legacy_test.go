package vntext_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// All names are synthetic.

func TestDecodeTCVN3(t *testing.T) {
	cases := []struct {
		name, in, want string
		ok             bool
		reason         string
	}{
		{"title case", "NguyÔn V¨n An", "Nguyễn Văn An", true, ""},
		{"soft hyphen", "NguyÔn ThÞ Ph\u00AD¬ng", "Nguyễn Thị Phương", true, "ư is U+00AD"},
		{"đ", "§Æng §×nh Quý", "Đặng Đình Quý", true, "ý has its own code, 0xFD"},
		{"capital font", "NGUYÔN V¡N AN", "NGUYỄN VĂN AN", true, "codes of small letters among capitals"},
		{"capital font, small codes only", "NGUYÔN THÞ PH\u00AD¬NG", "NGUYỄN THỊ PHƯƠNG", true, ""},
		{"capital font, short words", "Hå THÞ ¸I", "HỒ THỊ ÁI", true, "a word without two capitals in a text of capitals"},
		{"one capital", "Hå V¨n Vò", "Hồ Văn Vũ", true, "a capital before a code is no capital word"},
		{"one capital each", "Hå Vò", "Hồ Vũ", true, ""},
		{"toned initial", "NguyÔn ThÞ ¸nh", "Nguyễn Thị Ánh", true, "TCVN3 has no Á; the other words begin with capitals"},
		{"toned initial in small letters", "nguyÔn thÞ ¸nh", "nguyễn thị ánh", true, "nothing begins with a capital"},
		{"no-break blank", "V¨n\u00A0An", "Văn An", true, "0xA0 is a blank"},
		{"combining", "a\u00B3n", "án", true, "0xB3 is a combining tone mark"},
		{"byte order mark", "\uFEFFV¨n", "Văn", true, ""},
		{"bytes", "V\xA8n", "Văn", true, "not read as anything yet"},
		{"decomposed", norm.NFD.String("NguyÔn V¨n"), "Nguyễn Văn", true, "decomposed after it was read"},
		{"ASCII", "Nguyen Van An", "Nguyen Van An", false, "nothing to decode"},
		{"Unicode", "Nguyễn V¨n An", "Nguyễn V¨n An", false, "ễ is no legacy code"},
		{"empty", "", "", false, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, ok := vntext.DecodeTCVN3(c.in)
			if diff := cmp.Diff(c.want, got); diff != "" || ok != c.ok {
				t.Errorf("%s: ok = %t, want %t; (-want +got):\n%s", c.reason, ok, c.ok, diff)
			}
		})
	}
}

func TestDecodeVNI(t *testing.T) {
	cases := []struct {
		name, in, want string
		ok             bool
		reason         string
	}{
		{"title case", "Nguyeãn Vaên An", "Nguyễn Văn An", true, ""},
		{"capitals", "NGUYEÃN THÒ PHÖÔNG", "NGUYỄN THỊ PHƯƠNG", true, ""},
		{"đ", "Ñaëng Ñình Quyù", "Đặng Đình Quý", true, ""},
		{"single characters", "ì í æ ó ò î", "ì í ỉ ĩ ị ỵ", true, ""},
		{"single capitals", "ÑÌNH HÖNG KYØ", "ĐÌNH HƯNG KỲ", true, ""},
		{"mark on ơ and ư", "Thöôïng Ñöùc", "Thượng Đức", true, ""},
		{"case of the letter", "AÂn AÙi aÂn", "Ân Ái ân", true, "the mark's case does not count"},
		{"mark with nothing before it", "øan", "øan", false, "left over"},
		{"mark behind a consonant", "Hùng", "Hùng", false, "proper Unicode: ù follows no vowel"},
		{"TCVN3", "V¨n", "V¨n", false, "no VNI character"},
		{"Unicode", "Nguyễn Vaên", "Nguyễn Vaên", false, "ễ is no legacy code"},
		{"ASCII", "Nguyen", "Nguyen", false, "nothing to decode"},
		{"empty", "", "", false, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, ok := vntext.DecodeVNI(c.in)
			if diff := cmp.Diff(c.want, got); diff != "" || ok != c.ok {
				t.Errorf("%s: ok = %t, want %t; (-want +got):\n%s", c.reason, ok, c.ok, diff)
			}
		})
	}
}

func TestLegacyCandidates(t *testing.T) {
	got := vntext.LegacyCandidates(" NguyÔn  ThÞ Ph\u00AD¬ng")
	want := []vntext.Decoding{{Text: "Nguyễn Thị Phương", Change: vntext.ChangeTCVN3 | vntext.ChangeSpacing}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := vntext.LegacyCandidates("Nguyễn Văn An"); got != nil {
		t.Errorf("%d candidates for proper text", len(got))
	}
}

// TestLegacyRoundTrip encodes every name word in three letter cases and reads
// it back.
func TestLegacyRoundTrip(t *testing.T) {
	for _, w := range readWords(t) {
		if !vntext.IsSyllable(w.word) {
			continue // letters that the encodings do not have
		}
		for _, word := range []string{w.word, strings.ToLower(w.word), strings.ToUpper(w.word)} {
			text := "Đặng " + word
			if word == strings.ToUpper(word) {
				text = "ĐẶNG NGUYỄN " + word
			}
			for name, in := range map[string]string{"TCVN3": encodeTCVN3(text), "VNI": encodeVNI(text)} {
				decode := vntext.DecodeTCVN3
				if name == "VNI" {
					decode = vntext.DecodeVNI
				}
				got, ok := decode(in)
				if !ok || got != text && !(name == "TCVN3" && strings.EqualFold(got, text) && word == strings.ToLower(word)) {
					t.Errorf("%s: %q decodes to %q (%t), want %q", name, in, got, ok, text)
				}
			}
		}
	}
}

func TestTCVN5712Capitals(t *testing.T) {
	for _, text := range []string{"ĐÀO THỊ MỘNG HÈ", "TẠ VĂN LẬN", "BÙI ĐÌNH DŨNG", "NGHĨA ĐỢI HỎI LỠ"} {
		codes := encodeTCVN5712(text)
		for name, in := range map[string]string{"latin-1": latin1(codes), "windows-1252": windows1252(t, codes), "bytes": string(codes)} {
			got, ok := vntext.DecodeTCVN3(in)
			if diff := cmp.Diff(text, got); diff != "" || !ok {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	}
}

func FuzzLegacy(f *testing.F) {
	for _, seed := range []string{"NguyÔn V¨n An", "NGUYEÃN THÒ PHÖÔNG", "Ph\u00AD¬ng", "\x80\xFF", "€ÂŸ", "aø\u0300"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, d := range vntext.LegacyCandidates(s) {
			if clean, change := vntext.Clean(d.Text); clean != d.Text || change != 0 {
				t.Errorf("the candidate %+q is not clean", d.Text)
			}
		}
		for code, decode := range map[vntext.LegacyEncoding]func(string) (string, bool){
			vntext.LegacyTCVN3: vntext.DecodeTCVN3, vntext.LegacyVNI: vntext.DecodeVNI,
		} {
			if form, ok := vntext.AppendLegacyForm(nil, s, code); ok {
				if want, known := legacyForm(s, decode); known && string(form) != want {
					t.Errorf("the form of %+q is %q, that of the decoded text %q", s, form, want)
				}
			}
		}
		text, change := vntext.Normalize(s)
		const legacy = vntext.ChangeTCVN3 | vntext.ChangeVNI
		if change&legacy != 0 && !vntext.AllKnown(text) {
			t.Errorf("%+q was decoded to %q, which is not known", s, text)
		}
		if clean, _ := vntext.Clean(s); change&legacy == 0 && text != clean {
			t.Errorf("Normalize(%+q) = %+q, Clean gives %+q", s, text, clean)
		}
		if (text != s) != (change != 0) {
			t.Errorf("Normalize(%+q) = %+q with change %b", s, text, change)
		}
		if again, change := vntext.Normalize(text); again != text || change != 0 {
			t.Errorf("normalising is not idempotent: %+q, then %+q", text, again)
		}
	})
}

func TestWords(t *testing.T) {
	got := slices.Collect(vntext.Words(" H’Hen  Niê-Kđăm\tLê\u00A0An "))
	if diff := cmp.Diff([]string{"H", "Hen", "Niê", "Kđăm", "Lê", "An"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// legacyForm gives the toned form of a decoded text.
func legacyForm(s string, decode func(string) (string, bool)) (string, bool) {
	text, ok := decode(s)
	if !ok {
		return "", false
	}
	_, toned, ok := vntext.AppendForms(nil, nil, text)
	return string(toned), ok
}

// AppendLegacyForm gives what decoding the text and then taking its form gives,
// for every text of Latin-1.
func TestAppendLegacyForm(t *testing.T) {
	encodings := []struct {
		name   string
		code   vntext.LegacyEncoding
		decode func(string) (string, bool)
	}{{"TCVN3", vntext.LegacyTCVN3, vntext.DecodeTCVN3}, {"VNI", vntext.LegacyVNI, vntext.DecodeVNI}}
	texts := []string{
		"", "An", "NguyÔn V¨n An", "NGUYÔN V¡N AN", " NguyÔn  ThÞ Ph\u00AD¬ng ", "a\u00B3n", "\u00B3n", "V¨n\u00A0An", "Hå Vò.",
		"Nguyeãn Thò Phöông", "NGUYEÃN THÒ PHÖÔNG", "AÙnh", "Aùnh", "aâø", "ø", "Nguye\u0301n", "Nguyễn", "V\xA8n",
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range 1 + rng.IntN(8) {
			b.WriteRune([]rune{rune(' ' + rng.IntN(95)), rune(0xA0 + rng.IntN(96)), rune('a' + rng.IntN(26)), rune(1 + rng.IntN(31))}[rng.IntN(4)])
		}
		texts = append(texts, b.String())
	}
	agreed := 0
	for _, e := range encodings {
		for _, text := range texts {
			got, ok := vntext.AppendLegacyForm([]byte("x"), text, e.code)
			if !ok {
				if string(got) != "x" {
					t.Errorf("%s of %q: refused, and appended %q", e.name, text, got)
				}
				want, ok := legacyForm(text, e.decode)
				if ok && isLatin1(text) && !holdsForeignCode(want) {
					t.Errorf("%s of %q: refused, decoding gives %q", e.name, text, want)
				}
				continue
			}
			agreed++
			if want, ok := legacyForm(text, e.decode); !ok || string(got) != "x"+want {
				t.Errorf("%s of %q: got %q, decoding gives %q, %t", e.name, text, got[1:], want, ok)
			}
		}
	}
	if agreed < 1000 {
		t.Errorf("only %d texts were decoded", agreed)
	}
}

// holdsForeignCode reports a toned byte of another language, such as ḿ: a tone
// mark of TCVN3 on a consonant.
func holdsForeignCode(toned string) bool {
	return slices.ContainsFunc([]byte(toned), func(b byte) bool { return b >= 0xD8 })
}

func isLatin1(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return r > 0xFF })
}
