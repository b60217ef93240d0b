package framelog_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

// TestTruncation cuts the file at every byte of its last three frames: what
// was acknowledged and lies before the cut is there, and no frame is there in
// part.
func TestTruncation(t *testing.T) {
	const n = 6
	dir, ends := written(t, options, n)
	whole := read(t, segment(dir, 1))
	for length := ends[n-4]; length <= ends[n-1]; length++ {
		write(t, segment(dir, 1), whole[:length])
		complete := 0
		for _, end := range ends {
			if end <= length {
				complete++
			}
		}
		got, cut, err := records(dir, options)
		if err != nil || len(got) != complete {
			t.Fatalf("cut at %d of %d: %d records, error %v; want %d", length, len(whole), len(got), err, complete)
		}
		if want := length - ends[complete-1]; cut != want {
			t.Fatalf("cut at %d: %d bytes dropped, want %d", length, cut, want)
		}
		if again, cut, err := records(dir, options); err != nil || cut != 0 || !slices.Equal(again, got) {
			t.Fatalf("cut at %d: opened twice it differs: %d records, cut %d, error %v", length, len(again), cut, err)
		}
	}
}

// TestBitFlips turns every bit of the file: before the last frame the log is
// refused, in the last frame at most that frame is gone, and no record is ever
// another than was written.
func TestBitFlips(t *testing.T) {
	const n = 3
	dir, ends := written(t, options, n)
	whole := read(t, segment(dir, 1))
	for at := range whole {
		for bit := range 8 {
			damaged := slices.Clone(whole)
			damaged[at] ^= 1 << bit
			write(t, segment(dir, 1), damaged)
			got, _, err := records(dir, options)
			if int64(at) < ends[n-2] {
				if !errors.Is(err, framelog.Corrupt) {
					t.Fatalf("bit %d of byte %d: %d records, error %v; want a refusal", bit, at, len(got), err)
				}
				if after := read(t, segment(dir, 1)); !slices.Equal(after, damaged) {
					t.Fatalf("bit %d of byte %d: a refused file was changed", bit, at)
				}
				continue
			}
			if err == nil && len(got) != n-1 || err != nil && !errors.Is(err, framelog.Corrupt) {
				t.Fatalf("bit %d of byte %d in the last frame: %d records, error %v", bit, at, len(got), err)
			}
			for i, r := range got {
				if r != string(record(i)) {
					t.Fatalf("bit %d of byte %d: record %d is another", bit, at, i)
				}
			}
		}
	}
}

// TestZeroTail is what a power loss leaves where the length reached the disk
// and the data did not.
func TestZeroTail(t *testing.T) {
	dir, _ := written(t, options, 3)
	whole := read(t, segment(dir, 1))
	for _, zeros := range []int{1, 59, 60, 61, 4096, 600_000} {
		write(t, segment(dir, 1), append(slices.Clone(whole), make([]byte, zeros)...))
		got, cut, err := records(dir, options)
		if err != nil || len(got) != 3 || cut != int64(zeros) {
			t.Errorf("%d zeros: %d records, cut %d, error %v", zeros, len(got), cut, err)
		}
	}
}

// TestLengthOfAFarFrame: a bad header is followed, far behind, by a sound one.
func TestLengthOfAFarFrame(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, framelog.Options{Kind: "test", SegmentSize: 1 << 30})
	for range 3 {
		if _, err := l.Append(make([]byte, 700_000)); err != nil {
			t.Fatal(err)
		}
	}
	shut(t, l)
	data := read(t, segment(dir, 1))
	first := len(data) - 3*(60+3+700_000)
	data[first+5] ^= 1 // in the length of the first frame of records
	write(t, segment(dir, 1), data)
	if _, _, err := records(dir, options); !errors.Is(err, framelog.Corrupt) {
		t.Errorf("error %v, want Corrupt", err)
	}
}

func TestSegments(t *testing.T) {
	small := options
	small.SegmentSize = 300
	const n = 20
	for name, c := range map[string]struct {
		damage func(dir string, count int) error
		want   error
	}{
		"none":               {func(string, int) error { return nil }, nil},
		"middle one gone":    {func(dir string, _ int) error { return os.Remove(segment(dir, 2)) }, framelog.Corrupt},
		"first one gone":     {func(dir string, _ int) error { return os.Remove(segment(dir, 1)) }, framelog.Corrupt},
		"two exchanged":      {func(dir string, _ int) error { return swap(segment(dir, 1), segment(dir, 2)) }, framelog.Corrupt},
		"an early one short": {func(dir string, _ int) error { return os.Truncate(segment(dir, 2), 310) }, framelog.Corrupt},
		"creation broke off": {func(dir string, count int) error {
			return os.WriteFile(segment(dir, count+1)+".new", []byte("BXF1"), 0o600)
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			l := open(t, dir, small)
			var last framelog.Position
			for i := range n {
				var err error
				if last, err = l.Append(record(i)); err != nil {
					t.Fatal(err)
				}
			}
			shut(t, l)
			if last.Segment < 5 {
				t.Fatalf("%d segments: nothing rotated", last.Segment)
			}
			if err := c.damage(dir, last.Segment); err != nil {
				t.Fatal(err)
			}
			got, _, err := records(dir, small)
			if !errors.Is(err, c.want) || c.want == nil && len(got) != n {
				t.Errorf("%d records, error %v; want %v", len(got), err, c.want)
			}
		})
	}
}

func swap(a, b string) error {
	return errors.Join(os.Rename(a, a+"x"), os.Rename(b, a), os.Rename(a+"x", b))
}

func TestOtherKind(t *testing.T) {
	dir, _ := written(t, options, 1)
	other := options
	other.Kind = "other"
	if _, _, err := records(dir, other); !errors.Is(err, framelog.Format) {
		t.Errorf("error %v, want Format", err)
	}
}

// FuzzOpen: whatever stands in the file, a log opens with a prefix of what was
// written or is refused.
func FuzzOpen(f *testing.F) {
	dir := f.TempDir()
	l := open(f, dir, options)
	for i := range 3 {
		if _, err := l.Append(record(i)); err != nil {
			f.Fatal(err)
		}
	}
	shut(f, l)
	whole := read(f, segment(dir, 1))
	f.Add(uint16(0), []byte{})
	f.Add(uint16(200), []byte("BXF1"))
	f.Add(uint16(len(whole)), whole)
	f.Fuzz(func(t *testing.T, keep uint16, rest []byte) {
		dir := t.TempDir()
		write(t, segment(dir, 1), slices.Concat(whole[:min(int(keep), len(whole))], rest))
		got, _, err := records(dir, options)
		if err != nil {
			var e *framelog.Error
			if !errors.As(err, &e) {
				t.Fatalf("error of type %T", err)
			}
			return
		}
		for i, r := range got[:min(len(got), 3)] {
			if r != string(record(i)) {
				t.Fatalf("record %d is another", i)
			}
		}
		if again, cut, err := records(dir, options); err != nil || cut != 0 || fmt.Sprint(again) != fmt.Sprint(got) {
			t.Fatalf("opened twice it differs: error %v", err)
		}
	})
}
