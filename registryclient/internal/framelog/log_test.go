package framelog_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

func TestAppendAndRead(t *testing.T) {
	small := options
	small.SegmentSize = 4 << 10
	dir := t.TempDir()
	l := open(t, dir, small)
	const writers, each = 8, 50
	var mu sync.Mutex
	at := make(map[string]framelog.Position)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				r := fmt.Sprintf("writer %d record %d", w, i)
				p, err := l.Append([]byte(r))
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				at[r] = p
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for want, p := range at {
		found := false
		if err := l.Read(p, func(r []byte) error { found = found || string(r) == want; return nil }); err != nil || !found {
			t.Fatalf("%q is not at %v: %v", want, p, err)
		}
	}
	shut(t, l)
	got, cut, err := records(dir, small)
	if err != nil || cut != 0 || len(got) != writers*each {
		t.Fatalf("%d records, cut %d, error %v", len(got), cut, err)
	}
	slices.Sort(got)
	if len(slices.Compact(got)) != writers*each {
		t.Error("a record is there twice")
	}
}

func TestTwoWriters(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, options)
	if _, _, err := framelog.Open(dir, options, none); !errors.Is(err, framelog.Locked) {
		t.Errorf("a second writer: error %v, want Locked", err)
	}
	shut(t, l)
	shut(t, open(t, dir, options))
}

func TestAfterClose(t *testing.T) {
	l := open(t, t.TempDir(), options)
	shut(t, l)
	shut(t, l)
	if _, err := l.Append([]byte("x")); !errors.Is(err, framelog.Closed) {
		t.Errorf("error %v, want Closed", err)
	}
	if _, err := l.Append(make([]byte, framelog.MaxRecord+1)); !errors.Is(err, framelog.TooLarge) {
		t.Errorf("error %v, want TooLarge", err)
	}
}

func TestModes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "log")
	l := open(t, dir, options)
	defer shut(t, l)
	for name, want := range map[string]os.FileMode{dir: 0o700, segment(dir, 1): 0o600, filepath.Join(dir, "lock"): 0o600} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("mode %v, error %v; want %v", info.Mode().Perm(), err, want)
		}
	}
}

func TestSeal(t *testing.T) {
	o := options
	o.SegmentSize = 300
	o.Seal = func(seq uint64, hash framelog.Hash) ([]byte, error) {
		return fmt.Appendf(nil, "%d %x", seq, hash[:4]), nil
	}
	dir := t.TempDir()
	const sessions, each = 3, 7
	for range sessions {
		l := open(t, dir, o)
		for i := range each {
			if _, err := l.Append(record(i)); err != nil {
				t.Fatal(err)
			}
		}
		shut(t, l)
	}
	count, seals := 0, 0
	var before framelog.Frame
	_, _, sealed, torn, err := framelog.Verify(dir, o, func(f *framelog.Frame) error {
		if f.Seal {
			seals++
			if want := fmt.Sprintf("%d %x", before.Seq, before.Hash[:4]); string(f.Body()) != want {
				t.Errorf("seal %q, want %q", f.Body(), want)
			}
		}
		before = *f
		return f.Records(func([]byte) error { count++; return nil })
	})
	if err != nil || !sealed || torn || count != sessions*each || seals < sessions {
		t.Errorf("%d records, %d seals, sealed %v, torn %v, error %v", count, seals, sealed, torn, err)
	}
	if _, _, _, _, err := framelog.Verify(t.TempDir(), o, none); !errors.Is(err, framelog.Format) {
		t.Errorf("an empty directory: error %v, want Format", err)
	}
}

// disk is the machine's file system with failures on order: left counts the
// bytes that still fit, failSync makes fsync fail.
type disk struct {
	hasty
	left     int
	failSync bool
	syncs    int
}

type diskFile struct {
	framelog.File
	d *disk
}

func (d *disk) Create(name string) (framelog.File, error) {
	f, err := d.hasty.Create(name)
	return diskFile{f, d}, err
}

func (d *disk) Open(name string) (framelog.File, error) {
	f, err := d.hasty.Open(name)
	return diskFile{f, d}, err
}

func (f diskFile) Write(p []byte) (int, error) {
	if len(p) > f.d.left {
		n, _ := f.File.Write(p[:f.d.left]) // a full disk takes a part
		f.d.left = 0
		return n, &os.PathError{Op: "write", Path: "/secret/path", Err: syscall.ENOSPC}
	}
	f.d.left -= len(p)
	return f.File.Write(p)
}

func (f diskFile) Sync() error {
	f.d.syncs++
	if f.d.failSync {
		return &os.PathError{Op: "sync", Path: "/secret/path", Err: syscall.EIO}
	}
	return f.File.Sync()
}

// TestFullDisk fills the disk at every byte of the third record: the log is
// poisoned at once and what was acknowledged stays.
func TestFullDisk(t *testing.T) {
	_, ends := written(t, options, 3)
	for left := int(ends[1]); left < int(ends[2]); left++ {
		dir := t.TempDir()
		d := &disk{left: left}
		o := options
		o.FS = d
		l := open(t, dir, o)
		for i := range 2 {
			if _, err := l.Append(record(i)); err != nil {
				t.Fatal(err)
			}
		}
		_, err := l.Append(record(2))
		if !errors.Is(err, framelog.Poisoned) || !errors.Is(err, syscall.ENOSPC) || bytes.Contains([]byte(err.Error()), []byte("secret")) {
			t.Fatalf("%d bytes left: %v", left, err)
		}
		d.left = 1 << 20 // space again: too late for this log
		if _, err := l.Append(record(2)); !errors.Is(err, framelog.Poisoned) {
			t.Fatalf("%d bytes left: a poisoned log took a record: %v", left, err)
		}
		_ = l.Close()
		if got, _, err := records(dir, options); err != nil || len(got) != 2 {
			t.Fatalf("%d bytes left: %d records after opening again, error %v", left, len(got), err)
		}
	}
}

// TestFailedSync: one failed fsync finishes the log, and fsync is not tried
// again, because it might then report success for pages that are gone.
func TestFailedSync(t *testing.T) {
	d := &disk{left: 1 << 20}
	o := options
	o.FS = d
	dir := t.TempDir()
	l := open(t, dir, o)
	if _, err := l.Append(record(0)); err != nil {
		t.Fatal(err)
	}
	d.failSync = true
	if _, err := l.Append(record(1)); !errors.Is(err, framelog.Poisoned) || !errors.Is(err, syscall.EIO) {
		t.Fatalf("error %v, want Poisoned because of EIO", err)
	}
	d.failSync = false
	before := d.syncs
	if _, err := l.Append(record(1)); !errors.Is(err, framelog.Poisoned) {
		t.Errorf("error %v, want Poisoned", err)
	}
	_ = l.Close()
	if d.syncs != before {
		t.Error("fsync was tried again")
	}
	got, _, err := records(dir, options) // the record that failed may or may not be there
	if err != nil || len(got) < 1 || got[0] != string(record(0)) {
		t.Errorf("%d records after opening again, error %v", len(got), err)
	}
}

// TestFailureAtRotation: the disk fails while a segment is made.
func TestFailureAtRotation(t *testing.T) {
	for left := 200; left < 700; left += 7 {
		o := options
		o.SegmentSize = 300
		d := &disk{left: left}
		o.FS = d
		dir := t.TempDir()
		l := open(t, dir, o)
		acknowledged := 0
		for i := range 20 {
			if _, err := l.Append(record(i)); err != nil {
				break
			}
			acknowledged++
		}
		_ = l.Close()
		d.left = 1 << 20
		got, _, err := records(dir, o)
		if err != nil || len(got) != acknowledged {
			t.Fatalf("%d bytes: %d records, %d acknowledged, error %v", left, len(got), acknowledged, err)
		}
	}
}
