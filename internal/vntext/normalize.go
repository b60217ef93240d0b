package vntext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// softHyphen is the ư of TCVN3.
const softHyphen = '\u00AD'

// Normalize gives s as [Clean] does, with legacy text decoded. Letter case
// stays. Text is decoded when
//
//  1. some word of it is unknown as it stands ([IsKnown]; the raw text counts,
//     before invisible characters are removed);
//  2. one of the legacy encodings reads all of it, and every word is known then;
//  3. it does not look like a misspelt name in proper Unicode: where s holds
//     no other characters than letters of Vietnamese, every word that the
//     decoding changes must stand in the table of name words or be written
//     with a mark character of its own, as VNI-Windows does;
//  4. it does not look like a minority name, which keeps its ê, ô, â and ñ.
//
// If both encodings qualify, the one with the more common words is taken. It
// never undoes keystrokes or typing errors. Text that needs nothing comes back
// as it is, without allocation.
func Normalize(s string) (string, Change) {
	if survey(s) == cleanNotLegacy {
		return s, 0
	}
	text, change := Clean(s)
	if d, ok := decodeLegacy(s, text); ok {
		return d.Text, d.Change
	}
	if text != s { // the encoding may show once stray characters are gone
		if d, ok := decodeLegacy(text, text); ok {
			return d.Text, change | d.Change
		}
	}
	return text, change
}

// decodeLegacy gives the justified decoding of a raw text whose clean form is
// given too.
func decodeLegacy(s, clean string) (best Decoding, ok bool) {
	if !mayBeLegacy(s) || AllKnown(clean) && !strings.ContainsRune(s, softHyphen) {
		return Decoding{}, false
	}
	highest := 0
	for _, d := range LegacyCandidates(s) {
		if score := plausibility(s, d.Text); score > highest {
			highest, best = score, d
		}
	}
	return best, highest > 0
}

// plausibility says how likely the raw text s means the decoded text: 0 not at
// all, else the more the more common its words.
func plausibility(s, decoded string) int {
	marked := utf8.RuneCountInString(decoded) < utf8.RuneCountInString(s) // mark characters were read
	raw, words := strings.Fields(s), strings.Fields(decoded)
	if !AllKnown(decoded) || len(raw) != len(words) || !marked && looksMinority(s) {
		return 0
	}
	proper := isProperVietnamese(s)
	score := 1
	for i, word := range words {
		class, _, inTable := Frequency(word)
		if proper && raw[i] != word && !inTable && utf8.RuneCountInString(raw[i]) == utf8.RuneCountInString(word) {
			return 0
		}
		score += int(class)
	}
	return score
}

// isProperVietnamese reports text that holds no letters but those of ASCII and
// Vietnamese, as a misspelt name would.
func isProperVietnamese(s string) bool {
	for _, r := range s {
		if b := codeOf(r); b == 0 || r >= utf8.RuneSelf && b != separator && (!isVowel(b) || r == 'ð' || r == 'Ð') {
			return false
		}
	}
	return true
}

// looksMinority reports text with a minority name's word or particle that is
// written as such names are: no marked letters but those of minority alphabets,
// and no capital behind a small letter (the Ô of NguyÔn).
func looksMinority(s string) bool {
	found, before := false, ' '
	for _, r := range s {
		if r >= utf8.RuneSelf && !strings.ContainsRune("ñÑôÔêÊâÂ", r) || unicode.IsUpper(r) && unicode.IsLower(before) {
			return false
		}
		before = r
	}
	for word := range Words(s) {
		_, kind, ok := Frequency(word)
		found = found || ok && kind&KindMinority != 0 || len(word) == 1
	}
	return found
}
