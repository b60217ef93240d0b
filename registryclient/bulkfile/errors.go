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
	CodeConfig       Code = "bulkfile.config"        // unusable options, such as a key of less than 32 bytes
	CodeSignature    Code = "bulkfile.signature"     // the digest list is not signed by the other side
	CodeSealed       Code = "bulkfile.sealed"        // not sealed for us, altered or cut off; or in clear where it should be sealed
	CodeAltered      Code = "bulkfile.altered"       // a file is not the one in the digest list
	CodeMissingFile  Code = "bulkfile.missing_file"  // a file of the digest list is not there
	CodeForeignFile  Code = "bulkfile.foreign_file"  // a file that is not in the digest list
	CodeReplayed     Code = "bulkfile.replayed"      // other answers than those that were imported already
	CodeExists       Code = "bulkfile.exists"        // the directory holds an exchange already
	CodeLedger       Code = "bulkfile.ledger"        // the ledger cannot be kept
	CodeNotVerified  Code = "bulkfile.not_verified"  // nothing is owed: the registry has not confirmed this person
	CodeNotProposed  Code = "bulkfile.not_proposed"  // a decision for a number that was not proposed, or without officer or evidence
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
	CodeConfig:       "unusable options",
	CodeSignature:    "the digest list is not signed by the other side",
	CodeSealed:       "not sealed as it should be",
	CodeAltered:      "a file is not the one in the digest list",
	CodeMissingFile:  "a file of the digest list is missing",
	CodeForeignFile:  "a file that is not in the digest list",
	CodeReplayed:     "other answers than those that were imported",
	CodeExists:       "the directory holds an exchange already",
	CodeLedger:       "the ledger cannot be kept",
	CodeNotVerified:  "the registry has not confirmed this person",
	CodeNotProposed:  "not a decision on this proposal",
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
