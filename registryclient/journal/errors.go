package journal

import (
	"errors"
	"strconv"

	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

// Code is the stable reason why a journal refuses.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons.
const (
	CodeCorrupt  Code = "journal.corrupt"   // damaged before its tail: nothing was changed
	CodeFormat   Code = "journal.format"    // not a journal of this version
	CodeLocked   Code = "journal.locked"    // another process, or another Journal of this one, has it
	CodePoisoned Code = "journal.poisoned"  // an earlier write or fsync failed: open it again
	CodeClosed   Code = "journal.closed"    // used after Close
	CodeIO       Code = "journal.io"        // the file system refused
	CodeTooLarge Code = "journal.too_large" // a checkpoint above 16 MiB
	CodeInvalid  Code = "journal.invalid"   // a checkpoint that cannot be: its chunk, rows or classes contradict
	CodeOrder    Code = "journal.order"     // Begin is missing
)

var codeTexts = map[Code]string{
	CodeCorrupt:  "damaged before its tail",
	CodeFormat:   "not a journal of this version",
	CodeLocked:   "in use by another writer",
	CodePoisoned: "unusable after a failed write",
	CodeClosed:   "closed",
	CodeIO:       "the file system refused",
	CodeTooLarge: "the checkpoint is too large",
	CodeInvalid:  "the checkpoint contradicts itself",
	CodeOrder:    "the journal has not begun",
}

// Error implements error. The sentence is for people and may change.
func (c Code) Error() string {
	if text, ok := codeTexts[c]; ok {
		return text
	}
	return string(c)
}

// Error says why a journal refuses, and where. It holds no path and nothing of
// a checkpoint.
type Error struct {
	Code    Code
	Segment int   // from 1; 0 where it concerns none
	Offset  int64 // in the segment, of the frame
	Err     error // what the file system said, without a path; nil where it said nothing
}

// Error implements error.
func (e *Error) Error() string {
	text := "journal: " + e.Code.Error()
	if e.Segment > 0 {
		text += " (segment " + strconv.Itoa(e.Segment) + ", offset " + strconv.FormatInt(e.Offset, 10) + ")"
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap gives the code and, where there is one, the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Err}
}

var codes = map[framelog.Code]Code{
	framelog.Corrupt: CodeCorrupt, framelog.Format: CodeFormat, framelog.Locked: CodeLocked, framelog.Poisoned: CodePoisoned,
	framelog.Closed: CodeClosed, framelog.IO: CodeIO, framelog.TooLarge: CodeTooLarge,
}

// typed gives an error of the files as one of this package.
func typed(err error) error {
	var own *Error
	var e *framelog.Error
	switch {
	case err == nil, errors.As(err, &own):
		return err
	case !errors.As(err, &e):
		return &Error{Code: CodeIO, Err: err}
	}
	out := &Error{Code: codes[e.Code], Segment: e.Segment, Offset: e.Offset, Err: e.Err}
	for cause := (*framelog.Error)(nil); errors.As(out.Err, &cause); { // the inner text says nothing more
		out.Err = cause.Err
	}
	return out
}
