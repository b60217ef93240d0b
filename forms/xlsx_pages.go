package forms

import "github.com/bhxh-go/bhxh/internal/pdf"

// xlsxPages is what has to be known of a worksheet to tell where its pages will
// end. Heights are points before the sheet is fitted to the width of the page.
type xlsxPages struct {
	above  float64 // what stands above the table, on the first page
	header float64 // of the table, on every page
	lines  []pageLine
}

// pageLine is a line of the table.
type pageLine struct {
	height float32
	isSum  bool
}

// Shares of a page that are counted on. Programs round widths, heights and
// scales each in their own way.
const (
	pageShare = 0.98 // to tell where a page will end
	tailShare = 0.95 // to keep together what must not be parted
)

// keepTogether begins a page before the last lines of the table where the
// signature would else be parted from them. Where the other pages end stays the
// program's to say.
func (r *xlsxRenderer) keepTogether(below []block) error {
	if r.pages == nil {
		return nil
	}
	width, height := pdf.Landscape.Size()
	m := r.set.layout.Margins
	scale := min(1, (width-(m.Left+m.Right)*pointsPerMM)/sum(r.widths))
	page := (height - (m.Top+m.Bottom)*pointsPerMM) / scale
	at := r.pages.lastPage(page, r.blocksHeight(below), len(r.set.page.notes) > 0)
	if at < 0 {
		return nil
	}
	return r.out.Break(r.first + at)
}

// lastPage gives the line of the table with which the last page has to begin,
// the number of lines where it begins with what stands below them, and -1 where
// nothing has to be done or helps.
func (p *xlsxPages) lastPage(page, below float64, hasNotes bool) int {
	n, start := len(p.lines), p.lastStart(page)
	room := page*tailShare - p.header - below
	least := n // from here on all fits on one page
	for left := room; least > 0; least-- {
		if left -= float64(p.lines[least-1].height); left < 0 {
			break
		}
	}
	at := least
	switch {
	case start == 0 && least == 0 && p.above+p.height() <= room, room < 0:
		return -1
	case start == 0:
		at = max(least, (n+1)/2)
	case least <= start:
		at = max(least, start-1) // a program may get one line less onto the page before
	case least < n:
		at = min(max(least, start+fewLines), n-1)
	}
	at = p.betweenGroups(at, max(least, 1))
	if at == n && !hasNotes { // the signature is not to stand alone
		return n - 1
	}
	return at
}

// betweenGroups moves a break so that the lines of groups stay with the first
// line below them: up, but not above least, or else down.
func (p *xlsxPages) betweenGroups(at, least int) int {
	inside := func() bool { return at > 0 && at < len(p.lines) && p.lines[at-1].isSum }
	for at > least && inside() {
		at--
	}
	for inside() {
		at++
	}
	return at
}

// fewLines is less than what a page between others should hold.
const fewLines = 3

// lastStart gives the line with which the last page of the table will begin.
func (p *xlsxPages) lastStart(page float64) int {
	start, left := 0, page*pageShare-p.header-p.above
	for i, line := range p.lines {
		if float64(line.height) > left {
			start, left = i, page*pageShare-p.header
		}
		left -= float64(line.height)
	}
	return start
}

func (p *xlsxPages) height() float64 {
	height := 0.0
	for _, line := range p.lines {
		height += float64(line.height)
	}
	return height
}
