package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestUpToDate proves that the committed tables are what the data give.
func TestUpToDate(t *testing.T) {
	for _, table := range tables() {
		t.Run(table.file, func(t *testing.T) {
			want, err := render(table, filepath.Join("..", "data"))
			if err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join("..", table.file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("run go generate (-want +got):\n%s", diff)
			}
		})
	}
}

// TestBadData proves that a slip in the data stops the generator.
func TestBadData(t *testing.T) {
	const words, rimes = "word,frequency_class,kind,people,note\n", "rime,places\n"
	cases := []struct{ name, file, content, reason string }{
		{"header", "words.csv", "word\nAn\n", "columns are found by their place"},
		{"class", "words.csv", words + "An,6,given,Kinh,\n", "classes are 1 to 5"},
		{"kind", "words.csv", words + "An,5,nickname,Kinh,\n", ""},
		{"letter", "words.csv", words + "Бо,1,given,Kinh,\n", "no toned byte"},
		{"twice", "words.csv", words + "An,5,given,Kinh,\nan,4,given,Kinh,\n", "letter case does not count"},
		{"place", "rimes.csv", rimes + "an,x\n", ""},
		{"rime twice", "rimes.csv", rimes + "an,z\nan,c\n", ""},
		{"long rime", "rimes.csv", rimes + "uyêng,c\n", "a rime has four letters at most"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, c.file), []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, table := range tables() {
				if table.file != "z_"+c.file[:len(c.file)-len(".csv")]+".go" {
					continue
				}
				if _, err := render(table, dir); err == nil {
					t.Errorf("%s: rendered", c.reason)
				}
			}
		})
	}
}
