package csvtable

import (
	"bufio"
	"io"
	"iter"
	"slices"
	"strings"
)

// The limits of one table.
const (
	MaxField   = 32 << 10 // bytes of one field
	MaxColumns = 512      // columns of the header
)

// column is a column that the caller asked for.
type column struct {
	name  string
	index int // position in the file, -1 where the file does not have it
}

// Reader reads one table. It is not safe for concurrent use.
type Reader struct {
	scan    scanner
	file    string
	columns []column
	width   int // fields of a row
	failed  error
}

// Open reads the header of a table. file names it in errors. Every column of
// required must be there; those of optional may be. Errors are *[Error].
func Open(r io.Reader, file string, required, optional []string) (*Reader, error) {
	t := &Reader{file: file, scan: scanner{src: bufio.NewReaderSize(r, 64<<10), line: 1}}
	if err := t.scan.skipMark(); err != nil {
		return nil, t.fail(err)
	}
	header, err := t.scan.record(MaxColumns)
	if err != nil {
		if err == io.EOF {
			err = &Error{Code: CodeEmpty}
		}
		return nil, t.fail(err)
	}
	names := header.split()
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	t.width = len(names)
	for _, name := range slices.Concat(required, optional) {
		index := slices.Index(names, name)
		if index >= 0 && slices.Contains(names[index+1:], name) {
			return nil, t.fail(&Error{Code: CodeDuplicateColumn, Line: header.line, Column: name})
		}
		t.columns = append(t.columns, column{name, index})
	}
	for _, name := range required {
		if !slices.Contains(names, name) {
			return nil, t.fail(&Error{Code: CodeMissingColumn, Line: header.line, Column: name})
		}
	}
	return t, nil
}

// Has reports whether the file has the column.
func (t *Reader) Has(name string) bool {
	return slices.ContainsFunc(t.columns, func(c column) bool { return c.name == name && c.index >= 0 })
}

// Next gives the next row, io.EOF after the last. Any other error is an
// *[Error] and final: every later call returns it again.
func (t *Reader) Next() (Row, error) {
	if t.failed != nil {
		return Row{}, t.failed
	}
	line := t.scan.line
	if fields, ok := t.scan.plainLine(t.width); ok {
		return Row{table: t, fields: fields, line: line}, nil
	}
	rec, err := t.scan.record(t.width)
	if err == nil && len(rec.ends) != t.width {
		err = &Error{Code: CodeFieldCount, Line: rec.line, Field: len(rec.ends) + 1}
	}
	if err != nil {
		if err != io.EOF {
			err = t.fail(err)
		}
		t.failed = err
		return Row{}, err
	}
	return Row{table: t, fields: rec.split(), line: rec.line}, nil
}

// Rows gives every remaining row. An error is the last thing it gives.
func (t *Reader) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for {
			row, err := t.Next()
			if err == io.EOF {
				return
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// fail completes an error of the scanner with the file and, where the caller
// asked for it, the name of the column.
func (t *Reader) fail(err error) error {
	e, ok := err.(*Error)
	if !ok {
		e = &Error{Code: CodeRead, Line: t.scan.line, Err: err}
	}
	e.File = t.file
	if e.Column == "" {
		for _, c := range t.columns {
			if c.index >= 0 && c.index == e.Field-1 {
				e.Column = c.name
			}
		}
	}
	return e
}

// Row is one row of a table. It keeps its values after the next row was read.
type Row struct {
	table  *Reader
	fields []string
	line   int
}

// Get gives the value of a column as it stands in the file, "" for an optional
// column that the file does not have. It panics for a column that Open was not
// given: that is a mistake of the program, not of the file.
func (r Row) Get(name string) string {
	for _, c := range r.table.columns {
		if c.name == name {
			if c.index < 0 {
				return ""
			}
			return r.fields[c.index]
		}
	}
	panic("csvtable: internal error: column " + name + " was not asked for")
}

// At gives the value of the i-th of the columns that Open was given, those of
// required before those of optional: [Row.Get] without the search for the name.
func (r Row) At(i int) string {
	if c := r.table.columns[i]; c.index >= 0 {
		return r.fields[c.index]
	}
	return ""
}

// Line gives the physical line on which the row begins, from 1.
func (r Row) Line() int { return r.line }

// Fail makes the error for a value that its column cannot hold. cause must not
// hold the value; it may be nil.
func (r Row) Fail(name string, cause error) error {
	e := &Error{Code: CodeValue, File: r.table.file, Line: r.line, Column: name, Err: cause}
	for _, c := range r.table.columns {
		if c.name == name {
			e.Field = c.index + 1
		}
	}
	return e
}
