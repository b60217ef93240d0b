package csvtable_test

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/internal/csvtable"
)

// FuzzRead checks that what is read is what encoding/csv, an independent
// reader, makes of the same bytes, and that an error never holds a field.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"name,number\nAn,1\n", "\ufeffname,number\r\n\"A, \"\"n\"\"\",1\r\n", "name,number\n\"A\nB\",2", "name,number\n\nAn,1\n",
		"number,name,name\n", "name\n", "name,number\n\"An,1\n", "name,number\nA\"n,1\n", "name,number\nCANARY\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var got [][]string
		table, err := csvtable.Open(strings.NewReader(text), "f", []string{"name"}, []string{"number"})
		if err == nil {
			for {
				var row csvtable.Row
				if row, err = table.Next(); err != nil {
					break
				}
				got = append(got, []string{row.Get("name"), row.Get("number")})
			}
		}
		if err != io.EOF {
			var e *csvtable.Error
			if !errors.As(err, &e) || e.File != "f" {
				t.Fatalf("error %v is not ours", err)
			}
			if strings.Contains(text, "CANARY") && strings.Contains(err.Error(), "CANARY") {
				t.Fatal("the error holds a field")
			}
			return
		}
		if strings.Contains(text, "\r") {
			return // the other reader rewrites line ends inside quotes
		}
		if d := cmp.Diff(oracle(t, text), got); d != "" {
			t.Fatalf("rows (-encoding/csv +got):\n%s", d)
		}
	})
}

// oracle reads text with encoding/csv, which refuses less.
func oracle(t *testing.T, text string) (rows [][]string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Fatal("text that is not UTF-8 was read")
	}
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatalf("read although encoding/csv refuses it: %v", err)
	}
	name, number := -1, -1
	for i, h := range all[0] {
		switch strings.TrimSpace(h) {
		case "name":
			name = i
		case "number":
			number = i
		}
	}
	for _, r := range all[1:] {
		row := []string{r[name], ""}
		if number >= 0 {
			row[1] = r[number]
		}
		rows = append(rows, row)
	}
	return rows
}
