package xlsxread_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"maps"
	"slices"
	"testing"

	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

// parts are the parts of a workbook by name.
type parts map[string]string

const (
	nsMain = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	nsRel  = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relURI = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
)

// minimal gives the parts of a small workbook whose sheet holds the given
// rows. All names and numbers in these tests are made up.
func minimal(rows string) parts {
	return parts{
		"[Content_Types].xml": `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels": rels(`<Relationship Id="rId1" Type="` + relURI + `officeDocument" Target="xl/workbook.xml"/>`),
		"xl/workbook.xml": `<workbook ` + nsMain + ` ` + nsRel + `><workbookPr/><sheets>` +
			`<sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": rels(`<Relationship Id="rId1" Type="` + relURI + `worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + relURI + `styles" Target="/xl/styles.xml"/>` +
			`<Relationship Id="rId3" Type="` + relURI + `sharedStrings" Target="sharedStrings.xml"/>`),
		"xl/styles.xml": `<styleSheet ` + nsMain + `><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\/mm\/yyyy"/>` +
			`<numFmt numFmtId="165" formatCode="&quot;day&quot; 0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
			`<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml": `<sst ` + nsMain + `><si><t>Họ và tên</t></si>` +
			`<si><r><t xml:space="preserve">Nguyễn </t></r><r><rPr><b/></rPr><t>Văn A</t></r><rPh><t>no</t></rPh></si><si/></sst>`,
		"xl/worksheets/sheet1.xml": sheet(rows),
	}
}

func rels(content string) string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + content + `</Relationships>`
}

func sheet(rows string) string {
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<worksheet ` + nsMain + `><sheetData>` + rows + `</sheetData></worksheet>`
}

func (p parts) with(name, content string) parts {
	p = maps.Clone(p)
	p[name] = content
	return p
}

func (p parts) without(name string) parts {
	p = maps.Clone(p)
	delete(p, name)
	return p
}

func (p parts) zip(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, p[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(data []byte, limits xlsxread.Limits) (*xlsxread.Workbook, error) {
	return xlsxread.Open(context.Background(), bytes.NewReader(data), int64(len(data)), limits)
}

// readAll opens a file and reads all of its rows.
func readAll(data []byte, limits xlsxread.Limits) ([]xlsxread.Row, error) {
	book, err := open(data, limits)
	if err != nil {
		return nil, err
	}
	var rows []xlsxread.Row
	for row, err := range book.Rows(context.Background()) {
		if err != nil {
			return rows, err
		}
		row.Cells = slices.Clone(row.Cells)
		rows = append(rows, row)
	}
	return rows, nil
}
