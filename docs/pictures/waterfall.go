package main

import (
	"fmt"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// The measures of a panel of the waterfall, in pixels.
const (
	panelHeight = 236
	rowHeight   = 30
	axisZero    = 560 // where 0 bits stand
	bitWidth    = 7.2 // pixels a bit
)

// waterfallChart draws how two comparisons come to their scores: one person
// whose record needs correcting, and a brother. Everybody is synthetic.
func waterfallChart() string {
	record := identity.Person{FullName: "Nguyễn Văn An", DateOfBirth: "15/03/1980", Gender: "Nam", IDNumber: "001080012345"}
	p := newPicture(900, 2*panelHeight+30, "How a score comes about: the evidence of each field, in bits")
	for i, subject := range []identity.Person{
		{FullName: "Nguyen Van An", DateOfBirth: "1980", Gender: "Nam", IDNumber: "001080012354"},
		{FullName: "Nguyễn Văn Bình", DateOfBirth: "19/08/1982", Gender: "Nam", IDNumber: "001082056789"},
	} {
		p.panel(float64(i*panelHeight), subject, matching.Compare(subject, record, identity.MustDate(2026, 11, 22)))
	}
	p.text(16, 2*panelHeight+16, atStart, faint,
		"each compared with Nguyễn Văn An · 15/03/1980 · 001080012345; bits (log₂ m/u): right for one person, left for two")
	return p.end()
}

func (p *picture) panel(top float64, subject identity.Person, r matching.Result) {
	p.title(16, top+26, fmt.Sprintf("%s · %s · %s", string(subject.FullName), string(subject.DateOfBirth), string(subject.IDNumber)))
	y := top + 44
	sum := 0.0
	for s := range r.Waterfall() {
		label, why := "before any field", ""
		if !s.Prior {
			label = strings.ReplaceAll(s.Field.String(), "_", " ")
			why = codesOf(r, s)
		}
		p.step(y, label, why, sum, s.Weight)
		sum += s.Weight
		y += rowHeight
	}
	p.line(axisZero, top+40, axisZero, y+rowHeight, faint)
	p.step(y, "sum", fmt.Sprintf("score %.5f: %v", r.Score(), r.Zone()), 0, sum)
}

// step draws one bar from where the one before ended.
func (p *picture) step(y float64, label, why string, from, weight float64) {
	fill := blue
	if weight < 0 {
		fill = red
	}
	if label == "sum" || label == "before any field" {
		fill = grey
	}
	left := axisZero + bitWidth*min(from, from+weight)
	width := max(1, bitWidth*max(weight, -weight))
	p.rect(left, y, width, rowHeight-10, fill)
	p.text(16, y+15, atStart, ink, label)
	p.text(130, y+15, atStart, faint, why)
	p.text(884, y+15, atEnd, ink, fmt.Sprintf("%+.1f", weight))
}

// codesOf words what was found of a field: its codes, or its agreement.
func codesOf(r matching.Result, s matching.Share) string {
	var codes []string
	for _, c := range r.Codes() {
		if f, ok := c.Field(); ok && f == s.Field {
			codes = append(codes, string(c))
		}
	}
	if len(codes) == 0 {
		return s.Agreement.String()
	}
	return strings.Join(codes, ", ")
}
