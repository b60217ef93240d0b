package bulkfile_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

func hmacOf(t testing.TB, key string) bulkfile.HMAC {
	t.Helper()
	h, err := bulkfile.NewHMAC(registryclient.NewSecret(key))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

const (
	ourKey   = "our key for these tests, of 32 bytes or more"
	theirKey = "the other side's key for these tests, 32 bytes"
)

// asked is a synthetic participant; every seventh has no number.
func asked(i int) bulkfile.Question {
	q := bulkfile.Question{
		FullName: identity.Name(fmt.Sprintf("Canaria Mẫu %d", i)), DateOfBirth: "1985", Gender: "Nam",
		IDNumber: identity.Text(fmt.Sprintf("000085%06d", i%1_000_000)),
	}
	if i%7 == 6 {
		q.IDNumber = ""
	}
	return q
}

func participants(n int) iter.Seq2[bulkfile.Question, error] {
	return func(yield func(bulkfile.Question, error) bool) {
		for i := range n {
			if !yield(asked(i), nil) {
				return
			}
		}
	}
}

// respond is the other side: it goes by the last digit of the name.
func respond(q bulkfile.Question) bulkfile.Answer {
	switch last := q.FullName[len(q.FullName)-1]; {
	case q.IDNumber.IsEmpty() && last%2 == 0:
		return bulkfile.Answer{Result: bulkfile.ResultProposed, Proposed: []identity.PersonalID{
			identity.MustParsePersonalID("000085000901"), identity.MustParsePersonalID("000085000902"),
		}}
	case q.IDNumber.IsEmpty():
		return bulkfile.Answer{Result: bulkfile.ResultNoSuchPerson}
	case last == '3':
		return bulkfile.Answer{Result: bulkfile.ResultDiffers, Wrong: []bulkfile.Field{bulkfile.FieldName}}
	case last == '4':
		return bulkfile.Answer{Result: bulkfile.ResultUnavailable}
	}
	return bulkfile.Answer{Result: bulkfile.ResultMatch}
}

var header = bulkfile.Header{Exchange: "x-1", Purpose: registryclient.Purpose{Procedure: "TEST", Officer: "officer"}}

// exchanged is an exchange with its answers.
func exchanged(t testing.TB, n int) (questions, answers string) {
	t.Helper()
	questions, answers = filepath.Join(t.TempDir(), "q"), filepath.Join(t.TempDir(), "a")
	list, err := bulkfile.ExportQuestions(t.Context(), questions, header, participants(n), bulkfile.ExportOptions{Signer: hmacOf(t, ourKey), RowsPerFile: 40})
	if err != nil || list.Rows != n {
		t.Fatalf("%d rows, error %v", list.Rows, err)
	}
	if _, err := bulkfile.Respond(t.Context(), questions, answers, hmacOf(t, ourKey), bulkfile.ExportOptions{Signer: hmacOf(t, theirKey)}, respond); err != nil {
		t.Fatal(err)
	}
	return questions, answers
}

// imports runs an import to its end.
func imports(t testing.TB, questions, answers string) (rows []bulkfile.Imported, err error) {
	t.Helper()
	opts := bulkfile.ImportOptions{Questions: hmacOf(t, ourKey), Answers: hmacOf(t, theirKey)}
	for row, err := range bulkfile.Import(t.Context(), questions, answers, opts) {
		if err != nil {
			return rows, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func TestExchange(t *testing.T) {
	for _, n := range []int{0, 1, 39, 40, 41, 100, 250} {
		questions, answers := exchanged(t, n)
		rows, err := imports(t, questions, answers)
		if err != nil || len(rows) != n {
			t.Fatalf("%d of %d rows, error %v", len(rows), n, err)
		}
		for i, row := range rows {
			fits(t, i, &row)
		}
		for range 2 { // importing again is nothing
			if rows, err := imports(t, questions, answers); err != nil || len(rows) != 0 {
				t.Errorf("imported again: %d rows, error %v", len(rows), err)
			}
		}
	}
}

// fits checks what came back for a row.
func fits(t *testing.T, i int, row *bulkfile.Imported) {
	t.Helper()
	q := asked(i)
	want := respond(q)
	if row.Question.FullName != q.FullName || row.Question.Row != registryclient.RowRequestID("x-1", i, 0, 0) {
		t.Fatalf("row %d is of another", i)
	}
	switch {
	case q.IDNumber.IsEmpty():
		if row.Proposal == nil || len(row.Proposal.Numbers) != len(want.Proposed) || row.Reply.Answer.Outcome != registryclient.OutcomeUnknown {
			t.Errorf("row %d without a number: %v, want a proposal and no answer", i, row)
		}
	case want.Result == bulkfile.ResultUnavailable:
		if !row.Unavailable() || row.Proposal != nil {
			t.Errorf("row %d: %v, want unavailable", i, row)
		}
	case (row.Reply.Answer.Outcome == registryclient.OutcomeMatched) != (want.Result == bulkfile.ResultMatch) || row.Reply.Err != nil:
		t.Errorf("row %d: %v, want %v", i, row, want.Result)
	}
}

// TestInterruptedImport leaves in the middle of a file: that file comes whole
// the next time, and those before it do not.
func TestInterruptedImport(t *testing.T) {
	questions, answers := exchanged(t, 100)
	opts := bulkfile.ImportOptions{Questions: hmacOf(t, ourKey), Answers: hmacOf(t, theirKey)}
	given := 0
	for range bulkfile.Import(t.Context(), questions, answers, opts) {
		if given++; given == 55 {
			break
		}
	}
	rows, err := imports(t, questions, answers)
	if err != nil || len(rows) != 60 || rows[0].Question.FullName != asked(40).FullName {
		t.Errorf("%d rows, error %v; want those from 40 on", len(rows), err)
	}
}

// TestRefusedFiles changes a finished exchange in every way that matters.
func TestRefusedFiles(t *testing.T) {
	replace := func(dir, name, old, new string) error {
		path := filepath.Join(dir, name)
		data, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(data), old) {
			return fmt.Errorf("%q is not there: %w", old, err)
		}
		return os.WriteFile(path, []byte(strings.Replace(string(data), old, new, 1)), 0o600)
	}
	for name, c := range map[string]struct {
		change func(questions, answers string) error
		want   bulkfile.Code
		given  int
	}{
		"an answer altered": {func(_, a string) error {
			return replace(a, "answers-00002.jsonl", `"match"`, `"several"`)
		}, bulkfile.CodeAltered, 40},
		"an answer altered, same length": {func(_, a string) error {
			return replace(a, "answers-00002.jsonl", `"full_name"`, `"id_number"`)
		}, bulkfile.CodeAltered, 40},
		"a question altered": {func(q, _ string) error {
			return replace(q, "questions-00001.jsonl", "Canaria Mẫu 1", "Canaria Mẫu 2")
		}, bulkfile.CodeAltered, 0},
		"the list altered": {func(_, a string) error {
			return replace(a, "list.json", `"rows": 40`, `"rows": 41`)
		}, bulkfile.CodeSignature, 0},
		"the signature altered": {func(_, a string) error {
			return os.WriteFile(filepath.Join(a, "list.sig"), []byte("hmac-sha256 00\n"), 0o600)
		}, bulkfile.CodeSignature, 0},
		"another algorithm": {func(_, a string) error {
			return replace(a, "list.sig", "hmac-sha256", "none")
		}, bulkfile.CodeSignature, 0},
		"no list":       {func(_, a string) error { return os.Remove(filepath.Join(a, "list.json")) }, bulkfile.CodeMissingFile, 0},
		"no signature":  {func(_, a string) error { return os.Remove(filepath.Join(a, "list.sig")) }, bulkfile.CodeMissingFile, 0},
		"a file gone":   {func(_, a string) error { return os.Remove(filepath.Join(a, "answers-00003.jsonl")) }, bulkfile.CodeMissingFile, 0},
		"a file more":   {func(_, a string) error { return os.WriteFile(filepath.Join(a, "answers-00009.jsonl"), nil, 0o600) }, bulkfile.CodeForeignFile, 0},
		"files swapped": {func(_, a string) error { return exchange(a, "answers-00001.jsonl", "answers-00002.jsonl") }, bulkfile.CodeAltered, 0},
	} {
		t.Run(name, func(t *testing.T) {
			questions, answers := exchanged(t, 100)
			if err := c.change(questions, answers); err != nil {
				t.Fatal(err)
			}
			rows, err := imports(t, questions, answers)
			if !errors.Is(err, c.want) || len(rows) != c.given {
				t.Errorf("%d rows, error %v; want %d and %q", len(rows), err, c.given, string(c.want))
			}
		})
	}
}

func exchange(dir, a, b string) error {
	p, q := filepath.Join(dir, a), filepath.Join(dir, b)
	return errors.Join(os.Rename(p, p+"x"), os.Rename(q, p), os.Rename(p+"x", q))
}

// TestAnswersThatDoNotFit has the other side sign answers that do not fit.
func TestAnswersThatDoNotFit(t *testing.T) {
	id := identity.MustParsePersonalID
	for name, c := range map[string]struct {
		answer func(bulkfile.Question) bulkfile.Answer
		want   bulkfile.Code
	}{
		"a proposal for a number": {func(q bulkfile.Question) bulkfile.Answer {
			return bulkfile.Answer{Result: bulkfile.ResultProposed, Proposed: []identity.PersonalID{id("000085000901")}}
		}, bulkfile.CodeValue},
		"a verdict for no number": {func(q bulkfile.Question) bulkfile.Answer {
			return bulkfile.Answer{Result: bulkfile.ResultMatch}
		}, bulkfile.CodeValue},
		"somebody else's personal ID": {func(q bulkfile.Question) bulkfile.Answer {
			if a := respond(q); a.Result != bulkfile.ResultMatch {
				return a
			}
			return bulkfile.Answer{Result: bulkfile.ResultMatch, PersonalID: id("000085999999")}
		}, bulkfile.CodeValue},
		"a proposal of nobody": {func(q bulkfile.Question) bulkfile.Answer {
			if q.IDNumber.IsEmpty() {
				return bulkfile.Answer{Result: bulkfile.ResultProposed}
			}
			return respond(q)
		}, bulkfile.CodeValue},
	} {
		questions, answers := exchanged(t, 30)
		if err := os.RemoveAll(answers); err != nil {
			t.Fatal(err)
		}
		opts := bulkfile.ExportOptions{Signer: hmacOf(t, theirKey)}
		if _, err := bulkfile.Respond(t.Context(), questions, answers, hmacOf(t, ourKey), opts, c.answer); err != nil {
			t.Fatal(err)
		}
		if rows, err := imports(t, questions, answers); !errors.Is(err, c.want) || len(rows) != 0 {
			t.Errorf("%s: %d rows, error %v", name, len(rows), err)
		}
	}
}

func TestRefusedExchanges(t *testing.T) {
	questions, answers := exchanged(t, 100)
	if _, err := imports(t, questions, answers); err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(t.TempDir(), "again")
	other := func(q bulkfile.Question) bulkfile.Answer {
		if q.IDNumber.IsEmpty() {
			return respond(q)
		}
		return bulkfile.Answer{Result: bulkfile.ResultSeveral}
	}
	if _, err := bulkfile.Respond(t.Context(), questions, again, hmacOf(t, ourKey), bulkfile.ExportOptions{Signer: hmacOf(t, theirKey)}, other); err != nil {
		t.Fatal(err)
	}
	if rows, err := imports(t, questions, again); !errors.Is(err, bulkfile.CodeReplayed) || len(rows) != 0 {
		t.Errorf("other answers to the same exchange: %d rows, error %v", len(rows), err)
	}
	secondQuestions := filepath.Join(t.TempDir(), "q2")
	second := bulkfile.Header{Purpose: header.Purpose}
	opts := bulkfile.ExportOptions{Signer: hmacOf(t, ourKey), RowsPerFile: 40}
	if _, err := bulkfile.ExportQuestions(t.Context(), secondQuestions, second, participants(100), opts); err != nil {
		t.Fatal(err)
	}
	if _, err := imports(t, secondQuestions, answers); !errors.Is(err, bulkfile.CodeExchange) {
		t.Errorf("the answers to another exchange: %v", err)
	}
	if _, err := imports(t, answers, questions); !errors.Is(err, bulkfile.CodeSignature) {
		t.Errorf("the other way round: %v", err)
	}
	if _, err := imports(t, questions, t.TempDir()); !errors.Is(err, bulkfile.CodeMissingFile) {
		t.Errorf("no answers yet: %v", err)
	}
}

func TestExportRefuses(t *testing.T) {
	broken := errors.New("the input broke off")
	failing := func(yield func(bulkfile.Question, error) bool) {
		for q := range participants(50) {
			if !yield(q, nil) {
				return
			}
		}
		yield(bulkfile.Question{}, broken)
	}
	twice := func(yield func(bulkfile.Question, error) bool) {
		for q := range participants(2) {
			q.Row = "same"
			if !yield(q, nil) {
				return
			}
		}
	}
	taken, _ := exchanged(t, 3)
	foreign := t.TempDir()
	if err := os.WriteFile(filepath.Join(foreign, "somebody's.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	signer := bulkfile.ExportOptions{Signer: hmacOf(t, ourKey), RowsPerFile: 10}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx  context.Context
		dir  string
		h    bulkfile.Header
		rows iter.Seq2[bulkfile.Question, error]
		opts bulkfile.ExportOptions
		want error
	}{
		"no signer":          {t.Context(), t.TempDir(), header, participants(3), bulkfile.ExportOptions{}, bulkfile.CodeConfig},
		"files too large":    {t.Context(), t.TempDir(), header, participants(3), bulkfile.ExportOptions{Signer: signer.Signer, RowsPerFile: 1 << 20}, bulkfile.CodeConfig},
		"a zero HMAC":        {t.Context(), t.TempDir(), header, participants(3), bulkfile.ExportOptions{Signer: bulkfile.HMAC{}}, bulkfile.CodeConfig},
		"an exchange there":  {t.Context(), taken, header, participants(3), signer, bulkfile.CodeExists},
		"somebody's file":    {t.Context(), foreign, header, participants(3), signer, bulkfile.CodeForeignFile},
		"unusable name":      {t.Context(), t.TempDir(), bulkfile.Header{Exchange: "a b"}, participants(3), signer, bulkfile.CodeValue},
		"input that fails":   {t.Context(), t.TempDir(), header, failing, signer, broken},
		"a row key twice":    {t.Context(), t.TempDir(), header, twice, signer, bulkfile.CodeDuplicateRow},
		"a context that end": {stopped, t.TempDir(), header, participants(3), signer, context.Canceled},
	} {
		if _, err := bulkfile.ExportQuestions(c.ctx, c.dir, c.h, c.rows, c.opts); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
		if _, err := os.Stat(filepath.Join(c.dir, "list.sig")); c.dir != taken && err == nil {
			t.Errorf("%s: it was signed all the same", name)
		}
	}
	dir := t.TempDir() // an export that broke off is written over
	_, _ = bulkfile.ExportQuestions(t.Context(), dir, header, failing, signer)
	list, err := bulkfile.ExportQuestions(t.Context(), dir, header, participants(25), signer)
	if err != nil || len(list.Files) != 3 || !slices.IsSortedFunc(list.Files, func(a, b bulkfile.ListedFile) int { return strings.Compare(a.Name, b.Name) }) {
		t.Errorf("%v, error %v", list, err)
	}
	if _, err := bulkfile.ReadList(dir, hmacOf(t, ourKey)); err != nil {
		t.Error(err)
	}
}
