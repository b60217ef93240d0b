package main

import (
	"fmt"
	"strings"
)

// bases writes the legal bases of the factors.
func (g *generator) bases() error {
	rows, err := readTable(g.in, "basis.csv", "factor", "valid_from", "valid_to", "reference", "rule", "certainty")
	if err != nil {
		return err
	}
	f := g.create("zbasis.go", "basis.csv")
	f.printf("// bases are the legal bases, by factor and date.\nvar bases = [...]basisRow{\n")
	for start := 0; start < len(rows); {
		end := start + 1
		for end < len(rows) && rows[end].Get("factor") == rows[start].Get("factor") {
			end++
		}
		if err := gapless(rows[start:end]); err != nil {
			return err
		}
		for _, r := range rows[start:end] {
			if err := g.basis(f, r); err != nil {
				return err
			}
		}
		start = end
	}
	f.printf("}\n")
	return nil
}

func (g *generator) basis(f *file, r row) error {
	from, to, err := r.validity()
	if err != nil {
		return err
	}
	var texts [3]string
	for i, column := range [...]string{"factor", "reference", "rule"} {
		if texts[i], err = r.text(column); err != nil {
			return err
		}
	}
	certainty := strings.Index("ABC", r.Get("certainty")) + 1
	if certainty == 0 || len(r.Get("certainty")) != 1 {
		return r.errorf("certainty is none of A, B, C")
	}
	f.printf("{Factor%s, dated{%d, %d, %d, %q}, %q},\n", camel(texts[0]), from, to, certainty, texts[1], texts[2])
	return nil
}

func literal(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// camel gives the Go form of a code: near_poor becomes NearPoor.
func camel(code string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(code, "_") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}
