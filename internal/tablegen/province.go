package main

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// province is a row of one of the two province lists.
type province struct {
	code, name        string // code of two digits
	city              bool
	from, to          int
	successor         string // code in the list of 2025
	certainty, source int
}

// provinces writes the 63 provinces whose codes stand in personal IDs and the
// 34 of 2025, each with an index by its two-digit code.
func (g *generator) provinces() error {
	old, err := g.registrationProvinces()
	if err != nil {
		return err
	}
	merged, effective, err := g.merge(old)
	if err != nil {
		return err
	}
	f := g.create("zprovince.go", "cccd-province.csv", "province-2025-merge.csv")
	f.printf("// provinceMerge is the day from which the second list counts.\nconst provinceMerge = %d\n\n", effective)
	f.provinceList("provinces2016", "the provinces whose codes begin a personal ID", old)
	f.provinceList("provinces2025", "the provinces since the merger", merged)
	return nil
}

func (g *generator) registrationProvinces() ([]province, error) {
	rows, err := readTable(g.in, "cccd-province.csv", "code", "name", "unit", "valid_from", "certainty", "source", "note")
	if err != nil {
		return nil, err
	}
	list := make([]province, len(rows))
	for i, r := range rows {
		p := &list[i]
		code, err := r.digits("code", 3)
		if err != nil {
			return nil, err
		}
		if code[0] != '0' || i > 0 && code[1:] <= list[i-1].code {
			return nil, r.errorf("code out of order")
		}
		p.code = code[1:]
		if p.name, err = r.text("name"); err != nil {
			return nil, err
		}
		if p.city, err = r.city("unit"); err != nil {
			return nil, err
		}
		if p.from, err = r.date("valid_from"); err != nil {
			return nil, err
		}
		if p.certainty, p.source, err = g.support(r); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (r row) city(column string) (bool, error) {
	switch r.cells[column] {
	case "city":
		return true, nil
	case "province":
		return false, nil
	}
	return false, r.errorf("%s is neither city nor province", column)
}

// merge sets the successors and last days of the old provinces and gives the
// new list and its first day.
func (g *generator) merge(old []province) (merged []province, effective int, err error) {
	rows, err := readTable(g.in, "province-2025-merge.csv", "old_code", "old_name", "new_code", "new_name",
		"new_unit", "relation", "effective", "certainty", "source")
	if err != nil {
		return nil, 0, err
	}
	if len(rows) != len(old) {
		return nil, 0, rows[0].errorf("%d rows for %d provinces", len(rows), len(old))
	}
	for i, r := range rows {
		if r.cells["old_code"] != old[i].code || r.cells["old_name"] != old[i].name {
			return nil, 0, r.errorf("not the province of the registration codes")
		}
		if effective, err = r.date("effective"); err != nil {
			return nil, 0, err
		}
		p := province{from: effective}
		if p.code, err = r.digits("new_code", 2); err != nil {
			return nil, 0, err
		}
		if p.name, err = r.text("new_name"); err != nil {
			return nil, 0, err
		}
		if p.city, err = r.city("new_unit"); err != nil {
			return nil, 0, err
		}
		if p.certainty, p.source, err = g.support(r); err != nil {
			return nil, 0, err
		}
		old[i].successor, old[i].to = p.code, dayBefore(effective)
		switch known := slices.IndexFunc(merged, func(q province) bool { return q.code == p.code }); {
		case known < 0:
			merged = append(merged, p)
		case merged[known] != p:
			return nil, 0, r.errorf("another row says otherwise of the new province")
		}
	}
	slices.SortFunc(merged, func(a, b province) int { return cmp.Compare(a.code, b.code) })
	return merged, effective, nil
}

// dayBefore gives the day before a day yyyymmdd.
func dayBefore(day int) int {
	t := time.Date(day/10_000, time.Month(day/100%100), day%100, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -1)
	return t.Year()*10_000 + int(t.Month())*100 + t.Day()
}

func (f *file) provinceList(name, meaning string, list []province) {
	var index [100]int
	f.printf("// %s are %s.\nvar %s = [...]provinceRow{\n", name, meaning, name)
	for i, p := range list {
		code, _ := strconv.Atoi(p.code)
		index[code] = i + 1
		successor, _ := strconv.Atoi(p.successor)
		f.printf("{%q, %q, %d, %d, %d, %t, %d, %d},\n", "0"+p.code, p.name, p.from, p.to, successor, p.city, p.certainty, p.source)
	}
	f.printf("}\n\n// %sIndex gives the place, from 1, of a two-digit code.\nvar %sIndex = [...]uint8{", name, name)
	for code, i := range index {
		if i > 0 {
			f.printf("%d: %d, ", code, i)
		}
	}
	f.printf("99: 0}\n\n")
}
