//go:build !linux || !(amd64 || arm64)

package forms

import (
	"errors"
	"os"
)

// openUnnamed opens a file without a name, which is not to be had here.
func openUnnamed(*os.Root, string) (*os.File, error) { return nil, errors.ErrUnsupported }

func linkUnnamed(*os.File, *os.Root, string) error { return errors.ErrUnsupported }
