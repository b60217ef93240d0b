package main

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bhxh-go/bhxh/internal/csvtable"
)

// row is one line of a table.
type row struct {
	csvtable.Row
	file string
}

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.file, r.Line(), fmt.Sprintf(format, args...))
}

// readTable reads a CSV file that has the given columns and at least one row.
func readTable(in fs.FS, file string, columns ...string) ([]row, error) {
	f, err := in.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // read only
	table, err := csvtable.Open(f, file, columns, nil)
	if err != nil {
		return nil, err
	}
	var rows []row
	for r, err := range table.Rows() {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{Row: r, file: file})
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s: no rows", file)
	}
	return rows, nil
}

// text gives a cell that must not be empty nor padded.
func (r row) text(column string) (string, error) {
	s := r.Get(column)
	if s == "" || s != strings.TrimSpace(s) {
		return "", r.errorf("no %s, or blanks around it", column)
	}
	return s, nil
}

// number gives a cell that is a number from low to high.
func (r row) number(column string, low, high int) (int, error) {
	n, err := strconv.Atoi(r.Get(column))
	if err != nil || n < low || n > high {
		return 0, r.errorf("%s is not from %d to %d", column, low, high)
	}
	return n, nil
}

// support gives the certainty (A = 1, B = 2, C = 3) and the source of a row.
func (r row) support() (certainty int, source string, err error) {
	i := slices.Index([]string{"A", "B", "C"}, r.Get("certainty"))
	if i < 0 {
		return 0, "", r.errorf("certainty is none of A, B, C")
	}
	source, err = r.text("source")
	return i + 1, source, err
}

// day gives a cell that is empty or a day, as the number yyyymmdd, 0 for the
// empty cell.
func (r row) day(column string) (int, error) {
	s := r.Get(column)
	if s == "" {
		return 0, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, r.errorf("%s is not a day", column)
	}
	return t.Year()*10_000 + int(t.Month())*100 + t.Day(), nil
}

// validity gives the first and the last day of a row.
func (r row) validity() (from, to int, err error) {
	if from, err = r.day("valid_from"); err != nil {
		return 0, 0, err
	}
	if to, err = r.day("valid_to"); err != nil {
		return 0, 0, err
	}
	if to != 0 && to < from {
		return 0, 0, r.errorf("valid_to lies before valid_from")
	}
	return from, to, nil
}

// gapless checks that the times of the rows follow one another without gap or
// overlap, and that the last one is open.
func gapless(rows []row) error {
	for i, r := range rows {
		_, to, err := r.validity()
		if err != nil {
			return err
		}
		if i == len(rows)-1 {
			if to != 0 {
				return r.errorf("the last row has an end")
			}
			return nil
		}
		end, err := time.Parse(time.DateOnly, r.Get("valid_to"))
		if err != nil {
			return r.errorf("a row before the last has no end")
		}
		if end.AddDate(0, 0, 1).Format(time.DateOnly) != rows[i+1].Get("valid_from") {
			return rows[i+1].errorf("does not begin on the day after the row before it")
		}
	}
	return nil
}
