package shard_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/reconcile/shard"
	"github.com/bhxh-go/bhxh/registryclient"
)

// list is a CSV text of n synthetic rows, some with line breaks, quotes and
// commas in their values.
func list(n int) string {
	var b strings.Builder
	b.WriteString("number,text\r\n")
	for i := range n {
		text := fmt.Sprintf("row %d", i)
		switch i % 7 {
		case 2:
			text = fmt.Sprintf("\"row %d\nwith \"\"two\"\" lines, and a comma\"", i)
		case 5:
			text += "\r"
		}
		fmt.Fprintf(&b, "%d,%s\n", i, strings.TrimSuffix(text, "\r"))
		if i%11 == 3 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

func cut(t *testing.T, input string, rows int) *shard.Plan {
	t.Helper()
	plan, err := shard.Cut(t.Context(), strings.NewReader(input), shard.CutOptions{ChunkRows: rows, Salt: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if err := plan.Check(); err != nil {
		t.Fatal(err)
	}
	return plan
}

// echo is a job whose result for a row is the row.
func echo(plan *shard.Plan, input string) shard.Job {
	return func(_ context.Context, c shard.Chunk, emit func([]byte) error) error {
		rows, err := csv.NewReader(plan.Open(strings.NewReader(input), c)).ReadAll()
		if err != nil {
			return err
		}
		for _, row := range rows[1:] {
			if err := emit([]byte(strings.Join(row, "|"))); err != nil {
				return err
			}
		}
		return nil
	}
}

func merged(t *testing.T, plan *shard.Plan, opts shard.Options, dirs ...string) ([]string, error) {
	t.Helper()
	var got []string
	for row, err := range shard.Merge(t.Context(), plan, opts, dirs...) {
		if err != nil {
			return got, err
		}
		got = append(got, string(row))
	}
	return got, nil
}

func want(t *testing.T, input string) []string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(input)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, row := range rows[1:] {
		all = append(all, strings.Join(row, "|"))
	}
	return all
}

// TestSumInIsSumOut: whatever the sizes, all rows come out once and in order.
func TestSumInIsSumOut(t *testing.T) {
	key := registryclient.NewSecret(strings.Repeat("k", 32))
	for _, tc := range []struct {
		rows, chunk, parts int
		opts               shard.Options
	}{
		{rows: 0, chunk: 10, parts: 1},
		{rows: 1, chunk: 10, parts: 3},
		{rows: 10, chunk: 10, parts: 2},
		{rows: 11, chunk: 10, parts: 2, opts: shard.Options{Key: key}},
		{rows: 1000, chunk: 7, parts: 5},
		{rows: 20000, chunk: 9999, parts: 2, opts: shard.Options{Key: key}},
	} {
		t.Run(fmt.Sprintf("%d rows in chunks of %d on %d", tc.rows, tc.chunk, tc.parts), func(t *testing.T) {
			input := list(tc.rows)
			plan := cut(t, input, tc.chunk)
			if plan.Rows != int64(tc.rows) {
				t.Fatalf("the plan has %d rows", plan.Rows)
			}
			var dirs []string
			for i := range tc.parts {
				dir := filepath.Join(t.TempDir(), "part")
				dirs = append(dirs, dir)
				if err := shard.Work(t.Context(), plan, shard.Part{Index: i, Of: tc.parts}, dir, echo(plan, input), tc.opts); err != nil {
					t.Fatal(err)
				}
			}
			got, err := merged(t, plan, tc.opts, dirs...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want(t, input), got); diff != "" {
				t.Errorf("merged (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPlanSurvivesJSON: a plan is the same after it was written and read.
func TestPlanSurvivesJSON(t *testing.T) {
	plan := cut(t, list(100), 9)
	data, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	var again shard.Plan
	if err := json.Unmarshal(data, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plan, &again); diff != "" || plan.ID() != again.ID() {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
}

// TestResume: a part that was stopped anywhere goes on where it was, and nothing
// that is sealed is worked off again.
func TestResume(t *testing.T) {
	input := list(500)
	plan := cut(t, input, 10)
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(1, 2))
	seen := make(map[int]int)
	for round := 0; ; round++ {
		ctx, cancel := context.WithCancel(t.Context())
		left := rng.IntN(60)
		job := func(ctx context.Context, c shard.Chunk, emit func([]byte) error) error {
			seen[c.Index]++
			return echo(plan, input)(ctx, c, func(row []byte) error {
				if left--; left < 0 {
					cancel()
					return ctx.Err()
				}
				return emit(row)
			})
		}
		err := shard.Work(ctx, plan, shard.Part{}, dir, job, shard.Options{})
		cancel()
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) || round > 1000 {
			t.Fatal(err)
		}
	}
	again := 0
	for _, n := range seen {
		again += n - 1
	}
	if again == 0 || again > 100 {
		t.Errorf("%d chunks were worked off again; each stop may cost one", again)
	}
	got, err := merged(t, plan, shard.Options{}, dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want(t, input), got); diff != "" {
		t.Errorf("merged (-want +got):\n%s", diff)
	}
}

// TestTokens: of two segments of a chunk the higher token counts.
func TestTokens(t *testing.T) {
	input := list(20)
	plan := cut(t, input, 10)
	one, two := t.TempDir(), t.TempDir()
	say := func(word string) shard.Job {
		return func(_ context.Context, c shard.Chunk, emit func([]byte) error) error {
			for range c.Rows {
				if err := emit([]byte(word)); err != nil {
					return err
				}
			}
			return nil
		}
	}
	for _, s := range []struct {
		dir, word string
		chunk     int
		token     uint64
	}{{one, "late", 0, 7}, {two, "early", 0, 3}, {two, "early", 1, 4}, {two, "late", 1, 9}} {
		if _, err := shard.Seal(t.Context(), plan, plan.Chunk(s.chunk), s.token, s.dir, say(s.word), shard.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	report, err := shard.Check(t.Context(), plan, shard.Options{}, one, two)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(shard.Report{Chunks: 2, Rows: 20, Doubles: 2}, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	got, err := merged(t, plan, shard.Options{}, one, two)
	if err != nil || len(got) != 20 {
		t.Fatalf("%d rows, %v", len(got), err)
	}
	for _, word := range got {
		if word != "late" {
			t.Fatal("a segment with a lower token counted")
		}
	}
}

// TestRefused: what must not be merged is refused before the first row.
func TestRefused(t *testing.T) {
	input := list(40)
	plan := cut(t, input, 10)
	key := shard.Options{Key: registryclient.NewSecret(strings.Repeat("x", 40))}
	for _, tc := range []struct {
		name   string
		opts   shard.Options
		change func(t *testing.T, dir string)
		code   shard.Code
	}{
		{name: "a chunk is missing", code: shard.CodeMissing, change: func(t *testing.T, dir string) {
			must(t, os.Remove(segment(t, dir, 2)))
		}},
		{name: "cut off", code: shard.CodeDamaged, change: func(t *testing.T, dir string) {
			path := segment(t, dir, 1)
			must(t, os.WriteFile(path, readFile(t, path)[:90], 0o600))
		}},
		{name: "a bit turned", code: shard.CodeDamaged, change: func(t *testing.T, dir string) {
			path := segment(t, dir, 1)
			data := readFile(t, path)
			data[len(data)/2] ^= 4
			must(t, os.WriteFile(path, data, 0o600))
		}},
		{name: "under the name of another chunk", code: shard.CodeDamaged, change: func(t *testing.T, dir string) {
			one, two := segment(t, dir, 1), segment(t, dir, 2)
			must(t, os.WriteFile(two, readFile(t, one), 0o600))
		}},
		{name: "sealed, merged without the key", code: shard.CodeDamaged, opts: key},
		{name: "of another plan", code: shard.CodeForeign, change: func(t *testing.T, dir string) {
			other := cut(t, strings.Replace(input, "row 1", "row x", 1), 10)
			must(t, os.Remove(segment(t, dir, 3)))
			_, err := shard.Seal(t.Context(), other, other.Chunk(3), 0, dir, echo(plan, input), shard.Options{})
			must(t, err)
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := t.TempDir()
			must(t, shard.Work(t.Context(), plan, shard.Part{}, dir, echo(plan, input), tc.opts))
			if tc.change != nil {
				tc.change(t, dir)
			}
			got, err := merged(t, plan, shard.Options{}, dir)
			if !errors.Is(err, tc.code) || len(got) != 0 {
				t.Errorf("%d rows and %v, want no row and %v", len(got), err, tc.code)
			}
		})
	}
}

// TestJobs: a job that gives the wrong number of rows, or fails, seals nothing.
func TestJobs(t *testing.T) {
	plan := cut(t, list(10), 10)
	broken := errors.New("broken")
	for _, tc := range []struct {
		name string
		rows int
		err  error
		code error
	}{
		{name: "one too few", rows: 9, code: shard.CodeRows},
		{name: "one too many", rows: 11, code: shard.CodeRows},
		{name: "fails at the end", rows: 10, err: broken, code: shard.CodeJob},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := t.TempDir()
			err := shard.Work(t.Context(), plan, shard.Part{}, dir, func(_ context.Context, _ shard.Chunk, emit func([]byte) error) error {
				for range tc.rows {
					if err := emit(nil); err != nil {
						return err
					}
				}
				return tc.err
			}, shard.Options{})
			if !errors.Is(err, tc.code) || tc.err != nil && !errors.Is(err, tc.err) {
				t.Errorf("got %v, want %v", err, tc.code)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
				t.Errorf("%d files left, %v", len(left), err)
			}
		})
	}
}

// TestInputs: what is no list is refused.
func TestInputs(t *testing.T) {
	for name, input := range map[string]string{"nothing": "", "only empty lines": "\n\n", "an open quote": "a,b\n1,\"2\n"} {
		t.Run(name, func(t *testing.T) {
			if _, err := shard.Cut(t.Context(), strings.NewReader(input), shard.CutOptions{}); !errors.Is(err, shard.CodeInput) {
				t.Errorf("got %v, want %v", err, shard.CodeInput)
			}
		})
	}
	plan := cut(t, list(30), 10)
	if err := plan.Verify(t.Context(), strings.NewReader(list(30))); err != nil {
		t.Error(err)
	}
	if err := plan.Verify(t.Context(), strings.NewReader(list(31))); !errors.Is(err, shard.CodeChanged) {
		t.Errorf("got %v, want %v", err, shard.CodeChanged)
	}
	if err := shard.Work(t.Context(), plan, shard.Part{Index: 4, Of: 4}, t.TempDir(), nil, shard.Options{}); !errors.Is(err, shard.CodePart) {
		t.Errorf("got %v, want %v", err, shard.CodePart)
	}
}

// TestSealedFilesAreUnreadable: with a key no result stands in a file.
func TestSealedFilesAreUnreadable(t *testing.T) {
	input := list(50)
	plan := cut(t, input, 10)
	for _, tc := range []struct {
		opts shard.Options
		want bool
	}{{shard.Options{}, true}, {shard.Options{Key: registryclient.NewSecret(strings.Repeat("x", 32))}, false}} {
		dir := t.TempDir()
		must(t, shard.Work(t.Context(), plan, shard.Part{}, dir, echo(plan, input), tc.opts))
		if got := bytes.Contains(readFile(t, segment(t, dir, 1)), []byte("row 11")); got != tc.want {
			t.Errorf("a result stands in the file: %v, want %v", got, tc.want)
		}
		info, err := os.Stat(segment(t, dir, 1))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
	}
	short := shard.Options{Key: registryclient.NewSecret("too short")}
	if err := shard.Work(t.Context(), plan, shard.Part{}, t.TempDir(), echo(plan, input), short); !errors.Is(err, shard.CodeInput) {
		t.Errorf("a short key: %v", err)
	}
}

func segment(t *testing.T, dir string, chunk int) string {
	t.Helper()
	sealed, err := shard.Sealed(dir)
	must(t, err)
	s, ok := sealed[chunk]
	if !ok {
		t.Fatalf("chunk %d is not sealed", chunk)
	}
	return s.Path
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	return data
}
