package forms

import (
	"bytes"
	_ "embed"
	"html/template"
	"io"
	"strings"
	"sync"
)

//go:embed html.tmpl
var htmlSource string

// htmlTemplates are parsed on first use.
var htmlTemplates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("form").Parse(htmlSource))
})

// htmlRenderer draws a form as a page for a browser. It has no script and no
// link to anything, and looks on A4 as the other formats do.
type htmlRenderer struct {
	set   *settings
	buf   bytes.Buffer
	cells []htmlCell
}

type htmlCell struct {
	Text  string
	Class string
}

// htmlHeading is a cell of the header.
type htmlHeading struct {
	Text       string
	Rows, Cols int
}

type htmlLine struct {
	Text  string
	Class string
}

// htmlPage is what the template shows around the rows.
type htmlPage struct {
	ParentAgency, Agency, Form, Title string
	Subtitle, Head                    []string
	Margins                           Margins
	FontSize                          float64
	Widths                            []float64 // of the columns, in hundredths of the table
	Header                            [][]htmlHeading
	Numbers                           []string
	NotesTitle                        string
	Notes                             []string
	Signed                            bool
	Left, Right                       []htmlLine
	Properties                        []property
}

// Name and Content are what the template calls.
func (p property) Name() string    { return p.name }
func (p property) Content() string { return p.value }

func newHTML(s *settings) (renderer, error) {
	r := &htmlRenderer{set: s, cells: make([]htmlCell, len(s.columns))}
	return r, nil
}

func (r *htmlRenderer) row(cells []cell, kind lineKind) error {
	for i, c := range r.set.columns {
		r.cells[i] = htmlCell{Text: shown(c, cells[i]), Class: [...]string{"", "c", "r"}[c.Align]}
	}
	name := [...]string{lineRow: "row", lineGroup: "group", lineTotal: "total"}[kind]
	return htmlTemplates().ExecuteTemplate(&r.buf, name, r.cells)
}

func (r *htmlRenderer) finish(w io.Writer, properties []property) error {
	p := r.page()
	p.Properties = properties
	if err := htmlTemplates().ExecuteTemplate(w, "top", p); err != nil {
		return err
	}
	if _, err := w.Write(r.buf.Bytes()); err != nil {
		return err
	}
	return htmlTemplates().ExecuteTemplate(w, "bottom", p)
}

func (r *htmlRenderer) close() {}

// page puts the description into the words of the template.
func (r *htmlRenderer) page() htmlPage {
	s := r.set
	p := htmlPage{
		ParentAgency: s.page.parentAgency, Agency: s.page.agency, Form: s.page.form, Title: s.page.title,
		Subtitle: s.page.subtitle, Head: s.page.head, Margins: s.layout.Margins, FontSize: s.layout.FontSize,
		NotesTitle: s.page.notesTitle, Notes: s.page.notes, Header: make([][]htmlHeading, s.layout.Levels()),
	}
	whole := 0.0
	for _, c := range s.columns {
		whole += c.Width
	}
	for _, c := range s.columns {
		p.Widths = append(p.Widths, 100*c.Width/whole)
		if s.layout.isNumbered() {
			p.Numbers = append(p.Numbers, c.Number)
		}
	}
	for _, h := range s.layout.spans() {
		p.Header[h.level] = append(p.Header[h.level], htmlHeading{h.text, h.levels, h.leaves})
	}
	if s.page.signature != nil {
		p.Signed = true
		p.Left, p.Right = htmlLines(s.page.signature.left), htmlLines(s.page.signature.right)
	}
	return p
}

func htmlLines(lines []styled) []htmlLine {
	list := make([]htmlLine, len(lines))
	for i, l := range lines {
		var class []string
		if l.bold {
			class = append(class, "b")
		}
		if l.italic {
			class = append(class, "i")
		}
		list[i] = htmlLine{l.text, strings.Join(class, " ")}
	}
	return list
}
