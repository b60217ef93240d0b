package forms_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
)

// changed gives a document with one part put through a change, or a new part.
func changed(t testing.TB, data []byte, name string, change func(string) string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	found := false
	write := func(name, content string) {
		w, err := out.Create(name)
		if err == nil {
			_, err = io.WriteString(w, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range in.File {
		content := part(t, data, f.Name)
		if f.Name == name {
			content, found = change(content), true
		}
		write(f.Name, content)
	}
	if !found {
		write(name, change(""))
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func constant(s string) func(string) string { return func(string) string { return s } }

// TestFilesThatAreNoList checks that each kind of file is refused by name, in
// words that say nothing of what it holds. The reader of workbooks has the full
// list of hostile files, with bounds on what they may cost.
func TestFilesThatAreNoList(t *testing.T) {
	good := fill(t, mau02(t, issued()...)).set(1, 14, "x").bytes()
	header := func(column int, text string) []byte {
		f := fill(t, mau02(t, issued()...))
		return f.set(-1, column, text).bytes()
	}
	for _, c := range []struct {
		name string
		data []byte
		want forms.Code
	}{
		{"nothing", nil, forms.CodeFileNotWorkbook},
		{"old .xls", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)), forms.CodeFileOLE},
		{"pdf", []byte("%PDF-1.7\n"), forms.CodeFilePDF},
		{"csv", []byte("a,b\n"), forms.CodeFileText},
		{"cut off", good[:len(good)/2], forms.CodeFileDamaged},
		{"macro", changed(t, good, "xl/vbaProject.bin", constant("x")), forms.CodeFileMacro},
		{"external link", changed(t, good, "xl/externalLinks/externalLink1.xml", constant("<x/>")), forms.CodeFileExternalLink},
		{"embedded object", changed(t, good, "xl/embeddings/oleObject1.bin", constant("x")), forms.CodeFileEmbedded},
		{"doctype", changed(t, good, sheetPart, func(s string) string { return "<!DOCTYPE x>" + s }), forms.CodeFileDoctype},
		{"blanks", changed(t, good, sheetPart, func(s string) string {
			return strings.Replace(s, "<sheetData>", "<sheetData>"+strings.Repeat(" ", 4<<20), 1)
		}), forms.CodeFileTooLarge},
		{"a million columns", changed(t, good, sheetPart, func(s string) string {
			return strings.Replace(s, "<sheetData>", `<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row>`, 1)
		}), forms.CodeFileTooLarge},
		{"wrong encoding", changed(t, good, sheetPart, func(s string) string { return strings.Replace(s, "Thử", "Th\xED", 1) }), forms.CodeFileEncoding},
		{"Mẫu số 01", mau01(t, mau01Rows(2)...), forms.CodeFileOtherForm},
		{"Mẫu số 03", mau03(t, mau03Rows()...), forms.CodeFileOtherForm},
		{"columns swapped", header(11, "Giới tính"), forms.CodeFileHeader},
		{"column numbers changed", fill(t, mau02(t, issued()...)).set(0, 10, "(11)").bytes(), forms.CodeFileOtherForm},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := read(t, c.data, forms.ReadOptions{Issued: issued()})
			var own *forms.Error
			if !errors.As(err, &own) || own.Code != c.want {
				t.Fatalf("error %v, want %q", err, string(c.want))
			}
			if c.want.Vietnamese() == "" || c.want.Error() == string(c.want) || own.Form != "Mẫu số 02" {
				t.Errorf("%q has no sentences, or the error no form", string(c.want))
			}
			if strings.Contains(err.Error(), "Nguy") {
				t.Error("the error holds a name")
			}
		})
	}
}

func TestReadMau02Cancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	data := mau02(t, issued()...)
	_, err := forms.ReadMau02(ctx, bytes.NewReader(data), int64(len(data)), forms.ReadOptions{})
	if !errors.Is(err, forms.CodeCancelled) || !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	_, err = forms.ReadMau02CSV(ctx, strings.NewReader("(1),(2)\n"), forms.ReadOptions{})
	if err == nil {
		t.Error("a cancelled reading of a CSV file gives no error")
	}
}

// TestDatesFrom1904 reads a workbook that counts its days from 1904: every
// serial number is 1462 less.
func TestDatesFrom1904(t *testing.T) {
	f := fill(t, mau02(t, issued()...))
	yes := true
	f.do(f.f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	got := mustRead(t, f.date(1, 11, 32877-1462).set(1, 14, "x").bytes(), forms.ReadOptions{Issued: issued()})
	want := []string{"1|0123456780||04/01/1990|||true"}
	if diff := cmp.Diff(want, corrected(got.Corrections)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// sheetCSV gives a document as a spreadsheet program would save it as CSV.
func sheetCSV(t testing.TB, data []byte, separator rune) string {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = separator, true
	last := 0
	for row, err := range book(t, data).Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for last++; last < row.Number; last++ {
			if err := w.Write(make([]string, 14)); err != nil {
				t.Fatal(err)
			}
		}
		record := make([]string, 14)
		for _, c := range row.Cells {
			record[c.Column-1] = c.Text
		}
		if err := w.Write(record); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	return b.String()
}

// swapped turns the bytes of UTF-16 round.
func swapped(s string) string {
	b := []byte(s)
	for i := 0; i+1 < len(b); i += 2 {
		b[i], b[i+1] = b[i+1], b[i]
	}
	return string(b)
}

// negative finds the numbers of the columns, which LibreOffice reads from CSV
// as accountants write a loss: "(1)" is -1.
var negative = regexp.MustCompile(`(?m)\((\d+)\)(?:,|\r?$)`)

func TestReadMau02CSV(t *testing.T) {
	filled := fill(t, mau02(t, issued()...)).set(3, 13, "001071000003").set(3, 11, "16/06/1971").set(3, 14, "x").set(1, 14, "đúng").bytes()
	want := []string{"1|0123456780|||||true", "3|0123456782||16/06/1971||001071000003|true"}
	for name, text := range map[string]string{
		"commas": sheetCSV(t, filled, ','), "semicolons": sheetCSV(t, filled, ';'), "tabs": sheetCSV(t, filled, '\t'),
		"byte order mark": "\uFEFF" + sheetCSV(t, filled, ','), "newlines": strings.ReplaceAll(sheetCSV(t, filled, ','), "\r\n", "\n"),
		"carriage returns": strings.ReplaceAll(sheetCSV(t, filled, ','), "\r\n", "\r"), "unicode text": utf16le(sheetCSV(t, filled, '\t')),
		"big-endian": swapped(utf16le(sheetCSV(t, filled, ';'))), "negative numbers": negative.ReplaceAllString(sheetCSV(t, filled, ','), "-$1,"),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := forms.ReadMau02CSV(t.Context(), iotest.HalfReader(strings.NewReader(text)), forms.ReadOptions{Issued: issued(), Describe: describe})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, corrected(got.Corrections)); diff != "" {
				t.Errorf("corrections (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{"list.unidentified"}, words(got.Findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if got.Rows != 3 || len(got.Unanswered) != 1 || got.Unanswered[0] != 2 {
				t.Errorf("%d rows, unanswered %v", got.Rows, got.Unanswered)
			}
		})
	}
}

func TestCSVThatIsNone(t *testing.T) {
	good := sheetCSV(t, mau02(t, issued()...), ',')
	for _, c := range []struct {
		name string
		text string
		want forms.Code
	}{
		{"empty", "", forms.CodeFileOtherForm},
		{"a workbook", string(mau02(t, issued()...)), forms.CodeFileOtherForm},
		{"utf-16, cut off", "\xFF\xFE(\x001\x00)", forms.CodeFileOtherForm},
		{"utf-16 without a mark", strings.TrimPrefix(utf16le(good), "\xFF\xFE"), forms.CodeFileOtherForm},
		{"windows-1258", regexp.MustCompile(`[^\x00-\x7F]`).ReplaceAllString(good, "\xED"), forms.CodeFileEncoding},
		{"another table", "ho_ten,ngay_sinh\nA,1990\n", forms.CodeFileOtherForm},
		{"quote without end", good + "\"" + strings.Repeat("a", 200), forms.CodeFileDamaged},
		{"endless field", good + strings.Repeat("a", 1<<18), forms.CodeFileTooLarge},
		{"endless columns", good + strings.Repeat(",", 1000), forms.CodeFileTooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := forms.ReadMau02CSV(t.Context(), strings.NewReader(c.text), forms.ReadOptions{})
			if !errors.Is(err, c.want) {
				t.Errorf("error %v, want %q", err, string(c.want))
			}
		})
	}
	broken := errors.New("broken")
	if _, err := forms.ReadMau02CSV(t.Context(), iotest.ErrReader(broken), forms.ReadOptions{}); !errors.Is(err, forms.CodeFileRead) || !errors.Is(err, broken) {
		t.Errorf("error %v of a reader that fails", err)
	}
}

// TestOddCellsOfCSV has cells that are no CSV, or no UTF-8, in a file that is both:
// they are findings, and the other rows count.
func TestOddCellsOfCSV(t *testing.T) {
	good := sheetCSV(t, fill(t, mau02(t, issued()...)).set(1, 10, "Nguyễn Văn Thứ").set(1, 14, "x").set(3, 14, "x").bytes(), ',')
	for _, c := range []struct {
		name, from, to string
		want           []string
		reason         string
	}{
		{"text behind a quote", "Nguyễn Văn Thứ", `"Nguyễn" Văn Thứ`, []string{"cell.error 1 (10) !"}, "nobody knows where the value ends"},
		{"not UTF-8", "Nguyễn Văn Thứ", "Nguy\xEAn V\xE3n Th\xFA", []string{"cell.error 1 (10) !"}, "pasted from elsewhere"},
		{"not UTF-8, of the office", "Nguyễn Văn Thử", "Nguy\xEAn V\xE3n Th\xFA", []string{"locked.changed 1 (3) !"}, "not what was sent"},
		{"a quote inside", "Nguyễn Văn Thứ", `Nguyễn "Văn" Thứ`, []string{"name.characters 1 (10)"}, "quotes count at the start alone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(good, c.from, c.to, 1)
			got, err := forms.ReadMau02CSV(t.Context(), strings.NewReader(text), forms.ReadOptions{Issued: issued(), Describe: describe})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(append([]string{"list.unidentified"}, c.want...), words(got.Findings)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.reason, diff)
			}
			if last := len(got.Corrections) - 1; last < 0 || got.Corrections[last].Row != 3 {
				t.Errorf("row 3 is not accepted: %s", c.reason)
			}
		})
	}
}

// TestManyFindings caps what is kept of a file that is wrong everywhere.
func TestManyFindings(t *testing.T) {
	text := "(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14)\n" +
		strings.Repeat("0,0,không có,,,,,,,,,,,x\n", forms.MaxFindings+500)
	got, err := forms.ReadMau02CSV(t.Context(), strings.NewReader(text), forms.ReadOptions{Issued: issued()})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Findings) != forms.MaxFindings || got.Findings[1].Code != forms.FindingListTruncated || len(got.Corrections) != 0 {
		t.Errorf("%d findings, %d corrections; the second finding is %s", len(got.Findings), len(got.Corrections), got.Findings[1].Code)
	}
}

func TestFindingCodes(t *testing.T) {
	seen := make(map[forms.FindingCode]bool)
	for c := range forms.FindingCodes() {
		if seen[c] || c.Vietnamese() == "" || c.English() == "" || !strings.HasSuffix(c.Vietnamese(), ".") {
			t.Errorf("%s: twice, or without sentences", c)
		}
		seen[c] = true
	}
	if c := forms.FindingCode(identity.FindingIDBirthYear); c.Vietnamese() == "" || c.English() == "" {
		t.Error("the codes of package identity have no sentences")
	}
	f := forms.Finding{Code: forms.FindingIDLostZero, Row: 12, Column: "(13)", Suggestion: "001090000001"}
	if got, want := f.Vietnamese(), "Dòng 12, cột (13): Số ĐDCN bị mất số 0 ở đầu."; got != want {
		t.Errorf("sentence %q, want %q", got, want)
	}
}
