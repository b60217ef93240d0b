package main

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
)

// row is one line of a table, by column name.
type row struct {
	file  string
	line  int
	cells map[string]string
}

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.file, r.line, fmt.Sprintf(format, args...))
}

// readTable reads a CSV file that has exactly the given columns, in their
// order, and in which no cell is padded with blanks.
func readTable(in fs.FS, file string, columns ...string) ([]row, error) {
	f, err := in.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // read only
	reader := csv.NewReader(f)
	header, err := reader.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if !slices.Equal(header, columns) {
		return nil, fmt.Errorf("%s: columns are %q, want %q", file, header, columns)
	}
	records, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(records) == 0 {
		return nil, fmt.Errorf("%s: no rows", file)
	}
	rows := make([]row, len(records))
	for i, record := range records {
		rows[i] = row{file: file, line: i + 2, cells: make(map[string]string, len(columns))}
		for j, cell := range record {
			if cell != strings.TrimSpace(cell) {
				return nil, rows[i].errorf("blanks around a cell")
			}
			rows[i].cells[columns[j]] = cell
		}
	}
	return rows, nil
}

// text gives a cell that must not be empty.
func (r row) text(column string) (string, error) {
	if r.cells[column] == "" {
		return "", r.errorf("no %s", column)
	}
	return r.cells[column], nil
}

// digits gives a cell of exactly width digits.
func (r row) digits(column string, width int) (string, error) {
	s := r.cells[column]
	if _, err := strconv.ParseUint(s, 10, 32); err != nil || len(s) != width {
		return "", r.errorf("%s is not of %d digits", column, width)
	}
	return s, nil
}

// number gives a cell that is a number from low to high.
func (r row) number(column string, low, high int) (int, error) {
	n, err := strconv.Atoi(r.cells[column])
	if err != nil || n < low || n > high {
		return 0, r.errorf("%s is not from %d to %d", column, low, high)
	}
	return n, nil
}

// certainty gives the cell of that name: A = 1, B = 2, C = 3.
func (r row) certainty() (int, error) {
	i := strings.Index("ABC", r.cells["certainty"])
	if len(r.cells["certainty"]) != 1 || i < 0 {
		return 0, r.errorf("certainty is none of A, B, C")
	}
	return i + 1, nil
}

// date gives a cell that is empty, a year or a day, as the number yyyymmdd
// with 00 for what is not known, 0 for the empty cell.
func (r row) date(column string) (int, error) {
	s := r.cells[column]
	if s == "" {
		return 0, nil
	}
	if t, err := time.Parse("2006", s); err == nil {
		return t.Year() * 10_000, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, r.errorf("%s is not a date", column)
	}
	return t.Year()*10_000 + int(t.Month())*100 + t.Day(), nil
}

// sources keeps the texts of the source columns, each once.
type sources struct{ texts []string }

// index gives the place of the row's source.
func (s *sources) index(r row) (int, error) {
	text, err := r.text("source")
	if err != nil {
		return 0, err
	}
	if i := slices.Index(s.texts, text); i >= 0 {
		return i, nil
	}
	if len(s.texts) == 256 {
		return 0, r.errorf("more than 256 sources")
	}
	s.texts = append(s.texts, text)
	return len(s.texts) - 1, nil
}
