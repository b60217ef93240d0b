package forms_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/forms"
)

// TestGoldenText compares the formats that are text with what was looked at.
// -update writes them anew.
func TestGoldenText(t *testing.T) {
	report := func(f forms.Format) []byte {
		return document(t, func(b *bytes.Buffer) error {
			return forms.WriteMau03(t.Context(), b, head(), forms.Rows(mau03Rows()...), in(f))
		})
	}
	cases := map[string][]byte{
		"mau02.html":    mau02As(t, forms.FormatHTML, mau02Rows(4)...),
		"mau02.csv":     mau02As(t, forms.FormatCSV, mau02Rows(4)...),
		"mau02.jsonl":   mau02As(t, forms.FormatJSONLines, mau02Rows(4)...),
		"tricky.csv":    mau02As(t, forms.FormatCSVSafe, tricky()...),
		"mau03.html":    report(forms.FormatHTML),
		"mau03.jsonl":   report(forms.FormatJSONLines),
		"letter01.html": letterAs(t, forms.Mau01Letter(letterHead()), forms.FormatHTML),
		"letter02.html": letterAs(t, forms.Mau02Letter(letterHead()), forms.FormatHTML),
		"mau03-chart.svg": document(t, func(b *bytes.Buffer) error {
			return forms.WriteMau03Chart(t.Context(), b, head(), forms.Rows(mau03Rows()...), forms.Options{})
		}),
	}
	const dir = "testdata/golden/text"
	for name, got := range cases {
		path := filepath.Join(dir, name)
		want, err := os.ReadFile(path)
		if err != nil && !*update {
			t.Fatalf("%v: run the test with -update and look at what it wrote", err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Logf("%s (-want +got):\n%s", path, diff)
			if !*update {
				t.Errorf("%s changed", name)
			} else if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != len(cases) {
		t.Errorf("%d golden files for %d documents (%v): stale ones must go", len(files), len(cases), err)
	}
}
