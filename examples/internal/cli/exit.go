package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/bhxh-go/bhxh/internal/csvtable"
)

// The exit statuses.
const (
	ExitDone        = 0
	ExitInterrupted = 1
	ExitPending     = 1 // done, and something is left that a later run can decide
	ExitUsage       = 2
	ExitFailure     = 3
)

// Exit says on stderr why a program ends, if it did not do its work, and gives
// the exit status.
func Exit(stderr io.Writer, program string, err error) int {
	var usage UsageError
	var input *csvtable.Error
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return ExitDone
	case errors.Is(err, context.Canceled):
		fmt.Fprintf(stderr, "%s: interrupted, nothing was written\n", program)
		return ExitInterrupted
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "%s: %v\n", program, usage)
		return ExitUsage
	case errors.As(err, &input):
		fmt.Fprintf(stderr, "%s: %v\n", program, input)
		return ExitUsage
	}
	fmt.Fprintf(stderr, "%s: %v\n", program, err)
	return ExitFailure
}

// UsageError is a fault of the arguments or the input: exit status 2.
type UsageError struct{ text string }

// Error implements error.
func (e UsageError) Error() string { return e.text }

// Usagef makes a UsageError.
func Usagef(format string, args ...any) error { return UsageError{fmt.Sprintf(format, args...)} }

// Reason gives what is wrong with a file without its path, which the flag
// already names.
func Reason(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
