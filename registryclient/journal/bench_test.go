package journal_test

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/journal"
)

// BenchmarkVerifyAll is a batch against a registry that costs nothing: what
// chunks, digests, sealing and fsync cost a row.
func BenchmarkVerifyAll(b *testing.B) {
	for name, v := range map[string]registryclient.Verifier{"batch": localBatch{}, "one_by_one": local{}} {
		for _, kept := range []bool{false, true} {
			b.Run(name+"/journal="+strconv.FormatBool(kept), func(b *testing.B) {
				const n = 50_000
				dir, run := b.TempDir(), 0
				for b.Loop() {
					var cp registryclient.Checkpointer
					if kept {
						run++
						cp = open(b, filepath.Join(dir, strconv.Itoa(run)), journal.Options{})
					}
					given := 0
					for _, err := range registryclient.VerifyAll(b.Context(), v, rows(n), cp, registryclient.BatchOptions{Key: key}) {
						if err != nil {
							b.Fatal(err)
						}
						given++
					}
					if given != n {
						b.Fatalf("%d results", given)
					}
				}
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}

// BenchmarkAppend is the journal alone, a fsync a checkpoint of 1,000 rows.
func BenchmarkAppend(b *testing.B) {
	j := open(b, b.TempDir(), journal.Options{})
	begin(b, j)
	c := point(0, 1)
	c.Rows, c.Classes, c.Payload = 1000, make([]registryclient.RowClass, 1000), make([]byte, 60_000)
	for b.Loop() {
		if c.Chunk++; c.Chunk > 1000 {
			c.Chunk = 0
		}
		put(b, j, c)
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkOpen reads a journal of 500,000 rows.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	j := open(b, dir, journal.Options{}.On(hasty{}))
	begin(b, j)
	c := point(0, 1)
	c.Rows, c.Classes, c.Payload = 500, make([]registryclient.RowClass, 500), make([]byte, 30_000)
	for c.Chunk = range 1000 {
		put(b, j, c)
	}
	_ = j.Close()
	size := int64(0)
	if info, err := os.Stat(file(dir)); err == nil {
		size = info.Size()
	}
	b.SetBytes(size)
	for b.Loop() {
		j, err := journal.Open(dir, journal.Options{})
		if err != nil {
			b.Fatal(err)
		}
		_ = j.Close()
	}
	b.ReportMetric(500_000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
