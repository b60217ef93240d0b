package forms_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/matching"
)

// tool gives a program that looks at PDF files. Where it is not installed, the
// test says that it did not run.
func tool(t *testing.T, name string) (string, bool) {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil && os.Getenv("BHXH_REQUIRE_SOFFICE") == "1" {
		t.Fatalf("%s is not installed, and BHXH_REQUIRE_SOFFICE=1 demands the programs that open the forms", name)
	}
	if err != nil {
		t.Logf("NOT RUN: %s is not installed; the PDF was written and not looked at", name)
	}
	return program, err == nil
}

// pdfPages gives the text of each page as a reader of the file sees it.
func pdfPages(t *testing.T, data []byte) ([]string, bool) {
	t.Helper()
	program, ok := tool(t, "pdftotext")
	if !ok {
		return nil, false
	}
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), program, "-layout", "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f"), true
}

func signedOptions(f forms.Format) forms.Options {
	opts := in(f)
	opts.Signature = &forms.Signature{Place: "Thử Nghiệm", Date: head().AsOf, Titles: []string{"Giám đốc"}, Name: "Nguyễn Văn Mẫu", Recipients: []string{"- Lưu: VT."}}
	return opts
}

// thousandNames are names with every letter of Vietnamese and of the languages
// written with its alphabet (Ê Đê, Ba Na, Gia Rai, H'Mông, Chăm, Khmer), in
// every composition, decomposed.
func thousandNames() []string {
	given := []string{"Ẩn", "Ễn", "Ợi", "Ữ", "Ỵ", "Đặng", "Ởn", "Ẫm", "Ĕban", "Niê Kđăm", "Čư", "Ƀiăp", "Ŏng", "Knŭ", "Rơ Ô", "H'Ơr", "K'Brơi", "Ñă", "Mlô Duôn Dŭ", "Ksơr"}
	family := []string{"Nguyễn", "Trần", "Đỗ", "Huỳnh", "Ôn", "Ưng", "Y", "Rcăm", "Siu", "Bh'riu", "Hồ", "Lò", "Vừ", "Thạch", "Châu", "Ayŭn", "Rah Lan", "Quàng", "Điểu", "Cầm", "Lộc", "Mã", "Bùi", "Phạm", "Đinh"}
	var names []string
	for i, f := range family {
		for j, g := range given {
			for _, middle := range []string{"Thị", "Văn"} {
				names = append(names, norm.NFD.String(fmt.Sprintf("%s %s %s %c%c", f, middle, g, 'A'+i, 'A'+j)))
			}
		}
	}
	return names
}

// TestPDFText reads every name and number back, composed.
func TestPDFText(t *testing.T) {
	names := thousandNames()
	rows := mau02Rows(len(names))
	for i := range rows {
		rows[i].FullName = names[i]
	}
	layout := forms.Mau02Layout()
	layout.Header[2].Sub[0].Column.Width = 90 // a name on one line
	opts := in(forms.FormatPDF)
	opts.Layout = &layout
	pages, ok := pdfPages(t, document(t, func(b *bytes.Buffer) error {
		return forms.WriteMau02(t.Context(), b, head(), forms.Rows(rows...), opts)
	}))
	if !ok {
		return
	}
	if len(rows) != 1000 {
		t.Errorf("%d names", len(rows))
	}
	all := strings.Join(pages, "\f")
	if !norm.NFC.IsNormalString(all) || !utf8.ValidString(all) {
		t.Error("the text is not in NFC")
	}
	for i, row := range rows {
		if !strings.Contains(all, norm.NFC.String(row.FullName)) || !strings.Contains(all, row.SocialInsuranceNumber) {
			t.Fatalf("row %d is not in the text", i+1)
		}
	}
	for i, page := range pages {
		if !strings.Contains(page, fmt.Sprintf("Trang %d/%d", i+1, len(pages))) || !strings.Contains(page, "(14)") {
			t.Errorf("page %d has no number or no header", i+1)
		}
	}
	for _, want := range []string{"Mẫu số 02", "BẢO HIỂM XÃ HỘI HUYỆN VÍ DỤ", "Mã đơn vị: YN0001A"} {
		if !strings.Contains(pages[0], want) {
			t.Errorf("the first page lacks %q", want)
		}
	}
}

// TestSignatureIsNeverAlone writes lists of every length around a page: the
// page of the signature has the notes and the last row.
func TestSignatureIsNeverAlone(t *testing.T) {
	for n := 1; n <= 40; n++ {
		rows := mau01Rows(n)
		data := document(t, func(b *bytes.Buffer) error {
			return forms.WriteMau01(t.Context(), b, head(), forms.Rows(rows...), signedOptions(forms.FormatPDF))
		})
		pages := pageTexts(t, data)
		last := pages[len(pages)-1]
		for _, want := range []string{"GIÁM ĐỐC", "Nguyễn Văn Mẫu", "Nơi nhận:", "Ghi chú:", "Cột (8): Ghi dấu", rows[n-1].SocialInsuranceNumber} {
			if !strings.Contains(last, want) {
				t.Errorf("%d rows: the last page lacks %q", n, want)
			}
		}
	}
}

// TestOnlyRowStaysInItsTable gives a list of one row a head that leaves no room
// for the signature.
func TestOnlyRowStaysInItsTable(t *testing.T) {
	h := head()
	h.Unit.Address = strings.Repeat("Số 12, phố Mẫu, ", 40)
	rows := mau01Rows(1)
	data := document(t, func(b *bytes.Buffer) error {
		return forms.WriteMau01(t.Context(), b, h, forms.Rows(rows...), signedOptions(forms.FormatPDF))
	})
	pages := pageTexts(t, data)
	if len(pages) != 2 || !strings.Contains(pages[0], rows[0].SocialInsuranceNumber) {
		t.Errorf("%d pages, the first with an empty table", len(pages))
	}
	for _, want := range []string{"Ghi chú:", "GIÁM ĐỐC", "Nguyễn Văn Mẫu"} {
		if !strings.Contains(pages[len(pages)-1], want) {
			t.Errorf("the last page lacks %q", want)
		}
	}
}

// TestPDFIsSound lets another program check every kind of file. The module in
// internal/pdfcheck has a second one check them strictly.
func TestPDFIsSound(t *testing.T) {
	long := mau02Rows(3)
	long[1].Email, long[1].VssID = strings.Repeat("a", 3000), 2
	long[2].FullName = strings.Repeat("Nguyễn Văn ", 1000)
	many := in(forms.FormatPDF)
	many.Describe = func(matching.Code) string { return strings.Repeat("Dài. ", 900) }
	all := map[string][]byte{
		"several pages": mau02As(t, forms.FormatPDF, mau02Rows(60)...),
		"long":          mau02As(t, forms.FormatPDF, long...),
		"codes": document(t, func(b *bytes.Buffer) error {
			return forms.WriteMau02(t.Context(), b, head(), forms.Rows(mau02Rows(9)...), many)
		}),
	}
	for _, s := range corpus() {
		if slices.Contains(s.formats, forms.FormatPDF) {
			all[s.name] = s.bytes(t, forms.FormatPDF)
		}
	}
	program, ok := tool(t, "qpdf")
	for name, data := range all {
		if !bytes.HasPrefix(data, []byte("%PDF-1.7\n")) || !bytes.HasSuffix(data, []byte("\n%%EOF\n")) {
			t.Errorf("%s is no whole PDF", name)
		}
		if !ok {
			continue
		}
		file := filepath.Join(t.TempDir(), "a.pdf")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.CommandContext(t.Context(), program, "--check", file).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	if pages, ok := pdfPages(t, mau02As(t, forms.FormatPDF, long...)); ok {
		if got := strings.Count(strings.Join(pages, ""), "Nguyễn"); got < 1000 {
			t.Errorf("a row higher than a page lost text: %d of 1000 words", got)
		}
	}
}

// TestPDFRefusesWhatItCannotDraw names row and column of a character without a
// glyph, or marks it where that is asked for.
func TestPDFRefusesWhatItCannotDraw(t *testing.T) {
	for _, name := range []string{"Nguyễn 😀", "阮 Văn Thử", "\U00020000"} {
		rows := mau02Rows(2)
		rows[1].FullName = name
		var b bytes.Buffer
		place(t, forms.WriteMau02(t.Context(), &b, head(), forms.Rows(rows...), in(forms.FormatPDF)), forms.CodeGlyph, 2, "(3)", b.Len())
		if err := forms.WriteMau02(t.Context(), &b, head(), forms.Rows(rows...), in(forms.FormatXLSX)); err != nil {
			t.Errorf("a worksheet holds any character: %v", err)
		}
		opts := in(forms.FormatPDF)
		opts.BadText = forms.ReplaceBadText
		data := document(t, func(b *bytes.Buffer) error {
			return forms.WriteMau02(t.Context(), b, head(), forms.Rows(rows...), opts)
		})
		if len(data) == 0 {
			t.Error("nothing was written")
		}
	}
	h := head()
	h.Unit.Name = "Công ty 😀"
	err := forms.WriteMau01(t.Context(), &bytes.Buffer{}, h, forms.Rows[forms.Mau01Row](), in(forms.FormatPDF))
	var own *forms.Error
	if !errors.As(err, &own) || own.Code != forms.CodeGlyph || own.Field != forms.FieldUnitName {
		t.Errorf("error %v, want %v for the unit", err, forms.CodeGlyph)
	}
}

func TestVolumesForPDF(t *testing.T) {
	rows := make([]forms.Mau01Row, forms.FormatPDF.MaxRows()+1)
	err := forms.WriteMau01(t.Context(), &bytes.Buffer{}, head(), forms.Rows(rows...), in(forms.FormatPDF))
	if !errors.Is(err, forms.CodeTooManyRows) {
		t.Errorf("error %v, want %v", err, forms.CodeTooManyRows)
	}
	n := 0
	for h := range forms.VolumesFor(forms.FormatPDF, head(), rows) {
		if n++; h.Volume != n || h.Volumes != 2 {
			t.Errorf("volume %d/%d", h.Volume, h.Volumes)
		}
	}
}

func TestChart(t *testing.T) {
	write := func(rows ...forms.Mau03Row) string {
		return string(document(t, func(b *bytes.Buffer) error {
			return forms.WriteMau03Chart(t.Context(), b, head(), forms.Rows(rows...), forms.Options{})
		}))
	}
	image := write(mau03Rows()...)
	wellFormed(t, image)
	for _, want := range []string{"Tổng cộng", "Đơn vị thứ nhất", "801 / 1.003", "79,9%", "80,0%", "chỉ tiêu 90%", "Số liệu tính đến ngày 22/11/2026", `role="img"`} {
		if !strings.Contains(image, want) {
			t.Errorf("the chart lacks %q", want)
		}
	}
	many := make([]forms.Mau03Row, 60)
	for i := range many {
		many[i] = forms.Mau03Row{Name: fmt.Sprintf("Đơn vị <%d>", i), Participants: 100 + i, Verified: i}
	}
	image = write(many...)
	wellFormed(t, image)
	if !strings.Contains(image, "40 đơn vị khác") || !strings.Contains(image, "Đơn vị &lt;59&gt;") || strings.Contains(image, "&lt;0&gt;") {
		t.Error("of many units the largest are shown, and the others as one")
	}
	for name, c := range map[string]struct {
		row  forms.Mau03Row
		want forms.Code
	}{
		"negative": {forms.Mau03Row{Verified: -1}, forms.CodeFigure}, "name": {forms.Mau03Row{Name: "a\x00"}, forms.CodeControl},
	} {
		var b bytes.Buffer
		err := forms.WriteMau03Chart(t.Context(), &b, head(), forms.Rows(c.row), forms.Options{})
		if !errors.Is(err, c.want) || b.Len() > 0 {
			t.Errorf("%s: error %v, %d bytes", name, err, b.Len())
		}
	}
	if image := write(); !strings.Contains(image, "Tổng cộng") {
		t.Error("no chart of nothing")
	}
}

// TestChartPage counts the pages of Mẫu số 03 with and without the chart.
func TestChartPage(t *testing.T) {
	pages := func(without bool) int {
		opts := in(forms.FormatPDF)
		opts.WithoutChart = without
		data := document(t, func(b *bytes.Buffer) error {
			return forms.WriteMau03(t.Context(), b, head(), forms.Rows(mau03Rows()...), opts)
		})
		return len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(data, -1))
	}
	if with, without := pages(false), pages(true); with != without+1 || without != 1 {
		t.Errorf("%d pages with the chart, %d without", with, without)
	}
}
