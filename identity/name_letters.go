package identity

// letterClass says of a Vietnamese letter which vowel it is, whether it bears
// a mark and whether it is a capital; 0 is none.
type letterClass uint8

const (
	classFamily letterClass = 0x0f // the vowel, 0 for a consonant
	classLetter letterClass = 0x10
	classUpper  letterClass = 0x20
	classMarked letterClass = 0x40 // anything beyond ASCII
)

// The vowels, whatever their tone.
const (
	vowelA letterClass = iota + 1
	vowelACircumflex
	vowelABreve
	vowelE
	vowelECircumflex
	vowelI
	vowelO
	vowelOCircumflex
	vowelOHorn
	vowelU
	vowelUHorn
	vowelY
)

// mayFollow gives the marked vowels that Vietnamese spelling allows after a
// plain one, as a set of bits: "oá" and "uyê" are written, "aê" and "oâ" are
// not, but that is how VNI text looks when it is read as Latin-1.
var mayFollow = [16]uint16{
	vowelI: 0xffff,
	vowelO: 1<<vowelA | 1<<vowelABreve | 1<<vowelE,
	vowelU: 1<<vowelA | 1<<vowelACircumflex | 1<<vowelABreve | 1<<vowelE | 1<<vowelECircumflex |
		1<<vowelI | 1<<vowelOCircumflex | 1<<vowelOHorn | 1<<vowelY,
	vowelY: 1 << vowelECircumflex,
}

// asciiVowels gives the vowel of a small letter from 'a'.
var asciiVowels = [26]letterClass{
	'a' - 'a': vowelA, 'e' - 'a': vowelE, 'i' - 'a': vowelI, 'o' - 'a': vowelO, 'u' - 'a': vowelU, 'y' - 'a': vowelY,
}

// latinVowels gives the vowel of the Vietnamese letters among 'À' to 'ß'; the
// small letters stand 32 places after them.
var latinVowels = [32]letterClass{
	'À' - 'À': vowelA, 'Á' - 'À': vowelA, 'Ã' - 'À': vowelA, 'Â' - 'À': vowelACircumflex,
	'È' - 'À': vowelE, 'É' - 'À': vowelE, 'Ê' - 'À': vowelECircumflex,
	'Ì' - 'À': vowelI, 'Í' - 'À': vowelI,
	'Ò' - 'À': vowelO, 'Ó' - 'À': vowelO, 'Õ' - 'À': vowelO, 'Ô' - 'À': vowelOCircumflex,
	'Ù' - 'À': vowelU, 'Ú' - 'À': vowelU, 'Ý' - 'À': vowelY,
}

// tonedVowels gives the vowel of each pair of capital and small letter in the
// Vietnamese block U+1EA0 to U+1EF9.
var tonedVowels = [45]letterClass{
	vowelA, vowelA,
	vowelACircumflex, vowelACircumflex, vowelACircumflex, vowelACircumflex, vowelACircumflex,
	vowelABreve, vowelABreve, vowelABreve, vowelABreve, vowelABreve,
	vowelE, vowelE, vowelE,
	vowelECircumflex, vowelECircumflex, vowelECircumflex, vowelECircumflex, vowelECircumflex,
	vowelI, vowelI,
	vowelO, vowelO,
	vowelOCircumflex, vowelOCircumflex, vowelOCircumflex, vowelOCircumflex, vowelOCircumflex,
	vowelOHorn, vowelOHorn, vowelOHorn, vowelOHorn, vowelOHorn,
	vowelU, vowelU,
	vowelUHorn, vowelUHorn, vowelUHorn, vowelUHorn, vowelUHorn,
	vowelY, vowelY, vowelY, vowelY,
}

// classOf gives the class of a Vietnamese letter in its composed form.
func classOf(r rune) letterClass {
	switch {
	case r >= 'a' && r <= 'z':
		return classLetter | asciiVowels[r-'a']
	case r >= 'A' && r <= 'Z':
		return classLetter | classUpper | asciiVowels[r-'A']
	case r < 'À' || r > 'ỹ':
		return 0
	case r <= 'Þ':
		if vowel := latinVowels[r-'À']; vowel != 0 {
			return classLetter | classMarked | classUpper | vowel
		}
		return 0
	case r >= 'à' && r <= 'þ':
		if vowel := latinVowels[r-'à']; vowel != 0 {
			return classLetter | classMarked | vowel
		}
		return 0
	case r >= 'Ạ':
		return markedPair(r, tonedVowels[(r-'Ạ')/2])
	}
	switch r {
	case 'Ă', 'ă':
		return markedPair(r, vowelABreve)
	case 'Ĩ', 'ĩ':
		return markedPair(r, vowelI)
	case 'Ũ', 'ũ':
		return markedPair(r, vowelU)
	case 'Ơ', 'ơ':
		return markedPair(r, vowelOHorn)
	case 'Ư':
		return classLetter | classMarked | classUpper | vowelUHorn
	case 'ư':
		return classLetter | classMarked | vowelUHorn
	case 'Đ', 'đ':
		return markedPair(r, 0)
	}
	return 0
}

// markedPair gives the class of a letter of a block in which the capital has
// the even place and the small letter the odd one after it.
func markedPair(r rune, vowel letterClass) letterClass {
	if r%2 == 0 {
		return classLetter | classMarked | classUpper | vowel
	}
	return classLetter | classMarked | vowel
}
