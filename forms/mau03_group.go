package forms

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Level is what a line of Mẫu số 03 stands for.
type Level uint8

// The levels. A row that does not name a group of the level is a line of its own.
const (
	LevelUnit     Level = iota // đơn vị: the rows as they are given
	LevelDistrict              // BHXH huyện, with the sums of its units
	LevelProvince              // BHXH tỉnh, with the sums of its units
	levels
)

// report is Mẫu số 03 as it is printed: rows in their groups, with their sums.
type report struct {
	level Level
	whole *group
	n     int // lines that are counted
}

// group is a province, a district, or the whole.
type group struct {
	level Level
	first int      // place of its first row
	rows  []placed // that belong to no narrower group
	subs  []*group // in the order of their first rows
	named map[string]*group
	sums  total
}

// placed is a row with its place among those given.
type placed struct {
	Mau03Row
	at int
}

// report reads the rows, checks them and puts them into their groups.
func (s *settings) report(ctx context.Context, rows iter.Seq2[Mau03Row, error], level Level) (*report, error) {
	if level >= levels {
		return nil, s.fail(CodeLayout, nil)
	}
	r := &report{level: level, whole: newGroup(levels, "", 0)}
	n, limit := 0, s.format.MaxRows()
	for row, err := range rows {
		switch n++; {
		case ctx.Err() != nil:
			return nil, s.fail(CodeCancelled, context.Cause(ctx))
		case err != nil:
			return nil, &Error{Code: CodeSource, Form: s.layout.Form, Row: n, cause: err}
		}
		if err := s.checkReport(&row, n); err != nil {
			return nil, err
		}
		if r.add(row, n); r.n > limit {
			return nil, &Error{Code: CodeTooManyRows, Form: s.layout.Form, Row: n, Limit: limit}
		}
	}
	return r, nil
}

// checkReport checks the figures of a row, and cleans the names by which rows
// are put together.
func (s *settings) checkReport(row *Mau03Row, n int) error {
	fail := func(code Code, f Field) error {
		e := &Error{Row: n, Field: f}
		if i := slices.IndexFunc(s.columns, func(c Column) bool { return c.Field == f }); i >= 0 {
			e.Column = s.columns[i].Number
		}
		return s.textError(code, e)
	}
	for _, f := range mau03Fields {
		if !row.figure(f).isValid() {
			return fail(CodeFigure, f)
		}
	}
	for _, name := range [...]struct {
		field Field
		value *string
	}{{FieldProvince, &row.Province}, {FieldDistrict, &row.District}, {FieldName, &row.Name}} {
		clean, code := s.clean(*name.value, false)
		if code != "" {
			return fail(code, name.field)
		}
		*name.value = clean
	}
	return nil
}

func newGroup(level Level, name string, first int) *group {
	return &group{level: level, first: first, named: make(map[string]*group), sums: newTotal(name)}
}

// add puts a row into its groups.
func (r *report) add(row Mau03Row, at int) {
	g := r.whole
	g.sums.add(row)
	for _, part := range [...]struct {
		level Level
		name  string
	}{{LevelProvince, row.Province}, {LevelDistrict, row.District}} {
		name := strings.TrimSpace(part.name)
		if name == "" {
			continue
		}
		before := len(g.subs)
		sub := g.sub(part.level, name, at)
		if r.level >= part.level { // one line for all its rows
			r.n += len(g.subs) - before
			sub.sums.add(row)
			return
		}
		g = sub
		g.sums.add(row)
	}
	g.rows = append(g.rows, placed{row, at})
	r.n++
}

// sub gives the group of a name in this one.
func (g *group) sub(level Level, name string, at int) *group {
	key := string(rune('0'+level)) + norm.NFC.String(name)
	sub, ok := g.named[key]
	if !ok {
		sub = newGroup(level, name, at)
		sub.sums.province, sub.sums.district = g.sums.province, name
		if level == LevelProvince {
			sub.sums.province, sub.sums.district = name, ""
		}
		g.named[key] = sub
		g.subs = append(g.subs, sub)
	}
	return sub
}

// isGrouped reports a report in which a row names a group.
func (r *report) isGrouped() bool { return len(r.whole.subs) > 0 }

// lines gives the lines from top to bottom. What belongs to no group stands
// before the groups, so that it cannot be read as a part of one.
func (r *report) lines(totalLabel string) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		if !r.visit(r.whole, func(l line) bool { return yield(l, nil) }) || r.n == 0 || totalLabel == "" {
			return
		}
		sums := r.whole.sums
		sums.name = totalLabel
		yield(line{values: sums, kind: lineTotal}, nil)
	}
}

func (r *report) visit(g *group, yield func(line) bool) bool {
	for _, row := range g.rows {
		if !yield(line{values: row.Mau03Row, at: row.at}) {
			return false
		}
	}
	marks := [levels]int{}
	for _, sub := range g.members() {
		l := line{values: sub.sums, at: sub.first}
		if r.level < sub.level {
			marks[sub.level]++
			l.kind, l.mark = lineGroup, sub.level.mark(marks[sub.level])
		}
		if !yield(l) || !r.visit(sub, yield) {
			return false
		}
	}
	return true
}

// members gives the groups of a group, districts before provinces.
func (g *group) members() []*group {
	return slices.SortedStableFunc(slices.Values(g.subs), func(a, b *group) int { return cmp.Compare(a.level, b.level) })
}

// mark numbers the groups as official reports do: A, B, … for provinces, I, II,
// … for districts.
func (l Level) mark(n int) string {
	if l == LevelProvince {
		return letters(n)
	}
	return roman(n)
}

// letters counts A, B, …, Z, AA, AB, ….
func letters(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

func roman(n int) string {
	s := ""
	for _, sign := range [...]struct {
		n    int
		sign string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= sign.n; n -= sign.n {
			s += sign.sign
		}
	}
	return s
}
