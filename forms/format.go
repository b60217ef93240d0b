package forms

import "strings"

// Format is a file format of documents.
type Format uint8

// The formats. The zero Format stands for the default.
const (
	FormatDefault   Format = iota
	FormatXLSX             // Office Open XML workbook, for Excel, LibreOffice and WPS
	FormatPDF              // for printing and signing
	FormatHTML             // preview in a browser; prints on A4 landscape
	FormatCSV              // for programs: exact values under the names of the fields, UTF-8
	FormatCSVSafe          // for spreadsheet programs: what they would run as a formula is made text; lossy
	FormatJSONLines        // for programs: an object a row, under the names of the fields
)

// formats are the names, extensions and media types by Format.
var formats = [...]struct{ name, extension, contentType string }{
	FormatDefault:   {"", "", ""},
	FormatXLSX:      {"xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	FormatPDF:       {"pdf", ".pdf", "application/pdf"},
	FormatHTML:      {"html", ".html", "text/html; charset=utf-8"},
	FormatCSV:       {"csv", ".csv", "text/csv; charset=utf-8; header=present"},
	FormatCSVSafe:   {"csv-safe", ".csv", "text/csv; charset=utf-8; header=present"},
	FormatJSONLines: {"jsonl", ".jsonl", "application/jsonl"},
}

// known gives the format, the default one for the zero Format; false for one
// that does not exist.
func (f Format) known() (Format, bool) {
	if f == FormatDefault {
		return FormatXLSX, true
	}
	return f, int(f) < len(formats)
}

// ParseFormat gives the format of a name that String gives, in any letter case.
// An unknown name fails with CodeFormat.
func ParseFormat(name string) (Format, error) {
	for f := FormatXLSX; int(f) < len(formats); f++ {
		if strings.EqualFold(formats[f].name, name) {
			return f, nil
		}
	}
	return FormatDefault, &Error{Code: CodeFormat}
}

// String gives the name: "xlsx", "pdf", "html", "csv", "csv-safe" or "jsonl".
func (f Format) String() string {
	if f, ok := f.known(); ok {
		return formats[f].name
	}
	return ""
}

// Extension gives the extension of a file, with the dot.
func (f Format) Extension() string {
	if f, ok := f.known(); ok {
		return formats[f].extension
	}
	return ""
}

// ContentType gives the media type, for an HTTP response.
func (f Format) ContentType() string {
	if f, ok := f.known(); ok {
		return formats[f].contentType
	}
	return ""
}

// MaxRows gives the most rows of one document in the format; a longer list is
// written as volumes.
func (f Format) MaxRows() int {
	if f == FormatPDF {
		return maxPDFRows
	}
	return MaxRows
}

// maxPDFRows makes a volume of what people still print and bind: 10,000 rows of
// Mẫu số 02 are about a thousand pages.
const maxPDFRows = 10_000
