package forms_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/forms"
)

// sending gives documents of two offices with two units each, and counts how
// often one is written.
func sending(written *atomic.Int32) []forms.Dispatch {
	var list []forms.Dispatch
	for _, office := range []string{"H01", "H02"} {
		for _, unit := range []string{"YN0001A", "YN0002A"} {
			rows := mau02Rows(3)
			list = append(list, forms.Dispatch{
				Office: office, Unit: unit, Name: "Mau02.xlsx", Form: "Mẫu số 02", Rows: len(rows), Version: "2026-11",
				Write: func(ctx context.Context, w io.Writer) error {
					written.Add(1)
					return forms.WriteMau02(ctx, w, head(), forms.Rows(rows...), options())
				},
			})
		}
	}
	return list
}

// files gives the files below a directory.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v", e.Name(), info.Mode())
		}
		name, relErr := filepath.Rel(dir, name)
		list = append(list, filepath.ToSlash(name))
		return errors.Join(err, relErr)
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

var sentFiles = []string{"H01/YN0001A/Mau02.xlsx", "H01/YN0002A/Mau02.xlsx", "H02/YN0001A/Mau02.xlsx", "H02/YN0002A/Mau02.xlsx", "index.csv"}

func TestDispatchDir(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	var written atomic.Int32
	list, err := forms.DispatchDir(t.Context(), dir, forms.Rows(sending(&written)...), forms.DispatchOptions{Parallel: 3})
	if err != nil || len(list) != 4 || written.Load() != 4 {
		t.Fatalf("%d entries, %d written, %v", len(list), written.Load(), err)
	}
	if diff := cmp.Diff(sentFiles, files(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	index, err := os.ReadFile(filepath.Join(dir, "index.csv"))
	if err != nil || !strings.HasPrefix(string(index), "office,unit,file,form,rows,version,bytes,sha256\nH01,YN0001A,H01/YN0001A/Mau02.xlsx,Mẫu số 02,3,2026-11,") || bytes.Count(index, []byte("\n")) != 5 {
		t.Errorf("index %q (%v)", index, err)
	}

	// Again: nothing is written but what was changed, removed, or is another version.
	if err := os.WriteFile(filepath.Join(dir, "H01", "YN0001A", "Mau02.xlsx"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "H01", "YN0002A", "Mau02.xlsx")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "H02", "YN0001A", "Mau02.xlsx.part"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	next := sending(&written)
	next[3].Version = "2026-12"
	written.Store(0)
	again, err := forms.DispatchDir(t.Context(), dir, forms.Rows(next...), forms.DispatchOptions{})
	if err != nil || written.Load() != 3 {
		t.Errorf("%d written again, want 3 (%v)", written.Load(), err)
	}
	if diff := cmp.Diff(list[:3], again[:3]); diff != "" {
		t.Errorf("entries (-first +again):\n%s", diff)
	}
	if diff := cmp.Diff(sentFiles, files(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// TestDispatchIsInterrupted goes on where it was: what was finished before is
// not written again.
func TestDispatchIsInterrupted(t *testing.T) {
	dir := t.TempDir()
	var written atomic.Int32
	broken := errors.New("broken")
	list := sending(&written)
	whole := list[2].Write
	list[2].Write = func(_ context.Context, w io.Writer) error {
		_, _ = io.WriteString(w, "half of a document")
		return broken
	}
	if _, err := forms.DispatchDir(t.Context(), dir, forms.Rows(list...), forms.DispatchOptions{Parallel: 1}); !errors.Is(err, broken) {
		t.Fatalf("error %v", err)
	}
	if diff := cmp.Diff([]string{sentFiles[0], sentFiles[1], "index.csv"}, files(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	list[2].Write = whole
	written.Store(0)
	if _, err := forms.DispatchDir(t.Context(), dir, forms.Rows(list...), forms.DispatchOptions{Parallel: 1}); err != nil || written.Load() != 2 {
		t.Errorf("%d written, want 2 (%v)", written.Load(), err)
	}
	if diff := cmp.Diff(sentFiles, files(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestDispatchZip(t *testing.T) {
	var written atomic.Int32
	pack := func(parallel int) []byte {
		return document(t, func(b *bytes.Buffer) error {
			_, err := forms.DispatchZip(t.Context(), b, forms.Rows(sending(&written)...), forms.DispatchOptions{Parallel: parallel})
			return err
		})
	}
	data := pack(4)
	if !bytes.Equal(data, pack(1)) {
		t.Error("the same documents give other bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff(sentFiles, names); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestDispatchNames(t *testing.T) {
	write := func(_ context.Context, w io.Writer) error { _, err := io.WriteString(w, "x"); return err }
	seen := make(map[string]bool)
	for _, code := range []string{"", ".", "..", "a/b", "a_b", "../../x", "Đơn vị", "Đơn vì", ".hidden", "index.csv", strings.Repeat("a", 300), strings.Repeat("a", 301)} {
		list, err := forms.DispatchZip(t.Context(), io.Discard, forms.Rows(forms.Dispatch{Office: code, Unit: code, Name: code, Write: write}), forms.DispatchOptions{})
		if err != nil {
			t.Fatal(err)
		}
		name := list[0].File
		if seen[name] || strings.Contains(name, "..") || strings.Count(name, "/") != 2 || len(name) > 300 || strings.HasPrefix(name, ".") || strings.Contains(name, "/.") {
			t.Errorf("%q becomes %q", code, name)
		}
		seen[name] = true
	}
	twice := forms.Dispatch{Office: "A", Unit: "B", Name: "c.pdf", Write: write}
	other := twice
	other.Name = "C.pdf" // one file where letter case does not count
	_, err := forms.DispatchZip(t.Context(), io.Discard, forms.Rows(twice, other), forms.DispatchOptions{})
	if !errors.Is(err, forms.CodeDuplicate) {
		t.Errorf("error %v, want %v", err, forms.CodeDuplicate)
	}
}

// TestDispatchIsBounded counts how many documents are in memory at once.
func TestDispatchIsBounded(t *testing.T) {
	const bound = 3
	var now, most atomic.Int32
	items := func(yield func(forms.Dispatch, error) bool) {
		for i := range 40 {
			d := forms.Dispatch{Office: "A", Unit: fmt.Sprint(i), Name: "a.csv", Write: func(_ context.Context, w io.Writer) error {
				most.Store(max(most.Load(), now.Add(1)))
				runtime.Gosched()
				now.Add(-1)
				_, err := io.WriteString(w, "a")
				return err
			}}
			if !yield(d, nil) {
				return
			}
		}
	}
	if _, err := forms.DispatchZip(t.Context(), io.Discard, items, forms.DispatchOptions{Parallel: bound}); err != nil || most.Load() > bound {
		t.Errorf("%d documents at once, want at most %d (%v)", most.Load(), bound, err)
	}
}

func TestDispatchErrors(t *testing.T) {
	var written atomic.Int32
	source := errors.New("source")
	failing := func(yield func(forms.Dispatch, error) bool) {
		_ = yield(sending(&written)[0], nil) && yield(forms.Dispatch{}, source)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx   context.Context
		items iter.Seq2[forms.Dispatch, error]
		want  forms.Code
	}{
		"source": {t.Context(), failing, forms.CodeSource}, "cancelled": {cancelled, forms.Rows(sending(&written)...), forms.CodeCancelled},
	} {
		if _, err := forms.DispatchZip(c.ctx, io.Discard, c.items, forms.DispatchOptions{}); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %q", name, err, string(c.want))
		}
		if _, err := forms.DispatchDir(c.ctx, t.TempDir(), c.items, forms.DispatchOptions{}); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %q", name, err, string(c.want))
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := forms.DispatchDir(t.Context(), file, forms.Rows[forms.Dispatch](), forms.DispatchOptions{}); !errors.Is(err, forms.CodeWrite) {
		t.Errorf("error %v where no directory can be made, want %v", err, forms.CodeWrite)
	}
	if _, err := forms.DispatchZip(t.Context(), full{}, forms.Rows(sending(&written)...), forms.DispatchOptions{}); !errors.Is(err, forms.CodeWrite) {
		t.Errorf("error %v of a full disk, want %v", err, forms.CodeWrite)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }
