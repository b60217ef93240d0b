package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/xuri/excelize/v2"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

var update = flag.Bool("update", false, "write testdata/diary.golden anew")

type result struct {
	status         int
	stdout, stderr string
}

func program(t *testing.T, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status := run(t.Context(), args, &stdout, &stderr)
	return result{status, stdout.String(), stderr.String()}
}

// TestMonth plays the month and compares the diary with the golden one, on the
// store of every kind that is at hand.
func TestMonth(t *testing.T) {
	const golden = "testdata/diary.golden"
	dir := filepath.Join(t.TempDir(), "out")
	r := program(t, "-out", dir)
	if r.status != cli.ExitDone || r.stderr != "" {
		t.Fatalf("exit status %d: %s", r.status, r.stderr)
	}
	if *update {
		if err := os.WriteFile(golden, []byte(r.stdout), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), r.stdout); d != "" {
		t.Errorf("diary (-want +got):\n%s", d)
	}
	checkFiles(t, dir)
	checkReports(t, dir)
	if again := program(t, "-out", dir); again.status != cli.ExitUsage || !strings.Contains(again.stderr, "-force") {
		t.Errorf("a second month in the directory: exit status %d, %s", again.status, again.stderr)
	}
	if again := program(t, "-out", dir, "-force"); again.status != cli.ExitDone || again.stdout != r.stdout {
		t.Errorf("with -force: exit status %d, %s", again.status, again.stderr)
	}
}

// TestMonthOnPostgres plays it in a schema of its own on the server of
// BHXH_POSTGRES_DSN.
func TestMonthOnPostgres(t *testing.T) {
	dsn := os.Getenv("BHXH_POSTGRES_DSN")
	if dsn == "" {
		t.Skip("BHXH_POSTGRES_DSN names no server: the month was not played on PostgreSQL")
	}
	schema := "month_" + strconv.Itoa(os.Getpid())
	t.Cleanup(func() { drop(t, dsn, schema) })
	r := program(t, "-out", t.TempDir(), "-postgres", dsn, "-schema", schema)
	want, err := os.ReadFile("testdata/diary.golden")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), r.stdout); d != "" || r.status != cli.ExitDone {
		t.Errorf("exit status %d, %s, diary (-want +got):\n%s", r.status, r.stderr, d)
	}
	again := program(t, "-out", t.TempDir(), "-postgres", dsn, "-schema", schema)
	if again.status != cli.ExitUsage || !strings.Contains(again.stderr, "-schema") {
		t.Errorf("a second month in the schema: exit status %d, %s", again.status, again.stderr)
	}
}

// drop removes the schema of a test.
func drop(t *testing.T, dsn, schema string) {
	ctx := context.WithoutCancel(t.Context())
	db, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Error(err)
		return
	}
	_, err = db.Exec(ctx, "DROP SCHEMA IF EXISTS "+schema+" CASCADE")
	if err := errors.Join(err, db.Close(ctx)); err != nil {
		t.Error(err)
	}
}

// checkFiles wants every file readable to its owner only, and the kinds of
// documents of the month.
func checkFiles(t *testing.T, dir string) {
	t.Helper()
	kinds := make(map[string]int)
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if e.IsDir() {
			want = 0o700
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %o, want %o", e.Name(), info.Mode().Perm(), want)
		}
		kind, _, _ := strings.Cut(e.Name(), "-")
		kinds[kind+filepath.Ext(e.Name())]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for kind, n := range map[string]int{
		"Mau01.xlsx": 6, "Mau02.xlsx": 4, "returned.xlsx": 2, "Mau03.xlsx": 4, "Mau03.pdf": 4, "progress.csv": 4,
		"progress.json": 4, "failures.csv": 2, "escalation.csv.csv": 1, "unanswered.csv.csv": 1, "vssid.csv": 1, "campaign.db.db": 1,
	} {
		if kinds[kind] != n {
			t.Errorf("%d files %s, want %d", kinds[kind], kind, n)
		}
	}
}

// checkReports wants the same figures in the workbook of each week as in JSON.
func checkReports(t *testing.T, dir string) {
	t.Helper()
	for _, day := range []string{"2026-11-06", "2026-11-13", "2026-11-20", "2026-11-27"} {
		text, err := os.ReadFile(filepath.Join(dir, "progress-"+day+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var p campaign.Progress
		if err := json.Unmarshal(text, &p); err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenFile(filepath.Join(dir, "Mau03-"+day+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := book.GetRows(book.GetSheetName(0))
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		checked := 0
		for _, row := range rows {
			if len(row) < 23 || row[1] != "Tổng cộng" {
				continue
			}
			checked++
			for column, want := range map[int]int{
				3: p.Total.Participants, 4: p.Total.WithID, 6: p.Total.Verified, 8: p.Total.Replaced, 9: p.Total.Mismatched,
				10: p.Total.WithoutNumber, 11: p.Total.SentMau01, 12: p.Total.SentMau02, 13: p.Total.Received, 14: p.Total.Updated,
				15: p.Total.Reverified, 16: p.Total.Escalated, 17: 62, 18: p.Total.Registered, 19: p.Total.ApprovedInPeriod,
				20: p.Total.Approved, 22: p.Total.NoEmail, 23: p.Total.NotRegistered,
			} {
				if got := row[column-1]; got != strconv.Itoa(want) {
					t.Errorf("%s: column (%d) of the workbook is %s, want %d", day, column, got, want)
				}
			}
		}
		if checked != 1 {
			t.Errorf("%s: %d lines of totals", day, checked)
		}
		page, err := os.ReadFile(filepath.Join(dir, "Mau03-"+day+".pdf"))
		if err != nil || !bytes.HasPrefix(page, []byte("%PDF-")) {
			t.Errorf("%s: no PDF, %v", day, err)
		}
	}
}

func TestArguments(t *testing.T) {
	somebodys := t.TempDir()
	letter := filepath.Join(somebodys, "letter.txt")
	if err := os.WriteFile(letter, []byte("a file of somebody"), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"help", []string{"-h"}, cli.ExitDone, "-postgres"},
		{"no directory", nil, cli.ExitUsage, "-out"},
		{"unknown flag", []string{"-nonsense"}, cli.ExitUsage, "-nonsense"},
		{"stray argument", []string{"-out", t.TempDir(), "more"}, cli.ExitUsage, "unexpected argument"},
		{"directory of somebody", []string{"-out", somebodys}, cli.ExitUsage, "not empty"},
		{"directory of somebody, forced", []string{"-out", somebodys, "-force"}, cli.ExitUsage, "not empty"},
		{"a file for a directory", []string{"-out", letter}, cli.ExitUsage, "-out"},
		{"schema without a server", []string{"-out", t.TempDir(), "-schema", "month"}, cli.ExitUsage, "-schema"},
		{"schema in capitals", []string{"-out", t.TempDir(), "-postgres", "host=/nowhere", "-schema", "Month"}, cli.ExitUsage, "-schema"},
		{"no server", []string{"-out", t.TempDir(), "-postgres", "postgres://nobody@127.0.0.1:1/none?connect_timeout=1"}, cli.ExitUsage, "-postgres"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := program(t, c.args...)
			if r.status != c.status {
				t.Errorf("exit status %d, want %d: %s", r.status, c.status, r.stderr)
			}
			said := r.stderr
			if c.status == cli.ExitDone {
				said = r.stdout
			} else if strings.Count(said, "\n") != 1 {
				t.Errorf("stderr is not one line: %s", said)
			}
			if !strings.Contains(said, c.says) {
				t.Errorf("it does not say %q: %s", c.says, said)
			}
		})
	}
	if _, err := os.Stat(letter); err != nil {
		t.Error("somebody's file is gone")
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	if status := run(ctx, []string{"-out", t.TempDir()}, &stdout, &stderr); status != cli.ExitInterrupted {
		t.Errorf("exit status %d: %s", status, stderr.String())
	}
}
