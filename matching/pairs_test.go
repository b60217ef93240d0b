package matching_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// asOf is the day on which the tests compare.
var asOf = identity.MustDate(2026, 11, 1)

// A labelledPair is one row of a file of labelled pairs. All persons in these
// files are synthetic.
type labelledPair struct {
	name               string
	subject, reference identity.Person
	same               bool
	codes              []string // nil where only same counts
	reason             string
}

// readPairs reads a file in the format of labelled pairs, with an optional
// column "reason".
func readPairs(t testing.TB, name string) []labelledPair {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(row []string, name string) string {
		if i := slices.Index(rows[0], name); i >= 0 {
			return row[i]
		}
		return ""
	}
	person := func(row []string, prefix string) identity.Person {
		return identity.Person{
			FullName:    identity.Name(column(row, prefix+"_name")),
			DateOfBirth: identity.Text(column(row, prefix+"_dob")),
			Gender:      identity.Text(column(row, prefix+"_gender")),
			IDNumber:    identity.Text(column(row, prefix+"_id")),
		}
	}
	var pairs []labelledPair
	for _, row := range rows[1:] {
		p := labelledPair{
			name:      column(row, "pair"),
			subject:   person(row, "subject"),
			reference: person(row, "reference"),
			same:      column(row, "same_person") == "1",
			reason:    column(row, "reason"),
		}
		if codes := column(row, "codes"); codes != "*" {
			p.codes = strings.FieldsFunc(codes, func(r rune) bool { return r == ';' })
			slices.Sort(p.codes)
			if p.codes == nil {
				p.codes = []string{}
			}
		}
		pairs = append(pairs, p)
	}
	if len(pairs) == 0 {
		t.Fatalf("%s holds no pair", name)
	}
	return pairs
}

// labelOf gives the codes of a result as a label writes them.
func labelOf(r matching.Result) []string {
	codes := []string{}
	for _, c := range r.Codes() {
		codes = append(codes, string(c))
	}
	for _, c := range r.Notes() {
		codes = append(codes, "="+string(c))
	}
	slices.Sort(codes)
	return codes
}

func TestSamplePairs(t *testing.T) { testPairs(t, readPairs(t, "pairs-sample.csv")) }

func testPairs(t *testing.T, pairs []labelledPair) {
	seen := map[string]bool{}
	for _, p := range pairs {
		if p.name == "" || seen[p.name] {
			t.Errorf("pair %q: name missing or used twice", p.name)
		}
		seen[p.name] = true
		got := matching.Compare(p.subject, p.reference, asOf)
		if p.codes != nil {
			if diff := cmp.Diff(p.codes, labelOf(got)); diff != "" {
				t.Errorf("pair %s (%s): codes -want +got:\n%s", p.name, p.reason, diff)
			}
		}
		if same := got.Score() >= 0.5; same != p.same {
			t.Errorf("pair %s (%s): score %.3f, same person %t, want %t", p.name, p.reason, got.Score(), same, p.same)
		}
	}
}

// TestOwnPairs runs pairs built by reasoning from the table of codes: every
// class over many names, in every letter case and Unicode form, and two faults
// at a time. Each says why its label is what it is.
func TestOwnPairs(t *testing.T) {
	pairs := readPairs(t, "pairs-own.csv")
	if len(pairs) < 400 {
		t.Errorf("%d pairs, want at least 400", len(pairs))
	}
	for _, p := range pairs {
		if p.reason == "" {
			t.Errorf("pair %s has no reason", p.name)
		}
	}
	testPairs(t, pairs)
}
