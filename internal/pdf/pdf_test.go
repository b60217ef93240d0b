package pdf_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/internal/pdf"
)

const vietnamese = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

var allFaces = []pdf.Face{pdf.Regular, pdf.Bold, pdf.Italic, pdf.BoldItalic}

func document() *pdf.Document {
	doc := pdf.New(pdf.Info{Title: "Mẫu", Author: "BHXH", Created: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
	doc.AddPage(pdf.Landscape)
	return doc
}

func TestEveryVietnameseLetterCanBeDrawn(t *testing.T) {
	for _, face := range allFaces {
		for _, c := range vietnamese + strings.ToUpper(vietnamese) + "ñĕŏčƀ“”–…" {
			if code := pdf.Check(string(c), face); code != "" {
				t.Errorf("face %d lacks %q", face, c)
			}
			if w := pdf.Width(string(c), face, 1); w < 0.2 || w > 1 {
				t.Errorf("face %d: %q is %.2f em wide", face, c, w)
			}
		}
	}
}

func TestWidthsAreThoseOfTimes(t *testing.T) {
	// Widths of Times New Roman in units of 1/2048 em, from its AFM tables.
	for _, c := range []struct {
		text string
		face pdf.Face
		want float64
	}{
		{"0", pdf.Regular, 1024},
		{"a", pdf.Regular, 909},
		{"A", pdf.Regular, 1479},
		{"A", pdf.Bold, 1479},
		{"n", pdf.Bold, 1139},
		{"A", pdf.Italic, 1251},
		{"0000000000", pdf.BoldItalic, 10240},
		{"", pdf.Regular, 0},
	} {
		if got := pdf.Width(c.text, c.face, 2048); got != c.want {
			t.Errorf("Width(%q, %d) = %v, want %v", c.text, c.face, got, c.want)
		}
	}
}

func TestTextThatCannotBeDrawn(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       pdf.Code
	}{
		{"emoji", "Nguyễn 😀", pdf.CodePlane},
		{"nôm", "𠊛", pdf.CodePlane},
		{"han", "阮", pdf.CodeGlyph},
		{"lost letter", "\uFFFD", pdf.CodeGlyph},
		{"not utf-8", "Nguy\xEAn", pdf.CodeEncoding},
		{"plain", "Nguyen", ""},
		{"marks", "Nguyễn Đặng", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := pdf.Check(c.text, pdf.Regular); got != c.want {
				t.Errorf("Check = %q, want %q", got, c.want)
			}
			doc := document()
			doc.Text(50, 50, pdf.Regular, 12, c.text)
			doc.Text(50, 70, pdf.Regular, 12, "more")
			_, err := doc.WriteTo(io.Discard)
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			var own *pdf.Error
			if !errors.As(err, &own) || own.Code != c.want || own.Page != 1 || !errors.Is(err, c.want) || !errors.Is(doc.Err(), c.want) {
				t.Errorf("error %v, want %q on page 1", err, string(c.want))
			}
			if c.want.Error() == string(c.want) {
				t.Errorf("%q has no sentence", string(c.want))
			}
		})
	}
	if !pdf.Drawable('ế') || pdf.Drawable('阮') || pdf.Drawable(-1) {
		t.Error("Drawable is wrong")
	}
}

func TestSameBytes(t *testing.T) {
	draw := func(text string) []byte {
		doc := document()
		for _, face := range allFaces {
			doc.Text(50, 50+20*float64(face), face, 12, text)
		}
		doc.Line(0, 0, 100, 100, 0.5)
		doc.Dashes(4, 3)
		doc.Line(0, 10, 100, 10, 1)
		doc.Dashes()
		doc.Fill(10, 10, 30, 30, pdf.Color{R: 200})
		doc.TextColor(pdf.Color{B: 200})
		doc.AddPage(pdf.Portrait)
		doc.Text(50, 50, pdf.Bold, 9, "hai")
		doc.OnPage(1, func() { doc.Text(10, 10, pdf.Bold, 9, "một") })
		doc.Text(50, 80, pdf.Bold, 9, "lại hai")
		var b bytes.Buffer
		if n, err := doc.WriteTo(&b); err != nil || n != int64(b.Len()) || doc.Pages() != 2 {
			t.Fatalf("%d bytes of %d, %d pages, %v", n, b.Len(), doc.Pages(), err)
		}
		return b.Bytes()
	}
	first := draw("Nguyễn Văn Thử")
	for range 5 {
		if !bytes.Equal(first, draw("Nguyễn Văn Thử")) {
			t.Fatal("the same calls give other bytes")
		}
	}
	if !bytes.Equal(first, draw(norm.NFD.String("Nguyễn Văn Thử"))) {
		t.Error("decomposed text is drawn otherwise")
	}
	if !bytes.HasPrefix(first, []byte("%PDF-1.7")) || bytes.Contains(first, []byte("bhxhzz")) ||
		bytes.Count(first, []byte("/FontFamily (Liberation Serif)")) != len(allFaces) {
		t.Error("the fonts are not named as strict readers want them")
	}
}

func TestWithoutAPage(t *testing.T) {
	for name, draw := range map[string]func(*pdf.Document){
		"nothing": func(*pdf.Document) {}, "text": func(d *pdf.Document) { d.Text(1, 1, pdf.Regular, 9, "a") },
		"line": func(d *pdf.Document) { d.Line(0, 0, 1, 1, 1) }, "fill": func(d *pdf.Document) { d.Fill(0, 0, 1, 1, pdf.Color{}) },
		"page": func(d *pdf.Document) { d.OnPage(1, func() {}) },
	} {
		doc := pdf.New(pdf.Info{})
		draw(doc)
		if _, err := doc.WriteTo(io.Discard); !errors.Is(err, pdf.CodePage) {
			t.Errorf("%s: error %v, want %v", name, err, pdf.CodePage)
		}
	}
}

type failing struct{}

var errFull = errors.New("full")

func (failing) Write([]byte) (int, error) { return 0, errFull }

func TestWriterThatFails(t *testing.T) {
	doc := document()
	doc.Text(50, 50, pdf.Regular, 12, "a")
	if _, err := doc.WriteTo(failing{}); !errors.Is(err, errFull) {
		t.Errorf("error %v, want that of the writer", err)
	}
}

// FuzzText draws any text: it is drawn or refused, and nothing panics.
func FuzzText(f *testing.F) {
	for _, s := range []string{"Nguyễn", "Nguye\u0302\u0303n", "😀", "\xFF", "阮", "a\\(b)", "\u200b\u00a0", "\ufeff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc := document()
		doc.Text(50, 50, pdf.Italic, 12, s)
		_, err := doc.WriteTo(io.Discard)
		want := pdf.Check(norm.NFC.String(s), pdf.Italic)
		if (err == nil) != (want == "") || err != nil && !errors.Is(err, want) {
			t.Fatalf("error %v, Check says %q", err, string(want))
		}
	})
}
