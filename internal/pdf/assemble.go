package pdf

import (
	"bufio"
	"bytes"
	"fmt"
)

// assemble writes the file: what the library made, with our pages in the place
// of its one.
func (d *Document) assemble(out *fileWriter, objects [][]byte) {
	// Some programs look at the second line to see that the file is binary.
	out.put([]byte("%PDF-1.7\n%\xC2\xB5\xC2\xB6\n"))
	for number := resourcesObject; number < len(objects); number++ {
		if number != pageObject && number != contentObject {
			out.begin(number)
			out.put(objects[number], []byte("endobj\n"))
		}
	}
	next := len(objects)
	number := func() int { next++; return next - 1 }
	var kids bytes.Buffer
	for i := range d.pages {
		page, main := number(), number()
		if i == 0 { // the catalog may name the first page
			page, main, next = pageObject, contentObject, len(objects)
		}
		fmt.Fprintf(&kids, "%d 0 R ", page)
		d.pages[i].write(out, page, main, number)
	}
	out.begin(pagesObject)
	out.printf("<</Type /Pages\n/Kids [%s]\n/Count %d>>\nendobj\n", kids.Bytes(), len(d.pages))
	out.crossReferences(next, len(objects))
}

// write writes a page with its contents.
func (p *page) write(out *fileWriter, number, main int, next func() int) {
	contents := fmt.Sprintf("%d 0 R", main)
	out.begin(main)
	out.printf("<</Filter /FlateDecode /Length %d>>\nstream\n", len(p.packed))
	out.put(p.packed, []byte("\nendstream\nendobj\n"))
	if p.late != nil {
		late := next()
		contents = fmt.Sprintf("[%s %d 0 R]", contents, late)
		out.begin(late)
		out.printf("<</Length %d>>\nstream\n", len(p.late.ops))
		out.put(p.late.ops, []byte("\nendstream\nendobj\n"))
	}
	width, height := p.orientation.Size()
	out.begin(number)
	out.printf("<</Type /Page /Parent %d 0 R /MediaBox [0 0 %.2f %.2f] /Resources %d 0 R /Contents %s>>\nendobj\n",
		pagesObject, width, height, resourcesObject, contents)
}

// crossReferences ends a file of so many objects. The last two objects of the
// library are information and catalog.
func (f *fileWriter) crossReferences(size, objects int) {
	start := f.n
	f.printf("xref\n0 %d\n0000000000 65535 f \n", size)
	for _, offset := range f.offsets[1:size] {
		f.printf("%010d 00000 n \n", offset)
	}
	f.printf("trailer\n<</Size %d /Root %d 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", size, objects-1, objects-2, start)
}

// fileWriter writes a file and remembers where its objects begin.
type fileWriter struct {
	*bufio.Writer // keeps the first error
	n             int64
	offsets       []int64 // by number
}

func (f *fileWriter) put(parts ...[]byte) {
	for _, p := range parts {
		n, _ := f.Write(p)
		f.n += int64(n)
	}
}

func (f *fileWriter) printf(format string, args ...any) { f.put(fmt.Appendf(nil, format, args...)) }

// begin begins the object of a number.
func (f *fileWriter) begin(number int) {
	for len(f.offsets) <= number {
		f.offsets = append(f.offsets, 0)
	}
	f.offsets[number] = f.n
	f.printf("%d 0 obj\n", number)
}
