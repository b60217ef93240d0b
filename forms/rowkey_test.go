package forms_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/forms"
)

// TestSeals checks rows by their seals alone.
func TestSeals(t *testing.T) {
	key := bytes.Repeat([]byte("k"), 32)
	opts := options()
	opts.RowKey = key
	write := func(h forms.Head, rows ...forms.Mau02Row) []byte {
		return document(t, func(b *bytes.Buffer) error { return forms.WriteMau02(t.Context(), b, h, forms.Rows(rows...), opts) })
	}
	all := func(f *form) *form { return f.set(1, 14, "x").set(2, 14, "x").set(3, 14, "x") }
	sealed := func() *form { return all(fill(t, write(head(), issued()...))) }
	other := head()
	other.ListID = "2026-12/YN0001A"
	for _, c := range []struct {
		name string
		data []byte
		key  []byte
		want []int
		find []string // in the order of the document, the list first
	}{
		{"as it was", sealed().bytes(), key, []int{1, 2, 3}, nil},
		{"no key given", sealed().bytes(), nil, []int{1, 2, 3}, nil},
		{"changed", sealed().set(2, 3, "Trần Thị Mận").bytes(), key, []int{1, 3}, []string{"list.changed", "row.seal 2 !"}},
		{"moved", sealed().set(2, 1, 3).set(3, 1, 2).bytes(), key, []int{1}, []string{"list.reordered", "list.changed", "row.seal 3 !", "row.seal 2 !"}},
		{"another key", sealed().bytes(), bytes.Repeat([]byte("j"), 32), nil, []string{"row.seal 1 !", "row.seal 2 !", "row.seal 3 !"}},
		{"never sealed", all(fill(t, mau02(t, issued()...))).bytes(), key, nil, []string{"row.seal 1 !", "row.seal 2 !", "row.seal 3 !"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := mustRead(t, c.data, forms.ReadOptions{RowKey: c.key})
			var rows []int
			for _, c := range got.Corrections {
				rows = append(rows, c.Row)
			}
			if diff := cmp.Diff(c.want, rows); diff != "" {
				t.Errorf("corrections (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.find, words(got.Findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("hidden", func(t *testing.T) {
		f := fill(t, write(head(), issued()...))
		visible, err := f.f.GetColVisible(f.sheet, "O")
		if err != nil || visible {
			t.Errorf("the column of the seals is visible (%v)", err)
		}
		a, _ := f.f.GetCellValue(f.sheet, f.ref(1, 15))
		g := fill(t, write(other, issued()...))
		b, _ := g.f.GetCellValue(g.sheet, g.ref(1, 15))
		if len(a) != 32 || a == b {
			t.Error("the seal of a row is not of its list")
		}
	})
	t.Run("short key", func(t *testing.T) {
		opts := options()
		opts.RowKey = key[:31]
		err := forms.WriteMau02(t.Context(), &bytes.Buffer{}, head(), forms.Rows(issued()...), opts)
		_, readErr := read(t, mau02(t), forms.ReadOptions{RowKey: key[:31]})
		if !errors.Is(err, forms.CodeKey) || !errors.Is(readErr, forms.CodeKey) {
			t.Errorf("errors %v and %v, want %v", err, readErr, forms.CodeKey)
		}
	})
}
