//go:build !darwin && !dragonfly && !freebsd && !illumos && !linux && !netbsd && !openbsd && !windows

package framelog

import (
	"errors"
	"io"
)

// lock refuses: without a lock that ends with its process two writers could
// not be kept apart.
func lock(string) (io.Closer, error) {
	return nil, &Error{Code: IO, Err: errors.ErrUnsupported}
}

func syncDir(string) error { return errors.ErrUnsupported }
