package main

import "strings"

// relations writes the relations to the head of a household.
func (g *generator) relations() error {
	rows, err := readTable(g.in, "relations.csv", "code", "name", "general", "aliases", "certainty", "source")
	if err != nil {
		return err
	}
	f := g.create("zrelation.go", "relations.csv")
	f.printf("// The relations. The zero Relation is not known. Their numbers may change between\n")
	f.printf("// versions; store the code.\nconst (\n\tRelationUnknown Relation = iota\n")
	known := map[string]bool{}
	for _, r := range rows {
		code, err := r.text("code")
		if err != nil {
			return err
		}
		if known[code] {
			return r.errorf("the code stands twice")
		}
		known[code] = true
		f.printf("\tRelation%s // %s\n", camel(code), r.Get("name"))
	}
	f.printf(")\n\n// relations are the relations by their number.\nvar relations = [...]relationRow{\n")
	for _, r := range rows {
		if err := relation(f, r, known); err != nil {
			return err
		}
	}
	f.printf("}\n")
	return nil
}

func relation(f *file, r row, known map[string]bool) error {
	name, err := r.text("name")
	if err != nil {
		return err
	}
	general := r.Get("general")
	if general != "" && !known[general] {
		return r.errorf("the general relation is none of the table")
	}
	if general == "" {
		general = "unknown"
	}
	certainty, source, err := r.support()
	if err != nil {
		return err
	}
	f.printf("Relation%s: {%q, %q, Relation%s, []string{", camel(r.Get("code")), r.Get("code"), name, camel(general))
	for alias := range strings.SplitSeq(r.Get("aliases"), ";") {
		if alias = strings.TrimSpace(alias); alias != "" {
			f.printf("%q, ", alias)
		}
	}
	f.printf("}, %d, %q},\n", certainty, source)
	return nil
}
