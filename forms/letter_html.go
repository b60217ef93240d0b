package forms

import (
	_ "embed"
	"html/template"
	"io"
	"sync"
)

//go:embed letter.tmpl
var letterSource string

// letterTemplate is parsed on first use.
var letterTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("letter").Parse(letterSource))
})

// letterHTML draws a letter as a page for a browser, without a script and
// without a link to anything.
type letterHTML struct{ p letterPage }

func (r letterHTML) row([]cell, lineKind) error { return nil }
func (r letterHTML) close()                     {}

func (r letterHTML) finish(w io.Writer, _ []property) error {
	return letterTemplate().Execute(w, map[string]any{
		"Nation": letterNation, "Motto": letterMotto, "Page": r.p, "Left": htmlLines(r.p.Left), "Right": htmlLines(r.p.Right),
	})
}
