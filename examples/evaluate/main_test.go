package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/internal/synth"
)

// binary is the built program: exit codes are a promise of the program, not of
// a function in it.
var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "evaluate-test-")
	if err != nil {
		panic(err)
	}
	binary = filepath.Join(dir, "evaluate")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		panic("building the program: " + err.Error() + "\n" + string(out))
	}
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

type result struct {
	status         int
	stdout, stderr string
}

func program(t *testing.T, args ...string) result {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), binary, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("running the program: %v", err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

func write(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pairs.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
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
	r := program(t, "-pairs", write(t, header+one+mislabelled+note+stranger), "-json", "-wrong", "5")
	if r.status != exitDone {
		t.Fatalf("exit status %d: %s", r.status, r.stderr)
	}
	decoder := json.NewDecoder(strings.NewReader(r.stdout))
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
	if want := "line 3: got [], want [name.typo]\n"; r.stderr != want {
		t.Errorf("stderr %q, want %q", r.stderr, want)
	}
}

func TestTable(t *testing.T) {
	r := program(t, "-pairs", write(t, header+one+mislabelled+stranger))
	if r.status != exitDone || r.stderr != "" {
		t.Fatalf("exit status %d: %s", r.status, r.stderr)
	}
	for _, want := range []string{"3 pairs", "0.5000 of 2 pairs exactly right", "name.typo", "name.no_diacritics"} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("the table lacks %q:\n%s", want, r.stdout)
		}
	}
	if strings.Contains(r.stdout, "Nguyễn") || strings.Contains(r.stdout, "001080012345") {
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
			r := program(t, "-pairs", write(t, tc.content), "-json")
			if r.status != exitUsage || r.stdout != "" || strings.Count(r.stderr, "\n") != 1 {
				t.Errorf("exit status %d, stdout %q, stderr %q", r.status, r.stdout, r.stderr)
			}
			if !strings.Contains(r.stderr, "pairs.csv") || !strings.Contains(r.stderr, tc.want) {
				t.Errorf("stderr %q does not name the file and %q", r.stderr, tc.want)
			}
			if strings.Contains(r.stderr, "An") || strings.Contains(r.stderr, "no_such_thing") {
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
		"a flag of others":     {"-pairs", pairs, "-left", "x"},
		"an argument too many": {"-pairs", pairs, "more"},
		"not a day":            {"-pairs", pairs, "-as-of", "1980"},
		"a plot that is there": {"-pairs", pairs, "-plot", pairs},
	} {
		t.Run(name, func(t *testing.T) {
			if r := program(t, args...); r.status != exitUsage || r.stdout != "" || strings.Count(r.stderr, "\n") != 1 {
				t.Errorf("exit status %d, stdout %q, stderr %q", r.status, r.stdout, r.stderr)
			}
		})
	}
	if r := program(t, "-h"); r.status != exitDone || !strings.Contains(r.stdout, "-plot") {
		t.Errorf("-h: exit status %d", r.status)
	}
}

func TestPlot(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "new", "plot.svg")
	pairs := write(t, header+one+mislabelled+note+stranger)
	if r := program(t, "-pairs", pairs, "-plot", path); r.status != exitDone {
		t.Fatalf("exit status %d: %s", r.status, r.stderr)
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
	if r := program(t, "-pairs", pairs, "-plot", path); r.status != exitUsage {
		t.Errorf("a second time: exit status %d", r.status)
	}
	if r := program(t, "-pairs", pairs, "-plot", path, "-force"); r.status != exitDone {
		t.Errorf("a second time with -force: exit status %d", r.status)
	}
	if r := program(t, "-pairs", pairs, "-plot", filepath.Join(pairs, "plot.svg")); r.status != exitFailure {
		t.Errorf("a plot below a file: exit status %d, want %d", r.status, exitFailure)
	}
}

// TestScores compares the curve with counting pair by pair.
func TestScores(t *testing.T) {
	var s scores
	values := []float64{0.1, 0.4, 0.4, 0.9, 0.9, 0.2, 0.7, 1, 0}
	same := []bool{false, true, false, true, true, false, true, true, false}
	for i, v := range values {
		s.add(v, same[i])
	}
	for _, p := range s.curve() {
		if diff := cmp.Diff(s.at(p.threshold), p, cmp.AllowUnexported(point{})); diff != "" {
			t.Errorf("threshold %v (-counted +curve):\n%s", p.threshold, diff)
		}
	}
	var right, all float64
	for i, v := range values {
		for j, w := range values {
			if !same[i] || same[j] {
				continue
			}
			all++
			switch {
			case v > w:
				right++
			case v == w:
				right += 0.5
			}
		}
	}
	if got := s.auc(); got != right/all {
		t.Errorf("AUC %v, want %v", got, right/all)
	}
	if got := best(s.curve()); got.threshold != 0.4 {
		t.Errorf("the best threshold is %v, want 0.4", got.threshold)
	}
	if got := (&scores{}).auc(); got != 0 {
		t.Errorf("AUC of nothing is %v", got)
	}
}

// TestGeneratedPairs holds the comparison to what it is meant to reach, over
// pairs that follow from the definition of the codes.
func TestGeneratedPairs(t *testing.T) {
	var b strings.Builder
	if err := synth.WritePairs(&b, synth.Pairs(20, 20_000)); err != nil {
		t.Fatal(err)
	}
	r := program(t, "-pairs", write(t, b.String()), "-json", "-as-of", "2026-11-22")
	var got report
	if err := json.Unmarshal([]byte(r.stdout), &got); err != nil {
		t.Fatal(err)
	}
	if got.Pairs != 20_000 || got.CodesExact < 0.995 {
		t.Errorf("%d pairs, codes exactly right %.4f, want 0.995", got.Pairs, got.CodesExact)
	}
	if got.SamePerson.BestF1 < 0.995 || got.SamePerson.F1 < 0.99 {
		t.Errorf("best F1 %.4f, F1 %.4f at %v; want 0.995 and 0.99", got.SamePerson.BestF1, got.SamePerson.F1, got.SamePerson.Threshold)
	}
}
