package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
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

// The people of these files are synthetic.
const (
	header = "record,full_name,date_of_birth,gender,id_number,social_insurance_number,person\n"
	right  = header +
		"R1,Trần Quốc Tuấn,12/04/1985,Nam,036085004417,,p1\n" +
		"R2,Trần Quốc Tú,12/04/1985,Nam,036085004418,,p2\n" +
		"R3,Lê Thị Minh Khai,05/07/1979,Nữ,001179022299,,p3\n"
	left = header +
		"\"L,1\",TRAN QUOC TU,12/04/1985,Nam,36085004418,0123456789,p2\n" +
		"L2,Khai Lê Thị Minh,05/07/1979,,,0223456789,p3\n" +
		"L3,Đỗ Hữu Hạnh,01/05/1955,Nam,,0323456789,p9\n" +
		"L4,Lê Thị Minh Khai,05/07/1979,Nữ,001179022299,0423456789,p3\n"
)

func TestLinks(t *testing.T) {
	dir := t.TempDir()
	l, r, out := clitest.Write(t, dir, "left.csv", left), clitest.Write(t, dir, "right.csv", right), filepath.Join(dir, "new", "links.csv")
	got := program.Run(t, "-left", l, "-right", r, "-out", out, "-json", "-plot", filepath.Join(dir, "plot.svg"))
	if got.Status != cli.ExitDone || got.Stderr != "" {
		t.Fatalf("exit status %d: %s", got.Status, got.Stderr)
	}
	content, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows[1:] {
		rows[i+1][2] = "" // scores are the library's affair
	}
	want := [][]string{{"left", "right", "score", "zone"}, {"L,1", "R2", "", "same"}, {"L2", "R3", "", "same"}, {"L4", "R3", "", "same"}}
	if d := cmp.Diff(want, rows); d != "" {
		t.Errorf("links (-want +got):\n%s", d)
	}
	checkMode(t, out, 0o600)
	checkMode(t, filepath.Dir(out), 0o700)
	checkReport(t, got.Stdout, map[string]float64{
		"records": 7, "pair_precision": 1, "pair_recall": 1, "pair_f1": 1, "best_f1": 1,
		"auto_links": 3, "auto_wrong": 0, "auto_recall": 1, "overflowed_blocks": 0,
	})
	checkPlot(t, filepath.Join(dir, "plot.svg"))
	checkNothingLeft(t, dir)
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

func TestOneToOne(t *testing.T) {
	dir := t.TempDir()
	l, r := clitest.Write(t, dir, "left.csv", left), clitest.Write(t, dir, "right.csv", right)
	out := filepath.Join(dir, "links.csv")
	if got := program.Run(t, "-left", l, "-right", r, "-out", out, "-one-to-one"); got.Status != cli.ExitDone || !strings.Contains(got.Stdout, "best F1") {
		t.Fatalf("exit status %d: %s%s", got.Status, got.Stdout, got.Stderr)
	}
	content, _ := os.ReadFile(out)
	if n := strings.Count(string(content), "R3"); n != 1 {
		t.Errorf("R3 is linked %d times, want once", n)
	}
	if !strings.Contains(string(content), "L4,R3") {
		t.Error("the better link did not get the record")
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
	var l, r bytes.Buffer
	tick := func() error { return nil }
	if err := errors.Join(set.WriteLeft(&l, io.Discard, tick), set.WriteRight(&r, io.Discard, tick)); err != nil {
		t.Fatal(err)
	}
	with := [2]string{clitest.Write(t, dir, "l1.csv", l.String()), clitest.Write(t, dir, "r1.csv", r.String())}
	without := [2]string{clitest.Write(t, dir, "l2.csv", hideTruth(l.String())), clitest.Write(t, dir, "r2.csv", hideTruth(r.String()))}
	var outputs [2]string
	for i, in := range [][2]string{with, without} {
		out := filepath.Join(dir, "out"+string(rune('a'+i))+".csv")
		got := program.Run(t, "-left", in[0], "-right", in[1], "-out", out, "-json", "-workers", string(rune('1'+6*i)), "-as-of", "2026-11-01")
		if got.Status != cli.ExitDone {
			t.Fatalf("exit status %d: %s", got.Status, got.Stderr)
		}
		if measured := strings.Contains(got.Stdout, "pair_f1"); measured != (i == 0) {
			t.Errorf("measured: %v, with truth: %v", measured, i == 0)
		}
		content, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		outputs[i] = string(content)
	}
	if outputs[0] != outputs[1] || strings.Count(outputs[0], "\n") < 2000 {
		t.Error("the truth or the number of workers changed what was written, or little was written")
	}
}

// hideTruth renames the column of the truth.
func hideTruth(s string) string { return strings.Replace(s, ",person\n", ",note\n", 1) }

func TestRefused(t *testing.T) {
	dir := t.TempDir()
	l, r := clitest.Write(t, dir, "left.csv", left), clitest.Write(t, dir, "right.csv", right)
	twice := clitest.Write(t, dir, "twice.csv", header+"R1,Lê An,1980,Nam,,,\nR1,Lê Bình,1981,Nữ,,,\n")
	broken := clitest.Write(t, dir, "broken.csv", header+"R1,Lê An,1980,Nam\n")
	untold := clitest.Write(t, dir, "untold.csv", hideTruth(right))
	there := clitest.Write(t, dir, "there.csv", "kept\n")
	out := filepath.Join(dir, "out.csv")
	cases := []struct {
		name string
		args []string
		say  string
	}{
		{"no arguments", nil, "-left"},
		{"no out", []string{"-left", l, "-right", r}, "-out"},
		{"no such file", []string{"-left", l + "x", "-right", r, "-out", out}, "-left"},
		{"a directory", []string{"-left", dir, "-right", r, "-out", out}, "-left"},
		{"broken row", []string{"-left", l, "-right", broken, "-out", out}, "line 2"},
		{"a record twice", []string{"-left", twice, "-right", r, "-out", out}, "twice.csv: line 3, column record"},
		{"missing column", []string{"-left", there, "-right", r, "-out", out}, "column"},
		{"the file is there", []string{"-left", l, "-right", r, "-out", there}, "-force"},
		{"the plot is there", []string{"-left", l, "-right", r, "-out", out, "-plot", there}, "-force"},
		{"no truth to draw", []string{"-left", l, "-right", untold, "-out", out, "-plot", filepath.Join(dir, "p.svg")}, "person"},
		{"threshold", []string{"-left", l, "-right", r, "-out", out, "-threshold", "2"}, "-threshold"},
		{"workers", []string{"-left", l, "-right", r, "-out", out, "-workers", "-3"}, "-workers"},
		{"as-of", []string{"-left", l, "-right", r, "-out", out, "-as-of", "2026"}, "-as-of"},
		{"unknown flag", []string{"-nope"}, "nope"},
		{"stray argument", []string{"-left", l, "-right", r, "-out", out, "x"}, "unexpected"},
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
	if got := program.Run(t, "-left", l, "-right", r, "-out", there, "-force"); got.Status != cli.ExitDone {
		t.Errorf("-force: exit status %d: %s", got.Status, got.Stderr)
	}
	if got := program.Run(t, "-h"); got.Status != cli.ExitDone || !strings.Contains(got.Stdout, "-one-to-one") {
		t.Errorf("-h: exit status %d, %q", got.Status, got.Stdout)
	}
}
