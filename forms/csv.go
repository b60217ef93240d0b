package forms

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// csvRenderer draws a form as CSV (RFC 4180): the table alone, below the names
// of its fields. The safe mode is for people with a spreadsheet program: it
// begins with a byte order mark and the headings in words, and takes the sting
// out of text that such a program would run as a formula.
type csvRenderer struct {
	set  *settings
	safe bool
	buf  bytes.Buffer
	out  *csv.Writer
	line []string
}

const byteOrderMark = "\uFEFF"

func newCSV(s *settings, safe bool) (renderer, error) {
	r := &csvRenderer{set: s, safe: safe, line: make([]string, len(s.columns))}
	r.out = csv.NewWriter(&r.buf)
	r.out.UseCRLF = safe // it also changes ends of lines inside values
	if safe {
		r.buf.WriteString(byteOrderMark)
		for i, path := range s.layout.headings() {
			r.line[i] = guardFormula(path)
		}
		if err := r.out.Write(r.line); err != nil {
			return nil, s.fail(CodeRender, err)
		}
	}
	for i, c := range s.columns {
		if r.line[i] = string(c.Field); c.Field == "" {
			r.line[i] = c.Number
		}
	}
	if err := r.out.Write(r.line); err != nil {
		return nil, s.fail(CodeRender, err)
	}
	return r, nil
}

// headings gives for each column its heading with those above it.
func (l *Layout) headings() []string {
	var list []string
	var walk func(above string, headings []Heading)
	walk = func(above string, headings []Heading) {
		for _, h := range headings {
			if len(h.Sub) == 0 {
				list = append(list, above+inOneLine(h.Text))
			} else {
				walk(above+inOneLine(h.Text)+": ", h.Sub)
			}
		}
	}
	walk("", l.Header)
	return list
}

// inOneLine takes the ends of lines out of a heading, which stand for the place
// at which a word may break.
func inOneLine(heading string) string { return strings.ReplaceAll(heading, "\n", "") }

func (r *csvRenderer) row(cells []cell, kind lineKind) error {
	if kind.isSum() && !r.safe {
		return nil // a program adds up for itself, and would count the total as a unit
	}
	for i, c := range cells {
		r.line[i] = c.print()
		if r.safe && !c.isNumber {
			r.line[i] = guardFormula(r.line[i])
		}
	}
	return r.out.Write(r.line)
}

func (r *csvRenderer) finish(w io.Writer, _ []property) error {
	r.out.Flush()
	if err := r.out.Error(); err != nil {
		return err
	}
	_, err := w.Write(r.buf.Bytes())
	return err
}

func (r *csvRenderer) close() {}

// formulaSigns are the signs, with their full-width forms, with which text in a
// CSV file becomes a formula in a spreadsheet program.
const formulaSigns = "=+-@\t\r\n＝＋－＠"

// guardFormula puts an apostrophe before what a spreadsheet program would run.
// It stays in the data: that is what makes this mode lossy.
func guardFormula(s string) string {
	if isFormula(s) {
		return "'" + s
	}
	return s
}

func isFormula(s string) bool {
	return s != "" && strings.IndexFunc(s, func(c rune) bool { return strings.ContainsRune(formulaSigns, c) }) == 0
}

// unguardFormula takes the apostrophe off again.
func unguardFormula(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && isFormula(rest) {
		return rest
	}
	return s
}

// shown gives a value as it is printed in Vietnamese: 1.234 and 56,7.
func shown(c Column, v cell) string {
	switch {
	case !v.isNumber:
		return v.text
	case c.Kind == KindPercent:
		return strings.Replace(strconv.FormatFloat(v.number, 'f', 1, 64), ".", ",", 1)
	case c.Field == FieldOrdinal:
		return v.print()
	}
	digits := strconv.FormatFloat(v.number, 'f', 0, 64)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "." + digits[at:]
	}
	return digits
}
