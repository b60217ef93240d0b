package forms

import (
	"io"
	"strconv"
	"strings"

	"github.com/bhxh-go/bhxh/internal/pdf"
)

// letterPDF draws a letter. It uses what draws the blocks of a form, on a page
// that stands upright.
type letterPDF struct {
	p   letterPage
	doc *pdf.Document
	y   float64
}

// The page of a letter (Nghị định 30/2020/NĐ-CP, phụ lục I), in points.
const (
	letterTop      = 20 * pointsPerMM
	letterLeft     = 30 * pointsPerMM
	letterRight    = 15 * pointsPerMM
	letterIndent   = 12.7 * pointsPerMM
	letterBodySize = 13
	letterHeadSize = 12
	letterSpacing  = 6 // between paragraphs
	letterLeading  = 1.25
	letterIssuer   = 0.42 // share of the width
)

func newLetterPDF(p letterPage) renderer {
	return &letterPDF{p: p, doc: pdf.New(pdf.Info{
		Title: "Công văn", Author: p.Agency, Creator: "bhxh", Language: "vi-VN", Created: creationDate(p.created).Time(),
	})}
}

func (r *letterPDF) row([]cell, lineKind) error { return nil }
func (r *letterPDF) close()                     {}

func (r *letterPDF) area() (left, right, bottom float64) {
	width, height := pdf.Portrait.Size()
	return letterLeft, width - letterRight, height - letterTop
}

func (r *letterPDF) page() {
	r.doc.AddPage(pdf.Portrait)
	r.y = letterTop
}

func (r *letterPDF) finish(w io.Writer, _ []property) error {
	r.page()
	r.head()
	r.body()
	r.sign()
	r.numbers()
	_, err := r.doc.WriteTo(w)
	return err
}

// head draws issuer, nation, number, place and date, subject and addressee.
func (r *letterPDF) head() {
	left, right, _ := r.area()
	middle := left + (right-left)*letterIssuer
	r.block(left, middle, pdf.Regular, letterHeadSize, r.p.ParentAgency)
	r.block(left, middle, pdf.Bold, letterHeadSize, r.p.Agency)
	r.rule((left+middle)/2, (middle-left)*ruleShare)
	issuer := r.y
	r.y = letterTop
	r.block(middle, right, pdf.Bold, letterHeadSize, letterNation)
	r.block(middle, right, pdf.Bold, letterBodySize, letterMotto)
	r.rule((middle+right)/2, pdf.Width(letterMotto, pdf.Bold, letterBodySize))
	r.y = max(r.y, issuer) + letterSpacing
	top := r.y
	r.block(left, middle, pdf.Regular, letterBodySize, "Số: "+r.p.Number)
	r.block(left, middle, pdf.Regular, letterHeadSize, "V/v "+r.p.Subject)
	lowest := r.y
	r.y = top
	r.block(middle, right, pdf.Italic, letterBodySize, r.p.PlaceAndDate)
	r.y = max(r.y, lowest) + 3*letterSpacing
	if len(r.p.To) == 1 {
		r.block(left, right, pdf.Regular, letterBodySize, "Kính gửi: "+r.p.To[0])
	} else if len(r.p.To) > 1 {
		r.block(left, right, pdf.Regular, letterBodySize, "Kính gửi:")
		for _, to := range r.p.To {
			r.block(left, right, pdf.Regular, letterBodySize, "- "+to)
		}
	}
	r.y += 2 * letterSpacing
}

// block draws centred lines.
func (r *letterPDF) block(left, right float64, face pdf.Face, size float64, s string) {
	for _, line := range balanced(s, face, size, right-left) {
		r.line((left+right-pdf.Width(line, face, size))/2, face, size, line)
	}
}

// line draws a line and moves on, to another page where this one is full.
func (r *letterPDF) line(x float64, face pdf.Face, size float64, s string) {
	if _, _, bottom := r.area(); r.y+size*letterLeading > bottom {
		r.page()
	}
	r.doc.Text(x, r.y+size*pdfAscent, face, size, s)
	r.y += size * letterLeading
}

func (r *letterPDF) rule(x, width float64) {
	r.y += 1
	r.doc.Line(x-width/2, r.y, x+width/2, r.y, thinLine)
	r.y += 4
}

// body draws the paragraphs, with the first line indented and both edges even.
func (r *letterPDF) body() {
	left, right, _ := r.area()
	for at, paragraph := range r.p.Body {
		lines := wrapFirst(paragraph, pdf.Regular, letterBodySize, right-left, letterIndent)
		if at == len(r.p.Body)-1 {
			r.keepWithSignature(len(lines))
		}
		for i, line := range lines {
			x := left
			if i == 0 {
				x += letterIndent
			}
			if i == len(lines)-1 {
				r.line(x, pdf.Regular, letterBodySize, line)
			} else {
				r.justified(x, right, line)
			}
		}
		r.y += letterSpacing
	}
}

// keepWithSignature begins a page for the last paragraph where the signature
// would else stand alone on the next.
func (r *letterPDF) keepWithSignature(lines int) {
	_, _, bottom := r.area()
	need := float64(lines)*letterBodySize*letterLeading + 2*letterSpacing + max(r.height(r.p.Left), r.height(r.p.Right))
	if r.y+need > bottom && letterTop+need <= bottom {
		r.page()
	}
}

// wrapFirst is wrap with less room in the first line.
func wrapFirst(s string, face pdf.Face, size, width, indent float64) []string {
	lines := wrap(s, face, size, width-indent)
	if len(lines) < 2 {
		return lines
	}
	rest := strings.TrimLeft(strings.TrimPrefix(s, lines[0]), " ")
	return append(lines[:1:1], wrap(rest, face, size, width)...)
}

// justified draws a line from edge to edge.
func (r *letterPDF) justified(x, right float64, line string) {
	words := strings.Fields(line)
	used := 0.0
	for _, word := range words {
		used += pdf.Width(word, pdf.Regular, letterBodySize)
	}
	gap := (right - x - used) / float64(max(1, len(words)-1))
	if _, _, bottom := r.area(); r.y+letterBodySize*letterLeading > bottom {
		r.page()
	}
	for _, word := range words {
		// The blank is drawn too, so that the text can be copied as words.
		r.doc.Text(x, r.y+letterBodySize*pdfAscent, pdf.Regular, letterBodySize, word+" ")
		x += pdf.Width(word, pdf.Regular, letterBodySize) + gap
	}
	r.y += letterBodySize * letterLeading
}

// sign draws recipients and signature, together on one page.
func (r *letterPDF) sign() {
	left, right, bottom := r.area()
	height := max(r.height(r.p.Left), r.height(r.p.Right))
	r.y += letterSpacing
	if r.y+height > bottom {
		r.page()
	}
	middle, top := (left+right)/2, r.y
	for i, block := range [...][]styled{r.p.Left, r.p.Right} {
		r.y = top
		for _, l := range block {
			size := max(l.size, recipientsSize)
			if i == 0 {
				for _, line := range orBlank(wrap(l.text, l.pdfFace(), size, middle-left)) {
					r.line(left, l.pdfFace(), size, line)
				}
			} else if l.text == "" {
				r.line(middle, pdf.Regular, size, "")
			} else {
				r.block(middle, right, l.pdfFace(), size, l.text)
			}
		}
	}
}

func orBlank(lines []string) []string {
	if len(lines) == 0 {
		return []string{""}
	}
	return lines
}

func (r *letterPDF) height(block []styled) float64 {
	left, right, _ := r.area()
	height := 0.0
	for _, l := range block {
		size := max(l.size, recipientsSize)
		height += size * letterLeading * float64(len(orBlank(wrap(l.text, l.pdfFace(), size, (right-left)/2))))
	}
	return height
}

// numbers numbers the pages from the second on, at the top in the middle.
func (r *letterPDF) numbers() {
	width, _ := pdf.Portrait.Size()
	for n := 2; n <= r.doc.Pages(); n++ {
		text := strconv.Itoa(n)
		x := (width - pdf.Width(text, pdf.Regular, letterBodySize)) / 2
		r.doc.OnPage(n, func() { r.doc.Text(x, letterTop/2+letterBodySize/2, pdf.Regular, letterBodySize, text) })
	}
}
