package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/examples/internal/clitest"
)

var binary clitest.Program

func TestMain(m *testing.M) { os.Exit(binary.Main(m)) }

// program runs the binary in an empty directory of its own.
func program(t *testing.T, args ...string) clitest.Result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := binary.Command(ctx, args...)
	cmd.Dir = t.TempDir()
	return clitest.Finish(t, cmd, func() {})
}

// TestSample: with no flags three families are quoted, whatever the day; the
// text was read through by a person, the totals worked out by hand.
func TestSample(t *testing.T) {
	for file, args := range map[string][]string{
		"testdata/sample.txt":   nil,
		"testdata/sample.jsonl": {"-json", "-as-of", "2026-10-20"},
	} {
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r := program(t, args...)
		if r.Status != 0 || r.Stderr != "" {
			t.Errorf("exit status %d: %s", r.Status, r.Stderr)
		}
		if d := cmp.Diff(string(want), r.Stdout); d != "" {
			t.Errorf("%s (-want +got):\n%s", file, d)
		}
	}
}

// TestTextIsMasked: the tables show no number and no name.
func TestTextIsMasked(t *testing.T) {
	r := program(t)
	for _, value := range []string{"000075000001", "000000002", "Nguyễn", "Thử", "đường Mẫu", "10/05/1975"} {
		if strings.Contains(r.Stdout, value) {
			t.Error("the text shows a personal value")
		}
	}
}

// quoted is the shape of one JSON line; a field more or less fails.
type quoted struct {
	Request      string   `json:"request"`
	Verdict      string   `json:"verdict"`
	Codes        []string `json:"codes"`
	Completeness string   `json:"completeness"`
	Members      []struct {
		PersonalID string   `json:"personal_id"`
		Codes      []string `json:"codes"`
		Place      int      `json:"place"`
		Months     int      `json:"months"`
		BaseSalary int64    `json:"base_salary"`
		Percent    int      `json:"percent"`
		Amount     int64    `json:"amount"`
		CardFrom   string   `json:"card_from"`
	} `json:"members"`
	Total int64 `json:"total"`
}

func decode(t *testing.T, lines string) []quoted {
	t.Helper()
	var list []quoted
	for line := range strings.Lines(lines) {
		var q quoted
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		if err := d.Decode(&q); err != nil {
			t.Fatal(err)
		}
		list = append(list, q)
	}
	return list
}

// The people of these tests are synthetic: no region has the code 000.
const (
	header     = "request,personal_id,full_name,date_of_birth,gender,is_head,joins,months,other_group"
	row        = "A,000085000001,Nguyễn Văn Mẫu,01/02/1985,Nam,1,1,12,\n"
	population = "personal_id,full_name,date_of_birth,gender,household,relation,permanent_address,permanent_province\n" +
		"000085000001,Nguyễn Văn Mẫu,01/02/1985,Nam,H1,Chủ hộ,Số 1 đường Thử,01\n" +
		"000190000002,Trần Thị Thử,03/04/1990,Nữ,H1,Vợ,Số 1 đường Thử,01\n"
)

// TestRequests: files of one's own, with and without the list of the registry.
func TestRequests(t *testing.T) {
	dir := t.TempDir()
	people := clitest.Write(t, dir, "population.csv", population)
	requests := clitest.Write(t, dir, "households.csv", header+"\n"+
		row+ // A: the wife is not declared
		"B,000085000001,Nguyễn Văn Mẫu,01/02/1985,Nam,1,1,3,\n"+
		"B,000190000002,Trần Thị Thử,03/04/1990,Nữ,0,1,3,\n"+
		"C,000085000001,Nguyễn Văn Mẫu,01/02/1985,Nam,1,0,,HT\n"+ // nobody of C pays but a newborn without a number
		"C,,Nguyễn Thị Mới,01/01/2026,Nữ,0,1,12,\n")
	tests := []struct {
		name     string
		args     []string
		verdicts []string
		complete []string
		totals   []int64
	}{
		{"checks alone", nil, []string{"accepted", "accepted", "provisional"}, []string{"unknown", "unknown", "unknown"}, []int64{1_366_200, 580_635, 1_366_200}},
		{"match or nothing", []string{"-registry-mode", "triple"}, []string{"accepted", "accepted", "provisional"}, []string{"unknown", "unknown", "unknown"}, []int64{1_366_200, 580_635, 1_366_200}},
		{"with the list", []string{"-list"}, []string{"refused", "accepted", "provisional"}, []string{"no", "yes", "unknown"}, []int64{1_366_200, 580_635, 1_366_200}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := program(t, append([]string{"-json", "-as-of", "2026-09-01", "-requests", requests, "-population", people}, tt.args...)...)
			if r.Status != 0 || r.Stderr != "" {
				t.Errorf("exit status %d: %s", r.Status, r.Stderr)
			}
			var verdicts, complete []string
			var totals []int64
			for _, q := range decode(t, r.Stdout) {
				verdicts, complete, totals = append(verdicts, q.Verdict), append(complete, q.Completeness), append(totals, q.Total)
				for _, m := range q.Members {
					if (m.Place == 0) != (m.Amount == 0) {
						t.Errorf("place %d and amount %d", m.Place, m.Amount)
					}
				}
			}
			if d := cmp.Diff(tt.verdicts, verdicts); d != "" {
				t.Errorf("verdicts (-want +got):\n%s", d)
			}
			if d := cmp.Diff(tt.complete, complete); d != "" {
				t.Errorf("completeness (-want +got):\n%s", d)
			}
			if d := cmp.Diff(tt.totals, totals); d != "" {
				t.Errorf("totals (-want +got):\n%s", d)
			}
		})
	}
}

func TestArguments(t *testing.T) {
	dir := t.TempDir()
	people := clitest.Write(t, dir, "population.csv", population)
	good := clitest.Write(t, dir, "good.csv", header+"\n"+row)
	file := func(name, content string) []string {
		return []string{"-requests", clitest.Write(t, dir, name, content), "-population", people}
	}
	more := header + ",paid_before,last_card_end,support_group,pay_date\n"
	clitest.Documented(t, more)
	tests := []struct {
		name   string
		args   []string
		status int
		says   string // in the one line on stderr, or on stdout for -h
	}{
		{"help", []string{"-h"}, 0, "-registry-mode"},
		{"unknown flag", []string{"-nonsense"}, 2, "-nonsense"},
		{"stray argument", []string{"people.csv"}, 2, "unexpected argument"},
		{"a variable that is not set", []string{"-requests", "", "-population", ""}, 2, "the value is empty"},
		{"mode", []string{"-registry-mode", "describe"}, 2, "-registry-mode"},
		{"date", []string{"-as-of", "tomorrow"}, 2, "-as-of"},
		{"a month", []string{"-as-of", "2026-09"}, 2, "-as-of"},
		{"before the rules", []string{"-as-of", "2014-12-31"}, 2, "-as-of"},
		{"requests alone", []string{"-requests", good}, 2, "-population"},
		{"population alone", []string{"-population", people}, 2, "-requests"},
		{"a directory for a file", []string{"-requests", dir, "-population", people}, 2, "want a file, not a directory"},
		{"no such file", []string{"-requests", filepath.Join(dir, "none.csv"), "-population", people}, 2, "none.csv: no such file"},
		{"no such population", []string{"-requests", good, "-population", filepath.Join(dir, "none.csv")}, 2, "none.csv: no such file"},
		{"missing column", file("columns.csv", "request\nA\n"), 2, "columns.csv: line 1, column personal_id"},
		{"broken quote", file("quote.csv", header+"\n"+row+`A,"000`), 2, "quote.csv: line 3, column personal_id"},
		{"too few fields", file("fields.csv", header+"\n"+row+"A,1\n"), 2, "fields.csv: line 3"},
		{"not UTF-8", file("latin1.csv", header+"\nA,1,Nguy\xd4n,,,1,1,3,\n"), 2, "latin1.csv: line 2, column full_name"},
		{"joins", file("joins.csv", header+"\nA,1,,,,1,yes,3,\n"), 2, "joins.csv: line 2, column joins"},
		{"no head", file("head.csv", header+"\n"+row+"B,1,,,,0,1,3,\n"), 2, "head.csv: line 3, column is_head"},
		{"13 months", file("months.csv", header+"\n"+row+"A,1,,,,0,1,13,\n"), 2, "months.csv: line 3, column months"},
		{"a group of digits", file("group.csv", header+"\n"+strings.Replace(row, "12,", "12,99", 1)), 2, "group.csv: line 2, column other_group"},
		{"support", file("support.csv", more+"A,1,,,,1,1,3,,,,rich,\n"), 2, "support.csv: line 2, column support_group"},
		{"paid before the rules", file("paid.csv", more+"A,1,,,,1,1,3,,,,,2014-05-01\n"), 2, "paid.csv: line 2, column pay_date"},
		{"broken population", []string{"-requests", good, "-population", clitest.Write(t, dir, "people.csv", "personal_id\n1\n")}, 2, "people.csv: line 1, column full_name"},
		{"a number in the population", []string{"-requests", good, "-population", clitest.Write(t, dir, "number.csv", strings.Replace(population, "000190000002", "190", 1))}, 2, "number.csv: line 3, column personal_id"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := program(t, tt.args...)
			if r.Status != tt.status {
				t.Errorf("exit status %d, want %d\nstdout: %s\nstderr: %s", r.Status, tt.status, r.Stdout, r.Stderr)
			}
			if tt.status == 0 {
				if !strings.Contains(r.Stdout, tt.says) || r.Stderr != "" {
					t.Errorf("stdout does not say %q:\n%s", tt.says, r.Stdout)
				}
				return
			}
			if !strings.Contains(r.Stderr, tt.says) || strings.Count(r.Stderr, "\n") != 1 || r.Stdout != "" {
				t.Errorf("stderr is not one line that says %q:\n%s", tt.says, r.Stderr)
			}
			if strings.Contains(r.Stderr, "Nguy") || strings.Contains(r.Stderr, "000085000001") || strings.Contains(r.Stderr, "rich") {
				t.Errorf("stderr repeats a value:\n%s", r.Stderr)
			}
		})
	}
}

// TestFull: output that cannot be written is a failure of our own.
func TestFull(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Log("only Linux has /dev/full; run checks the same in TestRunFails")
		return
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	cmd := binary.Command(t.Context())
	cmd.Stdout = full
	if err := cmd.Run(); err == nil || cmd.ProcessState.ExitCode() != cli.ExitFailure {
		t.Errorf("exit status %d (%v), want 3", cmd.ProcessState.ExitCode(), err)
	}
}

// TestInterrupted: what was quoted is printed, and the status says that the
// rest was not.
func TestInterrupted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("a process cannot be interrupted here; run checks the same in TestRunFails")
		return
	}
	dir := t.TempDir()
	var rows strings.Builder
	rows.WriteString(header + "\n")
	for i := range 200_000 {
		fmt.Fprintf(&rows, "R%d%s", i, row[1:])
	}
	cmd := binary.Command(t.Context(), "-json", "-requests", clitest.Write(t, dir, "many.csv", rows.String()), "-population", clitest.Write(t, dir, "population.csv", population))
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	first := make([]byte, 1) // wait until it is at work
	if _, err := stdout.Read(first); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	var rest bytes.Buffer
	_, _ = rest.ReadFrom(stdout)
	_ = cmd.Wait()
	if cmd.ProcessState.ExitCode() != cli.ExitInterrupted || strings.Count(stderr.String(), "\n") != 1 {
		t.Errorf("exit status %d: %s", cmd.ProcessState.ExitCode(), stderr.String())
	}
	for _, q := range decode(t, string(first)+rest.String()) {
		if q.Verdict != "accepted" {
			t.Errorf("%s is %s: an interrupted answer was printed", q.Request, q.Verdict)
		}
	}
}
