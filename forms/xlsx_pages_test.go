package forms_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/forms"
)

// TestSignatureOfWorksheet prints signed lists of every length, on printers
// that get a little more or less onto a page than they should: the signature
// is never parted, nor from the notes above it.
func TestSignatureOfWorksheet(t *testing.T) {
	layout := forms.Mau01Layout()
	layout.Notes = nil
	for name, document := range map[string]func(rows int) []byte{
		"Mẫu số 01":       func(n int) []byte { return signed(t, forms.WriteMau01, mau01Rows(n), nil) },
		"Mẫu số 02":       func(n int) []byte { return signed(t, forms.WriteMau02, mau02Rows(n), nil) },
		"without notes":   func(n int) []byte { return signed(t, forms.WriteMau01, mau01Rows(n), &layout) },
		"Mẫu số 03, sums": func(n int) []byte { return signed(t, forms.WriteMau03, inGroups(n), nil) },
	} {
		for rows := range 40 {
			s := newPrintedSheet(t, document(rows))
			for _, share := range []float64{0.96, 1, 1.3} {
				pages := s.pages(share)
				block := pages[s.signature:]
				if block[0] != block[len(block)-1] {
					t.Errorf("%s, %d rows, printer at %g: the signature is on two pages", name, rows, share)
				}
				if above := s.signature - 2; rows > 0 && pages[above] != block[0] {
					t.Errorf("%s, %d rows, printer at %g: the signature stands alone", name, rows, share)
				}
				if table := s.titles[1]; rows > 0 && pages[table] != pages[table-1] {
					t.Errorf("%s, %d rows, printer at %g: the table begins without a row", name, rows, share)
				}
			}
		}
	}
}

func signed[R any](t *testing.T, write writer[R], rows []R, layout *forms.Layout) []byte {
	t.Helper()
	opts := signedOptions(forms.FormatXLSX)
	opts.Layout = layout
	return document(t, func(b *bytes.Buffer) error { return write(t.Context(), b, head(), forms.Rows(rows...), opts) })
}

// inGroups gives rows of Mẫu số 03, some of them alone in their group.
func inGroups(n int) []forms.Mau03Row {
	rows := make([]forms.Mau03Row, n)
	for i := range rows {
		rows[i] = forms.Mau03Row{Province: "BHXH tỉnh Thử Nghiệm", District: fmt.Sprint("BHXH cơ sở ", i*i/7), Name: fmt.Sprint("Đơn vị ", i), Participants: 1}
	}
	return rows
}

// printedSheet is what a printer has to know of a worksheet.
type printedSheet struct {
	heights    []float64 // of the rows
	breaks     map[int]bool
	room       float64 // of a page, in points of the sheet
	titles     [2]int  // rows repeated on every page, from 0, one past the last
	titleRooms float64
	signature  int // its first row
}

var (
	rowTag   = regexp.MustCompile(`<row r="(\d+)" ht="([0-9.]+)"`)
	breakTag = regexp.MustCompile(`<brk id="(\d+)"`)
	colTag   = regexp.MustCompile(`<col [^>]*width="([0-9.]+)"`)
	titleTag = regexp.MustCompile(`_xlnm.Print_Titles"[^>]*>[^<]*\$(\d+):\$(\d+)<`)
)

func newPrintedSheet(t *testing.T, data []byte) *printedSheet {
	t.Helper()
	xml := part(t, data, sheetPart)
	s := &printedSheet{breaks: make(map[int]bool)}
	for i, m := range rowTag.FindAllStringSubmatch(xml, -1) {
		if m[1] != strconv.Itoa(i+1) {
			t.Fatal("a row without a height")
		}
		s.heights = append(s.heights, float(t, m[2]))
	}
	for _, m := range breakTag.FindAllStringSubmatch(xml, -1) {
		s.breaks[int(float(t, m[1]))] = true
	}
	const pixel, millimetre = 72.0 / 96, 72 / 25.4
	width := 0.0
	for _, m := range colTag.FindAllStringSubmatch(xml, -1) {
		width += float(t, m[1]) * 8 * pixel // a digit of the default font is 8 pixels wide
	}
	margins := forms.Mau01Layout().Margins
	scale := min(1, (297-margins.Left-margins.Right)*millimetre/width)
	s.room = (210 - margins.Top - margins.Bottom) * millimetre / scale
	titles := titleTag.FindStringSubmatch(part(t, data, "xl/workbook.xml"))
	s.titles = [2]int{int(float(t, titles[1])) - 1, int(float(t, titles[2]))}
	for _, h := range s.heights[s.titles[0]:s.titles[1]] {
		s.titleRooms += h
	}
	for row := range book(t, data).Rows(t.Context()) {
		if mark := row.Cell(1).Text; s.breaks[row.Number] && len(mark) == 1 && mark >= "A" && mark <= "Z" {
			t.Error("a page is made to end with the line of a group")
		}
		for _, c := range row.Cells {
			if strings.Contains(c.Text, "tháng 11 năm 2026") {
				s.signature = row.Number - 1
			}
		}
	}
	if s.signature == 0 || len(s.breaks) > 1 {
		t.Fatalf("no signature, or %d page breaks", len(s.breaks))
	}
	return s
}

// pages gives the page of each row, on a printer that has so much of the room.
func (s *printedSheet) pages(share float64) []int {
	list := make([]int, len(s.heights))
	page, left := 0, s.room*share
	for i, h := range s.heights {
		if i > 0 && (s.breaks[i] || h > left) {
			page, left = page+1, s.room*share
			if i >= s.titles[1] {
				left -= s.titleRooms
			}
		}
		left -= h
		list[i] = page
	}
	return list
}

func float(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
