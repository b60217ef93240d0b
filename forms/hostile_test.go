package forms_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/bhxh-go/bhxh/forms"
)

// hostileFile is a file that somebody may send in the place of a returned list.
type hostileFile struct {
	name string
	data []byte
	want forms.Code
}

// hostileFiles builds them. Each is a real returned list with one thing wrong,
// where it is a list at all; the great ones are small packed.
func hostileFiles(t testing.TB) []hostileFile {
	t.Helper()
	const gb = 1 << 30
	good := fill(t, mau02(t, issued()...)).set(1, 14, "x").bytes()
	rowsFirst := func(xml string) []byte {
		return changed(t, good, sheetPart, func(s string) string { return strings.Replace(s, "<sheetData>", "<sheetData>"+xml, 1) })
	}
	withPart := func(name, content string) []byte { return changed(t, good, name, constant(content)) }
	inSheet := func(from, to string) []byte {
		return changed(t, good, sheetPart, func(s string) string { return strings.Replace(s, from, to, 1) })
	}
	wide := strings.Builder{}
	for n := range 5000 {
		fmt.Fprintf(&wide, `<row r="%d"><c r="A%[1]d"><v>1</v></c><c r="XFD%[1]d"><v>1</v></c></row>`, n+1)
	}
	const entities = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`
	return []hostileFile{
		{"2-gb-of-blanks-in-styles", flood(t, good, "xl/styles.xml", " ", "", 2*gb), forms.CodeFileTooLarge},
		{"3-gb-of-blanks-in-sheet", flood(t, good, sheetPart, " ", "", 3*gb), forms.CodeFileTooLarge},
		{"blanks-in-strings", flood(t, good, "xl/sharedStrings.xml", " ", "", gb/4), forms.CodeFileTooLarge},
		{"blanks-in-properties", flood(t, good, "docProps/custom.xml", " ", "", gb/4), forms.CodeFileTooLarge},
		{"blanks-in-types", flood(t, good, "[Content_Types].xml", " ", "", gb/4), forms.CodeFileTooLarge},
		{"ten-million-empty-rows", flood(t, good, sheetPart, "<row><c/><c/></row>", "", 200<<20), forms.CodeFileTooLarge},
		{"four-million-merges", flood(t, good, sheetPart, `<mergeCell ref="A1:B2"/>`, "</sheetData></worksheet>", 100<<20), ""}, // nobody has to know them
		{"5000-rows-with-a-cell-in-xfd", rowsFirst(wide.String()), forms.CodeFileTooLarge},
		{"a-million-columns", rowsFirst(`<row r="1">` + strings.Repeat("<c/>", 1_000_000) + `</row>`), forms.CodeFileTooLarge},
		{"a-column-beyond-the-last", rowsFirst(`<row r="1"><c r="BDWGN1"><v>1</v></c></row>`), forms.CodeFileDamaged},
		{"a-million-attributes", inSheet("<sheetData>", "<sheetData "+strings.Repeat(`a="" `, 1_000_000)+">"), forms.CodeFileTooLarge},
		{"entities", inSheet("<worksheet ", entities+"<worksheet "), forms.CodeFileDoctype},
		{"doctype-in-strings", changed(t, good, "xl/sharedStrings.xml", func(s string) string { return strings.Replace(s, "<sst", entities+"<sst", 1) }), forms.CodeFileDoctype},
		{"doctype-in-relationships", withPart("_rels/.rels", `<!DOCTYPE x SYSTEM "file:///etc/passwd"><Relationships/>`), forms.CodeFileDoctype},
		{"macros", withPart("xl/vbaProject.bin", "x"), forms.CodeFileMacro},
		{"macro-workbook-renamed", changed(t, good, "[Content_Types].xml", func(s string) string {
			return strings.Replace(s, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", 1)
		}), forms.CodeFileMacro},
		{"excel-4-macro-sheet", withPart("xl/macrosheets/sheet1.xml", "<x/>"), forms.CodeFileMacro},
		{"external-link", withPart("xl/externalLinks/externalLink1.xml", "<x/>"), forms.CodeFileExternalLink},
		{"data-connection", withPart("xl/connections.xml", "<x/>"), forms.CodeFileExternalLink},
		{"embedded-object", withPart("xl/embeddings/oleObject1.bin", "x"), forms.CodeFileEmbedded},
		{"activex", withPart("xl/activeX/activeX1.xml", "<x/>"), forms.CodeFileEmbedded},
		{"ole", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 4096)), forms.CodeFileOLE},
		{"pdf", mau02As(t, forms.FormatPDF, issued()...), forms.CodeFilePDF},
		{"csv", mau02As(t, forms.FormatCSVSafe, issued()...), forms.CodeFileText},
		{"utf-16-sheet", changed(t, good, sheetPart, utf16le), forms.CodeFileEncoding},
		{"declared-latin-1", inSheet(`encoding="UTF-8"`, `encoding="ISO-8859-1"`), forms.CodeFileEncoding},
		{"windows-1258-sheet", inSheet("Thử", "Th\xED"), forms.CodeFileEncoding},
		{"control-character-reference", inSheet("Thử", "Th&#0;"), forms.CodeFileDamaged},
		{"zip-in-zip-name", withPart("../../etc/cron.d/x", "x"), forms.CodeFileDamaged},
		{"cut-off", good[:len(good)*2/3], forms.CodeFileDamaged},
		{"endless-comment", inSheet("<sheetData>", "<!--"+strings.Repeat("<c/>", 1<<20)+"--><sheetData>"), forms.CodeFileTooLarge},
		{"deep", inSheet("<sheetData>", strings.Repeat("<a>", 100_000)+"<sheetData>"), forms.CodeFileDamaged},
		{"a-cell-of-40000-characters", inSheet("Thử", strings.Repeat("a", 40_000)), forms.CodeFileTooLarge},
	}
}

// flood gives a workbook with a part that begins as it did, goes on with a
// chunk again and again, up to so many bytes, and ends: small packed, and made
// without packing it all.
func flood(t testing.TB, data []byte, name, chunk, end string, size uint64) []byte {
	t.Helper()
	start := "<x>"
	if text := part(t, data, name); strings.Contains(text, "</sheetData>") {
		start, _, _ = strings.Cut(text, "</sheetData>")
	}
	const window = 32 << 10 // how far packed data refers back
	chunk = strings.Repeat(chunk, window/len(chunk)*32)
	var packed bytes.Buffer
	f, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	put := func(s string) []byte {
		packed.Reset()
		if _, err := io.WriteString(f, s); err != nil {
			t.Fatal(err)
		}
		if err := f.Flush(); err != nil {
			t.Fatal(err)
		}
		return bytes.Clone(packed.Bytes())
	}
	stream := append(put(start), put(chunk)...)
	n := size / uint64(len(chunk))
	stream = append(stream, bytes.Repeat(put(chunk), int(n))...) // the second one refers back to the first alone
	stream = append(stream, put(end)...)
	packed.Reset()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	stream = append(stream, packed.Bytes()...)
	sum := crc32.NewIEEE()
	if end != "" { // else nobody comes to the end, where the sum counts
		_, _ = io.WriteString(sum, start)
		for range n + 1 {
			_, _ = io.WriteString(sum, chunk)
		}
		_, _ = io.WriteString(sum, end)
	}
	unpacked := uint64(len(start)+len(end)) + (n+1)*uint64(len(chunk))
	return withRaw(t, data, &zip.FileHeader{
		Name: name, Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(len(stream)), UncompressedSize64: unpacked,
	}, stream)
}

// withRaw gives a workbook with a part in the place of its own.
func withRaw(t testing.TB, data []byte, header *zip.FileHeader, packed []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		if f.Name != header.Name {
			if err := out.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	w, err := out.CreateRaw(header)
	if err == nil {
		_, err = w.Write(packed)
	}
	if err := errors.Join(err, out.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func utf16le(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, unit := range utf16.Encode([]rune(s)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return string(b)
}

// TestHostileFiles reads each as a workbook and as CSV: it is refused by name,
// and before it costs memory. All that is ever allocated for it stays below
// 64 MB, and so does its peak.
func TestHostileFiles(t *testing.T) {
	const mb = 1 << 20
	for _, c := range hostileFiles(t) {
		for kind, read := range map[string]func() error{
			"workbook": func() error {
				_, err := forms.ReadMau02(t.Context(), bytes.NewReader(c.data), int64(len(c.data)), forms.ReadOptions{Issued: issued()})
				return err
			},
			"csv": func() error {
				_, err := forms.ReadMau02CSV(t.Context(), bytes.NewReader(c.data), forms.ReadOptions{Issued: issued()})
				return err
			},
		} {
			before := allocated()
			err := read()
			used := allocated() - before
			var own *forms.Error
			switch {
			case kind == "workbook" && c.want == "", kind == "csv" && c.want == forms.CodeFileText:
				if err != nil {
					t.Errorf("%s: error %v", c.name, err)
				}
			case !errors.As(err, &own) || own.Code.Vietnamese() == "" || kind == "workbook" && own.Code != c.want:
				t.Errorf("%s as %s: error %v, want %q", c.name, kind, err, string(c.want))
			}
			if used > 64*mb {
				t.Errorf("%s as %s: %d MB allocated for a file of %d kB", c.name, kind, used/mb, len(c.data)/1024)
			}
		}
	}
}

// BenchmarkHostile times each hostile file:
//
//	go test ./forms -run '^$' -bench Hostile -benchtime 3x
func BenchmarkHostile(b *testing.B) {
	for _, c := range hostileFiles(b) {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := forms.ReadMau02(b.Context(), bytes.NewReader(c.data), int64(len(c.data)), forms.ReadOptions{})
				if (err == nil) != (c.want == "") {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestHostileCSV has what only a CSV file can be.
func TestHostileCSV(t *testing.T) {
	good := string(mau02As(t, forms.FormatCSV, issued()...))
	for name, c := range map[string]struct {
		text io.Reader
		want forms.Code
	}{
		"blanks without end":   {io.MultiReader(strings.NewReader(good), endless(' ')), forms.CodeFileTooLarge},
		"lines without end":    {io.MultiReader(strings.NewReader(good), endless('\n')), forms.CodeFileTooLarge},
		"columns without end":  {io.MultiReader(strings.NewReader(good), endless(',')), forms.CodeFileTooLarge},
		"zeros without end":    {io.MultiReader(strings.NewReader(good), endless(0)), forms.CodeFileOtherForm},
		"quotes without end":   {io.MultiReader(strings.NewReader(good), endless('"')), forms.CodeFileTooLarge},
		"windows-1258":         {strings.NewReader(strings.ReplaceAll(good, "ử", "\xED")), forms.CodeFileEncoding},
		"utf-16 without end":   {io.MultiReader(strings.NewReader(utf16le(good)), endless(' ')), forms.CodeFileTooLarge},
		"nothing but no end":   {endless(' '), forms.CodeFileOtherForm},
		"rows without an end":  {io.MultiReader(strings.NewReader(good), &repeating{text: "1,0123456780,A,,,,,,,,,,,x\n"}), forms.CodeFileTooLarge},
		"notes without an end": {io.MultiReader(strings.NewReader(good), &repeating{text: "Ghi chú\n"}), forms.CodeFileTooLarge},
	} {
		before := allocated()
		_, err := forms.ReadMau02CSV(t.Context(), c.text, forms.ReadOptions{Issued: issued()})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %q", name, err, string(c.want))
		}
		if used := (allocated() - before) >> 20; used > 400 { // over all of its 100,000 rows
			t.Errorf("%s: %d MB allocated", name, used)
		}
	}
}

// endless gives one byte for ever.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

// repeating gives a text for ever.
type repeating struct {
	text string
	at   int
}

func (r *repeating) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.text[r.at]
		r.at = (r.at + 1) % len(r.text)
	}
	return len(p), nil
}
