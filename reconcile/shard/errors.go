package shard

import "strconv"

// Code is a stable name of what went wrong. It is an error by itself, so that
// errors.Is(err, shard.CodeMissing) works.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The codes.
const (
	CodeInput   Code = "input"   // the input is not a list: no header, a broken quote, or it cannot be read
	CodeChanged Code = "changed" // the input is not the one that the plan was made of
	CodePlan    Code = "plan"    // the plan contradicts itself
	CodePart    Code = "part"    // there is no such part, as 4 of 4
	CodeRows    Code = "rows"    // the job gave more or fewer rows than the chunk has
	CodeMissing Code = "missing" // a chunk has no sealed segment
	CodeDamaged Code = "damaged" // a segment is cut off, changed, or sealed with another key
	CodeForeign Code = "foreign" // a segment of another plan
	CodeJob     Code = "job"     // the job failed: see the cause
	CodeFile    Code = "file"    // a file or directory cannot be used: see the cause
)

// Error gives the code.
func (c Code) Error() string { return string(c) }

// Error is what every function of this package fails with. Its text holds no
// value of a row and no path.
type Error struct {
	Code  Code
	Chunk int   // index of the chunk, -1 where none is meant
	Row   int64 // place in the input, from 0, of the first row in question; -1 where none is meant
	Cause error // of a file or a job; its text is not shown
}

// Error gives code and place.
func (e *Error) Error() string {
	text := "shard: " + string(e.Code)
	if e.Chunk >= 0 {
		text += " at chunk " + strconv.Itoa(e.Chunk)
	}
	if e.Row >= 0 {
		text += " at row " + strconv.FormatInt(e.Row, 10)
	}
	return text
}

// Unwrap gives the code and the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Cause}
}

func fail(code Code, cause error) *Error { return &Error{Code: code, Chunk: -1, Row: -1, Cause: cause} }

func failAt(code Code, chunk int, cause error) *Error {
	return &Error{Code: code, Chunk: chunk, Row: -1, Cause: cause}
}
