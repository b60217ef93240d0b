package forms_test

import (
	"context"
	"io"
	"testing"

	"github.com/bhxh-go/bhxh/forms"
)

func BenchmarkWriteMau01(b *testing.B) {
	rows := mau01Rows(5000)
	b.ReportAllocs()
	for b.Loop() {
		if err := forms.WriteMau01(context.Background(), io.Discard, head(), forms.Rows(rows...), options()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(rows))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkWriteMau02(b *testing.B) {
	rows := mau02Rows(5000)
	b.ReportAllocs()
	for b.Loop() {
		if err := forms.WriteMau02(context.Background(), io.Discard, head(), forms.Rows(rows...), options()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(rows))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
