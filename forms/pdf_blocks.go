package forms

import (
	"fmt"

	"github.com/bhxh-go/bhxh/internal/pdf"
)

// Places of the head, as shares of the width, and its sizes in points.
const (
	pdfHeadSize     = 12
	pdfTitleSize    = 14
	pdfNoteSize     = 11
	pdfTitleShare   = 0.86 // of the width
	pdfGap          = 6
	pdfSignatureGap = 14
)

// area gives the left and right edge of what may be printed on.
func (r *pdfRenderer) area() (left, right float64) {
	width, _ := pdf.Landscape.Size()
	m := r.set.layout.Margins
	return m.Left * pointsPerMM, width - m.Right*pointsPerMM
}

// above draws what stands above the table.
func (r *pdfRenderer) above() {
	p := r.set.page
	left, right := r.area()
	width := right - left
	agency := left + agencyShare*width
	top := r.y
	r.paragraph(p.parentAgency, left, agency, pdf.Regular, pdfHeadSize, AlignCenter)
	r.paragraph(p.agency, left, agency, pdf.Bold, pdfHeadSize, AlignCenter)
	rule := (agency - left) * ruleShare
	r.y += 3
	r.doc.Line((left+agency-rule)/2, r.y, (left+agency+rule)/2, r.y, thinLine)
	below := r.y
	r.y = top
	r.paragraph(p.form, left+formShare*width, right, pdf.Bold, pdfHeadSize, AlignCenter)
	r.y = max(r.y, below) + 2*pdfGap
	for _, line := range balanced(p.title, pdf.Bold, pdfTitleSize, pdfTitleShare*width) {
		r.paragraph(line, left, right, pdf.Bold, pdfTitleSize, AlignCenter)
	}
	for _, line := range p.subtitle {
		r.paragraph(line, left, right, pdf.Italic, pdfHeadSize, AlignCenter)
	}
	r.y += pdfGap
	for _, line := range p.head {
		r.paragraph(line, left, right, pdf.Regular, pdfHeadSize, AlignLeft)
	}
	r.y += pdfGap
}

// paragraph draws text from edge to edge and moves on below it. Text that
// begins with a hyphen or a label goes on under itself.
func (r *pdfRenderer) paragraph(s string, left, right float64, face pdf.Face, size float64, align Align) {
	lines := wrap(s, face, size, right-left)
	if len(lines) == 0 {
		lines = []string{""}
	}
	for _, line := range lines {
		if r.y+size*pdfLeading > r.bottom() {
			r.page()
		}
		x := left
		if align == AlignCenter {
			x = (left + right - pdf.Width(line, face, size)) / 2
		}
		r.doc.Text(x, r.y+size*pdfAscent, face, size, line)
		r.y += size * pdfLeading
	}
}

// below draws the last row with what stands below the table, all on one page
// where it fits on one.
func (r *pdfRenderer) below() {
	need := r.waitingHeight() + r.belowHeight()
	if r.y+need > r.bottom() && (r.waiting.height > 0 || r.belowHeight() > 0) {
		r.breakBefore(need)
	}
	r.draw()
	r.endTable()
	left, right := r.area()
	p := r.set.page
	if len(p.notes) > 0 {
		r.y += pdfGap
		r.paragraph(p.notesTitle, left, right, pdf.Bold, pdfNoteSize, AlignLeft)
	}
	for _, note := range p.notes {
		r.paragraph(note, left, right, pdf.Regular, pdfNoteSize, AlignLeft)
	}
	if p.signature != nil {
		r.y += pdfSignatureGap
		r.signature(p.signature, left, right)
	}
}

// breakBefore begins a page for the last row and what follows it, unless the
// two are more than a page, or there is no row to take along. The only row of a
// table stays in it: a table without any looks like a mistake, and the notes keep
// the signature company.
func (r *pdfRenderer) breakBefore(need float64) {
	_, height := pdf.Landscape.Size()
	m := r.set.layout.Margins
	whole := height - (m.Top+m.Bottom)*pointsPerMM
	header := sum(r.heights)
	if r.set.layout.isNumbered() {
		header += r.textHeight(1)
	}
	only := r.waiting.height > 0 && r.y == r.top && r.y+r.waitingHeight() <= r.bottom()
	switch {
	case only && len(r.set.page.notes) > 0 && need <= whole:
		r.draw()
		r.endTable()
		r.page()
	case r.waiting.height > 0 && header+need <= whole:
		r.nextPage()
	case r.waiting.height == 0 && need <= whole:
		r.endTable()
		r.page()
	}
}

// belowHeight gives the height of notes and signature.
func (r *pdfRenderer) belowHeight() float64 {
	p := r.set.page
	left, right := r.area()
	height := 0.0
	if len(p.notes) > 0 {
		height += pdfGap + pdfNoteSize*pdfLeading*float64(len(wrap(p.notesTitle, pdf.Bold, pdfNoteSize, right-left)))
	}
	for _, note := range p.notes {
		height += pdfNoteSize * pdfLeading * float64(max(1, len(wrap(note, pdf.Regular, pdfNoteSize, right-left))))
	}
	if p.signature != nil {
		height += pdfSignatureGap + max(r.blockHeight(p.signature.left), r.blockHeight(p.signature.right))
	}
	return height
}

func (r *pdfRenderer) blockHeight(lines []styled) float64 {
	height := 0.0
	for _, l := range lines {
		height += max(l.size, recipientsSize) * pdfLeading * float64(max(1, len(r.blockLine(l))))
	}
	return height
}

// blockLine wraps a line of the signature block, which takes half of the width.
func (r *pdfRenderer) blockLine(l styled) []string {
	left, right := r.area()
	return wrap(l.text, l.pdfFace(), max(l.size, 1), (right-left)/2)
}

func (l styled) pdfFace() pdf.Face {
	switch {
	case l.bold && l.italic:
		return pdf.BoldItalic
	case l.bold:
		return pdf.Bold
	case l.italic:
		return pdf.Italic
	}
	return pdf.Regular
}

// signature draws the recipients on the left and the signature on the right.
func (r *pdfRenderer) signature(s *signature, left, right float64) {
	middle, top := (left+right)/2, r.y
	lowest := top
	for i, block := range [...][]styled{s.left, s.right} {
		r.y = top
		for _, l := range block {
			from, to, align := left, middle, AlignLeft
			if i == 1 {
				from, to, align = middle, right, AlignCenter
			}
			r.paragraph(l.text, from, to, l.pdfFace(), max(l.size, recipientsSize), align)
		}
		lowest = max(lowest, r.y)
	}
	r.y = lowest
}

// footers numbers the pages, now that it is known how many there are.
func (r *pdfRenderer) footers() {
	pages := r.doc.Pages()
	left, right := r.area()
	y := r.bottom() + r.set.layout.Margins.Bottom*pointsPerMM/2 + footerSize*pdfAscent/2
	for n := 1; n <= pages; n++ {
		text := fmt.Sprintf("Trang %d/%d", n, pages)
		x := (left + right - pdf.Width(text, pdf.Regular, footerSize)) / 2
		r.doc.OnPage(n, func() { r.doc.Text(x, y, pdf.Regular, footerSize, text) })
	}
}
