package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/examples/internal/clitest"
)

var program clitest.Program

func TestMain(m *testing.M) { os.Exit(program.Main(m)) }

func TestFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "out")
	r := program.Run(t, "-out", dir, "-n", "300", "-mode", "hard", "-seed", "5", "-pairs", "200")
	if r.Status != cli.ExitDone || r.Stderr != "" {
		t.Fatalf("exit status %d: %s", r.Status, r.Stderr)
	}
	for name, want := range map[string]struct {
		rows   int
		header string
	}{
		"left.csv":         {300, "record,full_name,date_of_birth,gender,id_number,social_insurance_number,person"},
		"right.csv":        {300, "record,full_name,date_of_birth,gender,id_number,social_insurance_number,person"},
		"participants.csv": {300, "social_insurance_number,full_name,date_of_birth,gender,id_number,unit_code,unit_name,unit_address,vssid,email,nationality"},
		"population.csv":   {300, "personal_id,cmnd,full_name,date_of_birth,gender"},
		"pairs.csv": {200, "pair,subject_name,subject_dob,subject_gender,subject_id," +
			"reference_name,reference_dob,reference_gender,reference_id,same_person,codes"},
	} {
		clitest.Documented(t, want.header)
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil || len(rows) != want.rows+1 || strings.Join(rows[0], ",") != want.header {
			t.Errorf("%s: %d rows, header %v, %v", name, len(rows), rows[0], err)
		}
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, want 0600 (%v)", name, info.Mode(), err)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("mode of the directory %v, want 0700 (%v)", info.Mode(), err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left (%v)", len(left), err)
	}
}

func TestForce(t *testing.T) {
	dir := t.TempDir()
	first := filepath.Join(dir, "left.csv")
	run := func(seed string, flags ...string) clitest.Result {
		return program.Run(t, append([]string{"-out", dir, "-n", "50", "-seed", seed}, flags...)...)
	}
	if r := run("1"); r.Status != cli.ExitDone {
		t.Fatalf("an empty directory: exit status %d: %s", r.Status, r.Stderr)
	}
	before, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	if r := run("2"); r.Status != cli.ExitUsage || strings.Count(r.Stderr, "\n") != 1 {
		t.Errorf("without -force: exit status %d: %s", r.Status, r.Stderr)
	}
	if after, err := os.ReadFile(first); err != nil || !bytes.Equal(before, after) {
		t.Errorf("a refused run changed the files (%v)", err)
	}
	if r := run("2", "-force"); r.Status != cli.ExitDone {
		t.Errorf("with -force: exit status %d: %s", r.Status, r.Stderr)
	}
	if after, err := os.ReadFile(first); err != nil || bytes.Equal(before, after) {
		t.Errorf("-force did not replace the files (%v)", err)
	}
	if r := run("1", "-force"); r.Status != cli.ExitDone {
		t.Errorf("with -force: exit status %d: %s", r.Status, r.Stderr)
	}
	if after, err := os.ReadFile(first); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the same seed gives other files (%v)", err)
	}
}

func TestUsage(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"no directory":          {},
		"a file for directory":  {"-out", file},
		"no such mode":          {"-out", t.TempDir(), "-mode", "medium"},
		"no rows":               {"-out", t.TempDir(), "-n", "0"},
		"too many rows":         {"-out", t.TempDir(), "-n", "900000000"},
		"not a number":          {"-out", t.TempDir(), "-n", "many"},
		"negative seed":         {"-out", t.TempDir(), "-seed", "-1"},
		"too many pairs":        {"-out", t.TempDir(), "-pairs", "900000000"},
		"an argument too many":  {"-out", t.TempDir(), "left.csv"},
		"a flag nobody defined": {"-out", t.TempDir(), "-size", "3"},
	} {
		t.Run(name, func(t *testing.T) {
			r := program.Run(t, args...)
			if r.Status != cli.ExitUsage || r.Stdout != "" || strings.Count(r.Stderr, "\n") != 1 {
				t.Errorf("exit status %d, stdout %q, stderr %q", r.Status, r.Stdout, r.Stderr)
			}
		})
	}
}

// TestFailure makes the renaming fail: a directory stands where a file belongs.
func TestFailure(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "left.csv", "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if r := program.Run(t, "-out", dir, "-n", "20", "-force"); r.Status != cli.ExitFailure || strings.Count(r.Stderr, "\n") != 1 {
		t.Errorf("exit status %d, stderr %q", r.Status, r.Stderr)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".tmp-*")); err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left (%v)", len(left), err)
	}
}

// TestInterrupt ends a long run once it has begun to write.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	cmd := program.Command(t.Context(), "-out", dir, "-n", "5000000")
	r := clitest.Finish(t, cmd, func() {
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
			files, err := filepath.Glob(filepath.Join(dir, ".tmp-*"))
			if err != nil || time.Now().After(deadline) {
				t.Fatalf("the program does not begin to write (%v)", err)
			}
			if len(files) == 2 {
				break
			}
		}
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
	})
	if r.Status != cli.ExitInterrupted || strings.Count(r.Stderr, "\n") != 1 {
		t.Errorf("exit status %d, stderr %q", r.Status, r.Stderr)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Errorf("%d files are left (%v)", len(entries), err)
	}
}

func TestHelp(t *testing.T) {
	r := program.Run(t, "-h")
	if r.Status != cli.ExitDone || r.Stderr != "" {
		t.Errorf("exit status %d, stderr %q", r.Status, r.Stderr)
	}
	for _, flag := range []string{"-out", "-n", "-mode", "-seed", "-pairs", "-force"} {
		if !strings.Contains(r.Stdout, "\n  "+flag) {
			t.Errorf("-h does not explain %s", flag)
		}
	}
}
