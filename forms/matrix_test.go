package forms_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/bhxh-go/bhxh/forms"
)

var errSpoiled = errors.New("spoiled")

// TestNeverHalfADocument ends the writing of every kind of document in every
// format at every place: the error is typed, nothing goes out while the rows
// are read, and what a failing writer got is never taken for whole.
func TestNeverHalfADocument(t *testing.T) {
	for _, s := range corpus() {
		for _, f := range s.formats {
			t.Run(s.name+"/"+f.String(), func(t *testing.T) {
				t.Parallel()
				whole := s.bytes(t, f)
				spoilRows(t, s, f)
				spoilWriter(t, s, f, whole)
			})
		}
	}
}

// spoilRows ends the rows before each of them: by an error, and by the end of
// the context.
func spoilRows(t *testing.T, s specimen, f forms.Format) {
	t.Helper()
	for at := range s.rows + 1 {
		ctx, cancel := context.WithCancel(t.Context())
		before := func(row int) error {
			if row == at {
				cancel()
			}
			return nil
		}
		if at == 0 {
			cancel()
		}
		var b bytes.Buffer
		err := s.write(ctx, &b, f, before)
		cancel()
		if !errors.Is(err, forms.CodeCancelled) || !errors.Is(err, context.Canceled) || b.Len() > 0 {
			t.Errorf("cancelled before row %d: error %v, %d bytes written", at, err, b.Len())
		}
		if at == 0 {
			continue
		}
		name := filepath.Join(t.TempDir(), "document"+f.Extension())
		err = forms.WriteFile(name, func(w io.Writer) error {
			return s.write(t.Context(), io.MultiWriter(w, &b), f, func(row int) error {
				if row == at {
					return errSpoiled
				}
				return nil
			})
		})
		var own *forms.Error
		if !errors.As(err, &own) || own.Code != forms.CodeSource || own.Row != at || !errors.Is(err, errSpoiled) || b.Len() > 0 {
			t.Errorf("row %d fails: error %v, %d bytes written", at, err, b.Len())
		}
		if _, err := os.Stat(name); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("row %d fails and a file is there (%v)", at, err)
		}
	}
}

// spoilWriter lets the writer fail after so many bytes, and the context end
// with the first of them.
func spoilWriter(t *testing.T, s specimen, f forms.Format, whole []byte) {
	t.Helper()
	for _, limit := range []int{0, len(whole) / 2, len(whole) - 1} {
		if limit >= len(whole) || limit < 0 {
			continue // JSON lines of no rows: there is nothing to write
		}
		to := &failing{left: limit}
		err := s.write(t.Context(), to, f, nil)
		if !errors.Is(err, forms.CodeWrite) || !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("the writer fails after %d of %d bytes: error %v", limit, len(whole), err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	to := &cancelling{cancel: cancel}
	err := s.write(ctx, to, f, nil)
	if isWhole := to.n == len(whole); isWhole != (err == nil) || err != nil && !errors.Is(err, forms.CodeCancelled) {
		t.Errorf("cancelled while it is delivered: error %v with %d of %d bytes", err, to.n, len(whole))
	}
}

// cancelling ends the context with the first bytes that it gets.
type cancelling struct {
	cancel context.CancelFunc
	n      int
}

func (c *cancelling) Write(p []byte) (int, error) {
	c.cancel()
	c.n += len(p)
	return len(p), nil
}
