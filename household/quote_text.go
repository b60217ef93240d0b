package household

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/identity"
)

// verdictsVietnamese are the words of the text table.
var verdictsVietnamese = [...]string{"", "được giảm trừ", "tạm tính", "không giảm trừ"}

// quoteColumns are the headings of the text table.
var quoteColumns = [...]string{
	"TT", "Thành viên", "Số định danh", "Thứ", "Lương cơ sở", "Tỷ lệ", "Mức", "Tháng", "Thành tiền", "Ngày đóng", "Thẻ từ ngày",
}

// WriteText writes the quote as a Vietnamese table with the formula of every
// amount, the reasons and the legal bases. Numbers of persons are masked; names
// are not in a quote. Two calls write the same bytes.
func (q Quote) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Mức đóng BHYT hộ gia đình: %s (%v)\n", verdictsVietnamese[min(int(q.Verdict), len(verdictsVietnamese)-1)], q.Verdict)
	for _, c := range q.Codes {
		fmt.Fprintf(&b, "  %s: %s\n", c, c.Vietnamese())
	}
	for _, c := range q.Mismatches {
		fmt.Fprintf(&b, "  %s: %s\n", c, fieldVietnamese(c))
	}
	b.WriteByte('\n')
	writeTable(&b, q.rows())
	fmt.Fprintf(&b, "\nTổng cộng: %v đồng\n", q.Total)
	q.writeReasons(&b)
	q.writeBases(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// rows gives the cells of the table, the headings first.
func (q Quote) rows() [][]string {
	rows := [][]string{quoteColumns[:]}
	for i := range q.Lines {
		l := &q.Lines[i]
		row := []string{strconv.Itoa(i + 1), cmp.Or(l.Relation.Vietnamese(), "thành viên"), maskedNumber(l.IDNumber), "–", "", "", "", "", l.Amount.String(), "", ""}
		if l.Place > 0 {
			row[3] = strconv.Itoa(l.Place)
		}
		if l.Pays() {
			row[4] = l.BaseSalary.String()
			row[5] = fmt.Sprintf("%d,%d%%", l.RatePerMille/10, l.RatePerMille%10)
			row[6] = strconv.Itoa(l.Percent) + "%"
			row[7] = strconv.Itoa(l.Months)
			row[9], row[10] = l.PayDate.Reveal(), l.CardFrom.Reveal()
		}
		rows = append(rows, row)
	}
	return rows
}

func maskedNumber(t identity.Text) string {
	if n, err := identity.ParseNumber(string(t)); err == nil {
		return n.Masked()
	}
	return t.Masked()
}

// writeReasons writes the formula and the codes of every member.
func (q Quote) writeReasons(b *strings.Builder) {
	b.WriteString("\nCách tính:\n")
	for i := range q.Lines {
		l := &q.Lines[i]
		fmt.Fprintf(b, "%3d. ", i+1)
		if l.Pays() {
			b.WriteString(l.Formula())
		} else {
			b.WriteString("không đóng lần này")
		}
		b.WriteByte('\n')
		for _, c := range l.Codes {
			fmt.Fprintf(b, "       %s: %s\n", c, c.Vietnamese())
		}
		for _, c := range l.Mismatches {
			fmt.Fprintf(b, "       %s: %s\n", c, fieldVietnamese(c))
		}
	}
}

// writeBases writes each legal basis once, and the decree of each base salary.
func (q Quote) writeBases(b *strings.Builder) {
	b.WriteString("\nCăn cứ:\n")
	for _, basis := range q.Bases() {
		fmt.Fprintf(b, "  - %s: %s.\n", basis.Reference, basis.Rule)
	}
	var decrees []string
	for i := range q.Lines {
		l := &q.Lines[i]
		text := fmt.Sprintf("  - %s: mức lương cơ sở %v đồng/tháng.\n", l.Decree, l.BaseSalary)
		if l.Decree != "" && !strings.Contains(strings.Join(decrees, ""), text) {
			decrees = append(decrees, text)
		}
	}
	b.WriteString(strings.Join(decrees, ""))
}

// writeTable writes rows in columns as wide as their widest cell; numbers, which
// hold no letter, stand at the right.
func writeTable(b *strings.Builder, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 1 || i == 2 {
				line.WriteString(cell + pad + "  ")
			} else {
				line.WriteString(pad + cell + "  ")
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}
