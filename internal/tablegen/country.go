package main

import "strconv"

// countries writes the countries of birth registration. Their codes run
// without a gap, so that the place in the table is the code.
func (g *generator) countries() error {
	rows, err := readTable(g.in, "cccd-country.csv", "code", "name", "iso_alpha2", "certainty", "source", "note")
	if err != nil {
		return err
	}
	first, err := rows[0].number("code", 100, 999)
	if err != nil {
		return err
	}
	f := g.create("zcountry.go", "cccd-country.csv")
	f.printf("// firstCountry is the code of the first row.\nconst firstCountry = %d\n\n", first)
	f.printf("// countries are the countries of birth registration, by code.\nvar countries = [...]countryRow{\n")
	for i, r := range rows {
		if r.cells["code"] != strconv.Itoa(first+i) {
			return r.errorf("a gap in the codes")
		}
		name, err := r.text("name")
		if err != nil {
			return err
		}
		iso := r.cells["iso_alpha2"]
		if len(iso) != 2 || iso[0] < 'A' || iso[0] > 'Z' || iso[1] < 'A' || iso[1] > 'Z' {
			return r.errorf("iso_alpha2 is not two capital letters")
		}
		certainty, source, err := g.support(r)
		if err != nil {
			return err
		}
		f.printf("{%q, %q, %d, %d},\n", name, iso, certainty, source)
	}
	f.printf("}\n")
	return nil
}
