package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// A curve is what one job costs by its rows.
type curve struct {
	job    string
	points []point
}

type point struct{ rows, seconds float64 }

// readGrowth reads growth.csv.
func readGrowth(data []byte) ([]curve, error) {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) < 2 {
		return nil, errors.New("growth.csv holds no figures")
	}
	var curves []curve
	for _, row := range rows[1:] {
		n, err1 := strconv.ParseFloat(row[1], 64)
		s, err2 := strconv.ParseFloat(row[2], 64)
		if err := errors.Join(err1, err2); err != nil {
			return nil, fmt.Errorf("growth.csv: %w", err)
		}
		at := slices.IndexFunc(curves, func(c curve) bool { return c.job == row[0] })
		if at < 0 {
			curves = append(curves, curve{job: row[0]})
			at = len(curves) - 1
		}
		curves[at].points = append(curves[at].points, point{n, s})
	}
	return curves, nil
}

// The frame of the chart, in pixels and decades: rows from 10³ to 10⁶ across,
// seconds from 10⁻³ to 10³ upwards.
const (
	frameLeft, frameRight = 70.0, 600.0
	frameTop, frameBottom = 50.0, 440.0
	rowsFrom, rowsTo      = 3, 6
	costFrom, costTo      = -3, 3
)

func across(rows float64) float64 {
	return frameLeft + (math.Log10(rows)-rowsFrom)/(rowsTo-rowsFrom)*(frameRight-frameLeft)
}

func upwards(seconds float64) float64 {
	return frameBottom - (math.Log10(max(seconds, 1e-3))-costFrom)/(costTo-costFrom)*(frameBottom-frameTop)
}

var curveColours = [...]string{"#8c8c8c", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#222222", "#e69f00", "#56b4e9"}

// growthChart draws processor time against rows, both logarithmic. A line that
// climbs like the dotted one costs in proportion to its rows.
func growthChart(data []byte) (string, error) {
	curves, err := readGrowth(data)
	if err != nil {
		return "", err
	}
	p := newPicture(900, 490, "Processor time of each job from 1,000 to 1,000,000 rows")
	p.title(16, 28, "Processor seconds (user) by rows")
	p.axes()
	for i, c := range curves {
		p.curve(c, curveColours[i%len(curveColours)])
	}
	p.labels(curves)
	return p.end(), nil
}

func (p *picture) axes() {
	for d := costFrom; d <= costTo; d++ {
		y := upwards(math.Pow10(d))
		p.line(frameLeft, y, frameRight, y, grid)
		p.text(frameLeft-8, y+4, atEnd, faint, strconv.FormatFloat(math.Pow10(d), 'f', -1, 64)+" s")
	}
	for d, label := range []string{"1,000", "10,000", "100,000", "1,000,000"} {
		x := across(math.Pow10(d + rowsFrom))
		p.line(x, frameTop, x, frameBottom, grid)
		p.text(x, frameBottom+20, atMiddle, faint, label)
	}
	p.text((frameLeft+frameRight)/2, frameBottom+40, atMiddle, faint, "rows; the dotted line grows as the rows do")
	p.addf(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s" stroke-dasharray="2 5"/>`+"\n",
		across(1e3), upwards(0.3), across(1e6), upwards(300), faint)
}

func (p *picture) curve(c curve, colour string) {
	p.addf(`<polyline fill="none" stroke="%s" stroke-width="2" points="`, colour)
	for _, at := range c.points {
		p.addf("%.1f,%.1f ", across(at.rows), upwards(at.seconds))
	}
	p.addf("\"/>\n")
	for _, at := range c.points {
		p.addf(`<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>`+"\n", across(at.rows), upwards(at.seconds), colour)
	}
}

// labels names the curves at their right ends, from the top down, moved apart
// where they would cover one another.
func (p *picture) labels(curves []curve) {
	type label struct {
		y            float64
		text, colour string
	}
	var list []label
	for i, c := range curves {
		last := c.points[len(c.points)-1]
		list = append(list, label{upwards(last.seconds) + 4, fmt.Sprintf("%s: %.3g s", c.job, last.seconds), curveColours[i%len(curveColours)]})
	}
	slices.SortFunc(list, func(a, b label) int { return cmp.Compare(a.y, b.y) })
	const apart = 17
	for i, l := range list {
		if i > 0 {
			l.y = max(l.y, list[i-1].y+apart)
			list[i] = l
		}
		p.text(frameRight+12, l.y, atStart, l.colour, l.text)
	}
}
