package forms_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

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
		"grouped.html":  mau03As(t, in(forms.FormatHTML), groupedRows()...),
		"grouped.csv":   mau03As(t, in(forms.FormatCSVSafe), groupedRows()...),
		"letter01.html": letterAs(t, forms.Mau01Letter(letterHead()), forms.FormatHTML),
		"letter02.html": letterAs(t, forms.Mau02Letter(letterHead()), forms.FormatHTML),
		"mau03-chart.svg": document(t, func(b *bytes.Buffer) error {
			return forms.WriteMau03Chart(t.Context(), b, head(), forms.Rows(mau03Rows()...), forms.Options{})
		}),
	}
	const dir = "testdata/golden/text"
	for name, got := range cases {
		compareGolden(t, filepath.Join(dir, name), string(got))
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != len(cases) {
		t.Errorf("%d golden files for %d documents (%v): stale ones must go", len(files), len(cases), err)
	}
}
