package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/csvtable"
	"github.com/bhxh-go/bhxh/internal/xlsxread"
	"github.com/bhxh-go/bhxh/matching"
)

// people are synthetic rows: no region has the code 000.
func people(rows int) []forms.Mau02Row {
	list := make([]forms.Mau02Row, rows)
	for i := range list {
		list[i] = forms.Mau02Row{
			SocialInsuranceNumber: fmt.Sprintf("%010d", i),
			FullName:              "Nguyễn Thị Mẫu Thử",
			DateOfBirth:           "15/03/1980",
			Gender:                "Nữ",
			IDNumber:              fmt.Sprintf("000180%06d", i),
			Codes:                 []matching.Code{matching.NameDiacritics},
		}
	}
	return list
}

func matches(rows int) ([]match, error) {
	list := people(rows)
	table := asCSV(list)
	var book bytes.Buffer
	if err := writeForm(&book, list); err != nil {
		return nil, err
	}
	return []match{
		{"read CSV", []side{
			{"this module (examples read with it)", func() (int, error) { return readTable(table) }, "finds columns by heading, refuses bad UTF-8, says line and column"},
			{"encoding/csv", func() (int, error) { return readCSV(table) }, ""},
		}},
		{"read XLSX", []side{
			{"this module (`forms.ReadMau02` reads with it)", func() (int, error) { return readBook(book.Bytes()) }, "bounded memory, no temporary file, tells text from number"},
			{"xuri/excelize, `Rows`", func() (int, error) { return readExcelize(book.Bytes()) }, ""},
		}},
		{"write XLSX", []side{
			{"this module, `forms.WriteMau02`", func() (int, error) { return rows, writeForm(io.Discard, list) }, "the whole form: heights, rules, locks, sentences"},
			{"xuri/excelize, `StreamWriter`", func() (int, error) { return writeExcelize(list) }, "bare cells"},
		}},
		{"a personal ID", []side{
			{"this module, `identity.ParsePersonalID`", func() (int, error) { return parseIDs(list) }, "place, century and gender; blanks and full-width digits"},
			{"regexp `^\\d{12}$`", func() (int, error) { return matchIDs(list) }, ""},
		}},
		{"normalise a name", []side{
			{"this module, `Name.Normalize`", func() (int, error) { return normalize(list) }, "decodes TCVN3 and VNI, maps look-alikes, blanks"},
			{"x/text, `norm.NFC`", func() (int, error) { return nfc(list) }, ""},
		}},
	}, nil
}

var errWrong = errors.New("a row was read wrong")

func asCSV(list []forms.Mau02Row) string {
	var b strings.Builder
	b.WriteString("number,name,born,gender,id\n")
	for _, r := range list {
		fmt.Fprintf(&b, "%s,%s,%s,%s,%s\n", r.SocialInsuranceNumber, r.FullName, r.DateOfBirth, r.Gender, r.IDNumber)
	}
	return b.String()
}

func readTable(text string) (n int, err error) {
	table, err := csvtable.Open(strings.NewReader(text), "people.csv", []string{"number", "name", "born", "gender", "id"}, nil)
	if err != nil {
		return 0, err
	}
	for row, err := range table.Rows() {
		if err != nil || row.Get("id") == "" {
			return n, errors.Join(errWrong, err)
		}
		n++
	}
	return n, nil
}

func readCSV(text string) (int, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.ReuseRecord = true
	for n := -1; ; n++ { // the header is no row
		record, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return n, nil
		case err != nil || record[4] == "":
			return n, errors.Join(errWrong, err)
		}
	}
}

func readBook(data []byte) (n int, err error) {
	book, err := xlsxread.Open(context.Background(), bytes.NewReader(data), int64(len(data)), xlsxread.Limits{})
	if err != nil {
		return 0, err
	}
	for row, err := range book.Rows(context.Background()) {
		if err != nil {
			return n, err
		}
		if isPersonal(row.Cell(6).Text) {
			n++
		}
	}
	return n, nil
}

func readExcelize(data []byte) (n int, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sheet, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return 0, err
	}
	for sheet.Next() {
		cells, err := sheet.Columns()
		if err != nil {
			return n, err
		}
		if len(cells) > 5 && isPersonal(cells[5]) {
			n++
		}
	}
	return n, sheet.Error()
}

func isPersonal(s string) bool { return len(s) == 12 && strings.HasPrefix(s, "000180") }

func writeForm(w io.Writer, list []forms.Mau02Row) error {
	head := forms.Head{ListID: "2026-11/YN0001A", AsOf: identity.MustDate(2026, 11, 22)}
	return forms.WriteMau02(context.Background(), w, head, forms.Rows(list...), forms.Options{})
}

func writeExcelize(list []forms.Mau02Row) (n int, err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return 0, err
	}
	for i, r := range list {
		err := w.SetRow(fmt.Sprintf("A%d", i+1), []any{
			i + 1, r.SocialInsuranceNumber, r.FullName, r.DateOfBirth, r.Gender, r.IDNumber, "", "", r.Codes[0].Vietnamese(), "", "", "", "", "",
		})
		if err != nil {
			return i, err
		}
	}
	if err := w.Flush(); err != nil {
		return 0, err
	}
	return len(list), f.Write(io.Discard)
}

func parseIDs(list []forms.Mau02Row) (n int, err error) {
	for _, r := range list {
		if id, err := identity.ParsePersonalID(r.IDNumber); err != nil || id.BirthYear() != 1980 {
			return n, errors.Join(errWrong, err)
		}
		n++
	}
	return n, nil
}

func matchIDs(list []forms.Mau02Row) (n int, err error) {
	twelve := regexp.MustCompile(`^\d{12}$`)
	for _, r := range list {
		if !twelve.MatchString(r.IDNumber) {
			return n, errWrong
		}
		n++
	}
	return n, nil
}

func normalize(list []forms.Mau02Row) (n int, err error) {
	for _, r := range list {
		if name, _ := identity.Name(r.FullName).Normalize(); name == "" {
			return n, errWrong
		}
		n++
	}
	return n, nil
}

func nfc(list []forms.Mau02Row) (n int, err error) {
	for _, r := range list {
		if norm.NFC.String(r.FullName) == "" {
			return n, errWrong
		}
		n++
	}
	return n, nil
}
