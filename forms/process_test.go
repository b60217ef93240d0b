package forms_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSameBytesEverywhere writes the whole corpus twice in this process and once
// in another, and compares with the digests that were committed for this
// version of Go, whose packing they depend on.
func TestSameBytesEverywhere(t *testing.T) {
	want := digests()
	if len(want) < 60 || want["error"] != "" {
		t.Fatalf("%d digests, error %q", len(want), want["error"])
	}
	if diff := cmp.Diff(want, digests()); diff != "" {
		t.Errorf("the second time (-first +second):\n%s", diff)
	}
	out, err := child(t, "digests", "", 0).Output()
	if err != nil {
		t.Fatal(err)
	}
	var other map[string]string
	if err := json.Unmarshal(out, &other); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, other); diff != "" {
		t.Errorf("in another process (-here +there):\n%s", diff)
	}
	text, err := json.MarshalIndent(want, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	version := strings.Join(strings.SplitN(runtime.Version(), ".", 3)[:2], ".")
	path := filepath.Join(goldenDir, "digest", version+".json")
	if _, err := os.Stat(path); err != nil && !*update {
		t.Logf("no digests were committed for %s: the bytes were compared between processes alone", version)
		return
	}
	compareGolden(t, path, string(text)+"\n")
}
