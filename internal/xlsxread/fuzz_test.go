package xlsxread_test

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/internal/xlsx"
	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

// small keeps fuzzing fast; the caps work alike at any size.
var small = xlsxread.Limits{
	FileSize: 1 << 20, Entries: 50, PartSize: 1 << 20, TotalSize: 2 << 20, SharedStrings: 1 << 18, Rows: 500, Columns: 20, CellLength: 500,
}

// FuzzOpen reads anything: what comes out is within the limits, and what goes
// wrong is an *Error.
func FuzzOpen(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("PK\x03\x04"))
	f.Add(minimal(`<row r="1"><c r="A1" t="s"><v>1</v></c><c r="C1" s="1"><v>32876</v></c></row>`).zip(f))
	f.Add(encrypted(f))
	f.Add(damaged(f))
	f.Add(written(f))
	f.Fuzz(func(t *testing.T, data []byte) { checkFile(t, data) })
}

// FuzzSheet reads a sound workbook around any sheet, shared strings and
// styles.
func FuzzSheet(f *testing.F) {
	base := minimal(`<row r="1"><c r="A1" t="inlineStr"><is><t>a_x0041_</t></is></c><c t="b"><v>1</v></c></row>`)
	f.Add(base["xl/worksheets/sheet1.xml"], base["xl/sharedStrings.xml"], base["xl/styles.xml"])
	f.Add(`<worksheet><sheetData><row><c t="s"><v>1</v></c><c><f>1</f></c></row></sheetData></worksheet>`, `<sst><si><r><t>x</t></r></si><si><rPh><t/></rPh></si></sst>`, `<s/>`)
	f.Add(`<!DOCTYPE a><worksheet/>`, `<sst><!-- --></sst>`, `<s><![CDATA[<]]></s>`)
	f.Fuzz(func(t *testing.T, sheet, table, styles string) {
		p := base.with("xl/worksheets/sheet1.xml", sheet).with("xl/sharedStrings.xml", table).with("xl/styles.xml", styles)
		checkFile(t, p.zip(t))
	})
}

func checkFile(t *testing.T, data []byte) {
	book, err := open(data, small)
	if err != nil {
		checkError(t, err)
		return
	}
	last, rows := 0, 0
	for row, err := range book.Rows(context.Background()) {
		if err != nil {
			checkError(t, err)
			return
		}
		if rows++; row.Number <= last || len(row.Cells) == 0 {
			t.Fatalf("row %d with %d cells after row %d", row.Number, len(row.Cells), last)
		}
		last = row.Number
		column := 0
		for _, c := range row.Cells {
			if c.Column <= column || c.Column > small.Columns || c.Kind == xlsxread.KindEmpty {
				t.Fatalf("cell of kind %d in column %d after column %d", c.Kind, c.Column, column)
			}
			column = c.Column
			if utf8.RuneCountInString(c.Text) > small.CellLength || !utf8.ValidString(c.Text) {
				t.Fatal("a cell that is too long or not UTF-8")
			}
			book.Date(c)
			c.Integer()
		}
	}
	if rows > small.Rows {
		t.Fatalf("%d rows", rows)
	}
}

func checkError(t *testing.T, err error) {
	t.Helper()
	var own *xlsxread.Error
	if !errors.As(err, &own) || own.Code == "" || own.Code.Error() == string(own.Code) {
		t.Fatalf("%T without a known code: %v", err, err)
	}
}

// written gives a file of our own writer.
func written(t testing.TB) []byte {
	w, err := xlsx.New(xlsx.Sheet{
		Name: "S", Font: xlsx.Font{Name: "Times New Roman", Size: 12}, Columns: []float64{20, 20},
		Styles: []xlsx.Style{{Size: 12, Format: xlsx.Text}}, Protected: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.Row(20, []xlsx.Cell{{Text: "001090950566"}, {Number: 1.5, IsNumber: true}}); err != nil {
		t.Fatal(err)
	}
	if err := w.SetProperty(xlsx.Property{Name: "bhxh.form", Value: "Mẫu số 02"}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestMutatedFiles damages a sound file in every 23rd byte, and cuts it off
// there.
func TestMutatedFiles(t *testing.T) {
	for _, data := range [][]byte{written(t), minimal(`<row r="1"><c r="A1" t="s"><v>1</v></c></row>`).zip(t)} {
		for at := 0; at < len(data); at += 23 {
			mutated := bytes.Clone(data)
			mutated[at] ^= 0xFF
			checkFile(t, mutated)
			checkFile(t, data[:at])
		}
	}
}
