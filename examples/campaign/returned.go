package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/xuri/excelize/v2"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// takeBack has a unit return its Mẫu số 02, filled in, with the papers: the
// office reads it, notes the answers, and enters them (B.II, bước 4 and 5).
func (m *month) takeBack(ctx context.Context, unit int) error {
	code := m.unit(unit)
	ref := m.lists[code]
	sent, err := os.ReadFile(filepath.Join(m.out.dir, ref+".xlsx"))
	if err != nil {
		return err
	}
	filled, err := m.fillIn(sent, unit == 1)
	if err != nil {
		return err
	}
	err = m.out.write("returned-"+ref+".xlsx", func(w io.Writer) error {
		_, err := w.Write(filled)
		return err
	})
	if err != nil {
		return err
	}
	got, err := forms.ReadMau02(ctx, bytes.NewReader(filled), int64(len(filled)), forms.ReadOptions{ListID: ref, Issued: m.issued[ref]})
	if err != nil {
		return err
	}
	m.note("Unit %s returns its Mẫu số 02: %d rows, %d accepted, %d unanswered", code, got.Rows, len(got.Corrections), len(got.Unanswered))
	for _, f := range got.Findings {
		if f.Refused {
			m.more("row %d refused: %s", f.Row, f.Code)
		}
	}
	answers, err := m.campaign.Correct(ctx, forms.Rows(got.Corrections...), campaign.CorrectOptions{Actor: "CB-01"})
	if err != nil {
		return err
	}
	return m.enter(ctx, code, answers.Done)
}

// enter has the papers come in and the answers entered.
func (m *month) enter(ctx context.Context, unit string, answers int) error {
	confirmed, err := m.withState(ctx, unit, campaign.Confirmed)
	if err != nil {
		return err
	}
	ref := "D02-LT-" + unit + "-" + m.day()
	filed, err := m.campaign.Filed(ctx, ref, idsOf(confirmed))
	if err != nil {
		return err
	}
	entered, err := m.campaign.EnterDeclared(ctx, ref, idsOf(confirmed))
	m.more("%d answers noted, %d filed with TK1-TS, %d entered", answers, filed.Done, entered.Done)
	return err
}

// The columns of Mẫu số 02 that the unit reads and fills in, from 1.
const (
	columnNumber  = 2
	columnName    = 3
	columnNewName = 10
)

// fillIn does what a unit does in a spreadsheet program: it writes what the
// papers say where the list says otherwise, and confirms each row. A careless
// one gives the first of those with a wrong date another wrong one.
func (m *month) fillIn(sent []byte, careless bool) ([]byte, error) {
	book, err := excelize.OpenReader(bytes.NewReader(sent))
	if err != nil {
		return nil, err
	}
	defer book.Close()
	sheet := book.GetSheetName(0)
	rows, err := book.GetRows(sheet)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		if len(row) < columnName+3 {
			continue
		}
		papers, known := m.town.truth[identity.Text(row[columnNumber-1])]
		if !known {
			continue
		}
		right := []string{string(papers.FullName), string(papers.DateOfBirth), string(papers.Gender), string(papers.IDNumber)}
		held := row[columnName-1 : columnName+3]
		if careless && held[1] != right[1] {
			right[1], careless = "02/02/1902", false
		}
		for field, value := range right {
			if value == held[field] {
				right[field] = ""
			}
		}
		if err := answer(book, sheet, i+1, slices.Concat(right, []string{"x"})); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err = book.Write(&out)
	return out.Bytes(), err
}

// answer writes columns (10) to (14) of a row, the empty ones not at all.
func answer(book *excelize.File, sheet string, row int, values []string) error {
	for i, value := range values {
		if value == "" {
			continue
		}
		cell, err := excelize.CoordinatesToCellName(columnNewName+i, row)
		if err == nil {
			err = book.SetCellStr(sheet, cell, value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
