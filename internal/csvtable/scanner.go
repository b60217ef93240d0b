package csvtable

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

// scanner cuts a stream into records: RFC 4180, with \n or \r\n as the end of
// a line, and nothing tolerated beyond it.
type scanner struct {
	src  *bufio.Reader
	line int // physical line of the next byte
	rec  record
}

// record is one record, its fields one after another. The scanner uses the
// same one again and again.
type record struct {
	text []byte
	ends []int // where in text each field ends
	line int   // physical line of its first byte
}

// split gives the fields as strings that share one allocation.
func (r *record) split() []string {
	text := string(r.text)
	fields := make([]string, len(r.ends))
	start := 0
	for i, end := range r.ends {
		fields[i] = text[start:end]
		start = end
	}
	return fields
}

// blank reports a line with nothing on it.
func (r *record) blank(quoted bool) bool { return len(r.ends) == 1 && len(r.text) == 0 && !quoted }

// plainLine gives the fields of the next record where it is as nearly all are: a
// line of width fields without quotes that the buffer holds whole. It gives
// false and reads nothing where it is anything else, which is for record to
// read or to refuse.
func (s *scanner) plainLine(width int) (fields []string, ok bool) {
	buffered, _ := s.src.Peek(s.src.Buffered())
	end := bytes.IndexByte(buffered, '\n')
	if end < 0 {
		return nil, false
	}
	line := bytes.TrimSuffix(buffered[:end], []byte{'\r'})
	if len(line) == 0 || len(line) > MaxField || bytes.IndexByte(line, '"') >= 0 || !utf8.Valid(line) {
		return nil, false
	}
	text := string(line)
	fields = make([]string, 0, width)
	for len(fields) < width-1 {
		comma := strings.IndexByte(text, ',')
		if comma < 0 {
			return nil, false
		}
		fields = append(fields, text[:comma])
		text = text[comma+1:]
	}
	if strings.IndexByte(text, ',') >= 0 {
		return nil, false
	}
	_, _ = s.src.Discard(end + 1) // it was peeked
	s.line++
	return append(fields, text), true
}

// skipMark reads over a UTF-8 byte order mark.
func (s *scanner) skipMark() error {
	mark, err := s.src.Peek(3)
	if string(mark) == "\ufeff" {
		_, err = s.src.Discard(3)
	}
	if err == io.EOF {
		return nil // shorter than a mark
	}
	return err
}

// record reads the next record of at most width fields. Blank lines end a
// file; one with something after it is a row with too few fields.
func (s *scanner) record(width int) (*record, error) {
	blankLine := 0
	for {
		s.rec.text, s.rec.ends, s.rec.line = s.rec.text[:0], s.rec.ends[:0], s.line
		if _, err := s.src.Peek(1); err != nil {
			return nil, err // io.EOF at the start of a record is the end
		}
		quoted, err := s.fields(width)
		switch {
		case err != nil:
			return nil, err
		case !s.rec.blank(quoted):
			if blankLine > 0 {
				return nil, &Error{Code: CodeFieldCount, Line: blankLine, Field: 1}
			}
			return &s.rec, nil
		case blankLine == 0:
			blankLine = s.rec.line
		}
	}
}

// fields reads the fields of one record.
func (s *scanner) fields(width int) (quoted bool, err error) {
	for more := true; more; {
		start, field, line := len(s.rec.text), len(s.rec.ends)+1, s.line
		if field > width {
			return false, &Error{Code: CodeFieldCount, Line: s.rec.line, Field: field}
		}
		quoted, more, err = s.field(start)
		if err != nil {
			if e, ok := err.(*Error); ok {
				e.Line, e.Field = line, field
			}
			return false, err
		}
		if !utf8.Valid(s.rec.text[start:]) {
			return false, &Error{Code: CodeEncoding, Line: line, Field: field}
		}
		s.rec.ends = append(s.rec.ends, len(s.rec.text))
	}
	return quoted, nil
}

// field reads one field into the record and says whether it stood in quotes
// and whether another follows on the line.
func (s *scanner) field(start int) (quoted, more bool, err error) {
	first, err := s.src.Peek(1)
	if err == nil && first[0] == '"' {
		_, _ = s.src.Discard(1) // it was peeked
		more, err = s.quotedField(start)
		return true, more, err
	}
	for {
		c, err := s.src.ReadByte()
		switch {
		case err == io.EOF:
			return false, false, nil
		case err != nil:
			return false, false, err
		case c == ',':
			return false, true, nil
		case c == '\n':
			s.line++
			if n := len(s.rec.text); n > start && s.rec.text[n-1] == '\r' {
				s.rec.text = s.rec.text[:n-1]
			}
			return false, false, nil
		case c == '"':
			return false, false, &Error{Code: CodeQuote}
		}
		if err := s.add(c, start); err != nil {
			return false, false, err
		}
	}
}

// quotedField reads a field up to its closing quote and what ends it.
func (s *scanner) quotedField(start int) (more bool, err error) {
	for {
		c, err := s.src.ReadByte()
		if err == io.EOF {
			return false, &Error{Code: CodeQuote}
		}
		if err != nil {
			return false, err
		}
		if c == '"' {
			next, err := s.src.Peek(1)
			if err != nil || next[0] != '"' {
				return s.afterQuote()
			}
			_, _ = s.src.Discard(1) // a doubled quote stands for one
		}
		if c == '\n' {
			s.line++
		}
		if err := s.add(c, start); err != nil {
			return false, err
		}
	}
}

// afterQuote reads what may follow a closing quote: a comma or the end of the
// line.
func (s *scanner) afterQuote() (more bool, err error) {
	c, err := s.src.ReadByte()
	if err == nil && c == '\r' {
		if c, err = s.src.ReadByte(); err != nil || c != '\n' {
			return false, &Error{Code: CodeQuote}
		}
	}
	switch {
	case err == io.EOF:
		return false, nil
	case err != nil:
		return false, err
	case c == ',':
		return true, nil
	case c == '\n':
		s.line++
		return false, nil
	}
	return false, &Error{Code: CodeQuote}
}

func (s *scanner) add(c byte, start int) error {
	if len(s.rec.text)-start == MaxField {
		return &Error{Code: CodeTooLong}
	}
	s.rec.text = append(s.rec.text, c)
	return nil
}
