package campaign

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// targetColumns is the header of a file of targets.
var targetColumns = [...]string{"scope", "measure", "date", "percent", "count"}

// TargetError is a line of a file of targets that cannot be read. It unwraps to
// CodeInput and to the error of the reader, where that failed.
type TargetError struct {
	Line   int
	Column string // "" where the line as a whole is wrong
	Reason string // what is wanted
	Cause  error  // of the reader, nil for none; its text is not shown
}

// Error gives the place and what is wanted there.
func (e *TargetError) Error() string {
	text := "campaign: targets: line " + strconv.Itoa(e.Line)
	if e.Column != "" {
		text += ", column " + e.Column
	}
	return text + ": " + e.Reason
}

// Unwrap gives CodeInput and the cause.
func (e *TargetError) Unwrap() []error {
	if e.Cause == nil {
		return []error{CodeInput}
	}
	return []error{CodeInput, e.Cause}
}

// ReadTargets reads a file of targets, CSV in UTF-8 with the columns
//
//	scope,measure,date,percent,count
//	total,with_id,2022-12-31,90,
//	unit:YN0001A,approved,2026-12-31,,250
//
// scope is total, or a grouping, a colon and the key of a group; measure one of
// the stock among [Measures]; date a day; and of percent (above 0 and up to
// 100, at most two decimal places) and count (above 0) exactly one is given.
// Errors are *[TargetError].
func ReadTargets(r io.Reader) (Targets, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = len(targetColumns)
	header, err := in.Read()
	if err != nil && !errors.Is(err, csv.ErrFieldCount) {
		return nil, targetFileError(err, 1)
	}
	if len(header) > 0 {
		header[0] = strings.TrimPrefix(header[0], "\ufeff")
	}
	if !slices.Equal(header, targetColumns[:]) {
		return nil, &TargetError{Line: 1, Reason: "want the header " + strings.Join(targetColumns[:], ",")}
	}
	var all Targets
	for line := 1; ; {
		record, err := in.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, targetFileError(err, line+1)
		}
		line, _ = in.FieldPos(0)
		t, failure := readTarget(record)
		if failure != nil {
			failure.Line = line
			return nil, failure
		}
		all = append(all, t)
	}
}

// targetFileError gives what is wrong with a line that is no CSV, or that could
// not be read at all.
func targetFileError(err error, line int) error {
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		return &TargetError{Line: parse.Line, Reason: "want five fields, quoted as CSV"}
	case err == io.EOF:
		return &TargetError{Line: line, Reason: "want the header " + strings.Join(targetColumns[:], ",")}
	}
	return &TargetError{Line: line, Reason: "the file cannot be read", Cause: err}
}

func readTarget(record []string) (Target, *TargetError) {
	var t Target
	scope, measure, date := strings.TrimSpace(record[0]), strings.TrimSpace(record[1]), strings.TrimSpace(record[2])
	if scope != "total" {
		by, key, ok := strings.Cut(scope, ":")
		t.By, t.Key = Grouping(by), key
		if !ok || key == "" || t.By == ByNothing || !t.By.IsKnown() {
			return t, &TargetError{Column: "scope", Reason: "want total, unit:…, district:…, province:… or group:…"}
		}
	}
	t.Measure = Measure(measure)
	if !isStock(t.Measure) {
		return t, &TargetError{Column: "measure", Reason: "want a figure of the stock, such as with_id, verified or approved"}
	}
	day, err := identity.ParseDate(date)
	if err != nil || day.Precision() != identity.PrecisionDay {
		return t, &TargetError{Column: "date", Reason: "want a day as yyyy-MM-dd or dd/MM/yyyy"}
	}
	t.Date = day
	failure := readAmount(&t, strings.TrimSpace(record[3]), strings.TrimSpace(record[4]))
	return t, failure
}

func readAmount(t *Target, percent, count string) *TargetError {
	if (percent == "") == (count == "") {
		return &TargetError{Column: "percent", Reason: "want either a percent or a count"}
	}
	if percent == "" {
		n, err := strconv.Atoi(count)
		if err != nil || n <= 0 {
			return &TargetError{Column: "count", Reason: "want a whole number above 0"}
		}
		t.Count = n
		return nil
	}
	share, err := strconv.ParseFloat(percent, 64)
	_, decimals, _ := strings.Cut(percent, ".")
	plain := strings.Trim(percent, "0123456789.") == "" // no exponent, no hexadecimal
	if err != nil || !plain || !(share > 0 && share <= 100) || len(decimals) > 2 {
		return &TargetError{Column: "percent", Reason: "want a number above 0 and up to 100, with at most two decimal places"}
	}
	t.Percent = share
	return nil
}

// isStock reports the name of a figure of the stock: those stand before the
// merged and erased ones.
func isStock(m Measure) bool {
	for name := range Measures() {
		if name == "merged" {
			break
		}
		if name == m {
			return true
		}
	}
	return false
}
