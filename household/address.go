package household

import (
	"strings"
	"sync"
	"unicode"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
)

// maxAddress bounds what is read of an address, in bytes.
const maxAddress = 1024

// address is the text of a residence, taken apart: base letters, without the
// words and abbreviations that one office writes and another does not.
type address struct {
	core     string // house, street, hamlet
	ward     string // name of the ward
	district string // name of the district, abolished on 01/07/2025
	province provinceCodes
}

// readAddress takes the text of a residence apart. Segments are separated by
// commas, semicolons or hyphens between blanks.
func readAddress(text string) address {
	if len(text) > maxAddress {
		text = text[:maxAddress]
	}
	var a address
	var core []string
	segments := addressSegments(text)
	for n := len(segments); n > 0 && strings.Join(segments[n-1], " ") == "viet nam"; n-- {
		segments = segments[:n-1]
	}
	for i, words := range segments {
		name := strings.Join(words, " ")
		last := i == len(segments)-1
		switch {
		case i > 0 && a.readProvince(words, name, last):
		case isUnit(words, "phuong", "xa", "thi tran", "dac khu"):
			a.ward = unitName(words)
		case i > 0 && isUnit(words, "quan", "huyen", "thi xa", "thanh pho"):
			a.district = unitName(words)
		default:
			core = append(core, plainWords(words)...)
		}
	}
	a.core = strings.Join(core, " ")
	return a
}

// sameAs compares two texts. The name of a ward counts unless the wards are
// known to be one, that of a district only where both have it.
func (a address) sameAs(b address, wardKnown bool) bool {
	if a.core != b.core {
		return false
	}
	if wardKnown {
		return true
	}
	contradict := func(x, y string) bool { return x != "" && y != "" && x != y }
	return !contradict(a.ward, b.ward) && !contradict(a.district, b.district)
}

// addressSegments gives the words of every segment, folded, with abbreviations
// written out.
func addressSegments(text string) [][]string {
	var segments [][]string
	for segment := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		for part := range strings.SplitSeq(segment, " - ") {
			whole := addressWords(segment)
			if _, ok := provinceNames()[provinceName(whole)]; ok {
				segments = append(segments, whole) // Bà Rịa - Vũng Tàu
				break
			}
			if words := addressWords(part); len(words) > 0 {
				segments = append(segments, words)
			}
		}
	}
	return segments
}

func addressWords(segment string) []string {
	return writeOut(strings.FieldsFunc(vntext.Fold(segment), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '/'
	}))
}

// provinceName gives what would be the name of a province, without its kind.
func provinceName(words []string) string {
	name := strings.Join(words, " ")
	for _, kind := range []string{"tinh ", "thanh pho "} {
		name = strings.TrimPrefix(name, kind)
	}
	return name
}

// abbreviations are those of administrative units, at the beginning of a
// segment.
var abbreviations = map[string][]string{
	"tp": {"thanh", "pho"}, "tx": {"thi", "xa"}, "tt": {"thi", "tran"}, "p": {"phuong"}, "q": {"quan"},
	"h": {"huyen"}, "x": {"xa"}, "t": {"tinh"}, "kp": {"khu", "pho"}, "tdp": {"to", "dan", "pho"},
}

// writeOut replaces an abbreviation that begins the words, also where its
// number is joined to it (P5, Q10).
func writeOut(words []string) []string {
	if len(words) == 0 {
		return nil
	}
	letters := strings.TrimRightFunc(words[0], unicode.IsDigit)
	number := words[0][len(letters):]
	whole, ok := abbreviations[letters]
	if !ok || number == "" && len(words) == 1 {
		return words
	}
	out := append([]string(nil), whole...)
	if number != "" {
		out = append(out, number)
	}
	return append(out, words[1:]...)
}

// isUnit reports words that begin with one of the kinds of a unit and name it.
func isUnit(words []string, kinds ...string) bool {
	for _, kind := range kinds {
		n := strings.Count(kind, " ") + 1
		if len(words) > n && strings.Join(words[:n], " ") == kind {
			return true
		}
	}
	return false
}

// unitName gives the name of a unit without its kind, numbers without leading
// zeros.
func unitName(words []string) string {
	n := 1
	if words[0] == "thi" || words[0] == "thanh" || words[0] == "dac" {
		n = 2
	}
	return strings.Join(plainWords(words[n:]), " ")
}

// readProvince reads a segment that names a province: with its kind anywhere
// but first, or bare at the end.
func (a *address) readProvince(words []string, name string, last bool) bool {
	bare := provinceName(words)
	codes, ok := provinceNames()[bare]
	if !ok || bare == name && !last {
		return false
	}
	if words[0] == "thanh" && !last {
		return false // the city of that name within its province
	}
	a.province = codes
	return true
}

// provinceNames gives the codes by the folded name of every province of both
// lists; a name that both have is that of the list in force.
var provinceNames = sync.OnceValue(func() map[string]provinceCodes {
	names := map[string]provinceCodes{}
	add := func(name string, codes provinceCodes) {
		folded := vntext.Fold(strings.ReplaceAll(name, "-", " "))
		names[folded] = codes
		names[strings.TrimPrefix(folded, "thanh pho ")] = codes
	}
	for p := range identity.Provinces(identity.MustDate(2025, 6, 30)) {
		if successor, ok := identity.SuccessorOf(p.ShortCode); ok {
			add(p.Name, provinceCodes{current: successor.ShortCode, given: p.ShortCode})
		}
	}
	for p := range identity.Provinces(identity.MustDate(2025, 7, 1)) {
		add(p.Name, provinceCodes{current: p.ShortCode, given: p.ShortCode})
	}
	names["hcm"] = names["ho chi minh"]
	return names
})

// plainWords leaves out the words that one office writes and another does not:
// "số" before a number, "đường", "phố" of a street; and leading zeros.
func plainWords(words []string) []string {
	out := make([]string, 0, len(words))
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		switch {
		case (w == "so" || w == "nha") && (next == "so" || next == "nha" || startsWithDigit(next)):
		case w == "duong" && next != "":
		case w == "d" && next != "" && i > 0 && startsWithDigit(words[i-1]): // Đ. for đường
		case w == "pho" && next != "" && (i == 0 || words[i-1] != "khu" && words[i-1] != "dan" && words[i-1] != "thanh"):
		default:
			for len(w) > 1 && w[0] == '0' && startsWithDigit(w[1:]) {
				w = w[1:]
			}
			out = append(out, w)
		}
	}
	return out
}

func startsWithDigit(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' }
