package xlsx_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/bhxh-go/bhxh/internal/xlsx"
)

// sample describes a sheet of three columns; the values are made up.
func sample() xlsx.Sheet {
	return xlsx.Sheet{
		Name:    "Mẫu 'thử' 1",
		Font:    xlsx.Font{Name: "Times New Roman", Size: 12},
		Columns: []float64{10, 30, 254.0 / 10},
		Styles: []xlsx.Style{
			{Size: 11},
			{Size: 9, Bold: true, Horizontal: xlsx.Center, Vertical: xlsx.Center, Border: xlsx.Box},
			{Size: 9, Format: xlsx.Text, Unlocked: true, Border: xlsx.BorderTop},
			{Size: 9, Format: xlsx.Integer, Horizontal: xlsx.End, Italic: true},
			{Size: 9, Format: xlsx.Decimal},
		},
		Page:       xlsx.Page{Top: 20, Bottom: 20, Left: 30, Right: 15, Header: 10, Footer: 10, FooterText: "Trang " + xlsx.PageNumber + "/" + xlsx.PageCount},
		FrozenRows: 2, FirstTitle: 2, LastTitle: 2, Protected: true,
		Document: xlsx.Document{Title: "T", Creator: "C", Application: "bhxh", Language: "vi-VN", Created: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)},
	}
}

// write writes the sample with two rows of head, the rows given, and
// everything that comes after them.
func write(t testing.TB, rows ...[]xlsx.Cell) []byte {
	t.Helper()
	w, err := xlsx.New(sample())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	head := []xlsx.Cell{{Style: 1, Text: "A"}, {Style: 1, Text: "B"}, {Style: 1, Text: "C"}}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, cells := range append([][]xlsx.Cell{head, head}, rows...) {
		if _, err := w.Row(24, cells); err != nil {
			t.Fatal(err)
		}
	}
	check(w.Merge(1, 1, 1, 3))
	check(w.Merge(2, 2, 2, 2))
	check(w.AddRule(xlsx.Rule{FirstRow: 3, LastRow: 9, Column: 2, List: []string{"Nam", "Nữ"}, Title: "T", Message: "M"}))
	check(w.AddRule(xlsx.Rule{FirstRow: 3, LastRow: 9, Column: 3, Digits: 12, Title: "T", Message: "M"}))
	check(w.AddRule(xlsx.Rule{FirstRow: 3, LastRow: 2, Column: 3, Digits: 12}))
	check(w.Break(3))
	check(w.KeepText(3, 3, 9))
	check(w.KeepText(3, 3, 2))
	check(w.SetProperty(xlsx.Property{Name: "bhxh.form", Value: "Mẫu số 02"}))
	check(w.SetProperty(xlsx.Property{Name: "bhxh.rows", Value: "2"}))
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	check(w.Close())
	return b.Bytes()
}

func reopen(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// TestNothingIsLost reads every setting back: the library drops what is set at
// the wrong moment without an error.
func TestNothingIsLost(t *testing.T) {
	f := reopen(t, write(t, []xlsx.Cell{{Style: 2, Text: "001090950566"}, {Style: 3, Number: 1234, IsNumber: true}}))
	name := sample().Name
	for what, check := range map[string]func() (any, any, error){
		"merged cells": func() (any, any, error) {
			m, err := f.GetMergeCells(name)
			return "A1:C1", m[0].GetStartAxis() + ":" + m[0].GetEndAxis() + strings.Repeat("+", len(m)-1), err
		},
		"column width": func() (any, any, error) {
			w, err := f.GetColWidth(name, "C")
			return 12.0, w, err // 25.4 mm are 96 pixels, and a digit of Times 12 has 8
		},
		"row height": func() (any, any, error) { h, err := f.GetRowHeight(name, 3); return 24.0, h, err },
		"default font": func() (any, any, error) {
			n, err := f.GetDefaultFont()
			return "Times New Roman 12", n + " " + trim(*f.Styles.Fonts.Font[0].Sz.Val), err
		},
		"frozen rows": func() (any, any, error) {
			p, err := f.GetPanes(name)
			return "A3 2 true", p.TopLeftCell + " " + trim(float64(p.YSplit)) + " " + map[bool]string{true: "true"}[p.Freeze], err
		},
		"grid lines": func() (any, any, error) { v, err := f.GetSheetView(name, 0); return false, *v.ShowGridLines, err },
		"print titles": func() (any, any, error) {
			return "'Mẫu ''thử'' 1'!$2:$2", f.GetDefinedName()[0].RefersTo, nil
		},
		"fit to page": func() (any, any, error) { p, err := f.GetSheetProps(name); return true, *p.FitToPage, err },
		"page layout": func() (any, any, error) {
			p, err := f.GetPageLayout(name)
			return "9 landscape 1 0", trim(float64(*p.Size)) + " " + *p.Orientation + " " + trim(float64(*p.FitToWidth)) + " " + trim(float64(*p.FitToHeight)), err
		},
		"margins": func() (any, any, error) {
			m, err := f.GetPageMargins(name)
			left := 30.0
			return left / 25.4, *m.Left, err
		},
		"page break": func() (any, any, error) {
			sheet, _ := f.Pkg.Load("xl/worksheets/sheet1.xml")
			breaks := regexp.MustCompile(`<brk [^>]*>`).FindAllString(string(sheet.([]byte)), -1)
			return []string{`<brk id="2" max="16383" man="true">`}, breaks, nil
		},
		"footer": func() (any, any, error) {
			h, err := f.GetHeaderFooter(name)
			return `&C&"Times New Roman,Regular"&9Trang &P/&N`, h.OddFooter, err
		},
		"protection": func() (any, any, error) {
			p, err := f.GetSheetProtection(name)
			return [3]bool{true, true, false}, [3]bool{p.SelectLockedCells, p.FormatRows, p.InsertRows}, err
		},
		"rules": func() (any, any, error) {
			d, err := f.GetDataValidations(name)
			return []string{`B3:B9 list "Nam,Nữ"`, `C3:C9 custom AND(LEN(C3)=12,SUMPRODUCT(--ISNUMBER(--MID(C3,ROW($1:$12),1)))=12)`},
				[]string{d[0].Sqref + " " + d[0].Type + " " + d[0].Formula1, d[1].Sqref + " " + d[1].Type + " " + d[1].Formula1}, err
		},
		"properties": func() (any, any, error) {
			p, err := f.GetCustomProps()
			return []excelize.CustomProperty{{Name: "bhxh.form", Value: "Mẫu số 02"}, {Name: "bhxh.rows", Value: "2"}}, p, err
		},
		"document": func() (any, any, error) {
			p, err := f.GetDocProps()
			return "T C C vi-VN 2026-11-22T00:00:00Z", p.Title + " " + p.Creator + " " + p.LastModifiedBy + " " + p.Language + " " + p.Created, err
		},
		"text cell": func() (any, any, error) {
			v, err := f.GetCellValue(name, "A3")
			return "001090950566", v, err
		},
		"number cell": func() (any, any, error) { v, err := f.GetCellValue(name, "B3"); return "1,234", v, err },
		"styles": func() (any, any, error) {
			id, err := f.GetCellStyle(name, "A3")
			if err != nil {
				return nil, nil, err
			}
			s, err := f.GetStyle(id)
			return []any{49, false, true, "Times New Roman", 9.0, 1}, []any{s.NumFmt, s.Protection.Locked, s.Alignment.WrapText, s.Font.Family, s.Font.Size, len(s.Border)}, err
		},
	} {
		want, got, err := check()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	if sheet := part(t, write(t), "xl/worksheets/sheet1.xml"); !strings.Contains(sheet, `<ignoredError sqref="C3:C9" numberStoredAsText="true"`) {
		t.Error("the mark of numbers stored as text is not turned off")
	} else if strings.Contains(sheet, "<dimension") {
		t.Error("a dimension that is wrong")
	}
}

func trim(v float64) string { return strings.TrimSuffix(time.Duration(v*1e9).String(), "s") }

func part(t *testing.T, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestTextIsKept(t *testing.T) {
	for _, text := range []string{
		"=1+1", "+84", "-2", "@SUM(A1)", "0123456789", "_x0041_", "a\nb", " a ", "<&>\"'", "😀", "Nguyễn Thị Ánh", strings.Repeat("ạ", 32_767),
	} {
		data := write(t, []xlsx.Cell{{Style: 2, Text: text}})
		f := reopen(t, data)
		got, err := f.GetCellValue(sample().Name, "A3")
		if err != nil || got != text {
			t.Errorf("got %.40q, %v, want %.40q", got, err, text)
		}
		if formula, err := f.GetCellFormula(sample().Name, "A3"); err != nil || formula != "" {
			t.Errorf("%.40q became the formula %q (%v)", text, formula, err)
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	row := []xlsx.Cell{{Style: 2, Text: "001090950566"}, {Style: 3, Number: 1234, IsNumber: true}, {Style: 4, Number: 0.5, IsNumber: true}}
	if !bytes.Equal(write(t, row), write(t, row)) {
		t.Error("two files of the same rows differ")
	}
}

// TestNoTemporaryFile writes more than the 16 MB at which the library goes
// over to a temporary file, and watches the directory where it would stand.
func TestNoTemporaryFile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
	if os.TempDir() != dir {
		t.Fatalf("the temporary directory is %s", os.TempDir())
	}
	w, err := xlsx.New(sample())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	cells := []xlsx.Cell{{Text: strings.Repeat("a", 10_000)}, {Text: strings.Repeat("b", 10_000)}}
	for i := range 1000 {
		if _, err := w.Row(20, cells); err != nil {
			t.Fatal(err)
		}
		if i%100 == 0 {
			empty(t, dir)
		}
	}
	empty(t, dir)
	n, err := w.WriteTo(io.Discard)
	if err != nil || n == 0 {
		t.Fatalf("%d bytes, %v", n, err)
	}
	empty(t, dir)
}

func empty(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 0 {
		t.Fatalf("%d temporary files, %v", len(entries), err)
	}
}

func TestMisuse(t *testing.T) {
	w, err := xlsx.New(sample())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Row(20, make([]xlsx.Cell, 4)); err == nil {
		t.Error("four cells in three columns went through")
	}
	for range 2 {
		if err := w.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}
	bad := sample()
	bad.Name = "a/b"
	if _, err := xlsx.New(bad); err == nil {
		t.Error("a sheet name with a slash went through")
	}
}

func TestRowsAreNotHigherThanAllowed(t *testing.T) {
	w, err := xlsx.New(sample())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.Row(5000, []xlsx.Cell{{Text: "a"}}); err != nil {
		t.Errorf("a high row: %v", err)
	}
}
