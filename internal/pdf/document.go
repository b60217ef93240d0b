package pdf

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"io"
	"time"

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
	info  Info
	pages []page
	open  content  // of the last page
	on    *content // what is drawn on: the last page, or one that was left
	used  [faces]runeSet
	zip   *zlib.Writer // reused: a new one takes more than a megabyte
	err   error
}

// page is a page as it is kept until the document is written: packed, since a
// long list has hundreds of them.
type page struct {
	orientation Orientation
	packed      []byte
	late        *content // what was drawn after the page was left
}

// New begins a document.
func New(info Info) *Document { return &Document{info: info} }

// AddPage begins a page.
func (d *Document) AddPage(o Orientation) {
	d.leave()
	_, height := o.Size()
	d.pages = append(d.pages, page{orientation: o})
	d.open = content{ops: d.open.ops[:0], height: height}
	d.on = &d.open
}

// leave packs the last page.
func (d *Document) leave() {
	if len(d.pages) == 0 {
		return
	}
	var packed bytes.Buffer
	if d.zip == nil {
		d.zip, _ = zlib.NewWriterLevel(&packed, packLevel) // the level is a valid one
	} else {
		d.zip.Reset(&packed)
	}
	_, _ = d.zip.Write(d.open.ops) // a buffer does not fail
	_ = d.zip.Close()
	d.pages[len(d.pages)-1].packed = bytes.Clone(packed.Bytes())
}

// packLevel makes files a fifth larger than the level that packs best, in a
// third of its time.
const packLevel = zlib.BestSpeed

// Pages gives the number of pages so far.
func (d *Document) Pages() int { return len(d.pages) }

// OnPage draws on any page: page numbers, when their number is known.
func (d *Document) OnPage(number int, draw func()) {
	if number < 1 || number > len(d.pages) {
		d.fail(CodePage)
		return
	}
	p := &d.pages[number-1]
	if p.late == nil {
		_, height := p.orientation.Size()
		p.late = &content{height: height}
	}
	before := d.on
	d.on = p.late
	draw()
	d.on = before
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
	if d.on == nil {
		d.fail(CodePage)
		return
	}
	d.used[face].add(s)
	d.on.text(x, y, face, size, s)
}

// Line draws a line.
func (d *Document) Line(x1, y1, x2, y2, width float64) {
	if d.on == nil {
		d.fail(CodePage)
		return
	}
	d.on.line(x1, y1, x2, y2, width)
}

// TextColor colors the text that follows on the page.
func (d *Document) TextColor(c Color) {
	if d.on == nil {
		d.fail(CodePage)
		return
	}
	d.on.color(c)
	d.on.ops = append(d.on.ops, '\n')
}

// Dashes makes the lines that follow on the page dashed; none makes them whole
// again.
func (d *Document) Dashes(lengths ...float64) {
	if d.on == nil {
		d.fail(CodePage)
		return
	}
	d.on.dashes(lengths)
}

// Fill colors an area.
func (d *Document) Fill(x, y, width, height float64, c Color) {
	if d.on == nil {
		d.fail(CodePage)
		return
	}
	d.on.fill(x, y, width, height, c)
}

func (d *Document) fail(code Code) {
	if d.err == nil {
		d.err = &Error{Code: code, Page: len(d.pages)}
	}
}

// Err gives the first failure.
func (d *Document) Err() error { return d.err }

// WriteTo writes the document, once. An error of w is given as it is.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	if len(d.pages) == 0 {
		d.fail(CodePage)
	}
	if d.err != nil {
		return 0, d.err
	}
	d.leave()
	objects, err := d.shell()
	if err != nil {
		return 0, err
	}
	count := &counter{w: w}
	out := &fileWriter{Writer: bufio.NewWriter(count)}
	d.assemble(out, objects)
	err = out.Flush() // gives the first error of w
	return count.n, err
}

// counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
