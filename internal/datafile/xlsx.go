package datafile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/csvtable"
	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

// ParticipantsXLSX reads the columns of participants.csv from the first sheet
// of a workbook whose first row holds the headings. A date typed as a date is
// read as one, a number typed as a number without its decimal form; leading
// zeros that the spreadsheet ate stay lost and are reported by the check of the
// record. An error names file, row and column and is the last thing given.
func ParticipantsXLSX(r io.Reader, file string, headings Headings) iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		source, size, err := readerAt(r)
		if err != nil {
			yield(identity.Participant{}, fmt.Errorf("%s: the file cannot be read", file))
			return
		}
		book, err := xlsxread.Open(context.Background(), source, size, xlsxread.Limits{})
		if err != nil {
			yield(identity.Participant{}, fmt.Errorf("%s: %w", file, err))
			return
		}
		next, stop := iter.Pull2(book.Rows(context.Background()))
		defer stop()
		t := &xlsxRows{book: book, file: file, pull: next}
		if err := t.header(headings); err != nil {
			yield(identity.Participant{}, err)
			return
		}
		participants(t, headings, yield)
	}
}

// readerAt gives random access, which a ZIP archive needs: a file has it, any
// other source is read whole.
func readerAt(r io.Reader) (io.ReaderAt, int64, error) {
	if f, ok := r.(*os.File); ok {
		info, err := f.Stat()
		if err != nil {
			return nil, 0, err
		}
		return f, info.Size(), nil
	}
	data, err := io.ReadAll(r)
	return bytes.NewReader(data), int64(len(data)), err
}

type xlsxRows struct {
	book    *xlsxread.Workbook
	file    string
	pull    func() (xlsxread.Row, error, bool)
	columns map[string]int // heading that was asked for → column from 1
	row     xlsxread.Row
}

func (t *xlsxRows) fail(heading string, line int, code csvtable.Code, cause error) error {
	return &csvtable.Error{Code: code, File: t.file, Line: line, Column: heading, Err: cause}
}

// header finds the columns by the headings of the first row. Columns nobody asked
// for are passed over, whatever they are called and hold.
func (t *xlsxRows) header(headings Headings) error {
	row, err, ok := t.pull()
	switch {
	case !ok:
		return t.fail("", 1, csvtable.CodeEmpty, nil)
	case err != nil:
		return fmt.Errorf("%s: %w", t.file, err)
	}
	required := headings.all(participantRequired)
	asked := slices.Concat(required, headings.all(participantOptional))
	t.columns = make(map[string]int)
	for _, c := range row.Cells {
		heading := strings.TrimSpace(c.Text)
		if !slices.Contains(asked, heading) {
			continue
		}
		if t.columns[heading] != 0 {
			return t.fail(heading, row.Number, csvtable.CodeDuplicateColumn, nil)
		}
		t.columns[heading] = c.Column
	}
	for _, name := range required {
		if t.columns[name] == 0 {
			return t.fail(name, row.Number, csvtable.CodeMissingColumn, nil)
		}
	}
	return nil
}

func (t *xlsxRows) next() (func(string) string, func(string, error) error, error) {
	fail := func(heading string, cause error) error {
		return t.fail(heading, t.row.Number, csvtable.CodeValue, cause)
	}
	for {
		row, err, ok := t.pull()
		switch {
		case !ok:
			return nil, fail, io.EOF
		case err != nil:
			return nil, fail, fmt.Errorf("%s: %w", t.file, err)
		case blank(row):
			continue
		}
		t.row = row
		if heading, ok := t.formula(row); ok {
			return nil, fail, fail(heading, errFormula)
		}
		return t.get, fail, nil
	}
}

// formula gives the heading of the first column of the row that holds a formula.
func (t *xlsxRows) formula(row xlsxread.Row) (first string, found bool) {
	for heading, column := range t.columns {
		if row.Cell(column).Formula && (!found || column < t.columns[first]) {
			first, found = heading, true
		}
	}
	return first, found
}

var errFormula = errors.New("a formula, not a value")

func blank(row xlsxread.Row) bool {
	for _, c := range row.Cells {
		if strings.TrimSpace(c.Text) != "" {
			return false
		}
	}
	return true
}

func (t *xlsxRows) get(heading string) string {
	column := t.columns[heading]
	if column == 0 {
		return ""
	}
	c := t.row.Cell(column)
	if year, month, day, ok := t.book.Date(c); ok && c.DateStyle {
		if d, err := identity.NewDate(year, month, day); err == nil {
			return d.Reveal()
		}
	}
	if text, ok := c.Integer(); ok {
		return text
	}
	return c.Text
}
