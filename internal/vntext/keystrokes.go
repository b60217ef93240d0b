package vntext

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Keystroke text is what the keys of an input method leave when the method is
// off: Telex writes marks with letters (Nguyeenx), VNI with digits
// (Nguye6n4).

// DecodeTelex undoes raw Telex keystrokes: "Nguyeenx Vawn An" → "Nguyễn Văn
// An". Tone keys (s f r x j, z takes the tone off) may stand anywhere behind
// the vowel, w and doubled letters where Telex takes them. A word is decoded
// only if it is unknown as it stands and known afterwards. It reports whether
// a word was decoded.
//
// What the text means is a guess: compare it with a reference, or see
// [ResolveKeystrokes].
func DecodeTelex(s string) (string, bool) {
	words, _ := decodeKeys(s, telex)
	return words.text, words.decoded
}

// DecodeVNIKeys undoes raw VNI keystrokes: "Nguye6n4 Va8n An" → "Nguyễn Văn
// An". The digits may stand anywhere behind their letter. Otherwise it is like
// [DecodeTelex].
func DecodeVNIKeys(s string) (string, bool) {
	words, _ := decodeKeys(s, vniKeys)
	return words.text, words.decoded
}

// KeystrokeCandidates gives what s may mean if it is keystroke text, cleaned:
// first with only unknown words decoded into known ones, then with every key
// taken for one, which also undoes the keys of minority names and marks typed
// at the end of the word.
func KeystrokeCandidates(s string) []Decoding {
	if !hasKeys(s) {
		return nil
	}
	candidates := make([]Decoding, 0, 4)
	clean, cleaning := Clean(s)
	for _, m := range [...]struct {
		method method
		change Change
	}{{telex, ChangeTelex}, {vniKeys, ChangeVNIKeys}} {
		last := clean
		words, all := decodeKeys(clean, m.method)
		for _, k := range [...]keyReading{words, all} {
			if k.decoded && k.text != last {
				candidates = append(candidates, Decoding{k.text, cleaning | m.change})
				last = k.text
			}
		}
	}
	return candidates
}

// ResolveKeystrokes undoes keystrokes without a reference: only where some
// word is unknown as it stands and every word is known afterwards.
func ResolveKeystrokes(s string) (string, Change) {
	if !AllKnown(s) {
		for _, d := range KeystrokeCandidates(s) {
			if AllKnown(d.Text) {
				return d.Text, d.Change
			}
		}
	}
	return s, 0
}

// A keyReading is what a text is with its keys undone, or the text itself where
// none were.
type keyReading struct {
	text    string
	decoded bool
}

// decodeKeys undoes the keys of s: once of unknown words that become known ones,
// and once every key that may be one, also of marks typed behind the consonants.
func decodeKeys(s string, m method) (words, all keyReading) {
	words.text, all.text = s, s
	if m == vniKeys && !hasDigits(s) {
		return words, all
	}
	var wordsBuffer, allBuffer [2 * formsBuffer]byte
	inWords, inAll := wordsBuffer[:0], allBuffer[:0]
	for rest := s; rest != ""; {
		n := lengthOfWord(rest)
		word := rest[:n]
		if n == 0 {
			_, n = utf8.DecodeRuneInString(rest)
		}
		if !hasKeys(word) {
			inWords, inAll = append(inWords, rest[:n]...), append(inAll, rest[:n]...)
			rest = rest[n:]
			continue
		}
		rest = rest[n:]
		var t typist
		decoded := t.decode(word, m)
		if decoded && isTyped(word) && t.isKnown() {
			inWords, words.decoded = t.appendText(inWords, word), true
		} else {
			inWords = append(inWords, word...)
		}
		if t.mayBeFree {
			t = typist{free: true}
			decoded = t.decode(word, m)
		}
		if decoded {
			inAll, all.decoded = t.appendText(inAll, word), true
		} else {
			inAll = append(inAll, word...)
		}
	}
	if words.decoded {
		words.text = string(inWords)
	}
	switch {
	case all.decoded && string(inAll) == words.text:
		all.text = words.text
	case all.decoded:
		all.text = string(inAll)
	}
	return words, all
}

// lengthOfWord gives how many bytes of s there are before the first separator.
func lengthOfWord(s string) int {
	n := 0
	for n < len(s) {
		r, size := rune(s[n]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[n:])
		}
		if isSeparator(r) {
			break
		}
		n += size
	}
	return n
}

// trimStops cuts full stops and commas off a word, and says where the rest begins.
func trimStops(word string) (core string, at int) {
	const stops = ".,;:()\""
	for at < len(word) && strings.IndexByte(stops, word[at]) >= 0 {
		at++
	}
	end := len(word)
	for end > at && strings.IndexByte(stops, word[end-1]) >= 0 {
		end--
	}
	return word[at:end], at
}

func hasDigits(s string) bool {
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			return true
		}
	}
	return false
}

// hasKeys reports text in which some character may be a key: a digit, a letter
// that no rime holds, or a second a, d, e or o of one word. It is cheap, and
// false for most names.
func hasKeys(s string) bool {
	var seen uint32 // the letters of the word
	vowel := false
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			vowel = true // or a consonant, which is as well
			continue
		case '0' <= c && c <= '9':
			return true
		}
		letter := latinCodes[c]
		if !isLetter(letter) {
			seen, vowel = 0, false
			continue
		}
		bit := uint32(1) << (letter - 'a')
		if bit&keyLetters != 0 || bit&finalKeys != 0 && vowel || seen&bit&doubledKeys != 0 {
			return true
		}
		seen |= bit
		vowel = vowel || isVowel(letter)
	}
	return false
}

// Letters as bits from a.
const (
	keyLetters  = 1<<('f'-'a') | 1<<('j'-'a') | 1<<('w'-'a') | 1<<('z'-'a') // always keys
	finalKeys   = 1<<('r'-'a') | 1<<('s'-'a') | 1<<('x'-'a')                // keys behind a vowel
	doubledKeys = 1 | 1<<('d'-'a') | 1<<('e'-'a') | 1<<('o'-'a')            // a, d, e, o: keys the second time
)

// isTyped reports a word that asks for decoding: an unknown one, or one in oo,
// which is far more often the ô of Telex than a rime (Coong is Công) unless it
// is a known name word.
func isTyped(word string) bool {
	var fb, tb [formsBuffer]byte
	folded, toned, ok := AppendForms(fb[:0], tb[:0], word)
	if !ok || !allKnown(toned) {
		return true
	}
	_, _, named := FrequencyToned(toned)
	return !named && bytes.Contains(folded, []byte("oo"))
}
