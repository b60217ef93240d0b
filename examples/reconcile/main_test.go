package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// binary is the built program: exit codes are a promise of the program, not of
// a function in it.
var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "reconcile-test-")
	if err != nil {
		panic(err)
	}
	binary = filepath.Join(dir, "reconcile")
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

// program runs the binary in an empty directory of its own.
func program(t *testing.T, env []string, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), env...)
	return finish(t, cmd, func() {})
}

// finish runs a command to its end; meanwhile is called when it has started.
func finish(t *testing.T, cmd *exec.Cmd, meanwhile func()) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	meanwhile()
	err := cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("running the program: %v", err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The participants and the population of these tests are synthetic.
const (
	header     = "social_insurance_number,full_name,date_of_birth,gender,id_number,unit_code,unit_name,unit_address\n"
	row        = "0123456789,Nguyễn Văn An,15/03/1980,Nam,001080012345,A,Đơn vị A,Hà Nội\n"
	population = "personal_id,cmnd,full_name,date_of_birth,gender\n001080012345,012345678,Nguyễn Văn An,15/03/1980,Nam\n"
)

func TestArguments(t *testing.T) {
	dir := t.TempDir()
	people := write(t, dir, "population.csv", population)
	good := write(t, dir, "good.csv", header+row)
	secret := write(t, dir, "secret", "not a real secret")
	full := filepath.Join(dir, "full")
	if err := os.Mkdir(full, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, full, "letter.txt", "somebody's file")
	blocked := filepath.Join(dir, "blocked")
	if err := os.MkdirAll(filepath.Join(blocked, "outcomes.csv", "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	account := []string{"BHXH_REGISTRY_USER=user", "BHXH_REGISTRY_SECRET_FILE=" + secret}
	tests := []struct {
		name   string
		env    []string
		args   []string
		status int
		says   string // in the one line on stderr, or on stdout for -h
	}{
		{"help", nil, []string{"-h"}, 0, "-registry-mode"},
		{"unknown flag", nil, []string{"-nonsense"}, 2, "-nonsense"},
		{"stray argument", nil, []string{"people.csv"}, 2, "unexpected argument"},
		{"a variable that is not set", nil, []string{"-participants", "", "-population", ""}, 2, "the value is empty"},
		{"mode", nil, []string{"-registry-mode", "all"}, 2, "-registry-mode"},
		{"mode with a registry elsewhere", account, []string{"-registry", "https://registry.invalid", "-registry-mode", "triple", "-participants", good}, 2, "exclude each other"},
		{"population with a registry elsewhere", account, []string{"-registry", "https://registry.invalid", "-population", people, "-participants", good}, 2, "exclude each other"},
		{"plain http", account, []string{"-registry", "http://registry.invalid", "-participants", good}, 2, "loopback"},
		{"no account", nil, []string{"-registry", "https://registry.invalid", "-participants", good}, 2, "BHXH_REGISTRY_USER"},
		{"participants alone", nil, []string{"-participants", good}, 2, "-population"},
		{"workers", nil, []string{"-workers", "0"}, 2, "-workers"},
		{"date", nil, []string{"-as-of", "tomorrow"}, 2, "-as-of"},
		{"no such file", nil, []string{"-participants", filepath.Join(dir, "none.csv"), "-population", people}, 2, "none.csv"},
		{"missing column", nil, []string{"-participants", write(t, dir, "columns.csv", "full_name\nAn\n"), "-population", people}, 2, "columns.csv: line 1, column social_insurance_number"},
		{"broken quote", nil, []string{"-participants", write(t, dir, "quote.csv", header+row+`0123456789,"Nguyễn`), "-population", people}, 2, "quote.csv: line 3, column full_name"},
		{"too few fields", nil, []string{"-participants", write(t, dir, "fields.csv", header+row+"0123456789,An\n"), "-population", people}, 2, "fields.csv: line 3"},
		{"not UTF-8", nil, []string{"-participants", write(t, dir, "latin1.csv", header+"0123456789,Nguy\xd4n,,,,A,A,A\n"), "-population", people}, 2, "latin1.csv: line 2, column full_name"},
		{"broken population", nil, []string{"-participants", good, "-population", good}, 2, "good.csv: line 1, column personal_id"},
		{"directory of somebody", nil, []string{"-out", full}, 2, "not empty"},
		{"a file for a directory", nil, []string{"-out", people}, 2, "-out"},
		{"a directory in the place of a file", nil, []string{"-out", blocked, "-force"}, 3, "outcomes.csv"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := program(t, tt.env, tt.args...)
			if r.status != tt.status {
				t.Errorf("exit status %d, want %d\nstdout: %s\nstderr: %s", r.status, tt.status, r.stdout, r.stderr)
			}
			if tt.status == 0 {
				if !strings.Contains(r.stdout, tt.says) {
					t.Errorf("stdout does not say %q:\n%s", tt.says, r.stdout)
				}
				return
			}
			if !strings.Contains(r.stderr, tt.says) || strings.Count(r.stderr, "\n") != 1 {
				t.Errorf("stderr is not one line that says %q:\n%s", tt.says, r.stderr)
			}
			if strings.Contains(r.stderr, "Nguy") || strings.Contains(r.stderr, "0123456789") {
				t.Errorf("stderr repeats a value:\n%s", r.stderr)
			}
		})
	}
	if _, err := os.Stat(filepath.Join(full, "letter.txt")); err != nil {
		t.Error("somebody's file is gone")
	}
}

func outcomes(t *testing.T, dir string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "outcomes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("outcomes.csv: %d rows, %v", len(rows), err)
	}
	if got := strings.Join(rows[0], ","); got != "social_insurance_number,unit_code,outcome,codes,notes,personal_id,former_id,registry_message" {
		t.Fatalf("header of outcomes.csv: %s", got)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := make(map[string]string)
		for i, name := range rows[0] {
			m[name] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func TestEarlierRun(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	participants := write(t, dir, "participants.csv", header+row)
	people := write(t, dir, "population.csv", population)
	own := []string{"-participants", participants, "-population", people, "-out", out}
	steps := []struct {
		name   string
		args   []string
		status int
		files  []string // afterwards, among the lists
		gone   []string
	}{
		{"sample", []string{"-out", out}, 0, []string{"Mau01-TH0000A.xlsx", "Mau02-TH0002A.xlsx", "Mau03.xlsx", "outcomes.csv"}, nil},
		{"sample again", []string{"-out", out}, 0, []string{"Mau01-TH0000A.xlsx"}, nil},
		{"another list", own, 2, []string{"Mau01-TH0000A.xlsx"}, nil},
		{"another list, forced", append(own, "-force"), 0, []string{"Mau01-A.xlsx"}, []string{"Mau01-TH0000A.xlsx", "Mau02-A.xlsx"}},
		{"sample over it", []string{"-out", out}, 2, []string{"Mau01-A.xlsx"}, nil},
	}
	for _, s := range steps {
		if r := program(t, nil, s.args...); r.status != s.status {
			t.Fatalf("%s: exit status %d, want %d\n%s", s.name, r.status, s.status, r.stderr)
		}
		for _, name := range s.files {
			info, err := os.Stat(filepath.Join(out, name))
			if err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
			if info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %s has mode %o, want 600", s.name, name, info.Mode().Perm())
			}
		}
		for _, name := range s.gone {
			if _, err := os.Stat(filepath.Join(out, name)); err == nil {
				t.Errorf("%s: %s is still there", s.name, name)
			}
		}
		if info, err := os.Stat(out); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: the directory has mode %o, want 700 (%v)", s.name, info.Mode().Perm(), err)
		}
	}
}

func TestUnitNames(t *testing.T) {
	o := &output{names: make(map[string]bool)}
	seen := make(map[string]string)
	for _, code := range []string{"TH01", "th01", "TH 01", "TH/01", "../TH01", "", "đơn vị", "Đơn Vị", strings.Repeat("A", 300)} {
		name := o.unitName(code)
		if name == "" || len(name) > 100 || strings.ContainsAny(name, "/\\. ") {
			t.Errorf("unitName(%q) = %q", code, name)
		}
		if other, taken := seen[strings.ToLower(name)]; taken {
			t.Errorf("%q and %q share the name %q", code, other, name)
		}
		seen[strings.ToLower(name)] = code
	}
}
