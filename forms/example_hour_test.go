package forms_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/xuri/excelize/v2"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// exampleList is one list for one unit. All values are made up.
func exampleList() (forms.Head, []forms.Mau02Row) {
	head := forms.Head{
		Agency: "BẢO HIỂM XÃ HỘI HUYỆN VÍ DỤ",
		Unit:   identity.Unit{Code: "YN0001A", Name: "Công ty Ví Dụ"},
		ListID: "2026-11/YN0001A",
		AsOf:   identity.MustDate(2026, 11, 22),
	}
	return head, []forms.Mau02Row{{
		SocialInsuranceNumber: "0123456789",
		FullName:              "Nguyen Van Thu",
		DateOfBirth:           "1990",
		Gender:                "Nam",
		IDNumber:              "001090000001",
		Codes:                 []matching.Code{matching.NameNoDiacritics, matching.DateIncomplete},
	}}
}

// A service answers with a form. The document is built whole before its first
// byte, so that what goes wrong is an error status and never half a workbook.
func ExampleWriteMau02_http() {
	handler := func(w http.ResponseWriter, r *http.Request) {
		head, rows := exampleList()
		w.Header().Set("Content-Type", forms.FormatXLSX.ContentType())
		w.Header().Set("Content-Disposition", `attachment; filename="mau02.xlsx"`)
		w.Header().Set("Cache-Control", "no-store") // a list of people
		err := forms.WriteMau02(r.Context(), w, head, forms.Rows(rows...), forms.Options{})
		if err != nil {
			http.Error(w, "the list could not be written", http.StatusInternalServerError)
		}
	}
	answer := httptest.NewRecorder()
	handler(answer, httptest.NewRequest(http.MethodGet, "/mau02.xlsx", nil))
	fmt.Println(answer.Code, answer.Header().Get("Content-Type"))
	fmt.Println(bytes.HasPrefix(answer.Body.Bytes(), []byte("PK"))) // XLSX is a ZIP archive
	// Output:
	// 200 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
	// true
}

// The list that was sent comes back as a workbook, filled in by the unit. What
// was sent is given along, so that nothing can be changed but columns (10) to
// (14).
func ExampleReadMau02() {
	head, sent := exampleList()
	var list bytes.Buffer
	if err := forms.WriteMau02(context.Background(), &list, head, forms.Rows(sent...), forms.Options{}); err != nil {
		log.Fatal(err)
	}
	returned := fillIn(list.Bytes(), map[string]any{
		"J": "Nguyễn Văn Thử", // (10)
		"K": "03/01/1990",     // (11)
		"N": "x",              // (14)
	})

	got, err := forms.ReadMau02(context.Background(), bytes.NewReader(returned), int64(len(returned)),
		forms.ReadOptions{ListID: head.ListID, Issued: sent})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range got.Corrections {
		fmt.Println(c, string(c.FullName), string(c.DateOfBirth)) // c alone is masked
	}
	fmt.Println(got.Proof, len(got.Findings), "findings")
	// Output:
	// {row 1 BHXH …789 name:N.V.T. dob:(masked) gender:(none) id:(none) confirmed:true} Nguyễn Văn Thử 03/01/1990
	// issued 0 findings
}

// fillIn does what a person does in a spreadsheet: it writes into the first row
// of the table, which stands under the row (1), (2), ….
func fillIn(workbook []byte, cells map[string]any) []byte {
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		log.Fatal(err)
	}
	sheet := f.GetSheetName(0)
	found, err := f.SearchSheet(sheet, "(1)")
	if err != nil || len(found) == 0 {
		log.Fatal("no row of column numbers")
	}
	_, above, err := excelize.CellNameToCoordinates(found[0])
	if err != nil {
		log.Fatal(err)
	}
	for column, value := range cells {
		if err := f.SetCellValue(sheet, fmt.Sprint(column, above+1), value); err != nil {
			log.Fatal(err)
		}
	}
	filled, err := f.WriteToBuffer()
	if err != nil {
		log.Fatal(err)
	}
	return filled.Bytes()
}

// Column (9) in words of your own, for the codes for which you have any.
func ExampleOptions_describe() {
	options := forms.Options{Format: forms.FormatCSV, Describe: func(c matching.Code) string {
		if c == matching.NameNoDiacritics {
			return "Họ tên chưa có dấu: ghi lại ở cột 10."
		}
		return c.Vietnamese()
	}}
	head, rows := exampleList()
	var file bytes.Buffer
	if err := forms.WriteMau02(context.Background(), &file, head, forms.Rows(rows...), options); err != nil {
		log.Fatal(err)
	}
	fmt.Println(bytes.Contains(file.Bytes(), []byte("ghi lại ở cột 10")))
	// Output: true
}
