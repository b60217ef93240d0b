package forms_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/forms"
)

func TestMau03Values(t *testing.T) {
	want := []map[string]string{
		{
			"(1)": "1", "(2)": "Đơn vị thứ nhất", "(3)": "1000", "(4)": "900", "(5)": "90", "(6)": "800", "(7)": "80", "(8)": "100", "(9)": "150",
			"(10)": "50", "(11)": "800", "(12)": "200", "(17)": "700", "(20)": "350", "(21)": "50", "(22)": "7", "(23)": "300", "(24)": "Chưa hỏi được: 3",
		},
		{
			"(1)": "2", "(2)": "Đơn vị thứ hai", "(3)": "3", "(4)": "2", "(5)": "66.7", "(6)": "1", "(7)": "33.3", "(8)": "0", "(9)": "1",
			"(10)": "1", "(11)": "1", "(12)": "2", "(22)": "0", "(23)": "0",
		},
		{
			"(1)": "3", "(2)": "Đơn vị chưa có người tham gia", "(3)": "0", "(4)": "0", "(6)": "0", "(8)": "0", "(9)": "0", "(10)": "0",
			"(11)": "0", "(12)": "0", "(22)": "0", "(23)": "0",
		},
		{
			"(2)": "Tổng cộng", "(3)": "1003", "(4)": "902", "(5)": "89.9", "(6)": "801", "(7)": "79.9", "(8)": "100", "(9)": "151",
			"(10)": "51", "(11)": "801", "(12)": "202", "(17)": "700", "(20)": "350", "(22)": "7", "(23)": "300",
		},
	}
	if diff := cmp.Diff(want, table(t, mau03(t, mau03Rows()...))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMau03SaysThatItIsDerived(t *testing.T) {
	if !contains(texts(t, mau03(t)), "(Mẫu suy ra từ nội dung Kế hoạch 2207/KH-BHXH ngày 12/08/2022; bộ cột chính thức của Mẫu số 03 chưa được công bố)") {
		t.Error("the sheet does not say that its columns are derived")
	}
}

func TestMau03WithoutRowsHasNoTotal(t *testing.T) {
	if rows := table(t, mau03(t)); len(rows) != 0 {
		t.Errorf("%d rows", len(rows))
	}
}

// TestMau03PercentageOfTotals keeps a ratio of two totals honest: both must be
// known of every unit.
func TestMau03PercentageOfTotals(t *testing.T) {
	both := forms.Mau03Row{Name: "A", VssIDTarget: forms.Known(200), VssIDApprovedTotal: forms.Known(100)}
	half := forms.Mau03Row{Name: "B", VssIDApprovedTotal: forms.Known(100)}
	for _, c := range []struct {
		rows   []forms.Mau03Row
		want   string
		reason string
	}{
		{[]forms.Mau03Row{both, both}, "50", "known of all"},
		{[]forms.Mau03Row{both, half}, "", "100 % would be nobody's figure"},
		{[]forms.Mau03Row{half}, "", "no target"},
	} {
		rows := table(t, mau03(t, c.rows...))
		if got := rows[len(rows)-1]["(21)"]; got != c.want {
			t.Errorf("total of (21) %q, want %q: %s", got, c.want, c.reason)
		}
	}
}

func TestMau03RefusesNegativeFigures(t *testing.T) {
	var b bytes.Buffer
	rows := append(mau03Rows(), forms.Mau03Row{Mismatched: -1})
	err := forms.WriteMau03(t.Context(), &b, head(), forms.Rows(rows...), options())
	place(t, err, forms.CodeFigure, 4, "(9)", b.Len())
	err = forms.WriteMau03(t.Context(), &b, head(), forms.Rows(forms.Mau03Row{Received: forms.Known(-5)}), options())
	place(t, err, forms.CodeFigure, 1, "(13)", b.Len())
}

// TestMau03IsNotProtected leaves the report to the office that completes it.
func TestMau03IsNotProtected(t *testing.T) {
	if strings.Contains(part(t, mau03(t, mau03Rows()...), sheetPart), "<sheetProtection") {
		t.Error("the report is protected")
	}
}
