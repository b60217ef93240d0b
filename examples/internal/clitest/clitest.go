// Package clitest builds and runs an example program as a user does: exit
// statuses and what stands on which output are promises of the program, not of a
// function in it.
package clitest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	cmd := exec.CommandContext(t.Context(), p.path, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
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
