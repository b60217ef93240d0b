package forms_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/forms"
)

// bigReturned gives a list of manyRows as it comes back: every name corrected
// and every row confirmed, in one file, which no writer of ours would make so
// long. Its rows are the one of a document that was written, again and again.
func bigReturned(t testing.TB, rows int) []byte {
	t.Helper()
	const one = "ROW"
	data := mau02(t, forms.Mau02Row{SocialInsuranceNumber: one, FullName: "Nguyễn Văn Thử", DateOfBirth: "03/01/1990", Gender: "Nam"})
	data = changed(t, data, sheetPart, func(sheet string) string {
		at := strings.LastIndex(sheet[:strings.Index(sheet, one)], "<row ")
		row, _, _ := strings.Cut(sheet[at:], "</row>")
		return sheet[:at] + repeated(row+"</row>", rows) + "</sheetData></worksheet>"
	})
	return changed(t, data, "docProps/custom.xml", func(s string) string {
		s = regexp.MustCompile(`(?s)<property [^>]*name="bhxh\.digest".*?</property>`).ReplaceAllString(s, "")
		return regexp.MustCompile(`(?s)(name="bhxh\.rows"[^>]*>\s*<[^>]*>)1<`).ReplaceAllString(s, "${1}"+strconv.Itoa(rows)+"<")
	})
}

// repeated gives a row of a sheet so many times, with the values of manyRows
// and an answer.
func repeated(row string, n int) string {
	number := regexp.MustCompile(`<row r="(\d+)"`).FindStringSubmatch(row)[1]
	first, _ := strconv.Atoi(number)
	cell := func(column, text string) {
		empty := regexp.MustCompile(`<c r="` + column + number + `"( s="\d+")[^>]*?(?:/>|>.*?</c>)`)
		row = empty.ReplaceAllString(row, `<c r="`+column+number+`"$1 t="inlineStr"><is><t>`+text+`</t></is></c>`)
	}
	for column, text := range map[string]string{"B": "{bhxh}", "C": "{name}", "D": "03/01/1990", "E": "{gender}", "F": "{id}", "G": "", "H": "", "I": "", "J": "{new}", "N": "x"} {
		cell(column, text)
	}
	row = regexp.MustCompile(`(<c r="A`+number+`"[^>]*><v>)1(</v>)`).ReplaceAllString(row, "${1}{stt}${2}")
	row = regexp.MustCompile(`r="([A-Z]*)`+number+`"`).ReplaceAllString(row, `r="${1}{row}"`)
	var b strings.Builder
	i := 0
	for r := range manyRows(0, n) {
		b.WriteString(strings.NewReplacer("{row}", strconv.Itoa(first+i), "{stt}", strconv.Itoa(i+1), "{bhxh}", r.SocialInsuranceNumber,
			"{name}", r.FullName, "{gender}", r.Gender, "{id}", r.IDNumber, "{new}", fmt.Sprintf("Đặng Thị Ngọc Ẩn %c", 'A'+i%26)).Replace(row))
		i++
	}
	return b.String()
}
