package xlsx

import (
	"archive/zip"
	"compress/flate"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// noTempDir is a directory name that no operating system accepts, so that the
// library cannot make a temporary file and keeps the sheet in memory.
const noTempDir = "\x00"

// MaxRowHeight is the greatest height of a row in points.
const MaxRowHeight = excelize.MaxRowHeight

// Writer writes one sheet. It must be closed, and is not safe for concurrent
// use.
type Writer struct {
	sheet  Sheet
	file   *excelize.File
	stream *excelize.StreamWriter
	styles []int // the library's number of each style
	row    int
	cells  []excelize.Cell // reused from row to row
	values []any           // pointers into cells
	closed bool
}

// New begins a sheet.
func New(sheet Sheet) (*Writer, error) {
	w := &Writer{
		sheet:  sheet,
		file:   excelize.NewFile(excelize.Options{TmpDir: noTempDir}),
		cells:  make([]excelize.Cell, len(sheet.Columns)),
		values: make([]any, len(sheet.Columns)),
	}
	for i := range w.cells {
		w.values[i] = &w.cells[i]
	}
	w.file.SetZipWriter(newZip)
	for _, step := range []func() error{w.beforeStream, w.openStream, w.beforeRows, w.document} {
		if err := step(); err != nil {
			_ = w.file.Close()
			return nil, fmt.Errorf("xlsx: %w", err)
		}
	}
	return w, nil
}

// newZip packs a little less than the library would, at twice its speed.
func newZip(out io.Writer) excelize.ZipWriter {
	z := zip.NewWriter(out)
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		const level = 3
		return flate.NewWriter(out, level)
	})
	return z
}

func (w *Writer) openStream() (err error) {
	w.stream, err = w.file.NewStreamWriter(w.sheet.Name)
	return err
}

// Row adds a row of the given height in points below the last one and gives
// its number. Cells beyond the given ones stay empty.
func (w *Writer) Row(height float64, cells []Cell) (int, error) {
	w.row++
	if len(cells) > len(w.cells) {
		return 0, fmt.Errorf("xlsx: %d cells in a sheet of %d columns", len(cells), len(w.cells))
	}
	for i, c := range cells {
		to := &w.cells[i]
		to.StyleID, to.Value = w.styles[c.Style], nil
		switch {
		case c.IsNumber:
			to.Value = c.Number
		case c.Text != "":
			// The library escapes "_x0041_", which a reader would else take
			// for the character with this number.
			to.Value = c.Text
		}
	}
	height = min(height, MaxRowHeight)
	err := w.stream.SetRow("A"+strconv.Itoa(w.row), w.values[:len(cells)], excelize.RowOpts{Height: height})
	if err != nil {
		return 0, fmt.Errorf("xlsx: %w", err)
	}
	return w.row, nil
}

// Merge joins the cells of a range, whose corners are counted from 1, into
// one. A range of one cell is left as it is.
func (w *Writer) Merge(row, column, lastRow, lastColumn int) error {
	if row == lastRow && column == lastColumn {
		return nil
	}
	from, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	to, err := excelize.CoordinatesToCellName(lastColumn, lastRow)
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return w.stream.MergeCell(from, to)
}

// Close frees what the writer holds. It may be called twice.
func (w *Writer) Close() error {
	if w.closed {
		return nil
	}
	w.closed = true
	return w.file.Close()
}
