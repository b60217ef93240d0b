package main

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/forms"
)

// manifestName is the file that names what a month wrote, so that the next one
// replaces exactly that.
const manifestName = ".campaign"

// output is the directory of one month. Each file appears whole, with mode
// 0600, and is named in the manifest before it is there.
type output struct {
	dir      string
	manifest *os.File
	written  int
}

// openOutput makes the directory, or takes over that of an earlier month.
func openOutput(dir string, force bool) (*output, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = os.MkdirAll(dir, 0o700)
	case err == nil && len(entries) > 0:
		err = takeOver(dir, force)
	}
	if err == nil {
		err = os.Chmod(dir, 0o700)
	}
	var usage cli.UsageError
	switch {
	case errors.As(err, &usage):
		return nil, err
	case err != nil:
		return nil, cli.Usagef("-out: cannot use the directory: %v", cli.Reason(err))
	}
	manifest, err := os.OpenFile(filepath.Join(dir, manifestName), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, cli.Usagef("-out: cannot write there: %v", cli.Reason(err))
	}
	return &output{dir: dir, manifest: manifest}, nil
}

// takeOver removes what an earlier month wrote.
func takeOver(dir string, force bool) error {
	file, err := os.Open(filepath.Join(dir, manifestName))
	if err != nil {
		return cli.Usagef("-out: the directory is not empty and no month was played in it; name another one")
	}
	defer file.Close()
	if !force {
		return cli.Usagef("-out: a month was played in the directory; -force replaces it")
	}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		name := lines.Text()
		if name == "" || name != filepath.Base(name) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// claim names files in the manifest and gives the path of the first.
func (o *output) claim(names ...string) (string, error) {
	_, err := o.manifest.WriteString(strings.Join(names, "\n") + "\n")
	return filepath.Join(o.dir, names[0]), err
}

// write makes one file.
func (o *output) write(name string, content func(io.Writer) error) error {
	path, err := o.claim(name)
	if err != nil {
		return err
	}
	o.written++
	return forms.WriteFile(path, content)
}

func (o *output) close() { _ = o.manifest.Close() }
