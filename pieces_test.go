package bhxh_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestPieces builds a program that imports one package, and looks at what came
// along: who needs numbers and names alone links no HTTP, spreadsheet or PDF.
func TestPieces(t *testing.T) {
	const http, sheets, pdf, retry = "net/http", "github.com/xuri/excelize/v2", "codeberg.org/go-pdf/fpdf", "github.com/hashicorp/go-retryablehttp"
	for _, tc := range []struct {
		imports string
		without []string
		with    []string
		most    int64 // megabytes of the stripped program
	}{
		{imports: "identity", without: []string{http, sheets, pdf, retry, "crypto/tls"}, most: 3},
		{imports: "matching", without: []string{http, sheets, pdf, retry, "crypto/tls"}, most: 3},
		{imports: "matching/linkage", without: []string{http, sheets, pdf, retry, "crypto/tls"}, most: 3},
		{imports: "reconcile", without: []string{sheets, pdf}, with: []string{retry}, most: 8},
		{imports: "reconcile/campaign", without: []string{sheets, pdf, "database/sql"}, with: []string{retry}, most: 8},
		{imports: "forms", without: []string{retry}, with: []string{sheets, pdf}, most: 8},
	} {
		t.Run(tc.imports, func(t *testing.T) {
			t.Parallel()
			dir := program(t, tc.imports)
			deps := strings.Fields(run(t, dir, "go", "list", "-deps", "."))
			for _, path := range tc.without {
				if slices.Contains(deps, path) {
					t.Errorf("a program that imports %s links %s", tc.imports, path)
				}
			}
			for _, path := range tc.with {
				if !slices.Contains(deps, path) {
					t.Errorf("a program that imports %s does not link %s: the test looks at the wrong thing", tc.imports, path)
				}
			}
			run(t, dir, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", "program", ".")
			info, err := os.Stat(filepath.Join(dir, "program"))
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d packages, %.1f MB", len(deps), float64(info.Size())/1e6)
			if info.Size() > tc.most*1e6 {
				t.Errorf("%d bytes, want at most %d MB", info.Size(), tc.most)
			}
		})
	}
}

// program makes a module that imports one package of this one.
func program(t *testing.T, imports string) string {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.com/program\n\ngo 1.25.0\n\nrequire " + module + " v0.0.0\n\nreplace " + module + " => " + root + "\n",
		// The sums are those of this module: nothing is asked of any server.
		"go.sum":  readText(t, "go.sum"),
		"main.go": "package main\n\nimport _ \"" + module + "/" + imports + "\"\n\nfunc main() {}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const module = "github.com/bhxh-go/bhxh"

func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=mod", "GOWORK=off")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, args[0], err, stderr.String())
	}
	return string(out)
}
