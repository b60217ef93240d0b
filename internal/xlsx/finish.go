package xlsx

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// document sets the properties that do not depend on the rows.
func (w *Writer) document() error {
	d := w.sheet.Document
	at := d.Created.UTC().Format(time.RFC3339)
	err := w.file.SetDocProps(&excelize.DocProperties{
		Title: d.Title, Creator: d.Creator, LastModifiedBy: d.Creator, Language: d.Language, Created: at, Modified: at,
	})
	if err != nil {
		return err
	}
	if err := w.file.SetAppProps(&excelize.AppProperties{Application: d.Application}); err != nil {
		return err
	}
	if w.sheet.FirstTitle == 0 {
		return nil
	}
	return w.file.SetDefinedName(&excelize.DefinedName{
		Name:     "_xlnm.Print_Titles",
		RefersTo: fmt.Sprintf("%s!$%d:$%d", w.quoted(), w.sheet.FirstTitle, w.sheet.LastTitle),
		Scope:    w.sheet.Name,
	})
}

// SetProperty sets a custom property of the document.
func (w *Writer) SetProperty(p Property) error {
	if err := w.file.SetCustomProps(excelize.CustomProperty{Name: p.Name, Value: p.Value}); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// AddRule adds an input rule. Rules guide who types; they do not run on
// pasted text, and the reader of a returned file is the real check.
func (w *Writer) AddRule(r Rule) error {
	if r.LastRow < r.FirstRow {
		return nil
	}
	at, err := reference(r.Column, r.FirstRow, r.LastRow)
	if err != nil {
		return err
	}
	rule := excelize.NewDataValidation(true)
	rule.Sqref = at
	if len(r.List) > 0 {
		err = rule.SetDropList(r.List)
	} else {
		rule.Type, rule.Formula1 = "custom", digitsFormula(r)
	}
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	rule.SetError(excelize.DataValidationErrorStyleStop, r.Title, r.Message)
	if err := w.file.AddDataValidation(w.sheet.Name, rule); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// digitsFormula is true for text of exactly so many digits. Asking only
// whether the text is a number would let "1,5E+10" pass.
func digitsFormula(r Rule) string {
	cell, _ := excelize.CoordinatesToCellName(r.Column, r.FirstRow)
	return fmt.Sprintf("AND(LEN(%[1]s)=%[2]d,SUMPRODUCT(--ISNUMBER(--MID(%[1]s,ROW($1:$%[2]d),1)))=%[2]d)", cell, r.Digits)
}

// Break begins a printed page with a row, as somebody would who sets a manual
// break. Pages end besides wherever the program that prints the sheet ends them.
func (w *Writer) Break(row int) error {
	if err := w.file.InsertPageBreak(w.sheet.Name, "A"+strconv.Itoa(row)); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// KeepText keeps a column of numbers that are text, such as IDs, free of the
// warning mark that Excel puts on them.
func (w *Writer) KeepText(column, firstRow, lastRow int) error {
	if lastRow < firstRow {
		return nil
	}
	at, err := reference(column, firstRow, lastRow)
	if err != nil {
		return err
	}
	return w.file.AddIgnoredErrors(w.sheet.Name, at, excelize.IgnoredErrorsNumberStoredAsText)
}

func reference(column, firstRow, lastRow int) (string, error) {
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return "", fmt.Errorf("xlsx: %w", err)
	}
	return name + strconv.Itoa(firstRow) + ":" + name + strconv.Itoa(lastRow), nil
}

// WriteTo ends the sheet and writes the file. The file is built whole before
// its first byte is written, so that a failure to build it writes nothing.
func (w *Writer) WriteTo(out io.Writer) (int64, error) {
	if err := w.beforeFlush(); err != nil {
		return 0, fmt.Errorf("xlsx: %w", err)
	}
	if err := w.stream.Flush(); err != nil {
		return 0, fmt.Errorf("xlsx: %w", err)
	}
	whole, err := w.file.WriteToBuffer()
	if err != nil {
		return 0, fmt.Errorf("xlsx: %w", err)
	}
	return whole.WriteTo(out)
}

// beforeFlush sets what the stream writes after its last row.
func (w *Writer) beforeFlush() error {
	f, name, page := w.file, w.sheet.Name, w.sheet.Page
	inches := func(millimetres float64) *float64 {
		v := millimetres / millimetresPerInch
		return &v
	}
	centred := true
	err := f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{
		Top: inches(page.Top), Bottom: inches(page.Bottom), Left: inches(page.Left), Right: inches(page.Right),
		Header: inches(page.Header), Footer: inches(page.Footer), Horizontally: &centred,
	})
	if err != nil {
		return err
	}
	a4, landscape, one, any := 9, "landscape", 1, 0
	err = f.SetPageLayout(name, &excelize.PageLayoutOptions{
		Size: &a4, Orientation: &landscape, FitToWidth: &one, FitToHeight: &any,
	})
	if err != nil {
		return err
	}
	if page.FooterText != "" {
		footer := "&C&\"" + strings.ReplaceAll(w.sheet.Font.Name, `"`, "") + ",Regular\"&9" + page.FooterText
		if err := f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: footer}); err != nil {
			return err
		}
	}
	if !w.sheet.Protected {
		return nil
	}
	return f.ProtectSheet(name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
	})
}
