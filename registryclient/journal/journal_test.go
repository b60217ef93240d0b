package journal_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
	"github.com/bhxh-go/bhxh/registryclient/journal"
)

var manifest = registryclient.Manifest{Version: 1, Batch: "b-1", ChunkSize: 4, Input: registryclient.BatchDigest{1}, Key: registryclient.BatchDigest{2}}

// hasty is the machine's file system without fsync.
type hasty struct{ framelog.OS }

type hastyFile struct{ framelog.File }

func (hasty) Create(name string) (framelog.File, error) { return hurry(framelog.OS{}.Create(name)) }
func (hasty) Open(name string) (framelog.File, error)   { return hurry(framelog.OS{}.Open(name)) }
func (hasty) SyncDir(string) error                      { return nil }

func hurry(f framelog.File, err error) (framelog.File, error) { return hastyFile{f}, err }
func (hastyFile) Sync() error                                 { return nil }

func open(t testing.TB, dir string, o journal.Options) *journal.Journal {
	t.Helper()
	j, err := journal.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j
}

func begin(t testing.TB, j *journal.Journal) {
	t.Helper()
	if m, err := j.Begin(t.Context(), manifest); err != nil || m != manifest {
		t.Fatalf("manifest %v, error %v", m, err)
	}
}

// point is the checkpoint of a chunk in its n-th version.
func point(chunk, version int) registryclient.Checkpoint {
	c := registryclient.Checkpoint{
		Chunk: chunk, State: registryclient.CheckpointDone, Generation: version, Rows: 4, Digest: registryclient.BatchDigest{byte(chunk), 9},
		Classes: []registryclient.RowClass{registryclient.RowMatched, registryclient.RowFailed, registryclient.RowNotMatched, registryclient.RowOpen},
		Payload: fmt.Appendf(nil, "payload %d of %d", version, chunk),
	}
	if version%2 == 0 {
		c.State, c.Classes, c.Payload = registryclient.CheckpointAnnounced, nil, nil
	}
	return c
}

func put(t testing.TB, j *journal.Journal, c registryclient.Checkpoint) {
	t.Helper()
	if err := j.Append(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func expect(t testing.TB, j *journal.Journal, chunk int, want registryclient.Checkpoint) {
	t.Helper()
	got, err := j.Load(t.Context(), chunk)
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Fatalf("chunk %d, error %v (-want +got):\n%s", chunk, err, d)
	}
}

// TestAgainstAModel compares a journal with a map under random checkpoints,
// loads and reopenings, with segments of every size.
func TestAgainstAModel(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 20 {
		o := journal.Options{SegmentSize: int64(200 << (round % 8))}.On(hasty{})
		dir := t.TempDir()
		j := open(t, dir, o)
		begin(t, j)
		model := make(map[int]registryclient.Checkpoint)
		for step := range 200 {
			chunk := random.IntN(40)
			switch random.IntN(10) {
			case 0:
				if err := j.Close(); err != nil {
					t.Fatal(err)
				}
				j = open(t, dir, o)
				begin(t, j)
			case 1, 2, 3:
				expect(t, j, chunk, model[chunk])
			default:
				model[chunk] = point(chunk, step)
				put(t, j, model[chunk])
			}
		}
		end := registryclient.Checkpoint{Chunk: registryclient.ChunkEnd, State: registryclient.CheckpointEnded, Rows: 160}
		expect(t, j, registryclient.ChunkEnd, registryclient.Checkpoint{})
		put(t, j, end)
		_ = j.Close()
		j = open(t, dir, o)
		for chunk := range 41 {
			expect(t, j, chunk, model[chunk])
		}
		expect(t, j, registryclient.ChunkEnd, end)
		_ = j.Close()
	}
}

// TestManifestIsKept: a later run gets the manifest of the first.
func TestManifestIsKept(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, journal.Options{})
	if err := j.Append(t.Context(), point(0, 1)); !errors.Is(err, journal.CodeOrder) {
		t.Errorf("before Begin: %v, want CodeOrder", err)
	}
	begin(t, j)
	_ = j.Close()
	j = open(t, dir, journal.Options{})
	other := manifest
	other.Batch = "another"
	if m, err := j.Begin(t.Context(), other); err != nil || m != manifest {
		t.Errorf("manifest %v, error %v; want the first", m, err)
	}
}

// journaled writes n checkpoints, one a frame, and gives where each ended.
func journaled(t testing.TB, n int) (dir string, ends []int64) {
	t.Helper()
	dir = t.TempDir()
	j := open(t, dir, journal.Options{}.On(hasty{}))
	begin(t, j)
	for i := range n {
		put(t, j, point(i%3, i))
		info, err := os.Stat(file(dir))
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, info.Size())
	}
	_ = j.Close()
	return dir, ends
}

func file(dir string) string { return filepath.Join(dir, framelog.SegmentName(1)) }

// upTo is what the journal must hold after the first n checkpoints.
func upTo(n int) map[int]registryclient.Checkpoint {
	model := make(map[int]registryclient.Checkpoint)
	for i := range n {
		model[i%3] = point(i%3, i)
	}
	return model
}

// TestTornTail cuts the file at every byte of its last three frames.
func TestTornTail(t *testing.T) {
	t.Parallel()
	const n = 8
	dir, ends := journaled(t, n)
	whole, err := os.ReadFile(file(dir))
	if err != nil {
		t.Fatal(err)
	}
	for length := ends[n-4]; length <= ends[n-1]; length++ {
		if err := os.WriteFile(file(dir), whole[:length], 0o600); err != nil {
			t.Fatal(err)
		}
		complete := 0
		for complete < n && ends[complete] <= length {
			complete++
		}
		j := open(t, dir, journal.Options{}.On(hasty{}))
		if want := length - ends[complete-1]; j.Cut() != want {
			t.Fatalf("cut at %d: %d bytes dropped, want %d", length, j.Cut(), want)
		}
		for chunk, want := range upTo(complete) {
			expect(t, j, chunk, want)
		}
		put(t, j, point(5, 1)) // and it goes on from there
		expect(t, j, 5, point(5, 1))
		_ = j.Close()
	}
}

// TestEveryBit turns every bit of the file.
func TestEveryBit(t *testing.T) {
	t.Parallel()
	const n = 3
	dir, ends := journaled(t, n)
	whole, err := os.ReadFile(file(dir))
	if err != nil {
		t.Fatal(err)
	}
	for at := range whole {
		for bit := range 8 {
			damaged := slices.Clone(whole)
			damaged[at] ^= 1 << bit
			if err := os.WriteFile(file(dir), damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			j, err := journal.Open(dir, journal.Options{}.On(hasty{}))
			if int64(at) < ends[n-2] || err != nil {
				var e *journal.Error
				if !errors.Is(err, journal.CodeCorrupt) || !errors.As(err, &e) || e.Segment != 1 {
					t.Fatalf("bit %d of byte %d: error %v, want CodeCorrupt with its place", bit, at, err)
				}
				continue
			}
			for chunk, want := range upTo(n - 1) {
				expect(t, j, chunk, want)
			}
			_ = j.Close()
		}
	}
}

// faulty is a disk whose next writes or fsyncs fail.
type faulty struct {
	hasty
	write, sync error
}

type faultyFile struct {
	framelog.File
	d *faulty
}

func (d *faulty) Create(name string) (framelog.File, error) {
	f, err := d.hasty.Create(name)
	return faultyFile{f, d}, err
}

func (f faultyFile) Write(p []byte) (int, error) {
	if f.d.write != nil {
		n, _ := f.File.Write(p[:len(p)/2])
		return n, f.d.write
	}
	return f.File.Write(p)
}

func (f faultyFile) Sync() error { return f.d.sync }

func TestDiskThatFails(t *testing.T) {
	for name, c := range map[string]struct{ write, sync error }{
		"full":         {&os.PathError{Op: "write", Path: "/home/canary", Err: syscall.ENOSPC}, nil},
		"broken write": {&os.PathError{Op: "write", Path: "/home/canary", Err: syscall.EIO}, nil},
		"broken sync":  {nil, &os.PathError{Op: "fsync", Path: "/home/canary", Err: syscall.EIO}},
	} {
		t.Run(name, func(t *testing.T) {
			dir, d := t.TempDir(), &faulty{}
			j := open(t, dir, journal.Options{}.On(d))
			begin(t, j)
			put(t, j, point(0, 1))
			d.write, d.sync = c.write, c.sync
			for range 2 {
				err := j.Append(t.Context(), point(1, 1))
				if !errors.Is(err, journal.CodePoisoned) || strings.Contains(err.Error(), "canary") {
					t.Errorf("error %v, want CodePoisoned without a path", err)
				}
				if !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, syscall.EIO) {
					t.Errorf("error %v lost its cause", err)
				}
				d.write, d.sync = nil, nil
			}
			if err := j.Close(); err != nil {
				t.Error(err)
			}
			j = open(t, dir, journal.Options{}.On(hasty{}))
			expect(t, j, 0, point(0, 1))
		})
	}
}

func TestTwoWriters(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir, journal.Options{})
	if _, err := journal.Open(dir, journal.Options{}); !errors.Is(err, journal.CodeLocked) {
		t.Errorf("error %v, want CodeLocked", err)
	}
	_ = j.Close()
	if err := j.Append(t.Context(), point(0, 1)); !errors.Is(err, journal.CodeOrder) && !errors.Is(err, journal.CodeClosed) {
		t.Errorf("after Close: %v", err)
	}
	open(t, dir, journal.Options{})
}

func TestRefusals(t *testing.T) {
	j := open(t, t.TempDir(), journal.Options{}.On(hasty{}))
	begin(t, j)
	for name, c := range map[string]registryclient.Checkpoint{
		"no state":              {Chunk: 1},
		"end of another kind":   {Chunk: registryclient.ChunkEnd, State: registryclient.CheckpointDone},
		"negative":              {Chunk: -2, State: registryclient.CheckpointAnnounced},
		"far ahead":             {Chunk: 1 << 40, State: registryclient.CheckpointAnnounced},
		"classes of other rows": {Chunk: 1, State: registryclient.CheckpointDone, Rows: 2, Classes: make([]registryclient.RowClass, 1)},
	} {
		if err := j.Append(t.Context(), c); !errors.Is(err, journal.CodeInvalid) {
			t.Errorf("%s: error %v, want CodeInvalid", name, err)
		}
	}
	large := point(0, 1)
	large.Payload = make([]byte, framelog.MaxRecord)
	if err := j.Append(t.Context(), large); !errors.Is(err, journal.CodeTooLarge) {
		t.Errorf("error %v, want CodeTooLarge", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := j.Append(ended, point(0, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	if _, err := journal.Open(filepath.Join(t.TempDir(), "missing", "\x00"), journal.Options{}); !errors.Is(err, journal.CodeIO) {
		t.Errorf("error %v, want CodeIO", err)
	}
}

// FuzzRecord: a record that can be read is written the same again.
func FuzzRecord(f *testing.F) {
	for i := range 4 {
		f.Add(journal.Encode(point(i, i)))
	}
	f.Add(journal.Encode(registryclient.Checkpoint{Chunk: registryclient.ChunkEnd, State: registryclient.CheckpointEnded, Rows: 7}))
	f.Add([]byte("C\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
	f.Fuzz(func(t *testing.T, record []byte) {
		c, ok := journal.Decode(record)
		if !ok {
			return
		}
		again, ok := journal.Decode(journal.Encode(c))
		if !ok || !reflect.DeepEqual(c, again) {
			t.Fatalf("%v became %v", c, again)
		}
	})
}
