package sqlitestore_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/sqlitestore"
)

// TestFilesAreTheOwnersOnly: no file of an open store can be read by others.
func TestFilesAreTheOwnersOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("did not run: Windows has no such modes")
	}
	dir := t.TempDir()
	store, err := sqlitestore.Open(t.Context(), filepath.Join(dir, "campaign.db"), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.SetSetting(t.Context(), "name", nil, []byte("value")); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 2 {
		t.Fatalf("%d files, error %v: want the store and its log", len(files), err)
	}
	for _, file := range files {
		info, err := file.Info()
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has mode %v, want 0600", file.Name(), mode)
		}
	}
}

// TestNamesOfFiles: a name means the file of that name, however it looks in a
// URL.
func TestNamesOfFiles(t *testing.T) {
	for _, name := range []string{"a b.db", "a?mode=memory.db", "a#b.db", "a%20b.db", "đơn vị.db", ":memory:"} {
		if runtime.GOOS == "windows" && strings.ContainsAny(name, "?:") {
			continue // no name there
		}
		file := filepath.Join(t.TempDir(), name)
		store, err := sqlitestore.Open(t.Context(), file, sqlitestore.Options{})
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if err := store.Close(); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		if info, err := os.Stat(file); err != nil || info.Size() == 0 {
			t.Errorf("%q is not where the campaign is (error %v)", name, err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	newer := func(t *testing.T, file, script string) {
		t.Helper()
		db, err := sql.Open("sqlite", file)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(script); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name    string
		options sqlitestore.Options
		make    func(t *testing.T, file string)
		want    campaign.Code
	}{
		{name: "a newer schema", want: campaign.CodeSchema, make: func(t *testing.T, file string) {
			store, err := sqlitestore.Open(t.Context(), file, sqlitestore.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := store.Close(); err != nil {
				t.Fatal(err)
			}
			newer(t, file, `PRAGMA user_version = 99`)
		}},
		{name: "another program's database", want: campaign.CodeSchema, make: func(t *testing.T, file string) {
			newer(t, file, `CREATE TABLE t (x); PRAGMA user_version = 1`)
		}},
		{name: "another program's tables without a version", want: campaign.CodeSchema, make: func(t *testing.T, file string) {
			newer(t, file, `CREATE TABLE t (x)`)
		}},
		{name: "no database", want: campaign.CodeStore, make: func(t *testing.T, file string) {
			if err := os.WriteFile(file, []byte(strings.Repeat("synthetic-secret ", 100)), 0o600); err != nil {
				t.Fatal(err)
			}
		}},
		{name: "a directory", want: campaign.CodeStore, make: func(t *testing.T, file string) {
			if err := os.Mkdir(file, 0o700); err != nil {
				t.Fatal(err)
			}
		}},
		{name: "a negative cache", want: campaign.CodeInput, options: sqlitestore.Options{CacheBytes: -1}, make: func(*testing.T, string) {}},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "synthetic-secret.db")
			test.make(t, file)
			store, err := sqlitestore.Open(t.Context(), file, test.options)
			if !errors.Is(err, test.want) {
				t.Errorf("Open gives %v, want %s", err, test.want)
			}
			if err == nil {
				t.Fatal(store.Close())
			}
			var e *campaign.Error
			if errors.As(err, &e) && e.Cause != nil && strings.Contains(e.Cause.Error(), "synthetic-secret") {
				t.Errorf("the error quotes the file or its name: %v", e.Cause)
			}
		})
	}
	if _, err := sqlitestore.Open(t.Context(), "", sqlitestore.Options{}); !errors.Is(err, campaign.CodeInput) {
		t.Errorf("no path gives %v, want %s", err, campaign.CodeInput)
	}
}
