package main

import (
	"fmt"
	"html"
	"strings"
)

// The colours tell apart for colour-blind readers and on paper (Okabe and Ito).
const (
	ink   = "#222222"
	faint = "#6b6b6b"
	grid  = "#e4e4e4"
	blue  = "#0072b2"
	red   = "#d55e00"
	grey  = "#8c8c8c"
)

// A picture is an SVG that is being drawn, on white: a reader may use a dark page.
type picture struct{ b strings.Builder }

func newPicture(width, height int, title string) *picture {
	p := &picture{}
	p.addf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="Helvetica, Arial, sans-serif" font-size="13" role="img">`+"\n",
		width, height, width, height)
	p.addf("<title>%s</title>\n", html.EscapeString(title))
	p.rect(0, 0, float64(width), float64(height), "#ffffff")
	return p
}

func (p *picture) addf(format string, args ...any) { fmt.Fprintf(&p.b, format, args...) }

func (p *picture) rect(x, y, width, height float64, fill string) {
	p.addf(`<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", x, y, width, height, fill)
}

func (p *picture) line(x1, y1, x2, y2 float64, stroke string) {
	p.addf(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s"/>`+"\n", x1, y1, x2, y2, stroke)
}

// The anchors of a text.
const (
	atStart  = "start"
	atMiddle = "middle"
	atEnd    = "end"
)

func (p *picture) text(x, y float64, anchor, fill, s string) {
	p.addf(`<text x="%.1f" y="%.1f" text-anchor="%s" fill="%s">%s</text>`+"\n", x, y, anchor, fill, html.EscapeString(s))
}

func (p *picture) title(x, y float64, s string) {
	p.addf(`<text x="%.1f" y="%.1f" font-size="15" font-weight="bold" fill="%s">%s</text>`+"\n", x, y, ink, html.EscapeString(s))
}

func (p *picture) end() string {
	p.b.WriteString("</svg>\n")
	return p.b.String()
}
