package matching

import "github.com/bhxh-go/bhxh/internal/vntext"

// isAbbreviation reports whether s, with a full stop behind it or not, stands
// for r: one letter, or the initial consonants of r (Ng, Ngh, Nh, Ph, Th, Tr,
// Ch, Kh, Gh, Gi, Qu), or, with a full stop, any other beginning of it. A word
// with its own vowel and no full stop is another word or a typing error.
func isAbbreviation(s, r []byte, dotted bool) bool {
	if len(s) == 0 || len(s) >= len(r) {
		return false
	}
	for i, c := range s {
		if c != r[i] && c != vntext.QualityOf(r[i]) && c != vntext.BaseOf(r[i]) {
			return false // another letter, or a mark that the word does not have
		}
	}
	return dotted || len(s) == 1 || isInitialConsonants(s)
}

// isInitialConsonants reports letters without a vowel, gi and qu.
func isInitialConsonants(s []byte) bool {
	last := len(s) - 1
	if vowel := s[last]; last == 1 && (s[0] == 'g' && vowel == 'i' || s[0] == 'q' && vowel == 'u') {
		return true
	}
	for _, c := range s {
		if isVowelLetter(c) {
			return false
		}
	}
	return true
}
