package vntext

import (
	"strings"
	"unicode/utf8"
)

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
//  4. it does not look like a minority name: such a name, written with ê, ô, â
//     and ñ alone, keeps them.
//
// If both encodings qualify, the one with the more common words is taken. It
// never undoes keystrokes or typing errors. Text that needs nothing comes back
// as it is, without allocation.
func Normalize(s string) (string, Change) {
	text, change := Clean(s)
	if !mayBeLegacy(s) || AllKnown(text) && !strings.ContainsRune(s, '\u00AD') {
		return text, change
	}
	best := 0
	for _, d := range LegacyCandidates(s) {
		if score := plausibility(s, d.Text); score > best {
			best, text, change = score, d.Text, d.Change
		}
	}
	return text, change
}

// plausibility says how likely the raw text s means the decoded text: 0 not at
// all, else the more the more common its words.
func plausibility(s, decoded string) int {
	if !AllKnown(decoded) || looksMinority(s) {
		return 0
	}
	raw := strings.Fields(s)
	words := strings.Fields(decoded)
	if len(raw) != len(words) {
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

// looksMinority reports text with a minority name's word or particle whose
// only marks are those of minority alphabets.
func looksMinority(s string) bool {
	found := false
	for word := range Words(s) {
		_, kind, ok := Frequency(word)
		found = found || ok && kind&KindMinority != 0 || len(word) == 1
	}
	return found && strings.IndexFunc(s, func(r rune) bool {
		return r >= utf8.RuneSelf && !strings.ContainsRune("ñÑôÔêÊâÂ", r)
	}) < 0
}
