package people

import (
	"bytes"
	"fmt"
	"math"
)

// The plot: two panels side by side, each with room for its labels.
const (
	panelWidth, panelHeight = 440, 300
	marginLeft, marginTop   = 70, 50
	gap                     = 110
	bars                    = 40

	colourSame      = "#1a7f5a"
	colourDifferent = "#c0392b"
	colourText      = "#222"
	colourGrid      = "#ddd"
)

// Plot draws the histogram of the scores of both classes and the
// precision-recall curve, as SVG.
func Plot(s *Scores) []byte {
	var b bytes.Buffer
	width, height := 2*panelWidth+gap+marginLeft+40, panelHeight+marginTop+70
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" fill="%s">`+"\n",
		width, height, width, height, colourText)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", width, height)
	histogram(&b, s)
	precisionRecall(&b, s)
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// A panel maps values to places.
type panel struct {
	b             *bytes.Buffer
	left          float64
	xMin, xMax    float64
	yMin, yMax    float64
	title, xl, yl string
}

func (p *panel) x(v float64) float64 { return p.left + (v-p.xMin)/(p.xMax-p.xMin)*panelWidth }

func (p *panel) y(v float64) float64 {
	return marginTop + panelHeight - (v-p.yMin)/(p.yMax-p.yMin)*panelHeight
}

// frame draws the title, the names of the axes and the box.
func (p *panel) frame() {
	middle, bottom := p.left+panelWidth/2, float64(marginTop+panelHeight)
	fmt.Fprintf(p.b, `<text x="%.1f" y="24" text-anchor="middle" font-size="15">%s</text>`+"\n", middle, p.title)
	fmt.Fprintf(p.b, `<text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`+"\n", middle, bottom+42, p.xl)
	fmt.Fprintf(p.b, `<text transform="translate(%.1f,%.1f) rotate(-90)" text-anchor="middle">%s</text>`+"\n", p.left-52, marginTop+panelHeight/2.0, p.yl)
	fmt.Fprintf(p.b, `<rect x="%.1f" y="%d" width="%d" height="%d" fill="none" stroke="%s"/>`+"\n", p.left, marginTop, panelWidth, panelHeight, colourText)
}

func (p *panel) xTick(v float64, label string) {
	bottom := float64(marginTop + panelHeight)
	fmt.Fprintf(p.b, `<line x1="%.1f" y1="%d" x2="%.1f" y2="%.1f" stroke="%s"/>`+"\n", p.x(v), marginTop, p.x(v), bottom, colourGrid)
	fmt.Fprintf(p.b, `<text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`+"\n", p.x(v), bottom+18, label)
}

func (p *panel) yTick(v float64, label string) {
	fmt.Fprintf(p.b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s"/>`+"\n", p.left, p.y(v), p.left+panelWidth, p.y(v), colourGrid)
	fmt.Fprintf(p.b, `<text x="%.1f" y="%.1f" text-anchor="end">%s</text>`+"\n", p.left-6, p.y(v)+4, label)
}

// histogram draws how many pairs of each class have each score, the numbers on
// a logarithmic scale: the pairs in doubt are few.
func histogram(b *bytes.Buffer, s *Scores) {
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
	p := panel{b: b, left: marginLeft, xMax: 1, yMax: decades, title: "Scores of both classes", xl: "score", yl: "best candidates (log scale)"}
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
			top := p.y(math.Max(math.Log10(float64(n)), 0.04)) // one pair stands a little above the axis
			fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n",
				p.x(float64(i)/bars)+half*float64(class), top, half, p.y(0)-top, colour)
		}
	}
	p.frame()
	legend(b, marginLeft+panelWidth/2-70, colourDifferent, "two people")
	legend(b, marginLeft+panelWidth/2+30, colourSame, "one person")
}

func legend(b *bytes.Buffer, x int, colour, text string) {
	y := marginTop + 14
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="10" height="10" fill="%s"/><text x="%d" y="%d">%s</text>`+"\n", x, y-9, colour, x+15, y, text)
}

// precisionRecall draws the curve with the best threshold on it. The axes begin
// where there is something to see.
func precisionRecall(b *bytes.Buffer, s *Scores) {
	best := s.Best()
	from := 0.0
	for _, start := range [...]float64{0.5, 0.8, 0.9, 0.95, 0.98} {
		if min(best.Precision, best.Recall) > start+(1-start)/3 {
			from = start
		}
	}
	p := panel{
		b: b, left: marginLeft + panelWidth + gap, xMin: from, xMax: 1, yMin: from, yMax: 1,
		title: fmt.Sprintf("Precision and recall, best F1 %.4f at %.4f", best.F1, best.Threshold), xl: "recall", yl: "precision",
	}
	for i := range 6 {
		v := from + (1-from)*float64(i)/5
		p.xTick(v, fmt.Sprintf("%.3g", v))
		p.yTick(v, fmt.Sprintf("%.3g", v))
	}
	fmt.Fprintf(b, `<clipPath id="curve"><rect x="%.1f" y="%d" width="%d" height="%d"/></clipPath>`+"\n", p.left, marginTop-2, panelWidth+2, panelHeight+4)
	fmt.Fprintf(b, `<polyline clip-path="url(#curve)" fill="none" stroke="%s" stroke-width="2" points="`, colourSame)
	lastX, lastY := math.Inf(-1), math.Inf(-1)
	for at := range s.Curve {
		x, y := p.x(at.Recall), p.y(at.Precision)
		if math.Abs(x-lastX) < 0.5 && math.Abs(y-lastY) < 0.5 {
			continue // nobody could see it
		}
		fmt.Fprintf(b, "%.1f,%.1f ", x, y)
		lastX, lastY = x, y
	}
	b.WriteString(`"/>` + "\n")
	p.frame()
	fmt.Fprintf(b, `<circle cx="%.1f" cy="%.1f" r="5" fill="none" stroke="%s" stroke-width="2"/>`+"\n", p.x(best.Recall), p.y(best.Precision), colourText)
}
