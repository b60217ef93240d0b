package xlsxread_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

// BenchmarkRows reads a filled Mẫu số 02 of 5,000 rows with 14 columns, as
// written (inline strings) and as LibreOffice saves it (shared strings).
func BenchmarkRows(b *testing.B) {
	const rows = 5000
	for _, shared := range []bool{false, true} {
		name := "inline"
		if shared {
			name = "shared"
		}
		data := filled(rows, shared).zip(b)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				got, err := readCount(data)
				if err != nil || got != rows {
					b.Fatal(got, err)
				}
			}
			b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func readCount(data []byte) (int, error) {
	book, err := open(data, xlsxread.Limits{})
	if err != nil {
		return 0, err
	}
	n := 0
	for _, err := range book.Rows(context.Background()) {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func filled(rows int, shared bool) parts {
	var b, s strings.Builder
	s.WriteString(`<sst ` + nsMain + `>`)
	for r := 1; r <= rows; r++ {
		fmt.Fprintf(&b, `<row r="%d" ht="20" customHeight="1">`, r)
		for c := range 14 {
			text := fmt.Sprintf("Nguyễn Văn %d", r*14+c)
			if shared {
				fmt.Fprintf(&s, `<si><t>%s</t></si>`, text)
				fmt.Fprintf(&b, `<c r="%c%d" s="1" t="s"><v>%d</v></c>`, 'A'+c, r, (r-1)*14+c)
			} else {
				fmt.Fprintf(&b, `<c r="%c%d" s="1" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+c, r, text)
			}
		}
		b.WriteString(`</row>`)
	}
	s.WriteString(`</sst>`)
	return minimal(b.String()).with("xl/sharedStrings.xml", s.String())
}
