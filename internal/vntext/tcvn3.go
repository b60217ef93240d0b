package vntext

import (
	"iter"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// tcvn3High lists the characters of the bytes from 0x80 in TCVN 5712:1993, of
// which TCVN3 (the ABC fonts) is the part without toned capitals. The five
// from 0xB0 are combining tone marks.
var tcvn3High = [128]rune{
	'À', 'Ả', 'Ã', 'Á', 'Ạ', 'Ặ', 'Ậ', 'È', 'Ẻ', 'Ẽ', 'É', 'Ẹ', 'Ệ', 'Ì', 'Ỉ', 'Ĩ', // 0x80
	'Í', 'Ị', 'Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ', 'Ộ', 'Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ', 'Ù', 'Ủ', 'Ũ', // 0x90
	' ', 'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', 'Ằ', // 0xA0
	'\u0300', '\u0309', '\u0303', '\u0301', '\u0323', 'à', 'ả', 'ã', 'á', 'ạ', 'Ẳ', 'ằ', 'ẳ', 'ẵ', 'ắ', 'Ẵ', // 0xB0
	'Ắ', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ề', 'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', 'Ể', 'ẻ', 'ẽ', // 0xC0
	'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', 'Ễ', 'Ế', 'Ồ', 'ĩ', 'í', 'ị', 'ò', // 0xD0
	'Ổ', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù', // 0xE0
	'Ỗ', 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', 'Ố', // 0xF0
}

// tcvn3Control lists the capitals of TCVN 5712:1993 in the control characters.
var tcvn3Control = [32]rune{
	0x01: 'Ú', 0x02: 'Ụ', 0x04: 'Ừ', 0x05: 'Ử', 0x06: 'Ữ',
	0x11: 'Ứ', 0x12: 'Ự', 0x13: 'Ỳ', 0x14: 'Ỷ', 0x15: 'Ỹ', 0x16: 'Ý', 0x17: 'Ỵ',
}

// DecodeTCVN3 decodes text stored in TCVN3 (ABC, .VnTime; TCVN 5712:1993) and
// read as Latin-1 or Windows-1252: "NguyÔn V¨n An" → "Nguyễn Văn An". Words in
// capitals, which the capital fonts store with the codes of small letters,
// come out in capitals. Give it the raw text: ư is U+00AD, which cleaning
// takes for a soft hyphen.
//
// It reports true when it decoded at least one code and nothing is left over.
func DecodeTCVN3(s string) (string, bool) {
	codes, ok := legacyBytes(s)
	if !ok {
		return s, false
	}
	decoded, combining := false, false
	text := make([]rune, len(codes))
	for i, b := range codes {
		text[i] = rune(b)
		switch {
		case b >= 0x80:
			text[i] = tcvn3High[b-0x80]
		case b < 0x20 && tcvn3Control[b] != 0:
			text[i] = tcvn3Control[b]
		}
		decoded = decoded || text[i] > ' ' && text[i] != rune(b)
		combining = combining || text[i] >= 0x300 && text[i] < 0x380
	}
	if !decoded {
		return s, false
	}
	raiseCapitals(text, codes)
	raiseInitials(text, codes)
	if combining {
		return norm.NFC.String(string(text)), true
	}
	return string(text), true
}

// raiseCapitals puts the words in capitals whose ASCII letters are capitals.
// One capital proves nothing (Hå is Hồ); it counts where the whole text holds
// no small ASCII letter and another word has two capitals.
func raiseCapitals(text []rune, codes []byte) {
	most := 0
	for start, end := range legacyWords(codes) {
		upper, _ := countCase(codes[start:end])
		most = max(most, upper)
	}
	_, lower := countCase(codes)
	all := lower == 0 && most > 1
	for start, end := range legacyWords(codes) {
		upper, lower := countCase(codes[start:end])
		if lower > 0 || upper < 2 && !all {
			continue
		}
		for i := start; i < end; i++ {
			text[i] = unicode.ToUpper(text[i])
		}
	}
}

// legacyWords iterates over where the words of legacy text begin and end.
func legacyWords(codes []byte) iter.Seq2[int, int] {
	isBlank := func(b byte) bool { return b == ' ' || b == 0xA0 }
	return func(yield func(int, int) bool) {
		for start := 0; start < len(codes); start++ {
			end := start
			for end < len(codes) && !isBlank(codes[end]) {
				end++
			}
			if end > start && !yield(start, end) {
				return
			}
			start = end
		}
	}
}

// raiseInitials puts toned vowels at the beginning of words in capitals, which
// TCVN3 has no codes for, where every other word begins with a capital: in
// NguyÔn ThÞ ¸nh the last word is Ánh.
func raiseInitials(text []rune, codes []byte) {
	var initials []int
	capitals := 0
	for i, r := range text {
		switch {
		case r == ' ' || i > 0 && text[i-1] != ' ':
		case unicode.IsUpper(r):
			capitals++
		case codes[i] >= 0xB5: // a toned vowel; ă, đ and the like have capitals of their own
			initials = append(initials, i)
		default:
			return
		}
	}
	if capitals == 0 {
		return
	}
	for _, i := range initials {
		text[i] = unicode.ToUpper(text[i])
	}
}

// countCase counts the capital and small letters of ASCII.
func countCase(codes []byte) (upper, lower int) {
	for _, b := range codes {
		switch {
		case 'A' <= b && b <= 'Z':
			upper++
		case 'a' <= b && b <= 'z':
			lower++
		}
	}
	return upper, lower
}
