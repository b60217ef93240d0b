package bhxh_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDataIsDescribed: every table stands in DATA.md, and every table of
// DATA.md is there.
func TestDataIsDescribed(t *testing.T) {
	text := readText(t, "DATA.md")
	described := make(map[string]bool)
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+\\.csv)`").FindAllStringSubmatch(text, -1) {
		described[m[1]] = true
		if _, err := os.Stat(m[1]); err != nil {
			t.Errorf("DATA.md describes %s: %v", m[1], err)
		}
	}
	walk(t, func(path string) {
		if strings.HasSuffix(path, ".csv") && strings.Contains(path, "/data/") && !described[path] {
			t.Errorf("DATA.md does not describe %s", path)
		}
	})
}

// TestLinks: every file that a document of the project links to or names in a
// command is there.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	command := regexp.MustCompile(`go (?:test|run) [^|` + "`" + `\n]*?\s\.?/?((?:identity|matching|registryclient|forms|household|reconcile|examples|internal)[a-z0-9/]*)`)
	walk(t, func(path string) {
		if !strings.HasSuffix(path, ".md") {
			return
		}
		text := readText(t, path)
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), m[1])); err != nil {
				t.Errorf("%s links to %s: %v", path, m[1], err)
			}
		}
		for _, m := range command.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(strings.TrimSuffix(m[1], "/...")); err != nil {
				t.Errorf("a command of %s names %s: %v", path, m[1], err)
			}
		}
	})
}

// walk visits the files of the project.
func walk(t *testing.T, visit func(path string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && strings.HasPrefix(d.Name(), ".git") {
			return fs.SkipDir
		}
		if err == nil && d.Type().IsRegular() {
			visit(filepath.ToSlash(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func readText(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
