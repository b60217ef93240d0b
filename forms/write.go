package forms

import (
	"cmp"
	"context"
	"io"
	"iter"

	"github.com/bhxh-go/bhxh/matching"
)

// cell is what a column prints in one row: text, a number, or nothing.
type cell struct {
	text     string
	number   float64
	isNumber bool
}

func text(s string) cell    { return cell{text: s} }
func number(n float64) cell { return cell{number: n, isNumber: true} }

// values gives what a row prints under each field.
type values interface {
	cell(f Field, s *settings) (cell, Code)
}

// line is a row of the table.
type line struct {
	values values
	kind   lineKind
	at     int    // place among the rows given, from 1; 0 = the rows come in their order
	mark   string // of a line of sums, under Stt: "A", "II"
}

// lineKind says what a line stands for. Lines of sums are bold, have a mark for
// an Stt and are not counted.
type lineKind uint8

const (
	lineRow   lineKind = iota
	lineGroup          // the sums of the rows below it
	lineTotal          // the sums of all rows
)

func (k lineKind) isSum() bool { return k != lineRow }

func lines[R values](rows iter.Seq2[R, error]) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		for row, err := range rows {
			if !yield(line{values: row}, err) || err != nil {
				return
			}
		}
	}
}

// renderer draws one document in one format. It knows no form.
type renderer interface {
	// row draws the next row of the table.
	row(cells []cell, kind lineKind) error
	// finish draws what stands below the table and writes the whole document.
	finish(w io.Writer, properties []property) error
	// close frees what the renderer holds, finished or not.
	close()
}

// settings are the complete, checked instructions for one document.
type settings struct {
	layout   Layout
	columns  []Column
	page     page
	head     Head
	describe func(matching.Code) string
	bad      BadText
	format   Format
	sealer   *sealer // nil = rows are not sealed
	chart    *chart  // nil = no page with a chart
}

func newSettings(layout Layout, known []Field, head Head, opts Options) (*settings, error) {
	s := &settings{layout: layout, head: head, describe: opts.Describe, bad: opts.BadText}
	if opts.Layout != nil {
		s.layout = *opts.Layout
	}
	if err := s.layout.check(known); err != nil {
		return nil, err
	}
	for c := range s.layout.Columns() {
		s.columns = append(s.columns, c)
	}
	if s.describe == nil {
		s.describe = matching.Code.Vietnamese
	}
	var ok bool
	if s.format, ok = opts.Format.known(); !ok {
		return nil, s.fail(CodeFormat, nil)
	}
	if len(opts.RowKey) > 0 && len(opts.RowKey) < minRowKey {
		return nil, &Error{Code: CodeKey, Form: s.layout.Form, Limit: minRowKey}
	}
	var err error
	s.page, err = s.newPage(opts.Signature)
	if s.format == FormatXLSX && err == nil {
		s.sealer = newSealer(opts.RowKey, s.head.ListID, s.layout.Form)
	}
	return s, err
}

func (s *settings) newRenderer() (renderer, error) {
	switch s.format {
	case FormatXLSX:
		return newXLSX(s)
	case FormatPDF:
		return newPDF(s)
	case FormatHTML:
		return newHTML(s)
	case FormatCSV, FormatCSVSafe:
		return newCSV(s, s.format == FormatCSVSafe)
	case FormatJSONLines:
		return newJSONLines(s)
	}
	return nil, &Error{Code: CodeFormat, Form: s.layout.Form}
}

func (s *settings) fail(code Code, cause error) error {
	return &Error{Code: code, Form: s.layout.Form, cause: cause}
}

// write draws the rows and writes the document.
func (s *settings) write(ctx context.Context, w io.Writer, rows iter.Seq2[line, error]) error {
	if err := ctx.Err(); err != nil {
		return s.fail(CodeCancelled, context.Cause(ctx))
	}
	out, err := s.newRenderer()
	if err != nil {
		return err
	}
	defer out.close()
	sum := newDigest(s.columns)
	n := 0
	cells := make([]cell, len(s.columns))
	for row, err := range rows {
		switch {
		case ctx.Err() != nil:
			return s.fail(CodeCancelled, context.Cause(ctx))
		case err != nil:
			return &Error{Code: CodeSource, Form: s.layout.Form, Row: n + 1, cause: err}
		case !row.kind.isSum() && n == s.format.MaxRows():
			return &Error{Code: CodeTooManyRows, Form: s.layout.Form, Row: n + 1, Limit: n}
		}
		if !row.kind.isSum() {
			n++
		}
		if err := s.fill(cells, row, n); err != nil {
			return err
		}
		if !row.kind.isSum() {
			sum.add(cells)
		}
		if err := out.row(cells, row.kind); err != nil {
			return s.fail(CodeRender, err)
		}
	}
	return s.deliver(ctx, w, out, s.properties(n, sum))
}

func (s *settings) deliver(ctx context.Context, w io.Writer, out renderer, properties []property) error {
	guarded := &deliveryWriter{ctx: ctx, w: w}
	switch err := out.finish(guarded, properties); {
	case guarded.err != nil && ctx.Err() != nil:
		return s.fail(CodeCancelled, context.Cause(ctx))
	case guarded.err != nil:
		return s.fail(CodeWrite, guarded.err)
	case err != nil:
		return s.fail(CodeRender, err)
	}
	return nil
}

// deliveryWriter tells a failure of the caller's writer from one of the
// renderer, and stops when the context ends.
type deliveryWriter struct {
	ctx context.Context
	w   io.Writer
	err error
}

func (d *deliveryWriter) Write(p []byte) (int, error) {
	if d.err == nil {
		d.err = d.ctx.Err()
	}
	if d.err != nil {
		return 0, d.err
	}
	n, err := d.w.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	d.err = err
	return n, err
}

// fill computes and checks the cells of a row, the n-th of the document.
func (s *settings) fill(cells []cell, row line, n int) error {
	for i, c := range s.columns {
		var code Code
		cells[i], code = s.value(c, row, n)
		if code == "" && cells[i].text != "" {
			cells[i].text, code = s.clean(cells[i].text, c.Kind == KindText)
		}
		if code != "" {
			return s.textError(code, &Error{Row: cmp.Or(row.at, n), Column: c.Number, Field: c.Field})
		}
	}
	return nil
}

// clean is BadText.clean with what the format cannot print.
func (s *settings) clean(text string, lines bool) (string, Code) {
	text, code := s.bad.clean(text, lines)
	switch {
	case code != "":
	case s.format == FormatPDF:
		return s.bad.drawable(text)
	case s.format == FormatXLSX:
		return s.bad.storable(text)
	}
	return text, code
}

// textError completes the error of an unusable value.
func (s *settings) textError(code Code, e *Error) error {
	e.Code, e.Form = code, s.layout.Form
	if code == CodeTooLong {
		e.Limit = maxText
	}
	return e
}

func (s *settings) value(c Column, row line, n int) (cell, Code) {
	switch c.Field {
	case "":
		return cell{}, ""
	case FieldOrdinal:
		if row.kind.isSum() {
			return text(row.mark), ""
		}
		return number(float64(max(1, s.head.FirstOrdinal) + n - 1)), ""
	}
	return row.values.cell(c.Field, s)
}
