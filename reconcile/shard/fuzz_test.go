package shard_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzCut compares the counting of rows with encoding/csv.
func FuzzCut(f *testing.F) {
	for _, seed := range []string{list(12), "a\n", "a", "\ufeffa,b\r\n\"x\n\",1\r\n\r\n2,3", "a\n\"\"\n\n\"\"\"\n\"\n"} {
		f.Add(seed, 3)
	}
	f.Fuzz(func(t *testing.T, input string, size int) {
		if size < 1 || size > 50 {
			return
		}
		rows, err := csv.NewReader(strings.NewReader(input)).ReadAll()
		if err != nil || len(rows) == 0 || strings.Contains(input, "\r") {
			return // not a CSV file of encoding/csv, or line breaks that it reads as its own
		}
		plan := cut(t, input, size)
		if plan.Rows != int64(len(rows)-1) {
			t.Fatalf("%d rows, encoding/csv has %d", plan.Rows, len(rows)-1)
		}
		n := 0
		for i := range plan.Chunks() {
			part, err := csv.NewReader(plan.Open(strings.NewReader(input), plan.Chunk(i))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range part[1:] {
				n++
				if diff := cmp.Diff(rows[n], row); diff != "" {
					t.Fatalf("row %d (-want +got):\n%s", n, diff)
				}
			}
		}
		if n != len(rows)-1 {
			t.Fatalf("%d rows in the chunks, want %d", n, len(rows)-1)
		}
	})
}
