package main

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/clitest"
)

var binary clitest.Program

func TestMain(m *testing.M) { os.Exit(binary.Main(m)) }

// program runs the binary in an empty directory of its own.
func program(t *testing.T, env []string, args ...string) clitest.Result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := binary.Command(ctx, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), env...)
	return clitest.Finish(t, cmd, func() {})
}

// The participants and the population of these tests are synthetic.
const (
	header     = "social_insurance_number,full_name,date_of_birth,gender,id_number,unit_code,unit_name,unit_address\n"
	row        = "0123456789,Nguyễn Văn An,15/03/1980,Nam,001080012345,A,Đơn vị A,Hà Nội\n"
	population = "personal_id,cmnd,full_name,date_of_birth,gender\n001080012345,012345678,Nguyễn Văn An,15/03/1980,Nam\n"
)

func TestArguments(t *testing.T) {
	dir := t.TempDir()
	people := clitest.Write(t, dir, "population.csv", population)
	good := clitest.Write(t, dir, "good.csv", header+row)
	secret := clitest.Write(t, dir, "secret", "not a real secret")
	full := filepath.Join(dir, "full")
	if err := os.Mkdir(full, 0o755); err != nil {
		t.Fatal(err)
	}
	clitest.Write(t, full, "letter.txt", "somebody's file")
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
		{"a directory for a list", nil, []string{"-participants", dir, "-population", people}, 2, "want a file, not a directory"},
		{"a directory for a population", nil, []string{"-participants", good, "-population", dir}, 2, "want a file, not a directory"},
		{"a column named twice", nil, []string{"-participants", good, "-population", people, "-columns", "gender=A,gender=B"}, 2, "twice"},
		{"a heading for two columns", nil, []string{"-participants", good, "-population", people, "-columns", "gender=A,full_name=A"}, 2, "twice"},
		{"no such file", nil, []string{"-participants", filepath.Join(dir, "none.csv"), "-population", people}, 2, "none.csv"},
		{"missing column", nil, []string{"-participants", clitest.Write(t, dir, "columns.csv", "full_name\nAn\n"), "-population", people}, 2, "columns.csv: line 1, column social_insurance_number"},
		{"broken quote", nil, []string{"-participants", clitest.Write(t, dir, "quote.csv", header+row+`0123456789,"Nguyễn`), "-population", people}, 2, "quote.csv: line 3, column full_name"},
		{"too few fields", nil, []string{"-participants", clitest.Write(t, dir, "fields.csv", header+row+"0123456789,An\n"), "-population", people}, 2, "fields.csv: line 3"},
		{"not UTF-8", nil, []string{"-participants", clitest.Write(t, dir, "latin1.csv", header+"0123456789,Nguy\xd4n,,,,A,A,A\n"), "-population", people}, 2, "latin1.csv: line 2, column full_name"},
		{"broken population", nil, []string{"-participants", good, "-population", good}, 2, "good.csv: line 1, column personal_id"},
		{"directory of somebody", nil, []string{"-out", full}, 2, "not empty"},
		{"a file for a directory", nil, []string{"-out", people}, 2, "-out"},
		{"a directory in the place of a file", nil, []string{"-out", blocked, "-force"}, 3, "outcomes.csv"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := program(t, tt.env, tt.args...)
			if r.Status != tt.status {
				t.Errorf("exit status %d, want %d\nstdout: %s\nstderr: %s", r.Status, tt.status, r.Stdout, r.Stderr)
			}
			if tt.status == 0 {
				if !strings.Contains(r.Stdout, tt.says) {
					t.Errorf("stdout does not say %q:\n%s", tt.says, r.Stdout)
				}
				return
			}
			if !strings.Contains(r.Stderr, tt.says) || strings.Count(r.Stderr, "\n") != 1 {
				t.Errorf("stderr is not one line that says %q:\n%s", tt.says, r.Stderr)
			}
			if strings.Contains(r.Stderr, "Nguy") || strings.Contains(r.Stderr, "0123456789") {
				t.Errorf("stderr repeats a value:\n%s", r.Stderr)
			}
		})
	}
	if _, err := os.Stat(filepath.Join(full, "letter.txt")); err != nil {
		t.Error("somebody's file is gone")
	}
}

// TestRefusedInput: input that cannot be used leaves no directory behind.
func TestRefusedInput(t *testing.T) {
	dir := t.TempDir()
	good := clitest.Write(t, dir, "good.csv", header+row)
	broken := clitest.Write(t, dir, "broken.csv", "personal_id\n1\n")
	out := filepath.Join(dir, "out")
	for name, args := range map[string][]string{
		"participants": {"-participants", broken, "-population", broken},
		"population":   {"-participants", good, "-population", broken},
		"account":      {"-participants", good, "-registry", "https://registry.invalid"},
	} {
		if r := program(t, nil, append(args, "-out", out)...); r.Status != 2 {
			t.Errorf("%s: exit status %d\n%s", name, r.Status, r.Stderr)
		}
		if _, err := os.Stat(out); !os.IsNotExist(err) {
			t.Errorf("%s: the directory was made (%v)", name, err)
		}
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
	clitest.Documented(t, strings.Join(rows[0], ","))
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
	participants := clitest.Write(t, dir, "participants.csv", header+row)
	people := clitest.Write(t, dir, "population.csv", population)
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
		{"a list over the sample", own, 0, []string{"Mau01-A.xlsx"}, []string{"Mau01-TH0000A.xlsx", "Mau02-A.xlsx"}},
		{"the list again", own, 2, []string{"Mau01-A.xlsx"}, nil},
		{"the list again, forced", append(own, "-force"), 0, []string{"Mau01-A.xlsx"}, nil},
		{"sample over it", []string{"-out", out}, 2, []string{"Mau01-A.xlsx"}, nil},
	}
	for _, s := range steps {
		if r := program(t, nil, s.args...); r.Status != s.status {
			t.Fatalf("%s: exit status %d, want %d\n%s", s.name, r.Status, s.status, r.Stderr)
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
