package natsqueue

// Code is a stable name of what went wrong. It is an error by itself, so that
// errors.Is(err, natsqueue.CodeStream) works.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The codes.
const (
	CodeStream  Code = "stream"  // the stream or its consumer cannot be made or read: see the cause
	CodePublish Code = "publish" // a pointer could not be published
	CodeMessage Code = "message" // a message that is no pointer to a chunk of the plan
)

// Error gives the code.
func (c Code) Error() string { return string(c) }

// Error is what the functions of this package fail with, besides those of
// package shard and of a context. Its text holds no subject and no address.
type Error struct {
	Code  Code
	Cause error
}

// Error gives the code.
func (e *Error) Error() string { return "natsqueue: " + string(e.Code) }

// Unwrap gives the code and the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Cause}
}
