package csvtable_test

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/internal/csvtable"
)

// Every table here is synthetic.

func open(t *testing.T, text string) (*csvtable.Reader, error) {
	t.Helper()
	return csvtable.Open(strings.NewReader(text), "people.csv", []string{"name", "number"}, []string{"note"})
}

// read gives every row as name|number|note, and the error that ended it.
func read(t *testing.T, text string) ([]string, error) {
	t.Helper()
	table, err := open(t, text)
	if err != nil {
		return nil, err
	}
	var rows []string
	for row, err := range table.Rows() {
		if err != nil {
			return rows, err
		}
		rows = append(rows, row.Get("name")+"|"+row.Get("number")+"|"+row.Get("note"))
	}
	return rows, nil
}

func TestRead(t *testing.T) {
	cases := []struct {
		name, reason, in string
		want             []string
	}{
		{"plain", "the format as it is written down", "name,number,note\nAn,1,x\nBình,2,\n", []string{"An|1|x", "Bình|2|"}},
		{"any order and unknown columns", "columns are found by name", "x,number,y,name\n0,1,0,An\n", []string{"An|1|"}},
		{"byte order mark", "spreadsheets write one", "\ufeffname,number\nAn,1\n", []string{"An|1|"}},
		{"mark before a quote", "the mark is no part of the first name", "\ufeff\"name\",number\nAn,1\n", []string{"An|1|"}},
		{"windows lines", "\\r\\n ends a line too", "name,number\r\nAn,1\r\n\"B\",2\r\n", []string{"An|1|", "B|2|"}},
		{"no last newline", "the last line may end the file", "name,number\nAn,1", []string{"An|1|"}},
		{"quoted last field ends the file", "", "name,number\nAn,\"1\"", []string{"An|1|"}},
		{"quotes", "comma, quote and line break inside a field", "name,number\n\"A, \"\"n\"\"\nB\",1\n", []string{"A, \"n\"\nB|1|"}},
		{"blanks stay", "values are given as they are", "name,number\n An ,  \n", []string{" An |  |"}},
		{"blanks around header names", "a header is ours, not data", " name ,number \nAn,1\n", []string{"An|1|"}},
		{"blank lines at the end", "an editor adds them", "name,number\nAn,1\n\n\r\n", []string{"An|1|"}},
		{"a lone carriage return is text", "only a line feed ends a line", "name,number\nA\rn,1\n", []string{"A\rn|1|"}},
		{"only a header", "an empty table is a table", "name,number\n", nil},
		{"a row of empty values", "values may be empty", "name,number\n,\n", []string{"||"}},
		{"an unknown column twice", "unknown columns are ignored", "name,z,number,z\nAn,x,1,y\n", []string{"An|1|"}},
		{"unnamed columns", "a spreadsheet leaves them behind", "name,number,,\nAn,1,,\n", []string{"An|1|"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := read(t, c.in)
			if err != nil {
				t.Fatalf("%s: %v", c.reason, err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("%s: rows (-want +got):\n%s", c.reason, d)
			}
		})
	}
}

func TestLongTable(t *testing.T) {
	var text strings.Builder
	var want []string
	text.WriteString("name,number,note\n")
	for i := range 9000 { // several buffers, so that lines lie across their ends
		note, written := strings.Repeat("x", i%40), strings.Repeat("x", i%40)
		if i%7 == 0 {
			note, written = "a,\nb", "\"a,\nb\""
		}
		n := strconv.Itoa(i)
		text.WriteString("Bình," + n + "," + written + "\n")
		want = append(want, "Bình|"+n+"|"+note)
	}
	got, err := read(t, text.String())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("rows (-want +got):\n%s", d)
	}
	_, err = read(t, text.String()+"An,1\n")
	var e *csvtable.Error
	if wantLine := 2 + strings.Count(text.String()[len("name,number,note\n"):], "\n"); !errors.As(err, &e) || e.Line != wantLine {
		t.Errorf("error %v, want one of line %d", err, wantLine)
	}
}

func TestRefused(t *testing.T) {
	long := strings.Repeat("x", csvtable.MaxField+1)
	cases := []struct {
		name, in string
		want     csvtable.Error
	}{
		{"nothing at all", "", csvtable.Error{Code: csvtable.CodeEmpty}},
		{"only blank lines", "\n\n", csvtable.Error{Code: csvtable.CodeEmpty}},
		{"missing column", "name,note\n", csvtable.Error{Code: csvtable.CodeMissingColumn, Line: 1, Column: "number"}},
		{"duplicate column", "name,number,name\n", csvtable.Error{Code: csvtable.CodeDuplicateColumn, Line: 1, Column: "name"}},
		{"too few fields", "name,number\nAn,1\nBình\n", csvtable.Error{Code: csvtable.CodeFieldCount, Line: 3, Column: "number", Field: 2}},
		{"too many fields", "name,number\nAn,1,2\n", csvtable.Error{Code: csvtable.CodeFieldCount, Line: 2, Field: 3}},
		{"blank line inside", "name,number\nAn,1\n\nBình,2\n", csvtable.Error{Code: csvtable.CodeFieldCount, Line: 3, Column: "name", Field: 1}},
		{"quote without end", "name,number\nAn,\"1\nBình,2\n", csvtable.Error{Code: csvtable.CodeQuote, Line: 2, Column: "number", Field: 2}},
		{"quote inside a field", "name,number\nA\"n,1\n", csvtable.Error{Code: csvtable.CodeQuote, Line: 2, Column: "name", Field: 1}},
		{"text after a quote", "name,number\n\"An\"x,1\n", csvtable.Error{Code: csvtable.CodeQuote, Line: 2, Column: "name", Field: 1}},
		{"carriage return after a quote", "name,number\n\"An\"\rx,1\n", csvtable.Error{Code: csvtable.CodeQuote, Line: 2, Column: "name", Field: 1}},
		{"not UTF-8", "name,number\nAn,1\n\xffn,2\n", csvtable.Error{Code: csvtable.CodeEncoding, Line: 3, Column: "name", Field: 1}},
		{"header not UTF-8", "n\xffme,number\n", csvtable.Error{Code: csvtable.CodeEncoding, Line: 1, Field: 1}},
		{"field too long", "name,number\n" + long + ",1\n", csvtable.Error{Code: csvtable.CodeTooLong, Line: 2, Column: "name", Field: 1}},
		{"quoted field too long", "name,number\nAn,\"" + long + "\"\n", csvtable.Error{Code: csvtable.CodeTooLong, Line: 2, Column: "number", Field: 2}},
		{"lines are counted through quotes", "name,number\n\"A\n\nn\",1\nB\n", csvtable.Error{Code: csvtable.CodeFieldCount, Line: 5, Column: "number", Field: 2}},
		{"too many columns", strings.Repeat("c,", csvtable.MaxColumns) + "c\n", csvtable.Error{Code: csvtable.CodeFieldCount, Line: 1, Field: csvtable.MaxColumns + 1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := read(t, c.in)
			var got *csvtable.Error
			if !errors.As(err, &got) {
				t.Fatalf("error = %v, want an *Error", err)
			}
			c.want.File = "people.csv"
			if d := cmp.Diff(c.want, *got); d != "" {
				t.Errorf("error (-want +got):\n%s", d)
			}
			if !errors.Is(err, c.want.Code) {
				t.Error("errors.Is does not find the code")
			}
			if !strings.HasPrefix(err.Error(), "people.csv: ") {
				t.Errorf("text %q does not name the file", err)
			}
		})
	}
}

func TestErrorIsFinal(t *testing.T) {
	table, err := open(t, "name,number\nAn\nBình,2\n")
	if err != nil {
		t.Fatal(err)
	}
	_, first := table.Next()
	_, second := table.Next()
	if first == nil || first != second {
		t.Errorf("errors %v and %v, want the same twice", first, second)
	}
	table, _ = open(t, "name,number\n")
	for range 2 {
		if _, err := table.Next(); err != io.EOF {
			t.Errorf("Next at the end = %v, want io.EOF", err)
		}
	}
}

func TestReadFailure(t *testing.T) {
	cause := errors.New("disk gone")
	r := io.MultiReader(strings.NewReader("name,number\nAn,"), iotest.ErrReader(cause))
	table, err := csvtable.Open(r, "people.csv", []string{"name"}, nil)
	if err == nil {
		_, err = table.Next()
	}
	if !errors.Is(err, csvtable.CodeRead) || !errors.Is(err, cause) {
		t.Errorf("error = %v, want CodeRead with its cause", err)
	}
}

func TestRow(t *testing.T) {
	table, err := open(t, "name,number\n\"A\nn\",1\nBình,2\n")
	if err != nil {
		t.Fatal(err)
	}
	if table.Has("note") || !table.Has("name") {
		t.Error("Has does not tell an absent optional column from a present one")
	}
	first, _ := table.Next()
	second, _ := table.Next()
	if first.Line() != 2 || second.Line() != 4 {
		t.Errorf("lines %d and %d, want 2 and 4", first.Line(), second.Line())
	}
	for i, name := range []string{"name", "number", "note"} {
		if got, want := second.At(i), second.Get(name); got != want {
			t.Errorf("At(%d) = %q, Get = %q", i, got, want)
		}
	}
	if got := first.Get("number"); got != "1" {
		t.Errorf("a row lost its value after the next was read: %q", got)
	}
	cause := errors.New("no such number")
	err = second.Fail("number", cause)
	want := &csvtable.Error{Code: csvtable.CodeValue, File: "people.csv", Line: 4, Column: "number", Field: 2}
	if got := err.(*csvtable.Error); got.Code != want.Code || got.Line != want.Line || got.Column != want.Column ||
		got.Field != want.Field || !errors.Is(err, cause) {
		t.Errorf("Fail = %#v, want %#v with its cause", got, want)
	}
	if got, want := err.Error(), "people.csv: line 4, column number: unusable value: no such number"; got != want {
		t.Errorf("text = %q, want %q", got, want)
	}
	defer func() {
		if recover() == nil {
			t.Error("Get of a column that Open was not given does not panic")
		}
	}()
	first.Get("elsewhere")
}
