package identity

import "unicode/utf8"

// maxNumberInput bounds the input of the number parsers, in bytes: the longest
// number (15 characters) in full-width digits with a blank between any two.
const maxNumberInput = 96

// scanDigits collects the decimal digits of s into digits and returns how many
// there are. Blanks, dots and hyphens between digits and one leading
// apostrophe (a spreadsheet's mark for text) are notation; full-width digits
// count as digits. It stops counting one past the capacity of digits.
func scanDigits(s string, digits *[16]byte, field Field) (int, error) {
	if len(s) > maxNumberInput {
		return 0, fail(field, CodeTooLong, maxNumberInput)
	}
	if hasDecimalPart(s) {
		return 0, fail(field, CodeFloat, len(s)-2)
	}
	n := 0
	for i := 0; i < len(s); {
		c := s[i]
		size := 1
		switch {
		case c >= '0' && c <= '9':
			if n == len(digits) {
				return 0, fail(field, CodeLength, i)
			}
			digits[n] = c
			n++
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || (c == '.' || c == '-') && n > 0:
		case c == '\'' && n == 0:
		case c < utf8.RuneSelf:
			return 0, fail(field, CodeCharacter, i)
		default:
			r, w := utf8.DecodeRuneInString(s[i:])
			size = w
			switch {
			case r >= '０' && r <= '９':
				if n == len(digits) {
					return 0, fail(field, CodeLength, i)
				}
				digits[n] = byte('0' + r - '０')
				n++
			case isBlankRune(r):
			default:
				return 0, fail(field, CodeCharacter, i)
			}
		}
		i += size
	}
	if n == 0 {
		return 0, fail(field, CodeEmpty, -1)
	}
	return n, nil
}

// hasDecimalPart tells a number that a program wrote as a decimal fraction
// ("12345678.0"): read as notation, its dot would add a digit.
func hasDecimalPart(s string) bool {
	for len(s) > 0 && (s[len(s)-1] == ' ' || s[len(s)-1] == '\t') {
		s = s[:len(s)-1]
	}
	i := len(s)
	for i > 0 && s[i-1] == '0' {
		i--
	}
	zeros := len(s) - i
	if zeros == 0 || zeros > 2 || i < 2 || s[i-1] != '.' {
		return false
	}
	for _, c := range []byte(s[:i-1]) {
		if c == '.' {
			return false // several dots: groups of digits, not a fraction
		}
	}
	return true
}

// isBlankRune reports the blanks and invisible characters that documents and
// spreadsheets put between digits.
func isBlankRune(r rune) bool {
	switch r {
	case '\u00a0', '\u2007', '\u2009', '\u202f', '\u3000', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return true
	}
	return r >= '\u2000' && r <= '\u200a'
}

// digitsValue gives the number that n decimal digits denote.
func digitsValue(digits []byte) uint64 {
	var v uint64
	for _, d := range digits {
		v = v*10 + uint64(d-'0')
	}
	return v
}

// appendDigits appends v with leading zeros to width digits.
func appendDigits(dst []byte, v uint64, width int) []byte {
	start := len(dst)
	for range width {
		dst = append(dst, '0')
	}
	for i := len(dst) - 1; i >= start; i-- {
		dst[i] = byte('0' + v%10)
		v /= 10
	}
	return dst
}
