package bulkfile_test

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

// Every person here is synthetic: no region has the code 000.

const questionsFile = `{"format":"bhxh-go/bulk","version":1,"kind":"questions","exchange":"x-1","procedure":"TEST","officer":"officer","note":"not an official format"}
{"row":"r-1","full_name":"Nguyễn Văn <Mẫu>","date_of_birth":"01/02/1985","gender":"Nam","id_number":"000085000001"}
{"row":"r-2","full_name":"Trần Thị Thử","date_of_birth":"1990","id_number":"000000002"}
{"rows":2}
`

var questions = []bulkfile.Question{
	{Row: "r-1", FullName: "Nguyễn Văn <Mẫu>", DateOfBirth: "01/02/1985", Gender: "Nam", IDNumber: "000085000001"},
	{Row: "r-2", FullName: "Trần Thị Thử", DateOfBirth: "1990", IDNumber: "000000002"},
}

const answersFile = `{"format":"bhxh-go/bulk","version":1,"kind":"answers","exchange":"x-1","note":"not an official format"}
{"row":"r-2","result":"match","not_compared":["gender"],"personal_id":"000190000002"}
{"row":"r-1","result":"differs","wrong":["full_name","gender"]}
{"row":"r-3","result":"no_such_number"}
{"row":"r-4","result":"several"}
{"row":"r-5","result":"unavailable"}
{"rows":5}
`

var answers = []bulkfile.Answer{
	{Row: "r-2", Result: bulkfile.ResultMatch, NotCompared: []bulkfile.Field{bulkfile.FieldGender}, PersonalID: identity.MustParsePersonalID("000190000002")},
	{Row: "r-1", Result: bulkfile.ResultDiffers, Wrong: []bulkfile.Field{bulkfile.FieldName, bulkfile.FieldGender}},
	{Row: "r-3", Result: bulkfile.ResultNoSuchNumber},
	{Row: "r-4", Result: bulkfile.ResultSeveral},
	{Row: "r-5", Result: bulkfile.ResultUnavailable},
}

var byValue = cmp.Comparer(func(a, b identity.PersonalID) bool { return a == b })

// collect draws rows to their end.
func collect[T any](h bulkfile.Header, rows iter.Seq2[T, error], err error) (bulkfile.Header, []T, error) {
	if err != nil {
		return h, nil, err
	}
	var all []T
	for row, err := range rows {
		if err != nil {
			return h, nil, err
		}
		all = append(all, row)
	}
	return h, all, nil
}

func TestQuestionsFile(t *testing.T) {
	header := bulkfile.Header{Exchange: "x-1", Purpose: registryclient.Purpose{Procedure: "TEST", Officer: "officer"}}
	var out bytes.Buffer
	if err := bulkfile.WriteQuestions(&out, header, slices.Values(questions)); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(questionsFile, out.String()); d != "" {
		t.Errorf("written (-want +got):\n%s", d)
	}
	gotHeader, got, err := collect(bulkfile.ReadQuestions(strings.NewReader(questionsFile)))
	if err != nil || gotHeader != header {
		t.Fatalf("header %v, error %v; want %v", gotHeader, err, header)
	}
	if d := cmp.Diff(questions, got); d != "" {
		t.Errorf("read (-want +got):\n%s", d)
	}
}

func TestAnswersFile(t *testing.T) {
	var out bytes.Buffer
	if err := bulkfile.WriteAnswers(&out, bulkfile.Header{Exchange: "x-1"}, slices.Values(answers)); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(answersFile, out.String()); d != "" {
		t.Errorf("written (-want +got):\n%s", d)
	}
	header, got, err := collect(bulkfile.ReadAnswers(strings.NewReader(answersFile)))
	if err != nil || header.Exchange != "x-1" {
		t.Fatalf("exchange %q, error %v", header.Exchange, err)
	}
	if d := cmp.Diff(answers, got, byValue); d != "" {
		t.Errorf("read (-want +got):\n%s", d)
	}
}

func TestRefusedAnswers(t *testing.T) {
	replace := func(old, with string) string { return strings.Replace(answersFile, old, with, 1) }
	for _, c := range []struct {
		name, file string
		code       bulkfile.Code
		line       int
	}{
		{"nothing", "", bulkfile.CodeFormat, 1},
		{"HTML", "<html></html>", bulkfile.CodeFormat, 1},
		{"another format", replace("bhxh-go/bulk", "other"), bulkfile.CodeFormat, 1},
		{"a later version", replace(`"version":1`, `"version":2`), bulkfile.CodeFormat, 1},
		{"questions", questionsFile, bulkfile.CodeFormat, 1},
		{"no exchange", replace(`"exchange":"x-1"`, `"exchange":""`), bulkfile.CodeFormat, 1},
		{"not JSON", replace(`{"row":"r-1"`, `"row":"r-1"`), bulkfile.CodeSyntax, 3},
		{"an unknown field", replace(`{"row":"r-1"`, `{"x":1,"row":"r-1"`), bulkfile.CodeSyntax, 3},
		{"a field twice", replace(`{"row":"r-1"`, `{"row":"r-9","row":"r-1"`), bulkfile.CodeSyntax, 3},
		{"a field twice in another case", replace(`{"row":"r-1"`, `{"ROW":"r-9","row":"r-1"`), bulkfile.CodeSyntax, 3},
		{"two values in a line", replace(`["full_name","gender"]}`, `["full_name","gender"]} {}`), bulkfile.CodeSyntax, 3},
		{"a bracket too many", replace(`["full_name","gender"]}`, `["full_name","gender"]}}`), bulkfile.CodeSyntax, 3},
		{"a field twice by an escape", replace(`{"row":"r-1"`, `{"r\u006fw":"r-9","row":"r-1"`), bulkfile.CodeSyntax, 3},
		{"null", replace(`{"row":"r-1","result":"differs","wrong":["full_name","gender"]}`, `null`), bulkfile.CodeSyntax, 3},
		{"a blank line", replace("\n{\"row\":\"r-1\"", "\n\n{\"row\":\"r-1\""), bulkfile.CodeSyntax, 3},
		{"not UTF-8", replace("several", "sever\xffl"), bulkfile.CodeEncoding, 5},
		{"a line too long", replace("several", strings.Repeat("s", bulkfile.MaxLine)), bulkfile.CodeTooLong, 5},
		{"an unknown result", replace("several", "many"), bulkfile.CodeValue, 5},
		{"a row key of text", replace(`"r-4"`, `"r 4"`), bulkfile.CodeValue, 5},
		{"differs in nothing", replace(`,"wrong":["full_name","gender"]`, ""), bulkfile.CodeValue, 3},
		{"a match that differs", replace(`"result":"differs"`, `"result":"match"`), bulkfile.CodeValue, 3},
		{"an unknown field wrong", replace(`["full_name","gender"]`, `["address"]`), bulkfile.CodeValue, 3},
		{"a field wrong twice", replace(`["full_name","gender"]`, `["gender","gender"]`), bulkfile.CodeValue, 3},
		{"wrong and not compared", replace(`["full_name","gender"]`, `["gender"],"not_compared":["gender"]`), bulkfile.CodeValue, 3},
		{"half a personal ID", replace("000190000002", "00019000000"), bulkfile.CodeValue, 2},
		{"a personal ID beside a difference", replace(`"result":"differs"`, `"personal_id":"000190000002","result":"differs"`), bulkfile.CodeValue, 3},
		{"cut off", answersFile[:strings.Index(answersFile, `{"rows"`)], bulkfile.CodeTruncated, 7},
		{"cut off inside a line", answersFile[:len(answersFile)-30], bulkfile.CodeSyntax, 6},
		{"other number of rows", replace(`{"rows":5}`, `{"rows":4}`), bulkfile.CodeTruncated, 7},
		{"something follows", answersFile + "{}\n", bulkfile.CodeSyntax, 8},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := collect(bulkfile.ReadAnswers(strings.NewReader(c.file)))
			var e *bulkfile.Error
			if !errors.As(err, &e) || e.Code != c.code || e.Line != c.line || !errors.Is(err, c.code) {
				t.Errorf("error = %v, want %q at line %d", err, string(c.code), c.line)
			}
		})
	}
}

func TestReadFailure(t *testing.T) {
	cause := errors.New("disk gone")
	_, _, err := collect(bulkfile.ReadQuestions(io.MultiReader(strings.NewReader(questionsFile[:200]), iotest.ErrReader(cause))))
	if !errors.Is(err, bulkfile.CodeRead) || !errors.Is(err, cause) {
		t.Errorf("error = %v, want CodeRead with its cause", err)
	}
	_, _, err = collect(bulkfile.ReadQuestions(strings.NewReader(strings.Replace(questionsFile, "r-1", "r 1", 1))))
	if !errors.Is(err, bulkfile.CodeValue) {
		t.Errorf("error = %v, want CodeValue", err)
	}
}

func TestPair(t *testing.T) {
	of := func(rows ...string) iter.Seq2[bulkfile.Answer, error] {
		return func(yield func(bulkfile.Answer, error) bool) {
			for _, row := range rows {
				if !yield(bulkfile.Answer{Row: row, Result: bulkfile.ResultSeveral}, nil) {
					return
				}
			}
		}
	}
	for _, c := range []struct {
		name, reason string
		asked, got   []string
		code         bulkfile.Code
	}{
		{"another order", "answers are found by their keys", []string{"a", "b", "c"}, []string{"c", "a", "b"}, ""},
		{"nothing", "", nil, nil, ""},
		{"missing", "a row without an answer is nobody's no", []string{"a", "b"}, []string{"a"}, bulkfile.CodeMissingRow},
		{"doubled", "which of the two holds?", []string{"a", "b"}, []string{"a", "b", "a"}, bulkfile.CodeDuplicateRow},
		{"foreign", "it may be the answer to somebody's question", []string{"a"}, []string{"a", "x"}, bulkfile.CodeForeignRow},
		{"foreign for missing", "", []string{"a", "b"}, []string{"a", "x"}, bulkfile.CodeForeignRow},
		{"asked twice", "a mistake of the caller", []string{"a", "a"}, []string{"a"}, bulkfile.CodeDuplicateRow},
	} {
		t.Run(c.name, func(t *testing.T) {
			paired, err := bulkfile.Pair(c.asked, of(c.got...))
			if c.code != "" {
				if !errors.Is(err, c.code) || paired != nil {
					t.Errorf("%v, %v; want %q and no answers: %s", paired, err, string(c.code), c.reason)
				}
				return
			}
			var rows []string
			for _, a := range paired {
				rows = append(rows, a.Row)
			}
			if err != nil || !slices.Equal(rows, c.asked) {
				t.Errorf("rows %v, error %v; want %v: %s", rows, err, c.asked, c.reason)
			}
		})
	}
}
