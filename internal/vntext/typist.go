package vntext

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A method is a way of typing Vietnamese on a Latin keyboard.
type method uint8

const (
	telex method = iota
	vniKeys
)

// A typist holds a word while its keys are undone.
type typist struct {
	buffer [maxTyped]byte // toned letters without tones
	upper  [maxTyped]bool
	size   int
	tone   Tone
	free   bool // marks may be typed behind the consonants

	mayBeFree bool // a key has not been taken that would be if free were set
}

// letters gives the letters typed so far.
func (t *typist) letters() []byte { return t.buffer[:t.size] }

func (t *typist) add(letter byte) {
	t.buffer[t.size] = letter
	t.size++
}

// maxTyped is the longest word that is decoded.
const maxTyped = 16

// decode undoes the keys of a word, without the full stops and commas around it. It
// reports false for a word without keys.
func (t *typist) decode(word string, m method) bool {
	word, _ = trimStops(word)
	decoded := false
	for _, r := range word {
		b := codeOf(r)
		if !isLetter(b) && (b < '0' || b > '9') || t.size == maxTyped {
			return false
		}
		if tone := letterTone[b]; tone != ToneLevel {
			t.tone, b = tone, letterQuality[b]
		}
		typed := t.size
		if r < utf8.RuneSelf && t.key(m, b) {
			decoded = true
			if t.size > typed {
				t.upper[typed] = unicode.IsUpper(r) // the key is a letter too
			}
			continue
		}
		if b <= '9' {
			return false // a digit that is no key
		}
		t.add(b)
		t.upper[typed] = unicode.IsUpper(r)
	}
	t.openHook()
	t.placeTone()
	return decoded
}

// placeTone puts the tone mark in its traditional place.
func (t *typist) placeTone() {
	letters := t.letters()
	if seat := toneSeat(letters); t.tone != ToneLevel && seat >= 0 {
		letters[seat], _ = Compose(letters[seat], t.tone)
	}
}

// isKnown reports whether the text of the word is a known one.
func (t *typist) isKnown() bool {
	var letters [maxTyped]byte
	word := letters[:copy(letters[:], t.letters())]
	for i, b := range word {
		if b >= foreignCodes {
			word[i] = letterBase[b] // whose text has lost its mark
		}
	}
	return len(word) > 0 && isKnown(word)
}

// appendText appends the text of a word that was decoded, and the full stops and
// commas around it.
func (t *typist) appendText(dst []byte, word string) []byte {
	core, at := trimStops(word)
	dst = append(dst, word[:at]...)
	for i, b := range t.letters() {
		dst = appendLetter(dst, b, t.upper[i])
	}
	return append(dst, word[at+len(core):]...)
}

// key undoes one key on the word typed so far. It reports whether it was one;
// else it is a letter.
func (t *typist) key(m method, key byte) bool {
	if m == telex {
		return t.telexKey(key)
	}
	return t.vniKey(key)
}

// telexKey undoes one key of Telex.
func (t *typist) telexKey(key byte) bool {
	switch key {
	case 'z', 'f', 's', 'r', 'x', 'j':
		return t.setTone(Tone(strings.IndexByte("zfsrxj", key)))
	case 'a', 'e', 'o':
		if n := t.size; n > 0 && t.buffer[n-1] == mark(key, circumflex) {
			t.buffer[n-1] = key // the third one takes it off again: Vooong
			return false
		}
		taken := t.circumflex(key, t.free)
		t.mayBeFree = t.mayBeFree || !taken && bytes.IndexByte(t.letters(), key) >= 0
		return taken
	case 'd':
		return t.stroke()
	case 'w':
		if t.horn("aou") {
			return true
		}
		if n := t.size; n > 0 && isVowel(t.buffer[n-1]) {
			return false
		}
		t.add(hornU) // w alone is ư
		return true
	}
	return false
}

// vniKey undoes one key of VNI.
func (t *typist) vniKey(key byte) bool {
	switch key {
	case '0', '1', '2', '3', '4', '5':
		return t.setTone(Tone(strings.IndexByte("021345", key)))
	case '6':
		for i := t.size - 1; i >= 0; i-- {
			if b := t.buffer[i]; (b == 'a' || b == 'e' || b == 'o') && t.circumflex(b, true) {
				return true
			}
		}
	case '7':
		return t.horn("ou")
	case '8':
		return t.horn("a")
	case '9':
		return t.stroke()
	}
	return false
}

// setTone takes a tone key, which needs a vowel before it; the key that takes
// the tone off needs a tone.
func (t *typist) setTone(tone Tone) bool {
	start, _ := vowelSpan(t.letters())
	if start < 0 || tone == ToneLevel && t.tone == ToneLevel {
		return false
	}
	t.tone = tone
	return true
}

// circumflex puts a circumflex on the last such vowel: the one just typed, or
// any one of the word if behind is set.
func (t *typist) circumflex(vowel byte, behind bool) bool {
	at := bytes.LastIndexByte(t.letters(), vowel)
	if at < 0 || !behind && at != t.size-1 {
		return false
	}
	t.buffer[at] = mark(vowel, circumflex)
	return true
}

// stroke makes đ of the d at the beginning.
func (t *typist) stroke() bool {
	if t.size == 0 || t.buffer[0] != 'd' {
		return false
	}
	t.buffer[0] = strokeD
	return true
}

// horn puts the horn or breve of w, 7 or 8 on the vowels of the word that may
// bear one: uo becomes ươ, oa and ua their second and first letter.
func (t *typist) horn(vowels string) bool {
	start, end := vowelSpan(t.letters())
	if start < 0 {
		return false
	}
	span := t.buffer[start:end]
	has := func(b byte) bool { return strings.IndexByte(vowels, b) >= 0 }
	for i := 0; i+1 < len(span); i++ {
		pair := [2]byte{span[i], span[i+1]}
		switch {
		case has('o') && (pair == [2]byte{'u', 'o'} || pair == [2]byte{hornU, 'o'} || pair == [2]byte{'u', hornO}):
			span[i], span[i+1] = hornU, hornO
			return true
		case has('a') && pair == [2]byte{'o', 'a'}:
			span[i+1] = breveA
			return true
		}
	}
	for i, b := range span {
		switch {
		case b == 'u' && has('u'):
			span[i] = hornU
		case b == 'o' && has('o'):
			span[i] = hornO
		case b == 'a' && has('a'):
			span[i] = breveA
		default:
			continue
		}
		return true
	}
	return false
}

// openHook makes uơ of ươ at the end of a word: thuowr is thuở.
func (t *typist) openHook() {
	if n := t.size; n > 1 && t.buffer[n-2] == hornU && t.buffer[n-1] == hornO {
		t.buffer[n-2] = 'u'
	}
}
