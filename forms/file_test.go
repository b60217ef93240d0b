package forms_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/forms"
)

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "Mau02.xlsx")
	broken := errors.New("broken")
	put := func(content string, fail error) error {
		return forms.WriteFile(name, func(w io.Writer) error {
			if _, err := io.WriteString(w, content); err != nil {
				return err
			}
			if got := files(t, dir); fail == nil && len(got) > 0 && got[0] == "Mau02.xlsx" && content == "first" {
				t.Errorf("the file has its name before it is whole: %v", got)
			}
			return fail
		})
	}
	for _, c := range []struct {
		name, content string
		fail          error
		want          string
	}{
		{"failed", "half", broken, ""},
		{"new", "first", nil, "first"},
		{"failed over another", "half", broken, "first"},
		{"over another", "second, longer", nil, "second, longer"},
		{"shorter", "third", nil, "third"},
	} {
		if err := os.WriteFile(name+".part", []byte("left by somebody who was killed"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := put(c.content, c.fail); !errors.Is(err, c.fail) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.fail)
		}
		if err := os.Remove(name + ".part"); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		got, err := os.ReadFile(name)
		if c.want == "" && !errors.Is(err, fs.ErrNotExist) || string(got) != c.want {
			t.Errorf("%s: %q, want %q (%v)", c.name, got, c.want, err)
		}
	}
	if diff := cmp.Diff([]string{"Mau02.xlsx"}, files(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	for _, bad := range []string{filepath.Join(dir, "no", "such.xlsx"), dir} {
		err := forms.WriteFile(bad, func(io.Writer) error { return nil })
		if !errors.Is(err, forms.CodeWrite) {
			t.Errorf("error %v, want %v", err, forms.CodeWrite)
		}
	}
}
