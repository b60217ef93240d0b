package xlsxread

import (
	"bytes"
	"context"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Rows gives the rows of the sheet that hold any value, from top to bottom. A
// row and its cells hold good until the next one. An error is the last thing
// that is given. Rows may be read again from the start.
//
// The sheet is the first one that people see, unless [Workbook.Find] found
// another.
func (w *Workbook) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		w.archive.read = w.opened
		if err := w.readSheet(ctx, w.sheet, yield); err != nil {
			yield(Row{}, err)
		}
	}
}

func (w *Workbook) readSheet(ctx context.Context, name string, yield func(Row, error) bool) error {
	x, err := w.archive.openXML(ctx, name, PartSheet, w.limits.PartSize)
	if err != nil {
		return err
	}
	defer x.close()
	s := &sheetReader{book: w, xml: x, text: textCollector{part: PartSheet, most: w.limits.CellLength}}
	return s.read(yield)
}

// How far Find looks.
const (
	findSheets = 32            // sheets, from the left
	findRows   = 1_000         // rows of one sheet
	findSize   = 32 * megabyte // unpacked bytes of all sheets together
)

// Find makes [Workbook.Rows] read the first of the sheets that people see in
// which a row near the top is the one looked for. It passes over sheets that it
// cannot read; where there is none, or nothing to choose from, all stays as it
// was.
func (w *Workbook) Find(ctx context.Context, is func(Row) bool) {
	if len(w.sheets) == 1 {
		return
	}
	limits := &w.archive.limits
	defer func(size int64) { limits.TotalSize = size }(limits.TotalSize)
	limits.TotalSize = min(limits.TotalSize, w.opened+findSize)
	w.archive.read = w.opened
	for _, name := range w.sheets[:min(len(w.sheets), findSheets)] {
		found, rows := false, 0
		_ = w.readSheet(ctx, name, func(row Row, _ error) bool {
			found = is(row)
			rows++
			return !found && rows < findRows
		})
		if found {
			w.sheet = name
			return
		}
	}
}

// sheetReader reads the rows of a sheet.
type sheetReader struct {
	book  *Workbook
	xml   *xmlReader
	text  textCollector
	value []byte // of the current cell, reused
	last  int    // number of the last row
	rows  int    // rows given
	col   int    // column of the last cell
	row   Row    // reused
}

// read gives the rows and reads on to the end of the part, where its checksum
// stands. A nil error may also mean that the caller had enough.
func (s *sheetReader) read(yield func(Row, error) bool) error {
	for {
		e, err := s.xml.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return s.at(err)
		}
		if e.kind != tokenStart || e.local != "row" || len(s.xml.stack) != 3 || s.xml.stack[1] != "sheetData" {
			continue
		}
		if err := s.readRow(e); err != nil {
			return s.at(err)
		}
		if len(s.row.Cells) == 0 {
			continue
		}
		if s.rows++; s.rows > s.book.limits.Rows {
			return s.at(tooMuch(CodeTooManyRows, PartSheet, int64(s.book.limits.Rows)))
		}
		if !yield(s.row, nil) {
			return nil
		}
	}
}

// at adds the place to an error of our own.
func (s *sheetReader) at(err error) error {
	if e, ok := err.(*Error); ok && e.Part == PartSheet && e.Row == 0 {
		e.Row, e.Column = s.last, s.col
	}
	return err
}

// readRow reads a row whose start has been read.
func (s *sheetReader) readRow(e token) error {
	number := s.last + 1
	if r := e.attr("r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n <= s.last {
			return fail(CodeStructure, PartSheet)
		}
		number = n
	}
	if number > maxSheetRows {
		return tooMuch(CodeTooManyRows, PartSheet, maxSheetRows)
	}
	s.last, s.col = number, 0
	s.row.Number, s.row.Cells = number, s.row.Cells[:0]
	for depth := len(s.xml.stack); len(s.xml.stack) >= depth; {
		c, err := s.xml.next()
		if err != nil {
			return unclosed(err, PartSheet)
		}
		if c.kind == tokenStart && c.local == "c" && len(s.xml.stack) == depth+1 {
			if err := s.readCell(c); err != nil {
				return err
			}
		}
	}
	s.col = 0
	return nil
}

// readCell reads a cell whose start has been read, and keeps it when it holds
// a value.
func (s *sheetReader) readCell(e token) error {
	cell := Cell{Column: s.col + 1}
	if ref := e.bytes("r"); len(ref) > 0 {
		column, row, ok := columnOf(ref)
		if !ok || row != s.last || column <= s.col {
			return fail(CodeStructure, PartSheet)
		}
		cell.Column = column
	}
	if cell.Column > maxSheetColumns {
		return tooMuch(CodeTooManyColumns, PartSheet, maxSheetColumns)
	}
	s.col = cell.Column
	// The token holds good only until the next one.
	kind, style := cellKind(e.bytes("t")), number(e.bytes("s"))
	if err := s.readValue(&cell, kind); err != nil {
		return err
	}
	if cell.Kind == KindEmpty {
		return nil // programs write styled cells far beyond the last value
	}
	if cell.Column > s.book.limits.Columns {
		return tooMuch(CodeTooManyColumns, PartSheet, int64(s.book.limits.Columns))
	}
	if cell.Kind == KindNumber {
		cell.DateStyle = style >= 0 && style < len(s.book.dateStyles) && s.book.dateStyles[style]
	}
	s.row.Cells = append(s.row.Cells, cell)
	return nil
}

// readValue reads what stands inside a cell.
func (s *sheetReader) readValue(cell *Cell, kind string) error {
	s.value = s.value[:0]
	s.text.buf = s.text.buf[:0]
	for depth := len(s.xml.stack); len(s.xml.stack) >= depth; {
		t, err := s.xml.next()
		if err != nil {
			return unclosed(err, PartSheet)
		}
		switch t.kind {
		case tokenStart:
			switch t.local {
			case "f":
				cell.Formula = true
			case "is":
				if _, err = s.text.collect(s.xml); err != nil {
					return err
				}
			}
		case tokenText:
			if len(s.xml.stack) == depth+1 && s.xml.stack[depth] == "v" {
				if s.value = append(s.value, t.text...); len(s.value) > s.book.limits.CellLength*utf8.UTFMax*len("_xHHHH_") {
					return tooMuch(CodeCellTooLong, PartSheet, int64(s.book.limits.CellLength))
				}
			}
		}
	}
	return s.setValue(cell, kind)
}

// setValue interprets a value by the type of its cell (ECMA-376 Part 1,
// 18.18.11, ST_CellType).
func (s *sheetReader) setValue(cell *Cell, kind string) error {
	cell.Kind = KindText
	switch kind {
	case "s":
		if len(s.value) == 0 {
			break
		}
		text, ok := s.book.strings.get(number(bytes.TrimSpace(s.value)))
		if !ok {
			return fail(CodeStructure, PartSheet)
		}
		cell.Text = text
	case "inlineStr":
		if cell.Text = string(s.text.buf); len(s.text.buf) == 0 { // some writers take it for "str"
			cell.Text = unescape(string(s.value))
		}
	case "str":
		cell.Text = unescape(string(s.value))
	case "b":
		cell.Kind, cell.Text = KindBool, string(s.value)
	case "d":
		cell.Kind, cell.Text = KindDate, string(s.value)
	case "e":
		cell.Kind, cell.Text = KindError, string(s.value)
	default:
		cell.Kind, cell.Text = KindNumber, string(bytes.TrimSpace(s.value))
		if cell.Text == "" || !isNumber(cell.Text) {
			cell.Kind = KindError
		}
	}
	if len(cell.Text) > s.book.limits.CellLength && utf8.RuneCountInString(cell.Text) > s.book.limits.CellLength {
		return tooMuch(CodeCellTooLong, PartSheet, int64(s.book.limits.CellLength))
	}
	if cell.Text == "" && !cell.Formula {
		cell.Kind = KindEmpty
	}
	return nil
}

// cellKind gives the type of a cell without a copy; an unknown one is that of
// numbers, the default of the format.
func cellKind(t []byte) string {
	switch string(t) {
	case "s":
		return "s"
	case "inlineStr":
		return "inlineStr"
	case "str":
		return "str"
	case "b":
		return "b"
	case "d":
		return "d"
	case "e":
		return "e"
	}
	return "n"
}

// number reads a whole number that is not negative; -1 for anything else.
func number(b []byte) int {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' || n > maxNumber {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	if len(b) == 0 {
		return -1
	}
	return n
}

const maxNumber = 1 << 30

// isNumber reports a decimal number; the parser of the standard library also
// takes "inf" and hexadecimal ones.
func isNumber(s string) bool {
	if strings.Trim(s, "0123456789+-.eE") != "" {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}
