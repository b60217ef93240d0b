package identity

import "unicode/utf8"

// maxDateInput bounds the input of ParseDate, in bytes: full-width digits with
// blanks and a time of midnight.
const maxDateInput = 64

// ParseDate reads a date in any notation that records, spreadsheets and the
// official channels use:
//
//	dd/MM/yyyy  d/M/yyyy  dd-MM-yyyy  dd.MM.yyyy      a day
//	yyyy-MM-dd  yyyy/MM/dd  yyyyMMdd                  a day
//	MM/yyyy  00/MM/yyyy                               a month
//	yyyy  0/0/yyyy  00/00/yyyy                        a year
//
// Blanks around the parts, full-width digits and a time of midnight after the
// day (as databases export dates) are accepted. A year has four digits. A
// well-formed date that the calendar does not have, such as 30/02/1980, fails
// with CodeImpossible; anything else with CodeCharacter or CodeLength. Errors
// are *[Error] and never hold the input.
func ParseDate(s string) (Date, error) {
	var p dateParts
	if err := p.scan(s); err != nil {
		return Date{}, err
	}
	return p.date()
}

// dateParts are the groups of digits of a date and what separates them.
type dateParts struct {
	value  [3]int
	width  [3]int
	offset [3]int
	n      int
}

func (p *dateParts) scan(s string) error {
	if len(s) > maxDateInput {
		return fail(FieldDateOfBirth, CodeTooLong, maxDateInput)
	}
	var separator byte
	open := false // inside a group of digits
	wanted := false
	for i := 0; i < len(s); {
		c, size := dateByte(s, i)
		switch {
		case c >= '0' && c <= '9':
			if !open {
				if p.n == len(p.value) || p.n > 0 && !wanted {
					if p.n == len(p.value) && isMidnight(s[i:]) {
						return nil
					}
					return fail(FieldDateOfBirth, CodeCharacter, i)
				}
				p.offset[p.n] = i
				p.n++
				open, wanted = true, false
			}
			if p.width[p.n-1]++; p.width[p.n-1] > 8 {
				return fail(FieldDateOfBirth, CodeLength, i)
			}
			p.value[p.n-1] = p.value[p.n-1]*10 + int(c-'0')
		case c == ' ':
			open = false
		case c == '/' || c == '-' || c == '.':
			if p.n == 0 || wanted || separator != 0 && c != separator {
				return fail(FieldDateOfBirth, CodeCharacter, i)
			}
			separator, open, wanted = c, false, true
		case c == 'T' && p.n == len(p.value) && isMidnight(s[i+1:]):
			return nil
		case c == '\'' && p.n == 0:
		default:
			return fail(FieldDateOfBirth, CodeCharacter, i)
		}
		i += size
	}
	switch {
	case p.n == 0 && !wanted:
		return fail(FieldDateOfBirth, CodeEmpty, -1)
	case wanted:
		return fail(FieldDateOfBirth, CodeLength, -1)
	}
	return nil
}

// dateByte gives the character at i as a byte: full-width digits as digits,
// every kind of blank as ' ', anything else beyond ASCII as 0.
func dateByte(s string, i int) (c byte, size int) {
	c = s[i]
	if c < utf8.RuneSelf {
		if c == '\t' || c == '\n' || c == '\r' {
			c = ' '
		}
		return c, 1
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case r >= '０' && r <= '９':
		return byte('0' + r - '０'), size
	case r == '／':
		return '/', size
	case isBlankRune(r):
		return ' ', size
	}
	return 0, size
}

// isMidnight reports whether s is 00:00, with seconds, fractions and a zone
// or not: what a database adds to a date that has no time.
func isMidnight(s string) bool {
	if len(s) < 4 {
		return false
	}
	colons := 0
	for i := range len(s) {
		switch s[i] {
		case '0', '.', 'Z', ' ':
		case ':':
			colons++
		default:
			return false
		}
	}
	return colons >= 1 && colons <= 2
}

func (p *dateParts) date() (Date, error) {
	switch {
	case p.n == 1 && p.width[0] == 8: // yyyyMMdd
		v := p.value[0]
		return p.day(v/10_000, v/100%100, v%100)
	case p.n == 1 && p.width[0] == 4: // yyyy
		return p.day(p.value[0], 0, 0)
	case p.n == 2 && p.width[0] <= 2 && p.width[1] == 4: // MM/yyyy
		if p.value[0] == 0 {
			return p.day(p.value[1], 0, 0)
		}
		return p.day(p.value[1], p.value[0], 0)
	case p.n == 3 && p.width[0] <= 2 && p.width[1] <= 2 && p.width[2] == 4: // dd/MM/yyyy
		if p.value[0] != 0 && p.value[1] == 0 {
			return Date{}, fail(FieldDateOfBirth, CodeImpossible, p.offset[1])
		}
		return p.day(p.value[2], p.value[1], p.value[0])
	case p.n == 3 && p.width[0] == 4 && p.width[1] <= 2 && p.width[2] <= 2: // yyyy-MM-dd
		if p.value[2] != 0 && p.value[1] == 0 {
			return Date{}, fail(FieldDateOfBirth, CodeImpossible, p.offset[1])
		}
		return p.day(p.value[0], p.value[1], p.value[2])
	}
	return Date{}, fail(FieldDateOfBirth, CodeLength, -1)
}

func (p *dateParts) day(year, month, day int) (Date, error) {
	if !possible(year, month, day) {
		return Date{}, fail(FieldDateOfBirth, CodeImpossible, p.offset[0])
	}
	return Date{uint16(year), uint8(month), uint8(day)}, nil
}
