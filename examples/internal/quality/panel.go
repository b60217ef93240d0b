package quality

import (
	"bytes"
	"fmt"
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

// A panel maps values to places.
type panel struct {
	b             *bytes.Buffer
	left          float64
	xMin, xMax    float64
	yMin, yMax    float64
	title, xl, yl string
}

func (p *panel) x(v float64) float64 {
	return p.left + (v-p.xMin)/(p.xMax-p.xMin)*panelWidth
}

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

func legend(b *bytes.Buffer, x, y int, colour, text string) {
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="10" height="10" fill="%s"/><text x="%d" y="%d">%s</text>`+"\n", x, y-9, colour, x+15, y, text)
}
