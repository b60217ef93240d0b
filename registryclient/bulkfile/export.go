package bulkfile

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"github.com/bhxh-go/bhxh/registryclient"
)

// ExportOptions are the settings of an export.
type ExportOptions struct {
	// Signer signs the digest list. It is needed.
	Signer Signer

	// RowsPerFile is how many rows a file takes. Defaults to 10,000, at most
	// 100,000: a file is held in memory while it is written or imported.
	RowsPerFile int

	// Sealers encrypt the files, each for one side that may open them. None
	// leaves them in clear: then the medium on which they go must be encrypted.
	// Questions are needed again to import their answers, so we are among those
	// who may open them.
	Sealers []Sealer

	// Opener decrypts the questions, for Respond. nil where they are in clear.
	Opener Opener
}

const maxRowsPerFile = 100_000

func (o ExportOptions) check() (ExportOptions, error) {
	if o.RowsPerFile == 0 {
		o.RowsPerFile = 10_000
	}
	if o.Signer == nil || o.RowsPerFile < 1 || o.RowsPerFile > maxRowsPerFile {
		return o, &Error{Code: CodeConfig}
	}
	return o, nil
}

// ExportQuestions writes an exchange into a directory, which it makes with mode
// 0700: the files of questions and their signed digest list. A question without
// a row key gets one ([registryclient.RowRequestID] of exchange and place); an
// exchange without a name gets a random one. People without any number go along
// with an empty IDNumber: see [Proposal].
//
// A directory that holds an exchange is refused with CodeExists; what an export
// left there that broke off is written over. An error of the input ends the
// export and is its error. Otherwise errors are *[Error].
func ExportQuestions(ctx context.Context, dir string, h Header, questions iter.Seq2[Question, error], opts ExportOptions) (List, error) {
	if h.Exchange == "" {
		h.Exchange = newExchange()
	}
	if !registryclient.ValidRequestID(h.Exchange) {
		return List{}, &Error{Code: CodeValue}
	}
	n := 0
	keyed := func(yield func(Question, error) bool) {
		for q, err := range questions {
			if err == nil && q.Row == "" {
				q.Row = registryclient.RowRequestID(h.Exchange, n, 0, 0)
			}
			n++
			if !yield(q, err) {
				return
			}
		}
	}
	return export(ctx, dir, kindQuestions, h.Exchange, keyed, opts, func(w io.Writer, rows []Question) error {
		if !uniqueRows(rows, func(q Question) string { return q.Row }) {
			return &Error{Code: CodeDuplicateRow}
		}
		return WriteQuestions(w, h, slices.Values(rows))
	})
}

func newExchange() string { return "x-" + rand.Text() }

// uniqueRows reports usable row keys, each once.
func uniqueRows[T any](rows []T, key func(T) string) bool {
	seen := make(map[string]bool, len(rows))
	for _, row := range rows {
		k := key(row)
		if seen[k] || !registryclient.ValidRequestID(k) {
			return false
		}
		seen[k] = true
	}
	return true
}

// Respond answers an exchange: it reads the questions of one directory and
// writes the answers into another, file for file. It is the other side's part,
// for tests and rehearsals.
func Respond(ctx context.Context, asked, answered string, checker Checker, opts ExportOptions, answer func(Question) Answer) (List, error) {
	list, err := ReadList(asked, checker)
	if err != nil {
		return List{}, err
	}
	opts, err = opts.check()
	if err != nil {
		return List{}, err
	}
	out := List{Kind: kindAnswers, Exchange: list.Exchange, Sealed: len(opts.Sealers) > 0}
	if err := prepare(answered); err != nil {
		return List{}, err
	}
	for i := range list.Files {
		if err := ctx.Err(); err != nil {
			return List{}, err
		}
		questions, err := questionsOf(asked, &list, i, opts.Opener)
		if err != nil {
			return List{}, err
		}
		var file bytes.Buffer
		err = WriteAnswers(&file, Header{Exchange: list.Exchange}, func(yield func(Answer) bool) {
			for _, q := range questions {
				a := answer(q)
				a.Row = q.Row
				if !yield(a) {
					return
				}
			}
		})
		if err == nil {
			err = out.add(answered, file.Bytes(), len(questions), opts.Sealers)
		}
		if err != nil {
			return List{}, err
		}
	}
	return out, out.write(answered, opts.Signer)
}

// export writes rows into files of a kind, and signs.
func export[T any](ctx context.Context, dir, kind, exchange string, rows iter.Seq2[T, error], opts ExportOptions, write func(io.Writer, []T) error) (List, error) {
	opts, err := opts.check()
	if err != nil {
		return List{}, err
	}
	if err := prepare(dir); err != nil {
		return List{}, err
	}
	list := List{Kind: kind, Exchange: exchange, Sealed: len(opts.Sealers) > 0}
	var part []T
	flush := func() error {
		var file bytes.Buffer
		if err := write(&file, part); err != nil {
			return err
		}
		n := len(part)
		part = part[:0]
		return list.add(dir, file.Bytes(), n, opts.Sealers)
	}
	for row, err := range rows {
		if err != nil {
			return List{}, err
		}
		if err := ctx.Err(); err != nil {
			return List{}, err
		}
		if part = append(part, row); len(part) == opts.RowsPerFile {
			if err := flush(); err != nil {
				return List{}, err
			}
		}
	}
	if len(part) > 0 || len(list.Files) == 0 {
		if err := flush(); err != nil {
			return List{}, err
		}
	}
	return list, list.write(dir, opts.Signer)
}

// add puts the next file into the directory and the list.
func (l *List) add(dir string, data []byte, rows int, sealers []Sealer) error {
	if len(sealers) > 0 {
		var err error
		if data, err = sealed(data, l.sealContext(len(l.Files)), sealers); err != nil {
			return err
		}
	}
	sum := sha256.Sum256(data)
	f := ListedFile{Name: fileName(l.Kind, len(l.Files)+1), Rows: rows, Bytes: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}
	l.Files, l.Rows = append(l.Files, f), l.Rows+rows
	return writeWhole(dir, f.Name, data)
}

func sealed(data []byte, context string, sealers []Sealer) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(data) + len(data)>>8 + 1<<10)
	w, err := SealFile(&out, context, sealers...)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(data)
	if closing := w.Close(); err == nil {
		err = closing
	}
	return out.Bytes(), err
}

// prepare makes the directory of an exchange, or clears away what an export
// left that broke off.
func prepare(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return unread(err)
	}
	if _, err := os.Stat(filepath.Join(dir, signatureName)); !errors.Is(err, fs.ErrNotExist) {
		return &Error{Code: CodeExists}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return unread(err)
	}
	for _, e := range entries {
		if !leftover(e.Name()) {
			return &Error{Code: CodeForeignFile}
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return unread(err)
		}
	}
	return nil
}

// leftover reports a name that an export gives; anything else in a directory is
// somebody's and not removed.
func leftover(name string) bool {
	for _, pattern := range [...]string{
		listName, listName + ".new", signatureName + ".new",
		kindQuestions + "-*.jsonl*", kindAnswers + "-*.jsonl*", kindShares + "-*.jsonl*",
	} {
		if ok, err := filepath.Match(pattern, name); ok && err == nil {
			return true
		}
	}
	return false
}
