package cli

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// CheckInput reports a file, named by a flag, that cannot be read as one.
func CheckInput(flag, path string) error {
	switch info, err := os.Stat(path); {
	case err != nil:
		return Usagef("-%s: %v", flag, Reason(err))
	case info.IsDir():
		return Usagef("-%s: want a file, not a directory", flag)
	}
	return nil
}

// Open opens a file of the input. Errors are a UsageError with the base name of
// the file.
func Open(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, Usagef("%s: %v", filepath.Base(path), Reason(err))
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		_ = f.Close()
		return nil, Usagef("%s: want a file, not a directory", filepath.Base(path))
	}
	return f, nil
}

// Output is a file that appears whole or not at all: it is written under a
// temporary name, with mode 0600, and renamed into place. The zero Output with
// the path "" is no file and takes everything.
type Output struct {
	*bufio.Writer
	flag, path string
	file       *os.File
}

// Create begins a file that the flag names. It fails with a UsageError where
// something is there already and force is not given.
func Create(flag, path string, force bool) (*Output, error) {
	if info, err := os.Stat(path); err == nil && (info.IsDir() || !force) {
		if info.IsDir() {
			return nil, Usagef("-%s: want a file, not a directory", flag)
		}
		return nil, Usagef("-%s: the file is there; -force replaces it", flag)
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, Usagef("-%s: cannot make the directory: %v", flag, Reason(err))
	}
	f, err := os.CreateTemp(dir, ".tmp-*") // mode 0600
	if err != nil {
		return nil, Usagef("-%s: cannot write there: %v", flag, Reason(err))
	}
	return &Output{bufio.NewWriterSize(f, 1<<16), flag, path, f}, nil
}

// Commit renames the file into place.
func (o *Output) Commit() error {
	err := errors.Join(o.Flush(), o.file.Close())
	if err == nil {
		err = os.Rename(o.file.Name(), o.path)
	}
	if err != nil {
		return fmt.Errorf("cannot write the file of -%s: %w", o.flag, Reason(err))
	}
	o.file = nil
	return nil
}

// Discard removes what was not committed.
func (o *Output) Discard() {
	if o != nil && o.file != nil {
		_ = o.file.Close()
		_ = os.Remove(o.file.Name())
		o.file = nil
	}
}
