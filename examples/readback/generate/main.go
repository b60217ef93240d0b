// Generate writes the sample of the readback example: a list of eight as it was
// sent, and as it came back. Every person in it is made up.
//
// It fills the form in as text of the worksheet, so that it needs no other
// library than the module's own.
package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

func main() {
	if err := generate(); err != nil {
		log.Fatal(err)
	}
}

func generate() error {
	rows := issued()
	var sent bytes.Buffer
	head := forms.Head{
		ParentAgency: "Bảo hiểm xã hội tỉnh Thử Nghiệm", Agency: "Bảo hiểm xã hội huyện Ví Dụ",
		Unit:   identity.Unit{Code: "YN0001A", Name: "Công ty Ví Dụ", Address: "Số 1, phố Mẫu"},
		ListID: "2026-11/YN0001A", AsOf: identity.MustDate(2026, 11, 22),
	}
	if err := forms.WriteMau02(context.Background(), &sent, head, forms.Rows(rows...), forms.Options{}); err != nil {
		return err
	}
	returned, err := fill(sent.Bytes())
	if err != nil {
		return err
	}
	list, err := json.MarshalIndent(rows, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile("sample/issued.json", append(list, '\n'), 0o644); err != nil {
		return err
	}
	return os.WriteFile("sample/returned.xlsx", returned, 0o644)
}

func issued() []forms.Mau02Row {
	names := []string{"Nguyễn Văn Thử", "Trần Thị Mẫu", "Lê Văn Ví Dụ", "Phạm Thị Minh Họa", "Hoàng Văn Giả", "Vũ Thị Định", "Đặng Văn Tưởng", "Bùi Thị Tượng"}
	rows := make([]forms.Mau02Row, len(names))
	for i, name := range names {
		rows[i] = forms.Mau02Row{
			SocialInsuranceNumber: fmt.Sprintf("012345678%d", i), FullName: name, DateOfBirth: "03/01/1990",
			Gender: []string{"Nam", "Nữ"}[i%2], IDNumber: fmt.Sprintf("001%d9000000%d", i%2, i),
			VssID: identity.VssIDNone, Codes: []matching.Code{matching.NameGiven},
		}
	}
	rows[4].IDNumber, rows[4].Codes = "012345678", []matching.Code{matching.IDMissing}
	return rows
}

// answers are what the participants wrote, by row and column.
var answers = map[[2]int]string{
	{1, 10}: "Nguyễn Văn Thứ", {1, 14}: "x",
	{2, 14}: "Đã xác nhận",
	{3, 11}: "30/02/1990", {3, 14}: "x",
	{4, 10}: "Phạm Thị Minh Hoạ",
	{5, 13}: "1090000004", {5, 14}: "x",
	{6, 12}: "Nam", {6, 14}: "x",
	{7, 10}: "§Æng V¨n T\u00adëng Em", {7, 14}: "Đặng Văn Tưởng",
}

// fill writes the answers into the empty cells of the worksheet.
func fill(sent []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(sent), int64(len(sent)))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		if f.Name == "xl/worksheets/sheet1.xml" {
			if content, err = answered(string(content)); err != nil {
				return nil, err
			}
		}
		w, err := out.Create(f.Name)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(content); err != nil {
			return nil, err
		}
	}
	if err := out.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func answered(sheet string) ([]byte, error) {
	const rowOfNumbers = "<t>(1)</t>"
	_, rest, ok := strings.Cut(sheet[:strings.Index(sheet, rowOfNumbers)+1], "<sheetData>")
	if !ok {
		return nil, fmt.Errorf("no row of numbers")
	}
	first := strings.Count(rest, "<row ") + 1
	for at, text := range answers {
		cell := fmt.Sprintf(`<c r="%c%d"`, 'A'+at[1]-1, first+at[0]-1)
		before, after, ok := strings.Cut(sheet, cell)
		tag, behind, closed := strings.Cut(after, "></c>")
		if !ok || !closed || strings.Contains(tag, "<") {
			return nil, fmt.Errorf("no empty cell for row %d, column %d", at[0], at[1])
		}
		sheet = before + cell + tag + ` t="inlineStr"><is><t>` + text + `</t></is></c>` + behind
	}
	return []byte(sheet), nil
}
