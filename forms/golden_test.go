package forms_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/bhxh-go/bhxh/forms"
)

var update = flag.Bool("update", false, "write the golden files anew")

// structure is a document as a person sees it, and a digest of its bytes.
type structure struct {
	// SHA256 sums up the names and the unpacked content of all parts in their
	// order. The packed bytes also depend on the version of Go.
	SHA256     string            `json:"sha256"`
	Properties map[string]string `json:"properties"`
	Titles     string            `json:"print_titles"`
	Columns    []float64         `json:"column_widths"`
	Merged     []string          `json:"merged"`
	Rules      []string          `json:"rules"`
	Breaks     []string          `json:"page_breaks,omitempty"` // rows after which somebody set one
	Rows       []rowStructure    `json:"rows"`
}

type rowStructure struct {
	Row    int      `json:"row"`
	Height float64  `json:"height"`
	Cells  []string `json:"cells"` // reference, look, text
}

// goldenDir holds a file for each document of the corpus, as XLSX and as PDF.
const goldenDir = "testdata/golden"

func TestGolden(t *testing.T) {
	count := 0
	for _, s := range corpus() {
		for _, f := range s.formats {
			var got any
			switch f {
			case forms.FormatXLSX:
				got = structureOf(t, s.bytes(t, f))
			case forms.FormatPDF:
				got = pdfStructure(t, s.bytes(t, f))
			default:
				continue
			}
			count++
			text, err := json.MarshalIndent(got, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			compareGolden(t, filepath.Join(goldenDir, s.name+f.Extension()+".json"), string(text)+"\n")
		}
	}
	files, err := filepath.Glob(filepath.Join(goldenDir, "*.json"))
	if err != nil || len(files) != count {
		t.Errorf("%d golden files for %d documents (%v): stale ones must go", len(files), count, err)
	}
}

// compareGolden compares with a file, or writes it anew with -update.
func compareGolden(t *testing.T, path, got string) {
	t.Helper()
	want, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatalf("%v: run the test with -update and look at what it wrote", err)
	}
	diff := cmp.Diff(string(want), got)
	switch {
	case diff == "":
	case !*update:
		t.Errorf("%s changed (-want +got):\n%.4000s", path, diff)
	default:
		t.Logf("%s (-want +got):\n%.4000s", path, diff)
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func structureOf(t *testing.T, data []byte) structure {
	t.Helper()
	f := reopen(t, data)
	sheet := f.GetSheetName(0)
	s := structure{SHA256: unpackedDigest(t, data), Properties: make(map[string]string), Titles: f.GetDefinedName()[0].RefersTo}
	for _, p := range book(t, data).Properties() {
		s.Properties[p.Name] = p.Value
	}
	merged, err := f.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range merged {
		s.Merged = append(s.Merged, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	rules, err := f.GetDataValidations(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		s.Rules = append(s.Rules, r.Sqref+" "+r.Type+" "+r.Formula1)
	}
	for _, m := range breakTag.FindAllStringSubmatch(part(t, data, sheetPart), -1) {
		s.Breaks = append(s.Breaks, m[1])
	}
	last := 0
	for row, err := range book(t, data).Rows(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		height, err := f.GetRowHeight(sheet, row.Number)
		if err != nil {
			t.Fatal(err)
		}
		r := rowStructure{Row: row.Number, Height: height}
		for _, c := range row.Cells {
			ref, err := excelize.CoordinatesToCellName(c.Column, row.Number)
			if err != nil {
				t.Fatal(err)
			}
			last = max(last, c.Column)
			r.Cells = append(r.Cells, ref+" ["+lookOf(t, f, sheet, ref)+"] "+c.Text)
		}
		s.Rows = append(s.Rows, r)
	}
	for c := range last {
		name, err := excelize.ColumnNumberToName(c + 1)
		if err != nil {
			t.Fatal(err)
		}
		width, err := f.GetColWidth(sheet, name)
		if err != nil {
			t.Fatal(err)
		}
		s.Columns = append(s.Columns, width)
	}
	return s
}

// lookOf puts a style into words.
func lookOf(t *testing.T, f *excelize.File, sheet, ref string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, ref)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	look := []string{fmt.Sprint(s.Font.Size), s.Alignment.Horizontal}
	for word, is := range map[string]bool{
		"bold": s.Font.Bold, "italic": s.Font.Italic, "boxed": len(s.Border) == 4, "text": s.NumFmt == 49, "shrunk": s.Alignment.ShrinkToFit,
		"number": s.NumFmt == 3 || s.CustomNumFmt != nil, "unlocked": s.Protection != nil && !s.Protection.Locked,
	} {
		if is {
			look = append(look, word)
		}
	}
	slices.Sort(look[2:])
	return strings.Join(look, " ")
}

func unpackedDigest(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.New()
	for _, file := range z.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(sum, "%s\n%d\n", file.Name, file.UncompressedSize64)
		if _, err := io.Copy(sum, r); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}
