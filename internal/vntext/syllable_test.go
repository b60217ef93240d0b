package vntext_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

func TestSplitSyllable(t *testing.T) {
	const (
		level, grave, acute, hook, tilde, dot = vntext.ToneLevel, vntext.ToneGrave, vntext.ToneAcute, vntext.ToneHook, vntext.ToneTilde, vntext.ToneDot
	)
	cases := []struct {
		word, onset, rime string
		tone              vntext.Tone
		reason            string
	}{
		{"Nguyễn", "ng", "uyên", tilde, ""},
		{"nghiêng", "ngh", "iêng", level, "the longest syllable"},
		{"AN", "", "an", level, ""},
		{"Ý", "", "y", acute, ""},
		{"ỷ", "", "y", hook, ""},
		{"Hòa", "h", "oa", grave, "tone mark in the traditional place"},
		{"Hoà", "h", "oa", grave, "tone mark in the newer place"},
		{"thúy", "th", "uy", acute, ""},
		{"thuý", "th", "uy", acute, ""},
		{"Quý", "qu", "y", acute, "u belongs to q"},
		{"Qui", "qu", "i", level, ""},
		{"Quốc", "qu", "ôc", acute, ""},
		{"Quỳnh", "qu", "ynh", grave, ""},
		{"Quyết", "qu", "yêt", acute, ""},
		{"gì", "gi", "i", grave, "one i for two"},
		{"giếng", "gi", "iêng", acute, "one i for two"},
		{"Giang", "gi", "ang", level, ""},
		{"già", "gi", "a", grave, ""},
		{"giữ", "gi", "ư", tilde, ""},
		{"Gìn", "gi", "in", grave, ""},
		{"Đặng", "đ", "ăng", dot, ""},
		{"Đước", "đ", "ươc", acute, ""},
		{"yến", "", "yên", acute, "yê with no consonant before it"},
		{"khuya", "kh", "uya", level, ""},
		{"khuỷu", "kh", "uyu", hook, ""},
		{"ngoèo", "ng", "oeo", grave, ""},
		{"thuở", "th", "uơ", hook, ""},
		{"huệ", "h", "uê", dot, ""},
		{"mưa", "m", "ưa", level, ""},
		{"cửu", "c", "ưu", hook, ""},
		{"Kiều", "k", "iêu", grave, ""},
		{"Vy", "v", "y", level, ""},
		{"Thy", "th", "y", level, ""},
		{"nghĩa", "ngh", "ia", tilde, ""},
		{"ghế", "gh", "ê", acute, ""},
		{"Voòng", "v", "oong", grave, ""},
		{"Páo", "p", "ao", acute, "p alone is used in Hmông names"},
	}
	for _, c := range cases {
		onset, rime, tone, ok := vntext.SplitSyllable(c.word)
		if !ok || onset != c.onset || rime != c.rime || tone != c.tone {
			t.Errorf("%s: SplitSyllable(%s) = %q %q %d %t, want %q %q %d", c.reason, c.word, onset, rime, tone, ok, c.onset, c.rime, c.tone)
		}
	}
}

func TestIsNoSyllable(t *testing.T) {
	cases := []struct{ word, reason string }{
		{"", "nothing"},
		{"ng", "no rime"},
		{"qu", "no rime"},
		{"q", "no rime"},
		{"Duc", "a stopped rime without sắc or nặng"},
		{"Đùc", "a stopped rime without sắc or nặng"},
		{"tịch́", "two tones"},
		{"Qúy", "the tone mark on the consonant's u"},
		{"Qúôc", "the tone mark on another vowel"},
		{"Hùynh", "the tone mark on another vowel"},
		{"nguyến̉", "two tones"},
		{"ka", "k stands before e, ê, i, y"},
		{"ce", "c does not"},
		{"ge", "gh stands before e, ê, i"},
		{"gha", "gh stands before e, ê, i"},
		{"nge", "ngh stands before e, ê, i"},
		{"nghy", "ngh stands before e, ê, i"},
		{"iên", "written yên"},
		{"tyên", "written tiên"},
		{"buyên", "no glide after a labial"},
		{"cuân", "written quân"},
		{"Nguyeenx", "keystrokes"},
		{"Nguyeãn", "VNI-Windows"},
		{"V¨n", "TCVN3"},
		{"Văn An", "two words"},
		{"Niê", "no Vietnamese rime"},
		{"Êñuôl", "no Vietnamese letters"},
		{"wa", "no Vietnamese letter"},
		{"nghiênng", "too long"},
		{"Müi", "another language"},
	}
	for _, c := range cases {
		if vntext.IsSyllable(c.word) {
			t.Errorf("%s: IsSyllable(%s)", c.reason, c.word)
		}
	}
}
