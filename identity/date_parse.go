package identity

// maxDateInput bounds the input of ParseDate, in bytes: full-width digits with
// blanks and a time of midnight.
const maxDateInput = 64

// ParseDate reads a date in any notation that records, spreadsheets and the
// official channels use:
//
//	dd/MM/yyyy  d/M/yyyy  dd-MM-yyyy  dd.MM.yyyy      a day
//	yyyy-MM-dd  yyyy/MM/dd  yyyyMMdd                  a day
//	MM/yyyy  00/MM/yyyy  yyyy-MM                      a month
//	yyyy  0/0/yyyy  00/00/yyyy                        a year
//
// Blanks around the parts, full-width digits and a time of midnight after the
// day (as databases and spreadsheets export dates) are accepted. A year has
// four digits. A well-formed date that the calendar does not have, such as
// 30/02/1980, fails with CodeImpossible; anything else with CodeCharacter or
// CodeLength. Errors are *[Error] and never hold the input.
func ParseDate(s string) (Date, error) {
	if d, ok := fastDate(s); ok {
		return d, nil
	}
	var p dateParts
	if err := p.scan(s); err != nil {
		return Date{}, err
	}
	return p.date()
}

// fastDate reads the notation of the forms, dd/MM/yyyy in ASCII.
func fastDate(s string) (Date, bool) {
	if len(s) != 10 || s[2] != '/' || s[5] != '/' {
		return Date{}, false
	}
	day, ok1 := plainDigits(s[:2])
	month, ok2 := plainDigits(s[3:5])
	year, ok3 := plainDigits(s[6:])
	if !ok1 || !ok2 || !ok3 || day == 0 || month == 0 || !possible(year, month, day) {
		return Date{}, false
	}
	return makeDate(year, month, day), true
}

// plainDigits gives the value of a short text of ASCII digits only.
func plainDigits(s string) (v int, ok bool) {
	for i := range len(s) {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		v = v*10 + int(d)
	}
	return v, len(s) > 0
}

// dateParts are the groups of digits of a date and what separates them.
type dateParts struct {
	value     [3]int
	width     [3]int
	offset    [3]int
	n         int
	separator byte
	open      bool // the last character was a digit of the last group
	wanted    bool // the last character but blanks was a separator
}

func (p *dateParts) scan(s string) error {
	if len(s) > maxDateInput {
		return fail(FieldDateOfBirth, CodeTooLong, maxDateInput)
	}
	quoted := false
	for i := 0; i < len(s); {
		if p.complete() && isMidnight(s[i:]) {
			return nil
		}
		c, size := notationByte(s, i)
		switch {
		case c >= '0' && c <= '9':
			if err := p.digit(int(c-'0'), i); err != nil {
				return err
			}
		case c == ' ':
			p.open = false
		case c == '/' || c == '-' || c == '.':
			if p.n == 0 || p.wanted || p.separator != 0 && c != p.separator {
				return fail(FieldDateOfBirth, CodeCharacter, i)
			}
			p.separator, p.open, p.wanted = c, false, true
		case c == '\'' && p.n == 0 && !quoted:
			quoted = true
		default:
			return fail(FieldDateOfBirth, CodeCharacter, i)
		}
		i += size
	}
	switch {
	case p.n == 0:
		return fail(FieldDateOfBirth, CodeEmpty, -1)
	case p.wanted:
		return fail(FieldDateOfBirth, CodeLength, -1)
	}
	return nil
}

// complete reports three whole groups and nothing begun after them.
func (p *dateParts) complete() bool { return p.n == len(p.value) && !p.wanted }

func (p *dateParts) digit(d, offset int) error {
	if !p.open {
		if p.n == len(p.value) || p.n > 0 && !p.wanted {
			return fail(FieldDateOfBirth, CodeCharacter, offset)
		}
		p.offset[p.n] = offset
		p.n++
		p.open, p.wanted = true, false
	}
	group := p.n - 1
	if p.width[group]++; p.width[group] > 8 {
		return fail(FieldDateOfBirth, CodeLength, offset)
	}
	p.value[group] = p.value[group]*10 + d
	return nil
}

func (p *dateParts) date() (Date, error) {
	v, w := p.value, p.width
	switch {
	case p.n == 1 && w[0] == 8: // yyyyMMdd
		return p.day(v[0]/10_000, v[0]/100%100, v[0]%100)
	case p.n == 1 && w[0] == 4: // yyyy
		return p.day(v[0], 0, 0)
	case p.n == 2 && w[0] <= 2 && w[1] == 4: // MM/yyyy
		return p.day(v[1], v[0], 0)
	case p.n == 2 && w[0] == 4 && w[1] <= 2 && p.separator == '-': // yyyy-MM
		return p.day(v[0], v[1], 0)
	case p.n == 3 && w[0] <= 2 && w[1] <= 2 && w[2] == 4: // dd/MM/yyyy
		return p.day(v[2], v[1], v[0])
	case p.n == 3 && w[0] == 4 && w[1] <= 2 && w[2] <= 2: // yyyy-MM-dd
		return p.day(v[0], v[1], v[2])
	}
	return Date{}, fail(FieldDateOfBirth, CodeLength, -1)
}

func (p *dateParts) day(year, month, day int) (Date, error) {
	if !possible(year, month, day) {
		return Date{}, fail(FieldDateOfBirth, CodeImpossible, p.offset[0])
	}
	return makeDate(year, month, day), nil
}
