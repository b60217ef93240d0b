package bulkfile_test

import (
	"os"
	"path/filepath"
	"runtime/metrics"
	"strconv"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

// mostMemory is the goal R24 of RELIABILITY.md.
const mostMemory = 128 << 20

// TestLongExchange exports 12,000 participants, or as many as BHXH_EXCHANGE_ROWS
// says, has them answered and imports the answers, twice. Alone in its process,
// as in the command, it also holds no more than mostMemory at any time, however
// many they are:
//
//	BHXH_EXCHANGE_ROWS=10000000 go test -run TestLongExchange -v -timeout 60m ./registryclient/bulkfile
func TestLongExchange(t *testing.T) {
	n, alone := 12_000, false
	if text := os.Getenv("BHXH_EXCHANGE_ROWS"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal("BHXH_EXCHANGE_ROWS is not a number")
		}
		alone = true
	}
	ours, theirs := hmacOf(t, ourKey), hmacOf(t, theirKey)
	questions, answers := filepath.Join(t.TempDir(), "q"), filepath.Join(t.TempDir(), "a")
	most, start := uint64(0), time.Now()
	step := func(name string) {
		t.Logf("%s: %v, at most %d MB held by then", name, time.Since(start).Round(10*time.Millisecond), most>>20)
		start = time.Now()
	}
	look := func(i int) {
		if i%1000 == 0 {
			most = max(most, held())
		}
	}
	watched := func(yield func(bulkfile.Question, error) bool) {
		for i := range n {
			if look(i); !yield(asked(i), nil) {
				return
			}
		}
	}
	if _, err := bulkfile.ExportQuestions(t.Context(), questions, header, watched, bulkfile.ExportOptions{Signer: ours}); err != nil {
		t.Fatal(err)
	}
	step("export")
	answered := 0
	list, err := bulkfile.Respond(t.Context(), questions, answers, ours, bulkfile.ExportOptions{Signer: theirs}, func(q bulkfile.Question) bulkfile.Answer {
		answered++
		look(answered)
		return respond(q)
	})
	if err != nil || list.Rows != n {
		t.Fatalf("%d rows answered, error %v", list.Rows, err)
	}
	step("answers")
	for _, want := range []int{n, 0} { // the second import is nothing
		given := 0
		opts := bulkfile.ImportOptions{Questions: ours, Answers: theirs}
		for row, err := range bulkfile.Import(t.Context(), questions, answers, opts) {
			if err != nil {
				t.Fatal(err)
			}
			fits(t, given, &row)
			look(given)
			given++
		}
		if given != want {
			t.Fatalf("%d rows imported, want %d", given, want)
		}
		step("import")
	}
	if alone && most > mostMemory {
		t.Errorf("%d MB held, want at most %d", most>>20, mostMemory>>20)
	}
}

// held is the memory that the Go runtime has of the system.
func held() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64() - samples[1].Value.Uint64()
}
