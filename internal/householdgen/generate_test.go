package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const tables = "../../household/data"

// TestGenerated: the committed files are what the committed tables give.
func TestGenerated(t *testing.T) {
	files, err := generate(os.DirFS(tables))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join("../../household", name))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("%s is not up to date (-generated +committed):\n%s", name, d)
		}
	}
	if len(files) != 3 {
		t.Errorf("%d files, want 3", len(files))
	}
}

// TestRefused breaks one table at a time.
func TestRefused(t *testing.T) {
	cases := []struct {
		name, reason, file, from, to, want string
	}{
		{"a gap", "a day without a base salary", "base-salary.csv", "2016-05-01,", "2016-05-02,", "base-salary.csv:15: does not begin on the day after"},
		{"an open row in the middle", "two base salaries on one day", "base-salary.csv", "2023-07-01,2024-06-30", "2023-07-01,", "no end"},
		{"an end", "nothing in force", "rates.csv", "2015-01-01,,45", "2015-01-01,2026-12-31,45", "has an end"},
		{"no amount", "a number is needed", "base-salary.csv", ",2530000,", ",,", "amount_vnd is not"},
		{"backwards", "a time has a beginning before its end", "support.csv", "near_poor,2018-12-01", "near_poor,2028-12-01", "lies before"},
		{"no such percentage", "0 to 100", "tiers.csv", ",1,100,A", ",1,101,A", "percent_of_first is not"},
		{"no such place", "a digit", "tiers.csv", ",5+,40", ",x+,40", "position is not"},
		{"a place left out", "places follow one another", "tiers.csv", ",2,70", ",3,70", "position is not"},
		{"no last place", "a sixth person pays too", "tiers.csv", "2014-12-31,5+,60", "2014-12-31,5,60", "no position counts"},
		{"no certainty", "A, B or C", "tiers.csv", ",1,100,A", ",1,100,D", "certainty is none"},
		{"no source", "every row has one", "basis.csv", ",TT 30/2020/TT-BYT Điều 4 khoản 2; thực tế thu,", ",,", "no reference"},
		{"no group", "every share is of a group", "support.csv", "near_poor,", ",", "no group"},
		{"a relation twice", "codes are unique", "relations.csv", "wife,vợ", "head,vợ", "stands twice"},
		{"an unknown general relation", "it is one of the table", "relations.csv", "con dâu,child", "con dâu,kid", "none of the table"},
		{"no day", "yyyy-MM-dd", "rates.csv", "2015-01-01,,45", "2015-13-01,,45", "is not a day"},
		{"no month", "yyyy-MM", "VERSION", "-", "/", "not a month"},
		{"a column missing", "found by name", "rates.csv", "per_mille", "permille", "required and missing"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := fstest.MapFS{}
			for _, name := range []string{"VERSION", "base-salary.csv", "rates.csv", "tiers.csv", "support.csv", "basis.csv", "relations.csv"} {
				text, err := os.ReadFile(filepath.Join(tables, name))
				if err != nil {
					t.Fatal(err)
				}
				if name == c.file {
					broken := strings.Replace(string(text), c.from, c.to, 1)
					if broken == string(text) {
						t.Fatal("the case breaks nothing")
					}
					text = []byte(broken)
				}
				in[name] = &fstest.MapFile{Data: text}
			}
			if _, err := generate(in); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v, want %q", c.reason, err, c.want)
			}
		})
	}
}
