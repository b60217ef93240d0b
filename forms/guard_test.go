package forms_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/forms"
)

func TestTextThatNoDocumentCanHold(t *testing.T) {
	for _, c := range []struct {
		name     string
		text     string
		code     forms.Code
		replaced string
		reason   string
	}{
		{"control", "Nguyễn\x07Văn", forms.CodeControl, "Nguyễn�Văn", "XML cannot carry it"},
		{"zero", "A\x00", forms.CodeControl, "A�", "XML cannot carry it"},
		{"C1 control", "A\u0085B", forms.CodeControl, "A�B", "text of a legacy encoding read as Latin-1"},
		{"non-character", "A\uFFFE", forms.CodeControl, "A�", "XML cannot carry it"},
		{"bad UTF-8", "Nguy\xEAn", forms.CodeEncoding, "Nguy�n", "a legacy encoding"},
		{"override", "A\u202EB", forms.CodeDirection, "A�B", "text that reads otherwise than it is"},
		{"isolate", "A\u2066B", forms.CodeDirection, "A�B", "text that reads otherwise than it is"},
		{"too long", strings.Repeat("ạ", 32_768), forms.CodeTooLong, strings.Repeat("ạ", 32_767), "a cell holds 32,767 characters"},
		{"too long in UTF-16", strings.Repeat("😀", 16_384), forms.CodeTooLong, strings.Repeat("😀", 16_383), "counted as Excel counts"},
		{"escapes that share a sign", "_x105F_x0041_", forms.CodeEscape, "_x105F\uFFFDx0041_", "the second one would be read as a character"},
		{"escape of an escape", "a_x005F_x0041_", forms.CodeEscape, "a_x005F\uFFFDx0041_", "as above"},
		{"escape of half a character", "a_xD83D_b", forms.CodeEscape, "a\uFFFDxD83D_b", "it would be gone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := mau02Rows(3)
			rows[1].FullName = c.text
			var b bytes.Buffer
			err := forms.WriteMau02(t.Context(), &b, head(), forms.Rows(rows...), options())
			place(t, err, c.code, 2, "(3)", b.Len())
			if err != nil && strings.Contains(err.Error(), c.text) {
				t.Error("the error repeats the value")
			}
			opts := options()
			opts.BadText = forms.ReplaceBadText
			if err := forms.WriteMau02(t.Context(), &b, head(), forms.Rows(rows...), opts); err != nil {
				t.Fatal(err)
			}
			if got := table(t, b.Bytes())[1]["(3)"]; got != c.replaced {
				t.Errorf("replaced: got %.60q, want %.60q: %s", got, c.replaced, c.reason)
			}
		})
	}
}

func TestTextIsPrintedAsItIs(t *testing.T) {
	for text, want := range map[string]string{
		"Nguyễn\u0302":              "Nguyễn\u0302",
		"Nguye\u0302\u0303n":        "Nguyễn",
		"=HYPERLINK(\"x\")":         "=HYPERLINK(\"x\")",
		"+84 912":                   "+84 912",
		"_x0041_":                   "_x0041_",
		"_x0041__x0042_":            "_x0041__x0042_",
		"_x_x0041_x004_x004G_":      "_x_x0041_x004_x004G_",
		"a\tb\r\nc":                 "a b\nc",
		" Nguyễn ":                  " Nguyễn ",
		"𠀀 <b>&amp;\"'":             "𠀀 <b>&amp;\"'",
		strings.Repeat("a", 32_767): strings.Repeat("a", 32_767),
	} {
		if got := table(t, mau02(t, forms.Mau02Row{FullName: text, IDNumber: "001090000001"}))[0]["(3)"]; got != want {
			t.Errorf("got %.40q, want %.40q", got, want)
		}
	}
	if got := table(t, mau02(t, forms.Mau02Row{DateOfBirth: "03/01\n1990"}))[0]["(4)"]; got != "03/01 1990" {
		t.Errorf("an end of line in a column of digits: %q", got)
	}
}
