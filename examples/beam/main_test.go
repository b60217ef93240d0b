package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/examples/internal/clitest"
	"github.com/bhxh-go/bhxh/identity"
)

// TestDay: the day of the comparison reaches the workers.
func TestDay(t *testing.T) {
	if want := identity.MustDate(2026, 11, 22); newCompareBlock(want).day() != want {
		t.Error("the day of the comparison was lost on the way")
	}
}

func TestCheckFiles(t *testing.T) {
	dir := t.TempDir()
	good := clitest.Write(t, dir, "good.csv", "\ufeff"+columns+",person\r\n")
	other := clitest.Write(t, dir, "other.csv", "full_name,record\n")
	out := filepath.Join(dir, "out.csv")
	for name, tt := range map[string]struct {
		in, out string
		force   bool
		says    string
	}{
		"no such file":      {filepath.Join(dir, "none.csv"), out, false, "none.csv: no such file"},
		"another order":     {other, out, false, "other.csv: line 1: the header must begin with record,"},
		"the file is there": {good, good, false, "-force replaces it"},
		"below a file":      {good, filepath.Join(good, "out.csv"), false, "-out: not a directory"},
		"a directory":       {good, dir, true, "-out: is a directory"},
	} {
		err := checkFiles(tt.in, tt.out, tt.force)
		var usage cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want a fault of the arguments that says %q", name, err, tt.says)
		}
	}
	if err := checkFiles(good, out, false); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(out); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the output has mode %v, want 0600 (%v)", info.Mode(), err)
	}
	if err := checkFiles("gs://somewhere/in.csv", out, true); err != nil {
		t.Error(err)
	}
}
