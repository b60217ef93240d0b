package bulkfile_test

import (
	"path/filepath"
	"strconv"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

// BenchmarkExchange exports 10,000 questions and imports their answers.
func BenchmarkExchange(b *testing.B) {
	const n = 10_000
	ours, theirs := hmacOf(b, ourKey), hmacOf(b, theirKey)
	work, run := b.TempDir(), 0
	for b.Loop() {
		run++
		questions, answers := filepath.Join(work, strconv.Itoa(run), "q"), filepath.Join(work, strconv.Itoa(run), "a")
		if _, err := bulkfile.ExportQuestions(b.Context(), questions, header, participants(n), bulkfile.ExportOptions{Signer: ours}); err != nil {
			b.Fatal(err)
		}
		if _, err := bulkfile.Respond(b.Context(), questions, answers, ours, bulkfile.ExportOptions{Signer: theirs}, respond); err != nil {
			b.Fatal(err)
		}
		rows, err := imports(b, questions, answers)
		if err != nil || len(rows) != n {
			b.Fatalf("%d rows, error %v", len(rows), err)
		}
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
