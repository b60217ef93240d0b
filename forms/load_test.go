package forms_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkLoad does each of the great jobs in a process of its own, and
// reports rows in a second of processor time, rows in a second, and the most
// memory that the process held:
//
//	go test ./forms -run '^$' -bench Load -benchtime 3x
func BenchmarkLoad(b *testing.B) {
	const list = 100_000
	returned := filepath.Join(b.TempDir(), "returned.xlsx")
	if err := os.WriteFile(returned, bigReturned(b, list), 0o600); err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name, job, path string
		rows, lists     int
	}{
		{"xlsx-100000-in-volumes", "xlsx", "", list, 1},
		{"pdf-100000-in-volumes", "pdf", "", list, 1},
		{"read-100000", "read", returned, list, 1},
		{"read-100000-against-issued", "read-issued", returned, list, 1},
		{"fifty-lists-of-10000-eight-at-once", "fifty", "", 10_000, 50},
	} {
		b.Run(c.name, func(b *testing.B) {
			var cpu time.Duration
			peak := 0.0
			for b.Loop() {
				job := child(b, c.job, c.path, c.rows)
				job.Env = append(job.Env, childMemory+"=1")
				out, err := job.Output()
				if err != nil {
					b.Fatal(err)
				}
				cpu += job.ProcessState.UserTime() + job.ProcessState.SystemTime()
				if kb, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64); err == nil {
					peak = max(peak, kb/1024)
				}
			}
			rows := float64(c.rows*c.lists) * float64(b.N)
			b.ReportMetric(rows/cpu.Seconds(), "rows/cpu-s")
			b.ReportMetric(rows/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(0, "ns/op") // not of interest
			if peak > 0 {
				b.ReportMetric(peak, "peak-MB")
			}
		})
	}
}

// peakMemory gives the most memory that this process held, in kB; "" where the
// system does not say. The rusage of a child would count the memory of the
// parent that started it.
func peakMemory() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil || runtime.GOOS != "linux" {
		return ""
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	return kb
}
