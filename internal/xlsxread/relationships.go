package xlsxread

import (
	"context"
	"path"
	"strings"
)

// relationship is one entry of a .rels part.
type relationship struct {
	id       string
	kind     string // URI in lower case
	target   string // name of the part it leads to, in lower case
	external bool
}

// relationships reads a .rels part.
func (a *archive) relationships(ctx context.Context, name string) ([]relationship, error) {
	x, err := a.openXML(ctx, name, PartRelationships, maxMetaPart)
	if err != nil {
		return nil, err
	}
	defer x.close()
	source := sourceOf(name)
	var list []relationship
	err = x.each(func(depth int, e token) error {
		if depth != 2 || e.local != "Relationship" {
			return nil
		}
		if len(list) == maxRelationships {
			return fail(CodeStructure, PartRelationships)
		}
		list = append(list, relationship{
			id:       e.attr("Id"),
			kind:     strings.ToLower(e.attr("Type")),
			target:   resolve(source, e.attr("Target")),
			external: strings.EqualFold(e.attr("TargetMode"), "External"),
		})
		return nil
	})
	return list, err
}

// leadsTo gives the part to which the first relationship of a type leads. The type is
// the last word of its URI: transitional and strict files share it.
func leadsTo(list []relationship, kind string) string {
	for _, r := range list {
		if !r.external && strings.HasSuffix(r.kind, "/"+kind) {
			return r.target
		}
	}
	return ""
}

// relsOf gives the name of the part that holds the relationships of a part.
func relsOf(name string) string {
	return path.Join(path.Dir(name), "_rels", path.Base(name)+".rels")
}

// sourceOf gives the directory to which the targets of a .rels part relate.
func sourceOf(rels string) string { return path.Dir(path.Dir(rels)) }

// resolve gives the name of the part that a target means.
func resolve(source, target string) string {
	target = strings.ToLower(strings.ReplaceAll(target, `\`, "/"))
	if !strings.HasPrefix(target, "/") {
		target = "/" + source + "/" + target
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}
