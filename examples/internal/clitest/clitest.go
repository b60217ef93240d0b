// Package clitest builds and runs an example program as a user does: exit
// statuses and what stands on which output are promises of the program, not of a
// function in it.
package clitest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A Program is a built program. Set it in TestMain.
type Program struct{ path string }

// Main builds the program of the current directory, runs the tests with it and
// gives the exit status.
func (p *Program) Main(m *testing.M) int {
	dir, err := os.MkdirTemp("", "example-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, "clitest:", err)
		return 1
	}
	defer os.RemoveAll(dir)
	p.path = filepath.Join(dir, "program")
	if out, err := exec.Command("go", "build", "-o", p.path, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "clitest: building the program: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// A Result is how a program ended.
type Result struct {
	Status         int
	Stdout, Stderr string
}

// Run runs the program.
func (p *Program) Run(t *testing.T, args ...string) Result {
	t.Helper()
	return Finish(t, p.Command(t.Context(), args...), func() {})
}

// Command gives the program with arguments, for a test that sets more than these.
func (p *Program) Command(ctx context.Context, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, p.path, args...)
}

// Finish runs a command to its end; meanwhile is called when it has started.
func Finish(t *testing.T, cmd *exec.Cmd, meanwhile func()) Result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatalf("starting the program: %v", err)
	}
	meanwhile()
	err := cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("running the program: %v", err)
	}
	return Result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// Write writes a file of a test and gives its path.
func Write(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Documented checks that docs/data-files.md names every column of a file.
func Documented(t *testing.T, columns string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "data-files.md"))
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.SplitSeq(strings.TrimSpace(columns), ",") {
		if !bytes.Contains(text, []byte("`"+name+"`")) {
			t.Errorf("docs/data-files.md does not name the column %s", name)
		}
	}
}
