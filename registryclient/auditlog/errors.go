package auditlog

import (
	"errors"
	"strconv"

	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

// Code is the stable reason why a log refuses, or is refused.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons.
const (
	CodeConfig   Code = "auditlog.config"    // unusable options, such as a key of less than 32 bytes
	CodeCorrupt  Code = "auditlog.corrupt"   // changed, damaged, or under another key
	CodeFormat   Code = "auditlog.format"    // not an audit log of this version
	CodeSeal     Code = "auditlog.seal"      // the signature of a seal does not hold
	CodeUnsealed Code = "auditlog.unsealed"  // the end has no seal: the log is in use, was killed, or was cut
	CodeHead     Code = "auditlog.head"      // the log does not contain the head that was kept elsewhere
	CodeLocked   Code = "auditlog.locked"    // another process, or another Log of this one, has it
	CodePoisoned Code = "auditlog.poisoned"  // an earlier write or fsync failed
	CodeClosed   Code = "auditlog.closed"    // used after Close
	CodeIO       Code = "auditlog.io"        // the file system refused
	CodeTooLarge Code = "auditlog.too_large" // an entry above 16 MiB
)

var codeTexts = map[Code]string{
	CodeConfig:   "unusable options",
	CodeCorrupt:  "changed or damaged",
	CodeFormat:   "not an audit log of this version",
	CodeSeal:     "the signature of a seal does not hold",
	CodeUnsealed: "the end is not sealed",
	CodeHead:     "the log does not contain the head that was kept",
	CodeLocked:   "in use by another writer",
	CodePoisoned: "unusable after a failed write",
	CodeClosed:   "closed",
	CodeIO:       "the file system refused",
	CodeTooLarge: "the entry is too large",
}

// Error implements error. The sentence is for people and may change.
func (c Code) Error() string {
	if text, ok := codeTexts[c]; ok {
		return text
	}
	return string(c)
}

// Error says why a log refuses or is refused, and where. It holds no path and
// nothing of an entry.
type Error struct {
	Code    Code
	Segment int   // from 1; 0 where it concerns none
	Offset  int64 // in the segment, of the frame
	Err     error // what the file system said, without a path; nil where it said nothing
}

// Error implements error.
func (e *Error) Error() string {
	text := "auditlog: " + e.Code.Error()
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
