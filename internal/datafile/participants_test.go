package datafile_test

import (
	"bytes"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/csvtable"
	"github.com/bhxh-go/bhxh/internal/datafile"
)

// Everybody in these files is synthetic.
var want = identity.Participant{
	Person: identity.Person{
		FullName: "Nguyễn Văn An", DateOfBirth: "15/03/1980", Gender: "Nam", IDNumber: "001080012345",
	},
	SocialInsuranceNumber: "0123456789",
	Unit:                  identity.Unit{Code: "TH01", Name: "Công ty Mẫu", Address: "Số 1, phường Mẫu"},
	VssID:                 identity.VssIDApproved,
	Email:                 "an@example.com",
	Nationality:           "VN",
	District:              "Quận Mẫu",
}

func read(seq iter.Seq2[identity.Participant, error]) (all []identity.Participant, failed error) {
	for p, err := range seq {
		if err != nil {
			return all, err
		}
		all = append(all, p)
	}
	return all, nil
}

const columns = "social_insurance_number,full_name,date_of_birth,gender,id_number,unit_code,unit_name,unit_address"

func TestParticipants(t *testing.T) {
	file := "\ufeffvssid,email,nationality,district,extra," + columns + "\r\n" +
		"Approved,an@example.com,VN,Quận Mẫu,ignored,0123456789,Nguyễn Văn An,15/03/1980,Nam,001080012345,TH01,Công ty Mẫu,\"Số 1, phường Mẫu\"\r\n"
	got, err := read(datafile.Participants(strings.NewReader(file), "participants.csv", nil))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]identity.Participant{want}, got); diff != "" {
		t.Errorf("participants (-want +got):\n%s", diff)
	}
}

func TestParticipantsHeadings(t *testing.T) {
	headings := datafile.Headings{"full_name": "Họ và tên", "id_number": "Số CCCD"}
	file := strings.NewReplacer("full_name", "Họ và tên", "id_number", "Số CCCD").Replace(columns) +
		"\n0123456789,Nguyễn Văn An,15/03/1980,Nam,001080012345,TH01,Công ty Mẫu,A\n"
	got, err := read(datafile.Participants(strings.NewReader(file), "danh-sach.csv", headings))
	if err != nil || len(got) != 1 || got[0].Person.FullName != "Nguyễn Văn An" || got[0].Person.IDNumber != "001080012345" {
		t.Errorf("with headings of its own: %v, %v", got, err)
	}
	if name, unknown := headings.Unknown(); unknown {
		t.Errorf("Unknown gives %q", name)
	}
	if name, unknown := (datafile.Headings{"name": "Tên"}).Unknown(); !unknown || name != "name" {
		t.Errorf("Unknown gives %q, %v, want name", name, unknown)
	}
}

func TestParticipantsFail(t *testing.T) {
	row := "0123456789,Nguyễn Văn An,15/03/1980,Nam,001080012345,TH01,Công ty Mẫu,A"
	tests := []struct {
		name, file string
		code       csvtable.Code
		line       int
		column     string
	}{
		{"empty", "", csvtable.CodeEmpty, 0, ""},
		{"missing column", "full_name\n", csvtable.CodeMissingColumn, 1, "social_insurance_number"},
		{"vssid of no kind", columns + ",vssid\n" + row + ",maybe\n", csvtable.CodeValue, 2, "vssid"},
		{"too few fields", columns + "\n" + row + "\n0123456789,An\n", csvtable.CodeFieldCount, 3, "date_of_birth"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(datafile.Participants(strings.NewReader(tt.file), "p.csv", nil))
			var failure *csvtable.Error
			if !errors.As(err, &failure) || failure.Code != tt.code || failure.Column != tt.column || tt.line > 0 && failure.Line != tt.line {
				t.Fatalf("error %v, want %v at line %d, column %q", err, tt.code, tt.line, tt.column)
			}
			if strings.Contains(err.Error(), "Nguy") || strings.Contains(err.Error(), "maybe") {
				t.Errorf("the error repeats a value: %v", err)
			}
		})
	}
}

// workbook makes an XLSX as somebody types it: a date as a date, numbers as
// numbers.
func workbook(t *testing.T, rows ...[]any) *bytes.Reader {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	date, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		for c, value := range row {
			cell, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				t.Fatal(err)
			}
			if formula, ok := value.(formula); ok {
				err = f.SetCellFormula("Sheet1", cell, string(formula))
			} else {
				err = f.SetCellValue("Sheet1", cell, value)
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := value.(time.Time); ok {
				if err := f.SetCellStyle("Sheet1", cell, cell, date); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(b.Bytes())
}

type formula string

func header() []any {
	var cells []any
	for name := range strings.SplitSeq(columns, ",") {
		cells = append(cells, name)
	}
	return cells
}

func TestParticipantsXLSX(t *testing.T) {
	file := workbook(t, header(),
		[]any{"0123456789", "Nguyễn Văn An", time.Date(1980, 3, 15, 0, 0, 0, 0, time.UTC), "Nam", "001080012345", "TH01", "Công ty Mẫu", "A"},
		[]any{},
		[]any{123456789, "Trần Thị Bê", 1975, "Nữ", 1080012345, "TH01", "Công ty Mẫu", "A"},
	)
	got, err := read(datafile.ParticipantsXLSX(file, "p.xlsx", nil))
	if err != nil || len(got) != 2 {
		t.Fatalf("%d participants, %v", len(got), err)
	}
	if p := got[0].Person; p.DateOfBirth != "15/03/1980" || p.IDNumber != "001080012345" {
		t.Errorf("first row: date %q, number %q", string(p.DateOfBirth), string(p.IDNumber))
	}
	if p := got[1]; p.Person.DateOfBirth != "1975" || p.Person.IDNumber != "1080012345" || p.SocialInsuranceNumber != "123456789" {
		t.Errorf("typed as numbers: date %q, number %q, mã số %q", string(p.Person.DateOfBirth), string(p.Person.IDNumber), string(p.SocialInsuranceNumber))
	}
}

// TestParticipantsXLSXUnknown: unknown columns are ignored, though two have one
// heading, or number the rows by a formula.
func TestParticipantsXLSXUnknown(t *testing.T) {
	file := workbook(t, append(header(), "STT", "Ghi chú", "Ghi chú", ""),
		[]any{"0123456789", "Nguyễn Văn An", "15/03/1980", "Nam", "001080012345", "TH01", "Công ty Mẫu", "A", formula("ROW()-1"), "x", "y", "z"})
	got, err := read(datafile.ParticipantsXLSX(file, "p.xlsx", nil))
	if err != nil || len(got) != 1 || got[0].Person.FullName != "Nguyễn Văn An" {
		t.Errorf("%d participants, %v", len(got), err)
	}
}

func TestParticipantsXLSXFail(t *testing.T) {
	tests := []struct {
		name string
		file *bytes.Reader
		says string
	}{
		{"not a workbook", bytes.NewReader([]byte(columns + "\n")), "p.xlsx: "},
		{"empty", workbook(t), "p.xlsx: line 1: "},
		{"missing column", workbook(t, []any{"full_name"}), "p.xlsx: line 1, column social_insurance_number: "},
		{"a heading twice", workbook(t, append(header(), "gender")), "p.xlsx: line 1, column gender: "},
		{"a formula", workbook(t, header(), []any{"0123456789", formula("1+1"), "1980", "Nam", "1", "A", "A", "A"}), "p.xlsx: line 2, column full_name: "},
		{"two formulas", workbook(t, header(), []any{"0123456789", formula("1+1"), "1980", formula("1+2"), "1", "A", "A", "A"}), "p.xlsx: line 2, column full_name: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(datafile.ParticipantsXLSX(tt.file, "p.xlsx", nil))
			if err == nil || !strings.HasPrefix(err.Error(), tt.says) {
				t.Errorf("error %v, want it to begin with %q", err, tt.says)
			}
		})
	}
}

func FuzzParticipants(f *testing.F) {
	f.Add(columns + "\n0123456789,Nguyễn Văn An,15/03/1980,Nam,001080012345,TH01,Công ty,A\n")
	f.Add(columns + ",vssid\n\"0123456789\",\"A\"\"n\",,,,,,,none\n")
	f.Add("\ufeff" + columns + "\r\n")
	f.Add(columns + "\nPhạm,\"broken")
	f.Fuzz(func(t *testing.T, file string) {
		got, err := read(datafile.Participants(strings.NewReader(file), "p.csv", nil))
		again, errAgain := read(datafile.Participants(strings.NewReader(file), "p.csv", nil))
		if diff := cmp.Diff(got, again); diff != "" || (err == nil) != (errAgain == nil) {
			t.Fatal("reading twice gives two results")
		}
		if err != nil && len(err.Error()) > 300 {
			t.Errorf("an error of %d bytes", len(err.Error()))
		}
	})
}
