package main

import "strconv"

// cards writes what the digits of a health insurance card mean: the benefit
// levels, the payer groups and the issuers that are no province.
func (g *generator) cards() error {
	f := g.create("zhealthcard.go", "bhyt-benefit-levels.csv", "bhyt-payer-groups.csv", "bhxh-province.csv")
	if err := g.benefitLevels(f); err != nil {
		return err
	}
	if err := g.payerGroups(f); err != nil {
		return err
	}
	return g.cardIssuers(f)
}

func (g *generator) benefitLevels(f *file) error {
	rows, err := readTable(g.in, "bhyt-benefit-levels.csv", "level", "percent", "meaning", "certainty", "source")
	if err != nil {
		return err
	}
	f.printf("// benefitLevels are the benefit levels; the first row is none.\nvar benefitLevels = [...]benefitRow{\n{},\n")
	for i, r := range rows {
		if r.cells["level"] != strconv.Itoa(i+1) {
			return r.errorf("level out of order")
		}
		percent, err := r.number("percent", 1, 100)
		if err != nil {
			return err
		}
		meaning, err := r.text("meaning")
		if err != nil {
			return err
		}
		certainty, source, err := g.support(r)
		if err != nil {
			return err
		}
		f.printf("{%q, %d, %d, %d},\n", meaning, percent, certainty, source)
	}
	f.printf("}\n\n")
	return nil
}

func (g *generator) payerGroups(f *file) error {
	rows, err := readTable(g.in, "bhyt-payer-groups.csv", "group", "name", "certainty", "source")
	if err != nil {
		return err
	}
	f.printf("// payerGroups are the groups of health insurance by who pays; the first is\n// unknown.\n")
	f.printf("var payerGroups = [...]string{\n\"\",\n")
	for i, r := range rows {
		if r.cells["group"] != strconv.Itoa(i+1) {
			return r.errorf("group out of order")
		}
		name, err := r.text("name")
		if err != nil {
			return err
		}
		f.printf("%q,\n", name)
	}
	f.printf("}\n\n")
	return nil
}

// cardIssuers writes only the codes that are no province; that the others are
// the provinces of the registration codes is checked here.
func (g *generator) cardIssuers(f *file) error {
	rows, err := readTable(g.in, "bhxh-province.csv", "code", "name", "certainty", "source", "note")
	if err != nil {
		return err
	}
	provinces, err := g.registrationProvinces()
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, p := range provinces {
		names[p.code] = p.name
	}
	f.printf("// cardAgencies are the issuers of cards that are no province.\nvar cardAgencies = [...]agencyRow{\n")
	for _, r := range rows {
		code, err := r.digits("code", 2)
		if err != nil {
			return err
		}
		name, err := r.text("name")
		if err != nil {
			return err
		}
		certainty, source, err := g.support(r)
		if err != nil {
			return err
		}
		if province, ok := names[code]; ok {
			if province != name {
				return r.errorf("another name than in the registration codes")
			}
			delete(names, code)
			continue
		}
		f.printf("{%q, %q, %d, %d},\n", code, name, certainty, source)
	}
	if len(names) > 0 {
		return rows[0].errorf("%d provinces are missing", len(names))
	}
	f.printf("}\n")
	return nil
}
