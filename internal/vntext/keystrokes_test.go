package vntext_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// All names are synthetic.

func TestDecodeTelex(t *testing.T) {
	cases := []struct {
		name, in, want string
		ok             bool
		reason         string
	}{
		{"tone at the end", "Nguyeenx Vawn An", "Nguyễn Văn An", true, ""},
		{"tone behind the vowel", "Nguyeexn Vawn An", "Nguyễn Văn An", true, ""},
		{"capitals", "NGUYEENX VAWN AN", "NGUYỄN VĂN AN", true, ""},
		{"đ", "Ddawngj Ddinhf DDUWCS", "Đặng Đình ĐỨC", true, ""},
		{"ươ", "Phuowng Phuwowng Phwowng Phuongw", "Phương Phương Phương Phương", true, "w in every place"},
		{"uơ", "thuowr", "thuở", true, "ươ does not end a word"},
		{"oo", "Coong Vooongf Voòng", "Công Voòng Voòng", true, "oo is ô, ooo is oo"},
		{"w alone", "Hwng Wng", "Hưng Ưng", true, "w alone is ư"},
		{"oă", "Hoawcj", "Hoặc", true, ""},
		{"ưa, ưu", "Muaw Luuw Luwu Cuwru", "Mưa Lưu Lưu Cửu", true, ""},
		{"qu", "Quys Quangw Quoocs", "Quý Quăng Quốc", true, "u belongs to q"},
		{"gi", "Giangz Giaf", "Giangz Già", true, "z takes off a tone, and there is none"},
		{"tone changed", "Hoafs Hoafz", "Hóa Hoa", true, "the last tone key counts; z takes it off"},
		{"half decoded", "Nguyênx Văn Thăngs", "Nguyễn Văn Thắng", true, "marks that the method did set"},
		{"with an apostrophe", "H'Hoas", "H'Hóa", true, "words are between apostrophes too"},
		{"full stop", "Nguyeenx.", "Nguyễn.", true, ""},
		{"proper", "Nguyễn Văn An", "Nguyễn Văn An", false, "nothing is unknown"},
		{"no marks", "Tran Thi Hoa", "Tran Thi Hoa", false, ""},
		{"unknown afterwards", "Ksorw Alex", "Ksorw Alex", false, ""},
		{"minority", "Ksor Rmah Hwing Siu", "Ksor Rmah Hwing Siu", false, "in the table of name words"},
		{"empty", "", "", false, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, ok := vntext.DecodeTelex(c.in)
			if diff := cmp.Diff(c.want, got); diff != "" || ok != c.ok {
				t.Errorf("%s: ok = %t, want %t; (-want +got):\n%s", c.reason, ok, c.ok, diff)
			}
		})
	}
}

func TestDecodeVNIKeys(t *testing.T) {
	cases := []struct {
		name, in, want string
		ok             bool
		reason         string
	}{
		{"digits at their letters", "Nguye6n4 Va8n An", "Nguyễn Văn An", true, ""},
		{"digits at the end", "Nguyen64 Van8 An", "Nguyễn Văn An", true, ""},
		{"capitals", "D9A8NG5 D9I2NH", "ĐẶNG ĐÌNH", true, ""},
		{"ươ", "Phuong7 Phu7o7ng Phuo7ng", "Phương Phương Phương", true, ""},
		{"ưa", "Mua7 Thu7", "Mưa Thư", true, ""},
		{"oă", "Hoa8c5", "Hoặc", true, ""},
		{"ô", "Quo6c1 To6", "Quốc Tô", true, ""},
		{"tone off", "Hoa10 An", "Hoa An", true, ""},
		{"no key", "An7 Lo 12", "An7 Lo 12", false, "7 has nothing to stand on; a number is no word"},
		{"proper", "Nguyễn Văn An", "Nguyễn Văn An", false, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, ok := vntext.DecodeVNIKeys(c.in)
			if diff := cmp.Diff(c.want, got); diff != "" || ok != c.ok {
				t.Errorf("%s: ok = %t, want %t; (-want +got):\n%s", c.reason, ok, c.ok, diff)
			}
		})
	}
}

func TestKeystrokeCandidates(t *testing.T) {
	cases := []struct{ name, in, want, reason string }{
		{"Telex", " Nguyeenx  An", "Nguyễn An", "cleaned first"},
		{"VNI", "Nguye6n4 An", "Nguyễn An", ""},
		{"behind the consonant", "Nguyenex An", "Nguyễn An", "e typed at the end"},
		{"d behind", "Dungxd", "Đũng", "d typed at the end"},
		{"minority", "Hmowk", "Hmơk", "no known word, and still a candidate"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var texts []string
			for _, d := range vntext.KeystrokeCandidates(c.in) {
				texts = append(texts, d.Text)
			}
			if !slices.Contains(texts, c.want) {
				t.Errorf("%s: no candidate %q among %q", c.reason, c.want, texts)
			}
		})
	}
	if got := vntext.KeystrokeCandidates("Trịnh Văn An"); got != nil {
		t.Errorf("%d candidates for text without keys", len(got))
	}
}

func TestResolveKeystrokes(t *testing.T) {
	cases := []struct {
		name, in, want string
		change         vntext.Change
		reason         string
	}{
		{"Telex", "Nguyeenx Vawn An", "Nguyễn Văn An", vntext.ChangeTelex, ""},
		{"VNI", "Nguye6n4 Va8n An", "Nguyễn Văn An", vntext.ChangeVNIKeys, ""},
		{"a word stays unknown", "Nguyeenx Brrr", "Nguyeenx Brrr", 0, "every word must be known"},
		{"known", "Hà An", "Hà An", 0, "nothing is unknown"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, change := vntext.ResolveKeystrokes(c.in)
			if diff := cmp.Diff(c.want, got); diff != "" || change != c.change {
				t.Errorf("%s: change = %b, want %b; (-want +got):\n%s", c.reason, change, c.change, diff)
			}
		})
	}
}

// TestKeystrokesOfEverySyllable types every syllable with both methods, the
// tone key behind the vowel and at the end.
func TestKeystrokesOfEverySyllable(t *testing.T) {
	skipped, tried := 0, 0
	for s := range spellAll() {
		plain := spell(s.onset, s.rime, vntext.ToneLevel)
		for _, m := range []struct {
			name   string
			keys   *strings.Replacer
			tones  string
			decode func(string) (string, bool)
		}{
			{"Telex", strings.NewReplacer("oo", "ooo", "ươ", "uow", "ă", "aw", "â", "aa", "ê", "ee", "ô", "oo", "ơ", "ow", "ư", "uw", "đ", "dd"), "zfsrxj", vntext.DecodeTelex},
			{"VNI", strings.NewReplacer("ươ", "uo7", "ă", "a8", "â", "a6", "ê", "e6", "ô", "o6", "ơ", "o7", "ư", "u7", "đ", "d9"), "021345", vntext.DecodeVNIKeys},
		} {
			typed := m.keys.Replace(plain)
			if s.tone != vntext.ToneLevel {
				typed += string(m.tones[s.tone])
			}
			if typed == s.word {
				continue
			}
			if vntext.IsKnown(typed) {
				skipped++ // a word as it stands
				continue
			}
			tried++
			if got, ok := m.decode(typed); !ok || got != s.word {
				t.Errorf("%s: %s decodes to %s (%t), want %s", m.name, typed, got, ok, s.word)
			}
		}
	}
	t.Logf("%d decoded, %d known as typed", tried, skipped)
	if tried < 20_000 || skipped > tried/100 {
		t.Errorf("%d syllables tried, %d known as typed", tried, skipped)
	}
}

func FuzzKeystrokes(f *testing.F) {
	for _, seed := range []string{"Nguyeenx Vawn An", "Nguye6n4", "DDw", "wwww", "giz", "quw7", "\x80d9"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, decode := range []func(string) (string, bool){vntext.DecodeTelex, vntext.DecodeVNIKeys} {
			if text, ok := decode(s); ok == (text == s) {
				t.Errorf("%+q decodes to %+q, ok = %t", s, text, ok)
			}
		}
		for _, d := range vntext.KeystrokeCandidates(s) {
			if clean, change := vntext.Clean(d.Text); clean != d.Text || change != 0 {
				t.Errorf("the candidate %+q is not clean", d.Text)
			}
		}
		if text, change := vntext.ResolveKeystrokes(s); change != 0 && (!vntext.AllKnown(text) || vntext.AllKnown(s)) {
			t.Errorf("%+q was resolved to %+q", s, text)
		}
	})
}
