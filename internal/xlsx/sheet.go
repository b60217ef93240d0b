package xlsx

import "time"

// Sheet describes a worksheet before its first row.
type Sheet struct {
	Name       string
	Font       Font      // of the workbook; column widths are counted in its digits
	Columns    []float64 // widths in millimetres
	Hidden     int       // so many of the last columns are not shown and not printed
	Styles     []Style   // cells refer to them by index
	Page       Page
	FrozenRows int // rows that stay in view, from the top
	FirstTitle int // rows repeated on every printed page: the first …
	LastTitle  int // … and the last; 0 = none
	Protected  bool
	Document   Document
}

// Font is a typeface with its size in points.
type Font struct {
	Name string
	Size float64
}

// Page is the printed page: A4, landscape, as many pages long as it takes and
// one page wide. Margins are in millimetres.
type Page struct {
	Top, Bottom, Left, Right float64
	Header, Footer           float64 // from the edge of the paper
	FooterText               string  // centred; PageNumber and PageCount stand for the numbers
}

// Placeholders of Page.FooterText.
const (
	PageNumber = "&P"
	PageCount  = "&N"
)

// Document holds the properties of the file as a whole.
type Document struct {
	Title       string
	Creator     string
	Application string
	Language    string
	Created     time.Time
}

// Property is a custom document property. It survives a re-save in LibreOffice
// and in Excel.
type Property struct{ Name, Value string }

// Align is a horizontal or vertical alignment.
type Align uint8

// The alignments.
const (
	Start  Align = iota // left, or top
	Center              // centre
	End                 // right, or bottom
)

// Border is a set of sides of a cell.
type Border uint8

// The sides.
const (
	BorderTop Border = 1 << iota
	BorderBottom
	BorderLeft
	BorderRight
	Box = BorderTop | BorderBottom | BorderLeft | BorderRight
)

// Format is a number format.
type Format uint8

// The formats.
const (
	General Format = iota
	Text           // @: what is typed stays text, leading zeros included
	Integer        // #,##0
	Decimal        // #,##0.0
)

// Style is the look of a cell. Text is wrapped, unless the cell shrinks.
type Style struct {
	Bold, Italic         bool
	Size                 float64
	Horizontal, Vertical Align
	Border               Border
	Format               Format
	Unlocked             bool // may be written under protection
	Shrink               bool // a number too wide for its cell is set smaller; else it would print as ###
}

// Cell is one cell of a row. The zero Cell is blank in style 0.
type Cell struct {
	Style    int
	Text     string
	Number   float64
	IsNumber bool // Number counts, not Text
}

// Rule restricts what may be typed into the cells of a range.
type Rule struct {
	FirstRow, LastRow, Column int
	List                      []string // one of these, or
	Digits                    int      // exactly so many digits
	Title, Message            string   // shown when the rule is broken
}
