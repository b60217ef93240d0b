package bulkfile

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// What stands in the first line of every file.
const (
	Format  = "bhxh-go/bulk"
	Version = 1
	Note    = "not an official format"
)

const (
	kindQuestions = "questions"
	kindAnswers   = "answers"
	kindShares    = "shares"
)

type headerLine struct {
	Format    string `json:"format"`
	Version   int    `json:"version"`
	Kind      string `json:"kind"`
	Exchange  string `json:"exchange"`
	Procedure string `json:"procedure,omitempty"`
	Officer   string `json:"officer,omitempty"`
	Unit      string `json:"unit,omitempty"`
	Note      string `json:"note"`
}

type questionLine struct {
	Row         string `json:"row"`
	FullName    string `json:"full_name"`
	DateOfBirth string `json:"date_of_birth"`
	Gender      string `json:"gender,omitempty"`
	IDNumber    string `json:"id_number"`
}

type answerLine struct {
	Row         string   `json:"row"`
	Result      string   `json:"result"`
	Wrong       []string `json:"wrong,omitempty"`
	Description string   `json:"description,omitempty"` // read, never written: see Vocabulary
	NotCompared []string `json:"not_compared,omitempty"`
	PersonalID  string   `json:"personal_id,omitempty"`
	Proposed    []string `json:"proposed,omitempty"`
}

type lastLine struct {
	Rows *int `json:"rows"`
}

// WriteQuestions writes a file of questions. It streams; what it wrote before
// an error of w is of no use.
func WriteQuestions(w io.Writer, h Header, rows iter.Seq[Question]) error {
	head := headerLine{
		Kind: kindQuestions, Exchange: h.Exchange,
		Procedure: h.Purpose.Procedure, Officer: h.Purpose.Officer, Unit: h.Purpose.Unit,
	}
	return writeFile(w, head, func(yield func(any) bool) {
		for q := range rows {
			if !yield(questionLine{q.Row, string(q.FullName), string(q.DateOfBirth), string(q.Gender), string(q.IDNumber)}) {
				return
			}
		}
	})
}

// WriteAnswers writes a file of answers. It streams; what it wrote before an
// error of w is of no use.
func WriteAnswers(w io.Writer, h Header, rows iter.Seq[Answer]) error {
	return writeFile(w, headerLine{Kind: kindAnswers, Exchange: h.Exchange}, func(yield func(any) bool) {
		for a := range rows {
			if !yield(answerLine{
				Row: a.Row, Result: string(a.Result), Wrong: words(a.Wrong), NotCompared: words(a.NotCompared),
				PersonalID: a.PersonalID.Reveal(), Proposed: revealed(a.Proposed),
			}) {
				return
			}
		}
	})
}

func words(fields []Field) []string {
	var out []string
	for _, f := range fields {
		out = append(out, string(f))
	}
	return out
}

func revealed(ids []identity.PersonalID) []string {
	var out []string
	for _, id := range ids {
		out = append(out, id.Reveal())
	}
	return out
}

func writeFile(w io.Writer, head headerLine, rows iter.Seq[any]) error {
	head.Format, head.Version, head.Note = Format, Version, Note
	buffered := bufio.NewWriter(w)
	encoder := json.NewEncoder(buffered)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(head); err != nil {
		return err
	}
	count := 0
	for row := range rows {
		if err := encoder.Encode(row); err != nil {
			return err
		}
		count++
	}
	if err := encoder.Encode(lastLine{&count}); err != nil {
		return err
	}
	return buffered.Flush()
}

// ReadQuestions reads a file of questions: its header, and its rows as they
// are drawn. An error, always an *[Error], is the last thing the rows give; a
// caller that acts on rows before the end acts on a file that may still break
// off. The rows can be drawn once.
func ReadQuestions(r io.Reader) (Header, iter.Seq2[Question, error], error) {
	f, head, err := openFile(r, kindQuestions)
	if err != nil {
		return Header{}, nil, err
	}
	h := Header{head.Exchange, registryclient.Purpose{Procedure: head.Procedure, Officer: head.Officer, Unit: head.Unit}}
	return h, readRows(f, func(text []byte) (Question, bool, error) {
		var q questionLine
		if err := strict(text, &q); err != nil {
			return Question{}, false, err
		}
		question := Question{q.Row, identity.Name(q.FullName), identity.Text(q.DateOfBirth), identity.Text(q.Gender), identity.Text(q.IDNumber)}
		return question, registryclient.ValidRequestID(q.Row), nil
	}), nil
}

// ReadAnswers reads a file of answers, as ReadQuestions does questions. Whether
// its rows are those that were asked is for [Pair] to say. A result or a field
// in words that the format does not have is refused; to read the words of
// another service, see [Vocabulary].
func ReadAnswers(r io.Reader) (Header, iter.Seq2[Answer, error], error) {
	return Vocabulary{}.ReadAnswers(r)
}
