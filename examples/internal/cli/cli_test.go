package cli_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/identity"
)

func TestExit(t *testing.T) {
	for name, tc := range map[string]struct {
		err    error
		status int
		stderr string
	}{
		"done":        {nil, cli.ExitDone, ""},
		"help":        {flag.ErrHelp, cli.ExitDone, ""},
		"interrupted": {fmt.Errorf("reading: %w", context.Canceled), cli.ExitInterrupted, "x: interrupted, nothing was written\n"},
		"usage":       {cli.Usagef("-in: want a file"), cli.ExitUsage, "x: -in: want a file\n"},
		"failure":     {errors.New("broken"), cli.ExitFailure, "x: broken\n"},
	} {
		var stderr bytes.Buffer
		if status := cli.Exit(&stderr, "x", tc.err); status != tc.status || stderr.String() != tc.stderr {
			t.Errorf("%s: status %d and %q, want %d and %q", name, status, stderr.String(), tc.status, tc.stderr)
		}
	}
}

func TestParse(t *testing.T) {
	parse := func(args ...string) (string, error) {
		var stdout bytes.Buffer
		flags := flag.NewFlagSet("x", flag.ContinueOnError)
		flags.Bool("json", false, "print JSON")
		flags.String("in", "", "a file")
		return stdout.String(), cli.Parse(flags, args, &stdout, "Usage: x\n", "Exit status: 0\n")
	}
	if _, err := parse("-json"); err != nil {
		t.Errorf("-json: %v", err)
	}
	if _, err := parse("-h"); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h: %v", err)
	}
	for _, args := range [][]string{{"-none"}, {"more"}, {"-json", "more"}} {
		var usage cli.UsageError
		if _, err := parse(args...); !errors.As(err, &usage) || !strings.Contains(err.Error(), "-h explains") {
			t.Errorf("%v: %v", args, err)
		}
	}
	if _, err := parse("-in", ""); err == nil || err.Error() != "-in: the value is empty" {
		t.Errorf("a variable that is not set: %v", err)
	}
}

func TestAsOf(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	for text, want := range map[string]identity.Date{
		"": identity.MustDate(2026, 11, 22), "2026-01-31": identity.MustDate(2026, 1, 31), "31/01/2026": identity.MustDate(2026, 1, 31),
	} {
		if got, err := cli.AsOf(text, now); err != nil || got != want {
			t.Errorf("%q gives another day (%v)", text, err)
		}
	}
	for _, text := range []string{"2026", "01/2026", "today"} {
		if _, err := cli.AsOf(text, now); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "in.csv")
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := cli.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	for name, path := range map[string]string{"none.csv: ": filepath.Join(dir, "none.csv"), filepath.Base(dir) + ": want a file": dir} {
		var usage cli.UsageError
		if _, err := cli.Open(path); !errors.As(err, &usage) || !strings.HasPrefix(err.Error(), name) || strings.Contains(err.Error(), dir) {
			t.Errorf("%v, want a fault of the arguments that begins with %q", err, name)
		}
	}
}

func TestOutput(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "new", "out.csv")
	write := func(force bool, text string, commit bool) error {
		out, err := cli.Create("out", path, force)
		if err != nil {
			return err
		}
		defer out.Discard()
		if _, err := out.WriteString(text); err != nil || !commit {
			return err
		}
		return out.Commit()
	}
	holds := func(want string) {
		t.Helper()
		data, err := os.ReadFile(path)
		if err != nil || string(data) != want {
			t.Errorf("the file holds %q, want %q (%v)", data, want, err)
		}
		if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
			t.Errorf("%d files, want 1", len(files))
		}
	}
	if err := write(false, "one", true); err != nil {
		t.Fatal(err)
	}
	holds("one")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, want 0600 (%v)", info.Mode(), err)
	}
	var usage cli.UsageError
	if err := write(false, "two", true); !errors.As(err, &usage) {
		t.Errorf("a second time: %v", err)
	}
	if err := write(true, "two", false); err != nil {
		t.Error(err)
	}
	holds("one") // what is not committed leaves nothing
	if err := write(true, "two", true); err != nil {
		t.Error(err)
	}
	holds("two")
	for name, path := range map[string]string{"a directory": dir, "below a file": filepath.Join(path, "out.csv")} {
		if _, err := cli.Create("out", path, true); !errors.As(err, &usage) || strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
