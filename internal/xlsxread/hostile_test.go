package xlsxread_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

// hostile files are refused with the right code, and before they cost memory:
// each case may allocate 64 MB over its whole life.
func TestHostileFiles(t *testing.T) {
	const mb = 1 << 20
	one := `<row r="1"><c r="A1"><v>1</v></c></row>`
	base := minimal(one)
	contentType := func(s string) parts {
		return base.with("[Content_Types].xml", strings.Replace(base["[Content_Types].xml"], "</Types>",
			`<Override PartName="/x" ContentType="`+s+`"/></Types>`, 1))
	}
	related := func(rel string) parts { return base.with("xl/worksheets/_rels/sheet1.xml.rels", rels(rel)) }
	sheetXML := func(s string) parts { return base.with("xl/worksheets/sheet1.xml", s) }
	for _, c := range []struct {
		name   string
		data   func(testing.TB) []byte
		want   xlsxread.Code
		reason string
	}{
		// Other kinds of files.
		{"empty", raw(""), xlsxread.CodeNotZip, "no bytes at all"},
		{"old xls", raw("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)), xlsxread.CodeOLE, ".xls, or .xlsx with a password"},
		{"pdf", raw("%PDF-1.7\n%\xE2\xE3"), xlsxread.CodePDF, "people attach the print"},
		{"csv", raw("ho_ten;ngay_sinh\r\nA;1990\r\n"), xlsxread.CodeText, "people rename a CSV"},
		{"utf-16 text", raw("\xFF\xFEa\x00b\x00"), xlsxread.CodeText, "Excel's Unicode text"},
		{"random", raw("\x00\x01\x02\x03\x04"), xlsxread.CodeNotZip, "nothing known"},
		{"ods", parts{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}.zip, xlsxread.CodeOpenDocument, "LibreOffice's own format"},
		{"plain zip", parts{"a.txt": "a"}.zip, xlsxread.CodeNotWorkbook, "an archive of something else"},
		{"docx", base.with("[Content_Types].xml", `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`).zip, xlsxread.CodeNotWorkbook, "a text document"},
		{"xlsb", base.with("[Content_Types].xml", `<Types><Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>`).zip, xlsxread.CodeMacro, "a binary workbook"},
		// Content that a list has no business to hold.
		{"macro content type", contentType("application/vnd.ms-excel.sheet.macroEnabled.main+xml").zip, xlsxread.CodeMacro, "a renamed .xlsm"},
		{"macro part", base.with("xl/VBAProject.bin", "x").zip, xlsxread.CodeMacro, "names are compared without case"},
		{"macro sheet", base.with("xl/macrosheets/sheet1.xml", "<x/>").zip, xlsxread.CodeMacro, "Excel 4 macros"},
		{"external link part", base.with("xl/externalLinks/externalLink1.xml", "<x/>").zip, xlsxread.CodeExternalLink, "also carries DDE"},
		{"external relationship", related(`<Relationship Id="r" Type="` + relURI + `image" TargetMode="external" Target="https://example.org/a.png"/>`).zip, xlsxread.CodeExternalLink, "tells somebody that the file was opened"},
		{"data connection", base.with("xl/connections.xml", "<x/>").zip, xlsxread.CodeExternalLink, "fetches data"},
		{"embedded object", base.with("xl/embeddings/oleObject1.bin", "x").zip, xlsxread.CodeEmbedded, "a file in the file"},
		{"embedded package", related(`<Relationship Id="r" Type="` + relURI + `package" Target="../a.docx"/>`).zip, xlsxread.CodeEmbedded, "by its relationship alone"},
		{"activex", base.with("xl/activeX/activeX1.xml", "<x/>").zip, xlsxread.CodeEmbedded, "controls run code"},
		{"doctype", sheetXML(`<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>`).zip, xlsxread.CodeDoctype, "entities begin here"},
		{"doctype in strings", base.with("xl/sharedStrings.xml", `<!DOCTYPE sst><sst/>`).zip, xlsxread.CodeDoctype, "in any part"},
		{"encrypted entry", encrypted, xlsxread.CodeEncrypted, "a password of the archive itself"},
		// Sizes.
		{"blanks in the sheet", sheetXML(sheet(strings.Repeat(" ", 8*mb))).zip, xlsxread.CodeTooLarge, "packs into nothing, unpacks into memory"},
		{"blanks in the styles", base.with("xl/styles.xml", "<styleSheet>"+strings.Repeat(" ", 2*mb)+"</styleSheet>").zip, xlsxread.CodeTooLarge, "below the cap of the part, above that of a token"},
		{"huge styles", base.with("xl/styles.xml", "<styleSheet>"+strings.Repeat(`<a b="`+strings.Repeat("c", mb/2)+`"/>`, 34)+"</styleSheet>").zip, xlsxread.CodeTooLarge, "above the cap of the part"},
		{"size that lies", lyingSize, xlsxread.CodeCorrupt, "the directory says 1 byte"},
		{"endless comment", sheetXML("<worksheet><!--" + strings.Repeat("<a>", mb/2) + "--></worksheet>").zip, xlsxread.CodeTooLarge, "a comment may hold tags"},
		{"endless section", sheetXML("<worksheet><![CDATA[" + strings.Repeat("<a>", mb/2) + "]]></worksheet>").zip, xlsxread.CodeTooLarge, "a section may hold tags"},
		{"endless instruction", sheetXML("<?x " + strings.Repeat("<a>", mb/2) + "?><worksheet/>").zip, xlsxread.CodeTooLarge, "an instruction may hold tags"},
		{"endless tag", sheetXML("<worksheet " + strings.Repeat(`a="" `, mb/4) + "/>").zip, xlsxread.CodeTooLarge, "a million attributes"},
		{"deep nesting", sheetXML("<worksheet>" + strings.Repeat("<a>", 100_000)).zip, xlsxread.CodeStructure, "a parser keeps what is open"},
		{"long cell", sheetXML(sheet(`<row><c t="inlineStr"><is><t>` + strings.Repeat("a", 40_000) + `</t></is></c></row>`)).zip, xlsxread.CodeCellTooLong, "more than a cell can hold"},
		{"long cell in runs", sheetXML(sheet(`<row><c t="inlineStr"><is>` + strings.Repeat("<r><t>"+strings.Repeat("a", 30_000)+"</t></r>", 100) + `</is></c></row>`)).zip, xlsxread.CodeCellTooLong, "piece by piece"},
		{"long value in pieces", sheetXML(sheet(`<row><c><v>` + strings.Repeat(strings.Repeat("1", 30_000)+"<!-- -->", 100) + `</v></c></row>`)).zip, xlsxread.CodeCellTooLong, "piece by piece"},
		{"long shared string", base.with("xl/sharedStrings.xml", "<sst><si><t>"+strings.Repeat("a", 40_000)+"</t></si></sst>").zip, xlsxread.CodeCellTooLong, "more than a cell can hold"},
		{"last column", sheetXML(sheet(`<row r="1"><c r="XFD1"><v>1</v></c></row>`)).zip, xlsxread.CodeTooManyColumns, "others make 16,384 cells of it"},
		{"column that is none", sheetXML(sheet(`<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>`)).zip, xlsxread.CodeStructure, "beyond the last column"},
		{"too many empty cells", sheetXML(sheet("<row>" + strings.Repeat("<c/>", 20_000) + "</row>")).zip, xlsxread.CodeTooManyColumns, "empty cells count when there are too many"},
		{"last row", sheetXML(sheet(`<row r="1048577"><c><v>1</v></c></row>`)).zip, xlsxread.CodeTooManyRows, "beyond the last row"},
		{"too many entries", manyEntries(1001), xlsxread.CodeTooManyEntries, "each costs memory before anything is read"},
		{"huge directory", manyEntries(40_000), xlsxread.CodeTooManyEntries, "more than the budget of the directory"},
		// Broken.
		{"cut off", func(t testing.TB) []byte { return base.zip(t)[:700] }, xlsxread.CodeCorrupt, "a download that stopped"},
		{"damaged", damaged, xlsxread.CodeCorrupt, "the checksum is wrong"},
		{"part twice", twice, xlsxread.CodeStructure, "two readers would see two files"},
		{"path upwards", base.with("xl/../../evil.xml", "x").zip, xlsxread.CodeStructure, "a name that leaves the archive"},
		{"rows backwards", sheetXML(sheet(`<row r="2"/><row r="1"/>`)).zip, xlsxread.CodeStructure, "rows are in order"},
		{"cells backwards", sheetXML(sheet(`<row r="1"><c r="B1"/><c r="A1"/></row>`)).zip, xlsxread.CodeStructure, "cells are in order"},
		{"cell of another row", sheetXML(sheet(`<row r="1"><c r="A2"/></row>`)).zip, xlsxread.CodeStructure, "a cell stands in its row"},
		{"bad reference", sheetXML(sheet(`<row r="1"><c r="11"/></row>`)).zip, xlsxread.CodeStructure, "no column"},
		{"unknown shared string", sheetXML(sheet(`<row><c t="s"><v>3</v></c></row>`)).zip, xlsxread.CodeStructure, "only 0 to 2 exist"},
		{"mismatched tags", sheetXML("<worksheet><sheetData></worksheet></sheetData>").zip, xlsxread.CodeStructure, "does not nest"},
		{"two roots", sheetXML("<worksheet/><worksheet/>").zip, xlsxread.CodeStructure, "one root"},
		{"unclosed", sheetXML("<worksheet><sheetData>").zip, xlsxread.CodeStructure, "ends in the middle"},
		{"no sheet part", base.without("xl/worksheets/sheet1.xml").zip, xlsxread.CodeStructure, "the workbook names it"},
		{"no workbook part", base.without("xl/workbook.xml").zip, xlsxread.CodeNotWorkbook, "the relationships name it"},
		{"no relationships", base.without("_rels/.rels").zip, xlsxread.CodeStructure, "nothing leads to the workbook"},
		{"unknown entity", sheetXML(sheet(`<row><c t="inlineStr"><is><t>&a;</t></is></c></row>`)).zip, xlsxread.CodeStructure, "entities are never declared"},
		{"declared latin-1", sheetXML(`<?xml version="1.0" encoding="ISO-8859-1"?><worksheet/>`).zip, xlsxread.CodeEncoding, "XLSX is UTF-8"},
		{"utf-16", sheetXML("\xFF\xFE<\x00a\x00/\x00>\x00").zip, xlsxread.CodeEncoding, "XLSX is UTF-8"},
		{"bad utf-8", sheetXML(sheet("<row><c t=\"inlineStr\"><is><t>Nguy\xEA</t></is></c></row>")).zip, xlsxread.CodeEncoding, "XLSX is UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := c.data(t)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := readAll(data, xlsxread.Limits{})
			runtime.ReadMemStats(&after)
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %s: %s", err, c.want, c.reason)
			}
			var own *xlsxread.Error
			if !errors.As(err, &own) {
				t.Errorf("%T is not *xlsxread.Error", err)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 64*mb {
				t.Errorf("%d MB allocated for a file of %d bytes", used/mb, len(data))
			}
		})
	}
}

func TestLimitsAreTheCallers(t *testing.T) {
	data := minimal(strings.Repeat(`<row><c><v>1</v></c><c><v>2</v></c></row>`, 10)).zip(t)
	for _, c := range []struct {
		name   string
		limits xlsxread.Limits
		want   xlsxread.Code
	}{
		{"file", xlsxread.Limits{FileSize: 100}, xlsxread.CodeTooLarge},
		{"entries", xlsxread.Limits{Entries: 3}, xlsxread.CodeTooManyEntries},
		{"part", xlsxread.Limits{PartSize: 200}, xlsxread.CodeTooLarge},
		{"total", xlsxread.Limits{TotalSize: 1000}, xlsxread.CodeTooLarge},
		{"strings", xlsxread.Limits{SharedStrings: 5}, xlsxread.CodeTooLarge},
		{"rows", xlsxread.Limits{Rows: 9}, xlsxread.CodeTooManyRows},
		{"columns", xlsxread.Limits{Columns: 1}, xlsxread.CodeTooManyColumns},
		{"cell", xlsxread.Limits{CellLength: 3}, xlsxread.CodeCellTooLong},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := readAll(data, c.limits); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestHyperlinksAreNoLinksToFiles(t *testing.T) {
	p := minimal(`<row><c><v>1</v></c></row>`).with("xl/worksheets/_rels/sheet1.xml.rels",
		rels(`<Relationship Id="r" Type="`+relURI+`hyperlink" TargetMode="External" Target="mailto:a@example.org"/>`))
	if _, err := readAll(p.zip(t), xlsxread.Limits{}); err != nil {
		t.Errorf("an e-mail address in a cell is refused: %v", err)
	}
}

func TestErrorsNameThePlaceAndNoContent(t *testing.T) {
	const secret = "SECRET"
	p := minimal(`<row r="3"><c r="A3"><v>1</v></c><c r="B3" t="s"><v>` + secret + `</v></c></row>`)
	_, err := readAll(p.zip(t), xlsxread.Limits{})
	var own *xlsxread.Error
	if !errors.As(err, &own) || own.Row != 3 || own.Column != 2 || own.Part != xlsxread.PartSheet {
		t.Errorf("got %#v, want sheet, row 3, column 2", own)
	}
	if strings.Contains(err.Error(), secret) {
		t.Error("the error repeats the file")
	}
}

func TestFailingReader(t *testing.T) {
	_, err := xlsxread.Open(t.Context(), failingReader{}, 1000, xlsxread.Limits{})
	if !errors.Is(err, xlsxread.CodeRead) || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v, want the failure of the reader", err)
	}
}

type failingReader struct{}

func (failingReader) ReadAt([]byte, int64) (int, error) { return 0, io.ErrClosedPipe }

func raw(s string) func(testing.TB) []byte { return func(testing.TB) []byte { return []byte(s) } }

func encrypted(t testing.TB) []byte {
	data := minimal("").zip(t)
	// The flag stands at offset 8 of each header in the directory.
	for at := 0; ; at += 4 {
		next := bytes.Index(data[at:], []byte("PK\x01\x02"))
		if next < 0 {
			return data
		}
		at += next
		data[at+8] |= 1
	}
}

func manyEntries(n int) func(testing.TB) []byte {
	return func(t testing.TB) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i := range n {
			if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("xl/media/image%06d.png", i)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
}

func twice(t testing.TB) []byte {
	p := minimal("")
	p["XL/worksheets/SHEET1.xml"] = sheet("")
	return p.zip(t)
}

func damaged(t testing.TB) []byte {
	data := minimal(strings.Repeat(`<row><c><v>1</v></c></row>`, 100)).zip(t)
	at := bytes.LastIndex(data, []byte("PK\x01\x02")) // the directory entry of the sheet
	data[at+16] ^= 0xFF                               // its checksum
	return data
}

// lyingSize packs a sheet whose directory entry claims to unpack to one byte.
func lyingSize(t testing.TB) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range minimal("").without("xl/worksheets/sheet1.xml") {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, content); err != nil {
			t.Fatal(err)
		}
	}
	content := []byte(sheet(strings.Repeat(`<row><c><v>1</v></c></row>`, 1000)))
	var packed bytes.Buffer
	f, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(content),
		CompressedSize64: uint64(packed.Len()), UncompressedSize64: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(packed.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
