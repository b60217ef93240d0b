package forms

import (
	"math"

	"github.com/bhxh-go/bhxh/forms/internal/measure"
	"github.com/bhxh-go/bhxh/internal/xlsx"
)

// block is a row outside the table: pieces of text, each over a range of
// columns.
type block struct {
	height float64 // least height; 0 = what the text needs
	pieces []piece
	rule   [2]int // columns under a line, first and one past the last
}

// piece is text over the columns first to last, counted from 0; last is one
// past the end.
type piece struct {
	text        string
	look        freeStyle
	first, last int
}

// Shares of the width that the blocks of the head take.
const (
	agencyShare = 0.42
	ruleShare   = 0.4  // of the agencies' block, below their names
	formShare   = 0.75 // the form number begins here
	half        = 0.5
)

// blocksAbove gives what stands above the table.
func (r *xlsxRenderer) blocksAbove() []block {
	p, all := r.set.page, len(r.widths)
	agency, rule := r.agencyColumns()
	form := max(agency, r.columnAt(formShare))
	whole := func(text string, look freeStyle) block {
		return block{pieces: []piece{{text, look, 0, all}}}
	}
	list := []block{
		{pieces: []piece{{p.parentAgency, lookParentAgency, 0, agency}, {p.form, lookForm, form, all}}},
		{pieces: []piece{{p.agency, lookAgency, 0, agency}}},
		{height: 6, rule: rule},
		whole(p.title, lookTitle),
	}
	for _, line := range p.subtitle {
		list = append(list, whole(line, lookSubtitle))
	}
	for _, line := range p.head {
		list = append(list, whole(line, lookHead))
	}
	return append(list, block{height: 6})
}

// blocksBelow gives what stands below the table.
func (r *xlsxRenderer) blocksBelow() []block {
	p, all := r.set.page, len(r.widths)
	var list []block
	if len(p.notes) > 0 {
		list = append(list, block{height: 6}, block{pieces: []piece{{p.notesTitle, lookNotesTitle, 0, all}}})
	}
	for _, note := range p.notes {
		list = append(list, block{pieces: []piece{{note, lookNote, 0, all}}})
	}
	if p.signature == nil {
		return list
	}
	list = append(list, block{height: 12})
	middle := r.columnAt(half)
	left, right := p.signature.left, p.signature.right
	for i := range max(len(left), len(right)) {
		var b block
		if i < len(left) {
			b.pieces = append(b.pieces, piece{left[i].text, look(left[i], xlsx.Start), 0, middle})
		}
		if i < len(right) {
			b.pieces = append(b.pieces, piece{right[i].text, look(right[i], xlsx.Center), middle, all})
		}
		list = append(list, b)
	}
	return list
}

// columnAt gives the number of columns that come nearest to a share of the
// width, at least one and not all where there are several.
func (r *xlsxRenderer) columnAt(share float64) int {
	whole := sum(r.widths)
	best, nearest := 1, math.Inf(1)
	for n := 1; n < max(2, len(r.widths)); n++ {
		if d := math.Abs(sum(r.widths[:n]) - share*whole); d < nearest {
			best, nearest = n, d
		}
	}
	return best
}

// agencyColumns gives the number of columns that the names of the agencies
// take, and the columns among them that carry the line below: a third to a half
// of the block, in its middle (Nghị định 30/2020/NĐ-CP, phụ lục I).
func (r *xlsxRenderer) agencyColumns() (n int, rule [2]int) {
	whole := sum(r.widths)
	n, rule = 1, [2]int{0, 1}
	least := math.Inf(1)
	for columns := 1; columns < max(2, len(r.widths)); columns++ {
		block := sum(r.widths[:columns])
		misfit := math.Abs(block/whole - agencyShare)
		for from := range columns {
			for to := from + 1; to <= columns; to++ {
				left, line := sum(r.widths[:from]), sum(r.widths[from:to])
				offCentre := 2 * math.Abs(left+line/2-block/2) / block
				if cost := misfit + offCentre + math.Abs(line/block-ruleShare); cost < least {
					least, n, rule = cost, columns, [2]int{from, to}
				}
			}
		}
	}
	return n, rule
}

func sum(widths []float64) float64 {
	total := 0.0
	for _, w := range widths {
		total += w
	}
	return total
}

// block draws a row outside the table.
func (r *xlsxRenderer) block(b block) error {
	cells := make([]xlsx.Cell, len(r.widths))
	plain := r.styles.free[lookNote]
	for i := range cells {
		cells[i].Style = plain
		if i >= b.rule[0] && i < b.rule[1] {
			cells[i].Style = r.styles.rule
		}
	}
	for _, p := range b.pieces {
		for i := p.first; i < p.last; i++ {
			cells[i].Style = r.styles.free[p.look]
		}
		cells[p.first].Text = p.text
	}
	row, err := r.out.Row(r.blockHeight(b), cells)
	if err != nil {
		return err
	}
	for _, p := range b.pieces {
		if err := r.out.Merge(row, p.first+1, row, p.last); err != nil {
			return err
		}
	}
	return nil
}

func (r *xlsxRenderer) blockHeight(b block) float64 {
	height := b.height
	for _, p := range b.pieces {
		height = max(height, textHeight(p.text, p.look.face(), p.look.size, sum(r.widths[p.first:p.last])))
	}
	return height
}

func (r *xlsxRenderer) blocksHeight(list []block) float64 {
	height := 0.0
	for _, b := range list {
		height += r.blockHeight(b)
	}
	return height
}

func (f freeStyle) face() measure.Face {
	switch {
	case f.bold:
		return measure.Bold // also for bold italics, which are not wider
	case f.italic:
		return measure.Italic
	}
	return measure.Regular
}

// header draws the header of the table and the row (1), (2), …, and gives their
// height.
func (r *xlsxRenderer) header() (float64, error) {
	spans, levels := r.set.layout.spans(), r.set.layout.Levels()
	heights := headerHeights(spans, levels, minHeaderHeight, func(_ int, s span) float64 {
		width := sum(r.widths[s.column : s.column+s.leaves])
		return textHeight(s.text, measure.Bold, r.set.layout.FontSize, width)
	})
	first := r.first - levels
	if r.set.hasNumberRow() {
		first--
	}
	for level := range levels {
		cells := make([]xlsx.Cell, len(r.widths))
		for i := range cells {
			cells[i].Style = r.styles.header
		}
		for _, s := range spans {
			if s.level == level {
				cells[s.column].Text = s.text
			}
		}
		if _, err := r.out.Row(heights[level], cells); err != nil {
			return 0, err
		}
	}
	for _, s := range spans {
		top := first + s.level
		if err := r.out.Merge(top, s.column+1, top+s.levels-1, s.column+s.leaves); err != nil {
			return 0, err
		}
	}
	if !r.set.hasNumberRow() {
		return sum(heights), nil
	}
	cells := make([]xlsx.Cell, 0, len(r.widths)+1)
	for _, c := range r.set.columns {
		cells = append(cells, xlsx.Cell{Style: r.styles.number, Text: c.Number})
	}
	if r.set.sealer != nil {
		cells = append(cells, xlsx.Cell{Style: r.styles.number, Text: rowMark})
	}
	height := textHeight("(1)", measure.Italic, r.set.layout.FontSize, r.widths[0])
	_, err := r.out.Row(height, cells)
	return sum(heights) + height, err
}

// headerHeights gives each level the room of its headings, as need measures
// them. What spans several levels and needs more than they have gets it from all
// of them alike.
func headerHeights(spans []span, levels int, least float64, need func(i int, s span) float64) []float64 {
	heights := make([]float64, levels)
	for i := range heights {
		heights[i] = least
	}
	for levelsSpanned := 1; levelsSpanned <= levels; levelsSpanned++ {
		for n, s := range spans {
			if s.levels != levelsSpanned {
				continue
			}
			if missing := need(n, s) - sum(heights[s.level:s.level+s.levels]); missing > 0 {
				for i := s.level; i < s.level+s.levels; i++ {
					heights[i] += math.Ceil(missing / float64(s.levels))
				}
			}
		}
	}
	return heights
}

const minHeaderHeight = 16 // points
