package bhxh_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
	"unicode"
)

// TestComments: every exported name of the public packages says what it is, and
// says more than its name.
func TestComments(t *testing.T) {
	names := 0
	walk(t, func(path string) {
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			strings.Contains(path, "internal/") || strings.HasPrefix(path, "examples/") || strings.Contains(path, "/gen/") {
			return
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			for name, comment := range documented(d) {
				names++
				if !says(name, comment) {
					t.Errorf("%s: %s has no comment, or one that repeats its name", set.Position(d.Pos()), name)
				}
			}
		}
	})
	t.Logf("%d exported names", names)
	if names < 1000 {
		t.Errorf("only %d exported names were found", names)
	}
}

// documented gives the exported names of a declaration with their comments. A
// name of a group may be explained by the group.
func documented(d ast.Decl) map[string]string {
	names := make(map[string]string)
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && (d.Recv == nil || receiver(d.Recv).IsExported()) {
			names[d.Name.Name] = d.Doc.Text()
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() {
					names[s.Name.Name] = d.Doc.Text() + s.Doc.Text()
				}
			case *ast.ValueSpec:
				for _, n := range s.Names {
					if n.IsExported() {
						names[n.Name] = d.Doc.Text() + s.Doc.Text() + s.Comment.Text()
					}
				}
			}
		}
	}
	return names
}

func receiver(list *ast.FieldList) *ast.Ident {
	t := list.List[0].Type
	for {
		switch inner := t.(type) {
		case *ast.StarExpr:
			t = inner.X
		case *ast.IndexExpr:
			t = inner.X
		case *ast.Ident:
			return inner
		default:
			return ast.NewIdent("_")
		}
	}
}

// says reports a comment with words beyond those of the name.
func says(name, comment string) bool {
	own := strings.ToLower(name)
	words := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(comment), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch w {
		case "a", "an", "the", "is", "are", "of", "for", "gives", "returns", "sets":
			continue
		}
		if !strings.Contains(own, w) {
			words++
		}
	}
	return words >= 1
}
