package forms_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/forms/internal/measure"
)

// The words of the appendix of Kế hoạch 2207/KH-BHXH, in the order in which it
// prints them, written down here a second time on purpose.
const (
	planMau01 = `BẢO HIỂM XÃ HỘI ...
Mẫu số 01
BẢO HIỂM XÃ HỘI ...
DANH SÁCH NGƯỜI THAM GIA ĐÃ ĐƯỢC CƠ QUAN BHXH ĐỒNG BỘ VỚI CSDL QUỐC GIA VỀ DÂN CƯ VÀ SỬ DỤNG THẺ CĂN CƯỚC CÔNG DÂN KHI ĐI KHÁM CHỮA BỆNH THAY THẾ THẺ BHYT
Tên đơn vị:
Mã đơn vị:
Địa chỉ:
Stt
Mã số BHXH
Họ và tên
Ngày tháng năm sinh
Giới tính
Số ĐDCN
Đăng ký sử dụng ứng dụng VssID - BHXH số
Xác nhận của người tham gia
Đã đăng ký VssID
Chưa đăng ký
(1)
(2)
(3)
(4)
(5)
(6)
(7)
(8)
(9)
Ghi chú:
- Từ cột (1) đến cột (6): Ghi thông tin của người tham gia được kết xuất từ phần mềm quản lý.
- Cột (7): Ghi địa chỉ email của người tham gia đã đăng ký sử dụng VssID được kết xuất từ phần mềm quản lý. Trường hợp người tham gia đã đăng ký sử dụng VssID nhưng kê khai thiếu email thì ghi “đề nghị kê khai bổ sung email”.
- Cột (8): Ghi dấu “X” đối với người tham gia chưa đăng ký sử dụng VssID được kết xuất từ phần mềm quản lý.`

	planMau02 = `BẢO HIỂM XÃ HỘI ...
Mẫu số 02
BẢO HIỂM XÃ HỘI ...
DANH SÁCH NGƯỜI THAM GIA CHƯA KHỚP VỚI CSDL QUỐC GIA VỀ DÂN CƯ VÀ NGƯỜI THAM GIA CHƯA CÓ SỐ ĐỊNH DANH CÁ NHÂN
Tên đơn vị:
Mã đơn vị:
Địa chỉ:
Stt
Mã số BHXH
Thông tin cơ quan BHXH quản lý
Thông tin chưa khớp với CSDL quốc gia về Dân cư
Thông tin kê sửa đổi, bổ sung
Xác nhận của người tham gia
Họ và tên
Ngày tháng năm sinh
Giới tính
Số ĐDCN
Đăng ký sử dụng ứng dụng VssID - BHXH số
Họ và tên
Ngày tháng năm sinh
Giới tính
Số ĐDCN
Đã đăng ký VssID
Chưa đăng ký
(1)
(2)
(3)
(4)
(5)
(6)
(7)
(8)
(9)
(10)
(11)
(12)
(13)
(14)
Ghi chú:
- Từ cột (1) đến cột (6): Ghi thông tin của người tham gia được kết xuất từ phần mềm quản lý. Trường hợp người tham gia chưa có số ĐDCN tại cột (6) thì hiển thị “đề nghị kê khai bổ sung số ĐDCN tại cột 13”.
- Cột (7): Ghi địa chỉ email của người tham gia đã đăng ký sử dụng VssID được kết xuất từ phần mềm quản lý. Trường hợp người tham gia đã đăng ký sử dụng VssID nhưng kê khai thiếu email thì ghi “đề nghị kê khai bổ sung email”.
- Cột (8): Ghi dấu “X” đối với người tham gia chưa đăng ký sử dụng VssID được kết xuất từ phần mềm quản lý.
- Cột (9): Ghi các thông tin xác thực chưa khớp với CSDL quốc gia về Dân cư được kết xuất từ phần mềm quản lý.
- Từ cột (10) đến cột (14): Người tham gia kê khai chính xác các thông tin sửa đổi, bổ sung.`
)

func TestEmptyFormsReadAsThePlanPrintsThem(t *testing.T) {
	var b bytes.Buffer
	if err := forms.WriteMau01(t.Context(), &b, forms.Head{}, forms.Rows[forms.Mau01Row](), forms.Options{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(planMau01, "\n"), texts(t, b.Bytes())); diff != "" {
		t.Errorf("Mẫu số 01 (-plan +ours):\n%s", diff)
	}
	b.Reset()
	if err := forms.WriteMau02(t.Context(), &b, forms.Head{}, forms.Rows[forms.Mau02Row](), forms.Options{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(planMau02, "\n"), texts(t, b.Bytes())); diff != "" {
		t.Errorf("Mẫu số 02 (-plan +ours):\n%s", diff)
	}
}

func TestHeaders(t *testing.T) {
	for _, c := range []struct {
		layout forms.Layout
		levels int
		cols   int
		merged []string
		reason string
	}{
		{forms.Mau01Layout(), 2, 9, []string{"G9:H9", "A9:A10", "I9:I10"}, "VssID spans (7) and (8), the other columns both levels"},
		{
			forms.Mau02Layout(), 3, 14,
			[]string{"C9:H9", "J9:M9", "G10:H10", "A9:A11", "I9:I11", "N9:N11", "C10:C11", "M10:M11"},
			"the office's data spans (3)–(8), the corrections (10)–(13), VssID (7)–(8)",
		},
		{forms.Mau03Layout(), 2, 24, []string{"D8:J8", "K8:P8", "Q8:W8", "A8:A9", "X8:X9"}, "three groups"},
	} {
		if got := c.layout.Levels(); got != c.levels {
			t.Errorf("%s: %d levels, want %d", c.layout.Form, got, c.levels)
		}
		n := 0
		for col := range c.layout.Columns() {
			n++
			if want := "(" + itoa(n) + ")"; col.Number != want {
				t.Errorf("%s: column %s, want %s", c.layout.Form, col.Number, want)
			}
		}
		if n != c.cols {
			t.Errorf("%s: %d columns, want %d", c.layout.Form, n, c.cols)
		}
		data := map[string]func() []byte{
			"Mẫu số 01": func() []byte { return mau01(t) }, "Mẫu số 02": func() []byte { return mau02(t) }, "Mẫu số 03": func() []byte { return mau03(t) },
		}[c.layout.Form]()
		merged, err := reopen(t, data).GetMergeCells(c.layout.Sheet)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range merged {
			got = append(got, m.GetStartAxis()+":"+m.GetEndAxis())
		}
		for _, want := range c.merged {
			if !slices.Contains(got, want) {
				t.Errorf("%s: %s is not merged, only %v: %s", c.layout.Form, want, got, c.reason)
			}
		}
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func TestLayoutOfTheCaller(t *testing.T) {
	own := forms.Mau03Layout()
	own.Version, own.Subtitle = "office.1", nil
	own.Header = []forms.Heading{
		{Text: "Đơn vị", Column: forms.Column{Field: forms.FieldName, Number: "(1)", Width: 60}},
		{Text: "Xác thực", Sub: []forms.Heading{
			{Text: "Đúng", Column: forms.Column{Field: forms.FieldVerified, Number: "(2)", Width: 30, Kind: forms.KindCount}},
			{Text: "Tỷ lệ", Column: forms.Column{Field: forms.FieldVerifiedPercent, Number: "(3)", Width: 30, Kind: forms.KindPercent}},
		}},
		{Text: "Ký nhận", Column: forms.Column{Number: "(4)", Width: 40, Open: true}},
	}
	opts := options()
	opts.Layout = &own
	var b bytes.Buffer
	if err := forms.WriteMau03(context.Background(), &b, head(), forms.Rows(mau03Rows()...), opts); err != nil {
		t.Fatal(err)
	}
	want := []map[string]string{
		{"(1)": "Đơn vị thứ nhất", "(2)": "800", "(3)": "80"},
		{"(1)": "Đơn vị thứ hai", "(2)": "1", "(3)": "33.3"},
		{"(1)": "Đơn vị chưa có người tham gia", "(2)": "0"},
		{"(1)": "Tổng cộng", "(2)": "801", "(3)": "79.9"},
	}
	if diff := cmp.Diff(want, table(t, b.Bytes())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if v, _ := book(t, b.Bytes()).Property("bhxh.layout"); v != "office.1" {
		t.Errorf("layout version %q", v)
	}
}

func TestUnusableLayouts(t *testing.T) {
	column := func(c forms.Column) []forms.Heading {
		return []forms.Heading{{Text: "A", Column: c}, {Text: "B", Column: forms.Column{Width: 10}}}
	}
	for name, change := range map[string]func(*forms.Layout){
		"no columns":      func(l *forms.Layout) { l.Header = nil },
		"one column":      func(l *forms.Layout) { l.Header = column(forms.Column{Width: 10})[1:] },
		"no name":         func(l *forms.Layout) { l.Form = "" },
		"sheet name":      func(l *forms.Layout) { l.Sheet = "a/b" },
		"quoted sheet":    func(l *forms.Layout) { l.Sheet = "'a'" },
		"long sheet name": func(l *forms.Layout) { l.Sheet = strings.Repeat("ạ", 32) },
		"unknown field":   func(l *forms.Layout) { l.Header = column(forms.Column{Field: forms.FieldVerified, Width: 10}) },
		"no width":        func(l *forms.Layout) { l.Header = column(forms.Column{}) },
		"too wide":        func(l *forms.Layout) { l.Header = column(forms.Column{Width: 300}) },
		"unknown kind":    func(l *forms.Layout) { l.Header = column(forms.Column{Width: 10, Kind: 9}) },
		"unknown align":   func(l *forms.Layout) { l.Header = column(forms.Column{Width: 10, Align: 9}) },
		"unknown rule":    func(l *forms.Layout) { l.Header = column(forms.Column{Width: 10, Rule: 9}) },
		"head line":       func(l *forms.Layout) { l.Head = []forms.HeadLine{{Label: "x", Field: forms.FieldGender}} },
		"control":         func(l *forms.Layout) { l.Title = "a\x00" },
		"control below":   func(l *forms.Layout) { l.Notes = []string{"a\u202Eb"} },
		"font size":       func(l *forms.Layout) { l.FontSize = 0 },
		"too many":        func(l *forms.Layout) { l.Header = slices.Repeat(column(forms.Column{Width: 10}), 65) },
	} {
		l := forms.Mau02Layout()
		change(&l)
		opts := options()
		opts.Layout = &l
		var b bytes.Buffer
		err := forms.WriteMau02(context.Background(), &b, head(), forms.Rows(mau02Rows(1)...), opts)
		if !errors.Is(err, forms.CodeLayout) || b.Len() > 0 {
			t.Errorf("%s: got %v and %d bytes, want %s", name, err, b.Len(), forms.CodeLayout)
		}
	}
}

// TestSmallAndLargeLayouts draws the least and the most that a description may
// ask for.
func TestSmallAndLargeLayouts(t *testing.T) {
	column := forms.Heading{Text: "A", Column: forms.Column{Width: 10}}
	deep := column
	for range 7 {
		deep = forms.Heading{Text: "A", Sub: []forms.Heading{deep}}
	}
	for name, header := range map[string][]forms.Heading{
		"two columns":  slices.Repeat([]forms.Heading{column}, 2),
		"64 columns":   slices.Repeat([]forms.Heading{column}, 64),
		"eight levels": {deep, column},
	} {
		l := forms.Mau02Layout()
		l.Header, l.Notes, l.Head = header, nil, nil
		opts := options()
		opts.Layout, opts.Signature = &l, &forms.Signature{Name: "A", Recipients: []string{"B"}}
		var b bytes.Buffer
		if err := forms.WriteMau02(t.Context(), &b, head(), forms.Rows(mau02Rows(2)...), opts); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, ok := book(t, b.Bytes()).Property("bhxh.form"); !ok {
			t.Errorf("%s: not readable", name)
		}
	}
}

// TestLayoutsAreCopies writes into a layout and asks for it again.
func TestLayoutsAreCopies(t *testing.T) {
	a := forms.Mau02Layout()
	a.Header[2].Sub[0].Text, a.Notes[0] = "changed", "changed"
	if b := forms.Mau02Layout(); b.Header[2].Sub[0].Text == "changed" || b.Notes[0] == "changed" {
		t.Error("a caller's change shows in the built-in layout")
	}
}

// TestWidthsFitThePaper keeps the tables of the lists on A4 landscape without
// shrinking their text below what can be read.
func TestWidthsFitThePaper(t *testing.T) {
	for _, l := range []forms.Layout{forms.Mau01Layout(), forms.Mau02Layout(), forms.Mau03Layout()} {
		width := 0.0
		for c := range l.Columns() {
			width += c.Width
		}
		scale := min(1, (297-l.Margins.Left-l.Margins.Right)/width)
		if size := l.FontSize * scale; size < 6 {
			t.Errorf("%s: text of %.1f points on paper", l.Form, size)
		}
	}
}

// TestHeadingsBreakBetweenWords has a spreadsheet program in mind: a word of a
// heading that is wider than its column breaks anywhere, unless the description
// says where.
func TestHeadingsBreakBetweenWords(t *testing.T) {
	layouts := []forms.Layout{forms.Mau01Layout(), forms.Mau02Layout(), forms.Mau03Layout()}
	for _, f := range []forms.AnswerForm{forms.TK1QD505, forms.TK1QD490, forms.D02QD505, forms.D02QD366, forms.D03QD490} {
		layouts = append(layouts, forms.AnswerLayout(f))
	}
	for _, l := range layouts {
		var check func(headings []forms.Heading) (width float64)
		check = func(headings []forms.Heading) (whole float64) {
			for _, h := range headings {
				width := h.Column.Width
				if len(h.Sub) > 0 {
					width = check(h.Sub)
				}
				whole += width
				for word := range strings.FieldsSeq(h.Text) {
					const point, padding = 72 / 25.4, 5.25
					if measure.Width(word, measure.Bold, l.FontSize) > width*point-padding {
						t.Errorf("%s: %q is wider than its column", l.Version, word)
					}
				}
			}
			return whole
		}
		check(l.Header)
	}
}
