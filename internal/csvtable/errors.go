package csvtable

import (
	"strconv"
	"strings"
)

// Code is the stable reason why a table could not be read.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons.
const (
	CodeEmpty           Code = "csvtable.empty"            // no header row
	CodeMissingColumn   Code = "csvtable.missing_column"   // the header lacks a required column
	CodeDuplicateColumn Code = "csvtable.duplicate_column" // the header names a column twice that was asked for
	CodeQuote           Code = "csvtable.quote"            // a quote opened and not closed, or in the middle of a field
	CodeFieldCount      Code = "csvtable.field_count"      // more or fewer fields than the header has
	CodeEncoding        Code = "csvtable.encoding"         // not UTF-8
	CodeTooLong         Code = "csvtable.too_long"         // a field longer than MaxField, a header wider than MaxColumns
	CodeValue           Code = "csvtable.value"            // a value that its column cannot hold: see Row.Fail
	CodeRead            Code = "csvtable.read"             // the file itself could not be read
)

// Error implements error. The sentence is for people and may change.
func (c Code) Error() string {
	if text, ok := codeTexts[c]; ok {
		return text
	}
	return string(c)
}

var codeTexts = map[Code]string{
	CodeEmpty:           "the file has no header row",
	CodeMissingColumn:   "this column is required and missing",
	CodeDuplicateColumn: "this column occurs twice in the header",
	CodeQuote:           "broken quote",
	CodeFieldCount:      "wrong number of fields in this row",
	CodeEncoding:        "not UTF-8",
	CodeTooLong:         "too long",
	CodeValue:           "unusable value",
	CodeRead:            "the file cannot be read",
}

// Error says where a table breaks its format, and how. It never holds the
// content of a field.
type Error struct {
	Code   Code
	File   string // as given to Open
	Line   int    // physical line, from 1; 0 when it concerns the whole file
	Column string // name of the column; "" when the header does not name it or nobody asked for it
	Field  int    // position of the field in its row, from 1; 0 when it concerns the whole row
	Err    error  // the cause, without personal data; may be nil
}

// Error implements error.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		b.WriteString(": line " + strconv.Itoa(e.Line))
	}
	switch {
	case e.Column != "":
		b.WriteString(", column " + e.Column)
	case e.Field > 0:
		b.WriteString(", column " + strconv.Itoa(e.Field))
	}
	b.WriteString(": " + e.Code.Error())
	if e.Code == CodeValue && e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the code and, where there is one, the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Err}
}
