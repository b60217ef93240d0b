package synth

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

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

// The letters of TCVN3 that have a code of their own as capitals.
var tcvn3Capitals = []string{"Đ", "§", "Ă", "¡", "Â", "¢", "Ê", "£", "Ô", "¤", "Ơ", "¥", "Ư", "¦"}

var tcvn3Encoder = sync.OnceValue(func() *strings.Replacer {
	pairs := append([]string{"đ", "®"}, tcvn3Capitals...)
	for v, row := range tonedVowels {
		codes := []rune(tcvn3[v])
		for t, letter := range []rune(row) {
			pairs = append(pairs, string(letter), string(codes[t]))
			if t > 0 {
				pairs = append(pairs, strings.ToUpper(string(letter)), string(codes[t]))
			}
		}
	}
	return strings.NewReplacer(pairs...)
})

// TCVN3 writes s as TCVN3 text looks when it is read as Latin-1. Capitals with
// a tone become their small codes, as in the capital fonts; the seven letters
// that have a capital code of their own keep it.
func TCVN3(s string) string { return tcvn3Encoder().Replace(norm.NFC.String(s)) }

// TCVN3Font writes s as text typed for a capital font (.VnTimeH) looks when it
// is read as Latin-1: all letters with marks have their small codes, and the
// font showed them as capitals.
func TCVN3Font(s string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		if r >= utf8.RuneSelf {
			r = unicode.ToLower(r)
		} else {
			r = unicode.ToUpper(r)
		}
		b.WriteRune(r)
	}
	return TCVN3(b.String())
}

// vniCode gives the code of a vowel with its t-th tone.
func vniCode(vowel, t int) string {
	plain := [...]string{"a", "aê", "aâ", "e", "eâ", "i", "o", "oâ", "ô", "u", "ö", "y"}[vowel]
	marks := []rune("øùûõï")
	switch plain {
	case "aâ", "eâ", "oâ":
		marks = []rune("àáåãä")
	case "aê":
		marks = []rune("èéúüë")
	}
	switch {
	case t == 0:
		return plain
	case plain == "i":
		return string([]rune("ìíæóò")[t-1])
	case plain == "y" && t == 5:
		return "î"
	case len(plain) > 1 && plain[0] < utf8.RuneSelf: // a mark of the vowel gives way to that of both
		return plain[:1] + string(marks[t-1])
	}
	return plain + string(marks[t-1])
}

var vniEncoder = sync.OnceValue(func() *strings.Replacer {
	pairs := []string{"đ", "ñ", "Đ", "Ñ"}
	for v, row := range tonedVowels {
		for t, letter := range []rune(row) {
			code := vniCode(v, t)
			pairs = append(pairs, string(letter), code, strings.ToUpper(string(letter)), strings.ToUpper(code))
		}
	}
	return strings.NewReplacer(pairs...)
})

// VNI writes s as VNI-Windows text looks when it is read as Latin-1.
func VNI(s string) string { return vniEncoder().Replace(norm.NFC.String(s)) }

// Telex writes s as the keys of the Telex input method. The tone key comes at
// the end of the word, or, where early is set, right after the letter that
// bears the tone.
func Telex(s string, early bool) string { return keystrokes(s, &telexKeys, early) }

// VNIKeys writes s as the keys of the VNI input method; early as in [Telex].
func VNIKeys(s string, early bool) string { return keystrokes(s, &vniKeys, early) }

// keyboard holds the keys of an input method: those of the marks of a letter
// and those of the tones. doubled is the key that repeats the letter.
type keyboard struct {
	quality map[rune]string
	tones   map[rune]string
	triple  bool // a vowel that stands twice takes three keys
}

const doubled = "double"

var (
	telexKeys = keyboard{
		map[rune]string{'\u0302': doubled, '\u0306': "w", '\u031b': "w", 'đ': "d"},
		map[rune]string{'\u0300': "f", '\u0301': "s", '\u0309': "r", '\u0303': "x", '\u0323': "j"},
		true,
	}
	vniKeys = keyboard{
		map[rune]string{'\u0302': "6", '\u0306': "8", '\u031b': "7", 'đ': "9"},
		map[rune]string{'\u0300': "2", '\u0301': "1", '\u0309': "3", '\u0303': "4", '\u0323': "5"},
		false,
	}
)

func keystrokes(s string, keys *keyboard, early bool) string {
	var out []string
	for word := range strings.FieldsSeq(s) {
		out = append(out, wordKeystrokes(word, keys, early))
	}
	return strings.Join(out, " ")
}

func wordKeystrokes(word string, keys *keyboard, early bool) string {
	var b strings.Builder
	tone := ""
	for _, letter := range norm.NFC.String(word) {
		mine := ""
		for i, r := range []rune(norm.NFD.String(string(letter))) {
			key, isTone := keys.quality[r], keys.tones[r]
			switch {
			case isTone != "":
				mine = isTone
			case key == doubled:
				b.WriteRune(unicode.ToLower(base(letter)))
			case r == 'đ' || r == 'Đ':
				b.WriteString(map[rune]string{'đ': "d", 'Đ': "D"}[r] + keys.quality['đ'])
			case key != "":
				b.WriteString(key)
			case i == 0:
				if keys.triple && repeats(b.String(), r) {
					b.WriteRune(r) // oo is the key of ô, ooo that of oo
				}
				b.WriteRune(r)
			}
		}
		if mine != "" {
			tone = mine
			if early {
				b.WriteString(tone)
			}
		}
	}
	if !early {
		b.WriteString(tone)
	}
	return b.String()
}

// repeats reports a, e or o after the same letter.
func repeats(typed string, r rune) bool {
	return strings.ContainsRune("aeo", r) && strings.HasSuffix(strings.ToLower(typed), string(r))
}

// base gives the letter that a letter with marks is made of.
func base(letter rune) rune { return []rune(norm.NFD.String(string(letter)))[0] }
