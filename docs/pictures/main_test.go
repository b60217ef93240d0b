package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPictures: the pictures of the documentation are those of this code and of
// these figures.
func TestPictures(t *testing.T) {
	dir := t.TempDir()
	if err := draw("..", dir); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"waterfall.svg", "growth.svg"} {
		want, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("docs/%s is not up to date, run go run ./docs/pictures (-want +got):\n%s", name, diff)
		}
	}
}

func TestGrowthRefuses(t *testing.T) {
	for _, c := range []struct{ name, reason, data string }{
		{"empty", "no figures", ""},
		{"heading alone", "no figures", "job,rows,cpu_seconds\n"},
		{"no number", "a figure is a number", "job,rows,cpu_seconds\nlink,many,1\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := growthChart([]byte(c.data)); err == nil {
				t.Errorf("drawn: %s", c.reason)
			}
		})
	}
}
