package framelog

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
)

// Code is why a log refuses.
type Code uint8

// The reasons.
const (
	Corrupt  Code = iota + 1 // damaged before its tail
	Format                   // not a log of this kind and version
	Locked                   // another writer has it
	Poisoned                 // an earlier write or fsync failed
	Closed                   // used after Close
	IO                       // the file system refused
	TooLarge                 // a record longer than MaxRecord
)

var codeTexts = [...]string{
	"", "damaged before its tail", "not a log of this kind", "in use by another writer",
	"unusable after a failed write", "closed", "the file system refused", "the record is too large",
}

func (c Code) Error() string {
	if int(c) < len(codeTexts) {
		return codeTexts[c]
	}
	return "unknown"
}

// Error is a failure with its place. It holds no path and nothing of a record.
type Error struct {
	Code    Code
	Segment int   // from 1; 0 where it concerns none
	Offset  int64 // of the frame
	Err     error // the cause, without a path
}

func (e *Error) Error() string {
	text := "framelog: " + e.Code.Error()
	if e.Segment > 0 {
		text += " (segment " + strconv.Itoa(e.Segment) + ", offset " + strconv.FormatInt(e.Offset, 10) + ")"
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap gives the code and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Err}
}

// failed wraps an error of the file system without its path.
func failed(err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return &Error{Code: IO, Err: err}
}
