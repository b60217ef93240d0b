package framelog

import (
	"io"
	"os"
	"path/filepath"
)

// File is what a log needs of a file. Write appends.
type File interface {
	io.ReaderAt
	io.Writer
	io.Closer
	Sync() error
	Truncate(size int64) error
	Size() (int64, error)
}

// FS is what a log needs of a file system, so that tests can make it fail.
type FS interface {
	Create(name string) (File, error) // a new file, mode 0600
	Open(name string) (File, error)   // for appending
	OpenRead(name string) (File, error)
	Rename(from, to string) error
	Remove(name string) error
	List(dir string) ([]string, error) // the names of the files, sorted
	SyncDir(dir string) error
}

// OS is the file system of the machine.
type OS struct{}

type osFile struct{ *os.File }

func (f osFile) Size() (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func open(name string, flag int) (File, error) {
	f, err := os.OpenFile(name, flag, 0o600)
	if err != nil {
		return nil, err
	}
	return osFile{f}, nil
}

// Create implements FS.
func (OS) Create(name string) (File, error) {
	return open(name, os.O_CREATE|os.O_EXCL|os.O_RDWR|os.O_APPEND)
}

// Open implements FS.
func (OS) Open(name string) (File, error) { return open(name, os.O_RDWR|os.O_APPEND) }

// OpenRead implements FS.
func (OS) OpenRead(name string) (File, error) { return open(name, os.O_RDONLY) }

// Rename implements FS.
func (OS) Rename(from, to string) error { return os.Rename(from, to) }

// Remove implements FS.
func (OS) Remove(name string) error { return os.Remove(name) }

// List implements FS.
func (OS) List(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// SyncDir implements FS.
func (OS) SyncDir(dir string) error { return syncDir(filepath.Clean(dir)) }
