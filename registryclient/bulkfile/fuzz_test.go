package bulkfile_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

// FuzzReadAnswers checks that a file that is read can be written and read
// again as the same, that its rows can be paired with exactly their keys, and
// that a refusal is ours and repeats nothing.
func FuzzReadAnswers(f *testing.F) {
	f.Add(answersFile)
	f.Add(questionsFile)
	f.Add(strings.Replace(answersFile, `"row":"r-1"`, `"row":"r-1","row":"r-2"`, 1))
	f.Add(strings.Replace(answersFile, "{\"rows\":5}\n", "", 1))
	f.Add(answersFile[:100])
	f.Add(strings.ReplaceAll(answersFile, "\n", "\r\n"))
	f.Fuzz(func(t *testing.T, text string) {
		header, rows, err := collect(bulkfile.ReadAnswers(strings.NewReader(text)))
		if err != nil {
			var e *bulkfile.Error
			if !errors.As(err, &e) || e.Line == 0 || len(err.Error()) > 100 {
				t.Fatalf("error %v is not ours or too talkative", err)
			}
			return
		}
		var out bytes.Buffer
		if err := bulkfile.WriteAnswers(&out, header, slices.Values(rows)); err != nil {
			t.Fatal(err)
		}
		again, same, err := collect(bulkfile.ReadAnswers(&out))
		if err != nil || again != header || !cmp.Equal(rows, same, byValue, cmp.Transformer("nil", func(f []bulkfile.Field) []bulkfile.Field {
			return append([]bulkfile.Field{}, f...)
		})) {
			t.Fatalf("written and read again it is another file, error %v", err)
		}
		keys := map[string]bool{}
		for _, a := range rows {
			keys[a.Row] = true
		}
		var asked []string
		for key := range keys {
			asked = append(asked, key)
		}
		_, answers, err := bulkfile.ReadAnswers(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		paired, err := bulkfile.Pair(asked, answers)
		if unique := len(keys) == len(rows); unique != (err == nil) || unique && len(paired) != len(rows) {
			t.Fatalf("%d rows with %d keys paired as %d, error %v", len(rows), len(keys), len(paired), err)
		}
	})
}

// FuzzReadQuestions is the same for the side that answers.
func FuzzReadQuestions(f *testing.F) {
	f.Add(questionsFile)
	f.Add(answersFile)
	f.Add(strings.Replace(questionsFile, "Nguyễn", "\\ud800", 1))
	f.Fuzz(func(t *testing.T, text string) {
		header, rows, err := collect(bulkfile.ReadQuestions(strings.NewReader(text)))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := bulkfile.WriteQuestions(&out, header, slices.Values(rows)); err != nil {
			t.Fatal(err)
		}
		again, same, err := collect(bulkfile.ReadQuestions(&out))
		if err != nil || again != header || !slices.Equal(rows, same) {
			t.Fatalf("written and read again it is another file, error %v", err)
		}
	})
}
