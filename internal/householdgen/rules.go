package main

import (
	"strconv"
	"strings"
)

// rules writes the base salaries, the rate, the percentages by place and the
// least shares of the budget.
func (g *generator) rules() error {
	version, err := g.version()
	if err != nil {
		return err
	}
	f := g.create("zrules.go", "VERSION", "base-salary.csv", "rates.csv", "tiers.csv", "support.csv")
	f.printf("// TablesVersion is the month up to which the rules of this package were compared\n")
	f.printf("// with their sources.\nconst TablesVersion = %q\n\n", version)
	for _, step := range []func(*file) error{g.baseSalaries, g.rates, g.tiers, g.support} {
		if err := step(f); err != nil {
			return err
		}
	}
	return nil
}

func (g *generator) baseSalaries(f *file) error {
	rows, err := readTable(g.in, "base-salary.csv", "valid_from", "valid_to", "amount_vnd", "decree", "certainty", "source")
	if err != nil {
		return err
	}
	if err := gapless(rows); err != nil {
		return err
	}
	f.printf("// baseSalaries are the base salaries, the earliest first.\nvar baseSalaries = [...]baseSalaryRow{\n")
	for _, r := range rows {
		amount, err := r.number("amount_vnd", 1, 1_000_000_000)
		if err != nil {
			return err
		}
		decree, err := r.text("decree")
		if err != nil {
			return err
		}
		dated, err := r.dated()
		if err != nil {
			return err
		}
		f.printf("{%s, %d, %q},\n", dated, amount, decree)
	}
	f.printf("}\n\n")
	return nil
}

func (g *generator) rates(f *file) error {
	rows, err := readTable(g.in, "rates.csv", "valid_from", "valid_to", "per_mille", "certainty", "source")
	if err != nil {
		return err
	}
	if err := gapless(rows); err != nil {
		return err
	}
	f.printf("// rates are the rates of the first person, the earliest first.\nvar rates = [...]rateRow{\n")
	for _, r := range rows {
		rate, err := r.number("per_mille", 1, 1000)
		if err != nil {
			return err
		}
		dated, err := r.dated()
		if err != nil {
			return err
		}
		f.printf("{%s, %d},\n", dated, rate)
	}
	f.printf("}\n\n")
	return nil
}

func (g *generator) tiers(f *file) error {
	rows, err := readTable(g.in, "tiers.csv", "valid_from", "valid_to", "position", "percent_of_first", "certainty", "source")
	if err != nil {
		return err
	}
	f.printf("// tiers are the percentages by place; the last place of a time counts for every\n// later one.\n")
	f.printf("var tiers = [...]tierRow{\n")
	place, last := 0, true
	for _, r := range rows {
		if place++; last {
			place = 1
		}
		position, later := strings.CutSuffix(r.Get("position"), "+")
		if position != strconv.Itoa(place) {
			return r.errorf("position is not the next one; the last of a time has a +")
		}
		last = later
		percent, err := r.number("percent_of_first", 1, 100)
		if err != nil {
			return err
		}
		dated, err := r.dated()
		if err != nil {
			return err
		}
		f.printf("{%s, %s, %d, %t},\n", dated, position, percent, later)
	}
	if !last {
		return rows[len(rows)-1].errorf("no position counts for later ones")
	}
	f.printf("}\n\n")
	return nil
}

func (g *generator) support(f *file) error {
	rows, err := readTable(g.in, "support.csv", "group", "valid_from", "valid_to", "least_percent", "certainty", "source")
	if err != nil {
		return err
	}
	f.printf("// leastShares are the least shares that budgets pay, by group.\nvar leastShares = [...]leastShareRow{\n")
	for _, r := range rows {
		group, err := r.text("group")
		if err != nil {
			return err
		}
		percent, err := r.number("least_percent", 1, 100)
		if err != nil {
			return err
		}
		dated, err := r.dated()
		if err != nil {
			return err
		}
		f.printf("{%s, Support%s, %d},\n", dated, camel(group), percent)
	}
	f.printf("}\n")
	return nil
}

// dated gives the literal of the validity and source of a row.
func (r row) dated() (string, error) {
	from, to, err := r.validity()
	if err != nil {
		return "", err
	}
	certainty, source, err := r.support()
	if err != nil {
		return "", err
	}
	return literal("dated{%d, %d, %d, %q}", from, to, certainty, source), nil
}
