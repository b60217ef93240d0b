package linkage_test

import (
	"context"
	"testing"

	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

const benchRecords = 20_000

func BenchmarkAddAll(b *testing.B) {
	s := generate(b, synth.Hard, benchRecords, 1)
	for b.Loop() {
		ix := newIndex(b, linkage.Options{}, s.right)
		ix.Find(s.left[0]) // files the records
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRecords, "ns/record")
}

func BenchmarkFind(b *testing.B) {
	s := generate(b, synth.Hard, benchRecords, 1)
	ix := newIndex(b, linkage.Options{}, s.right)
	ix.Find(s.left[0])
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		ix.Find(s.left[i%len(s.left)])
		i++
	}
}

func BenchmarkDuplicates(b *testing.B) {
	s := generate(b, synth.Hard, benchRecords, 1)
	ix := newIndex(b, linkage.Options{}, s.left)
	for b.Loop() {
		for _, err := range ix.Duplicates(context.Background()) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRecords, "ns/record")
}

func BenchmarkKeys(b *testing.B) {
	r := record("Nguyễn Thị Minh Khai", "05/07/1979", "Nữ", "001179022299")
	var keys []linkage.Key
	b.ReportAllocs()
	for b.Loop() {
		keys = linkage.AppendKeys(keys[:0], r)
	}
}
