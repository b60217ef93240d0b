package forms

import (
	"io"

	"github.com/bhxh-go/bhxh/internal/pdf"
)

// pdfRenderer draws a form on A4 pages, the same to look at as the worksheet
// when it is printed. A row is drawn when the next one comes, so that the last
// page does not hold the notes and the signature alone.
type pdfRenderer struct {
	doc     *pdf.Document
	set     *settings
	edges   []float64 // left edges of the columns and the right edge of the last
	scale   float64   // of the table, which is made to fit the width of the page
	size    float64   // of the font of the table
	header  []pdfHeading
	heights []float64 // of the levels of the header
	y       float64   // where the next row begins
	top     float64   // where the table begins on this page
	waiting pdfRow    // the last row, not yet drawn
	held    []pdfRow  // lines of groups above it, which stay with it
	isOpen  bool      // the table is drawn on this page, down to y
	wraps   map[wrapKey][]string
}

type pdfHeading struct {
	span
	lines []string
}

const (
	thinLine      = 0.5 // points
	pdfLeading    = 1.15
	pdfPadding    = 2.6  // points beside text, each side
	pdfRowPadding = 4    // points above and below together
	pdfAscent     = 0.89 // of the size: from the top of a line to its base
	footerSize    = 11
)

func newPDF(s *settings) (renderer, error) {
	r := &pdfRenderer{set: s, wraps: make(map[wrapKey][]string)}
	creator := s.page.creator
	if creator == "" {
		creator = "BHXH"
	}
	r.doc = pdf.New(pdf.Info{
		Title: s.layout.Form, Subject: s.head.ListID, Author: creator, Creator: "bhxh", Language: "vi-VN",
		Created: creationDate(s.head.AsOf).Time(),
	})
	r.measure()
	r.page()
	r.above()
	r.startTable()
	return r, r.doc.Err()
}

// measure places the columns and the header.
func (r *pdfRenderer) measure() {
	l := r.set.layout
	pageWidth, _ := pdf.Landscape.Size()
	room, whole := pageWidth-(l.Margins.Left+l.Margins.Right)*pointsPerMM, 0.0
	for _, c := range r.set.columns {
		whole += c.Width * pointsPerMM
	}
	r.scale = min(1, room/whole)
	r.size = l.FontSize * r.scale
	x := l.Margins.Left*pointsPerMM + (room-whole*r.scale)/2
	r.edges = append(r.edges, x)
	for _, c := range r.set.columns {
		x += c.Width * pointsPerMM * r.scale
		r.edges = append(r.edges, x)
	}
	spans := l.spans()
	for _, s := range spans {
		width := r.edges[s.column+s.leaves] - r.edges[s.column]
		r.header = append(r.header, pdfHeading{s, wrap(s.text, pdf.Bold, r.size, width-2*pdfPadding)})
	}
	r.heights = headerHeights(spans, l.Levels(), minHeaderHeight*r.scale, func(i int, _ span) float64 {
		return r.textHeight(len(r.header[i].lines))
	})
}

// textHeight gives the height of a cell with so many lines.
func (r *pdfRenderer) textHeight(lines int) float64 {
	return float64(lines)*r.size*pdfLeading + pdfRowPadding*r.scale
}

// bottom gives the y down to which the page may be filled.
func (r *pdfRenderer) bottom() float64 {
	_, height := pdf.Landscape.Size()
	return height - r.set.layout.Margins.Bottom*pointsPerMM
}

func (r *pdfRenderer) page() {
	r.doc.AddPage(pdf.Landscape)
	r.y = r.set.layout.Margins.Top * pointsPerMM
}

// startTable draws the header.
func (r *pdfRenderer) startTable() {
	r.top, r.isOpen = r.y, true
	whole := sum(r.heights)
	for _, h := range r.header {
		top, height := r.y+sum(r.heights[:h.level]), sum(r.heights[h.level:h.level+h.levels])
		left, right := r.edges[h.column], r.edges[h.column+h.leaves]
		r.box(left, top, right, top+height)
		r.text(h.lines, left, right, top, height, AlignCenter, pdf.Bold, r.size)
	}
	r.y += whole
	r.top = r.y
	if !r.set.layout.isNumbered() {
		return
	}
	height := r.textHeight(1)
	for i, c := range r.set.columns {
		r.box(r.edges[i], r.y, r.edges[i+1], r.y+height)
		r.text([]string{c.Number}, r.edges[i], r.edges[i+1], r.y, height, AlignCenter, pdf.Italic, r.size)
	}
	r.y += height
	r.top = r.y
}

// endTable draws the lines between the columns on this page.
func (r *pdfRenderer) endTable() {
	if r.isOpen && r.y > r.top {
		for _, x := range r.edges {
			r.doc.Line(x, r.top, x, r.y, thinLine)
		}
	}
	r.isOpen = false
}

// nextPage goes on with the table on another page.
func (r *pdfRenderer) nextPage() {
	r.endTable()
	r.page()
	r.startTable()
}

func (r *pdfRenderer) box(left, top, right, bottom float64) {
	r.doc.Line(left, top, right, top, thinLine)
	r.doc.Line(left, bottom, right, bottom, thinLine)
	r.doc.Line(left, top, left, bottom, thinLine)
	r.doc.Line(right, top, right, bottom, thinLine)
}

// text draws lines into a cell, vertically in its middle.
func (r *pdfRenderer) text(lines []string, left, right, top, height float64, align Align, face pdf.Face, size float64) {
	y := top + (height-float64(len(lines))*size*pdfLeading)/2 + size*pdfAscent
	padding := pdfPadding * min(1, r.scale)
	for _, s := range lines {
		x := left + padding
		switch align {
		case AlignCenter:
			x = (left + right - pdf.Width(s, face, size)) / 2
		case AlignRight:
			x = right - padding - pdf.Width(s, face, size)
		}
		r.doc.Text(x, y, face, size, s)
		y += size * pdfLeading
	}
}

func (r *pdfRenderer) finish(w io.Writer, _ []property) error {
	r.below()
	if r.set.chart != nil {
		r.doc.AddPage(pdf.Landscape)
		r.set.chart.draw(pdfCanvas{r.doc}, chartTitle, r.set.day())
	}
	r.footers()
	_, err := r.doc.WriteTo(w)
	return err
}

func (r *pdfRenderer) close() {}
