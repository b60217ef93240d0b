package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
)

// output is the directory of one run. Every file is written under a temporary
// name and renamed into place only when all are whole.
type output struct {
	dir   string
	names []string
	temps []string
}

// openOutput makes the directory, or takes an empty one; one that holds
// anything only with force.
func openOutput(dir string, force bool) (*output, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, cli.Usagef("-out: cannot make the directory: %v", cli.Reason(err))
		}
	case err != nil:
		return nil, cli.Usagef("-out: cannot read the directory: %v", cli.Reason(err))
	case len(entries) > 0 && !force:
		return nil, cli.Usagef("-out: the directory is not empty; -force writes into it all the same")
	case len(entries) == 0:
		if err := os.Chmod(dir, 0o700); err != nil {
			return nil, cli.Usagef("-out: %v", cli.Reason(err))
		}
	}
	return &output{dir: dir}, nil
}

// create opens a file of the run under a temporary name, with mode 0600.
func (o *output) create(name string) (*os.File, error) {
	f, err := os.CreateTemp(o.dir, ".tmp-*")
	if err != nil {
		return nil, fmt.Errorf("cannot write %s: %w", name, cli.Reason(err))
	}
	o.names, o.temps = append(o.names, name), append(o.temps, f.Name())
	return f, nil
}

// file writes one file of the run.
func (o *output) file(name string, content func(io.Writer) error) error {
	f, err := o.create(name)
	if err != nil {
		return err
	}
	if err := errors.Join(content(f), f.Close()); err != nil {
		return fmt.Errorf("cannot write %s: %w", name, cli.Reason(err))
	}
	return nil
}

// pair writes two files side by side.
func (o *output) pair(one, other string, content func(one, other io.Writer) error) error {
	return o.file(one, func(w io.Writer) error {
		return o.file(other, func(v io.Writer) error { return content(w, v) })
	})
}

// commit renames everything into place.
func (o *output) commit() error {
	for len(o.names) > 0 {
		if err := os.Rename(o.temps[0], filepath.Join(o.dir, o.names[0])); err != nil {
			return fmt.Errorf("cannot write %s: %w", o.names[0], cli.Reason(err))
		}
		o.names, o.temps = o.names[1:], o.temps[1:]
	}
	return nil
}

// discard removes what a failed run left under temporary names.
func (o *output) discard() error {
	var failed error
	for _, temp := range o.temps {
		if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, cli.Reason(err))
		}
	}
	return failed
}
