package forms

import "github.com/bhxh-go/bhxh/internal/xlsx"

// xlsxStyles are the numbers of the styles of a form.
type xlsxStyles struct {
	header  int   // headings of the table
	number  int   // the row (1), (2), …
	column  []int // cells of the table, by column
	total   []int // cells of the row of totals, by column
	rule    int   // a line above an otherwise empty cell
	free    map[freeStyle]int
	defined []xlsx.Style
}

// freeStyle is the look of text outside the table.
type freeStyle struct {
	bold, italic bool
	size         float64
	align        xlsx.Align
}

// newXLSXStyles gives the styles of a form and their definitions.
func newXLSXStyles(s *settings) (xlsxStyles, []xlsx.Style) {
	t := xlsxStyles{free: make(map[freeStyle]int)}
	size := s.layout.FontSize
	t.header = t.define(xlsx.Style{Bold: true, Size: size, Horizontal: xlsx.Center, Vertical: xlsx.Center, Border: xlsx.Box})
	t.number = t.define(xlsx.Style{Italic: true, Size: size, Horizontal: xlsx.Center, Vertical: xlsx.Center, Border: xlsx.Box})
	t.rule = t.define(xlsx.Style{Size: size, Border: xlsx.BorderTop})
	for _, c := range s.columns {
		style := xlsx.Style{
			Size: size, Horizontal: xlsx.Align(c.Align), Vertical: xlsx.Center, Border: xlsx.Box,
			Format: format(c), Unlocked: c.Open, Shrink: c.Kind == KindCount || c.Kind == KindPercent,
		}
		t.column = append(t.column, t.define(style))
		style.Bold = true
		t.total = append(t.total, t.define(style))
	}
	for _, f := range freeStyles(s) {
		t.free[f] = t.define(xlsx.Style{
			Bold: f.bold, Italic: f.italic, Size: f.size, Horizontal: f.align, Vertical: xlsx.Center,
		})
	}
	return t, t.defined
}

func (t *xlsxStyles) define(s xlsx.Style) int {
	t.defined = append(t.defined, s)
	return len(t.defined) - 1
}

// format keeps IDs, dates and whatever a participant types as text: a
// spreadsheet would else eat their zeros or turn them into dates.
func format(c Column) xlsx.Format {
	switch {
	case c.Kind == KindDigits || c.Open:
		return xlsx.Text
	case c.Kind == KindPercent:
		return xlsx.Decimal
	case c.Kind == KindCount && c.Field != FieldOrdinal:
		return xlsx.Integer
	}
	return xlsx.General
}

// The looks of the text around the table.
var (
	lookParentAgency = freeStyle{size: 12, align: xlsx.Center}
	lookAgency       = freeStyle{size: 12, align: xlsx.Center, bold: true}
	lookForm         = freeStyle{size: 12, align: xlsx.Center, bold: true}
	lookTitle        = freeStyle{size: 14, align: xlsx.Center, bold: true}
	lookSubtitle     = freeStyle{size: 12, align: xlsx.Center, italic: true}
	lookHead         = freeStyle{size: 12}
	lookNotesTitle   = freeStyle{size: 11, bold: true}
	lookNote         = freeStyle{size: 11}
)

// freeStyles lists the looks that a form uses.
func freeStyles(s *settings) []freeStyle {
	list := []freeStyle{
		lookParentAgency, lookAgency, lookForm, lookTitle, lookSubtitle, lookHead, lookNotesTitle, lookNote,
	}
	if sign := s.page.signature; sign != nil {
		for _, l := range sign.left {
			list = append(list, look(l, xlsx.Start))
		}
		for _, l := range sign.right {
			list = append(list, look(l, xlsx.Center))
		}
	}
	return list
}

func look(l styled, align xlsx.Align) freeStyle {
	return freeStyle{bold: l.bold, italic: l.italic, size: max(l.size, 1), align: align}
}
