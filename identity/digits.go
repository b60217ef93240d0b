package identity

import "unicode/utf8"

// maxNumberInput bounds the input of the number parsers, in bytes: the longest
// number (15 characters) in full-width digits with a blank between any two.
const maxNumberInput = 96

// digitScan collects the decimal digits of a number.
type digitScan struct {
	digits [16]byte
	n      int // how many digits
	whole  int // how many of them stand before the last dot
	dots   int
	dotAt  int // byte offset of the last dot
}

// scanDigits collects the decimal digits of s. Blanks, dots and hyphens
// between digits and one leading apostrophe (a spreadsheet's mark for text)
// are notation; full-width digits count as digits.
//
// One dot with at most two digits behind it is a decimal part, which some
// program wrote ("12345678.0"): read as notation it would add digits to the
// number. Beside CodeFloat the digits before the dot are left in the scan.
func scanDigits(s string, field Field) (digitScan, error) {
	var d digitScan
	if len(s) > maxNumberInput {
		return d, fail(field, CodeTooLong, maxNumberInput)
	}
	quoted := false
	for i := 0; i < len(s); {
		c, size := notationByte(s, i)
		switch {
		case c >= '0' && c <= '9':
			if d.n == len(d.digits) {
				return d, fail(field, CodeLength, i)
			}
			d.digits[d.n] = c
			d.n++
		case c == ' ' || c == '-' && d.n > 0:
		case c == '.' && d.n > 0:
			d.dots++
			d.whole, d.dotAt = d.n, i
		case c == '\'' && d.n == 0 && !quoted:
			quoted = true
		default:
			return d, fail(field, CodeCharacter, i)
		}
		i += size
	}
	if d.n == 0 {
		return d, fail(field, CodeEmpty, -1)
	}
	if fraction := d.n - d.whole; d.dots == 1 && fraction >= 1 && fraction <= 2 {
		return d, fail(field, CodeFloat, d.dotAt)
	}
	return d, nil
}

// value gives the number that all digits denote.
func (d *digitScan) value() uint64 { return digitsValue(d.digits[:d.n]) }

// notationByte gives the character at i as the ASCII character that it stands
// for: full-width forms as their ASCII twins, every kind of hyphen, apostrophe
// and blank as the plain one. Anything else beyond ASCII gives 0.
func notationByte(s string, i int) (c byte, size int) {
	c = s[i]
	if c < utf8.RuneSelf {
		if c == '\t' || c == '\n' || c == '\r' {
			c = ' '
		}
		return c, 1
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case r >= '！' && r <= '～': // the full-width forms stand in the order of ASCII
		return byte(r - '！' + '!'), size
	case r >= '\u2010' && r <= '\u2015' || r == '\u2212':
		return '-', size
	case r == '‘' || r == '’':
		return '\'', size
	case isBlankRune(r):
		return ' ', size
	}
	return 0, size
}

// isBlankRune reports the blanks and invisible characters that documents and
// spreadsheets put between digits: spaces, joiners, marks of direction, the
// soft hyphen and the byte order mark.
func isBlankRune(r rune) bool {
	if r >= '\u2000' && r <= '\u200f' || r >= '\u2028' && r <= '\u202f' || r >= '\u2060' && r <= '\u2069' {
		return true
	}
	return r == '\u00a0' || r == '\u00ad' || r == '\u3000' || r == '\ufeff'
}

// digitsValue gives the number that decimal digits denote.
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
