package bulkfile

import "strconv"

// Code is the stable reason why a file was refused.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons.
const (
	CodeFormat       Code = "bulkfile.format"        // not a file of this format, version and kind
	CodeSyntax       Code = "bulkfile.syntax"        // a line that is not one JSON object with the known fields, each once
	CodeEncoding     Code = "bulkfile.encoding"      // not UTF-8
	CodeTooLong      Code = "bulkfile.too_long"      // a line longer than MaxLine
	CodeValue        Code = "bulkfile.value"         // a value that its field cannot hold
	CodeTruncated    Code = "bulkfile.truncated"     // the file breaks off, or its last line counts other rows
	CodeExchange     Code = "bulkfile.exchange"      // the answer to another exchange
	CodeMissingRow   Code = "bulkfile.missing_row"   // a row that was asked has no answer
	CodeDuplicateRow Code = "bulkfile.duplicate_row" // a row occurs twice
	CodeForeignRow   Code = "bulkfile.foreign_row"   // a row that nobody asked
	CodeRead         Code = "bulkfile.read"          // the file itself could not be read
)

// Error implements error. The sentence is for people and may change.
func (c Code) Error() string {
	if text, ok := codeTexts[c]; ok {
		return text
	}
	return string(c)
}

var codeTexts = map[Code]string{
	CodeFormat:       "not a file of this format",
	CodeSyntax:       "not a line of this format",
	CodeEncoding:     "not UTF-8",
	CodeTooLong:      "line too long",
	CodeValue:        "unusable value",
	CodeTruncated:    "the file breaks off",
	CodeExchange:     "the answer to another exchange",
	CodeMissingRow:   "a row has no answer",
	CodeDuplicateRow: "a row occurs twice",
	CodeForeignRow:   "a row that was not asked",
	CodeRead:         "the file cannot be read",
}

// Error says where a file breaks the format, and how. It never holds what
// stands there.
type Error struct {
	Code Code
	Line int   // from 1; 0 when it concerns the whole file
	Err  error // the cause, without personal data; may be nil
}

// Error implements error.
func (e *Error) Error() string {
	text := "bulkfile: "
	if e.Line > 0 {
		text += "line " + strconv.Itoa(e.Line) + ": "
	}
	return text + e.Code.Error()
}

// Unwrap gives the code and, where there is one, the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Err}
}
