package csvtable_test

import (
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/internal/csvtable"
)

func BenchmarkNext(b *testing.B) {
	for _, c := range []struct{ name, note string }{{"plain", "a b"}, {"quoted", "\"a, b\""}} {
		b.Run(c.name, func(b *testing.B) {
			text := "name,number,note\n" + strings.Repeat("Nguyễn Văn Mẫu,000000000000,"+c.note+"\n", 1000)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if rows := countRows(b, text); rows != 1000 {
					b.Fatalf("%d rows, want 1000", rows)
				}
			}
		})
	}
}

func countRows(b *testing.B, text string) (rows int) {
	table, err := csvtable.Open(strings.NewReader(text), "bench.csv", []string{"name", "number"}, []string{"note"})
	if err != nil {
		b.Fatal(err)
	}
	for row, err := range table.Rows() {
		if err != nil || row.Get("name") == "" {
			b.Fatal("lost a row", err)
		}
		rows++
	}
	return rows
}
