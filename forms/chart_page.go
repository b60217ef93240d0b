package forms

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/bhxh-go/bhxh/internal/pdf"
)

const chartTitle = "BIỂU ĐỒ TIẾN ĐỘ TRIỂN KHAI KẾ HOẠCH 2207/KH-BHXH"

// WriteMau03Chart writes the progress of Mẫu số 03 as one page of bars in SVG,
// because people would rather look than read: how many participants of each
// unit are confirmed, do not match, have no number, or wait, with the 90 % that
// the plan wants. Of more than 21 units it shows the 20 largest and the others
// as one. Options other than BadText are not used. See [WriteMau02] for what all
// writers have in common.
func WriteMau03Chart(ctx context.Context, w io.Writer, head Head, rows iter.Seq2[Mau03Row, error], opts Options) error {
	s, err := newSettings(Mau03Layout(), mau03Fields, head, Options{BadText: opts.BadText})
	if err != nil {
		return err
	}
	report, err := s.report(ctx, rows, opts.Level)
	if err != nil {
		return err
	}
	on := &svgCanvas{}
	report.chart().draw(on, chartTitle, s.day())
	out := &deliveryWriter{ctx: ctx, w: w}
	if err := on.finish(out, chartTitle); err != nil {
		if ctx.Err() != nil {
			return s.fail(CodeCancelled, context.Cause(ctx))
		}
		return s.fail(CodeWrite, err)
	}
	return nil
}

// day words the day of the figures.
func (s *settings) day() string {
	if !s.head.AsOf.IsValid() {
		return ""
	}
	return "Số liệu tính đến ngày " + s.head.AsOf.Reveal()
}

// pdfCanvas draws on the current page of a document.
type pdfCanvas struct{ doc *pdf.Document }

func (c pdfCanvas) fill(x, y, width, height float64, color pdf.Color) {
	c.doc.Fill(x, y, width, height, color)
}

func (c pdfCanvas) line(x1, y1, x2, y2, width float64, dashed bool) {
	if dashed {
		c.doc.Dashes(4, 3)
		defer c.doc.Dashes()
	}
	c.doc.Line(x1, y1, x2, y2, width)
}

func (c pdfCanvas) text(x, y float64, face pdf.Face, size float64, white bool, s string) {
	if white {
		c.doc.TextColor(pdf.Color{R: 255, G: 255, B: 255})
		defer c.doc.TextColor(pdf.Color{})
	}
	c.doc.Text(x, y, face, size, s)
}

// svgCanvas writes the elements of an SVG image.
type svgCanvas struct{ buf bytes.Buffer }

func (c *svgCanvas) fill(x, y, width, height float64, color pdf.Color) {
	fmt.Fprintf(&c.buf, `<rect x="%s" y="%s" width="%s" height="%s" fill="#%02X%02X%02X"/>`+"\n",
		svg(x), svg(y), svg(width), svg(height), color.R, color.G, color.B)
}

func (c *svgCanvas) line(x1, y1, x2, y2, width float64, dashed bool) {
	dashes := ""
	if dashed {
		dashes = ` stroke-dasharray="4 3"`
	}
	fmt.Fprintf(&c.buf, `<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="#000" stroke-width="%s"%s/>`+"\n",
		svg(x1), svg(y1), svg(x2), svg(y2), svg(width), dashes)
}

func (c *svgCanvas) text(x, y float64, face pdf.Face, size float64, white bool, s string) {
	look := ""
	if face == pdf.Bold || face == pdf.BoldItalic {
		look += ` font-weight="bold"`
	}
	if face == pdf.Italic || face == pdf.BoldItalic {
		look += ` font-style="italic"`
	}
	if white {
		look += ` fill="#FFF"`
	}
	fmt.Fprintf(&c.buf, `<text x="%s" y="%s" font-size="%s"%s>`, svg(x), svg(y), svg(size), look)
	_ = xml.EscapeText(&c.buf, []byte(s)) // a buffer does not fail
	c.buf.WriteString("</text>\n")
}

func (c *svgCanvas) finish(w io.Writer, title string) error {
	width, height := pdf.Landscape.Size()
	var top bytes.Buffer
	fmt.Fprintf(&top, `<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 %s %s" font-family="Times New Roman, Liberation Serif, Tinos, serif" role="img" lang="vi">`+"\n",
		svg(width), svg(height))
	top.WriteString("<title>")
	_ = xml.EscapeText(&top, []byte(title))
	top.WriteString("</title>\n" + `<rect width="100%" height="100%" fill="#FFF"/>` + "\n")
	for _, part := range [][]byte{top.Bytes(), c.buf.Bytes(), []byte("</svg>\n")} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// svg gives a length with two decimals at most.
func svg(v float64) string { return strconv.FormatFloat(float64(int(v*100+0.5))/100, 'f', -1, 64) }
