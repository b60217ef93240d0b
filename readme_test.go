package bhxh_test

import (
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// readmes are the documents whose commands and code a reader copies.
var readmes = [...]string{"README.md", "README.vi.md"}

// TestReadmeCode: every Go block of a README is a whole program, which
// TestReadmeProgram runs, or stands line for line in an example that is compiled
// and run.
func TestReadmeCode(t *testing.T) {
	tests, err := filepath.Glob("*/*_test.go")
	if err != nil || len(tests) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	var code strings.Builder
	for _, path := range tests {
		if strings.Contains(path, "example") {
			code.WriteString(squeeze(readText(t, path)))
		}
	}
	for _, readme := range readmes {
		blocks := goBlocks(readText(t, readme))
		if len(blocks) < 2 {
			t.Errorf("%s has %d Go blocks", readme, len(blocks))
		}
		for i, block := range blocks {
			if !isProgram(block) && !strings.Contains(code.String(), squeeze(block)) {
				t.Errorf("Go block %d of %s stands in no example", i+1, readme)
			}
		}
	}
}

// TestReadmeProgram: the first program of a README is at most ten lines, compiles
// in a module of its own, and prints what stands below it.
func TestReadmeProgram(t *testing.T) {
	dir := program(t, "matching")
	for _, readme := range readmes {
		text := readText(t, readme)
		source := goBlocks(text)[0]
		if formatted, err := format.Source([]byte(source)); err != nil || string(formatted) != source {
			t.Errorf("%s: the program is not formatted: %v", readme, err)
		}
		if n := lineCount(source); !isProgram(source) || n > 10 {
			t.Errorf("%s: the first Go block is no program of at most ten lines: it has %d", readme, n)
		}
		if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		if out := run(t, dir, "go", "run", "."); !strings.Contains(text, "```\n"+out+"```\n") {
			t.Errorf("%s: the program prints something else:\n%s", readme, out)
		}
	}
}

// TestReadmeOutput: what a README shows of the main job is what it prints, apart
// from the time it took.
func TestReadmeOutput(t *testing.T) {
	dir := t.TempDir()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	run(t, root, "go", "build", "-o", filepath.Join(dir, "job.exe"), "./examples/reconcile")
	out := withoutTimes(run(t, dir, filepath.Join(dir, "job.exe"), "-as-of", "2026-11-22"))
	for _, readme := range readmes {
		if !strings.Contains(withoutTimes(readText(t, readme)), "```\n"+out+"```\n") {
			t.Errorf("%s: the main job prints something else:\n%s", readme, out)
		}
	}
}

func withoutTimes(s string) string {
	return regexp.MustCompile(`in \S+ \(\d+/s\)`).ReplaceAllString(s, "in … (…/s)")
}

func goBlocks(text string) (blocks []string) {
	for _, m := range regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(text, -1) {
		blocks = append(blocks, m[1])
	}
	return blocks
}

// lineCount counts the lines that are not blank.
func lineCount(source string) (n int) {
	for line := range strings.Lines(source) {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}

func isProgram(block string) bool { return strings.HasPrefix(block, "package main\n") }

// squeeze drops indentation.
func squeeze(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(strings.TrimSpace(line) + "\n")
	}
	return b.String()
}
