package forms

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

// returnReader reads one returned Mẫu số 02.
type returnReader struct {
	opts     ReadOptions
	set      *settings // of the form as it was sent
	book     *xlsxread.Workbook
	property func(name string) (string, bool)
	plain    bool // CSV: there are no properties, and the header may be names of fields
	asOf     identity.Date

	places []int // column of the file for each column of the form; 0 = not there
	named  bool  // the columns were found by the names of their fields
	seal   int   // column of the file that holds the seals; 0 = none
	end    string

	cells    []xlsxread.Cell // of the current row, by column of the form; reused
	issued   *issuedRows     // nil = no copy of the list
	seen     seenRows
	outcomes []rowOutcome
	line     returnedRow // reused from row to row
	last     int         // index or Stt of the last row
	disorder bool        // reported
	sum      *digest
	sealer   *sealer
	first    int // Stt of the first row
	sent     int // number of rows sent; 0 = not known
	out      *Returned
	dropped  bool // findings beyond MaxFindings
}

func newReturnReader(opts ReadOptions) (*returnReader, error) {
	set, err := newSettings(Mau02Layout(), mau02Fields, Head{}, Options{
		Layout: opts.Layout, Describe: opts.Describe, BadText: ReplaceBadText, RowKey: opts.RowKey,
	})
	if err != nil {
		return nil, err
	}
	return &returnReader{
		opts: opts, set: set, out: &Returned{},
		places: make([]int, len(set.columns)), cells: make([]xlsxread.Cell, len(set.columns)),
		end: vntext.Fold(set.layout.NotesTitle), sum: newDigest(set.columns), last: -1,
	}, nil
}

// read reads the whole document.
func (r *returnReader) read(rows iter.Seq2[xlsxread.Row, error]) (*Returned, error) {
	if form, ok := r.property(propertyForm); ok && form != r.set.layout.Form {
		return nil, r.fail(CodeFileOtherForm)
	}
	r.identify()
	var above []headerRow
	found, done := false, false
	for row, err := range rows {
		switch {
		case err != nil:
			return nil, fileError(r.set.layout.Form, err)
		case done:
			continue // to the end of the part, where its checksum stands
		case found:
			done = !r.row(row)
			if r.out.Rows > MaxReturnedRows {
				return nil, &Error{Code: CodeFileTooLarge, Form: r.set.layout.Form, Row: row.Number, Limit: MaxReturnedRows}
			}
			continue
		}
		if found = r.isHeader(row); found {
			if err := r.checkHeader(above, row.Number); err != nil {
				return nil, err
			}
			continue
		}
		if above = append(above, textsOf(row)); len(above) > r.set.layout.Levels() {
			above = slices.Delete(above, 0, 1)
		}
	}
	if !found {
		return nil, r.fail(CodeFileOtherForm)
	}
	r.finish()
	return r.out, nil
}

func (r *returnReader) fail(code Code) error { return &Error{Code: code, Form: r.set.layout.Form} }

// identify takes from the properties which list this is.
func (r *returnReader) identify() {
	out := r.out
	out.ListID, _ = r.property(propertyList)
	out.UnitCode, _ = r.property(propertyUnit)
	if day, ok := r.property(propertyAsOf); ok {
		out.AsOf, _ = identity.ParseDate(day) // what is none counts as not said
	}
	if r.asOf = r.opts.AsOf; !r.asOf.IsValid() {
		r.asOf = out.AsOf
	}
	r.first = max(1, r.number(propertyFirst))
	r.sent = r.number(propertyRows)
	if len(r.opts.Issued) > 0 {
		r.set.head.FirstOrdinal, r.sent = r.first, len(r.opts.Issued)
		r.issued = newIssuedRows(r.set, r.opts.Issued, r.first)
	}
	if n := r.sent; n > 0 && n <= MaxReturnedRows {
		r.out.Corrections, r.outcomes = make([]identity.Correction, 0, n), make([]rowOutcome, 0, n)
		r.seen = seenRows{first: r.first, sent: make([]int32, n)}
	}
	list := r.opts.ListID
	if list == "" {
		list = out.ListID
	}
	r.sealer = newSealer(r.opts.RowKey, list, r.set.layout.Form)
	version, known := r.property(propertyLayout)
	switch {
	case !known:
		proven := r.issued != nil || r.sealer != nil
		r.find(Finding{Code: FindingListUnidentified, Refused: r.opts.ListID != "" && !proven})
	case version != r.set.layout.Version:
		r.find(Finding{Code: FindingListVersion, Refused: true})
	}
	if known && r.opts.ListID != "" && out.ListID != r.opts.ListID {
		r.find(Finding{Code: FindingListOther, Refused: true})
	}
}

func (r *returnReader) number(property string) int {
	text, _ := r.property(property)
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 1<<30 {
		return 0
	}
	return n
}

// isHeader finds the row (1), (2), …, or in a CSV file the names of the
// fields, and takes the places of the columns from it. A spreadsheet program
// that opens the form as CSV takes "(1)" for -1, as accountants write it.
func (r *returnReader) isHeader(row xlsxread.Row) bool {
	if len(row.Cells) < len(r.set.columns) {
		return false
	}
	clear(r.places)
	r.seal = 0
	next, names := 0, 0
	for _, c := range row.Cells {
		text := strings.Join(strings.Fields(c.Text), "")
		if digits, ok := strings.CutPrefix(text, "-"); ok {
			text = "(" + digits + ")"
		}
		switch {
		case next < len(r.places) && (text == r.set.columns[next].Number || r.plain && text == string(r.set.columns[next].Field)):
			if r.places[next] = c.Column; text == string(r.set.columns[next].Field) {
				names++
			}
			next++
		case text == rowMark:
			r.seal = c.Column
		}
	}
	r.named = names == len(r.places)
	return next == len(r.places)
}

// headerRow holds the texts of a row above the table by column of the file.
type headerRow struct {
	number int
	texts  map[int]string
}

func textsOf(row xlsxread.Row) headerRow {
	h := headerRow{number: row.Number, texts: make(map[int]string, len(row.Cells))}
	for _, c := range row.Cells {
		h.texts[c.Column] = vntext.Fold(c.Text)
	}
	return h
}

// checkHeader compares the headings above the row (1), (2), … with those of
// the form: columns that were swapped keep their numbers. Letter case, marks and
// blanks do not count. A CSV file may do without headings, or have the names of
// the fields, which say more.
func (r *returnReader) checkHeader(above []headerRow, number int) error {
	levels := r.set.layout.Levels()
	if r.plain && len(above) == 0 || r.named {
		return nil
	}
	for _, s := range r.set.layout.spans() {
		column, found := r.places[s.column], false
		for _, h := range above {
			found = found || (r.plain || h.number == number-levels+s.level) && h.texts[column] == vntext.Fold(s.text)
		}
		if !found && s.text != "" {
			e := &Error{Code: CodeFileHeader, Form: r.set.layout.Form, Row: number}
			if s.leaf {
				e.Column, e.Field = r.set.columns[s.column].Number, r.set.columns[s.column].Field
			}
			return e
		}
	}
	return nil
}

// find keeps a finding.
func (r *returnReader) find(f Finding) {
	if len(r.out.Findings) >= MaxFindings {
		r.dropped = true
		return
	}
	r.out.Findings = append(r.out.Findings, f)
}
