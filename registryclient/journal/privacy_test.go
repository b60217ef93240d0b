package journal_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/journal"
)

// TestNoPersonalData runs 5,000 canary people through a batch and searches
// every byte of the journal and every file name for them.
func TestNoPersonalData(t *testing.T) {
	t.Parallel()
	const n = 5000
	dir := filepath.Join(t.TempDir(), "journal")
	j := open(t, dir, journal.Options{SegmentSize: 64 << 10}.On(hasty{}))
	given := 0
	for r, err := range registryclient.VerifyAll(t.Context(), local{}, rows(n), j, registryclient.BatchOptions{Key: key}) {
		if err != nil {
			t.Fatal(err)
		}
		if r.Reply.Err == nil {
			given++
		}
	}
	if err := j.Close(); err != nil || given != n {
		t.Fatalf("%d answers, error %v", given, err)
	}
	var all []byte
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all = append(append(all, data...), d.Name()...)
		return err
	})
	if err != nil || len(all) < 100*n/10 {
		t.Fatalf("%d bytes, error %v", len(all), err)
	}
	for i := range n {
		for _, canary := range []string{number(i), name(i), strings.ToUpper(name(i))} {
			if bytes.Contains(all, []byte(canary)) {
				t.Fatalf("canary %d is in the journal", i)
			}
		}
	}
	// The gender is too short: three letters stand in sealed bytes by chance.
	for _, canary := range []string{"Canaria", "1985", key.Reveal()} {
		if bytes.Contains(all, []byte(canary)) {
			t.Errorf("%q is in the journal", canary)
		}
	}
}
