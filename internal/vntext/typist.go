package vntext

import (
	"bytes"
	"strings"
)

// telexKey undoes one key of Telex.
func telexKey(t *typist, key byte) bool {
	switch key {
	case 'z', 'f', 's', 'r', 'x', 'j':
		return t.setTone(Tone(strings.IndexByte("zfsrxj", key)))
	case 'a', 'e', 'o':
		if n := len(t.letters); n > 0 && t.letters[n-1] == mark(key, circumflex) {
			t.letters[n-1] = key // the third one takes it off again: Vooong
			return false
		}
		return t.circumflex(key, t.free)
	case 'd':
		return t.stroke()
	case 'w':
		if t.horn("aou") {
			return true
		}
		if n := len(t.letters); n > 0 && isVowel(t.letters[n-1]) {
			return false
		}
		t.letters = append(t.letters, hornU) // w alone is ư
		return true
	}
	return false
}

// vniKey undoes one key of VNI.
func vniKey(t *typist, key byte) bool {
	switch key {
	case '0', '1', '2', '3', '4', '5':
		return t.setTone(Tone(strings.IndexByte("021345", key)))
	case '6':
		for i := len(t.letters) - 1; i >= 0; i-- {
			if b := t.letters[i]; (b == 'a' || b == 'e' || b == 'o') && t.circumflex(b, true) {
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
	start, _ := vowelSpan(t.letters)
	if start < 0 || tone == ToneLevel && t.tone == ToneLevel {
		return false
	}
	t.tone = tone
	return true
}

// circumflex puts a circumflex on the last such vowel: the one just typed, or
// any one of the word if behind is set.
func (t *typist) circumflex(vowel byte, behind bool) bool {
	n := len(t.letters)
	at := bytes.LastIndexByte(t.letters, vowel)
	if at < 0 || !behind && at != n-1 {
		return false
	}
	t.letters[at] = mark(vowel, circumflex)
	return true
}

// stroke makes đ of the d at the beginning.
func (t *typist) stroke() bool {
	if len(t.letters) == 0 || t.letters[0] != 'd' {
		return false
	}
	t.letters[0] = strokeD
	return true
}

// horn puts the horn or breve of w, 7 or 8 on the vowels of the word that may
// bear one: uo becomes ươ, oa and ua their second and first letter.
func (t *typist) horn(vowels string) bool {
	start, end := vowelSpan(t.letters)
	if start < 0 {
		return false
	}
	span := t.letters[start:end]
	has := func(b byte) bool { return bytes.IndexByte([]byte(vowels), b) >= 0 }
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
	if n := len(t.letters); n > 1 && t.letters[n-2] == hornU && t.letters[n-1] == hornO {
		t.letters[n-2] = 'u'
	}
}
