package forms

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// DispatchDir writes documents into a directory: office/unit/name, with an
// index.csv of what is there (sizes and SHA-256, no personal value).
// Directories have the mode 0700, files 0600; a file appears under its name
// when it is whole, as with [WriteFile].
//
// It can be started again after it was interrupted, even by kill -9: what the
// index lists and is still there unchanged is not written again, and what an
// interrupted run left half done is removed. Documents are built several at
// once: see [DispatchOptions]. Errors are *[Error]; one of a document is given
// as it is.
func DispatchDir(ctx context.Context, dir string, items iter.Seq2[Dispatch, error], opts DispatchOptions) ([]DispatchEntry, error) {
	d, err := openDispatch(dir)
	if err != nil {
		return nil, &Error{Code: CodeWrite, cause: err}
	}
	var list []DispatchEntry
	err = ordered(ctx, items, opts.parallel(), d.build, func(_ Dispatch, e DispatchEntry) error {
		list = append(list, e)
		return d.log(e)
	})
	if closeErr := d.close(list, err == nil); err == nil && closeErr != nil {
		err = &Error{Code: CodeWrite, cause: closeErr}
	}
	return list, err
}

// dispatchDir is a directory that is being filled.
type dispatchDir struct {
	root  *os.Root
	index *os.File // lines are added as documents are finished
	out   *csv.Writer
	known map[string]DispatchEntry
}

func openDispatch(dir string) (*dispatchDir, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	d := &dispatchDir{root: root, known: make(map[string]DispatchEntry)}
	if err := errors.Join(d.sweep(), d.readIndex()); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	d.index, err = root.OpenFile(indexName, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	d.out = csv.NewWriter(d.index)
	if info, err := d.index.Stat(); err == nil && info.Size() == 0 {
		_ = d.out.Write(indexHeader) // its error comes with the next line
	}
	return d, nil
}

// sweep removes what an interrupted run left.
func (d *dispatchDir) sweep() error {
	return fs.WalkDir(d.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.HasSuffix(name, temporary) {
			return d.root.Remove(filepath.FromSlash(name))
		}
		return err
	})
}

// readIndex reads what is there already. Of an index that was cut off, or is
// none, nothing is taken: then everything is written again.
func (d *dispatchDir) readIndex() error {
	file, err := d.root.Open(indexName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // read only
	in := csv.NewReader(file)
	in.FieldsPerRecord = len(indexHeader)
	for {
		record, err := in.Read()
		if err != nil {
			return nil //nolint:nilerr // the rest is written again
		}
		rows, _ := strconv.Atoi(record[4])
		size, _ := strconv.ParseInt(record[6], 10, 64)
		d.known[record[2]] = DispatchEntry{record[0], record[1], record[2], record[3], rows, record[5], size, record[7]}
	}
}

// build writes a document, unless it is there.
func (d *dispatchDir) build(ctx context.Context, item Dispatch) (DispatchEntry, error) {
	name := filepath.FromSlash(item.pathOf())
	if e, ok := d.known[item.pathOf()]; ok && e == item.entryLike(e) && d.unchanged(name, e) {
		return e, nil
	}
	if err := d.root.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return DispatchEntry{}, &Error{Code: CodeWrite, cause: err}
	}
	sum := sha256.New()
	count := &counted{}
	err := putFile(d.root, name, func(w io.Writer) error { return item.Write(ctx, io.MultiWriter(w, sum, count)) })
	if err != nil {
		return DispatchEntry{}, err
	}
	return item.entry(count.n, sum.Sum(nil)), nil
}

// entryLike gives the entry that the document would have with the size and sum
// of another one.
func (d Dispatch) entryLike(e DispatchEntry) DispatchEntry {
	own := d.entry(e.Bytes, nil)
	own.SHA256 = e.SHA256
	return own
}

type counted struct{ n int64 }

func (c *counted) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// unchanged reports a file that is what the index says.
func (d *dispatchDir) unchanged(name string, e DispatchEntry) bool {
	file, err := d.root.Open(name)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }() // read only
	sum := sha256.New()
	n, err := io.Copy(sum, io.LimitReader(file, e.Bytes+1))
	return err == nil && n == e.Bytes && e.SHA256 == Dispatch{}.entry(0, sum.Sum(nil)).SHA256
}

// log adds a finished document to the index.
func (d *dispatchDir) log(e DispatchEntry) error {
	if d.known[e.File] == e {
		return nil
	}
	err := d.out.Write(e.record())
	d.out.Flush()
	if err = errors.Join(err, d.out.Error()); err != nil {
		return &Error{Code: CodeWrite, cause: err}
	}
	return nil
}

// close ends the dispatch. A finished one gets an index of its own documents
// alone, in their order.
func (d *dispatchDir) close(list []DispatchEntry, whole bool) error {
	err := d.index.Close()
	if whole {
		err = errors.Join(err, d.replaceIndex(list))
	}
	return errors.Join(err, d.root.Close())
}

func (d *dispatchDir) replaceIndex(list []DispatchEntry) error {
	return putFile(d.root, indexName, func(w io.Writer) error { return writeIndex(w, list) })
}

// writeIndex writes the index, by file.
func writeIndex(w io.Writer, list []DispatchEntry) error {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b DispatchEntry) int { return strings.Compare(a.File, b.File) })
	out := csv.NewWriter(w)
	_ = out.Write(indexHeader) // Error gives the first error
	for _, e := range list {
		_ = out.Write(e.record())
	}
	out.Flush()
	return out.Error()
}

// DispatchZip writes documents into one archive: office/unit/name, and last
// the index.csv. The same documents give the same bytes. After an error what w
// has got is no archive. See [DispatchDir] for what both have in common.
func DispatchZip(ctx context.Context, w io.Writer, items iter.Seq2[Dispatch, error], opts DispatchOptions) ([]DispatchEntry, error) {
	out := zip.NewWriter(w)
	var list []DispatchEntry
	build := func(ctx context.Context, item Dispatch) (*bytes.Buffer, error) {
		b := new(bytes.Buffer)
		return b, item.Write(ctx, b)
	}
	err := ordered(ctx, items, opts.parallel(), build, func(item Dispatch, b *bytes.Buffer) error {
		sum := sha256.Sum256(b.Bytes())
		list = append(list, item.entry(int64(b.Len()), sum[:]))
		file, err := out.Create(item.pathOf())
		if err == nil {
			_, err = b.WriteTo(file)
		}
		if err != nil {
			return &Error{Code: CodeWrite, cause: err}
		}
		return nil
	})
	if err != nil {
		return list, err
	}
	file, err := out.Create(indexName)
	if err == nil {
		err = errors.Join(writeIndex(file, list), out.Close())
	}
	if err != nil {
		return list, &Error{Code: CodeWrite, cause: err}
	}
	return list, nil
}
