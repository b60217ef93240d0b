package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/journal"
)

// readJournal gives the participants, by row, whom the journal has settled, and
// the name of its batch; nothing where there is no journal yet.
func readJournal(t *testing.T, dir string) (settled map[int]bool, batch string) {
	t.Helper()
	settled = make(map[int]bool)
	if _, err := os.Stat(dir); err != nil {
		return settled, ""
	}
	j, err := journal.Open(dir, journal.Options{})
	if err != nil {
		t.Fatalf("the journal is unsound: %v", err)
	}
	defer func() { _ = j.Close() }()
	if !j.Begun() {
		return settled, ""
	}
	m, err := j.Begin(t.Context(), registryclient.Manifest{})
	if err != nil || m.ChunkSize != journalChunk {
		t.Fatalf("chunks of %d, error %v", m.ChunkSize, err)
	}
	for n := range (journalRows + journalChunk - 1) / journalChunk {
		c, err := j.Load(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		for i, class := range c.Classes {
			if class.Final() {
				settled[n*journalChunk+i] = true
			}
		}
	}
	return settled, m.Batch
}

// rowsByID gives the row of every request id that a run may use which no
// question failed: the first question about somebody and the readings of the
// name.
func rowsByID(batch string) map[string]int {
	rows := make(map[string]int, 4*journalRows)
	for row := range journalRows {
		for question := range 4 {
			rows[registryclient.RowRequestID(batch, row, 0, question)] = row
		}
	}
	return rows
}

// sameFiles compares two directories byte by byte.
func sameFiles(t *testing.T, want, got string) {
	t.Helper()
	files := func(dir string) map[string]string {
		out := make(map[string]string)
		err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(filepath.Join(dir, path))
			out[path] = string(text)
			return err
		})
		if err != nil || len(out) < 3 {
			t.Fatalf("%d files, error %v", len(out), err)
		}
		return out
	}
	a, b := files(want), files(got)
	for name := range a {
		if a[name] != b[name] {
			t.Errorf("%s is not that of an unbroken run", name)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d files, want %d: something was left behind", len(b), len(a))
	}
}

// holdsNobody searches the bytes of a journal, and its file names, for every
// name, number and date of the participants and of the registry's people.
func holdsNobody(t *testing.T, dir string, list synth.List) {
	t.Helper()
	var all []byte
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		all = append(append(all, d.Name()...), 0)
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all = append(append(all, text...), 0)
		return err
	})
	if err != nil || len(all) < 10_000 {
		t.Fatalf("%d bytes, error %v", len(all), err)
	}
	search := func(what string, values ...string) {
		for _, v := range values {
			if len(v) >= 5 && bytes.Contains(all, []byte(v)) {
				t.Fatalf("%s of somebody is in the journal", what)
			}
		}
	}
	for _, r := range list.Rows {
		p := r.Participant
		search("a name", string(p.Person.FullName), strings.ToUpper(string(p.Person.FullName)))
		search("a number", string(p.Person.IDNumber), string(p.SocialInsuranceNumber), r.PersonalID)
		search("a date", string(p.Person.DateOfBirth))
		search("an address", string(p.Email))
	}
	for _, c := range list.Population {
		search("a name", c.FullName)
		search("a number", c.PersonalID, c.CMND)
		search("a date", c.DateOfBirth.Reveal())
	}
}
