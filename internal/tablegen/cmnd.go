package main

import (
	"fmt"
	"strconv"
	"strings"
)

// cmnd writes the prefixes of the old identity card, with an index by their
// digits.
func (g *generator) cmnd() error {
	rows, err := readTable(g.in, "cmnd-prefix.csv", "prefix", "provinces", "region_codes", "certainty", "source", "note")
	if err != nil {
		return err
	}
	f := g.create("zcmnd.go", "cmnd-prefix.csv")
	index := map[int]string{}
	f.printf("// cmndPrefixes are the beginnings of CMND numbers.\nvar cmndPrefixes = [...]cmndRow{\n")
	for i, r := range rows {
		prefix := r.cells["prefix"]
		number, err := strconv.ParseUint(prefix, 10, 16)
		if err != nil || len(prefix) != 2 && len(prefix) != 3 {
			return r.errorf("prefix is not of two or three digits")
		}
		if i > 0 && prefix <= rows[i-1].cells["prefix"] {
			return r.errorf("prefix out of order")
		}
		index[len(prefix)] += fmt.Sprintf("%d: %d, ", number, i+1)
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
		f.printf("{%q, [3]uint8{%s}, %d, %d}, // %s\n", name, strings.Join(regions, ", "), certainty, source, prefix)
	}
	f.printf("}\n\n// cmndIndex2 gives the place, from 1, of a prefix of two digits.\n")
	f.printf("var cmndIndex2 = [100]uint8{%s}\n\n", index[2])
	f.printf("// cmndIndex3 gives the place, from 1, of a prefix of three digits.\n")
	f.printf("var cmndIndex3 = [1000]uint8{%s}\n", index[3])
	return nil
}
