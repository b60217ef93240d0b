package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSample(t *testing.T) {
	var stdout, stderr bytes.Buffer
	out := filepath.Join(t.TempDir(), "corrections.jsonl")
	if status := run(t.Context(), []string{"-out", out}, &stdout, &stderr); status != exitFindings {
		t.Errorf("status %d, want %d: %s", status, exitFindings, &stderr)
	}
	for _, want := range []string{
		"Danh sách 2026-11/YN0001A, đơn vị YN0001A: 8 dòng (issued)", "được nhận:     2", "là đúng:  1", "chưa trả lời:                   1",
		"✗ Dòng 3, cột (11)", "✗ Dòng 4, cột (14)", "✗ Dòng 5, cột (13): Số ĐDCN bị mất số 0 ở đầu.", "✗ Dòng 6, cột (13)", "· Dòng 7, cột (10)",
	} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, &stdout)
		}
	}
	data, err := os.ReadFile(out)
	if err != nil || bytes.Count(data, []byte("\n")) != 3 {
		t.Errorf("%d corrections written (%v), want 3", bytes.Count(data, []byte("\n")), err)
	}
	if status := run(t.Context(), []string{"-out", out}, &stdout, &stderr); status != exitUsage {
		t.Error("a file that is there was overwritten")
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	pdf := filepath.Join(t.TempDir(), "a.xlsx")
	if err := os.WriteFile(pdf, []byte("%PDF-1.7"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"-file", pdf}, {"-file", pdf + ".none"}, {"-as-of", "tomorrow"}, {"-no-such-flag"}} {
		var stdout, stderr bytes.Buffer
		if status := run(t.Context(), args, &stdout, &stderr); status != exitUsage || stderr.Len() == 0 || stdout.Len() > 0 {
			t.Errorf("%v: status %d, %d bytes of explanation", args[0], status, stderr.Len())
		}
	}
}
