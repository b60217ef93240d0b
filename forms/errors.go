package forms

import (
	"strconv"
	"strings"
)

// Code is the stable reason why a document was not written.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons.
const (
	CodeEncoding    Code = "forms.encoding"          // text that is not UTF-8
	CodeControl     Code = "forms.control_character" // a character that no document can hold
	CodeDirection   Code = "forms.direction"         // a bidirectional control, which makes text read otherwise than it is
	CodeTooLong     Code = "forms.too_long"          // more than Limit characters in one cell
	CodeGlyph       Code = "forms.glyph"             // a character that the font of a PDF lacks
	CodeEscape      Code = "forms.escape"            // text that a workbook would take for escapes of its own
	CodePersonalID  Code = "forms.personal_id"       // not the 12 digits of a số ĐDCN
	CodeDescription Code = "forms.description"       // a code without wording for column (9)
	CodeFigure      Code = "forms.figure"            // a figure that is negative or beyond MaxFigure
	CodeKey         Code = "forms.key"               // a RowKey of fewer than Limit bytes
	CodeTooManyRows Code = "forms.too_many_rows"     // more than Limit rows in one document
	CodeDuplicate   Code = "forms.duplicate"         // two documents of a dispatch with one name
	CodeLayout      Code = "forms.layout"            // a description that cannot be drawn
	CodeFormat      Code = "forms.format"            // an output format that does not exist
	CodeSource      Code = "forms.source"            // the rows ended with an error
	CodeCancelled   Code = "forms.cancelled"         // the context ended
	CodeRender      Code = "forms.render"            // the document could not be built
	CodeWrite       Code = "forms.write"             // the finished document could not be written
)

// Error implements error. The sentence is for people and may change.
func (c Code) Error() string {
	if text, ok := codeTexts[c]; ok {
		return text
	}
	if row, ok := fileCodes[c]; ok {
		return row.english
	}
	return string(c)
}

var codeTexts = map[Code]string{
	CodeEncoding:    "text is not UTF-8",
	CodeControl:     "text holds a control character",
	CodeDirection:   "text holds a bidirectional control character",
	CodeTooLong:     "text is too long",
	CodeGlyph:       "the font lacks a character",
	CodeEscape:      "text looks like the escapes of a workbook",
	CodePersonalID:  "not a 12-digit personal ID",
	CodeDescription: "a code has no wording",
	CodeFigure:      "a figure is negative or too large",
	CodeKey:         "the key is too short",
	CodeTooManyRows: "too many rows for one document",
	CodeDuplicate:   "two documents have one name",
	CodeLayout:      "the layout cannot be drawn",
	CodeFormat:      "unknown output format",
	CodeSource:      "the rows ended with an error",
	CodeCancelled:   "cancelled",
	CodeRender:      "the document could not be built",
	CodeWrite:       "the document could not be written",
}

// Error says why a document was not written, and where it failed. It never
// holds a value.
type Error struct {
	Code   Code
	Form   string // "Mẫu số 02"
	Row    int    // of the rows given, of a file that is read its own row or line, from 1; 0 when it concerns the head or the whole
	Column string // "(6)"; "" when it concerns no column of the table
	Field  Field  // the value; "" when it concerns none
	Limit  int    // for CodeTooLong, CodeTooManyRows, CodeTooLarge and CodeKey
	cause  error
}

// Error implements error. It leaves out the text of a cause, which is not ours
// and may hold personal data.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("forms: ")
	if e.Form != "" {
		b.WriteString(e.Form + ": ")
	}
	if e.Row > 0 {
		b.WriteString("row " + strconv.Itoa(e.Row) + ": ")
	}
	if e.Column != "" {
		b.WriteString("column " + e.Column + ": ")
	}
	if e.Field != "" {
		b.WriteString(string(e.Field) + ": ")
	}
	b.WriteString(e.Code.Error())
	if e.Limit > 0 {
		b.WriteString(" (limit " + strconv.Itoa(e.Limit) + ")")
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
