package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/examples/internal/clitest"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/journal"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// TestJournalFinished: a journal that has everybody needs no registry.
func TestJournalFinished(t *testing.T) {
	server, env := elsewhere(t, population, registrytest.Options{})
	dir := t.TempDir()
	list := clitest.Write(t, dir, "participants.csv", header+row+
		"0123456788,Nguyễn Văn An,15/03/1980,Nam,012345678,A,Đơn vị A,Hà Nội\n"+
		"0123456787,Trần Thị Bê,01/02/1990,Nữ,,A,Đơn vị A,Hà Nội\n")
	args := []string{"-registry", server.URL(), "-participants", list, "-out", filepath.Join(dir, "out"), "-journal", filepath.Join(dir, "journal")}
	r := program(t, env, args...)
	if r.Status != cli.ExitDone || !strings.Contains(r.Stdout, "\n0 answers came from the journal\n") {
		t.Fatalf("exit status %d\n%s%s", r.Status, r.Stdout, r.Stderr)
	}
	asked := server.Ledger().WireRequests()
	server.Close()
	r = program(t, env, append(args, "-force")...)
	if r.Status != cli.ExitDone || !strings.Contains(r.Stdout, "\n2 answers came from the journal\n") || asked != 2 {
		t.Errorf("exit status %d after %d questions\n%s%s", r.Status, asked, r.Stdout, r.Stderr)
	}
}

// TestJournalAsksThePending: the next run asks about those whom an outage left,
// and about nobody else.
func TestJournalAsksThePending(t *testing.T) {
	var well atomic.Bool
	server, env := elsewhere(t, population, registrytest.Options{Fault: func(r registrytest.Request) registrytest.Fault {
		if !well.Load() && r.Wire > 1 {
			return registrytest.Fault{Kind: registrytest.FaultStatus, Status: 403}
		}
		return registrytest.Fault{}
	}})
	dir := t.TempDir()
	list := clitest.Write(t, dir, "participants.csv", header+row+
		"0123456788,Nguyễn Văn An,15/03/1980,Nam,012345678,A,Đơn vị A,Hà Nội\n")
	args := []string{"-registry", server.URL(), "-participants", list, "-out", filepath.Join(dir, "out"), "-journal", filepath.Join(dir, "journal")}
	r := program(t, env, args...)
	if r.Status != cli.ExitInterrupted || !strings.Contains(r.Stdout, "asks about them alone") {
		t.Fatalf("exit status %d\n%s%s", r.Status, r.Stdout, r.Stderr)
	}
	well.Store(true)
	r = program(t, env, append(args, "-force")...)
	if asked := server.Ledger().WireRequests(); r.Status != cli.ExitDone || asked != 3 || !strings.Contains(r.Stdout, "\n1 answers came from the journal\n") {
		t.Errorf("exit status %d after %d questions, want 3\n%s%s", r.Status, asked, r.Stdout, r.Stderr)
	}
}

func TestJournalRefusals(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "journal")
	people := clitest.Write(t, dir, "population.csv", population)
	good := clitest.Write(t, dir, "good.csv", header+row)
	other := clitest.Write(t, dir, "other.csv", header+row+row)
	run := func(list string, more ...string) clitest.Result {
		return program(t, nil, append([]string{"-participants", list, "-population", people}, more...)...)
	}
	if r := run(good, "-journal", kept); r.Status != cli.ExitDone {
		t.Fatalf("exit status %d\n%s", r.Status, r.Stderr)
	}
	if info, err := os.Stat(kept + ".key"); err != nil || info.Mode().Perm() != 0o600 || info.Size() != 32 {
		t.Errorf("the key: %v, %v; want 32 bytes for the owner alone", info, err)
	}
	copied := func(name string, change func(text []byte) []byte) string {
		to := filepath.Join(dir, name)
		if err := os.CopyFS(to, os.DirFS(kept)); err != nil {
			t.Fatal(err)
		}
		segment := filepath.Join(to, "00000001.seg")
		text, err := os.ReadFile(segment)
		if err == nil {
			err = os.WriteFile(segment, change(text), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		return to
	}
	flipped := copied("flipped", func(text []byte) []byte { text[100] ^= 1; return text })
	torn := copied("torn", func(text []byte) []byte { return text[:len(text)-1] })
	foreign := copied("foreign", func([]byte) []byte { return []byte("somebody else's file, of a length that a header has: sixty bytes") })
	lone := copied("lone", func(text []byte) []byte { return text })
	held := copied("held", func(text []byte) []byte { return text })
	holder, err := journal.Open(held, journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = holder.Close() }()
	key := kept + ".key"
	wrong := clitest.Write(t, dir, "wrong.key", strings.Repeat("another key ", 3))
	short := clitest.Write(t, dir, "short.key", "too short")
	tests := []struct {
		name   string
		args   []string
		list   string
		status int
		says   string
	}{
		{"another list", []string{"-journal", kept}, other, 2, "another list"},
		{"another mode", []string{"-journal", kept, "-registry-mode", "triple"}, good, 2, "another registry"},
		{"other columns", []string{"-journal", kept, "-columns", "email=unit_name"}, good, 2, "another list"},
		{"another key", []string{"-journal", kept, "-journal-key", wrong}, good, 2, "not the key"},
		{"a short key", []string{"-journal", kept, "-journal-key", short}, good, 2, "shorter than 32 bytes"},
		{"no key", []string{"-journal", lone}, good, 2, "is missing"},
		{"another run", []string{"-journal", held, "-journal-key", key}, good, 2, "another run has it"},
		{"a flipped bit", []string{"-journal", flipped, "-journal-key", key}, good, 2, "damaged before its tail (segment 1, offset"},
		{"a torn tail", []string{"-journal", torn, "-journal-key", key}, good, 0, ""},
		{"somebody's file", []string{"-journal", foreign, "-journal-key", key}, good, 2, "-journal: journal:"},
		{"a file for a directory", []string{"-journal", good}, good, 2, "want a directory"},
		{"empty", []string{"-journal", ""}, good, 2, "-journal: the value is empty"},
		{"a key without a journal", []string{"-journal-key", key}, good, 2, "needs -journal"},
		{"the key in the journal", []string{"-journal", kept, "-journal-key", filepath.Join(kept, "key")}, good, 2, "outside of -journal"},
		{"the journal in the output", []string{"-out", dir, "-journal", kept}, good, 2, "outside of -out"},
		{"a place that cannot be written", []string{"-journal", filepath.Join(good, "journal")}, good, 3, "-journal: journal: the file system refused"},
		{"the right one", []string{"-journal", kept}, good, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := run(tt.list, tt.args...)
			if r.Status != tt.status || !strings.Contains(r.Stderr, tt.says) || strings.Count(r.Stderr, "\n") != min(1, tt.status) {
				t.Errorf("exit status %d, want %d and one line that says %q\n%s", r.Status, tt.status, tt.says, r.Stderr)
			}
			if strings.Contains(r.Stderr, dir) || strings.Contains(r.Stderr, "0123456789") {
				t.Errorf("stderr repeats a path or a value:\n%s", r.Stderr)
			}
		})
	}
}

// TestRunErrors: what only a disk that fails in the middle of a run brings.
func TestRunErrors(t *testing.T) {
	poisoned := &registryclient.BatchError{Code: registryclient.BatchStore, Row: 16, Err: &journal.Error{Code: journal.CodePoisoned}}
	for name, tt := range map[string]struct {
		err   error
		usage bool
		says  string
	}{
		"poisoned": {poisoned, false, "start the same command again"},
		"io":       {&registryclient.BatchError{Code: registryclient.BatchStore, Row: 16, Err: &journal.Error{Code: journal.CodeIO}}, false, "file system refused"},
		"damaged":  {&registryclient.BatchError{Code: registryclient.BatchDamaged, Row: 16}, true, "never wrote"},
		"a row":    {&registryclient.BatchError{Code: registryclient.BatchOtherInput, Row: 16}, true, "participant 17"},
		"config":   {&registryclient.BatchError{Code: registryclient.BatchConfig, Row: -1, Detail: "the store was written by another version"}, true, "another version"},
	} {
		err := runError(tt.err)
		var fault cli.UsageError
		usage := errors.As(err, &fault)
		if usage != tt.usage || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, a fault of the arguments: %v; want %v, saying %q", name, err, usage, tt.usage, tt.says)
		}
	}
}

// TestKilledWhileWriting: the directory of a run that was killed while it put
// its files in place is taken over without -force.
func TestKilledWhileWriting(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"before the first": {".tmp-1": "a list"},
		"in the middle":    {manifestName: `{"unfinished": true, "files": ["Mau01-B.xlsx", "outcomes.csv"]}`, "Mau01-B.xlsx": "a list", ".tmp-1": "a list"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			out := filepath.Join(dir, "out")
			if err := os.Mkdir(out, 0o700); err != nil {
				t.Fatal(err)
			}
			for file, text := range files {
				clitest.Write(t, out, file, text)
			}
			r := program(t, nil, "-participants", clitest.Write(t, dir, "good.csv", header+row), "-population", clitest.Write(t, dir, "population.csv", population), "-out", out)
			if r.Status != cli.ExitDone {
				t.Fatalf("exit status %d\n%s", r.Status, r.Stderr)
			}
			for file := range files {
				if _, err := os.Stat(filepath.Join(out, file)); err == nil && file != manifestName {
					t.Errorf("%s is still there", file)
				}
			}
			if m, known := readManifest(out); !known || m.Unfinished || len(m.Files) != 3 {
				t.Errorf("the manifest says %+v", m)
			}
		})
	}
}
