package xlsxread

// Limits caps what reading a file may cost. A zero field takes its default.
type Limits struct {
	FileSize      int64 // bytes of the file; 64 MB
	Entries       int   // entries of the archive; 1,000
	PartSize      int64 // unpacked bytes of one part; 256 MB
	TotalSize     int64 // unpacked bytes of all parts that are read; 512 MB
	SharedStrings int64 // bytes of text kept for the whole workbook; 64 MB
	Rows          int   // rows with cells; 1,048,576, which is all that a sheet has
	Columns       int   // columns with values; 64
	CellLength    int   // characters of a cell; 32,767
}

const megabyte = 1 << 20

func (l Limits) withDefaults() Limits {
	set(&l.FileSize, 64*megabyte)
	set(&l.Entries, 1_000)
	set(&l.PartSize, 256*megabyte)
	set(&l.TotalSize, 512*megabyte)
	set(&l.SharedStrings, 64*megabyte)
	set(&l.Rows, maxSheetRows)
	set(&l.Columns, 64)
	set(&l.CellLength, 32_767)
	return l
}

func set[N int | int64](n *N, value N) {
	if *n <= 0 {
		*n = value
	}
}

// What the format itself allows (ECMA-376 and the limits of Excel).
const (
	maxSheetRows    = 1 << 20
	maxSheetColumns = 1 << 14
	maxStyles       = 1 << 16
)

// Fixed caps on what no honest file comes near.
const (
	maxDirectory     = 2 * megabyte  // bytes of the archive's directory
	maxToken         = megabyte      // bytes of one tag, text, comment or instruction
	maxDepth         = 64            // of nested elements
	maxStrings       = 8 * megabyte  // shared strings
	maxProperties    = 256           // custom properties
	maxRelationships = 10_000        // of one part: every hyperlink is one
	maxSheets        = 1_000         // sheets of a workbook
	maxMetaPart      = 16 * megabyte // unpacked bytes of a part other than sheet and strings
)
