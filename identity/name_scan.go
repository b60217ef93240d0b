package identity

import (
	"unicode"
	"unicode/utf8"
)

// maxNameLength is the longest name that the electronic filing of BHXH takes,
// in characters.
const maxNameLength = 100

// nameScan is what one pass over a name finds without looking at its words.
// Most names hold nothing but Vietnamese letters in places where the spelling
// allows them: for these the pass is all, and no text is decoded or copied.
type nameScan struct {
	runes, words int
	letters      bool // at least one
	lost         bool // ? or U+FFFD in the place of a letter
	symbols      bool // digits, control characters, signs that no name has
	suspect      bool // signs that text of a legacy encoding shows when read as Latin-1
	foreign      bool // anything that Name.Normalize should look at
	legacy       bool // Name.Normalize decodes TCVN3 or VNI
}

// readSlowly lets the decoder judge a name in which the scan saw more than
// Vietnamese letters.
func (s *nameScan) readSlowly(n Name) {
	text, change := n.Normalize()
	s.legacy = change&(NameChangeTCVN3|NameChangeVNI) != 0
	if text.IsEmpty() {
		s.letters = false
	}
}

func scanName(name string) nameScan {
	var s nameScan
	var previous letterClass // of the letter before, 0 between words
	inWord := false
	for i := 0; i < len(name); s.runes++ {
		r, size := rune(name[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(name[i:])
		}
		i += size
		class := classOf(r)
		if class == 0 {
			blank := s.other(r, previous)
			previous = 0
			inWord = inWord && !blank
			continue
		}
		s.letters = true
		if !inWord {
			inWord = true
			s.words++
		}
		if class&classMarked != 0 && previous != 0 {
			s.marked(class, previous)
		}
		previous = class
	}
	return s
}

// marked looks at a letter with a mark inside a word: a capital after a small
// letter, or a vowel where the spelling allows none, shows text of a legacy
// encoding ("NguyÔn", "Nguyeãn").
func (s *nameScan) marked(class, previous letterClass) {
	if class&classUpper != 0 && previous&classUpper == 0 {
		s.suspect, s.foreign = true, true
	}
	before, family := previous&classFamily, class&classFamily
	if before == 0 || family == 0 {
		return
	}
	allowed := mayFollow[before]
	if previous&classMarked != 0 {
		allowed = 0
		if before == vowelUHorn {
			allowed = 1 << vowelOHorn
		}
	}
	if allowed&(1<<family) == 0 {
		s.foreign = true
	}
}

// other looks at a character that is no Vietnamese letter and reports whether
// it ends a word.
func (s *nameScan) other(r rune, previous letterClass) (blank bool) {
	switch {
	case r == ' ' || r == '\t' || r == '\n' || r == '\r':
		return true
	case r == '.' || r == '-' || r == '\'':
	case r == '?' || r == utf8.RuneError:
		s.lost = true
	case r < utf8.RuneSelf:
		s.symbols = true
	case unicode.IsSpace(r) || unicode.In(r, unicode.Mn, unicode.Cf):
		s.foreign = true
		return unicode.IsSpace(r)
	case unicode.IsControl(r) || unicode.IsDigit(r):
		s.symbols = true
	case r < 0x100 && (!unicode.IsLetter(r) || r == 'ª' || r == 'µ' || r == 'º'):
		s.suspect, s.foreign = true, true
	case unicode.IsLetter(r):
		s.letters, s.foreign = true, true
		s.suspect = s.suspect || r < 0x100 && previous&classFamily != 0
	case r == '‘' || r == '’' || r >= '‐' && r <= '–':
	case isWindowsSign(r):
		s.suspect, s.foreign = true, true
	default:
		s.symbols = true
	}
	return false
}

// isWindowsSign reports the signs of Windows-1252 beyond Latin-1, which stand
// for letters when legacy text was read as Windows-1252.
func isWindowsSign(r rune) bool {
	switch r {
	case '€', '‚', '„', '…', '†', '‡', '‰', '‹', '›', '“', '”', '•', '—', '˜', '™', 'ˆ':
		return true
	}
	return false
}
