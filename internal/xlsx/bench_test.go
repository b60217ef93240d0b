package xlsx_test

import (
	"io"
	"testing"

	"github.com/bhxh-go/bhxh/internal/xlsx"
)

func BenchmarkRow(b *testing.B) {
	const rows = 5000
	cells := []xlsx.Cell{{Style: 2, Text: "001090950566"}, {Style: 1, Text: "Nguyễn Thị Ánh Tuyết"}, {Style: 3, Number: 7, IsNumber: true}}
	b.ReportAllocs()
	for b.Loop() {
		w, err := xlsx.New(sample())
		if err != nil {
			b.Fatal(err)
		}
		for range rows {
			if _, err := w.Row(20, cells); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := w.WriteTo(io.Discard); err != nil {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
