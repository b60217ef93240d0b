package identity_test

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
)

// All persons, numbers and cards of the tests of this package are synthetic:
// made up for the rule that they show, and nobody's.

// failure is what a test expects of an error: nothing, or a code with its
// field and offset.
type failure struct {
	code   identity.Code
	field  identity.Field
	offset int
}

// checkFailure compares an error with the failure that is expected of it; the
// zero failure expects none.
func checkFailure(t *testing.T, err error, want failure) {
	t.Helper()
	if want == (failure{}) {
		if err != nil {
			t.Fatalf("unexpected error: %v", err)
		}
		return
	}
	var own *identity.Error
	if !errors.As(err, &own) {
		t.Fatalf("error is %v (%T), want an *identity.Error with %q", err, err, want.code)
	}
	if got := (failure{own.Code, own.Field, own.Offset}); got != want {
		t.Errorf("failure (-want +got):\n-%+v\n+%+v", want, got)
	}
	if !errors.Is(err, want.code) {
		t.Errorf("errors.Is does not find %q", want.code)
	}
}

// named fails the test where a case has no name, no reason, or the name of
// another case.
func named(t *testing.T, seen map[string]bool, name, reason string) {
	t.Helper()
	if name == "" || reason == "" || seen[name] {
		t.Fatalf("case %q: every case needs a name of its own and a reason", name)
	}
	seen[name] = true
}

// readTable reads one of the CSV files from which the tables are generated.
func readTable(t *testing.T, file string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join("data", file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(records) < 2 {
		t.Fatalf("%s holds no rows", file)
	}
	rows := make([]map[string]string, len(records)-1)
	for i, record := range records[1:] {
		rows[i] = map[string]string{}
		for j, cell := range record {
			rows[i][records[0][j]] = cell
		}
	}
	return rows
}

func mustCMND(t *testing.T, s string) identity.CMND {
	t.Helper()
	c, err := identity.ParseCMND(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func mustNumber(t *testing.T, s string) identity.Number {
	t.Helper()
	var n identity.Number
	if err := n.UnmarshalText([]byte(s)); err != nil || !n.IsValid() {
		t.Fatalf("not a number of a person: %v", err)
	}
	return n
}

func mustCard(t *testing.T, s string) identity.HealthCard {
	t.Helper()
	c, err := identity.ParseHealthCard(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func codesOf(r identity.Report) []identity.FindingCode {
	codes := []identity.FindingCode{}
	for f := range r.Findings() {
		codes = append(codes, f.Code)
	}
	return codes
}
