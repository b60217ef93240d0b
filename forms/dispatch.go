package forms

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"path"
	"runtime"
	"strings"
	"sync"
)

// Dispatch names one document that is to be sent, and writes it when its turn
// comes. Names are codes of offices and units: they are reduced to
// [A-Za-z0-9._-], and must hold nothing personal.
type Dispatch struct {
	Office string // code of the BHXH office: the first directory
	Unit   string // code of the managing unit: the second directory
	Name   string // of the file with its extension: "Mau02.xlsx"
	Form   string // for the index: "Mẫu số 02"
	Rows   int    // for the index
	// Version says what the document is made from, such as the list id with its
	// day: a document that is there already is written again when it is another
	// one. It must hold nothing personal.
	Version string
	// Write writes the whole document. It is called from several goroutines at
	// once, each for a document of its own, and may be called again after a
	// restart: the same document must give the same bytes, as the writers of this
	// package do.
	Write func(ctx context.Context, w io.Writer) error
}

// DispatchOptions bound a dispatch.
type DispatchOptions struct {
	// Parallel is the most documents in memory at once. Defaults to the number of
	// processors, at most 8. A document of 10,000 rows takes about 25 MB while it
	// is built.
	Parallel int
}

func (o DispatchOptions) parallel() int {
	if o.Parallel > 0 {
		return o.Parallel
	}
	return min(runtime.GOMAXPROCS(0), maxParallel)
}

const maxParallel = 8

// DispatchEntry is a line of the index.
type DispatchEntry struct {
	Office  string `json:"office"`
	Unit    string `json:"unit"`
	File    string `json:"file"` // path in the dispatch: "office/unit/name"
	Form    string `json:"form"`
	Rows    int    `json:"rows"`
	Version string `json:"version,omitempty"`
	Bytes   int64  `json:"bytes"`
	SHA256  string `json:"sha256"`
}

// indexName is the file that lists what was written: as CSV, by file.
const indexName = "index.csv"

var indexHeader = []string{"office", "unit", "file", "form", "rows", "version", "bytes", "sha256"}

// pathOf gives the path of a document in the dispatch.
func (d Dispatch) pathOf() string {
	return path.Join(safeName(d.Office), safeName(d.Unit), safeName(d.Name))
}

// safeName reduces a code to what every file system takes. What that changed
// gets a short hash, so that two codes never meet in one name.
func safeName(s string) string {
	safe := strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '.':
			return c
		}
		return '_'
	}, s)
	const most = 80
	if safe == s && s != "" && len(s) <= most && strings.Trim(s, ".") != "" && s[0] != '.' && s != indexName {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	hash := hex.EncodeToString(sum[:4])
	safe = strings.TrimLeft(safe[:min(len(safe), most)], ".")
	if dot := strings.LastIndexByte(safe, '.'); dot > 0 {
		return safe[:dot] + "-" + hash + safe[dot:]
	}
	return safe + "-" + hash
}

// built is a document on its way through a dispatch.
type built[T any] struct {
	item   Dispatch
	result T
	err    error
}

// ordered runs build for the items of a dispatch, at most parallel at once, and
// gives the results in the order of the items to take, which runs in the
// caller's goroutine. A result that waits for its turn counts as one at work, so
// that memory is bounded. The first error ends everything.
func ordered[T any](ctx context.Context, items iter.Seq2[Dispatch, error], parallel int,
	build func(context.Context, Dispatch) (T, error), take func(Dispatch, T) error,
) error {
	ctx, cancel := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel()
	queue := make([]chan built[T], 0, parallel)
	next := func() error {
		b := <-queue[0]
		queue = append(queue[:0], queue[1:]...)
		if b.err != nil {
			return b.err
		}
		return take(b.item, b.result)
	}
	seen := make(map[string]bool)
	n := 0
	for item, err := range items {
		n++
		if err != nil {
			return &Error{Code: CodeSource, Row: n, cause: err}
		}
		if ctx.Err() != nil {
			return &Error{Code: CodeCancelled, cause: context.Cause(ctx)}
		}
		if name := strings.ToLower(item.pathOf()); seen[name] {
			return &Error{Code: CodeDuplicate, Row: n}
		} else {
			seen[name] = true
		}
		if len(queue) == parallel {
			if err := next(); err != nil {
				return err
			}
		}
		done := make(chan built[T], 1)
		queue = append(queue, done)
		workers.Go(func() {
			result, err := build(ctx, item)
			done <- built[T]{item, result, err}
		})
	}
	for len(queue) > 0 {
		if err := next(); err != nil {
			return err
		}
	}
	return nil
}

// record gives the line of the index.
func (e DispatchEntry) record() []string {
	return []string{e.Office, e.Unit, e.File, e.Form, fmt.Sprint(e.Rows), e.Version, fmt.Sprint(e.Bytes), e.SHA256}
}

func (d Dispatch) entry(bytes int64, sum []byte) DispatchEntry {
	return DispatchEntry{d.Office, d.Unit, d.pathOf(), d.Form, d.Rows, d.Version, bytes, hex.EncodeToString(sum)}
}
