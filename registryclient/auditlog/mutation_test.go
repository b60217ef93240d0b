package auditlog_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/auditlog"
	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

// files are the segments of a log in memory.
type files map[string][]byte

func load(t testing.TB, dir string) files {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.seg"))
	if err != nil {
		t.Fatal(err)
	}
	f := make(files)
	for _, name := range names {
		if f[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func (f files) store(t testing.TB, dir string) {
	t.Helper()
	old, err := filepath.Glob(filepath.Join(dir, "*.seg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range old {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range f {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// mutate changes the log in one of the ways a file can be changed.
func mutate(r *rand.Rand, f files) string {
	names := slices.Sorted(maps.Keys(f))
	name := names[r.IntN(len(names))]
	data := slices.Clone(f[name])
	at := r.IntN(len(data))
	end := min(len(data), at+1+r.IntN(300))
	switch r.IntN(11) {
	case 0:
		data[at] ^= 1 << r.IntN(8)
		f[name] = data
		return "a bit turned"
	case 1:
		for i := at; i < end; i++ {
			data[i] = byte(r.Uint32())
		}
		f[name] = data
		return "bytes overwritten"
	case 2:
		f[name] = slices.Delete(data, at, end)
		return "bytes removed"
	case 3:
		f[name] = slices.Insert(data, at, slices.Clone(data[at:end])...)
		return "bytes doubled"
	case 4:
		f[name] = data[:at]
		return "cut off"
	case 5:
		delete(f, name)
		return "a segment removed"
	case 6:
		other := names[r.IntN(len(names))]
		f[name], f[other] = f[other], f[name]
		return "two segments exchanged"
	case 7:
		f[name] = append(data, data[at:end]...)
		return "bytes added"
	case 8:
		return entryOut(f, name, data, r)
	case 9:
		clear(data[at:end])
		f[name] = data
		return "bytes cleared"
	}
	last := names[len(names)-1]
	f[framelog.SegmentName(len(names)+1)] = slices.Clone(f[last])
	return "a segment repeated"
}

// entryOut removes a whole frame, or exchanges it with the next.
func entryOut(f files, name string, data []byte, r *rand.Rand) string {
	var starts []int
	for at := 0; at < len(data); at += 60 + int(binary.LittleEndian.Uint32(data[at+4:])) {
		starts = append(starts, at)
	}
	starts = append(starts, len(data))
	i := r.IntN(len(starts) - 1)
	if r.IntN(2) == 0 || i+2 >= len(starts) {
		f[name] = slices.Delete(data, starts[i], starts[i+1])
		return "a frame removed"
	}
	f[name] = slices.Concat(data[:starts[i]], data[starts[i+1]:starts[i+2]], data[starts[i]:starts[i+1]], data[starts[i+2]:])
	return "two frames exchanged"
}

// TestMutations changes a sealed log 10,000 times: every change is found.
func TestMutations(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, auditlog.Options{SegmentSize: 1500}.On(hasty{}))
	fill(t, l, 0, 12)
	shut(t, l)
	sound, err := auditlog.Verify(t.Context(), dir, auditlog.VerifyOptions{Key: key})
	if err != nil || sound.Seals < 4 {
		t.Fatalf("%+v, error %v", sound, err)
	}
	original := load(t, dir)
	r := rand.New(rand.NewPCG(2207, 2022))
	for done := 0; done < 10_000; {
		changed := maps.Clone(original)
		how := mutate(r, changed)
		if maps.EqualFunc(original, changed, slices.Equal[[]byte]) {
			continue // what was written is what was there
		}
		if s, err := auditlog.Verify(t.Context(), dir, auditlog.VerifyOptions{Key: key, Head: sound.Head}.On(memory{files: changed})); err == nil {
			t.Fatalf("change %d was not found: %s; %+v", done, how, s)
		}
		done++
	}
	if _, err := auditlog.Verify(t.Context(), dir, auditlog.VerifyOptions{Key: key, Head: sound.Head}.On(memory{files: original})); err != nil {
		t.Error(err)
	}
}

// memory is a file system that holds a log, for reading.
type memory struct {
	framelog.OS
	files files
}

type memoryFile struct {
	framelog.File
	*bytes.Reader
}

func (m memory) List(string) ([]string, error) { return slices.Sorted(maps.Keys(m.files)), nil }

func (m memory) OpenRead(name string) (framelog.File, error) {
	data, ok := m.files[filepath.Base(name)]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return memoryFile{Reader: bytes.NewReader(data)}, nil
}

func (f memoryFile) ReadAt(p []byte, off int64) (int, error) { return f.Reader.ReadAt(p, off) }
func (f memoryFile) Size() (int64, error)                    { return f.Reader.Size(), nil }
func (memoryFile) Close() error                              { return nil }

// TestForgery: somebody without the key changes an entry and makes checksums
// and chain right again. Only the MAC tells, and a seal's signature.
func TestForgery(t *testing.T) {
	dir := t.TempDir()
	forged, err := auditlog.Open(dir, auditlog.Options{Key: key}.On(hasty{}))
	if err != nil {
		t.Fatal(err)
	}
	fill(t, forged, 0, 1)
	shut(t, forged)
	f := load(t, dir)
	data := f["00000001.seg"]
	// The last frame is the seal, which nothing follows: change its MAC and put
	// its two checksums right.
	last := len(data) - 60 - 16
	data[len(data)-1] ^= 1
	table := crc32.MakeTable(crc32.Castagnoli)
	binary.LittleEndian.PutUint32(data[last+52:], crc32.Checksum(data[last+60:], table))
	binary.LittleEndian.PutUint32(data[last+56:], crc32.Checksum(data[last:last+56], table))
	f.store(t, dir)
	if _, err := auditlog.Verify(t.Context(), dir, auditlog.VerifyOptions{Key: key}); err == nil {
		t.Error("a frame of somebody without the key was accepted")
	}
}

// FuzzVerify: whatever stands in the file, a log with the head that was kept is
// the log that was written, or is refused.
func FuzzVerify(f *testing.F) {
	dir := f.TempDir()
	l := open(f, dir, auditlog.Options{}.On(hasty{}))
	fill(f, l, 0, 2)
	shut(f, l)
	sound, err := auditlog.Verify(f.Context(), dir, auditlog.VerifyOptions{Key: key})
	if err != nil {
		f.Fatal(err)
	}
	data := load(f, dir)["00000001.seg"]
	f.Add(uint16(0), data)
	f.Add(uint16(len(data)), []byte{})
	f.Add(uint16(100), []byte("BXF1"))
	f.Add(uint16(500), data[500:])
	f.Fuzz(func(t *testing.T, keep uint16, rest []byte) {
		dir := t.TempDir()
		changed := slices.Concat(data[:min(int(keep), len(data))], rest)
		files{"00000001.seg": changed}.store(t, dir)
		s, err := auditlog.Verify(t.Context(), dir, auditlog.VerifyOptions{Key: key, Head: sound.Head, Unsealed: true})
		if same := slices.Equal(changed, data); same && err != nil || !same && err == nil && !s.Torn {
			t.Fatalf("the same: %v; %+v, error %v", same, s, err)
		}
	})
}
