package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/examples/internal/clitest"
	"github.com/bhxh-go/bhxh/internal/synth"
)

var program clitest.Program

func TestMain(m *testing.M) { os.Exit(program.Main(m)) }

const (
	header = "record,full_name,date_of_birth,gender,id_number,social_insurance_number,person\n"
	in     = header +
		"A,Trần Quốc Tuấn,12/04/1985,Nam,036085004417,0123456789,p1\n" +
		"\"B,1\",Lê Thị Minh Khai,05/07/1979,Nữ,001179022299,0223456789,p3\n" +
		"C,TRAN QUOC TUAN,12/04/1985,Nam,36085004417,0323456789,p1\n" +
		"D,Trần Quốc Tú,12/04/1985,Nam,036085004418,0423456789,p2\n" +
		"E,Khai Lê Thị Minh,05/07/1979,,001179022299,0523456789,p3\n" +
		"F,Lê Thị Minh Khai,05/07/1979,Nữ,001179022290,0223456789,p3\n"
)

func TestClusters(t *testing.T) {
	dir := t.TempDir()
	file, out := clitest.Write(t, dir, "people.csv", in), filepath.Join(dir, "new", "clusters.csv")
	numbers := filepath.Join(dir, "new", "numbers.csv")
	got := program.Run(t, "-in", file, "-out", out, "-survivors", numbers, "-json", "-plot", filepath.Join(dir, "plot.svg"))
	if got.Status != cli.ExitDone || got.Stderr != "" {
		t.Fatalf("exit status %d: %s", got.Status, got.Stderr)
	}
	want := [][]string{{"record", "cluster"}, {"A", "1"}, {"B,1", "2"}, {"C", "1"}, {"D", "3"}, {"E", "2"}, {"F", "2"}}
	if d := cmp.Diff(want, readCSV(t, out)); d != "" {
		t.Errorf("clusters (-want +got):\n%s", d)
	}
	want = [][]string{
		{"cluster", "record", "social_insurance_number", "reason"},
		{"1", "A", "0123456789", "most_complete"},
		{"2", "B,1", "0223456789", "most_records"},
	}
	if d := cmp.Diff(want, readCSV(t, numbers)); d != "" {
		t.Errorf("numbers (-want +got):\n%s", d)
	}
	checkMode(t, out, 0o600)
	checkMode(t, numbers, 0o600)
	checkMode(t, filepath.Dir(out), 0o700)
	checkReport(t, got.Stdout, map[string]float64{
		"records": 6, "pair_precision": 1, "pair_recall": 1, "pair_f1": 1, "best_f1": 1,
		"auto_links": 4, "auto_wrong": 0, "auto_recall": 1, "overflowed_blocks": 0,
	})
	checkPlot(t, filepath.Join(dir, "plot.svg"))
	checkNothingLeft(t, dir)
}

func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// checkReport checks that stdout is one JSON object with exactly the promised
// members.
func checkReport(t *testing.T, stdout string, want map[string]float64) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(stdout))
	var report map[string]float64
	if err := decoder.Decode(&report); err != nil {
		t.Fatal(err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		t.Error("stdout holds more than one JSON object")
	}
	for name, value := range want {
		if got, ok := report[name]; !ok || got != value {
			t.Errorf("%s = %v, want %v", name, got, value)
		}
	}
	for _, name := range []string{"candidate_pairs", "best_threshold", "seconds", "peak_rss_mb"} {
		if report[name] <= 0 {
			t.Errorf("%s = %v, want more than 0", name, report[name])
		}
	}
	if len(report) != 13 {
		t.Errorf("%d members, want 13: %v", len(report), report)
	}
}

func checkMode(t *testing.T, path string, want os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != want {
		t.Errorf("mode %v, %v; want %v", info.Mode().Perm(), err, want)
	}
}

func checkPlot(t *testing.T, path string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	curve := false
	for d := xml.NewDecoder(bytes.NewReader(content)); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("the plot is no XML: %v", err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "polyline" {
			curve = true
		}
	}
	if !curve {
		t.Error("the plot has no curve")
	}
}

func checkNothingLeft(t *testing.T, dir string) {
	t.Helper()
	if left, _ := filepath.Glob(filepath.Join(dir, "**", ".tmp-*")); len(left) > 0 {
		t.Errorf("temporary files are left: %d", len(left))
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".tmp-*")); len(left) > 0 {
		t.Errorf("temporary files are left: %d", len(left))
	}
}

// TestTruthChangesNothing compares what is written with and without truth, with
// one worker and with many.
func TestTruthChangesNothing(t *testing.T) {
	dir := t.TempDir()
	set, err := synth.NewSet(synth.Hard, 3000, 3)
	if err != nil {
		t.Fatal(err)
	}
	var l bytes.Buffer
	if err := set.WriteLeft(&l, io.Discard, func() error { return nil }); err != nil {
		t.Fatal(err)
	}
	var outputs [2]string
	for i, content := range []string{l.String(), hideTruth(l.String())} {
		out := filepath.Join(dir, "out"+string(rune('a'+i))+".csv")
		file := clitest.Write(t, dir, "in.csv", content)
		got := program.Run(t, "-in", file, "-out", out, "-json", "-workers", string(rune('1'+6*i)), "-as-of", "2026-11-01")
		if got.Status != cli.ExitDone {
			t.Fatalf("exit status %d: %s", got.Status, got.Stderr)
		}
		if measured := strings.Contains(got.Stdout, "pair_f1"); measured != (i == 0) {
			t.Errorf("measured: %v, with truth: %v", measured, i == 0)
		}
		written, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		outputs[i] = string(written)
	}
	if outputs[0] != outputs[1] || strings.Count(outputs[0], "\n") != 3001 {
		t.Error("the truth or the number of workers changed what was written, or a record is missing")
	}
}

// hideTruth renames the column of the truth.
func hideTruth(s string) string { return strings.Replace(s, ",person\n", ",note\n", 1) }

func TestRefused(t *testing.T) {
	dir := t.TempDir()
	file := clitest.Write(t, dir, "people.csv", in)
	twice := clitest.Write(t, dir, "twice.csv", header+"R1,Lê An,1980,Nam,,,\nR1,Lê Bình,1981,Nữ,,,\n")
	broken := clitest.Write(t, dir, "broken.csv", header+"R1,Lê An,1980,Nam\n")
	untold := clitest.Write(t, dir, "untold.csv", hideTruth(in))
	there := clitest.Write(t, dir, "there.csv", "kept\n")
	out := filepath.Join(dir, "out.csv")
	cases := []struct {
		name string
		args []string
		say  string
	}{
		{"no arguments", nil, "-in"},
		{"no out", []string{"-in", file}, "-out"},
		{"no such file", []string{"-in", file + "x", "-out", out}, "-in"},
		{"a directory", []string{"-in", dir, "-out", out}, "-in"},
		{"broken row", []string{"-in", broken, "-out", out}, "line 2"},
		{"a record twice", []string{"-in", twice, "-out", out}, "twice.csv: line 3, column record"},
		{"missing column", []string{"-in", there, "-out", out}, "column"},
		{"the file is there", []string{"-in", file, "-out", there}, "-force"},
		{"the numbers are there", []string{"-in", file, "-out", out, "-survivors", there}, "-force"},
		{"one file twice", []string{"-in", file, "-out", out, "-survivors", out}, "different"},
		{"no truth to draw", []string{"-in", untold, "-out", out, "-plot", filepath.Join(dir, "p.svg")}, "person"},
		{"threshold", []string{"-in", file, "-out", out, "-threshold", "0"}, "-threshold"},
		{"unknown flag", []string{"-nope"}, "nope"},
		{"stray argument", []string{"-in", file, "-out", out, "x"}, "unexpected"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := program.Run(t, c.args...)
			if got.Status != cli.ExitUsage || !strings.Contains(got.Stderr, c.say) || strings.Count(got.Stderr, "\n") != 1 {
				t.Errorf("exit status %d, %q; want %d and one line that says %q", got.Status, got.Stderr, cli.ExitUsage, c.say)
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("a file was written")
			}
		})
	}
	if content, _ := os.ReadFile(there); string(content) != "kept\n" {
		t.Error("a file was replaced without -force")
	}
	checkNothingLeft(t, dir)
	if got := program.Run(t, "-in", file, "-out", there, "-force"); got.Status != cli.ExitDone {
		t.Errorf("-force: exit status %d: %s", got.Status, got.Stderr)
	}
	if got := program.Run(t, "-h"); got.Status != cli.ExitDone || !strings.Contains(got.Stdout, "-survivors") {
		t.Errorf("-h: exit status %d, %q", got.Status, got.Stdout)
	}
}
