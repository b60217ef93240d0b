package vntext_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// The legacy encodings of this file are written down a second time, the other
// way round and in the order of the alphabet, so that a slip in the decoder's
// tables does not hide.

// tcvn3Codes lists letters and their TCVN3 codes as Latin-1 shows them.
var tcvn3Codes = codeTable(
	"àáảãạ", "µ¸¶·¹",
	"ăằắẳẵặ", "¨»¾¼½Æ",
	"âầấẩẫậ", "©ÇÊÈÉË",
	"èéẻẽẹ", "ÌÐÎÏÑ",
	"êềếểễệ", "ªÒÕÓÔÖ",
	"ìíỉĩị", "×ÝØÜÞ",
	"òóỏõọ", "ßãáâä",
	"ôồốổỗộ", "«åèæçé",
	"ơờớởỡợ", "¬êíëìî",
	"ùúủũụ", "ïóñòô",
	"ưừứửữự", "\u00ADõøö÷ù",
	"ỳýỷỹỵ", "úýûüþ",
	"đ", "®",
	"ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§",
)

// codeTable pairs the runes of every two strings.
func codeTable(lists ...string) map[rune]rune {
	table := map[rune]rune{}
	for i := 0; i < len(lists); i += 2 {
		letters, codes := []rune(lists[i]), []rune(lists[i+1])
		if len(letters) != len(codes) {
			panic("a code table is uneven")
		}
		for j, letter := range letters {
			table[letter] = codes[j]
		}
	}
	return table
}

// encodeTCVN3 gives text in TCVN3. Toned capitals have no codes: a capital
// font shows those of the small letters.
func encodeTCVN3(text string) string {
	return strings.Map(func(r rune) rune {
		if code, ok := tcvn3Codes[r]; ok {
			return code
		}
		if code, ok := tcvn3Codes[[]rune(strings.ToLower(string(r)))[0]]; ok {
			return code
		}
		return r
	}, text)
}

// vniCodes lists letters and the characters of VNI-Windows.
var vniCodes = func() map[string]string {
	lists := []string{
		"à aø á aù ả aû ã aõ ạ aï ă aê ằ aè ắ aé ẳ aú ẵ aü ặ aë â aâ ầ aà ấ aá ẩ aå ẫ aã ậ aä",
		"è eø é eù ẻ eû ẽ eõ ẹ eï ê eâ ề eà ế eá ể eå ễ eã ệ eä",
		"ì ì í í ỉ æ ĩ ó ị ò",
		"ò oø ó où ỏ oû õ oõ ọ oï ô oâ ồ oà ố oá ổ oå ỗ oã ộ oä ơ ô ờ ôø ớ ôù ở ôû ỡ ôõ ợ ôï",
		"ù uø ú uù ủ uû ũ uõ ụ uï ư ö ừ öø ứ öù ử öû ữ öõ ự öï",
		"ỳ yø ý yù ỷ yû ỹ yõ ỵ î đ ñ",
	}
	table := map[string]string{}
	for _, list := range lists {
		words := strings.Fields(list)
		for i := 0; i < len(words); i += 2 {
			table[words[i]] = words[i+1]
			table[strings.ToUpper(words[i])] = strings.ToUpper(words[i+1])
		}
	}
	return table
}()

// encodeVNI gives text in VNI-Windows.
func encodeVNI(text string) string {
	var b strings.Builder
	for _, r := range text {
		if code, ok := vniCodes[string(r)]; ok {
			b.WriteString(code)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// tcvn5712Capitals lists the toned capitals of TCVN 5712:1993 from 0x80.
const tcvn5712Capitals = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"

// encodeTCVN5712 gives text as bytes of TCVN 5712:1993, toned capitals
// included.
func encodeTCVN5712(text string) []byte {
	var out []byte
	capitals := []rune(tcvn5712Capitals)
	for _, r := range text {
		at := -1
		for i, c := range capitals {
			if c == r {
				at = i
			}
		}
		switch {
		case at >= 0:
			out = append(out, byte(0x80+at))
		case tcvn3Codes[r] != 0:
			out = append(out, byte(tcvn3Codes[r]))
		default:
			out = append(out, byte(r))
		}
	}
	return out
}

// latin1 and windows1252 read bytes as the two encodings do.
func latin1(codes []byte) string {
	runes := make([]rune, len(codes))
	for i, b := range codes {
		runes[i] = rune(b)
	}
	return string(runes)
}

func windows1252(tb testing.TB, codes []byte) string {
	tb.Helper()
	var b strings.Builder
	for _, c := range codes {
		r := charmap.Windows1252.DecodeByte(c)
		if r == '\uFFFD' {
			r = rune(c) // browsers and spreadsheets keep the control character
		}
		b.WriteRune(r)
	}
	return b.String()
}
