package xlsxread

import (
	"cmp"
	"context"
	"errors"
	"io"
	"strings"
)

// Workbook is an opened file. It is not safe for concurrent use. The file must
// stay open while its rows are read.
type Workbook struct {
	archive    *archive
	limits     Limits
	sheets     []string // names of the parts of the sheets that people see, from left to right
	sheet      string   // name of the one that Rows reads
	date1904   bool
	dateStyles []bool // by number of the cell style
	strings    stringTable
	properties []Property
	opened     int64 // bytes read when the workbook was open
}

// Property is a custom document property, as text.
type Property struct{ Name, Value string }

// Open checks a file of the given size and reads all but its rows. Errors are
// *[Error].
func Open(ctx context.Context, r io.ReaderAt, size int64, limits Limits) (*Workbook, error) {
	limits = limits.withDefaults()
	if err := ctx.Err(); err != nil {
		return nil, cancelled(ctx, PartFile)
	}
	a, err := openArchive(r, size, limits)
	if err != nil {
		return nil, err
	}
	if err := a.refuse(ctx); err != nil {
		return nil, err
	}
	w := &Workbook{archive: a, limits: limits}
	if err := w.load(ctx); err != nil {
		return nil, err
	}
	w.opened = a.read
	return w, nil
}

func cancelled(ctx context.Context, part Part) error {
	return &Error{Code: CodeCancelled, Part: part, cause: context.Cause(ctx)}
}

// load finds the parts by their relationships and reads them.
func (w *Workbook) load(ctx context.Context) error {
	root, err := w.archive.relationships(ctx, nameRootRels)
	if err != nil {
		return err
	}
	book := leadsTo(root, "officedocument")
	if book == "" || w.archive.parts[book] == nil {
		return fail(CodeNotWorkbook, PartRelationships)
	}
	links, err := w.archive.relationships(ctx, relsOf(book))
	if err != nil {
		return err
	}
	if err := w.loadBook(ctx, book, links); err != nil {
		return err
	}
	if name := leadsTo(links, "styles"); name != "" {
		if w.dateStyles, err = w.archive.loadStyles(ctx, name); err != nil {
			return err
		}
	}
	if name := leadsTo(links, "sharedstrings"); name != "" {
		if w.strings, err = w.archive.loadStrings(ctx, name); err != nil {
			return err
		}
	}
	// The type has a name of its own in strict files.
	if name := cmp.Or(leadsTo(root, "custom-properties"), leadsTo(root, "customproperties")); name != "" {
		w.properties, err = w.archive.loadProperties(ctx, name)
	}
	return err
}

// loadBook reads which sheets people see, and where the days are counted from.
// Where all are hidden, the first counts as seen.
func (w *Workbook) loadBook(ctx context.Context, name string, links []relationship) error {
	x, err := w.archive.openXML(ctx, name, PartWorkbook, maxMetaPart)
	if err != nil {
		return err
	}
	defer x.close()
	sheets, first := 0, ""
	err = x.each(func(depth int, e token) error {
		switch {
		case e.local == "workbookPr" && depth == 2: // the extensions of Excel hold another
			w.date1904 = isTrue(e.attr("date1904"))
		case e.local == "sheet" && depth == 3 && x.stack[1] == "sheets":
			if sheets++; sheets > maxSheets {
				return fail(CodeStructure, PartWorkbook)
			}
			target := worksheet(links, relationshipID(e))
			first = cmp.Or(first, target)
			if target != "" && !strings.Contains(strings.ToLower(e.attr("state")), "hidden") {
				w.sheets = append(w.sheets, target)
			}
		}
		return nil
	})
	if len(w.sheets) == 0 {
		w.sheets = []string{first}
	}
	if w.sheet = w.sheets[0]; err == nil && w.archive.parts[w.sheet] == nil {
		err = fail(CodeStructure, PartWorkbook)
	}
	return err
}

// relationshipID gives the attribute r:id, whatever its prefix.
func relationshipID(e token) string {
	for _, a := range e.attrs {
		if a.prefixed && string(a.local) == "id" {
			return string(a.value)
		}
	}
	return ""
}

// worksheet gives the part of a sheet, "" for a sheet that is a chart.
func worksheet(links []relationship, id string) string {
	for _, r := range links {
		if r.id == id && !r.external && strings.HasSuffix(r.kind, "/worksheet") {
			return r.target
		}
	}
	return ""
}

// Date1904 reports that days are counted from 1904, as old Excel for Mac did.
func (w *Workbook) Date1904() bool { return w.date1904 }

// Property gives a custom document property.
func (w *Workbook) Property(name string) (string, bool) {
	for _, p := range w.properties {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// Properties gives all custom document properties in their order.
func (w *Workbook) Properties() []Property { return append([]Property(nil), w.properties...) }

// loadProperties reads the custom document properties.
func (a *archive) loadProperties(ctx context.Context, name string) ([]Property, error) {
	x, err := a.openXML(ctx, name, PartProperties, maxMetaPart)
	if err != nil {
		return nil, err
	}
	defer x.close()
	var list []Property
	in := false
	for {
		t, err := x.next()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		switch t.kind {
		case tokenStart:
			if len(x.stack) == 2 && t.local == "property" {
				if len(list) == maxProperties {
					return nil, fail(CodeStructure, PartProperties)
				}
				list, in = append(list, Property{Name: t.attr("name")}), true
			}
		case tokenEnd:
			in = in && len(x.stack) >= 2
		case tokenText:
			// The value stands in an element of its type.
			if in && len(x.stack) == 3 {
				list[len(list)-1].Value += string(t.text)
			}
		}
	}
}
