package vntext

import (
	"strings"
	"unicode"
)

// Letters of Cyrillic and Greek that look like the Latin letter beside them in
// the same place of the second list. A capital is in it where its small letter
// is.
const (
	foreignLookAlikes = "АВЕКМНОРСТУХЅІЈҺԀԚԜаеорсухѕіјһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον"
	latinLookAlikes   = "ABEKMHOPCTYXSIJHDQWaeopcyxsijhdqw" + "ABEZHIKMNOPTYXov"
)

// lookAlike gives the Latin letter that r is taken for. Cyrillic and Greek
// letters count only if foreign is set.
func lookAlike(r rune, foreign bool) (rune, bool) {
	switch {
	case r == 'Ð' || r == 'Ɖ':
		return 'Đ', true
	case r == 'ð' || r == 'ɖ':
		return 'đ', true
	case r >= 0xFF01 && r <= 0xFF5E: // full-width forms of ASCII
		return r - 0xFF01 + '!', true
	case foreign && isForeign(r):
		at := strings.IndexRune(foreignLookAlikes, r) / len("А") // all take two bytes
		return rune(latinLookAlikes[at]), true
	}
	return r, false
}

// onlyLookAlikes reports decomposed text where Latin letters stand beside
// Cyrillic or Greek ones and all of the latter look like Latin letters. Text
// that is wholly in another script is somebody's name and stays.
func onlyLookAlikes(decomposed string) bool {
	latin, foreign := false, false
	for _, r := range decomposed {
		switch {
		case isForeign(r):
			if !strings.ContainsRune(foreignLookAlikes, r) {
				return false
			}
			foreign = true
		case unicode.Is(unicode.Latin, r):
			latin = true
		}
	}
	return latin && foreign
}

func isForeign(r rune) bool {
	return r >= 0x370 && unicode.IsLetter(r) && (unicode.Is(unicode.Cyrillic, r) || unicode.Is(unicode.Greek, r))
}
