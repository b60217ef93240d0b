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

// BenchmarkReadMau02 reads a returned list of 5,000 rows and compares it with
// what was sent.
func BenchmarkReadMau02(b *testing.B) {
	rows := mau02Rows(5000)
	f := fill(b, mau02(b, rows...))
	for i := range rows {
		f.set(i+1, 10, "Đặng Thị Ngọc Ẩn").set(i+1, 11, "03/01/1990").set(i+1, 14, "x")
	}
	data := f.bytes()
	for name, opts := range map[string]forms.ReadOptions{"alone": {}, "issued": {Issued: rows}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if got := mustRead(b, data, opts); len(got.Corrections) == 0 {
					b.Fatal("nothing was accepted")
				}
			}
			b.ReportMetric(float64(len(rows))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkFormats writes Mẫu số 02 of 5,000 rows in every format.
func BenchmarkFormats(b *testing.B) {
	rows := mau02Rows(5000)
	for name, f := range everyFormat(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := forms.WriteMau02(context.Background(), io.Discard, head(), forms.Rows(rows...), in(f)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(rows))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
