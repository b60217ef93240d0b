package xlsxread

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
)

// archive is the opened package, with its parts by lower-case name.
type archive struct {
	parts  map[string]*zip.File
	limits Limits
	read   int64 // unpacked bytes of all parts so far
}

// openArchive opens a file after a look at its first bytes.
func openArchive(r io.ReaderAt, size int64, limits Limits) (*archive, error) {
	if size > limits.FileSize {
		return nil, tooMuch(CodeTooLarge, PartFile, limits.FileSize)
	}
	if err := sniff(r, size); err != nil {
		return nil, err
	}
	// The directory of the archive is read into memory whole, and its own
	// count of entries may lie: so it is the reading that is capped.
	budget := &budgetReader{r: r, left: maxDirectory}
	z, err := zip.NewReader(budget, size)
	switch {
	case budget.left < 0:
		return nil, tooMuch(CodeTooManyEntries, PartFile, int64(limits.Entries))
	case budget.err != nil:
		return nil, &Error{Code: CodeRead, Part: PartFile, cause: budget.err}
	case err != nil:
		return nil, fail(CodeCorrupt, PartFile)
	case len(z.File) > limits.Entries:
		return nil, tooMuch(CodeTooManyEntries, PartFile, int64(limits.Entries))
	}
	budget.open = true
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), limits: limits}
	return a, a.index(z.File)
}

// index files the parts under their names, which the format compares without
// letter case.
func (a *archive) index(files []*zip.File) error {
	for _, f := range files {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		switch {
		case strings.HasSuffix(name, "/"):
			continue
		case f.Flags&1 != 0:
			return fail(CodeEncrypted, PartFile)
		case f.Method != zip.Store && f.Method != zip.Deflate:
			return fail(CodeStructure, PartFile)
		case strings.Contains("/"+name+"/", "/../"):
			return fail(CodeStructure, PartFile)
		case a.parts[name] != nil:
			// Two readers would see two different files.
			return fail(CodeStructure, PartFile)
		}
		a.parts[name] = f
	}
	return nil
}

// sniff names the files that people send by mistake.
func sniff(r io.ReaderAt, size int64) error {
	head := make([]byte, min(size, 512))
	if n, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) || n < len(head) {
		if err == nil || errors.Is(err, io.EOF) {
			return fail(CodeCorrupt, PartFile)
		}
		return &Error{Code: CodeRead, Part: PartFile, cause: err}
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return nil
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return fail(CodeOLE, PartFile)
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return fail(CodePDF, PartFile)
	case len(head) > 0 && isText(head):
		return fail(CodeText, PartFile)
	}
	return fail(CodeNotZip, PartFile)
}

func isText(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) {
		return true
	}
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	return true
}

// budgetReader stops a reader that wants too much, until it is open.
type budgetReader struct {
	r    io.ReaderAt
	left int64
	open bool
	err  error // of r itself
}

var errBudget = errors.New("xlsxread: budget exceeded")

func (b *budgetReader) ReadAt(p []byte, at int64) (int, error) {
	if !b.open {
		if b.left -= int64(len(p)); b.left < 0 {
			return 0, errBudget
		}
	}
	n, err := b.r.ReadAt(p, at)
	if err != nil && !errors.Is(err, io.EOF) {
		b.err = err
	}
	return n, err
}

// open opens a part for reading in bounds, until ctx ends. most is its own
// cap; a smaller PartSize counts first.
func (a *archive) open(ctx context.Context, name string, part Part, most int64) (*partReader, error) {
	f := a.parts[name]
	if f == nil {
		return nil, fail(CodeStructure, part)
	}
	most = min(most, a.limits.PartSize)
	if f.UncompressedSize64 > uint64(most) {
		return nil, tooMuch(CodeTooLarge, part, most)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fail(CodeCorrupt, part)
	}
	return &partReader{ctx: ctx, archive: a, part: part, r: r, most: most}, nil
}

// partReader reads one part and counts what comes out.
type partReader struct {
	ctx     context.Context // of the one call that reads
	archive *archive
	part    Part
	r       io.ReadCloser
	most    int64
	n       int64
	err     error
}

func (p *partReader) Read(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	if p.ctx.Err() != nil {
		p.err = &Error{Code: CodeCancelled, Part: p.part, cause: context.Cause(p.ctx)}
		return 0, p.err
	}
	n, err := p.r.Read(b)
	p.n += int64(n)
	p.archive.read += int64(n)
	switch {
	case p.n > p.most:
		p.err = tooMuch(CodeTooLarge, p.part, p.most)
	case p.archive.read > p.archive.limits.TotalSize:
		p.err = tooMuch(CodeTooLarge, PartFile, p.archive.limits.TotalSize)
	case err == io.EOF:
		p.err = io.EOF
	case err != nil:
		p.err = &Error{Code: CodeCorrupt, Part: p.part, cause: err}
	}
	if p.err != nil && p.err != io.EOF {
		return 0, p.err
	}
	return n, p.err
}

func (p *partReader) close() { _ = p.r.Close() }
