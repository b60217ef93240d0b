package forms_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/xlsxread"
	"github.com/bhxh-go/bhxh/matching"
)

// Every person, number, unit and agency in these tests is made up.

func head() forms.Head {
	return forms.Head{
		ParentAgency: "Bảo hiểm xã hội tỉnh Thử Nghiệm",
		Agency:       "Bảo hiểm xã hội huyện Ví Dụ",
		Unit:         identity.Unit{Code: "YN0001A", Name: "Công ty trách nhiệm hữu hạn Ví Dụ", Address: "Số 12, phố Mẫu, huyện Ví Dụ, tỉnh Thử Nghiệm"},
		ListID:       "2026-11/YN0001A",
		AsOf:         identity.MustDate(2026, 11, 22),
	}
}

// describe words a code by itself, so that these tests do not depend on the
// sentences of package matching.
func describe(c matching.Code) string {
	return "Mô tả của mã " + string(c) + "; đề nghị kê khai lại."
}

func options() forms.Options { return forms.Options{Describe: describe} }

func mau01Rows(n int) []forms.Mau01Row {
	rows := make([]forms.Mau01Row, n)
	for i := range rows {
		rows[i] = forms.Mau01Row{
			SocialInsuranceNumber: fmt.Sprintf("01%08d", i),
			FullName:              names[i%len(names)],
			DateOfBirth:           "03/01/1990",
			Gender:                genders[i%2],
			PersonalID:            fmt.Sprintf("00109%07d", i),
			VssID:                 identity.VssID(i % 4),
			Email:                 emails[i%len(emails)],
		}
	}
	return rows
}

func mau02Rows(n int) []forms.Mau02Row {
	rows := make([]forms.Mau02Row, n)
	for i, r := range mau01Rows(n) {
		rows[i] = forms.Mau02Row{
			SocialInsuranceNumber: r.SocialInsuranceNumber, FullName: r.FullName, DateOfBirth: r.DateOfBirth,
			Gender: r.Gender, IDNumber: r.PersonalID, VssID: r.VssID, Email: r.Email, Codes: codes[i%len(codes)],
		}
		if i%3 == 1 {
			rows[i].IDNumber = "012345678"
		}
	}
	return rows
}

func mau03Rows() []forms.Mau03Row {
	return []forms.Mau03Row{
		{
			Name: "Đơn vị thứ nhất", Participants: 1000, WithID: 900, Verified: 800, Replaced: 100, Mismatched: 150, WithoutNumber: 50,
			SentMau01: 800, SentMau02: 200, NoEmail: 7, NotRegistered: 300,
			VssIDTarget: forms.Known(700), VssIDApprovedTotal: forms.Known(350), Remarks: "Chưa hỏi được: 3",
		},
		{Name: "Đơn vị thứ hai", Participants: 3, WithID: 2, Verified: 1, Mismatched: 1, WithoutNumber: 1, SentMau01: 1, SentMau02: 2},
		{Name: "Đơn vị chưa có người tham gia"},
	}
}

var (
	names   = []string{"Nguyễn Văn Thử", "Trần Thị Bích Ngọc", "Công Tằng Tôn Nữ Thị Hoài Thương", "Phạm Ý"}
	genders = []string{"Nam", "Nữ"}
	emails  = []string{"", "thu@example.vn", "tran.thi.bich.ngoc.1990@cong-ty-vi-du.example.com"}
	codes   = [][]matching.Code{{matching.NameDiacritics}, {matching.NameGiven, matching.DateDay}, {matching.IDMissing}, nil}
)

// document gives a document as bytes.
func document(t testing.TB, write func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func mau01(t testing.TB, rows ...forms.Mau01Row) []byte {
	t.Helper()
	return document(t, func(b *bytes.Buffer) error {
		return forms.WriteMau01(context.Background(), b, head(), forms.Rows(rows...), options())
	})
}

func mau02(t testing.TB, rows ...forms.Mau02Row) []byte {
	t.Helper()
	return document(t, func(b *bytes.Buffer) error {
		return forms.WriteMau02(context.Background(), b, head(), forms.Rows(rows...), options())
	})
}

func mau03(t testing.TB, rows ...forms.Mau03Row) []byte {
	t.Helper()
	return document(t, func(b *bytes.Buffer) error {
		return forms.WriteMau03(context.Background(), b, head(), forms.Rows(rows...), options())
	})
}

// book gives a document as our own reader sees it.
func book(t testing.TB, data []byte) *xlsxread.Workbook {
	t.Helper()
	w, err := xlsxread.Open(context.Background(), bytes.NewReader(data), int64(len(data)), xlsxread.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// table gives the rows of the table of a document: what stands between the row
// (1), (2), … and the first empty or unnumbered row, as text by column number.
func table(t testing.TB, data []byte) []map[string]string {
	t.Helper()
	var columns map[int]string
	var rows []map[string]string
	last := 0
	for row, err := range book(t, data).Rows(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if columns == nil {
			if row.Cell(1).Text == "(1)" {
				columns, last = make(map[int]string), row.Number
				for _, c := range row.Cells {
					columns[c.Column] = c.Text
				}
			}
			continue
		}
		if last++; row.Number != last {
			break
		}
		values := make(map[string]string)
		for _, c := range row.Cells {
			values[columns[c.Column]] = c.Text
		}
		rows = append(rows, values)
	}
	if columns == nil {
		t.Fatal("the document has no row (1), (2), …")
	}
	return rows
}

// texts gives all texts of a document, row by row.
func texts(t testing.TB, data []byte) []string {
	t.Helper()
	var list []string
	for row, err := range book(t, data).Rows(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range row.Cells {
			list = append(list, c.Text)
		}
	}
	return list
}

// reopen gives a document as another library sees it.
func reopen(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

const sheetPart = "xl/worksheets/sheet1.xml"

// part gives the XML of a part of a document.
func part(t testing.TB, data []byte, name string) string {
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

func contains(list []string, text string) bool { return slices.Contains(list, text) }
