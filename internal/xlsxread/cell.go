package xlsxread

import (
	"math"
	"strconv"
	"time"
)

// Kind is the kind of value that a cell holds.
type Kind uint8

// The kinds.
const (
	KindEmpty  Kind = iota
	KindText        // text
	KindNumber      // a number; DateStyle says whether it is shown as a date
	KindBool        // "1" or "0"
	KindDate        // a date in ISO 8601, as some programs write it
	KindError       // an error value such as "#N/A", or what should be a number and is none
)

// Cell is a cell with a value.
type Cell struct {
	Column    int // from 1
	Kind      Kind
	Text      string // of a number: exactly as the file holds it
	Formula   bool   // the value is the last result of a formula, which is not evaluated
	DateStyle bool   // the number is shown as a date
}

// Row is a row of the sheet. Empty cells are left out.
type Row struct {
	Number int // from 1
	Cells  []Cell
}

// Cell gives the cell of a column, counted from 1; an empty one where there is
// none.
func (r Row) Cell(column int) Cell {
	for _, c := range r.Cells {
		if c.Column == column {
			return c
		}
	}
	return Cell{Column: column}
}

// Integer gives the digits of a number cell that holds a whole number, without
// exponent and fraction: what somebody typed who typed an ID into it, less any
// leading zeros, which the file does not hold. Numbers beyond 15 digits are
// not exact in a spreadsheet and give false.
func (c Cell) Integer() (string, bool) {
	if c.Kind != KindNumber {
		return "", false
	}
	v, err := strconv.ParseFloat(c.Text, 64)
	const most = 1e15
	if err != nil || v != math.Trunc(v) || math.Abs(v) >= most {
		return "", false
	}
	return strconv.FormatFloat(v+0, 'f', 0, 64), true // +0: a zero has no sign
}

// Date gives the day that a number means as a date. It gives false for a cell
// of another kind, for numbers outside the calendar of spreadsheets (to the
// year 9999), and for 29/02/1900, which they believe in.
func (w *Workbook) Date(c Cell) (year, month, day int, ok bool) {
	if c.Kind != KindNumber {
		return 0, 0, 0, false
	}
	v, err := strconv.ParseFloat(c.Text, 64)
	if err != nil || v < 0 || v >= lastSerial {
		return 0, 0, 0, false
	}
	return civil(int(v), w.date1904)
}

const (
	lastSerial = 2_958_466 // the day after 31/12/9999, counted from 1900
	leapSerial = 60        // 29/02/1900
	offset1904 = 1462      // days between the two ways of counting
)

// civil turns the number of a day into a date.
func civil(serial int, date1904 bool) (year, month, day int, ok bool) {
	if date1904 {
		serial += offset1904
	} else if serial < 1 || serial == leapSerial {
		return 0, 0, 0, false
	}
	if serial >= lastSerial {
		return 0, 0, 0, false
	}
	if serial > leapSerial {
		serial--
	}
	t := time.Date(1899, time.December, 31+serial, 0, 0, 0, 0, time.UTC)
	return t.Year(), int(t.Month()), t.Day(), true
}

// columnOf reads the letters of a cell reference such as "AB12" and gives the
// column from 1 and the row.
func columnOf(ref []byte) (column, row int, ok bool) {
	i := 0
	for ; i < len(ref); i++ {
		c := ref[i] &^ 0x20 // upper case
		if c < 'A' || c > 'Z' {
			break
		}
		if column = column*26 + int(c-'A') + 1; column > maxSheetColumns {
			return 0, 0, false
		}
	}
	row = number(ref[i:])
	return column, row, i > 0 && row >= 1 && row <= maxSheetRows
}
