package vntext

// A vniMark is what a mark character of VNI-Windows does to the vowel before
// it. A mark character of 0 does not exist.
type vniMark struct {
	quality byte // the mark that it puts on a, e or o: 0, '^' or '('
	tone    Tone
}

// vniMarks lists the mark characters in lower case from 0xE0.
var vniMarks = [32]vniMark{
	'ø' - 0xE0: {0, ToneGrave}, 'ù' - 0xE0: {0, ToneAcute}, 'û' - 0xE0: {0, ToneHook}, 'õ' - 0xE0: {0, ToneTilde}, 'ï' - 0xE0: {0, ToneDot},
	'â' - 0xE0: {'^', ToneLevel}, 'à' - 0xE0: {'^', ToneGrave}, 'á' - 0xE0: {'^', ToneAcute}, 'å' - 0xE0: {'^', ToneHook}, 'ã' - 0xE0: {'^', ToneTilde}, 'ä' - 0xE0: {'^', ToneDot},
	'ê' - 0xE0: {'(', ToneLevel}, 'è' - 0xE0: {'(', ToneGrave}, 'é' - 0xE0: {'(', ToneAcute}, 'ú' - 0xE0: {'(', ToneHook}, 'ü' - 0xE0: {'(', ToneTilde}, 'ë' - 0xE0: {'(', ToneDot},
}

// vniLetters lists the characters that are a letter by themselves, in lower
// case from 0xE0, as text of one Vietnamese letter.
var vniLetters = [32]rune{
	'ì' - 0xE0: 'ì', 'í' - 0xE0: 'í', 'æ' - 0xE0: 'ỉ', 'ó' - 0xE0: 'ĩ', 'ò' - 0xE0: 'ị',
	'ô' - 0xE0: 'ơ', 'ö' - 0xE0: 'ư', 'î' - 0xE0: 'ỵ', 'ñ' - 0xE0: 'đ',
}

// DecodeVNI decodes text stored in VNI-Windows and read as Latin-1 or
// Windows-1252: "Nguyeãn Vaên An" → "Nguyễn Văn An". A marked letter is the
// letter and a mark character, but for i, ơ, ư, đ and ỵ, which are one
// character. The case of the letter decides.
//
// It reports true when it decoded at least one code and nothing is left over.
func DecodeVNI(s string) (string, bool) {
	codes, ok := legacyBytes(s)
	if !ok {
		return s, false
	}
	text := make([]byte, 0, 2*len(codes))
	decoded := 0
	for i := 0; i < len(codes); i++ {
		b := codes[i]
		letter, upper, ok := vniLetter(b)
		if !ok {
			return s, false
		}
		coded := b >= 0x80 && letter != separator
		if i+1 < len(codes) {
			if marked, ok := vniMarked(letter, codes[i+1]); ok {
				letter, coded = marked, true
				i++
			}
		}
		switch {
		case coded:
			decoded++
			text = appendLetter(text, letter, upper)
		case b < 0x80:
			text = append(text, b)
		default:
			text = append(text, ' ')
		}
	}
	return string(text), decoded > 0
}

// vniLetter gives the toned byte of a character that is a letter by itself or
// an ASCII character.
func vniLetter(b byte) (letter byte, upper, ok bool) {
	switch {
	case b < 0x80:
		return latinCodes[b], 'A' <= b && b <= 'Z', true
	case b == 0xA0:
		return separator, false, true
	case b < 0xC0:
		return 0, false, false
	}
	r := vniLetters[b&0x1F]
	return codeOf(r), b < 0xE0, r != 0
}

// vniMarked puts a mark character on a letter.
func vniMarked(letter, code byte) (byte, bool) {
	if code < 0xC0 {
		return 0, false
	}
	m := vniMarks[code&0x1F]
	switch {
	case m == vniMark{}, !isVowel(letter) || letterTone[letter] != ToneLevel:
		return 0, false
	case m.quality == '^' && (letter == 'a' || letter == 'e' || letter == 'o'):
		letter = mark(letter, circumflex)
	case m.quality == '(' && letter == 'a':
		letter = mark(letter, breve)
	case m.quality != 0, letter == 'i':
		return 0, false
	}
	return Compose(letter, m.tone)
}
