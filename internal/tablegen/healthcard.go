package main

import (
	"cmp"
	"slices"
)

// object is an object code of health insurance cards.
type object struct {
	row   row
	first int // place of its first level
	count int // how many levels it has
}

// objects writes the object codes of health insurance cards and the benefit
// levels that each of them had and has.
func (g *generator) objects() error {
	rows, err := readTable(g.in, "bhyt-object-codes.csv", "code", "payer_group", "name", "certainty", "source", "note")
	if err != nil {
		return err
	}
	levels, err := readTable(g.in, "bhyt-object-levels.csv", "code", "level", "valid_from", "valid_to", "certainty", "source")
	if err != nil {
		return err
	}
	byCode := func(a, b row) int { return cmp.Compare(a.cells["code"], b.cells["code"]) }
	slices.SortFunc(rows, byCode)
	slices.SortStableFunc(levels, byCode)
	objects := make([]object, len(rows))
	for i, r := range rows {
		objects[i] = object{row: r, first: slices.IndexFunc(levels, func(l row) bool { return byCode(l, r) == 0 })}
		for _, l := range levels {
			if byCode(l, r) == 0 {
				objects[i].count++
			}
		}
		if objects[i].count == 0 {
			return r.errorf("no level")
		}
	}
	f := g.create("zhealthcard_object.go", "bhyt-object-codes.csv", "bhyt-object-levels.csv")
	if err := g.objectRows(f, objects); err != nil {
		return err
	}
	return g.levelRows(f, levels, objects)
}

func (g *generator) objectRows(f *file, objects []object) error {
	f.printf("// objectCodes are the object codes of health insurance cards, in the order of\n")
	f.printf("// letters.\nvar objectCodes = [...]objectRow{\n")
	for i, o := range objects {
		code := o.row.cells["code"]
		if len(code) != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z' {
			return o.row.errorf("code is not two capital letters")
		}
		if i > 0 && code == objects[i-1].row.cells["code"] {
			return o.row.errorf("code stands twice")
		}
		group := 0
		certainty, source, err := g.support(o.row)
		if err != nil {
			return err
		}
		if certainty < 3 { // the meaning is known
			if group, err = o.row.number("payer_group", 1, 5); err != nil {
				return err
			}
			if _, err = o.row.text("name"); err != nil {
				return err
			}
		}
		f.printf("{%q, %q, %d, %d, %d, %d, %d},\n", code, o.row.cells["name"], group, o.first, o.count, certainty, source)
	}
	f.printf("}\n\n")
	return nil
}

func (g *generator) levelRows(f *file, levels []row, objects []object) error {
	known := map[string]bool{}
	for _, o := range objects {
		known[o.row.cells["code"]] = true
	}
	f.printf("// objectLevels are the benefit levels of the object codes, by code and date.\n")
	f.printf("var objectLevels = [...]levelRow{\n")
	previous := 0
	for i, l := range levels {
		if !known[l.cells["code"]] {
			return l.errorf("a level of no object code")
		}
		level, err := l.number("level", 1, 5)
		if err != nil {
			return err
		}
		from, err := l.date("valid_from")
		if err != nil {
			return err
		}
		to, err := l.date("valid_to")
		if err != nil {
			return err
		}
		if i > 0 && levels[i-1].cells["code"] == l.cells["code"] && from <= previous || to != 0 && to < from {
			return l.errorf("dates out of order")
		}
		previous = from
		certainty, source, err := g.support(l)
		if err != nil {
			return err
		}
		f.printf("{%d, %d, %d, %d, %d}, // %s\n", level, from, to, certainty, source, l.cells["code"])
	}
	f.printf("}\n")
	return nil
}
