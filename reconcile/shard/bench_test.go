package shard_test

import (
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/shard"
)

// BenchmarkCut plans a list of 100,000 rows.
func BenchmarkCut(b *testing.B) {
	input := list(100000)
	b.SetBytes(int64(len(input)))
	for b.Loop() {
		if _, err := shard.Cut(b.Context(), strings.NewReader(input), shard.CutOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
