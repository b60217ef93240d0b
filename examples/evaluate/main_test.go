package main

import (
	"bytes"
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

func write(t *testing.T, content string) string {
	t.Helper()
	return clitest.Write(t, t.TempDir(), "pairs.csv", content)
}

// The people of these pairs are synthetic.
const (
	header = "pair,subject_name,subject_dob,subject_gender,subject_id,reference_name,reference_dob,reference_gender,reference_id,same_person,codes\n"
	one    = "a,Nguyen Van An,15/03/1980,Nam,001080012345,Nguyễn Văn An,15/03/1980,Nam,001080012345,1,name.no_diacritics\n"
	// The label of this one is wrong on purpose: the name is the same.
	mislabelled = "b,Nguyễn Văn An,15/03/1980,Nam,001080012345,Nguyễn Văn An,15/03/1980,Nam,001080012345,1,name.typo\n"
	note        = "c,NGUYỄN VĂN AN,15/03/1980,Nam,001080012345,Nguyễn Văn An,15/03/1980,Nam,001080012345,1,=name.case_or_spacing\n"
	stranger    = "d,Nguyễn Văn An,15/03/1980,Nam,001080012345,Trần Thị Bình,02/07/1991,Nữ,038191003456,0,*\n"
)

func TestJSON(t *testing.T) {
	r := program.Run(t, "-pairs", write(t, header+one+mislabelled+note+stranger), "-json", "-wrong", "5")
	if r.Status != cli.ExitDone {
		t.Fatalf("exit status %d: %s", r.Status, r.Stderr)
	}
	decoder := json.NewDecoder(strings.NewReader(r.Stdout))
	decoder.DisallowUnknownFields()
	var got report
	if err := decoder.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		t.Errorf("more than one JSON value on stdout (%v)", err)
	}
	if got.PairsPerSecond <= 0 {
		t.Errorf("pairs_per_second is %v", got.PairsPerSecond)
	}
	best := got.SamePerson.BestThreshold
	if best <= 0 || best > 1 {
		t.Errorf("best_threshold is %v", best)
	}
	got.PairsPerSecond, got.SamePerson.BestThreshold = 0, 0
	want := report{
		Pairs: 4, CodesScored: 3, CodesExact: 2.0 / 3,
		PerCode: map[string]*tally{
			"name.no_diacritics": {TP: 1}, "name.typo": {FN: 1}, "=name.case_or_spacing": {TP: 1},
		},
		SamePerson: samePerson{AUC: 1, Threshold: 0.5, Precision: 1, Recall: 1, F1: 1, BestF1: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	if want := "line 3: got [], want [name.typo]\n"; r.Stderr != want {
		t.Errorf("stderr %q, want %q", r.Stderr, want)
	}
}

func TestTable(t *testing.T) {
	r := program.Run(t, "-pairs", write(t, header+one+mislabelled+stranger))
	if r.Status != cli.ExitDone || r.Stderr != "" {
		t.Fatalf("exit status %d: %s", r.Status, r.Stderr)
	}
	for _, want := range []string{"3 pairs", "0.5000 of 2 pairs exactly right", "name.typo", "name.no_diacritics"} {
		if !strings.Contains(r.Stdout, want) {
			t.Errorf("the table lacks %q:\n%s", want, r.Stdout)
		}
	}
	if strings.Contains(r.Stdout, "Nguyễn") || strings.Contains(r.Stdout, "001080012345") {
		t.Error("the table holds personal data")
	}
}

func TestBadInput(t *testing.T) {
	for name, tc := range map[string]struct{ content, want string }{
		"a missing column": {"pair,codes\n", "line 1, column subject_name"},
		"no file header":   {"", "no header row"},
		"too few fields":   {header + one + "x,y\n", "line 3"},
		"a broken quote":   {header + one[:len(one)-1] + "\"\n", "line 2, column codes"},
		"neither 0 nor 1":  {header + strings.Replace(one, ",1,name", ",yes,name", 1), "line 2, column same_person"},
		"no such code":     {header + one + strings.Replace(one, "no_diacritics", "no_such_thing", 1), "line 3, column codes"},
	} {
		t.Run(name, func(t *testing.T) {
			r := program.Run(t, "-pairs", write(t, tc.content), "-json")
			if r.Status != cli.ExitUsage || r.Stdout != "" || strings.Count(r.Stderr, "\n") != 1 {
				t.Errorf("exit status %d, stdout %q, stderr %q", r.Status, r.Stdout, r.Stderr)
			}
			if !strings.Contains(r.Stderr, "pairs.csv") || !strings.Contains(r.Stderr, tc.want) {
				t.Errorf("stderr %q does not name the file and %q", r.Stderr, tc.want)
			}
			if strings.Contains(r.Stderr, "An") || strings.Contains(r.Stderr, "no_such_thing") {
				t.Error("the error repeats the input")
			}
		})
	}
}

func TestUsage(t *testing.T) {
	pairs := write(t, header+one)
	for name, args := range map[string][]string{
		"no file":              {},
		"no such file":         {"-pairs", pairs + ".none"},
		"a directory":          {"-pairs", filepath.Dir(pairs)},
		"a flag of others":     {"-pairs", pairs, "-left", "x"},
		"an argument too many": {"-pairs", pairs, "more"},
		"not a day":            {"-pairs", pairs, "-as-of", "1980"},
		"a plot that is there": {"-pairs", pairs, "-plot", pairs},
	} {
		t.Run(name, func(t *testing.T) {
			if r := program.Run(t, args...); r.Status != cli.ExitUsage || r.Stdout != "" || strings.Count(r.Stderr, "\n") != 1 {
				t.Errorf("exit status %d, stdout %q, stderr %q", r.Status, r.Stdout, r.Stderr)
			}
		})
	}
	if r := program.Run(t, "-h"); r.Status != cli.ExitDone || !strings.Contains(r.Stdout, "-plot") {
		t.Errorf("-h: exit status %d", r.Status)
	}
}

func TestPlot(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "new", "plot.svg")
	pairs := write(t, header+one+mislabelled+note+stranger)
	if r := program.Run(t, "-pairs", pairs, "-plot", path); r.Status != cli.ExitDone {
		t.Fatalf("exit status %d: %s", r.Status, r.Stderr)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	decoder := xml.NewDecoder(bytes.NewReader(data))
	elements := make(map[string]int)
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok {
			elements[start.Name.Local]++
		}
	}
	if elements["svg"] != 1 || elements["polyline"] != 1 || elements["rect"] < 5 {
		t.Errorf("the plot has %v", elements)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, want 0600 (%v)", info.Mode(), err)
	}
	if r := program.Run(t, "-pairs", pairs, "-plot", path); r.Status != cli.ExitUsage {
		t.Errorf("a second time: exit status %d", r.Status)
	}
	if r := program.Run(t, "-pairs", pairs, "-plot", path, "-force"); r.Status != cli.ExitDone {
		t.Errorf("a second time with -force: exit status %d", r.Status)
	}
	if r := program.Run(t, "-pairs", pairs, "-plot", filepath.Join(pairs, "plot.svg")); r.Status != cli.ExitUsage {
		t.Errorf("a plot below a file: exit status %d, want %d", r.Status, cli.ExitUsage)
	}
}

// TestGeneratedPairs holds the comparison to what it is meant to reach, over
// pairs that follow from the definition of the codes.
func TestGeneratedPairs(t *testing.T) {
	var b strings.Builder
	if err := synth.WritePairs(&b, synth.Pairs(20, 20_000)); err != nil {
		t.Fatal(err)
	}
	r := program.Run(t, "-pairs", write(t, b.String()), "-json", "-as-of", "2026-11-22")
	var got report
	if err := json.Unmarshal([]byte(r.Stdout), &got); err != nil {
		t.Fatal(err)
	}
	if got.Pairs != 20_000 || got.CodesExact < 0.995 {
		t.Errorf("%d pairs, codes exactly right %.4f, want 0.995", got.Pairs, got.CodesExact)
	}
	if got.SamePerson.BestF1 < 0.995 || got.SamePerson.F1 < 0.99 {
		t.Errorf("best F1 %.4f, F1 %.4f at %v; want 0.995 and 0.99", got.SamePerson.BestF1, got.SamePerson.F1, got.SamePerson.Threshold)
	}
}
