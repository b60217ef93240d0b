package pdf

import (
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"
)

// Info is what the file says of itself. It is not personal data.
type Info struct {
	Title, Subject, Author, Creator string
	Language                        string // "vi-VN"
	Created                         time.Time
}

// Orientation is how a page lies.
type Orientation uint8

// The orientations.
const (
	Landscape Orientation = iota
	Portrait
)

// Size gives width and height of an A4 page in points.
func (o Orientation) Size() (width, height float64) {
	const short, long = 595.28, 841.89
	if o == Portrait {
		return short, long
	}
	return long, short
}

// Color is a color in red, green and blue. The zero Color is black.
type Color struct{ R, G, B uint8 }

// Document is a document that is being drawn. The first failure sticks and is
// given by WriteTo. It is not safe for concurrent use.
type Document struct {
	lib   *fpdf.Fpdf
	loads [faces]bool
	face  Face
	size  float64
	width float64 // of lines
	page  int
	err   error
}

// New begins a document.
func New(info Info) *Document {
	lib := fpdf.New("L", "pt", "A4", "")
	lib.SetCatalogSort(true)
	lib.SetCreationDate(info.Created.UTC())
	lib.SetModificationDate(info.Created.UTC())
	lib.SetProducer("bhxh", true)
	lib.SetTitle(info.Title, true)
	lib.SetSubject(info.Subject, true)
	lib.SetAuthor(info.Author, true)
	lib.SetCreator(info.Creator, true)
	lib.SetLang(info.Language)
	lib.SetAutoPageBreak(false, 0)
	lib.SetMargins(0, 0, 0)
	return &Document{lib: lib}
}

// AddPage begins a page.
func (d *Document) AddPage(o Orientation) {
	width, height := o.Size()
	d.lib.AddPageFormat("P", fpdf.SizeType{Wd: width, Ht: height})
	d.page++
	d.forget()
}

// forget makes the next calls set font and line width anew, as every page needs.
func (d *Document) forget() { d.size, d.width = 0, 0 }

// Pages gives the number of pages so far.
func (d *Document) Pages() int { return d.page }

// OnPage draws on a page that was left: page numbers, when their number is known.
func (d *Document) OnPage(page int, draw func()) {
	if page < 1 || page > d.page {
		d.fail(CodePage)
		return
	}
	d.lib.SetPage(page)
	d.forget()
	draw()
	d.lib.SetPage(d.page)
	d.forget()
}

// Text draws a line of text that begins at x.
func (d *Document) Text(x, y float64, face Face, size float64, s string) {
	if s == "" || d.err != nil {
		return
	}
	s = norm.NFC.String(s)
	if code := Check(s, face); code != "" {
		d.fail(code)
		return
	}
	if d.page == 0 {
		d.fail(CodePage)
		return
	}
	if !d.loads[face] {
		d.lib.AddUTF8FontFromBytes(family, face.style(), face.file())
		d.loads[face] = true
	}
	if d.size == 0 { // a new page, or one that was left: the library may think the font is set
		d.lib.SetFont(family, face.style(), size+1)
	}
	if d.face != face || d.size != size {
		d.lib.SetFont(family, face.style(), size)
		d.face, d.size = face, size
	}
	d.lib.Text(x, y, s)
}

// Line draws a line.
func (d *Document) Line(x1, y1, x2, y2, width float64) {
	if d.page == 0 {
		d.fail(CodePage)
		return
	}
	if d.width != width {
		d.lib.SetLineWidth(width)
		d.width = width
	}
	d.lib.Line(x1, y1, x2, y2)
}

// TextColor colors the text that follows.
func (d *Document) TextColor(c Color) { d.lib.SetTextColor(int(c.R), int(c.G), int(c.B)) }

// Dashes makes the lines that follow dashed; none makes them whole again.
func (d *Document) Dashes(lengths ...float64) {
	if lengths == nil {
		lengths = []float64{}
	}
	d.lib.SetDashPattern(lengths, 0)
}

// Fill colors an area.
func (d *Document) Fill(x, y, width, height float64, c Color) {
	if d.page == 0 {
		d.fail(CodePage)
		return
	}
	d.lib.SetFillColor(int(c.R), int(c.G), int(c.B))
	d.lib.Rect(x, y, width, height, "F")
	d.lib.SetFillColor(0, 0, 0) // text is drawn in it too
}

func (d *Document) fail(code Code) {
	if d.err == nil {
		d.err = &Error{Code: code, Page: d.page}
	}
}

// Err gives the first failure.
func (d *Document) Err() error { return d.err }

// WriteTo writes the document, once. An error of w is given as it is.
func (d *Document) WriteTo(w io.Writer) (n int64, err error) {
	if d.err != nil {
		return 0, d.err
	}
	if d.page == 0 {
		d.fail(CodePage)
		return 0, d.err
	}
	count := &counter{w: fontNames{w}}
	defer func() {
		// The library panics where it meets what it does not expect.
		if recover() != nil {
			n, err = count.n, &Error{Code: CodeRender}
		}
	}()
	if err := d.lib.Output(count); err != nil {
		if count.err != nil {
			return count.n, count.err
		}
		return count.n, &Error{Code: CodeRender}
	}
	return count.n, nil
}

// counter counts what is written, and keeps the error of the writer.
type counter struct {
	w   io.Writer
	n   int64
	err error
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	c.err = err
	return n, err
}
