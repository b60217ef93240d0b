package csvtable_test

import (
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/internal/csvtable"
)

func BenchmarkNext(b *testing.B) {
	text := "name,number,note\n" + strings.Repeat("Nguyễn Văn Mẫu,000000000000,\"a, b\"\n", 1000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		table, err := csvtable.Open(strings.NewReader(text), "bench.csv", []string{"name", "number"}, []string{"note"})
		if err != nil {
			b.Fatal(err)
		}
		rows := 0
		for row, err := range table.Rows() {
			if err != nil || row.Get("name") == "" {
				b.Fatal("lost a row", err)
			}
			rows++
		}
		if rows != 1000 {
			b.Fatalf("%d rows, want 1000", rows)
		}
	}
}
