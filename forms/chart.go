package forms

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/bhxh-go/bhxh/internal/pdf"
)

// chart is the page that shows Mẫu số 03 as bars: for each unit how many of its
// participants are confirmed, do not match, have no number, or wait.
type chart struct {
	bars []chartBar
}

// chartBar is a bar: the parts are counts of participants.
type chartBar struct {
	name  string
	whole int
	parts [len(chartParts)]int
}

// chartParts are the parts of a bar from left to right. Their shades differ in
// brightness too, so that a printer without colors tells them apart.
var chartParts = [...]struct {
	label string
	color pdf.Color
	white bool // text on it is white
}{
	{"Đã xác thực đúng", pdf.Color{R: 0x1B, G: 0x5E, B: 0x9E}, true},
	{"Chưa khớp", pdf.Color{R: 0xE8, G: 0x9C, B: 0x38}, false},
	{"Chưa có số CMND/ĐDCN/CCCD", pdf.Color{R: 0x8C, G: 0x8C, B: 0x8C}, true},
	{"Chưa gửi hoặc đang chờ", pdf.Color{R: 0xE4, G: 0xE4, B: 0xE4}, false},
}

// maxBars is the most bars of a page, the total and the rest included.
const maxBars = 22

// chart gives the bars of a report: those of its widest level that has several.
func (r *report) chart() *chart {
	c, g := &chart{}, r.whole
	for len(g.rows) == 0 && len(g.subs) == 1 && len(g.subs[0].rows)+len(g.subs[0].subs) > 0 {
		g = g.subs[0]
	}
	for _, row := range g.rows {
		c.add(row.Name, row.figure)
	}
	for _, sub := range g.members() {
		c.add(sub.sums.name, func(f Field) Figure { return sub.sums.sums[f] })
	}
	return c
}

func (c *chart) add(name string, figure func(Field) Figure) {
	bar := chartBar{name: name}
	known := 0
	for i, f := range [...]Field{FieldVerified, FieldMismatched, FieldWithoutNumber} {
		bar.parts[i] = figure(f).N
		known += bar.parts[i]
	}
	bar.whole = max(figure(FieldParticipants).N, known)
	bar.parts[len(chartParts)-1] = bar.whole - known
	c.bars = append(c.bars, bar)
}

// page gives the bars that are drawn: the total, the units in their order, and
// where they are more than fit, the largest with one bar for the rest.
func (c *chart) page() []chartBar {
	total := addBars("Tổng cộng", c.bars)
	list := slices.Clone(c.bars)
	if len(list) <= 1 {
		return append([]chartBar{total}, list...)
	}
	if len(list) > maxBars-1 {
		slices.SortStableFunc(list, func(a, b chartBar) int { return cmp.Compare(b.whole, a.whole) })
		kept := maxBars - 2
		list = append(list[:kept], addBars(fmt.Sprintf("%d đơn vị khác", len(list)-kept), list[kept:]))
	}
	return append([]chartBar{total}, list...)
}

func addBars(name string, bars []chartBar) chartBar {
	sum := chartBar{name: name}
	for _, b := range bars {
		sum.whole += b.whole
		for i, n := range b.parts {
			sum.parts[i] += n
		}
	}
	return sum
}

// canvas is what the chart is drawn on, in points from the upper left.
type canvas interface {
	fill(x, y, width, height float64, c pdf.Color)
	line(x1, y1, x2, y2, width float64, dashed bool)
	text(x, y float64, face pdf.Face, size float64, white bool, s string)
}

// The page of the chart, in points.
const (
	chartMargin  = 56.7 // 20 mm
	chartLabel   = 190  // width of the names
	chartFigures = 120  // width of the figures behind the bars
	chartText    = 10
	chartTarget  = 90 // percent: part A of the plan wants 90 % to 100 % by the end of 2022
)

// draw draws the page.
func (c *chart) draw(on canvas, title, day string) {
	width, height := pdf.Landscape.Size()
	y := chartMargin
	centered(on, width/2, y, pdf.Bold, 14, title)
	y += 18
	centered(on, width/2, y, pdf.Italic, 12, day)
	y += 22
	c.legend(on, chartMargin, y)
	y += 30
	bars := c.page()
	left, right := float64(chartMargin+chartLabel), width-chartMargin-chartFigures
	step := min(34, (height-chartMargin-24-y)/float64(len(bars)))
	bottom := y + step*float64(len(bars))
	for percent := 0; percent <= 100; percent += 25 {
		x := left + (right-left)*float64(percent)/100
		on.fill(x-0.25, y-4, 0.5, bottom-y+4, pdf.Color{R: 0xB0, G: 0xB0, B: 0xB0})
		centered(on, x, bottom+11, pdf.Regular, 9, strconv.Itoa(percent)+"%")
	}
	for i, b := range bars {
		face := pdf.Regular
		if i == 0 {
			face = pdf.Bold
		}
		b.draw(on, left, right, y+step*float64(i), step, face)
	}
	x := left + (right-left)*chartTarget/100
	on.line(x, y-8, x, bottom, 0.9, true)
	centered(on, x, y-11, pdf.Italic, 9, fmt.Sprintf("chỉ tiêu %d%%", chartTarget))
}

func (c *chart) legend(on canvas, x, y float64) {
	const box = 9
	for _, p := range chartParts {
		on.fill(x, y-box+1, box, box, p.color)
		on.text(x+box+4, y, pdf.Regular, chartText, false, p.label)
		x += box + 4 + pdf.Width(p.label, pdf.Regular, chartText) + 22
	}
}

// draw draws a bar with its name and its figures.
func (b chartBar) draw(on canvas, left, right, y, step float64, face pdf.Face) {
	height := min(18, step*0.66)
	top, size := y+(step-height)/2, min(chartText, step*0.6)
	base := y + step/2 + size*0.33
	name := shorten(b.name, face, size, chartLabel-8)
	on.text(left-8-pdf.Width(name, face, size), base, face, size, false, name)
	x := left
	for i, n := range b.parts {
		if n <= 0 || b.whole <= 0 {
			continue
		}
		share := float64(n) / float64(b.whole)
		width := (right - left) * share
		on.fill(x, top, width, height, chartParts[i].color)
		label := percentText(n, b.whole)
		room := pdf.Width(label, face, size-1)
		if at, fits := besideTarget(x, x+width, room, left+(right-left)*chartTarget/100); fits {
			on.text(at, base, face, size-1, chartParts[i].white, label)
		}
		x += width
	}
	count := Column{Kind: KindCount}
	figures := shown(count, number(float64(b.parts[0]))) + " / " + shown(count, number(float64(b.whole)))
	on.text(right+8, base, face, size, false, figures)
}

// besideTarget places a label in the middle of its part, or of the larger side
// of the part where the line of the target would cross it.
func besideTarget(from, to, width, target float64) (x float64, fits bool) {
	const gap = 3
	middle := (from + to) / 2
	if target > middle-width/2-gap && target < middle+width/2+gap {
		if target-from > to-target {
			to = target
		} else {
			from = target
		}
	}
	return (from + to - width) / 2, width+2*gap < to-from
}

func percentText(n, whole int) string {
	return shown(Column{Kind: KindPercent}, percentage(Known(n), Known(whole))) + "%"
}

func centered(on canvas, x, y float64, face pdf.Face, size float64, s string) {
	on.text(x-pdf.Width(s, face, size)/2, y, face, size, false, s)
}

// shorten cuts text to a width and marks the cut.
func shorten(s string, face pdf.Face, size, width float64) string {
	if pdf.Width(s, face, size) <= width {
		return s
	}
	letters := []rune(s)
	for len(letters) > 0 && pdf.Width(string(letters)+"…", face, size) > width {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + "…"
}
