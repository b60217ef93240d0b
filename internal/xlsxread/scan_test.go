package xlsxread_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

// standardXML is xlsxread.ScanXML with the parser of the standard library.
func standardXML(s string) ([]string, error) {
	d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(s, "\uFEFF")))
	var list []string
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return list, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			word := "<" + t.Name.Local
			for _, a := range t.Attr {
				word += " " + a.Name.Local + "=" + a.Value
			}
			list = append(list, word)
		case xml.EndElement:
			list = append(list, ">"+t.Name.Local)
		case xml.CharData:
			if last := len(list) - 1; last >= 0 && list[last][0] == '"' {
				list[last] += string(t)
			} else if len(t) > 0 {
				list = append(list, `"`+string(t))
			}
		case xml.Directive:
			return list, errors.New("directive")
		}
	}
}

// xmlSeeds are documents around every branch of the scanner.
var xmlSeeds = []string{
	`<a/>`, `<a></a>`, `<a b="1" c='2'>x</a>`, `<a:b a:c="d"/>`, `<a >x</a >`, "<a\n b\t=\r'1'/>",
	`<a>&lt;&gt;&amp;&apos;&quot;&#65;&#x1EA1;</a>`, `<a b="&lt;&#10;x"/>`, "<a>x\r\ny\rz</a>", "<a b='x\r\ny'/>",
	`<?xml version="1.0" encoding="UTF-8"?><a/>`, `<?xml version="1.0" encoding='utf-8' standalone="yes"?><a/>`,
	"<?xml\n version='1.0'\tencoding='utf-8'\r\n?><a/>", "<?xml\tversion='1.0' encoding='latin1'?><a/>",
	"\uFEFF<a/>", `<a><!-- <b> --><![CDATA[<c>&amp;]]>d</a>`, "<a><![CDATA[x\r\ny]]></a>", `<a b=">"/>`, `<a>Nguyễn Văn Thử</a>`,
	// Refused by both.
	`<!DOCTYPE a>`, `<a b=1/>`, `<a b/>`, `<a b="<"/>`, `<a`, `<a b="`, `</a`, `< a/>`, `<1/>`, `<a>&x;</a>`, `<a>&#0;</a>`,
	`<a>& </a>`, `<a><!-- -- --></a>`, `<a>]]></a>`, "<a>\x00</a>", "<a>\xFF</a>", "<a b='\xFF'/>", "<\xFFa/>",
	`<?xml version="1.0" encoding="ISO-8859-1"?><a/>`, `<![x`, `<a><![CDATA[</a>`, `<?x`, `<!`, `<`, `<a>` + "\uFFFE" + `</a>`,
}

// TestScannerAgreesWithTheStandardLibrary reads each seed with both, also byte
// by byte, so that a token is cut everywhere.
func TestScannerAgreesWithTheStandardLibrary(t *testing.T) {
	for _, s := range xmlSeeds {
		want, wantErr := standardXML(s)
		for name, r := range map[string]io.Reader{
			"whole": strings.NewReader(s), "bytes": iotest.OneByteReader(strings.NewReader(s)), "data with end": iotest.DataErrReader(strings.NewReader(s)),
		} {
			got, err := xlsxread.ScanXML(r)
			if (err == nil) != (wantErr == nil) {
				t.Errorf("%q, %s: error %v, the standard library says %v", s, name, err, wantErr)
				continue
			}
			if diff := cmp.Diff(want, got); err == nil && diff != "" {
				t.Errorf("%q, %s (-standard +ours):\n%s", s, name, diff)
			}
		}
	}
}

// TestScannerIsStricter takes nothing that XML forbids, even where the standard
// library does.
func TestScannerIsStricter(t *testing.T) {
	for s, reason := range map[string]string{
		`<a b="1"c="2"/>`:   "attributes are separated (XML 1.0, 3.1)",
		`<a>&#xD800;</a>`:   "half of a character (XML 1.0, 2.2)",
		`<a b="&#xFFFE;"/>`: "no character (XML 1.0, 2.2)",
	} {
		if _, err := xlsxread.ScanXML(strings.NewReader(s)); err == nil {
			t.Errorf("%q is taken: %s", s, reason)
		}
	}
}

// TestTokensAcrossTheBuffer moves a tag over the end of the buffer.
func TestTokensAcrossTheBuffer(t *testing.T) {
	for pad := 64<<10 - 40; pad < 64<<10+10; pad++ {
		s := "<a>" + strings.Repeat("x", pad) + `<b c="dẫn"/><!--y-->&amp;</a>`
		got, err := xlsxread.ScanXML(strings.NewReader(s))
		want := []string{"<a", `"` + strings.Repeat("x", pad), "<b c=dẫn", ">b", `"&`, ">a"}
		if err != nil || !cmp.Equal(want, got) {
			t.Fatalf("padding %d: %d tokens, %v", pad, len(got), err)
		}
	}
}

func TestReaderThatFails(t *testing.T) {
	broken := errors.New("broken")
	_, err := xlsxread.ScanXML(io.MultiReader(strings.NewReader("<a>x"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the reader", err)
	}
}

// FuzzScan takes nothing that the standard library refuses, and sees the same
// in what both take. Names beyond ASCII and instructions are the two places
// where ours looks less closely.
func FuzzScan(f *testing.F) {
	for _, s := range xmlSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := xlsxread.ScanXML(iotest.OneByteReader(strings.NewReader(s)))
		if err != nil {
			return
		}
		want, wantErr := standardXML(s)
		if wantErr != nil {
			if looser(s) {
				return
			}
			t.Fatalf("taken, but the standard library says %v", wantErr)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-standard +ours:\n%s", diff)
		}
	})
}

// looser reports text with something that ours need not look at.
func looser(s string) bool {
	return strings.Contains(s, "<?") || strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}
