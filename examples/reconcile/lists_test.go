package main

import (
	"context"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/examples/internal/clitest"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

// number reads a setting of the environment, for the long runs.
func number(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is not a number from 1 on", name)
	}
	return n
}

// synthetic writes a list of synthetic participants, and the people whom the
// registry holds, into files.
func synthetic(t *testing.T, seed uint64, n int) (list synth.List, participants, people string) {
	t.Helper()
	list = synth.NewList(seed, n, synth.Units(max(3, n/500)), synth.Mix{
		CMND: 100, Faults: 200, TwoFaults: 40, NoNumber: 40, Strangers: 10, NotFound: 15, Foreigners: 6, SharedCMND: 5,
	})
	dir := t.TempDir()
	create := func(name string, content func(io.Writer) error) string {
		var b strings.Builder
		if err := content(&b); err != nil {
			t.Fatal(err)
		}
		return clitest.Write(t, dir, name, b.String())
	}
	participants = create("participants.csv", func(w io.Writer) error { return synth.WriteParticipants(w, list.Rows) })
	people = create("population.csv", func(w io.Writer) error { return synth.WritePopulation(w, seed, list.Population) })
	return list, participants, people
}

// TestListsAgree audits what the program wrote, from the files alone: a row a
// participant in input order, the outcome that the truth demands, each
// participant on exactly the list of their outcome, and the report's totals
// equal to the counts. It shares no code with the writing of the lists.
func TestListsAgree(t *testing.T) {
	n := number(t, "BHXH_PARTICIPANTS", 2000) // enough for every kind of fault
	list, participants, people := synthetic(t, 20, n)
	dir := t.TempDir()
	for _, mode := range []string{modeRecord, modeTriple, modeDescribe} {
		t.Run(mode, func(t *testing.T) {
			out := filepath.Join(dir, mode)
			r := program(t, nil, "-participants", participants, "-population", people, "-registry-mode", mode, "-out", out, "-as-of", "2026-11-22")
			if r.Status != 0 {
				t.Fatalf("exit status %d\n%s%s", r.Status, r.Stdout, r.Stderr)
			}
			audit(t, out, list)
		})
	}
}

func audit(t *testing.T, dir string, list synth.List) {
	t.Helper()
	rows := outcomes(t, dir)
	if len(rows) != len(list.Rows) {
		t.Fatalf("%d rows of outcomes.csv, %d participants", len(rows), len(list.Rows))
	}
	want := make(map[string]string) // mã số BHXH → list
	count := make(map[string]int)
	wrong := 0
	for i, r := range rows {
		truth := list.Rows[i]
		number := string(truth.Participant.SocialInsuranceNumber)
		if r["social_insurance_number"] != number || r["unit_code"] != truth.Participant.Unit.Code {
			t.Fatalf("row %d is not the participant of row %d of the input", i+1, i+1)
		}
		if r["outcome"] != truth.Outcome {
			if wrong++; wrong <= 10 {
				t.Errorf("row %d: %s (%s), want %s %v", i+1, r["outcome"], r["codes"], truth.Outcome, truth.Codes)
			}
		}
		if (r["former_id"] != "") != (r["outcome"] == "id_shared") || (r["personal_id"] != "") != (r["outcome"] == "id_shared" || r["outcome"] == "verified") {
			t.Errorf("row %d: %s with personal_id %t and former_id %t", i+1, r["outcome"], r["personal_id"] != "", r["former_id"] != "")
		}
		count[r["outcome"]]++
		switch r["outcome"] {
		case "verified", "id_shared":
			want[number] = "Mau01-" + r["unit_code"]
		case "mismatched", "no_id":
			want[number] = "Mau02-" + r["unit_code"]
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d outcomes are not the truth", wrong, len(rows))
	}
	got := make(map[string]string)
	for _, path := range glob(t, dir, "Mau0[12]-*.xlsx") {
		name := strings.TrimSuffix(filepath.Base(path), ".xlsx")
		on := 0
		for _, cells := range tableRows(t, path) {
			if other, twice := got[cells[2]]; twice {
				t.Errorf("one participant is on %s and %s", other, name)
			}
			got[cells[2]] = name
			on++
		}
		if on == 0 {
			t.Errorf("%s has no rows", name)
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("the lists hold %d participants, the outcomes put %d on them, or on others", len(got), len(want))
	}
	auditReport(t, filepath.Join(dir, "Mau03.xlsx"), count, len(rows))
}

// auditReport compares the total row of the progress report with the counts.
func auditReport(t *testing.T, path string, count map[string]int, all int) {
	t.Helper()
	var total map[int]string
	sum := make(map[int]int)
	for _, cells := range allRows(t, path) {
		switch {
		case strings.HasPrefix(strings.ToLower(cells[1]+cells[2]), "tổng") || strings.HasPrefix(strings.ToLower(cells[1]+cells[2]), "cộng"):
			total = cells
		case ordinal.MatchString(cells[1]):
			for column, text := range cells {
				n, _ := strconv.Atoi(text)
				sum[column] += n
			}
		}
	}
	if total == nil {
		t.Fatal("Mau03.xlsx has no total row")
	}
	for column, want := range map[int]int{
		3:  all,
		6:  count["verified"] + count["id_shared"],
		8:  count["id_shared"],
		9:  count["mismatched"],
		10: count["no_id"],
		11: count["verified"] + count["id_shared"],
		12: count["mismatched"] + count["no_id"],
	} {
		if got, err := strconv.Atoi(total[column]); err != nil || got != want || sum[column] != want {
			t.Errorf("Mau03.xlsx, column (%d): total %q, sum of the units %d, counted %d", column, total[column], sum[column], want)
		}
	}
}

var ordinal = regexp.MustCompile(`^[0-9]+$`)

// tableRows gives the rows of a list: those below the row of column numbers
// that begin with an ordinal.
func tableRows(t *testing.T, path string) []map[int]string {
	t.Helper()
	var rows []map[int]string
	begun := false
	for _, cells := range allRows(t, path) {
		if cells[1] == "(1)" && cells[2] == "(2)" {
			begun = true
			continue
		}
		if begun && ordinal.MatchString(cells[1]) && cells[2] != "" {
			rows = append(rows, cells)
		}
	}
	if !begun {
		t.Errorf("%s has no row of column numbers", filepath.Base(path))
	}
	return rows
}

// allRows gives the texts of a sheet by column.
func allRows(t *testing.T, path string) []map[int]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	book, err := xlsxread.Open(context.Background(), f, info.Size(), xlsxread.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[int]string
	for row, err := range book.Rows(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		cells := make(map[int]string)
		for _, c := range row.Cells {
			cells[c.Column] = c.Text
		}
		rows = append(rows, cells)
	}
	return rows
}

func glob(t *testing.T, dir, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no %s: %v", pattern, err)
	}
	return paths
}
