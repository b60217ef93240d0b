package quality

import (
	"bytes"
	"fmt"
	"math"
)

// A Figure is two panels side by side: the histogram of the scores of both
// classes, and the precision-recall curve.
type Figure struct {
	Counted string // what the histogram counts: "pairs"
	Title   string // of the curve
	Marks   []Mark // on the curve
}

// A Mark is a point of the curve with a text.
type Mark struct {
	Point
	Label string
}

// colours are those of the marks.
var colours = [...]string{colourDifferent, colourText}

// Draw draws the figure of the scores as SVG.
func Draw[Value ~float32 | ~float64](f Figure, s *Scores[Value]) []byte {
	var b bytes.Buffer
	width, height := 2*panelWidth+gap+marginLeft+40, panelHeight+marginTop+70
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" fill="%s">`+"\n",
		width, height, width, height, colourText)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", width, height)
	histogram(&b, s, f.Counted)
	precisionRecall(&b, s, f)
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// histogram draws how many pairs of each class have each score, and what they are. The numbers are
// on a logarithmic scale: the pairs in doubt are few.
func histogram[Value ~float32 | ~float64](b *bytes.Buffer, s *Scores[Value], counted string) {
	var counts [2][bars]int
	most := 1
	for _, x := range s.all {
		class := 0
		if x.same {
			class = 1
		}
		bar := min(int(x.value*bars), bars-1)
		counts[class][bar]++
		most = max(most, counts[class][bar])
	}
	decades := math.Ceil(math.Log10(float64(most) + 1))
	p := panel{b: b, left: marginLeft, xMax: 1, yMax: decades, title: "Scores of both classes", xl: "score", yl: counted + " (log scale)"}
	for i := range 6 {
		p.xTick(float64(i)/5, fmt.Sprintf("%.1f", float64(i)/5))
	}
	for d := 0.0; d <= decades; d++ {
		p.yTick(d, fmt.Sprintf("%.0f", math.Pow(10, d)))
	}
	half := float64(panelWidth) / bars / 2
	for class, colour := range [...]string{colourDifferent, colourSame} {
		for i, n := range counts[class] {
			if n == 0 {
				continue
			}
			// One pair stands a little above the axis, where the logarithm is zero.
			top := p.y(math.Max(math.Log10(float64(n)), 0.04))
			fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n",
				p.x(float64(i)/bars)+half*float64(class), top, half, p.y(0)-top, colour)
		}
	}
	p.frame()
	legend(b, marginLeft+panelWidth/2-70, marginTop+14, colourDifferent, "two people")
	legend(b, marginLeft+panelWidth/2+30, marginTop+14, colourSame, "one person")
}

// precisionRecall draws the curve with the marks on it. The axes begin where there
// is something to see.
func precisionRecall[Value ~float32 | ~float64](b *bytes.Buffer, s *Scores[Value], f Figure) {
	least := 1.0
	for _, m := range f.Marks {
		least = min(least, m.Precision, m.Recall)
	}
	from := 0.0
	for _, start := range [...]float64{0.5, 0.8, 0.9, 0.95, 0.98} {
		if least > start+(1-start)/3 {
			from = start
		}
	}
	p := panel{
		b: b, left: marginLeft + panelWidth + gap, xMin: from, xMax: 1, yMin: from, yMax: 1,
		title: f.Title, xl: "recall", yl: "precision",
	}
	for i := range 6 {
		v := from + (1-from)*float64(i)/5
		p.xTick(v, fmt.Sprintf("%.3g", v))
		p.yTick(v, fmt.Sprintf("%.3g", v))
	}
	fmt.Fprintf(b, `<clipPath id="curve"><rect x="%.1f" y="%d" width="%d" height="%d"/></clipPath>`+"\n", p.left, marginTop-2, panelWidth+2, panelHeight+4)
	fmt.Fprintf(b, `<polyline clip-path="url(#curve)" fill="none" stroke="%s" stroke-width="2" points="`, colourSame)
	lastX, lastY := math.Inf(-1), math.Inf(-1)
	for at := range s.Curve() {
		x, y := p.x(at.Recall), p.y(at.Precision)
		if math.Abs(x-lastX) < 0.5 && math.Abs(y-lastY) < 0.5 {
			continue // nobody could see it
		}
		fmt.Fprintf(b, "%.1f,%.1f ", x, y)
		lastX, lastY = x, y
	}
	b.WriteString(`"/>` + "\n")
	p.frame()
	for i, m := range f.Marks {
		m.draw(&p, colours[i%len(colours)], 40+26*i)
	}
}

// draw sets a dot on the curve and its text below, so far from the bottom left
// corner of the panel.
func (m Mark) draw(p *panel, colour string, up int) {
	fmt.Fprintf(p.b, `<circle cx="%.1f" cy="%.1f" r="5" fill="none" stroke="%s" stroke-width="2"/>`+"\n", p.x(m.Recall), p.y(m.Precision), colour)
	y := marginTop + panelHeight - up
	fmt.Fprintf(p.b, `<circle cx="%.1f" cy="%d" r="5" fill="none" stroke="%s" stroke-width="2"/><text x="%.1f" y="%d">%s</text>`+"\n",
		p.left+20, y-4, colour, p.left+32, y, m.Label)
}
