package forms

import (
	"math"

	"github.com/bhxh-go/bhxh/internal/pdf"
)

// pdfRow is a row of the table, wrapped.
type pdfRow struct {
	lines  [][]string // by column
	face   pdf.Face
	height float64
	group  bool      // the sums of the rows below it
	sizes  []float64 // of the font, by column: a number too wide is set smaller
}

type wrapKey struct {
	text   string
	column int
	bold   bool
}

const maxWraps = 4096 // kept: sentences of column (9) come again and again

func (r *pdfRenderer) row(cells []cell, kind lineKind) error {
	if r.waiting.group {
		r.held = append(r.held, r.waiting)
		r.waiting = pdfRow{}
	} else {
		r.draw()
	}
	if r.waiting.lines == nil {
		r.waiting = pdfRow{lines: make([][]string, len(cells)), sizes: make([]float64, len(cells))}
	}
	w := &r.waiting
	w.face, w.height, w.group = pdf.Regular, minRowHeight*r.scale, kind == lineGroup
	if kind.isSum() {
		w.face = pdf.Bold
	}
	for i, c := range r.set.columns {
		text, width := shown(c, cells[i]), r.edges[i+1]-r.edges[i]-2*pdfPadding*r.scale
		w.sizes[i] = r.size
		if cells[i].isNumber {
			if need := pdf.Width(text, w.face, r.size); need > width {
				w.sizes[i] = r.size * width / need
			}
			w.lines[i] = []string{text}
		} else {
			w.lines[i] = r.wrapped(text, i, w.face, width)
		}
		w.height = max(w.height, r.textHeight(len(w.lines[i])))
	}
	return r.doc.Err()
}

// wrapped is wrap for a column, which remembers long text.
func (r *pdfRenderer) wrapped(text string, column int, face pdf.Face, width float64) []string {
	const long = 24 // bytes
	if len(text) < long {
		return wrap(text, face, r.size, width)
	}
	key := wrapKey{text, column, face == pdf.Bold}
	lines, ok := r.wraps[key]
	if !ok {
		if len(r.wraps) >= maxWraps {
			clear(r.wraps)
		}
		lines = wrap(text, face, r.size, width)
		r.wraps[key] = lines
	}
	return lines
}

// waitingHeight gives the height of what is not yet drawn and stays on one page.
func (r *pdfRenderer) waitingHeight() float64 {
	height := r.waiting.height
	for i := range r.held {
		height += r.held[i].height
	}
	return height
}

// draw draws the waiting row, with the lines of the groups that begin with it.
func (r *pdfRenderer) draw() {
	if r.waiting.height == 0 {
		return
	}
	if r.y+r.waitingHeight() > r.bottom() {
		r.nextPage()
	}
	for i := range r.held {
		r.drawRow(&r.held[i])
	}
	r.drawRow(&r.waiting)
	r.held, r.waiting.height = r.held[:0], 0
}

// drawRow draws a row. Of one that is higher than the page it draws what fits
// now, and the rest on the next.
func (r *pdfRenderer) drawRow(w *pdfRow) {
	for r.y+w.height > r.bottom() {
		if !r.drawPart(w, r.bottom()-r.y) && r.y == r.top {
			break // not a line fits on a page
		}
		r.nextPage()
	}
	r.drawLines(w, w.lines, w.height)
}

// drawPart draws the lines of a row that fit, and reports whether any did.
func (r *pdfRenderer) drawPart(w *pdfRow, room float64) bool {
	n := int(math.Floor((room - pdfRowPadding*r.scale) / (r.size * pdfLeading)))
	if n < 1 {
		return false
	}
	most := 0
	part := make([][]string, len(w.lines))
	for i, lines := range w.lines {
		at := min(n, len(lines))
		part[i], w.lines[i] = lines[:at], lines[at:]
		most = max(most, len(w.lines[i]))
	}
	r.drawLines(w, part, room)
	w.height = max(minRowHeight*r.scale, r.textHeight(most))
	return true
}

func (r *pdfRenderer) drawLines(w *pdfRow, lines [][]string, height float64) {
	for i, c := range r.set.columns {
		r.text(lines[i], r.edges[i], r.edges[i+1], r.y, height, c.Align, w.face, w.sizes[i])
	}
	r.y += height
	r.doc.Line(r.edges[0], r.y, r.edges[len(r.edges)-1], r.y, thinLine)
}
