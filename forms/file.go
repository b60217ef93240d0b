package forms

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// WriteFile puts what write writes at a path: all of it when write succeeds,
// and else nothing, with what was there before left as it is. The file is its
// owner's alone (mode 0600).
//
// On Linux it gets its name when it is whole, so that even kill -9 leaves
// nothing behind. Elsewhere, and on file systems without nameless files, an
// unfinished file has the ending ".part", and the next WriteFile to the same
// path takes it over. Errors are *[Error] with CodeWrite; one of write is given
// as it is.
//
//	err := forms.WriteFile("Mau02.pdf", func(w io.Writer) error {
//		return forms.WriteMau02(ctx, w, head, rows, forms.Options{Format: forms.FormatPDF})
//	})
func WriteFile(name string, write func(io.Writer) error) error {
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return &Error{Code: CodeWrite, cause: err}
	}
	err = putFile(root, filepath.Base(name), write)
	if closeErr := root.Close(); err == nil && closeErr != nil {
		err = &Error{Code: CodeWrite, cause: closeErr}
	}
	return err
}

// temporary marks files that are not finished.
const temporary = ".part"

// unfinished is a file that is being written.
type unfinished struct {
	*os.File
	root      *os.Root
	name      string
	isUnnamed bool
}

func putFile(root *os.Root, name string, write func(io.Writer) error) error {
	file, err := newFile(root, name)
	if err != nil {
		return &Error{Code: CodeWrite, cause: err}
	}
	if err := write(file); err != nil {
		file.discard()
		return err
	}
	if err := file.finish(); err != nil {
		file.discard()
		return &Error{Code: CodeWrite, cause: err}
	}
	return nil
}

func newFile(root *os.Root, name string) (*unfinished, error) {
	if file, err := openUnnamed(root, filepath.Dir(name)); err == nil {
		return &unfinished{file, root, name, true}, nil
	}
	file, err := root.OpenFile(name+temporary, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	return &unfinished{file, root, name, false}, err
}

// finish gives the file its name.
func (u *unfinished) finish() error {
	if err := u.Sync(); err != nil {
		return err
	}
	if u.isUnnamed {
		if err := linkUnnamed(u.File, u.root, u.name); !errors.Is(err, fs.ErrExist) {
			return errors.Join(err, u.Close())
		}
		// A link replaces nothing, a rename does.
		if err := u.root.Remove(u.name + temporary); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := linkUnnamed(u.File, u.root, u.name+temporary); err != nil {
			return err
		}
	}
	if err := u.Close(); err != nil {
		return err
	}
	return u.root.Rename(u.name+temporary, u.name)
}

// discard takes an unfinished file away.
func (u *unfinished) discard() {
	_ = u.Close()
	if !u.isUnnamed {
		_ = u.root.Remove(u.name + temporary)
	}
}
