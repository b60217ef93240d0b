package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
)

// manifestName is the file that says what a run wrote, so that the next run
// can replace exactly that.
const manifestName = ".reconcile.json"

// tempPattern names files that are not yet whole.
const tempPattern = ".tmp-*"

type manifest struct {
	Sample     bool     `json:"sample"`               // the embedded sample: may be replaced without -force
	Unfinished bool     `json:"unfinished,omitempty"` // not all files are in place: so may this
	Files      []string `json:"files"`
}

// output is the directory of one run. Every file is written under a temporary
// name and renamed into place only when all are written: a run that fails
// before that leaves the earlier one as it was. What a killed run left under
// temporary names goes when the next one is whole.
type output struct {
	dir    string
	sample bool
	old    []string        // files of the earlier run
	names  map[string]bool // unit names given, in lower case

	mu    sync.Mutex        // documents are written two at a time
	temp  map[string]string // final name → temporary name
	order []string          // final names
}

// openOutput makes the directory, or takes over that of an earlier run.
func openOutput(dir string, force, sample bool) (*output, error) {
	o := &output{dir: dir, sample: sample, temp: make(map[string]string), names: make(map[string]bool)}
	entries, err := os.ReadDir(dir)
	var left []string
	for _, e := range entries {
		if ok, _ := filepath.Match(tempPattern, e.Name()); ok && e.Type().IsRegular() {
			left = append(left, e.Name())
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return o, makeDir(dir)
	case err != nil:
		return nil, cli.Usagef("-out: cannot read the directory: %v", cli.Reason(err))
	case len(entries) == len(left):
		o.old = left
		return o, os.Chmod(dir, 0o700)
	}
	earlier, known := readManifest(dir)
	switch {
	case known && (earlier.Sample || earlier.Unfinished || force):
		o.old = append(earlier.Files, left...)
		return o, os.Chmod(dir, 0o700)
	case force:
		return o, nil // somebody's directory: only files of the same name are replaced
	case known:
		return nil, cli.Usagef("-out: the directory holds an earlier run; -force replaces it")
	}
	return nil, cli.Usagef("-out: the directory is not empty; -force writes into it all the same")
}

func makeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return cli.Usagef("-out: cannot make the directory: %v", cli.Reason(err))
	}
	return nil
}

func readManifest(dir string) (manifest, bool) {
	var m manifest
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	return m, err == nil && json.Unmarshal(data, &m) == nil
}

// create opens a file of the run for writing, under a temporary name.
func (o *output) create(name string) (*os.File, error) {
	f, err := os.CreateTemp(o.dir, tempPattern) // mode 0600
	if err != nil {
		return nil, fmt.Errorf("cannot write %s: %w", name, cli.Reason(err))
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.temp[name] = f.Name()
	o.order = append(o.order, name)
	return f, nil
}

// write makes one file of the run.
func (o *output) write(name string, content func(io.Writer) error) error {
	f, err := o.create(name)
	if err != nil {
		return err
	}
	if err := errors.Join(content(f), f.Close()); err != nil {
		return fmt.Errorf("cannot write %s: %w", name, cli.Reason(err))
	}
	return nil
}

// commit renames everything into place and removes what only the earlier run
// had. The manifest goes first, as unfinished, and last: a run that is killed in
// between is replaced by the next.
func (o *output) commit() error {
	slices.Sort(o.order)
	files := slices.Clone(o.order)
	if err := o.writeManifest(manifest{Sample: o.sample, Unfinished: true, Files: slices.Concat(files, o.old)}); err != nil {
		return err
	}
	for _, name := range files {
		if err := o.place(name); err != nil {
			return err
		}
	}
	for _, name := range o.old {
		if slices.Contains(files, name) || name != filepath.Base(name) {
			continue
		}
		if err := os.Remove(filepath.Join(o.dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("cannot remove a file of the earlier run: %w", cli.Reason(err))
		}
	}
	return o.writeManifest(manifest{Sample: o.sample, Files: files})
}

func (o *output) writeManifest(m manifest) error {
	err := o.write(manifestName, func(w io.Writer) error {
		data, err := json.MarshalIndent(m, "", " ")
		if err != nil {
			return err
		}
		_, err = w.Write(append(data, '\n'))
		return err
	})
	if err != nil {
		return err
	}
	return o.place(manifestName)
}

// place renames one file into place.
func (o *output) place(name string) error {
	if err := os.Rename(o.temp[name], filepath.Join(o.dir, name)); err != nil {
		return fmt.Errorf("cannot write %s: %w", name, cli.Reason(err))
	}
	delete(o.temp, name)
	return nil
}

// discard removes the temporary files of a run that failed.
func (o *output) discard() error {
	var failed error
	for _, temp := range o.temp {
		if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, cli.Reason(err))
		}
	}
	return failed
}

// unitName reduces a unit code to what is safe in a file name. Where that
// changes the code, or two codes become one, or differ only in letter case, a
// short hash of the code keeps them apart.
func (o *output) unitName(code string) string {
	safe := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' {
			return r
		}
		return -1
	}, code)
	const longest = 80
	if len(safe) > longest {
		safe = safe[:longest]
	}
	if safe != code || safe == "" || o.names[strings.ToLower(safe)] {
		sum := sha256.Sum256([]byte(code))
		safe = strings.TrimPrefix(safe+"-"+hex.EncodeToString(sum[:4]), "-")
	}
	o.names[strings.ToLower(safe)] = true
	return safe
}
