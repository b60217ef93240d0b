package linkage

// Code is the stable reason of a failure of this package.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons.
const (
	CodeOptions Code = "linkage.options" // an option is outside its range
	CodeFull    Code = "linkage.full"    // an index holds at most MaxRecords records
	CodeInput   Code = "linkage.input"   // the stream of records failed; the cause says why
)

// Error implements error. The sentence is for people and may change.
func (c Code) Error() string {
	switch c {
	case CodeOptions:
		return "linkage: an option is outside its range"
	case CodeFull:
		return "linkage: the index is full"
	case CodeInput:
		return "linkage: the records could not be read"
	}
	return string(c)
}

// Error is one failure. It never holds a value of a record.
type Error struct {
	Code   Code
	Option string // the name of the option; "" where it is no option
	cause  error
}

// Error implements error.
func (e *Error) Error() string {
	text := e.Code.Error()
	if e.Option != "" {
		text += ": " + e.Option
	}
	if e.cause != nil {
		text += ": " + e.cause.Error()
	}
	return text
}

// Unwrap gives the code and, where there is one, the cause.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.cause}
}
