package campaign

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
)

// WriteCSV writes the figures as CSV: a header, a row for each group and, last,
// the total. The columns are by, key and the [Measures]; by is "total" for the
// total.
func (p *Progress) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	header := []string{"by", "key"}
	for m := range Measures() {
		header = append(header, string(m))
	}
	_ = out.Write(header) // Flush keeps the error
	for i := range p.Groups {
		_ = out.Write(p.Groups[i].record(string(p.By), p.Groups[i].Key))
	}
	_ = out.Write(p.Total.record("total", ""))
	out.Flush()
	return out.Error()
}

func (f *Figures) record(by, key string) []string {
	record := []string{by, key}
	for _, n := range f.measures() {
		record = append(record, strconv.Itoa(*n))
	}
	return record
}

// WriteJSON writes the report as one indented JSON object: as_of, from, until
// (RFC 3339, UTC), by, total and groups, with the [Measures] as names.
func (p *Progress) WriteJSON(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(p)
}
