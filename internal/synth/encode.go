package synth

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// The letters of both tables in one order: for each vowel the plain letter and
// its five tones (huyền, sắc, hỏi, ngã, nặng).
var tonedVowels = [...]string{
	"aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị",
	"oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
}

// tcvn3 holds the codes of TCVN 5712:1993 (VN3, "ABC") for tonedVowels, as
// they look when read as Latin-1.
var tcvn3 = [...]string{
	"aµ¸¶·¹", "¨»¾¼½Æ", "©ÇÊÈÉË", "eÌÐÎÏÑ", "ªÒÕÓÔÖ", "i×ÝØÜÞ",
	"oßãáâä", "«åèæçé", "¬êíëìî", "uïóñòô", "\u00adõøö÷ù", "yúýûüþ",
}

// TCVN3 writes s as TCVN3 text looks when it is read as Latin-1. Capitals with
// marks become their small codes, as in the capital fonts, except the seven
// letters that have a code of their own.
func TCVN3(s string) string {
	pairs := []string{"đ", "®", "Đ", "§", "Ă", "¡", "Â", "¢", "Ê", "£", "Ô", "¤", "Ơ", "¥", "Ư", "¦"}
	for v, row := range tonedVowels {
		codes := []rune(tcvn3[v])
		for t, letter := range []rune(row) {
			pairs = append(pairs, string(letter), string(codes[t]))
			if upper := strings.ToUpper(string(letter)); t > 0 {
				pairs = append(pairs, upper, string(codes[t]))
			}
		}
	}
	return strings.NewReplacer(pairs...).Replace(norm.NFC.String(s))
}

// VNI writes s as VNI-Windows text looks when it is read as Latin-1.
func VNI(s string) string {
	plain := strings.Split("a aê aâ e eâ i o oâ ô u ö y", " ")
	pairs := []string{"đ", "ñ", "Đ", "Ñ"}
	for v, row := range tonedVowels {
		marks := []rune("øùûõï")
		switch plain[v] {
		case "aâ", "eâ", "oâ":
			marks = []rune("àáåãä")
		case "aê":
			marks = []rune("èéúüë")
		}
		for t, letter := range []rune(row) {
			code := plain[v]
			switch {
			case t == 0:
			case plain[v] == "i":
				code = string([]rune("ìíæóò")[t-1])
			case plain[v] == "y" && t == 5:
				code = "î"
			case len(plain[v]) > len("a") && plain[v] != "ô" && plain[v] != "ö":
				code = plain[v][:1] + string(marks[t-1])
			default:
				code += string(marks[t-1])
			}
			pairs = append(pairs, string(letter), code, strings.ToUpper(string(letter)), strings.ToUpper(code))
		}
	}
	return strings.NewReplacer(pairs...).Replace(norm.NFC.String(s))
}

// Telex writes s as the keys of the Telex input method, the tone key at the
// end of the word.
func Telex(s string) string {
	return keystrokes(s, map[rune]string{'\u0302': "double", '\u0306': "w", '\u031b': "w", 'đ': "d"},
		map[rune]string{'\u0300': "f", '\u0301': "s", '\u0309': "r", '\u0303': "x", '\u0323': "j"})
}

// VNIKeys writes s as the keys of the VNI input method, the tone key at the end
// of the word.
func VNIKeys(s string) string {
	return keystrokes(s, map[rune]string{'\u0302': "6", '\u0306': "8", '\u031b': "7", 'đ': "9"},
		map[rune]string{'\u0300': "2", '\u0301': "1", '\u0309': "3", '\u0303': "4", '\u0323': "5"})
}

func keystrokes(s string, quality, tones map[rune]string) string {
	var out []string
	for word := range strings.FieldsSeq(s) {
		var b strings.Builder
		var last rune
		tone := ""
		for _, r := range norm.NFD.String(word) {
			switch {
			case tones[r] != "":
				tone = tones[r]
			case quality[r] == "double":
				b.WriteString(strings.ToLower(string(last)))
			case r == 'đ' || r == 'Đ':
				b.WriteString(map[rune]string{'đ': "d", 'Đ': "D"}[r] + quality['đ'])
			case quality[r] != "":
				b.WriteString(quality[r])
			default:
				b.WriteRune(r)
				last = r
			}
		}
		out = append(out, b.String()+tone)
	}
	return strings.Join(out, " ")
}
