package forms

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/internal/xlsxread"
	"golang.org/x/text/encoding/unicode"
)

// Limits of a returned CSV file.
const (
	maxCSVCell    = 4 * maxText // bytes
	maxCSVColumns = 64
	csvLook       = 64 << 10 // bytes in which the header must stand to be found
)

// csvRows gives the rows of a CSV file as those of a sheet. What separates the
// fields is found by trying: it is the sign with which the header is one.
func csvRows(ctx context.Context, file io.Reader, form string, isHeader func(xlsxread.Row) bool) (iter.Seq2[xlsxread.Row, error], error) {
	text, err := decoded(file)
	if err != nil {
		return nil, &Error{Code: CodeFileRead, Form: form, cause: err}
	}
	in := bufio.NewReaderSize(text, csvLook)
	head, err := in.Peek(csvLook)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, &Error{Code: CodeFileRead, Form: form, cause: err}
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("%PDF-")) || bytes.IndexByte(head, 0) >= 0 {
		return nil, &Error{Code: CodeFileOtherForm, Form: form}
	}
	for _, separator := range []byte{',', ';', '\t'} {
		for row, err := range readCSV(ctx, bufio.NewReader(bytes.NewReader(head)), form, separator) {
			if err != nil {
				break
			}
			if isHeader(row) {
				return readCSV(ctx, in, form, separator), nil
			}
		}
	}
	if !utf8.Valid(head[:max(0, len(head)-utf8.UTFMax)]) {
		return nil, &Error{Code: CodeFileEncoding, Form: form}
	}
	return nil, &Error{Code: CodeFileOtherForm, Form: form}
}

// decoded gives text in UTF-16 with its byte order mark, which spreadsheet
// programs call Unicode text, as UTF-8; any other file as it is.
func decoded(file io.Reader) (io.Reader, error) {
	in := bufio.NewReader(file)
	mark, err := in.Peek(len("\xFF\xFE"))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if s := string(mark); s == "\xFF\xFE" || s == "\xFE\xFF" {
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(in), nil
	}
	return in, nil
}

// csvScanner reads the fields of a CSV file (RFC 4180) in bounds. A field that is
// not as it should be is an error of its cell alone, once the file has shown that
// it is UTF-8.
type csvScanner struct {
	in        *bufio.Reader
	separator byte
	line      int
	total     int
	field     []byte
	odd       bool // text behind the closing quote of the field
	isUTF8    bool // there was a byte order mark, or a letter beyond ASCII
}

var errCSVTooLarge, errCSVQuote, errCSVEncoding = errors.New("forms: too large"), errors.New("forms: quote"), errors.New("forms: encoding")

func readCSV(ctx context.Context, in *bufio.Reader, form string, separator byte) iter.Seq2[xlsxread.Row, error] {
	return func(yield func(xlsxread.Row, error) bool) {
		s := csvScanner{in: in, separator: separator, line: 1}
		if mark, err := in.Peek(3); err == nil && string(mark) == "\uFEFF" {
			_, _ = in.Discard(len(mark))
			s.isUTF8 = true
		}
		var row xlsxread.Row
		for records := 0; ; {
			if ctx.Err() != nil {
				yield(row, &Error{Code: CodeCancelled, Form: form, Row: s.line, cause: context.Cause(ctx)})
				return
			}
			row.Number = s.line
			cells, err := s.record(row.Cells[:0])
			row.Cells = cells
			if len(cells) > 0 && (err == nil || errors.Is(err, io.EOF)) {
				if records++; records > MaxReturnedRows+maxOtherRows {
					yield(xlsxread.Row{}, s.failure(form, row.Number, errCSVTooLarge))
					return
				}
				if !yield(row, nil) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(xlsxread.Row{}, s.failure(form, row.Number, err))
				return
			}
		}
	}
}

func (s *csvScanner) failure(form string, line int, err error) error {
	switch {
	case errors.Is(err, errCSVTooLarge):
		return &Error{Code: CodeFileTooLarge, Form: form, Row: line}
	case errors.Is(err, errCSVQuote):
		return &Error{Code: CodeFileDamaged, Form: form, Row: line}
	case errors.Is(err, errCSVEncoding):
		return &Error{Code: CodeFileEncoding, Form: form, Row: line}
	}
	return &Error{Code: CodeFileRead, Form: form, Row: line, cause: err}
}

// record reads one record and gives its cells that hold anything.
func (s *csvScanner) record(cells []xlsxread.Cell) ([]xlsxread.Cell, error) {
	for column := 1; ; column++ {
		if column > maxCSVColumns {
			return cells, errCSVTooLarge
		}
		end, err := s.next()
		if err != nil && !errors.Is(err, io.EOF) {
			return cells, err
		}
		kind, valid := xlsxread.KindText, utf8.Valid(s.field)
		switch {
		case !valid && !s.isUTF8:
			return cells, errCSVEncoding
		case !valid || s.odd:
			kind = xlsxread.KindError
		case !s.isUTF8:
			s.isUTF8 = utf8.RuneCount(s.field) < len(s.field)
		}
		if len(s.field) > 0 {
			cells = append(cells, xlsxread.Cell{Column: column, Kind: kind, Text: strings.ToValidUTF8(string(s.field), "\uFFFD")})
		}
		if end || err != nil {
			return cells, err
		}
	}
}

// next reads one field and reports whether the record ends with it.
func (s *csvScanner) next() (end bool, err error) {
	s.field, s.odd = s.field[:0], false
	quoted, closed := false, false
	for first := true; ; first = false {
		c, err := s.in.ReadByte()
		if err != nil {
			if quoted && !closed && errors.Is(err, io.EOF) {
				err = errCSVQuote
			}
			return true, err
		}
		if s.total++; s.total > maxReturnedFile || len(s.field) > maxCSVCell {
			return true, errCSVTooLarge
		}
		if c == '\n' {
			s.line++
		}
		switch {
		case c == '"' && first:
			quoted = true
		case c == '"' && quoted && !closed:
			if next, err := s.in.Peek(1); err == nil && next[0] == '"' {
				_, _ = s.in.Discard(1)
				s.field = append(s.field, '"')
			} else {
				closed = true
			}
		case quoted && !closed:
			s.field = append(s.field, c)
		case c == s.separator:
			return false, nil
		case c == '\n':
			return true, nil
		case c == '\r': // before "\n", or alone as old programs for the Mac end a line
			if next, err := s.in.Peek(1); err != nil || next[0] != '\n' {
				s.line++
				return true, nil
			}
		default:
			s.odd = s.odd || closed
			s.field = append(s.field, c)
		}
	}
}
