package xlsxread_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

func TestCells(t *testing.T) {
	long := strings.Repeat("ạ", 32_767)
	for _, c := range []struct {
		name   string
		rows   string
		want   []xlsxread.Row
		reason string
	}{
		{
			"inline text", `<row r="1"><c r="A1" t="inlineStr"><is><t>001090950566</t></is></c></row>`,
			[]xlsxread.Row{{Number: 1, Cells: []xlsxread.Cell{{Column: 1, Kind: xlsxread.KindText, Text: "001090950566"}}}},
			"an ID stored as text keeps its zeros",
		},
		{
			"number", `<row r="1"><c r="A1"><v>1090950566</v></c></row>`,
			[]xlsxread.Row{{Number: 1, Cells: []xlsxread.Cell{{Column: 1, Kind: xlsxread.KindNumber, Text: "1090950566"}}}},
			"an ID typed as a number can be told from text",
		},
		{
			"shared text", `<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="s"><v>2</v></c></row>`,
			[]xlsxread.Row{{Number: 2, Cells: []xlsxread.Cell{
				{Column: 2, Kind: xlsxread.KindText, Text: "Họ và tên"}, {Column: 3, Kind: xlsxread.KindText, Text: "Nguyễn Văn A"},
			}}},
			"runs are joined, phonetic hints left out, an empty string is no value",
		},
		{
			"dates", `<row r="1"><c r="A1" s="1"><v>32876</v></c><c r="B1" s="2"><v>32876</v></c><c r="C1" s="3"><v>1</v></c><c r="D1" s="99"><v>1</v></c></row>`,
			[]xlsxread.Row{{Number: 1, Cells: []xlsxread.Cell{
				{Column: 1, Kind: xlsxread.KindNumber, Text: "32876", DateStyle: true},
				{Column: 2, Kind: xlsxread.KindNumber, Text: "32876", DateStyle: true},
				{Column: 3, Kind: xlsxread.KindNumber, Text: "1"},
				{Column: 4, Kind: xlsxread.KindNumber, Text: "1"},
			}}},
			"built-in and custom date formats are known; quoted letters are none; an unknown style is none",
		},
		{
			"formula", `<row r="1"><c r="A1" t="str"><f>1+1</f><v>2</v></c><c r="B1"><f>A1</f></c><c r="C1"><f>2</f><v>2</v></c></row>`,
			[]xlsxread.Row{{Number: 1, Cells: []xlsxread.Cell{
				{Column: 1, Kind: xlsxread.KindText, Text: "2", Formula: true},
				{Column: 2, Kind: xlsxread.KindError, Formula: true},
				{Column: 3, Kind: xlsxread.KindNumber, Text: "2", Formula: true},
			}}},
			"a formula is reported, also without a result",
		},
		{
			"other kinds", `<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="d"><v>1990-01-03</v></c><c r="D1"><v>inf</v></c></row>`,
			[]xlsxread.Row{{Number: 1, Cells: []xlsxread.Cell{
				{Column: 1, Kind: xlsxread.KindBool, Text: "1"},
				{Column: 2, Kind: xlsxread.KindError, Text: "#N/A"},
				{Column: 3, Kind: xlsxread.KindDate, Text: "1990-01-03"},
				{Column: 4, Kind: xlsxread.KindError, Text: "inf"},
			}}},
			"a number that is none is an error value of its cell, not of the file",
		},
		{
			"no references", `<row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row><row><c><v>2</v></c></row>`,
			[]xlsxread.Row{
				{Number: 1, Cells: []xlsxread.Cell{{Column: 1, Kind: xlsxread.KindText, Text: "a"}, {Column: 2, Kind: xlsxread.KindNumber, Text: "1"}}},
				{Number: 2, Cells: []xlsxread.Cell{{Column: 1, Kind: xlsxread.KindNumber, Text: "2"}}},
			},
			"references are optional",
		},
		{
			"inline text that is a value", `<row r="1"><c r="A1" t="inlineStr"><v>a_x0041_</v></c></row>`,
			[]xlsxread.Row{{Number: 1, Cells: []xlsxread.Cell{{Column: 1, Kind: xlsxread.KindText, Text: "aA"}}}},
			"a value in the wrong element is not lost",
		},
		{
			"gaps", `<row r="3"/><row r="7"><c r="AB7"><v>1</v></c></row>`,
			[]xlsxread.Row{{Number: 7, Cells: []xlsxread.Cell{{Column: 28, Kind: xlsxread.KindNumber, Text: "1"}}}},
			"a row without values is left out",
		},
		{
			"style beyond the last value", `<row r="1"><c r="A1"><v>1</v></c><c r="AMJ1" s="1"/></row>`,
			[]xlsxread.Row{{Number: 1, Cells: []xlsxread.Cell{{Column: 1, Kind: xlsxread.KindNumber, Text: "1"}}}},
			"LibreOffice writes styled empty cells to column AMJ",
		},
		{
			"escapes", `<row r="1"><c r="A1" t="inlineStr"><is><t>_x0041_ _x005F_x0041_ _xD83D__xDE00_ _xZZZZ_ a&amp;&lt;&#x1EA1;</t></is></c></row>`,
			[]xlsxread.Row{{Number: 1, Cells: []xlsxread.Cell{{Column: 1, Kind: xlsxread.KindText, Text: "A _x0041_ 😀 _xZZZZ_ a&<ạ"}}}},
			"_xHHHH_ is a character, and can be escaped itself",
		},
		{
			"longest cell", `<row r="1"><c r="A1" t="inlineStr"><is><t>` + long + `</t></is></c></row>`,
			[]xlsxread.Row{{Number: 1, Cells: []xlsxread.Cell{{Column: 1, Kind: xlsxread.KindText, Text: long}}}},
			"a cell holds 32,767 characters, not bytes",
		},
		{"no rows", ``, nil, "an empty sheet is no error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readAll(minimal(c.rows).zip(t), xlsxread.Limits{})
			if err != nil {
				t.Fatalf("%v: %s", err, c.reason)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.reason, diff)
			}
		})
	}
}

func TestPrefixedAndStrictNamespaces(t *testing.T) {
	p := minimal("")
	p["xl/worksheets/sheet1.xml"] = `<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>` +
		`<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`
	p["_rels/.rels"] = strings.ReplaceAll(p["_rels/.rels"], relURI, "http://purl.oclc.org/ooxml/officeDocument/relationships/")
	rows, err := readAll(p.zip(t), xlsxread.Limits{})
	if err != nil || len(rows) != 1 || rows[0].Cell(1).Text != "a" {
		t.Errorf("got %d rows, %v", len(rows), err)
	}
}

func TestFirstVisibleSheet(t *testing.T) {
	p := minimal(`<row><c><v>1</v></c></row>`)
	p["xl/workbook.xml"] = `<workbook ` + nsMain + ` ` + nsRel + `><workbookPr date1904="true"/><sheets>` +
		`<sheet name="C" sheetId="4" r:id="rId9"/><sheet name="H" sheetId="1" state="veryHidden" r:id="rId1"/>` +
		`<sheet name="V" sheetId="2" r:id="rId8"/></sheets></workbook>`
	p["xl/_rels/workbook.xml.rels"] = rels(
		`<Relationship Id="rId1" Type="` + relURI + `worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId8" Type="` + relURI + `worksheet" Target="/XL/worksheets/Sheet2.XML"/>` +
			`<Relationship Id="rId9" Type="` + relURI + `chartsheet" Target="chartsheets/sheet1.xml"/>`)
	p["xl/worksheets/sheet2.xml"] = sheet(`<row><c><v>2</v></c></row>`)
	rows, err := readAll(p.zip(t), xlsxread.Limits{})
	if err != nil || len(rows) != 1 || rows[0].Cell(1).Text != "2" {
		t.Errorf("got %v, %v; want the sheet that people see first", rows, err)
	}
	book, err := open(p.zip(t), xlsxread.Limits{})
	if err != nil || !book.Date1904() {
		t.Errorf("Date1904 is not set: %v", err)
	}
}

// TestWorkbookExtensions reads what Excel puts behind the parts of a workbook
// that count: its own workbookPr has no calendar.
func TestWorkbookExtensions(t *testing.T) {
	p := minimal(`<row><c><v>1</v></c></row>`)
	p["xl/workbook.xml"] = `<workbook ` + nsMain + ` ` + nsRel + `><workbookPr date1904="1"/><sheets>` +
		`<sheet name="One" sheetId="1" r:id="rId1"/></sheets><extLst><ext xmlns:x15="x15"><x15:workbookPr chartTrackingRefBase="1"/>` +
		`<x15:sheets><x15:sheet r:id="rId2"/></x15:sheets></ext></extLst></workbook>`
	book, err := open(p.zip(t), xlsxread.Limits{})
	if err != nil || !book.Date1904() {
		t.Errorf("Date1904 is lost to an extension: %v", err)
	}
}

// TestFind looks for a row in the sheets that people see.
func TestFind(t *testing.T) {
	names := []string{"sheet1", "sheet2", "sheet3", "sheet4"}
	p := minimal(`<row><c><v>1</v></c></row>`).
		with("xl/worksheets/sheet2.xml", "not XML").
		with("xl/worksheets/sheet3.xml", sheet(`<row><c><v>3</v></c></row>`)).
		with("xl/worksheets/sheet4.xml", sheet(strings.Repeat(`<row><c><v>0</v></c></row>`, 1000)+`<row><c><v>4</v></c></row>`))
	var sheets, links strings.Builder
	for i, name := range names {
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="r%d"/>`, name, i+1, i+1)
		fmt.Fprintf(&links, `<Relationship Id="r%d" Type="%sworksheet" Target="worksheets/%s.xml"/>`, i+1, relURI, name)
	}
	p["xl/workbook.xml"] = `<workbook ` + nsMain + ` ` + nsRel + `><sheets>` + sheets.String() + `</sheets></workbook>`
	p["xl/_rels/workbook.xml.rels"] = rels(links.String())
	for _, c := range []struct {
		text, reads, reason string
	}{
		{"1", "1", "in the first sheet"},
		{"3", "3", "behind a sheet that cannot be read"},
		{"4", "1", "further down than anybody puts a header"},
		{"9", "1", "nowhere: the first sheet stays"},
	} {
		book, err := open(p.zip(t), xlsxread.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		book.Find(t.Context(), func(r xlsxread.Row) bool { return r.Cell(1).Text == c.text })
		for row, err := range book.Rows(t.Context()) {
			if err != nil || row.Cell(1).Text != c.reads {
				t.Errorf("after Find(%s) the sheet with %q is read, %v: %s", c.text, row.Cell(1).Text, err, c.reason)
			}
			break
		}
	}
}

func TestRowsMayBeReadAgain(t *testing.T) {
	book, err := open(minimal(`<row><c><v>1</v></c></row><row><c><v>2</v></c></row>`).zip(t), xlsxread.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		n := 0
		for _, err := range book.Rows(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if n != 2 {
			t.Errorf("%d rows, want 2", n)
		}
		for range book.Rows(context.Background()) {
			break // a caller that had enough gets no error afterwards
		}
	}
}

func TestProperties(t *testing.T) {
	p := minimal("")
	p["_rels/.rels"] = rels(`<Relationship Id="rId1" Type="` + relURI + `officeDocument" Target="xl/workbook.xml"/>` +
		`<Relationship Id="rId2" Type="` + relURI + `custom-properties" Target="docProps/custom.xml"/>`)
	p["docProps/custom.xml"] = `<Properties xmlns:vt="v"><property name="a"><vt:lpwstr>Mẫu số 02</vt:lpwstr></property>` + "\n" +
		`<property name="b"><vt:i4>7</vt:i4></property><property name="c"><vt:lpwstr/></property></Properties>`
	book, err := open(p.zip(t), xlsxread.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := []xlsxread.Property{{Name: "a", Value: "Mẫu số 02"}, {Name: "b", Value: "7"}, {Name: "c"}}
	if diff := cmp.Diff(want, book.Properties()); diff != "" {
		t.Errorf("Properties (-want +got):\n%s", diff)
	}
	if v, ok := book.Property("b"); !ok || v != "7" {
		t.Errorf("Property(b) = %q, %t", v, ok)
	}
	if _, ok := book.Property("z"); ok {
		t.Error("a property that is not there was found")
	}
	const strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
	p["_rels/.rels"] = strings.NewReplacer(relURI, strict, "custom-properties", "customProperties").Replace(p["_rels/.rels"])
	if book, err = open(p.zip(t), xlsxread.Limits{}); err != nil || len(book.Properties()) != len(want) {
		t.Errorf("the properties of a strict file are not found: %v", err)
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct {
		raw      string
		date1904 bool
		want     [3]int
		ok       bool
		reason   string
	}{
		{"32876", false, [3]int{1990, 1, 3}, true, "the example of a serial date"},
		{"31414", true, [3]int{1990, 1, 3}, true, "the same day counted from 1904"},
		{"1", false, [3]int{1900, 1, 1}, true, "the first day"},
		{"59", false, [3]int{1900, 2, 28}, true, "before the day that never was"},
		{"60", false, [3]int{}, false, "29/02/1900 does not exist"},
		{"61", false, [3]int{1900, 3, 1}, true, "after it"},
		{"0", true, [3]int{1904, 1, 1}, true, "the first day of the other calendar"},
		{"0", false, [3]int{}, false, "Excel shows 00/01/1900"},
		{"2958465", false, [3]int{9999, 12, 31}, true, "the last day"},
		{"2958466", false, [3]int{}, false, "beyond it"},
		{"45351.75", false, [3]int{2024, 2, 29}, true, "the time of day is left out"},
		{"-1", false, [3]int{}, false, "before the first day"},
		{"1E3", false, [3]int{1902, 9, 26}, true, "an exponent is a notation"},
	} {
		p := minimal(`<row><c s="1"><v>` + c.raw + `</v></c></row>`)
		if c.date1904 {
			p["xl/workbook.xml"] = strings.Replace(p["xl/workbook.xml"], "<workbookPr/>", `<workbookPr date1904="1"/>`, 1)
		}
		data := p.zip(t)
		book, err := open(data, xlsxread.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		for row, err := range book.Rows(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			y, m, d, ok := book.Date(row.Cell(1))
			if ok != c.ok || ok && [3]int{y, m, d} != c.want {
				t.Errorf("serial %s, 1904 %t: %d-%d-%d %t, want %v %t: %s", c.raw, c.date1904, y, m, d, ok, c.want, c.ok, c.reason)
			}
		}
	}
}

func TestInteger(t *testing.T) {
	for raw, want := range map[string]string{
		"1090950566": "1090950566", "1.090950566E9": "1090950566", "0": "0", "-0": "0", "12.0": "12", "1.5": "", "1E15": "", "x": "",
	} {
		rows, err := readAll(minimal(`<row><c><v>`+raw+`</v></c></row>`).zip(t), xlsxread.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		got, ok := rows[0].Cell(1).Integer()
		if got != want || ok != (want != "") {
			t.Errorf("Integer of %s = %q, %t; want %q", raw, got, ok, want)
		}
	}
	if _, ok := (xlsxread.Cell{Kind: xlsxread.KindText, Text: "1"}).Integer(); ok {
		t.Error("text is not a number")
	}
}

func TestContextEndsReading(t *testing.T) {
	data := minimal(strings.Repeat(`<row><c><v>1</v></c></row>`, 5000)).zip(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	book, err := xlsxread.Open(ctx, bytes.NewReader(data), int64(len(data)), xlsxread.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var last error
	for _, err := range book.Rows(ctx) {
		cancel()
		last = err
	}
	if !errors.Is(last, xlsxread.CodeCancelled) || !errors.Is(last, context.Canceled) {
		t.Errorf("got %v, want the cancellation", last)
	}
	if _, err := xlsxread.Open(ctx, bytes.NewReader(data), int64(len(data)), xlsxread.Limits{}); !errors.Is(err, xlsxread.CodeCancelled) {
		t.Errorf("Open with an ended context: %v", err)
	}
}
