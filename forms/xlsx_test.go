package forms_test

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/matching"
)

// firstRow finds the sheet row below (1), (2), ….
func firstRow(t *testing.T, data []byte) int {
	t.Helper()
	for row, err := range book(t, data).Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Cell(1).Text == "(1)" {
			return row.Number + 1
		}
	}
	t.Fatal("no row (1), (2), …")
	return 0
}

// TestWhoMayWriteWhere checks every column of the lists: locked and unlocked,
// and kept as text.
func TestWhoMayWriteWhere(t *testing.T) {
	for _, c := range []struct {
		sheet    string
		data     []byte
		unlocked string // columns of the sheet
		text     string
	}{
		{"Mẫu số 01", mau01(t, mau01Rows(3)...), "I", "BDFI"},
		{"Mẫu số 02", mau02(t, mau02Rows(3)...), "JKLMN", "BDFJKLMN"},
	} {
		f := reopen(t, c.data)
		row := firstRow(t, c.data)
		for column := 'A'; column <= 'N'; column++ {
			ref := fmt.Sprintf("%c%d", column, row)
			id, err := f.GetCellStyle(c.sheet, ref)
			if err != nil {
				t.Fatal(err)
			}
			if id == 0 {
				break
			}
			s, err := f.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := !s.Protection.Locked, strings.ContainsRune(c.unlocked, column); got != want {
				t.Errorf("%s %s: unlocked %t, want %t", c.sheet, ref, got, want)
			}
			if got, want := s.NumFmt == 49, strings.ContainsRune(c.text, column); got != want {
				t.Errorf("%s %s: text format %t, want %t", c.sheet, ref, got, want)
			}
			if s.Font.Family != "Times New Roman" || s.Alignment.WrapText == (column == 'A') || len(s.Border) != 4 {
				t.Errorf("%s %s: font %s, wrapped %t, %d borders", c.sheet, ref, s.Font.Family, s.Alignment.WrapText, len(s.Border))
			}
		}
		if !strings.Contains(part(t, c.data, sheetPart), "<sheetProtection") {
			t.Errorf("%s is not protected", c.sheet)
		}
	}
}

func TestPageOfMau02(t *testing.T) {
	data := mau02(t, mau02Rows(3)...)
	f, row := reopen(t, data), firstRow(t, data)
	const sheet = "Mẫu số 02"
	layout, err := f.GetPageLayout(sheet)
	if err != nil || *layout.Orientation != "landscape" || *layout.Size != 9 || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
		t.Errorf("page layout %+v, %v", layout, err)
	}
	panes, err := f.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != row-1 {
		t.Errorf("frozen %t at %d, want %d rows (%v)", panes.Freeze, panes.YSplit, row-1, err)
	}
	if got, want := f.GetDefinedName()[0].RefersTo, fmt.Sprintf("'Mẫu số 02'!$%d:$%d", row-4, row-1); got != want {
		t.Errorf("print titles %s, want %s", got, want)
	}
	rules, err := f.GetDataValidations(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rules {
		got = append(got, r.Sqref+" "+r.Type)
	}
	want := []string{fmt.Sprintf("L%d:L%d list", row, row+2), fmt.Sprintf("M%d:M%d custom", row, row+2)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("input rules (-want +got):\n%s", diff)
	}
	if rules[0].Formula1 != `"Nam,Nữ"` {
		t.Errorf("list %s", rules[0].Formula1)
	}
}

// TestRowsAreHighEnough gives column (9), which has room for 122 points in a
// line, sentences of so many lines.
func TestRowsAreHighEnough(t *testing.T) {
	word := strings.Repeat("0", 20) // 90 points
	for _, c := range []struct {
		lines, room int
		reason      string
	}{
		{1, 1, "a row is never too low to write in by hand"},
		{2, 2, "two lines"},
		{3, 3, "three lines"},
		{4, 5, "one line more, for programs that set text a little wider"},
		{12, 13, "one line more"},
	} {
		opts := options()
		opts.Describe = func(matching.Code) string { return strings.TrimSpace(strings.Repeat(word+" ", c.lines)) }
		row := forms.Mau02Row{IDNumber: "001090000001", Codes: []matching.Code{matching.NameGiven}}
		data := document(t, func(b *bytes.Buffer) error { return forms.WriteMau02(t.Context(), b, head(), forms.Rows(row), opts) })
		height, err := reopen(t, data).GetRowHeight("Mẫu số 02", firstRow(t, data))
		if err != nil {
			t.Fatal(err)
		}
		const line = 9 * 1.15 // of Times at 9 points
		least := max(20, float64(c.room)*line)
		if height < least || height > least+float64(c.room)+5 {
			t.Errorf("%d lines: row of %.1f points, want about %.1f: %s", c.lines, height, least, c.reason)
		}
	}
}

// TestNoPersonalDataInTemporaryFiles writes a document whose sheet is larger
// than the 16 MB from which the library would use a temporary file.
func TestNoPersonalDataInTemporaryFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
	rows := mau02Rows(700)
	for i := range rows {
		rows[i].FullName = strings.Repeat("a", 25_000)
	}
	watched := func(yield func(forms.Mau02Row, error) bool) {
		for i, r := range rows {
			if i%100 == 99 {
				noFiles(t, dir)
			}
			if !yield(r, nil) {
				return
			}
		}
	}
	var b bytes.Buffer
	if err := forms.WriteMau02(t.Context(), &b, head(), watched, options()); err != nil {
		t.Fatal(err)
	}
	noFiles(t, dir)
	if size := len(part(t, b.Bytes(), sheetPart)); size < 17<<20 {
		t.Errorf("the sheet has only %d bytes: the test shows nothing", size)
	}
}

func noFiles(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) > 0 {
		t.Fatalf("%d temporary files (%v)", len(entries), err)
	}
}

// TestBothReadersAgree compares our reader with the library's, cell by cell.
func TestBothReadersAgree(t *testing.T) {
	for name, data := range map[string][]byte{
		"Mẫu số 01": mau01(t, mau01Rows(40)...), "Mẫu số 02": mau02(t, mau02Rows(40)...), "Mẫu số 03": mau03(t, mau03Rows()...),
	} {
		f := reopen(t, data)
		cells := 0
		for row, err := range book(t, data).Rows(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range row.Cells {
				ref, err := excelize.CoordinatesToCellName(c.Column, row.Number)
				if err != nil {
					t.Fatal(err)
				}
				other, err := f.GetCellValue(name, ref, excelize.Options{RawCellValue: true})
				if err != nil || other != c.Text {
					t.Errorf("%s %s: ours %q, the library's %q (%v)", name, ref, c.Text, other, err)
				}
				cells++
			}
		}
		if cells < 50 {
			t.Errorf("%s: only %d cells", name, cells)
		}
	}
}

// TestEveryRowKeepsItsHeight checks what Excel goes by: a height that is not
// marked as chosen it replaces by its own, which knows nothing of merged cells.
func TestEveryRowKeepsItsHeight(t *testing.T) {
	for _, s := range corpus() {
		if !slices.Contains(s.formats, forms.FormatXLSX) {
			continue
		}
		rows := regexp.MustCompile(`<row [^>]*>`).FindAllString(part(t, s.bytes(t, forms.FormatXLSX), sheetPart), -1)
		if len(rows) < 5 {
			t.Errorf("%s: %d rows", s.name, len(rows))
		}
		for _, row := range rows {
			if !strings.Contains(row, ` customHeight="1"`) || !regexp.MustCompile(` ht="[1-9]`).MatchString(row) {
				t.Errorf("%s: %s", s.name, row)
			}
		}
	}
}
