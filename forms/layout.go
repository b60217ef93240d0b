package forms

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Layout describes a form as data: what is printed where. Every output format
// draws from it, and none knows a form. [Mau01Layout], [Mau02Layout] and
// [Mau03Layout] give the built-in ones; a caller may change a copy and hand it
// over in [Options]. Lengths are millimetres, font sizes points, paper A4
// landscape.
type Layout struct {
	Form       string     // printed at the upper right, kept in the properties: "Mẫu số 02"
	Version    string     // of this description, kept in the properties
	Sheet      string     // name of the worksheet, at most 31 characters
	Title      string     // printed in bold, in capitals as the plan has it
	Subtitle   []string   // lines below the title, in italics
	Head       []HeadLine // lines between title and table
	Header     []Heading  // the header of the table, from left to right
	TotalLabel string     // what stands in the row of totals; "" = the form has none
	NotesTitle string     // "Ghi chú:"
	Notes      []string   // paragraphs below the table
	Margins    Margins
	FontSize   float64 // of the table
}

// Margins are the margins of the page in millimetres. Nghị định
// 30/2020/NĐ-CP, phụ lục I, wants 20–25 above and below, 30–35 on the left,
// 15–20 on the right.
type Margins struct{ Top, Bottom, Left, Right float64 }

// HeadLine is a line of the head: a label and what follows it.
type HeadLine struct {
	Label string // "Tên đơn vị:"
	Field Field  // FieldUnitName, FieldUnitCode, FieldUnitAddress or FieldAsOf
}

// Heading is a node of the header. A heading with sub-headings spans them; one
// without is a column and spans the levels below it.
type Heading struct {
	Text   string // "\n" breaks a word that is wider than its column: "ĐDCN/\nCCCD"
	Column Column // for a heading without sub-headings
	Sub    []Heading
}

// Column is a column of the table.
type Column struct {
	Field  Field  // the value it shows; "" leaves it blank
	Number string // "(1)"; without any the header has no row of numbers
	Width  float64
	Kind   Kind
	Align  Align
	Open   bool      // left to whoever fills the form in; the other columns are locked
	Rule   InputRule // what may be typed into an open column
}

// Kind is the kind of values of a column.
type Kind uint8

// The kinds.
const (
	KindText    Kind = iota // words, may take several lines
	KindDigits              // numbers that are text, such as IDs and dates: leading zeros count
	KindCount               // whole numbers
	KindPercent             // percentages with one decimal place
)

// Align is the horizontal place of the values of a column.
type Align uint8

// The alignments.
const (
	AlignLeft Align = iota
	AlignCenter
	AlignRight
)

// InputRule restricts what may be typed into an open column.
type InputRule uint8

// The rules.
const (
	RuleNone         InputRule = iota
	RuleGender                 // Nam or Nữ
	RuleTwelveDigits           // a số ĐDCN
)

// Columns gives the columns from left to right.
func (l *Layout) Columns() iter.Seq[Column] {
	return func(yield func(Column) bool) {
		eachLeaf(l.Header, func(h Heading) bool { return yield(h.Column) })
	}
}

func eachLeaf(headings []Heading, visit func(Heading) bool) bool {
	for _, h := range headings {
		if len(h.Sub) > 0 {
			if !eachLeaf(h.Sub, visit) {
				return false
			}
		} else if !visit(h) {
			return false
		}
	}
	return true
}

// Levels gives the number of levels of the header, without the row (1), (2) ….
func (l *Layout) Levels() int { return depth(l.Header) }

// isNumbered reports a header that ends with the row (1), (2), ….
func (l *Layout) isNumbered() bool {
	for c := range l.Columns() {
		if c.Number != "" {
			return true
		}
	}
	return false
}

func depth(headings []Heading) int {
	deepest := 0
	for _, h := range headings {
		deepest = max(deepest, 1+depth(h.Sub))
	}
	return deepest
}

// span is a heading with its place in the header, all counted from 0.
type span struct {
	text                          string
	level, levels, column, leaves int
	leaf                          bool
}

// spans places the headings of a header: a group above its columns, a column
// down to the last level.
func (l *Layout) spans() []span {
	var list []span
	levels := l.Levels()
	var walk func(headings []Heading, level, column int) int
	walk = func(headings []Heading, level, column int) int {
		for _, h := range headings {
			s := span{text: h.Text, level: level, levels: 1, column: column, leaves: 1, leaf: len(h.Sub) == 0}
			at := len(list)
			list = append(list, s)
			if s.leaf {
				list[at].levels = levels - level
			} else {
				list[at].leaves = walk(h.Sub, level+1, column) - column
			}
			column += list[at].leaves
		}
		return column
	}
	walk(l.Header, 0, 0)
	return list
}

// check refuses a description that cannot be drawn, or that shows values which
// the form does not have.
func (l *Layout) check(known []Field) error {
	columns := slices.Collect(l.Columns())
	switch {
	case l.Form == "" || !isSheetName(l.Sheet):
		return &Error{Code: CodeLayout, Form: l.Form}
	case len(columns) < minColumns || len(columns) > maxColumns || l.Levels() > maxLevels:
		return &Error{Code: CodeLayout, Form: l.Form}
	case l.FontSize < minFontSize || l.FontSize > maxFontSize:
		return &Error{Code: CodeLayout, Form: l.Form}
	}
	for text := range l.texts() {
		if inspect(text) != "" {
			return &Error{Code: CodeLayout, Form: l.Form}
		}
	}
	for _, c := range columns {
		if c.Width < minColumnWidth || c.Width > maxColumnWidth || c.Field != "" && !slices.Contains(known, c.Field) {
			return &Error{Code: CodeLayout, Form: l.Form, Column: c.Number, Field: c.Field}
		}
		if c.Kind > KindPercent || c.Align > AlignRight || c.Rule > RuleTwelveDigits {
			return &Error{Code: CodeLayout, Form: l.Form, Column: c.Number, Field: c.Field}
		}
	}
	for _, h := range l.Head {
		if !slices.Contains(headFields[:], h.Field) {
			return &Error{Code: CodeLayout, Form: l.Form, Field: h.Field}
		}
	}
	return nil
}

// texts gives every text of the description.
func (l *Layout) texts() iter.Seq[string] {
	return func(yield func(string) bool) {
		list := []string{l.Form, l.Version, l.Title, l.TotalLabel, l.NotesTitle}
		list = slices.Concat(list, l.Subtitle, l.Notes)
		for _, h := range l.Head {
			list = append(list, h.Label)
		}
		for _, s := range l.spans() {
			list = append(list, s.text)
		}
		for c := range l.Columns() {
			list = append(list, c.Number)
		}
		for _, text := range list {
			if !yield(text) {
				return
			}
		}
	}
}

// isSheetName reports a name that every spreadsheet program takes.
func isSheetName(s string) bool {
	return s != "" && utf8.ValidString(s) && utf8.RuneCountInString(s) <= maxSheetName &&
		!strings.ContainsAny(s, `:\/?*[]`) && strings.Trim(s, "'") == s && !strings.ContainsFunc(s, unicode.IsControl)
}

// What a description may ask for: enough for any form on A4, and small enough
// that every program can open it.
const (
	minColumns     = 2 // the head stands left and right
	maxColumns     = 64
	maxLevels      = 8
	maxSheetName   = 31
	minFontSize    = 5
	maxFontSize    = 20
	minColumnWidth = 4
	maxColumnWidth = 250
)
