package main

import (
	"strconv"
	"strings"
)

// cmnd writes the prefixes of the old identity card in the order of strings,
// which is the order in which they are searched.
func (g *generator) cmnd() error {
	rows, err := readTable(g.in, "cmnd-prefix.csv", "prefix", "provinces", "region_codes", "certainty", "source", "note")
	if err != nil {
		return err
	}
	f := g.create("zcmnd.go", "cmnd-prefix.csv")
	f.printf("// cmndPrefixes are the beginnings of CMND numbers.\nvar cmndPrefixes = [...]cmndRow{\n")
	for i, r := range rows {
		prefix := r.cells["prefix"]
		if _, err := strconv.ParseUint(prefix, 10, 16); err != nil || len(prefix) != 2 && len(prefix) != 3 {
			return r.errorf("prefix is not of two or three digits")
		}
		if i > 0 && prefix <= rows[i-1].cells["prefix"] {
			return r.errorf("prefix out of order")
		}
		name, err := r.text("provinces")
		if err != nil {
			return err
		}
		regions := strings.Fields(r.cells["region_codes"])
		if len(regions) == 0 || len(regions) > 3 || len(regions) != strings.Count(name, ",")+1 {
			return r.errorf("region_codes does not fit provinces")
		}
		for j, region := range regions {
			code, err := strconv.Atoi(region)
			if err != nil || len(region) != 3 || code > 99 {
				return r.errorf("not a province code")
			}
			regions[j] = strconv.Itoa(code)
		}
		certainty, source, err := g.support(r)
		if err != nil {
			return err
		}
		f.printf("{%q, %q, [3]uint8{%s}, %d, %d},\n", prefix, name, strings.Join(regions, ", "), certainty, source)
	}
	f.printf("}\n")
	return nil
}
