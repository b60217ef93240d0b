package datafile_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/csvtable"
	"github.com/bhxh-go/bhxh/internal/datafile"
)

const householdColumns = "request,personal_id,full_name,date_of_birth,gender,is_head,joins,months,other_group"

// Everybody in these files is synthetic.
func TestHouseholds(t *testing.T) {
	file := "\ufeffnote,paid_before,last_card_end,support_group,pay_date," + householdColumns + "\r\n" +
		"ignored,,2026-08-31,,2026-09-01,A,001075000001,\"Nguyễn, Thử\",10/05/1975,Nam,1,1,12,\r\n" +
		"ignored,,,near_poor,,B,001080000009,Lê Mẫu,1980,,1,1, 3 ,\r\n" + // the rows of A do not stand together
		"ignored,2,,,,A,001177000002,Trần Mẫu,,Nữ,0,0,,DN\r\n" +
		"ignored,0,,,,A,,,,,,,,\r\n"
	got, err := datafile.Households(strings.NewReader(file), "households.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := []datafile.Household{
		{Request: "A", Members: []datafile.HouseholdMember{
			{
				Person: identity.Person{FullName: "Nguyễn, Thử", DateOfBirth: "10/05/1975", Gender: "Nam", IDNumber: "001075000001"},
				Head:   true, Joins: true, Months: 12,
				LastCardEnd: identity.MustDate(2026, 8, 31), PayDate: identity.MustDate(2026, 9, 1),
			},
			{
				Person:     identity.Person{FullName: "Trần Mẫu", Gender: "Nữ", IDNumber: "001177000002"},
				OtherGroup: "DN", PaidBefore: 2,
			},
			{},
		}},
		{Request: "B", Members: []datafile.HouseholdMember{{
			Person: identity.Person{FullName: "Lê Mẫu", DateOfBirth: "1980", IDNumber: "001080000009"},
			Head:   true, Joins: true, Months: 3, SupportGroup: "near_poor",
		}}},
	}
	if d := cmp.Diff(want, got, cmpopts.IgnoreFields(datafile.HouseholdMember{}, "Fail"), cmp.Comparer(func(a, b identity.Date) bool { return a == b })); d != "" {
		t.Errorf("households (-want +got):\n%s", d)
	}
	err = got[0].Members[1].Fail("months", nil)
	var e *csvtable.Error
	if !errors.As(err, &e) || e.Line != 4 || e.Column != "months" || e.File != "households.csv" {
		t.Errorf("Fail gives %v", err)
	}
	if text := fmt.Sprintf("%v %+v", got, got[0].Members[0]); strings.Contains(text, "001075000001") || strings.Contains(text, "Nguyễn") {
		t.Errorf("fmt shows a person: %s", text)
	}
}

func TestHouseholdsFail(t *testing.T) {
	const good = "A,001075000001,Nguyễn Thử,10/05/1975,Nam,1,1,12,\n"
	more := householdColumns + ",paid_before,last_card_end,support_group,pay_date\n"
	tests := []struct {
		name, file string
		code       csvtable.Code
		line       int
		column     string
	}{
		{"empty", "", csvtable.CodeEmpty, 0, ""},
		{"missing column", strings.Replace(householdColumns, ",joins", "", 1) + "\n" + good, csvtable.CodeMissingColumn, 1, "joins"},
		{"too few fields", householdColumns + "\n" + good + "A,1\n", csvtable.CodeFieldCount, 3, "full_name"},
		{"broken quote", householdColumns + "\n" + `A,"1` + "\n", csvtable.CodeQuote, 2, "personal_id"},
		{"no request", householdColumns + "\n ,1,,,,1,1,12,\n", csvtable.CodeValue, 2, "request"},
		{"is_head", householdColumns + "\nA,1,,,,yes,1,12,\n", csvtable.CodeValue, 2, "is_head"},
		{"joins", householdColumns + "\nA,1,,,,1,2,12,\n", csvtable.CodeValue, 2, "joins"},
		{"months", householdColumns + "\nA,1,,,,1,1,twelve,\n", csvtable.CodeValue, 2, "months"},
		{"negative months", householdColumns + "\nA,1,,,,1,1,-3,\n", csvtable.CodeValue, 2, "months"},
		{"months that overflow", householdColumns + "\nA,1,,,,1,1,99999999999999999999,\n", csvtable.CodeValue, 2, "months"},
		{"paid_before", more + "A,1,,,,1,1,12,,first,,,\n", csvtable.CodeValue, 2, "paid_before"},
		{"last_card_end", more + "A,1,,,,1,1,12,,,2026-02-30,,\n", csvtable.CodeValue, 2, "last_card_end"},
		{"pay_date without a day", more + "A,1,,,,1,1,12,,,,,2026-09\n", csvtable.CodeValue, 2, "pay_date"},
		{"no head", householdColumns + "\n" + good + "B,1,,,,0,1,12,\nB,2,,,,,1,12,\n", csvtable.CodeValue, 3, "is_head"},
		{"two heads", householdColumns + "\n" + good + good, csvtable.CodeValue, 3, "is_head"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := datafile.Households(strings.NewReader(tt.file), "f.csv")
			var e *csvtable.Error
			if !errors.As(err, &e) {
				t.Fatalf("error = %v", err)
			}
			if e.Code != tt.code || e.Line != tt.line || e.Column != tt.column || e.File != "f.csv" {
				t.Errorf("%s, line %d, column %q, want %s, %d, %q", e.Code, e.Line, e.Column, tt.code, tt.line, tt.column)
			}
			if strings.Contains(err.Error(), "yes") || strings.Contains(err.Error(), "twelve") || strings.Contains(err.Error(), "Nguyễn") {
				t.Errorf("the error repeats a value: %v", err)
			}
		})
	}
}

// FuzzHouseholds: whatever the file, every request that is read has one head,
// and an error holds no field.
func FuzzHouseholds(f *testing.F) {
	f.Add(householdColumns + "\nA,001075000001,Nguyễn Thử,10/05/1975,Nam,1,1,12,\n")
	f.Add(householdColumns + ",pay_date\nA,1,,,,1,0,,TE,2026-09-01\nB,1,,,,1,1,3,,\nA,2,,,,0,1,6,,\n")
	f.Fuzz(func(t *testing.T, file string) {
		list, err := datafile.Households(strings.NewReader(file), "f.csv")
		var e *csvtable.Error
		if err != nil && (!errors.As(err, &e) || list != nil) {
			t.Fatalf("%d requests with %v", len(list), err)
		}
		for _, h := range list {
			heads := 0
			for _, m := range h.Members {
				if m.Head {
					heads++
				}
			}
			if heads != 1 || h.Request == "" {
				t.Errorf("%d heads in a request", heads)
			}
		}
	})
}
