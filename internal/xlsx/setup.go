package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

const firstSheet = "Sheet1" // the name that the library gives its first sheet

const (
	millimetresPerInch = 25.4
	pixelsPerInch      = 96
	pointsPerInch      = 72
)

// beforeStream sets what the stream copies when it is opened.
func (w *Writer) beforeStream() error {
	f, s := w.file, w.sheet
	if err := f.SetSheetName(firstSheet, s.Name); err != nil {
		return err
	}
	if err := f.SetDefaultFont(s.Font.Name); err != nil {
		return err
	}
	// There is no call for the default size, in whose digits Excel counts the
	// widths of columns.
	*f.Styles.Fonts.Font[0].Sz.Val = s.Font.Size
	// The library would write "A1"; some readers believe it.
	if err := f.SetSheetDimension(s.Name, ""); err != nil {
		return err
	}
	fit := true
	if err := f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return w.addStyles()
}

func (w *Writer) addStyles() error {
	for _, s := range w.sheet.Styles {
		style := &excelize.Style{
			Border: borders(s.Border),
			Font:   &excelize.Font{Family: w.sheet.Font.Name, Size: s.Size, Bold: s.Bold, Italic: s.Italic, Color: black},
			Alignment: &excelize.Alignment{
				Horizontal: horizontal(s.Horizontal), Vertical: vertical(s.Vertical), WrapText: !s.Shrink, ShrinkToFit: s.Shrink,
			},
			Protection: &excelize.Protection{Locked: !s.Unlocked},
		}
		switch s.Format {
		case Text:
			style.NumFmt = formatText
		case Integer:
			style.NumFmt = formatInteger
		case Decimal:
			format := "#,##0.0"
			style.CustomNumFmt = &format
		}
		id, err := w.file.NewStyle(style)
		if err != nil {
			return err
		}
		w.styles = append(w.styles, id)
	}
	return nil
}

// Numbers of built-in formats (ECMA-376 Part 1, 18.8.30).
const (
	formatInteger = 3  // #,##0
	formatText    = 49 // @
)

const black = "000000"

func borders(b Border) []excelize.Border {
	const thin = 1
	var list []excelize.Border
	for _, side := range []struct {
		border Border
		name   string
	}{{BorderLeft, "left"}, {BorderRight, "right"}, {BorderTop, "top"}, {BorderBottom, "bottom"}} {
		if b&side.border != 0 {
			list = append(list, excelize.Border{Type: side.name, Style: thin, Color: black})
		}
	}
	return list
}

func horizontal(a Align) string { return [...]string{"left", "center", "right"}[a] }
func vertical(a Align) string   { return [...]string{"top", "center", "bottom"}[a] }

// beforeRows sets what the stream writes before its first row.
func (w *Writer) beforeRows() error {
	// In Times New Roman a digit is half as wide as its size.
	digit := w.sheet.Font.Size / 2 * pixelsPerInch / pointsPerInch
	for i, width := range w.sheet.Columns {
		pixels := width / millimetresPerInch * pixelsPerInch
		if err := w.stream.SetColWidth(i+1, i+1, pixels/digit); err != nil {
			return err
		}
	}
	if n := len(w.sheet.Columns); w.sheet.Hidden > 0 {
		if err := w.stream.SetColVisible(n-w.sheet.Hidden+1, n, false); err != nil {
			return err
		}
	}
	off := false
	if err := w.file.SetSheetView(w.sheet.Name, 0, &excelize.ViewOptions{ShowGridLines: &off}); err != nil {
		return err
	}
	if w.sheet.FrozenRows == 0 {
		return nil
	}
	cell, err := excelize.CoordinatesToCellName(1, w.sheet.FrozenRows+1)
	if err != nil {
		return err
	}
	return w.stream.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: w.sheet.FrozenRows, TopLeftCell: cell, ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: cell, ActiveCell: cell, Pane: "bottomLeft"}},
	})
}

// quoted gives the name of the sheet as formulas refer to it.
func (w *Writer) quoted() string {
	return "'" + strings.ReplaceAll(w.sheet.Name, "'", "''") + "'"
}
