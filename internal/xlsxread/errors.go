package xlsxread

import (
	"strconv"
	"strings"
)

// Code is the stable reason why a file was refused or could not be read.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons for refusing a file.
const (
	CodeOLE          Code = "xlsxread.ole"           // .xls, or protected by a password
	CodePDF          Code = "xlsxread.pdf"           // a PDF file
	CodeText         Code = "xlsxread.text"          // plain text, such as CSV or HTML
	CodeNotZip       Code = "xlsxread.not_zip"       // something else
	CodeOpenDocument Code = "xlsxread.open_document" // .ods
	CodeNotWorkbook  Code = "xlsxread.not_workbook"  // a package of another kind, such as .docx or .xlsb
	CodeMacro        Code = "xlsxread.macro"         // a workbook with macros
	CodeExternalLink Code = "xlsxread.external_link" // links to other files, data connections
	CodeEmbedded     Code = "xlsxread.embedded"      // embedded objects or controls
	CodeDoctype      Code = "xlsxread.doctype"       // a DOCTYPE in a part
	CodeEncrypted    Code = "xlsxread.encrypted"     // encrypted entries of the archive
)

// The reasons why a file could not be read.
const (
	CodeTooLarge       Code = "xlsxread.too_large"        // the file or a part is over its limit
	CodeTooManyEntries Code = "xlsxread.too_many_entries" // entries of the archive
	CodeTooManyRows    Code = "xlsxread.too_many_rows"
	CodeTooManyColumns Code = "xlsxread.too_many_columns"
	CodeCellTooLong    Code = "xlsxread.cell_too_long"
	CodeEncoding       Code = "xlsxread.encoding"  // XML that is not UTF-8
	CodeStructure      Code = "xlsxread.structure" // parts missing, doubled or malformed
	CodeCorrupt        Code = "xlsxread.corrupt"   // the archive is damaged or cut off
	CodeCancelled      Code = "xlsxread.cancelled" // the context ended
	CodeRead           Code = "xlsxread.read"      // the file itself could not be read
)

// Error implements error. The sentence is for people and may change.
func (c Code) Error() string {
	if text, ok := codeTexts[c]; ok {
		return text
	}
	return string(c)
}

var codeTexts = map[Code]string{
	CodeOLE:            "an old .xls file, or a file with a password",
	CodePDF:            "a PDF file",
	CodeText:           "a text file, not a workbook",
	CodeNotZip:         "not a workbook",
	CodeOpenDocument:   "an OpenDocument file, not .xlsx",
	CodeNotWorkbook:    "not an .xlsx workbook",
	CodeMacro:          "the workbook holds macros",
	CodeExternalLink:   "the workbook links to other files",
	CodeEmbedded:       "the workbook holds embedded objects",
	CodeDoctype:        "DOCTYPE is not allowed",
	CodeEncrypted:      "the file is encrypted",
	CodeTooLarge:       "too large",
	CodeTooManyEntries: "too many entries in the archive",
	CodeTooManyRows:    "too many rows",
	CodeTooManyColumns: "too many columns",
	CodeCellTooLong:    "a cell is too long",
	CodeEncoding:       "not UTF-8",
	CodeStructure:      "the workbook is malformed",
	CodeCorrupt:        "the file is damaged",
	CodeCancelled:      "cancelled",
	CodeRead:           "the file cannot be read",
}

// Part names a part of a workbook in errors. Names from the file itself are
// never repeated.
type Part string

// The parts.
const (
	PartFile          Part = "file"
	PartContentTypes  Part = "content types"
	PartRelationships Part = "relationships"
	PartWorkbook      Part = "workbook"
	PartSheet         Part = "sheet"
	PartSharedStrings Part = "shared strings"
	PartStyles        Part = "styles"
	PartProperties    Part = "properties"
)

// Error says why a file was refused or could not be read, and where.
type Error struct {
	Code   Code
	Part   Part
	Row    int   // of the sheet, from 1; 0 when it concerns none
	Column int   // from 1; 0 when it concerns none
	Limit  int64 // of what was too much
	cause  error
}

// Error implements error.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("xlsxread: " + string(e.Part))
	if e.Row > 0 {
		b.WriteString(", row " + strconv.Itoa(e.Row))
	}
	if e.Column > 0 {
		b.WriteString(", column " + strconv.Itoa(e.Column))
	}
	b.WriteString(": " + e.Code.Error())
	if e.Limit > 0 {
		b.WriteString(" (limit " + strconv.FormatInt(e.Limit, 10) + ")")
	}
	return b.String()
}

// Unwrap gives the code and, where there is one, the cause.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.cause}
}

func fail(code Code, part Part) error { return &Error{Code: code, Part: part} }

func tooMuch(code Code, part Part, limit int64) error {
	return &Error{Code: code, Part: part, Limit: limit}
}
