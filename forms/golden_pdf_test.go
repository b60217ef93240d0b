package forms_test

import (
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/bhxh-go/bhxh/forms"
)

// pdfDocument is a PDF as a person sees it, with a digest of what it is made of.
type pdfDocument struct {
	// SHA256 sums up the objects with their streams unpacked. The packed bytes
	// also depend on the version of Go.
	SHA256 string    `json:"sha256"`
	Fonts  []string  `json:"fonts"`
	Pages  []pdfPage `json:"pages"`
}

type pdfPage struct {
	Size  string   `json:"size"`
	Lines int      `json:"lines"`
	Areas int      `json:"areas"`
	Texts []string `json:"texts"` // x, y from below, font and size, text
}

// This reads the files that this module writes, not any PDF: objects stand one
// after the other, dictionaries on lines of their own.
var (
	pdfLength   = regexp.MustCompile(` ?/Length \d+`)
	pdfFont     = regexp.MustCompile(`/Subtype /Type0\n/BaseFont /(\S+)`)
	pdfContents = regexp.MustCompile(`/MediaBox \[0 0 (\S+ \S+)\].*/Contents \[?([\d R]+)`)
	pdfKids     = regexp.MustCompile(`/Kids \[([^\]]*)\]`)
	pdfShow     = regexp.MustCompile(`(?s)^BT (?:/(F\d) (\S+) Tf)? ?(\S+) (\S+) Td\((.*)\) Tj ET$`)
)

// pdfObjects gives the number and the body of each object.
func pdfObjects(data string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for {
			before, rest, found := strings.Cut(data, " 0 obj\n")
			body, after, closed := strings.Cut(rest, "\nendobj\n")
			if !found || !closed || !yield(before[strings.LastIndexByte(before, '\n')+1:], body) {
				return
			}
			data = after
		}
	}
}

func pdfStructure(t *testing.T, data []byte) pdfDocument {
	t.Helper()
	var doc pdfDocument
	sum := sha256.New()
	dictionaries, streams := make(map[string]string), make(map[string]string)
	for number, body := range pdfObjects(string(data)) {
		dictionary, stream, _ := strings.Cut(strings.TrimSuffix(body, "\nendstream"), "\nstream\n")
		if strings.Contains(dictionary, "/FlateDecode") {
			r, err := zlib.NewReader(strings.NewReader(stream))
			if err != nil {
				t.Fatalf("object %s: %v", number, err)
			}
			unpacked, err := io.ReadAll(r)
			if err != nil {
				t.Fatalf("object %s: %v", number, err)
			}
			stream = string(unpacked)
		}
		dictionaries[number], streams[number] = dictionary, stream
		fmt.Fprintf(sum, "%s\n%s\n%s\n", number, pdfLength.ReplaceAllString(dictionary, ""), stream)
		if font := pdfFont.FindStringSubmatch(dictionary); font != nil {
			doc.Fonts = append(doc.Fonts, font[1])
		}
	}
	doc.SHA256 = hex.EncodeToString(sum.Sum(nil))
	kids := pdfKids.FindStringSubmatch(dictionaries["1"])
	if kids == nil {
		t.Fatal("the file has no pages")
	}
	for kid := range strings.SplitSeq(strings.TrimSuffix(kids[1], " 0 R "), " 0 R ") {
		m := pdfContents.FindStringSubmatch(dictionaries[kid])
		if m == nil {
			t.Fatalf("page %s has no contents", kid)
		}
		content := ""
		for part := range strings.SplitSeq(strings.TrimSuffix(m[2], " 0 R"), " 0 R ") {
			content += streams[part]
		}
		doc.Pages = append(doc.Pages, pdfPageOf(t, m[1], content))
	}
	return doc
}

// pageTexts gives the texts of each page, as they were drawn.
func pageTexts(t *testing.T, data []byte) []string {
	t.Helper()
	var pages []string
	for _, page := range pdfStructure(t, data).Pages {
		var b strings.Builder
		for _, line := range page.Texts {
			const before = 4 // x, y, font, size
			b.WriteString(strings.SplitN(line, " ", before+1)[before] + "\n")
		}
		pages = append(pages, b.String())
	}
	return pages
}

// pdfPageOf reads the content of a page.
func pdfPageOf(t *testing.T, size, content string) pdfPage {
	t.Helper()
	page := pdfPage{Size: size}
	font := ""
	for _, op := range operators(content) {
		switch m := pdfShow.FindStringSubmatch(op); {
		case m != nil:
			if m[1] != "" {
				font = m[1] + " " + m[2]
			}
			page.Texts = append(page.Texts, fmt.Sprintf("%s %s %s %s", m[3], m[4], font, pdfString(t, m[5])))
		case strings.HasSuffix(op, " S"):
			page.Lines++
		case strings.HasSuffix(op, " f Q"):
			page.Areas++
		case strings.HasSuffix(op, " rg"), strings.HasSuffix(op, " d"), op == "":
		default:
			t.Fatalf("unknown operator in %q", op)
		}
	}
	return page
}

// operators cuts content at the ends of lines that are not in a string.
func operators(content string) []string {
	var list []string
	start, inString := 0, false
	for i := 0; i < len(content); i++ {
		switch c := content[i]; {
		case c == '\\':
			i++
		case c == '(' || c == ')':
			inString = c == '('
		case c == '\n' && !inString:
			list = append(list, content[start:i])
			start = i + 1
		}
	}
	return append(list, content[start:])
}

var pdfUnescape = strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r")

func pdfString(t *testing.T, s string) string {
	t.Helper()
	s = pdfUnescape.Replace(s)
	units := make([]uint16, 0, len(s)/2)
	for pair := range slices.Chunk([]byte(s), 2) {
		if len(pair) != 2 {
			t.Fatalf("a string of %d bytes", len(s))
		}
		units = append(units, uint16(pair[0])<<8|uint16(pair[1]))
	}
	return string(utf16.Decode(units))
}

// TestPDFDigest changes a letter: the digest must see it.
func TestPDFDigest(t *testing.T) {
	rows := mau01Rows(1)
	write := func() []byte {
		return listOf("mau01", rows, head(), options(), forms.WriteMau01).bytes(t, forms.FormatPDF)
	}
	one := pdfStructure(t, write())
	rows[0].Gender = "Nữ"
	two := pdfStructure(t, write())
	if one.SHA256 == two.SHA256 || len(one.Pages) != 1 || len(one.Fonts) != 3 {
		t.Errorf("%d pages, %d fonts, digests %s and %s", len(one.Pages), len(one.Fonts), one.SHA256, two.SHA256)
	}
	if one.Pages[0].Lines == 0 {
		t.Error("the table has no lines")
	}
}
