package identity

import (
	"unicode"
	"unicode/utf8"
)

// maxNameLength is the longest name that the electronic filing of BHXH takes,
// in characters.
const maxNameLength = 100

// nameScan is what the characters of a name say, without its words.
type nameScan struct {
	runes, words int
	letters      bool // at least one
	lost         bool // ? or U+FFFD in the place of a letter
	symbols      bool // digits, control characters, signs that no name has
	suspect      bool // signs that stand for letters where text of a legacy encoding was read as Latin-1
}

func scanName(name string) nameScan {
	var s nameScan
	inWord := false
	for i := 0; i < len(name); s.runes++ {
		r, size := rune(name[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(name[i:])
		}
		i += size
		if !isNameLetter(r) {
			inWord = s.other(r) && inWord
			continue
		}
		s.letters = true
		if !inWord {
			inWord = true
			s.words++
		}
	}
	return s
}

// isNameLetter reports the letters of ASCII, of Vietnamese and of what stands
// around them in Unicode; the other alphabets are left to nameScan.other.
func isNameLetter(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	case r <= 'ɏ': // Latin-1 and the extensions A and B
		return r >= 'À' && r != '×' && r != '÷'
	}
	return r >= 'Ạ' && r <= 'ỹ'
}

// other looks at another character and reports whether it may stand inside a
// word.
func (s *nameScan) other(r rune) (inside bool) {
	switch {
	case unicode.IsSpace(r):
		return false
	case r == '.' || r == '-' || r == '\'' || r == '‘' || r == '’' || r >= '‐' && r <= '–':
	case r == '?' || r == utf8.RuneError:
		s.lost = true
	case isLegacySign(r):
		s.suspect = true
	case unicode.IsLetter(r):
		s.letters = true
		s.words = max(s.words, 1)
	case !unicode.In(r, unicode.Mn, unicode.Cf): // marks and invisible characters are a matter of Unicode form
		s.symbols = true
	}
	return true
}

// isLegacySign reports the signs of Latin-1 and Windows-1252 that bytes of
// TCVN3 and VNI-Windows turn into.
func isLegacySign(r rune) bool {
	switch r {
	case '×', '÷', '€', '‚', '„', '…', '†', '‡', '‰', '‹', '›', '“', '”', '•', '—', '˜', '™', 'ˆ':
		return true
	}
	return r > '\u00a0' && r < 'À' && r != '\u00ad'
}
