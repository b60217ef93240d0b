package forms

import (
	"slices"
	"strconv"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

// rowOutcome says of a row of the table whether it is accepted, unless it turns up
// again. Its correction stands at the same place of Returned.Corrections, which
// holds all of them until the list is finished: a list may be long.
type rowOutcome struct {
	line     int
	answered bool
	dropped  bool
}

// seenRows finds the outcome of a row by its Stt. The rows of a list whose length
// is known need no map, which would take several times the memory.
type seenRows struct {
	first int
	sent  []int32 // by Stt from first: place in outcomes + 1; 0 = none
	other map[int]int32
}

func (s *seenRows) get(ordinal int) (place int, ok bool) {
	if i := ordinal - s.first; i >= 0 && i < len(s.sent) {
		return int(s.sent[i]) - 1, s.sent[i] > 0
	}
	at, ok := s.other[ordinal]
	return int(at), ok
}

func (s *seenRows) set(ordinal, place int) {
	if i := ordinal - s.first; i >= 0 && i < len(s.sent) {
		s.sent[i] = int32(place) + 1
		return
	}
	if s.other == nil {
		s.other = make(map[int]int32)
	}
	s.other[ordinal] = int32(place)
}

// returnedRow is the row that is being read.
type returnedRow struct {
	*returnReader
	ordinal int // Stt; 0 = none
	line    int // of the file
	index   int // in Issued; -1 = not known
	refused bool
	added   bool            // not one of the rows that were sent
	person  identity.Person // as the office has it
}

// row reads a row of the table and reports whether the table goes on.
func (r *returnReader) row(row xlsxread.Row) bool {
	r.pick(row)
	text := r.text(FieldOrdinal)
	if r.end != "" && vntext.Fold(text) == r.end {
		return false
	}
	ordinal, isOrdinal := wholeNumber(r.cell(FieldOrdinal))
	if !isOrdinal && r.only(FieldOrdinal) {
		return true // a line of the notes, or nothing
	}
	r.out.Rows++
	r.addDigest()
	r.line = returnedRow{returnReader: r, ordinal: ordinal, line: row.Number, index: -1}
	r.line.read(row)
	return true
}

// pick takes the cells of the columns of the form from a row of the file.
func (r *returnReader) pick(row xlsxread.Row) {
	next := 0
	for i, place := range r.places {
		r.cells[i] = xlsxread.Cell{}
		for next < len(row.Cells) && row.Cells[next].Column < place {
			next++
		}
		if next < len(row.Cells) && row.Cells[next].Column == place {
			r.cells[i] = row.Cells[next]
			if r.plain {
				r.cells[i].Text = unguardFormula(r.cells[i].Text)
			}
		}
	}
}

// cell gives the cell of a field, an empty one where the form does not have it.
func (r *returnReader) cell(f Field) xlsxread.Cell {
	for i, c := range r.set.columns {
		if c.Field == f {
			return r.cells[i]
		}
	}
	return xlsxread.Cell{}
}

func (r *returnReader) text(f Field) string { return strings.TrimSpace(r.cell(f).Text) }

// only reports that no other column of the form holds anything.
func (r *returnReader) only(f Field) bool {
	for i, c := range r.set.columns {
		if c.Field != f && (strings.TrimSpace(r.cells[i].Text) != "" || r.cells[i].Formula) {
			return false
		}
	}
	return true
}

// wholeNumber reads a Stt.
func wholeNumber(c xlsxread.Cell) (int, bool) {
	digits := strings.TrimSpace(c.Text)
	if whole, ok := c.Integer(); ok {
		digits = whole
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n > 0
}

// addDigest adds the row to the digest that the document carries.
func (r *returnReader) addDigest() {
	r.sum.buf = appendLocked(r.sum.buf[:0], r.set.columns, func(i int) string { return lockedText(r.cells[i]) })
	r.sum.sum.Write(r.sum.buf)
}

// lockedText gives a value of the office as it was written, if nobody touched
// it.
func lockedText(c xlsxread.Cell) string {
	if whole, ok := c.Integer(); ok {
		return whole
	}
	return c.Text
}

// find adds a finding about a column of the row; "" for the row as a whole.
func (l *returnedRow) find(code FindingCode, field Field, refused bool) *Finding {
	f := Finding{Code: code, Row: l.ordinal, Line: l.line, Field: field, Refused: refused}
	for _, c := range l.set.columns {
		if c.Field == field && field != "" {
			f.Column = c.Number
		}
	}
	l.refused = l.refused || refused
	l.returnReader.find(f)
	if n := len(l.out.Findings); n > 0 && !l.dropped {
		return &l.out.Findings[n-1]
	}
	return &f
}

// read decides whether the row is accepted.
func (l *returnedRow) read(row xlsxread.Row) {
	l.place()
	l.checkOffice(row)
	c := identity.Correction{ListID: l.out.ListID, Row: l.ordinal, SocialInsuranceNumber: l.insuranceNumber()}
	if c.ListID == "" {
		c.ListID = l.opts.ListID
	}
	answered := l.answers(&c)
	if l.added {
		return
	}
	key := l.ordinal
	if l.index >= 0 {
		key = l.first + l.index
	}
	if at, ok := l.seen.get(key); ok {
		l.again(at, c, answered)
		return
	}
	l.seen.set(key, len(l.outcomes))
	l.outcomes = append(l.outcomes, rowOutcome{answered: answered, line: l.line, dropped: l.refused})
	l.out.Corrections = append(l.out.Corrections, c)
}

// again deals with a row that was there before. Of two that say different
// things neither counts.
func (l *returnedRow) again(at int, c identity.Correction, answered bool) {
	before, correction := &l.outcomes[at], l.out.Corrections[at]
	if !before.dropped && !l.refused && correction == c && before.answered == answered {
		l.find(FindingRowRepeated, "", false)
		return
	}
	l.find(FindingRowDuplicate, "", true)
	if !before.dropped {
		before.dropped = true
		l.returnReader.find(Finding{Code: FindingRowDuplicate, Row: correction.Row, Line: before.line, Refused: true})
	}
}

// finish looks at the list as a whole.
func (r *returnReader) finish() {
	out := r.out
	r.missing()
	switch want, ok := r.property(propertyDigest); {
	case ok && want == r.sum.hex():
		out.Proof = ProofDigest
	case ok:
		r.find(Finding{Code: FindingListChanged})
	}
	switch {
	case r.issued != nil:
		out.Proof = ProofIssued
	case r.sealer != nil:
		out.Proof = ProofSeal
	}
	if r.dropped {
		out.Findings[len(out.Findings)-1] = Finding{Code: FindingListTruncated}
	}
	// What concerns the list comes first, the rest stays in the order of the document.
	slices.SortStableFunc(out.Findings, func(a, b Finding) int { return int(b.level()) - int(a.level()) })
	refused := slices.ContainsFunc(out.Findings, func(f Finding) bool { return f.level() == 1 && f.Refused })
	out.Corrections = out.Corrections[:0]
	for i, c := range out.Corrections[:len(r.outcomes)] {
		switch a := r.outcomes[i]; {
		case a.dropped || refused:
		case a.answered:
			out.Corrections = append(out.Corrections, c)
		default:
			out.Unanswered = append(out.Unanswered, c.Row)
		}
	}
	if n := len(out.Corrections); n < len(r.outcomes)/2 { // what it holds beyond its end can go
		out.Corrections = append([]identity.Correction(nil), out.Corrections...)
	} else {
		clear(out.Corrections[n:len(r.outcomes)])
	}
}

// level is 1 for a finding about the list, 0 for one about a row.
func (f Finding) level() uint8 {
	if f.Row == 0 && f.Line == 0 {
		return 1
	}
	return 0
}

// missing reports the rows that were sent and did not come back.
func (r *returnReader) missing() {
	if r.sent == 0 || r.sent > MaxReturnedRows {
		return
	}
	for n := r.first; n < r.first+r.sent; n++ {
		if _, ok := r.seen.get(n); !ok {
			r.find(Finding{Code: FindingRowMissing, Row: n})
		}
	}
}
