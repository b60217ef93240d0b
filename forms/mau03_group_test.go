package forms_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/forms"
)

func mau03As(t testing.TB, opts forms.Options, rows ...forms.Mau03Row) []byte {
	t.Helper()
	return document(t, func(b *bytes.Buffer) error {
		return forms.WriteMau03(t.Context(), b, head(), forms.Rows(rows...), opts)
	})
}

// groupedRows are units of two provinces, out of order, some without a group.
func groupedRows() []forms.Mau03Row {
	row := func(province, district, name string, n int) forms.Mau03Row {
		return forms.Mau03Row{Province: province, District: district, Name: name, Participants: 10 * n, WithID: 9 * n, Verified: 5 * n, Mismatched: 2 * n, SentMau01: n, Received: forms.Known(n)}
	}
	return []forms.Mau03Row{
		row("Tỉnh Một", "Huyện A", "Đơn vị 1", 1),
		row("Tỉnh Hai", "Huyện A", "Đơn vị 2", 2),
		row("Tỉnh Một", "Huyện B", "Đơn vị 3", 3),
		row("Tỉnh Một", norm.NFD.String("Huyện A "), "Đơn vị 4", 4),
		row("Tỉnh Hai", "", "Đơn vị 5", 5),
		row("", "Huyện C", "Đơn vị 6", 6),
		row("", "", "Đơn vị 7", 7),
	}
}

func TestMau03Groups(t *testing.T) {
	for _, c := range []struct {
		level  forms.Level
		want   []string
		reason string
	}{
		{forms.LevelUnit, []string{
			"1 Đơn vị 7 70", "I Huyện C 60", "2 Đơn vị 6 60",
			"A Tỉnh Một 80", "I Huyện A 50", "3 Đơn vị 1 10", "4 Đơn vị 4 40", "II Huyện B 30", "5 Đơn vị 3 30",
			"B Tỉnh Hai 70", "6 Đơn vị 5 50", "I Huyện A 20", "7 Đơn vị 2 20", " Tổng cộng 280",
		}, "groups in the order of their first rows, what has none before them; districts of one name in two provinces stay apart"},
		{forms.LevelDistrict, []string{
			"1 Đơn vị 7 70", "2 Huyện C 60", "A Tỉnh Một 80", "3 Huyện A 50", "4 Huyện B 30",
			"B Tỉnh Hai 70", "5 Đơn vị 5 50", "6 Huyện A 20", " Tổng cộng 280",
		}, "a line a district; a unit without one stands for itself"},
		{forms.LevelProvince, []string{"1 Đơn vị 7 70", "2 Huyện C 60", "3 Tỉnh Một 80", "4 Tỉnh Hai 70", " Tổng cộng 280"}, "a line a province"},
	} {
		opts := options()
		opts.Level = c.level
		data := mau03As(t, opts, groupedRows()...)
		var got []string
		for _, row := range table(t, data) {
			got = append(got, row["(1)"]+" "+row["(2)"]+" "+row["(3)"])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("level %d (-want +got):\n%s%s", c.level, diff, c.reason)
		}
	}
}

// sumColumns are the columns that add up, and ratios those that are made of
// two of them.
var (
	sumColumns = []int{3, 4, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23}
	ratios     = map[int][2]int{5: {4, 3}, 7: {6, 3}, 21: {20, 17}}
)

// randomReport gives rows of random groups with random figures, a third of
// those that may be unknown unknown.
func randomReport(r *rand.Rand) []forms.Mau03Row {
	rows := make([]forms.Mau03Row, 1+r.IntN(60))
	figure := func() forms.Figure {
		if r.IntN(3) == 0 {
			return forms.Figure{}
		}
		return forms.Known(r.IntN(5000))
	}
	for i := range rows {
		n := r.IntN(forms.MaxFigure)
		rows[i] = forms.Mau03Row{
			Province: []string{"", "Tỉnh Một", "Tỉnh Hai", "Tỉnh Ba"}[r.IntN(4)], District: []string{"", "Huyện A", "Huyện B"}[r.IntN(3)],
			Name: fmt.Sprintf("Đơn vị %d", i), Participants: n, WithID: n / 2, Verified: n / 3, Replaced: r.IntN(9), Mismatched: n / 5, WithoutNumber: r.IntN(9),
			SentMau01: r.IntN(99), SentMau02: r.IntN(99), Received: figure(), Updated: figure(), Reverified: figure(), Escalated: figure(),
			VssIDTarget: figure(), VssIDRegistered: figure(), VssIDApproved: figure(), VssIDApprovedTotal: figure(), NoEmail: r.IntN(9), NotRegistered: r.IntN(9),
		}
	}
	return rows
}

// TestMau03AddsUp checks random reports at every level: in every column the
// rows of a group give its line, the widest lines give the total, and the total
// is the same at every level.
func TestMau03AddsUp(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 2207))
	for range 12 {
		rows := randomReport(random)
		var total map[string]string
		for level := forms.LevelUnit; level <= forms.LevelProvince; level++ {
			opts := options()
			opts.Level = level
			lines := table(t, mau03As(t, opts, rows...))
			last := len(lines) - 1
			checkSums(t, lines[last], lines[:last], depthOf, 0)
			if total == nil {
				total = lines[last]
			}
			if diff := cmp.Diff(total, lines[last]); diff != "" {
				t.Fatalf("level %d has another total (-units +level):\n%s", level, diff)
			}
		}
	}
}

// depthOf says how deep a line stands by its Stt: 1 for a province, 2 for a
// district, 3 for a row.
func depthOf(mark string) int {
	switch {
	case strings.Trim(mark, "0123456789") == "":
		return 3
	case strings.Trim(mark, "IVX") == "":
		return 2
	}
	return 1
}

// checkSums compares a line of sums with the lines below it: those that are no
// part of another one.
func checkSums(t *testing.T, sum map[string]string, lines []map[string]string, depth func(string) int, above int) {
	t.Helper()
	got := make(map[int]int)
	known := make(map[int]bool)
	for i := 0; i < len(lines); {
		own := depth(lines[i]["(1)"])
		end := i + 1
		for own < 3 && end < len(lines) && depth(lines[end]["(1)"]) > own {
			end++
		}
		if own < 3 {
			checkSums(t, lines[i], lines[i+1:end], depth, own)
		}
		for _, c := range sumColumns {
			if text := lines[i][fmt.Sprintf("(%d)", c)]; text != "" {
				n, err := strconv.Atoi(text)
				if err != nil {
					t.Fatal(err)
				}
				got[c] += n
				known[c] = true
			}
		}
		i = end
	}
	for _, c := range sumColumns {
		want := ""
		if known[c] {
			want = strconv.Itoa(got[c])
		}
		if text := sum[fmt.Sprintf("(%d)", c)]; text != want {
			t.Fatalf("column (%d) below depth %d: %q printed, the lines give %q", c, above, text, want)
		}
	}
	for c, of := range ratios {
		text := sum[fmt.Sprintf("(%d)", c)]
		if text == "" {
			continue // a figure is not known of every row
		}
		if want := math.Round(1000*float64(got[of[0]])/float64(got[of[1]])) / 10; text != strconv.FormatFloat(want, 'f', -1, 64) {
			t.Fatalf("column (%d): %s printed, the sums give %v", c, text, want)
		}
	}
}

// TestMau03GroupsInEveryFormat finds the lines of the groups where people read,
// and the groups of each row where programs do.
func TestMau03GroupsInEveryFormat(t *testing.T) {
	for name, f := range everyFormat(t) {
		data := mau03As(t, in(f), groupedRows()...)
		var text string
		switch f {
		case forms.FormatXLSX:
			text = strings.Join(texts(t, data), "\n")
		case forms.FormatPDF:
			pages, ok := pdfPages(t, data)
			if !ok {
				continue
			}
			text = strings.Join(pages, "\n")
		default:
			text = string(data)
		}
		isForPrograms := f == forms.FormatCSV || f == forms.FormatJSONLines
		for _, want := range []string{"Tỉnh Một", "Huyện B", "Đơn vị 7"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q", name, want)
			}
		}
		if got := strings.Contains(text, "Tổng cộng"); got == isForPrograms {
			t.Errorf("%s: a line of totals is %v", name, got)
		}
		if f == forms.FormatJSONLines && !strings.Contains(text, `{"province":"Tỉnh Một","district":"Huyện B","ordinal":5,"name":"Đơn vị 3"`) ||
			f == forms.FormatCSV && !strings.Contains(text, "\nTỉnh Một,Huyện B,5,Đơn vị 3,30,") ||
			f == forms.FormatCSVSafe && !strings.Contains(text, "\r\nTỉnh Một,Huyện B,II,Huyện B,30,") {
			t.Errorf("%s does not name the groups of a row:\n%s", name, text)
		}
		if plain := string(mau03As(t, in(f), mau03Rows()...)); f == forms.FormatCSV && strings.Contains(plain, "province") {
			t.Error("a report without groups names them")
		}
	}
}

// TestMau03GroupStaysWithItsRows prints a group at every place of a page: its
// line never ends one.
func TestMau03GroupStaysWithItsRows(t *testing.T) {
	for what, c := range map[string]struct {
		most    int // rows before the group
		remarks string
	}{"short rows": {44, ""}, "high rows": {18, strings.Repeat("Khó khăn của đơn vị. ", 8)}} {
		for n := 10; n < c.most; n++ {
			rows := make([]forms.Mau03Row, n+3)
			for i := range rows {
				rows[i] = forms.Mau03Row{Name: fmt.Sprintf("Đơn vị %d", i), Province: "Tỉnh Đầu", District: "Huyện Đầu", Remarks: c.remarks}
				if i >= n {
					rows[i].Province, rows[i].District = "Tỉnh Sau", "Huyện Sau"
				}
			}
			pages := pageTexts(t, mau03As(t, in(forms.FormatPDF), rows...))
			for i, page := range pages[:len(pages)-1] { // the last is the chart
				if strings.Contains(page, "Tỉnh Sau") && !strings.Contains(page, fmt.Sprintf("Đơn vị %d\n", n)) {
					t.Errorf("%s, %d of them: page %d ends with the line of a group", what, n, i+1)
				}
			}
		}
	}
}

func TestMau03GroupErrors(t *testing.T) {
	rows := groupedRows()
	for _, c := range []struct {
		name   string
		change func(*forms.Mau03Row)
		level  forms.Level
		code   forms.Code
		row    int
		column string
	}{
		{"negative in a line of sums", func(r *forms.Mau03Row) { r.Verified = -1 }, forms.LevelProvince, forms.CodeFigure, 4, "(6)"},
		{"beyond all sums", func(r *forms.Mau03Row) { r.VssIDTarget = forms.Known(forms.MaxFigure + 1) }, forms.LevelUnit, forms.CodeFigure, 4, "(17)"},
		{"name of a group", func(r *forms.Mau03Row) { r.Province = "a\x07" }, forms.LevelUnit, forms.CodeControl, 4, ""},
		{"remark of a row that is moved", func(r *forms.Mau03Row) { r.Remarks = "a\x07" }, forms.LevelUnit, forms.CodeControl, 4, "(24)"},
		{"level that does not exist", func(*forms.Mau03Row) {}, 9, forms.CodeLayout, 0, ""},
	} {
		list := append([]forms.Mau03Row(nil), rows...)
		c.change(&list[3])
		opts := options()
		opts.Level = c.level
		var b bytes.Buffer
		err := forms.WriteMau03(t.Context(), &b, head(), forms.Rows(list...), opts)
		if !errors.Is(err, c.code) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.code)
		}
		place(t, err, c.code, c.row, c.column, b.Len())
	}
	many := func(yield func(forms.Mau03Row, error) bool) {
		for i := 0; yield(forms.Mau03Row{Province: "Tỉnh", District: strconv.Itoa(i % 9), Name: "Đơn vị"}, nil) && i < 30_000; i++ {
			continue
		}
	}
	opts := in(forms.FormatPDF)
	if err := forms.WriteMau03(t.Context(), &bytes.Buffer{}, head(), many, opts); !errors.Is(err, forms.CodeTooManyRows) {
		t.Errorf("error %v, want %v", err, forms.CodeTooManyRows)
	}
	opts.Level = forms.LevelDistrict
	if err := forms.WriteMau03(t.Context(), &bytes.Buffer{}, head(), many, opts); err != nil {
		t.Errorf("30,000 units in 9 lines: %v", err)
	}
}

// TestMau03ChartOfGroups draws the widest level that has several bars.
func TestMau03ChartOfGroups(t *testing.T) {
	rows := groupedRows()
	image := func(level forms.Level, rows ...forms.Mau03Row) string {
		return string(document(t, func(b *bytes.Buffer) error {
			return forms.WriteMau03Chart(t.Context(), b, head(), forms.Rows(rows...), forms.Options{Level: level})
		}))
	}
	if all := image(forms.LevelUnit, rows...); !strings.Contains(all, "Tỉnh Hai") || !strings.Contains(all, "Đơn vị 7") || strings.Contains(all, "Đơn vị 1<") {
		t.Error("of several provinces each has a bar")
	}
	if one := image(forms.LevelUnit, rows[0], rows[2], rows[3]); !strings.Contains(one, "Huyện B") || strings.Contains(one, "Đơn vị") || strings.Contains(one, "Tỉnh Một") {
		t.Error("of a single province its districts have a bar each")
	}
	if unit := image(forms.LevelUnit, rows[0], rows[3]); !strings.Contains(unit, "Đơn vị 4") {
		t.Error("of a single district its units have a bar each")
	}
	if whole := image(forms.LevelProvince, rows[0], rows[3]); !strings.Contains(whole, "Tỉnh Một") {
		t.Error("at the level of provinces a single one has a bar")
	}
}
