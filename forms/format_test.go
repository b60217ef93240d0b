package forms_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// everyFormat lists the formats by name.
func everyFormat(t testing.TB) map[string]forms.Format {
	t.Helper()
	all := make(map[string]forms.Format)
	for _, name := range []string{"xlsx", "pdf", "html", "csv", "csv-safe", "jsonl"} {
		f, err := forms.ParseFormat(strings.ToUpper(name))
		if err != nil || f.String() != name {
			t.Fatalf("%s: %q, %v", name, f, err)
		}
		all[name] = f
	}
	return all
}

// in gives options for a format.
func in(f forms.Format) forms.Options {
	opts := options()
	opts.Format = f
	return opts
}

func mau02As(t testing.TB, f forms.Format, rows ...forms.Mau02Row) []byte {
	t.Helper()
	return document(t, func(b *bytes.Buffer) error {
		return forms.WriteMau02(t.Context(), b, head(), forms.Rows(rows...), in(f))
	})
}

func TestFormatNames(t *testing.T) {
	for name, f := range everyFormat(t) {
		if !strings.HasPrefix(f.Extension(), ".") || !strings.Contains(f.ContentType(), "/") || f.MaxRows() < 5_000 {
			t.Errorf("%s: extension %q, type %q, %d rows", name, f.Extension(), f.ContentType(), f.MaxRows())
		}
	}
	if d := forms.FormatDefault; d.String() != "xlsx" || d.Extension() != ".xlsx" || d.ContentType() != forms.FormatXLSX.ContentType() {
		t.Errorf("the default format is %q", d)
	}
	const none = forms.Format(99)
	if none.String()+none.Extension()+none.ContentType() != "" {
		t.Error("a format that does not exist has a name")
	}
	if _, err := forms.ParseFormat("docx"); !errors.Is(err, forms.CodeFormat) {
		t.Errorf("error %v, want %v", err, forms.CodeFormat)
	}
	err := forms.WriteMau01(t.Context(), io.Discard, head(), forms.Rows(mau01Rows(1)...), in(none))
	if !errors.Is(err, forms.CodeFormat) {
		t.Errorf("error %v, want %v", err, forms.CodeFormat)
	}
}

// TestNoHalfDocument gives every format a second row that cannot be written:
// nothing of the first may go out.
func TestNoHalfDocument(t *testing.T) {
	source := errors.New("source")
	for name, f := range everyFormat(t) {
		var b bytes.Buffer
		bad := mau02Rows(2)
		bad[1].FullName = "a\x07"
		place(t, forms.WriteMau02(t.Context(), &b, head(), forms.Rows(bad...), in(f)), forms.CodeControl, 2, "(3)", b.Len())
		failing := func(yield func(forms.Mau02Row, error) bool) {
			_ = yield(bad[0], nil) && yield(forms.Mau02Row{}, source)
		}
		err := forms.WriteMau02(t.Context(), &b, head(), failing, in(f))
		if !errors.Is(err, forms.CodeSource) || !errors.Is(err, source) || b.Len() > 0 {
			t.Errorf("%s: error %v, %d bytes written", name, err, b.Len())
		}
	}
}

// TestSameBytes writes everything twice.
func TestSameBytes(t *testing.T) {
	for name, f := range everyFormat(t) {
		if a, b := mau02As(t, f, mau02Rows(30)...), mau02As(t, f, mau02Rows(30)...); !bytes.Equal(a, b) || len(a) == 0 {
			t.Errorf("%s: %d and %d bytes, not the same", name, len(a), len(b))
		}
	}
}

// tricky are rows with everything that a format could trip over.
func tricky() []forms.Mau02Row {
	return []forms.Mau02Row{
		{
			SocialInsuranceNumber: "0123456780", FullName: `=cmd|"/c calc"!A1`, DateOfBirth: "03/01/1990", Gender: "Nam", IDNumber: "001090000001",
			Codes: []matching.Code{matching.NameGiven, matching.DateDay},
		},
		{SocialInsuranceNumber: "0123456781", FullName: "<script>alert(1)</script> & Trần; Thị, Mẫu", Gender: "Nữ", VssID: identity.VssIDApproved, Email: "+84@example.vn"},
		{SocialInsuranceNumber: "0123456782", FullName: "＠Nguyễn Văn\tThử", DateOfBirth: "-1990", VssID: identity.VssIDNone},
	}
}

func TestCSV(t *testing.T) {
	raw, err := csv.NewReader(bytes.NewReader(mau02As(t, forms.FormatCSV, tricky()...))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(raw[0], ","), "ordinal,social_insurance_number,full_name,date_of_birth,gender,personal_id,vssid_email,vssid_none,mismatch,new_full_name,new_date_of_birth,new_gender,new_personal_id,confirmation"; got != want {
		t.Errorf("header %s, want %s", got, want)
	}
	want := []string{"1", "0123456780", `=cmd|"/c calc"!A1`, "03/01/1990", "Nam", "001090000001", "", "", describe(matching.NameGiven) + "\n" + describe(matching.DateDay), "", "", "", "", ""}
	if diff := cmp.Diff(want, raw[1]); diff != "" {
		t.Errorf("raw (-want +got):\n%s", diff)
	}
	safe := mau02As(t, forms.FormatCSVSafe, tricky()...)
	list, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(safe, []byte("\uFEFF")))).ReadAll()
	if err != nil || !bytes.HasPrefix(safe, []byte("\uFEFF")) || !bytes.HasSuffix(safe, []byte("\r\n")) {
		t.Fatalf("no byte order mark, or %v", err)
	}
	if list[0][10] != "Thông tin kê sửa đổi, bổ sung: Ngày tháng năm sinh" || list[1][10] != "new_date_of_birth" {
		t.Errorf("headings %q, %q", list[0][10], list[1][10])
	}
	for n, cells := range list[2:] {
		for i, s := range cells {
			if s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(s)[0]) {
				t.Errorf("row %d, column %d begins a formula", n+1, i+1)
			}
		}
	}
	if list[2][2] != `'=cmd|"/c calc"!A1` || list[3][6] != "'+84@example.vn" || list[4][2] != "'＠Nguyễn Văn Thử" {
		t.Error("a guarded value is not itself behind the apostrophe")
	}
}

// TestCSVComesBack reads both modes back as a returned list.
func TestCSVComesBack(t *testing.T) {
	for _, f := range []forms.Format{forms.FormatCSV, forms.FormatCSVSafe} {
		text := string(mau02As(t, f, tricky()...))
		got, err := forms.ReadMau02CSV(t.Context(), strings.NewReader(text), forms.ReadOptions{Issued: tricky(), Describe: describe})
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if diff := cmp.Diff([]string{"list.unidentified"}, words(got.Findings)); diff != "" || got.Rows != 3 || len(got.Unanswered) != 3 {
			t.Errorf("%s: %d rows, findings (-want +got):\n%s", f, got.Rows, diff)
		}
	}
}

func TestJSONLines(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(string(mau02As(t, forms.FormatJSONLines, tricky()...)), "\n"), "\n")
	var first map[string]any
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil || len(lines) != 3 || len(first) != 14 {
		t.Fatalf("%d lines of %d fields, %v", len(lines), len(first), err)
	}
	if first["full_name"] != `=cmd|"/c calc"!A1` || first["ordinal"] != 1.0 || first["new_gender"] != "" || !strings.HasPrefix(lines[0], `{"ordinal":1,"social_insurance_number":"0123456780",`) {
		t.Errorf("line %s", lines[0])
	}
	report := document(t, func(b *bytes.Buffer) error {
		return forms.WriteMau03(t.Context(), b, head(), forms.Rows(mau03Rows()...), in(forms.FormatJSONLines))
	})
	var unit map[string]any
	if err := json.Unmarshal(bytes.Split(report, []byte("\n"))[0], &unit); err != nil || bytes.Count(report, []byte("\n")) != 3 {
		t.Fatalf("%d lines, %v: the total is not a unit", bytes.Count(report, []byte("\n")), err)
	}
	if unit["received"] != nil || unit["participants"] != 1000.0 || unit["verified_percent"] != 80.0 {
		t.Error("a figure that is not known is null, a percentage a number")
	}
}

func TestHTML(t *testing.T) {
	page := string(mau02As(t, forms.FormatHTML, tricky()...))
	for _, want := range []string{
		`<html lang="vi">`, `<th scope="col" rowspan="3">Stt</th>`, `<th scope="col" colspan="6">Thông tin cơ quan BHXH quản lý</th>`,
		`<th scope="col" colspan="2">Đăng ký sử dụng ứng dụng VssID - BHXH số</th>`, `<tr class="numbers"><th scope="col">(1)</th>`,
		"&lt;script&gt;", "<b>BẢO HIỂM XÃ HỘI HUYỆN VÍ DỤ</b>", "Mã đơn vị: YN0001A", "đề nghị kê khai bổ sung số ĐDCN tại cột 13", `<td class="c">X</td>`,
		`<meta name="bhxh.list" content="2026-11/YN0001A">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(page, "<script") || strings.Contains(page, "http") {
		t.Error("the page runs or loads something")
	}
	report := string(document(t, func(b *bytes.Buffer) error {
		return forms.WriteMau03(t.Context(), b, head(), forms.Rows(mau03Rows()...), in(forms.FormatHTML))
	}))
	for _, want := range []string{`<td class="r">1.000</td>`, `<td class="r">80,0</td>`, `<tr class="total">`, `<td class="r">1.003</td>`} {
		if !strings.Contains(report, want) {
			t.Errorf("the report lacks %s", want)
		}
	}
	wellFormed(t, page)
	wellFormed(t, report)
}

// wellFormed checks that every tag is closed, apart from those without an end.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// TestFormatsConcurrently writes every format from several goroutines at once.
func TestFormatsConcurrently(t *testing.T) {
	for name, f := range everyFormat(t) {
		want := mau02As(t, f, mau02Rows(40)...)
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				var b bytes.Buffer
				err := forms.WriteMau02(t.Context(), &b, head(), forms.Rows(mau02Rows(40)...), in(f))
				if err != nil || !bytes.Equal(b.Bytes(), want) {
					t.Errorf("%s: other bytes beside other writers (%v)", name, err)
				}
			})
		}
		group.Wait()
	}
}
