package xlsxread

import (
	"context"
	"maps"
	"slices"
	"strings"
)

const (
	nameContentTypes = "[content_types].xml"
	nameRootRels     = "_rels/.rels"
)

// refuse looks for what a list of participants has no business to hold: in the
// names of parts, in the declared content types, and in the relationships. Any
// one of them is enough, because programs differ in which they follow.
func (a *archive) refuse(ctx context.Context) error {
	if a.parts["mimetype"] != nil && a.parts["content.xml"] != nil {
		return fail(CodeOpenDocument, PartFile)
	}
	names := slices.Sorted(maps.Keys(a.parts))
	for _, name := range names {
		if code := suspicious("/" + name); code != "" {
			return fail(code, PartFile)
		}
	}
	if a.parts[nameContentTypes] == nil {
		return fail(CodeNotWorkbook, PartFile)
	}
	if err := a.refuseContentTypes(ctx); err != nil {
		return err
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".rels") {
			if err := a.refuseRelationships(ctx, name); err != nil {
				return err
			}
		}
	}
	return nil
}

// marks are what names of parts, content types and types of relationships
// contain when they stand for something refused.
var marks = []struct {
	text string
	code Code
}{
	{"vbaproject", CodeMacro},
	{"vbadata", CodeMacro},
	{"macroenabled", CodeMacro},
	{"macrosheet", CodeMacro},
	{"externallink", CodeExternalLink},
	{"/connections", CodeExternalLink},
	{".connections+xml", CodeExternalLink},
	{"querytable", CodeExternalLink},
	{"/embeddings/", CodeEmbedded},
	{"oleobject", CodeEmbedded},
	{"/activex", CodeEmbedded},
	{"ms-office.activex", CodeEmbedded},
	{"relationships/package", CodeEmbedded},
	{"relationships/control", CodeEmbedded},
}

func suspicious(s string) Code {
	for _, m := range marks {
		if strings.Contains(s, m.text) {
			return m.code
		}
	}
	return ""
}

func (a *archive) refuseContentTypes(ctx context.Context) error {
	x, err := a.openXML(ctx, nameContentTypes, PartContentTypes, maxMetaPart)
	if err != nil {
		return err
	}
	defer x.close()
	workbook := false
	err = x.each(func(_ int, e token) error {
		kind := strings.ToLower(e.attr("ContentType"))
		if code := suspicious(kind); code != "" {
			return fail(code, PartContentTypes)
		}
		workbook = workbook || strings.HasSuffix(kind, "sheet.main+xml") || strings.HasSuffix(kind, "template.main+xml")
		return nil
	})
	if err == nil && !workbook {
		err = fail(CodeNotWorkbook, PartContentTypes)
	}
	return err
}

func (a *archive) refuseRelationships(ctx context.Context, name string) error {
	list, err := a.relationships(ctx, name)
	if err != nil {
		return err
	}
	for _, r := range list {
		if code := suspicious(r.kind); code != "" {
			return fail(code, PartRelationships)
		}
		// An e-mail address that somebody typed becomes a hyperlink.
		if r.external && !strings.HasSuffix(r.kind, "/hyperlink") {
			return fail(CodeExternalLink, PartRelationships)
		}
	}
	return nil
}
