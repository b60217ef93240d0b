package framelog_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

var options = framelog.Options{Kind: "test", SegmentSize: 1 << 20, FS: hasty{}}

// hasty is the machine's file system without fsync, which these tests do not
// need and would wait for thousands of times.
type hasty struct{ framelog.OS }

type hastyFile struct{ framelog.File }

func (hasty) Create(name string) (framelog.File, error) { return hurry(framelog.OS{}.Create(name)) }
func (hasty) Open(name string) (framelog.File, error)   { return hurry(framelog.OS{}.Open(name)) }
func (hasty) SyncDir(string) error                      { return nil }

func hurry(f framelog.File, err error) (framelog.File, error) { return hastyFile{f}, err }
func (hastyFile) Sync() error                                 { return nil }

func none(*framelog.Frame) error { return nil }

// open opens a log that must open.
func open(t testing.TB, dir string, o framelog.Options) *framelog.Log {
	t.Helper()
	l, _, err := framelog.Open(dir, o, none)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func shut(t testing.TB, l *framelog.Log) {
	t.Helper()
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

// records opens a log, gives what it holds, and closes it.
func records(dir string, o framelog.Options) (got []string, cut int64, err error) {
	l, cut, err := framelog.Open(dir, o, func(f *framelog.Frame) error {
		return f.Records(func(r []byte) error {
			got = append(got, string(r))
			return nil
		})
	})
	if err != nil {
		return nil, 0, err
	}
	return got, cut, l.Close()
}

// written is a directory with n records, each in a frame of its own.
func written(t testing.TB, o framelog.Options, n int) (dir string, ends []int64) {
	t.Helper()
	dir = t.TempDir()
	l := open(t, dir, o)
	for i := range n {
		if _, err := l.Append(record(i)); err != nil {
			t.Fatal(err)
		}
		ends = append(ends, size(t, segment(dir, 1)))
	}
	shut(t, l)
	return dir, ends
}

func record(i int) []byte { return fmt.Appendf(nil, "record %d of a test", i) }

func segment(dir string, n int) string { return filepath.Join(dir, framelog.SegmentName(n)) }

func size(t testing.TB, name string) int64 {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
