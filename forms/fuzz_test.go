package forms_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/forms"
)

// FuzzText prints any text in a name and reads it back: either an error names
// row and column, or the document holds the text in NFC; replaced, it always
// can be printed.
func FuzzText(f *testing.F) {
	for _, seed := range []string{
		"", "Nguyễn Văn Thử", "Nguye\u0302\u0303n", "_x0041_", "_x005F_x0041_", "=1+1", "a\tb\r\nc", "\x00", "A\u202EB", "\xff", "😀", " a ", "\uFFFE", "]]>&<",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		row := forms.Mau02Row{FullName: name, IDNumber: "001090000001"}
		var b bytes.Buffer
		err := forms.WriteMau02(t.Context(), &b, head(), forms.Rows(row), options())
		var own *forms.Error
		switch {
		case errors.As(err, &own):
			if own.Row != 1 || own.Column != "(3)" || b.Len() > 0 {
				t.Fatalf("row %d, column %s, %d bytes written", own.Row, own.Column, b.Len())
			}
		case err != nil:
			t.Fatalf("%T", err)
		default:
			want := norm.NFC.String(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ").Replace(name))
			if got := table(t, b.Bytes())[0]["(3)"]; got != want {
				t.Fatalf("got %q, want %q", got, want)
			}
			return
		}
		opts := options()
		opts.BadText = forms.ReplaceBadText
		b.Reset()
		if err := forms.WriteMau02(t.Context(), &b, head(), forms.Rows(row), opts); err != nil {
			t.Fatalf("replaced: %v", err)
		}
		got := table(t, b.Bytes())[0]["(3)"]
		if n := len(utf16.Encode([]rune(got))); n > 32_767 {
			t.Fatalf("%d characters", n)
		}
	})
}
