package vntext

import (
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
func DecodeTelex(s string) (string, bool) { return decodeKeys(s, telex, false) }

// DecodeVNIKeys undoes raw VNI keystrokes: "Nguye6n4 Va8n An" → "Nguyễn Văn
// An". The digits may stand anywhere behind their letter. Otherwise it is like
// [DecodeTelex].
func DecodeVNIKeys(s string) (string, bool) { return decodeKeys(s, vniKeys, false) }

// KeystrokeCandidates gives what s may mean if it is keystroke text, cleaned:
// first with only unknown words decoded into known ones, then with every key
// taken for one, which also undoes the keys of minority names and marks typed
// at the end of the word.
func KeystrokeCandidates(s string) []Decoding {
	if !hasKeys(s) {
		return nil
	}
	var candidates []Decoding
	clean, cleaning := Clean(s)
	for _, m := range [...]struct {
		method method
		change Change
	}{{telex, ChangeTelex}, {vniKeys, ChangeVNIKeys}} {
		last := clean
		for _, free := range [...]bool{false, true} {
			if text, ok := decodeKeys(clean, m.method, free); ok && text != last {
				candidates = append(candidates, Decoding{text, cleaning | m.change})
				last = text
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

// decodeKeys decodes the words of s. Unless free is set, it decodes only
// unknown words, into known ones.
func decodeKeys(s string, m method, free bool) (string, bool) {
	if m == vniKeys && !strings.ContainsAny(s, "0123456789") {
		return s, false
	}
	var buffer [2 * formsBuffer]byte
	out := buffer[:0]
	decoded := false
	for rest := s; rest != ""; {
		n := strings.IndexFunc(rest, isSeparator)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(rest)
			out = append(out, rest[:n]...)
			rest = rest[n:]
			continue
		}
		if n < 0 {
			n = len(rest)
		}
		word := rest[:n]
		rest = rest[n:]
		if hasKeys(word) && (free || isTyped(word)) {
			text, ok := appendDecoded(out, word, m, free)
			if ok && (free || IsKnown(string(text[len(out):]))) {
				out, decoded = text, true
				continue
			}
		}
		out = append(out, word...)
	}
	if !decoded {
		return s, false
	}
	return string(out), true
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
	if !IsKnown(word) {
		return true
	}
	_, _, named := Frequency(word)
	return !named && strings.Contains(Fold(word), "oo")
}
