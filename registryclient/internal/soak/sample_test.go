package soak_test

import (
	"cmp"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
)

// sample is what the process holds at one moment.
type sample struct {
	row        int
	goroutines int
	files      int // open descriptors; 0 where the system does not say
	heap       int // live bytes after a collection
	resident   int // bytes; 0 where the system does not say
	journal    int // bytes in the directory
}

func (s *soak) sample() sample {
	runtime.GC()
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	return sample{
		row: s.furthest, goroutines: runtime.NumGoroutine(), files: descriptors(),
		heap: int(live[0].Value.Uint64()), resident: resident(), journal: s.size(s.journalDir()),
	}
}

// descriptors counts the open files of the process.
func descriptors() int {
	for _, dir := range [...]string{"/proc/self/fd", "/dev/fd"} {
		if open, err := os.ReadDir(dir); err == nil {
			return len(open)
		}
	}
	return 0
}

func resident() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if size, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kB, _ := strconv.Atoi(strings.Fields(size)[0])
			return kB << 10
		}
	}
	return 0
}

// size gives the bytes of the files in a directory.
func (s *soak) size(dir string) (bytes int) {
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		s.Fatal(err)
	}
	for _, name := range names {
		if info, err := os.Stat(name); err == nil {
			bytes += int(info.Size())
		}
	}
	return bytes
}

// The most that the first and the last quarter may be apart, each at the least
// that was held in it, so that a burst of faults is no growth: a tenth, and a
// little that two moments always differ by.
const (
	growth        = 1.10
	slackRoutines = 32
	slackFiles    = 32
	slackHeap     = 2 << 20
	slackJournal  = 1 << 20 // what the workers are ahead of the results
	perChunk      = 16      // bytes of the journal's index of chunks, with the room that a slice keeps
)

// flat compares the last quarter of the samples with the first.
func (s *soak) flat() {
	quarter := len(s.taken) / 4
	if quarter < samples/4 {
		s.Fatalf("%d samples, want %d", len(s.taken), samples)
	}
	first, last := s.taken[:quarter], s.taken[len(s.taken)-quarter:]
	index := perChunk * (s.rows / chunkSize)
	for _, of := range []struct {
		name  string
		value func(sample) int
		slack int
	}{
		{"goroutines", func(m sample) int { return m.goroutines }, slackRoutines},
		{"open files", func(m sample) int { return m.files }, slackFiles},
		{"live heap", func(m sample) int { return m.heap }, slackHeap + index},
	} {
		before, after := least(first, of.value), least(last, of.value)
		s.Logf("%s: %d in the first quarter, %d in the last", of.name, before, after)
		if float64(after) > growth*float64(before)+float64(of.slack) {
			s.Errorf("%s grew from %d to %d", of.name, before, after)
		}
	}
	before, after := written(first), written(last)
	resident := func(m sample) int { return m.resident }
	s.Logf("journal: %d kB in the first quarter, %d kB in the last, %.0f bytes a row in all; audit log %.0f; resident at least %d MB and %d MB",
		before>>10, after>>10, float64(s.size(s.journalDir()))/float64(s.rows), float64(s.size(s.auditDir()))/float64(s.rows),
		least(first, resident)>>20, least(last, resident)>>20)
	if float64(after) > growth*float64(before)+slackJournal {
		s.Errorf("the journal took %d bytes for a quarter of the rows, and %d for the last", before, after)
	}
}

func least(of []sample, value func(sample) int) int {
	return value(slices.MinFunc(of, func(a, b sample) int { return cmp.Compare(value(a), value(b)) }))
}

// written gives by how many bytes the journal grew.
func written(of []sample) int { return of[len(of)-1].journal - of[0].journal }
