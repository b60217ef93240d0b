package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The layout of the toned bytes; package vntext describes it at the constants
// of letter.go.
const (
	vowelCodes    = 0x80
	minorityCodes = 0xC8
	foreignCodes  = 0xD8
)

var (
	vowels    = []rune("aăâeêioôơuưy")
	toneMarks = []rune{0, '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'}
	// minority lists đ and the letters of the languages of Tây Nguyên, the
	// last five with a breve over a marked vowel.
	minority = []string{"đ", "ƀ", "č", "ñ", "ĕ", "ĭ", "ŏ", "ŭ", "ê\u0306", "ô\u0306", "ơ\u0306", "ư\u0306", "â\u0306"}
	// composable lists the combining marks that the tables know.
	composable = []rune{'\u0300', '\u0301', '\u0302', '\u0303', '\u0306', '\u0309', '\u030C', '\u031B', '\u0323'}
	// lookAlikes are letters that are taken for a Vietnamese one.
	lookAlikes = map[rune]rune{'Ð': 'đ', 'ð': 'đ', 'Ɖ': 'đ', 'ǎ': 'ă', 'Ǎ': 'ă', 'ǐ': 'ĭ', 'Ǐ': 'ĭ', 'ǒ': 'ŏ', 'Ǒ': 'ŏ', 'ǔ': 'ŭ', 'Ǔ': 'ŭ'}
)

// An alphabet maps texts (NFC, lower case) to toned bytes and back.
type alphabet struct {
	codes map[string]byte
	texts [256]string
}

func newAlphabet() *alphabet {
	a := &alphabet{codes: map[string]byte{}}
	for c := byte(0x21); c < 0x7F; c++ {
		if c < 'A' || c > 'Z' {
			a.set(c, string(rune(c)))
		}
	}
	for v, vowel := range vowels {
		for t, mark := range toneMarks {
			text := string(vowel)
			if t > 0 {
				text = norm.NFC.String(text + string(mark))
			}
			if _, known := a.codes[text]; !known {
				a.set(byte(vowelCodes+6*v+t), text)
			}
		}
	}
	for i, text := range minority {
		a.set(byte(minorityCodes+i), norm.NFC.String(text))
	}
	a.texts[' '] = " "
	return a
}

func (a *alphabet) set(code byte, text string) {
	a.codes[text] = code
	a.texts[code] = text
}

// code gives the toned byte of a letter in any case, with any marks; 0 where
// there is none.
func (a *alphabet) code(text string) byte {
	runes := []rune(norm.NFC.String(text))
	if len(runes) == 1 {
		if plain, ok := lookAlikes[runes[0]]; ok {
			runes[0] = plain
		}
	}
	for i, r := range runes {
		runes[i] = unicode.ToLower(r)
	}
	if c, ok := a.codes[string(runes)]; ok {
		return c
	}
	d := []rune(norm.NFD.String(string(runes)))
	if len(d) > 1 && d[0] >= 'a' && d[0] <= 'z' && unicode.Is(unicode.Mn, d[len(d)-1]) {
		return foreignCodes + byte(d[0]-'a')
	}
	return 0
}

// base gives the ASCII letter under a toned byte, or the byte itself.
func (a *alphabet) base(c byte) byte {
	switch {
	case c >= foreignCodes && c < foreignCodes+26:
		return 'a' + c - foreignCodes
	case a.texts[c] == "đ":
		return 'd'
	case a.texts[c] == "ƀ":
		return 'b'
	case a.texts[c] != "" && c >= 0x80:
		return norm.NFD.String(a.texts[c])[0]
	}
	return c
}

// decompose splits the text of a toned byte into the text without tone and
// the tone.
func (a *alphabet) decompose(c byte) (string, int) {
	text := a.texts[c]
	for v, vowel := range vowels {
		if c >= vowelCodes && int(c-vowelCodes)/6 == v {
			return string(vowel), int(c-vowelCodes) % 6
		}
	}
	return text, 0
}

func writeLetters(w *bytes.Buffer, _ string) error {
	a := newAlphabet()
	var base, quality, tone, start, index [256]byte
	for i := range 256 {
		c := byte(i)
		base[i], quality[i] = a.base(c), c
		index[i] = min(base[i]-'a', 26)
		if q, t := a.decompose(c); q != "" {
			quality[i], tone[i] = a.codes[q], byte(t)
		}
		if c == ' ' {
			quality[i] = c
		}
	}
	for v, vowel := range vowels {
		start[a.codes[string(vowel)]] = byte(vowelCodes + 6*v)
	}
	writeBytes(w, "letterBase", "the ASCII letter under the marks", base[:])
	writeBytes(w, "letterQuality", "the letter without its tone mark", quality[:])
	writeTyped(w, "letterTone", "Tone", "the tone of the letter", tone[:])
	writeBytes(w, "vowelStart", "by plain vowel, where its toned letters begin", start[:])
	writeBytes(w, "letterIndex", "the place of the ASCII letter in the alphabet, 26 for what is no letter", index[:])
	writeTexts(w, a)
	writeComposition(w, a)
	writeRunes(w, a)
	return nil
}

// writeTexts writes the text of every toned byte in both cases.
func writeTexts(w *bytes.Buffer, a *alphabet) {
	for _, c := range []struct {
		name, doc string
		fold      func(rune) rune
	}{
		{"lowerText", "the text of the letter in lower case, NFC", unicode.ToLower},
		{"upperText", "the text of the letter in upper case, NFC", unicode.ToUpper},
	} {
		fmt.Fprintf(w, "// %s is, by toned byte, %s.\nvar %s = [256]string{\n", c.name, c.doc, c.name)
		for i, text := range a.texts {
			if text == "" && i >= foreignCodes && i < foreignCodes+26 {
				text = string(rune(a.base(byte(i)))) // the mark is not kept
			}
			if text == "" {
				continue
			}
			var runes []rune
			for _, r := range text {
				runes = append(runes, c.fold(r))
			}
			fmt.Fprintf(w, "%#02x: %q,\n", i, string(runes))
		}
		fmt.Fprint(w, "}\n\n")
	}
}

// writeComposition writes what a combining mark makes of the letter before it.
func writeComposition(w *bytes.Buffer, a *alphabet) {
	fmt.Fprintf(w, "// markIndex is, by the low seven bits of U+0300…U+037F, the row of composed plus one.\nvar markIndex = [128]uint8{\n")
	for i, m := range composable {
		fmt.Fprintf(w, "%#02x: %d,\n", m-0x300, i+1)
	}
	fmt.Fprintf(w, "}\n\n// composed is, by mark and letter, the letter under the mark; 0 where there is none.\nvar composed = [%d][256]byte{\n", len(composable))
	for _, m := range composable {
		var row [256]byte
		for c := range 256 {
			row[c] = a.compose(byte(c), m)
		}
		writeRow(w, row[:])
		fmt.Fprint(w, ",\n")
	}
	fmt.Fprint(w, "}\n\n")
}

// compose puts a mark on a letter, in whatever order the marks come.
func (a *alphabet) compose(c byte, mark rune) byte {
	text := a.texts[c]
	if text == "" || c < 'a' && c < 0x80 || c > 'z' && c < 0x80 {
		return 0
	}
	if mark == '\u030C' && strings.IndexByte("aiou", a.base(c)) >= 0 {
		mark = '\u0306' // a caron over these is a breve written badly
	}
	quality, tone := a.decompose(c)
	if t := slices.Index(toneMarks, mark); t > 0 && tone > 0 {
		return 0 // two tones on one letter
	}
	text = norm.NFC.String(quality + string(mark))
	if tone > 0 {
		text = norm.NFC.String(text + string(toneMarks[tone]))
	}
	return a.codes[text]
}

// writeRunes writes the toned byte of every Latin rune of one code point.
func writeRunes(w *bytes.Buffer, a *alphabet) {
	for _, r := range []struct {
		name     string
		from, to rune
	}{{"latinCodes", 0, 0x27F}, {"vietCodes", 0x1E00, 0x1EFF}} {
		var codes []byte
		for c := r.from; c <= r.to; c++ {
			switch {
			case c == '\'' || c == '-' || c == '`' || c == '´' || unicode.IsSpace(c):
				codes = append(codes, ' ')
			default:
				codes = append(codes, a.code(string(c)))
			}
		}
		writeBytes(w, r.name, fmt.Sprintf("the toned byte of U+%04X…U+%04X, 0 where there is none", r.from, r.to), codes)
	}
}

func writeBytes(w *bytes.Buffer, name, doc string, row []byte) {
	writeTyped(w, name, "byte", doc, row)
}

func writeTyped(w *bytes.Buffer, name, typ, doc string, row []byte) {
	fmt.Fprintf(w, "// %s is %s.\nvar %s = [%d]%s", name, doc, name, len(row), typ)
	writeRow(w, row)
	fmt.Fprint(w, "\n\n")
}

func writeRow(w *bytes.Buffer, row []byte) {
	fmt.Fprint(w, "{\n")
	for i, b := range row {
		fmt.Fprintf(w, "%#02x,", b)
		if i%16 == 15 {
			fmt.Fprint(w, "\n")
		}
	}
	fmt.Fprint(w, "\n}")
}
