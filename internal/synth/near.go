package synth

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// This file knows when two words are so near to each other that a fault would
// be taken for another one: the definitions of the mismatch codes, written down
// once more and without regard to speed.

// baseLetters gives a word in lower case without any mark.
func baseLetters(word string) string { return strings.ToLower(stripMarks(word)) }

func stripMarks(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case r == 'đ':
			b.WriteByte('d')
		case r == 'Đ':
			b.WriteByte('D')
		case r < 0x300 || r > 0x36f:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hasMarks(s string) bool { return stripMarks(s) != norm.NFD.String(s) }

// edits gives the number of letters inserted, deleted, substituted or swapped
// with their neighbour between two words (optimal string alignment).
func edits(x, y string) int {
	a, b := []rune(x), []rune(y)
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// isTypingError reports words, as base letters, one edit apart of which the
// longer has three letters, or two edits of which it has six.
func isTypingError(a, b string) bool {
	if a == b {
		return false
	}
	switch longer := max(len([]rune(a)), len([]rune(b))); {
	case longer < 3:
		return false
	case longer < 6:
		return edits(a, b) <= 1
	}
	return edits(a, b) <= 2
}

// initials are the sounds at the beginning of a word that regions confuse, the
// longer spellings first.
var initials = []struct {
	spelling string
	sound    int
}{
	{"ngh", 0}, {"ng", 0}, {"nh", 0}, {"ch", 1}, {"tr", 1}, {"s", 2}, {"x", 2}, {"l", 3}, {"n", 3}, {"gi", 4}, {"d", 4}, {"r", 4},
}

func cutSound(word string) (sound int, rest string) {
	for _, in := range initials {
		if rest, ok := strings.CutPrefix(word, in.spelling); ok && rest != "" {
			return in.sound, rest
		}
	}
	return 0, word
}

// isSoundPair reports words that differ in one sound that regions confuse:
// ch/tr, s/x, l/n, d/gi/r, final n/ng, final t/c.
func isSoundPair(a, b string) bool {
	soundA, restA := cutSound(a)
	soundB, restB := cutSound(b)
	if soundA != 0 && soundA == soundB && restA == restB && a != b {
		return true
	}
	trim := func(s, end string) string { rest, _ := strings.CutSuffix(s, end); return rest }
	for _, pair := range [][2]string{{"n", "ng"}, {"t", "c"}} {
		for _, p := range [][2]string{pair, {pair[1], pair[0]}} {
			if strings.HasSuffix(a, p[0]) && strings.HasSuffix(b, p[1]) && trim(a, p[0]) == trim(b, p[1]) {
				return true
			}
		}
	}
	return false
}

// isIY reports words that are one another with i for y.
func isIY(a, b string) bool {
	return strings.ReplaceAll(a, "y", "i") == strings.ReplaceAll(b, "y", "i") && a != b
}

// isInitialConsonants reports letters that begin a syllable and hold no vowel.
func isInitialConsonants(s string) bool {
	return s == "gi" || s == "qu" || !strings.ContainsAny(s, "aeiouy")
}

// isShort reports what may be read as an abbreviation of the word even without
// a full stop.
func isShort(s, word string) bool {
	return len(s) < len(word) && strings.HasPrefix(word, s) && (len(s) == 1 || isInitialConsonants(s))
}

// isFar reports words, however written, of which neither can be a slip or a
// spelling of the other.
func isFar(x, y string) bool {
	a, b := baseLetters(x), baseLetters(y)
	return a != b && !isTypingError(a, b) && !isIY(a, b) && !isSoundPair(a, b) && !isShort(a, b) && !isShort(b, a) &&
		!areRegional(a, b)
}

func isFarFromAll(word string, others []string) bool {
	return !slices.ContainsFunc(others, func(o string) bool { return !isFar(word, o) })
}

// regionalPairs are words that are one word of names in two regions: forms made
// to avoid a ruler's name, and readings of the north and of the south.
var regionalPairs = [][2]string{
	{"Hoàng", "Huỳnh"},
	{"Vũ", "Võ"},
	{"Phúc", "Phước"},
	{"Chu", "Châu"},
	{"Cảnh", "Kiểng"},
	{"Hồng", "Hường"},
	{"Tùng", "Tòng"},
	{"Thái", "Thới"},
	{"Bảo", "Bửu"},
	{"Bình", "Bường"},
	{"Nhật", "Nhựt"},
	{"Nhân", "Nhơn"},
	{"Sơn", "San"},
	{"Tấn", "Tiến"},
	{"Chính", "Chánh"},
	{"Lĩnh", "Lãnh"},
	{"Hiệp", "Hợp"},
	{"Long", "Luông"},
	{"Minh", "Miêng"},
	{"Nghĩa", "Ngãi"},
	{"Sinh", "Sanh"},
	{"Thịnh", "Thạnh"},
	{"Trường", "Tràng"},
	{"Vinh", "Vang"},
	{"Phượng", "Phụng"},
	{"Quý", "Quới"},
	{"Nguyên", "Ngươn"},
	{"Nguyệt", "Ngoạt"},
	{"Chân", "Chơn"},
	{"Hoa", "Huê"},
	{"Cương", "Cang"},
	{"Đường", "Đàng"},
	{"Tính", "Tánh"},
	{"Thu", "Thâu"},
	{"An", "Yên"},
	{"Uy", "Oai"},
	{"Toàn", "Tuyền"},
	{"Nhậm", "Nhiệm"},
	{"Kính", "Kiếng"},
	{"Thành", "Thiềng"},
}

// regionalBases holds both orders of every pair in base letters.
var regionalBases = sync.OnceValue(func() map[[2]string]bool {
	set := make(map[[2]string]bool)
	for _, p := range regionalPairs {
		a, b := baseLetters(p[0]), baseLetters(p[1])
		set[[2]string{a, b}], set[[2]string{b, a}] = true, true
	}
	return set
})

// areRegional reports whether words in base letters are those of a pair.
func areRegional(a, b string) bool { return regionalBases()[[2]string{a, b}] }
