package pdf

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// family is the name under which the library knows the typeface.
const family = "bhxh"

// shell lets the library write a document of one page with every character
// that is used in each face, and gives its objects by number: the fonts, cut to
// these characters, their widths and maps, information and catalog. The pages
// are ours, because the library keeps them unpacked to the end and
// takes a packer of more than a megabyte for each.
func (d *Document) shell() (objects [][]byte, err error) {
	defer func() {
		// The library panics where it meets what it does not expect.
		if recover() != nil {
			objects, err = nil, &Error{Code: CodeRender}
		}
	}()
	lib := fpdf.New("L", "pt", "A4", "")
	lib.SetCompression(false) // of the page, which is not kept
	lib.SetCatalogSort(true)
	lib.SetCreationDate(d.info.Created.UTC())
	lib.SetModificationDate(d.info.Created.UTC())
	lib.SetProducer("bhxh", true)
	lib.SetTitle(d.info.Title, true)
	lib.SetSubject(d.info.Subject, true)
	lib.SetAuthor(d.info.Author, true)
	lib.SetCreator(d.info.Creator, true)
	lib.SetLang(d.info.Language)
	lib.AddPage()
	for face := range faces {
		if s := d.used[face].text(); s != "" {
			lib.AddUTF8FontFromBytes(family, face.style(), face.file())
			lib.SetFont(family, face.style(), 1)
			lib.Text(0, 0, s)
		}
	}
	var b bytes.Buffer
	if err := lib.Output(&b); err != nil {
		return nil, &Error{Code: CodeRender}
	}
	objects, ok := splitObjects(b.Bytes())
	if !ok {
		return nil, &Error{Code: CodeRender}
	}
	return d.renamed(objects), nil
}

// Numbers of the objects of the shell that are made anew.
const (
	pagesObject     = 1
	resourcesObject = 2
	pageObject      = 3
	contentObject   = 4
)

// splitObjects takes a file apart by its cross-reference table (ISO 32000-1,
// 7.5.4): objects[n] is what stands between "n 0 obj" and "endobj".
func splitObjects(file []byte) (objects [][]byte, ok bool) {
	_, tail, found := bytes.Cut(file, []byte("\nstartxref\n"))
	if !found {
		return nil, false
	}
	start, err := strconv.Atoi(string(tail[:max(0, bytes.IndexByte(tail, '\n'))]))
	if err != nil || start > len(file) {
		return nil, false
	}
	table := bytes.Split(file[start:], []byte("\n"))
	const before = 2 // "xref" and "0 n"
	size, err := strconv.Atoi(strings.TrimPrefix(string(table[before-1]), "0 "))
	if err != nil || len(table) < before+size || size <= contentObject {
		return nil, false
	}
	objects = make([][]byte, size)
	for n := 1; n < size; n++ {
		offset, err := strconv.Atoi(string(table[before+n][:10]))
		if err != nil || offset > start {
			return nil, false
		}
		object, found := bytes.CutPrefix(file[offset:start], fmt.Appendf(nil, "%d 0 obj\n", n))
		end := bytes.Index(object, []byte("\nendobj\n"))
		if !found || end < 0 {
			return nil, false
		}
		objects[n] = object[:end+1]
	}
	return objects, true
}

// renamed gives the fonts the names that they have, with the entries of their
// descriptors that strict readers ask for (ISO 32000-1, 9.8.1), and the pages
// the resources under the names that content uses.
func (d *Document) renamed(objects [][]byte) [][]byte {
	resources := "<</ProcSet [/PDF /Text]\n/Font <<"
	for face := range faces {
		library := "utf8" + family + face.style() + "\n"
		name := "BHXHVN+LiberationSerif" + [...]string{"", "-Bold", "-Italic", "-BoldItalic"}[face]
		weight := [...]string{"400", "700", "400", "700"}[face]
		descriptor := name + " /FontFamily (Liberation Serif) /FontStretch /Normal /FontWeight " + weight
		for n, object := range objects {
			if bytes.Contains(object, []byte("\nstream\n")) {
				continue // holds no names, and must stay as long as it is
			}
			if bytes.Contains(object, []byte("/Subtype /Type0\n/BaseFont /"+library)) {
				resources += fmt.Sprintf("\n/%s %d 0 R", face.resource(), n)
			}
			object = bytes.ReplaceAll(object, []byte("/FontName /"+library), []byte("/FontName /"+descriptor+"\n"))
			objects[n] = bytes.ReplaceAll(object, []byte("/BaseFont /"+library), []byte("/BaseFont /"+name+"\n"))
		}
	}
	objects[resourcesObject] = []byte(resources + ">>>>\n")
	return objects
}
