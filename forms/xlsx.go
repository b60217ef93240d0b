package forms

import (
	"io"
	"math"

	"github.com/bhxh-go/bhxh/forms/internal/measure"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/xlsx"
)

// xlsxRenderer draws a form as a worksheet.
type xlsxRenderer struct {
	out    *xlsx.Writer
	set    *settings
	styles xlsxStyles
	widths []float64 // of the columns, in points
	first  int       // row of the sheet in which the first row of the table stands
	last   int
	cells  []xlsx.Cell // reused from row to row
	pages  *xlsxPages  // nil = where pages end does not matter
}

const (
	typeface        = "Times New Roman"
	pointsPerMM     = 72 / 25.4
	defaultFontSize = 12 // its digits are 8 pixels wide, which makes column widths exact
	sealWidth       = 45 // millimetres, for whoever shows the column
	minRowHeight    = 20 // points: room to write by hand
)

func newXLSX(s *settings) (renderer, error) {
	r := &xlsxRenderer{set: s, cells: make([]xlsx.Cell, len(s.columns))}
	sheet := xlsx.Sheet{
		Name: s.layout.Sheet,
		Font: xlsx.Font{Name: typeface, Size: defaultFontSize},
		Page: xlsx.Page{
			Top: s.layout.Margins.Top, Bottom: s.layout.Margins.Bottom,
			Left: s.layout.Margins.Left, Right: s.layout.Margins.Right,
			Header: s.layout.Margins.Top / 2, Footer: s.layout.Margins.Bottom / 2,
			FooterText: "Trang " + xlsx.PageNumber + "/" + xlsx.PageCount,
		},
		Document: xlsx.Document{
			Title: s.layout.Title, Creator: s.page.creator, Application: "bhxh", Language: "vi-VN",
			Created: creationDate(s.head.AsOf).Time(),
		},
	}
	if sheet.Document.Creator == "" {
		sheet.Document.Creator = "BHXH"
	}
	for _, c := range s.columns {
		sheet.Columns = append(sheet.Columns, c.Width)
		r.widths = append(r.widths, c.Width*pointsPerMM)
		sheet.Protected = sheet.Protected || c.Open
	}
	if s.sealer != nil {
		sheet.Columns, sheet.Hidden = append(sheet.Columns, sealWidth), 1
		r.cells = append(r.cells, xlsx.Cell{})
	}
	r.styles, sheet.Styles = newXLSXStyles(s)
	above := r.blocksAbove()
	sheet.FirstTitle = len(above) + 1
	sheet.LastTitle = len(above) + s.layout.Levels()
	if s.hasNumberRow() {
		sheet.LastTitle++
	}
	sheet.FrozenRows = sheet.LastTitle
	r.first = sheet.LastTitle + 1
	var err error
	if r.out, err = xlsx.New(sheet); err != nil {
		return nil, s.fail(CodeRender, err)
	}
	if err := r.start(above); err != nil {
		_ = r.out.Close()
		return nil, s.fail(CodeRender, err)
	}
	return r, nil
}

// hasNumberRow reports a header with the row (1), (2), …, which also marks the
// column of the seals.
func (s *settings) hasNumberRow() bool { return s.layout.isNumbered() || s.sealer != nil }

// creationDate dates a document by its list, so that the same list gives the
// same bytes. Without a date it is the day of Kế hoạch 2207/KH-BHXH.
func creationDate(asOf identity.Date) identity.Date {
	if asOf.IsValid() {
		return asOf
	}
	return identity.MustDate(2022, 8, 12)
}

func (r *xlsxRenderer) start(above []block) error {
	for _, b := range above {
		if err := r.block(b); err != nil {
			return err
		}
	}
	header, err := r.header()
	if r.set.page.signature != nil {
		r.pages = &xlsxPages{above: r.blocksHeight(above), header: header}
	}
	return err
}

func (r *xlsxRenderer) row(cells []cell, kind lineKind) error {
	height := float64(minRowHeight)
	for i, c := range cells {
		style := r.styles.column[i]
		face := measure.Regular
		if kind.isSum() {
			style, face = r.styles.total[i], measure.Bold
		}
		r.cells[i] = xlsx.Cell{Style: style, Text: c.text, Number: c.number, IsNumber: c.isNumber}
		if c.text != "" {
			height = max(height, textHeight(c.text, face, r.set.layout.FontSize, r.widths[i]))
		}
	}
	if r.set.sealer != nil {
		r.seal(cells, kind)
	}
	row, err := r.out.Row(height, r.cells)
	if !kind.isSum() {
		r.last = row
	}
	if r.pages != nil {
		r.pages.lines = append(r.pages.lines, pageLine{float32(height), kind.isSum()})
	}
	return err
}

// seal fills the hidden column behind the others.
func (r *xlsxRenderer) seal(cells []cell, kind lineKind) {
	to := &r.cells[len(cells)]
	*to = xlsx.Cell{Style: r.styles.rule}
	if !kind.isSum() {
		to.Text = r.set.sealer.seal(r.set.columns, func(i int) string { return cells[i].print() })
	}
}

func (r *xlsxRenderer) finish(w io.Writer, properties []property) error {
	below := r.blocksBelow()
	if err := r.keepTogether(below); err != nil {
		return err
	}
	for _, b := range below {
		if err := r.block(b); err != nil {
			return err
		}
	}
	if err := r.rules(); err != nil {
		return err
	}
	for _, p := range properties {
		if err := r.out.SetProperty(xlsx.Property{Name: p.name, Value: p.value}); err != nil {
			return err
		}
	}
	_, err := r.out.WriteTo(w)
	return err
}

// rules adds the input rules of the open columns.
func (r *xlsxRenderer) rules() error {
	for i, c := range r.set.columns {
		rule := xlsx.Rule{FirstRow: r.first, LastRow: r.last, Column: i + 1, Title: "Dữ liệu chưa hợp lệ"}
		var err error
		switch c.Rule {
		case RuleGender:
			rule.List = []string{identity.GenderMale.Vietnamese(), identity.GenderFemale.Vietnamese()}
			rule.Message = "Giới tính chỉ ghi Nam hoặc Nữ."
			err = r.out.AddRule(rule)
		case RuleTwelveDigits:
			rule.Digits = 12
			rule.Message = "Số ĐDCN gồm đúng 12 chữ số, ghi cả số 0 ở đầu."
			err = r.out.AddRule(rule)
		}
		if err == nil && c.Kind == KindDigits {
			err = r.out.KeepText(i+1, r.first, r.last)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *xlsxRenderer) close() { _ = r.out.Close() }

const (
	lineHeight  = 1.2  // of the font size; Times needs 1.15
	cellPadding = 5.25 // points that a cell keeps free beside its text, both sides together
	rowPadding  = 3    // points above and below together
)

// textHeight gives the height in points of text in a cell of the given width.
// Widths differ a little from program to program, so tall cells get the room
// of one more line.
func textHeight(text string, face measure.Face, size, width float64) float64 {
	n := measure.Lines(text, face, size, width-cellPadding)
	if n > 3 {
		n++
	}
	return math.Ceil(float64(n)*size*lineHeight + rowPadding)
}
