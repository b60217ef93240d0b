package forms_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

// TestLibreOffice lets LibreOffice open each document and save it again, and
// compares every cell. It runs where soffice is found, and says so where it is
// not; with BHXH_REQUIRE_SOFFICE=1 in the environment its absence is a failure.
func TestLibreOffice(t *testing.T) {
	t.Parallel() // it waits for another program
	program, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("BHXH_REQUIRE_SOFFICE") == "1" {
			t.Fatal("LibreOffice is required and not installed (no soffice in PATH)")
		}
		t.Log("NOT RUN: LibreOffice is not installed (no soffice in PATH); nothing was checked here")
		return
	}
	documents := map[string][]byte{
		"mau01": mau01(t, mau01Rows(300)...), "mau02": mau02(t, mau02Rows(300)...), "mau03": mau03(t, mau03Rows()...),
	}
	in, out := t.TempDir(), t.TempDir()
	var files []string
	for name, data := range documents {
		file := filepath.Join(in, name+".xlsx")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	resave(t, program, out, files)
	for name, data := range documents {
		saved, err := os.ReadFile(filepath.Join(out, name+".xlsx"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(cells(t, data), cells(t, saved)); diff != "" {
			t.Errorf("%s after a re-save (-written +read):\n%s", name, diff)
		}
		if diff := cmp.Diff(book(t, data).Properties(), book(t, saved).Properties()); diff != "" {
			t.Errorf("%s: properties after a re-save (-written +read):\n%s", name, diff)
		}
	}
}

func resave(t *testing.T, program, out string, files []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	// A profile of its own keeps it apart from an office that is open.
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(t.TempDir())
	command := exec.CommandContext(ctx, program, append([]string{profile, "--headless", "--convert-to", "xlsx", "--outdir", out}, files...)...)
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, strings.TrimSpace(string(output)))
	}
}

// cells gives the cells of a document by row.
func cells(t *testing.T, data []byte) map[int][]xlsxread.Cell {
	t.Helper()
	rows := make(map[int][]xlsxread.Cell)
	for row, err := range book(t, data).Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		rows[row.Number] = append([]xlsxread.Cell(nil), row.Cells...)
	}
	return rows
}
