package bulkfile

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"path/filepath"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

// ImportOptions are the settings of an import.
type ImportOptions struct {
	Questions  Checker // of our own digest list; needed
	Answers    Checker // of the other side's; needed
	Vocabulary Vocabulary

	// OpenQuestions and OpenAnswers decrypt the files where they are sealed. With
	// one, files in clear are refused with CodeSealed; nil is for files in clear.
	OpenQuestions, OpenAnswers Opener
}

// Imported is one row of an exchange with its answer. fmt and log/slog show it
// masked.
type Imported struct {
	Question Question
	Reply    registryclient.Reply // of a question with a number; an error where the row was not looked at
	Proposal *Proposal            // of a question without one, unless it was not looked at: then see Reply.Err
}

// Masked gives the row without personal values.
func (r Imported) Masked() string {
	if r.Proposal != nil {
		return r.Proposal.Masked()
	}
	return "{row:" + r.Question.Row + " " + r.Reply.Masked() + "}"
}

// String gives the masked form.
func (r Imported) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r Imported) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r Imported) LogValue() slog.Value { return slog.StringValue(r.Masked()) }

// importedName is the directory, inside that of the questions, with the ledger
// of what was imported.
const importedName = "imported"

// Import takes the answers to an exchange: questions as [ExportQuestions] wrote
// them into one directory, answers as they came back into another. Files of
// answers correspond to files of questions one to one, and so do the rows in
// them, in any order; a missing, doubled, foreign or altered row or file is
// refused, and then no row of its file is given.
//
// A file whose rows were all given, up to the call for what follows the last,
// is entered into a ledger in the directory of the questions. Importing it
// again gives nothing; other answers in its place are refused with
// CodeReplayed. When an import breaks off in the middle of a file, the next
// gives the whole of that file again: act on rows by their keys.
//
// One import at a time has the ledger. Errors are *[Error] or the context's, and
// are the last thing given.
func Import(ctx context.Context, asked, answered string, opts ImportOptions) iter.Seq2[Imported, error] {
	return func(yield func(Imported, error) bool) {
		in, err := openImport(asked, answered, opts)
		if err != nil {
			yield(Imported{}, err)
			return
		}
		defer func() { _ = in.ledger.Close() }()
		for i := range in.questions.Files {
			rows, err := in.file(ctx, i)
			if err != nil {
				yield(Imported{}, err)
				return
			}
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
			if rows == nil {
				continue
			}
			if err := in.finish(i); err != nil {
				yield(Imported{}, err)
				return
			}
		}
	}
}

// importing is one import under way.
type importing struct {
	asked, answered    string
	questions, answers List
	options            ImportOptions
	ledger             *framelog.Log
	done               map[string]string // name of a file of answers: its digest
}

func openImport(asked, answered string, opts ImportOptions) (*importing, error) {
	in := &importing{asked: asked, answered: answered, options: opts, done: make(map[string]string)}
	var err error
	if in.questions, err = ReadList(asked, opts.Questions); err != nil {
		return nil, err
	}
	if in.answers, err = ReadList(answered, opts.Answers); err != nil {
		return nil, err
	}
	switch {
	case in.questions.Kind != kindQuestions || in.answers.Kind != kindAnswers:
		return nil, &Error{Code: CodeFormat}
	case in.questions.Exchange != in.answers.Exchange:
		return nil, &Error{Code: CodeExchange}
	case len(in.questions.Files) > len(in.answers.Files):
		return nil, &Error{Code: CodeMissingFile}
	case len(in.questions.Files) < len(in.answers.Files):
		return nil, &Error{Code: CodeForeignFile}
	}
	in.ledger, _, err = framelog.Open(filepath.Join(asked, importedName), framelog.Options{Kind: "bulk-import", SegmentSize: 1 << 30},
		func(f *framelog.Frame) error {
			return f.Records(func(record []byte) error {
				name, digest, _ := strings.Cut(string(record), " ")
				in.done[name] = digest
				return nil
			})
		})
	if err != nil {
		return nil, kept(err)
	}
	return in, nil
}

// kept gives an error of a ledger.
func kept(err error) error {
	if err == nil {
		return nil
	}
	return &Error{Code: CodeLedger, Err: err}
}

// file gives the rows of the i-th file; nil where it was imported already.
func (in *importing) file(ctx context.Context, i int) ([]Imported, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f := &in.answers.Files[i]
	switch in.done[f.Name] {
	case "":
	case f.SHA256:
		return nil, nil
	default:
		return nil, &Error{Code: CodeReplayed}
	}
	questions, err := questionsOf(in.asked, &in.questions, i, in.options.OpenQuestions)
	if err != nil {
		return nil, err
	}
	data, err := in.answers.Open(in.answered, i, in.options.OpenAnswers)
	if err != nil {
		return nil, err
	}
	header, lines, err := in.options.Vocabulary.ReadAnswers(data)
	if err != nil {
		return nil, err
	}
	if header.Exchange != in.questions.Exchange {
		return nil, &Error{Code: CodeExchange, Line: 1}
	}
	keys := make([]string, len(questions))
	for n := range questions {
		keys[n] = questions[n].Row
	}
	answers, err := Pair(keys, lines)
	if err != nil {
		return nil, err
	}
	rows := make([]Imported, len(questions))
	for n := range questions {
		if rows[n], err = imported(questions[n], &answers[n]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// finish enters a file into the ledger.
func (in *importing) finish(i int) error {
	f := &in.answers.Files[i]
	_, err := in.ledger.Append([]byte(f.Name + " " + f.SHA256))
	return kept(err)
}

// imported puts an answer to its question.
func imported(q Question, a *Answer) (Imported, error) {
	out := Imported{Question: q}
	if !a.fits(&q) {
		return out, &Error{Code: CodeValue}
	}
	if a.Result.numberless() {
		out.Proposal = &Proposal{Row: q.Row, Question: q, Numbers: a.Proposed}
		return out, nil
	}
	if a.PersonalID.IsValid() { // must be the one that was sent, where one was
		if sent, err := identity.ParsePersonalID(string(q.IDNumber)); err == nil && sent != a.PersonalID {
			return out, &Error{Code: CodeValue}
		}
	}
	out.Reply = translate(&registryclient.Query{RequestID: q.Row}, a)
	return out, nil
}

// questionsOf reads the i-th file of an exchange of questions.
func questionsOf(dir string, list *List, i int, opener Opener) ([]Question, error) {
	data, err := list.Open(dir, i, opener)
	if err != nil {
		return nil, err
	}
	header, rows, err := ReadQuestions(data)
	if err != nil {
		return nil, err
	}
	if header.Exchange != list.Exchange {
		return nil, &Error{Code: CodeExchange, Line: 1}
	}
	questions := make([]Question, 0, list.Files[i].Rows)
	for q, err := range rows {
		if err != nil {
			return nil, err
		}
		questions = append(questions, q)
	}
	if len(questions) != list.Files[i].Rows {
		return nil, &Error{Code: CodeTruncated}
	}
	return questions, nil
}

// Unavailable reports a row that the other side did not look at: it goes into a
// later exchange.
func (r Imported) Unavailable() bool {
	return errors.Is(r.Reply.Err, registryclient.CodeUnavailable)
}
