package matching

// ErrorCode is the stable, machine-readable reason of a failure of this
// package: of reading stored results, since comparing never fails. An
// ErrorCode is an error, so that errors.Is(err, matching.CodeFormat) works.
type ErrorCode string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons.
const (
	CodeFormat      ErrorCode = "matching.format"       // not the JSON or text form of the value
	CodeUnknownCode ErrorCode = "matching.unknown_code" // a mismatch or note code that this version does not know
)

// Error implements error. The sentence is for people and may change.
func (c ErrorCode) Error() string {
	switch c {
	case CodeFormat:
		return "matching: not the stored form of this value"
	case CodeUnknownCode:
		return "matching: unknown mismatch code"
	}
	return string(c)
}

// Error is one failure. It never holds the input.
type Error struct {
	Code  ErrorCode
	cause error
}

// Error implements error.
func (e *Error) Error() string { return e.Code.Error() }

// Unwrap gives the code and, where there is one, the cause.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.cause}
}
