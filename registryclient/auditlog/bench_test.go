package auditlog_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/auditlog"
)

// BenchmarkAttempt is one entry with its fsync; in parallel, callers share it.
func BenchmarkAttempt(b *testing.B) {
	b.Run("alone", func(b *testing.B) {
		l := open(b, b.TempDir(), auditlog.Options{})
		for b.Loop() {
			if err := l.Attempt(b.Context(), attempt(1)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("64_callers", func(b *testing.B) {
		l := open(b, b.TempDir(), auditlog.Options{})
		b.SetParallelism(32)
		b.RunParallel(func(p *testing.PB) {
			for p.Next() {
				if err := l.Attempt(b.Context(), attempt(1)); err != nil {
					b.Error(err)
				}
			}
		})
	})
}
