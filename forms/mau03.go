package forms

import (
	"context"
	"io"
	"iter"
	"math"
)

// Mau03Layout gives a description of Mẫu số 03, the report on progress that
// Kế hoạch 2207/KH-BHXH asks for in parts C.1 and C.8.
//
// The plan names this form, but its columns were never published. These 24 are
// derived from the sentences of the plan (its parts A, B.I, B.II and C.8), and
// the sheet says so. Whoever holds the official form hands its description
// over in [Options].
func Mau03Layout() Layout {
	return Layout{
		Form:    "Mẫu số 03",
		Version: "2207-03.derived.1",
		Sheet:   "Mẫu số 03",
		Title:   "BÁO CÁO TÌNH HÌNH TRIỂN KHAI KẾ HOẠCH 2207/KH-BHXH",
		Subtitle: []string{
			"(Mẫu suy ra từ nội dung Kế hoạch 2207/KH-BHXH ngày 12/08/2022; bộ cột chính thức của Mẫu số 03 chưa được công bố)",
		},
		Head:       []HeadLine{{"Số liệu tính đến ngày:", FieldAsOf}},
		Header:     mau03Header(),
		TotalLabel: "Tổng cộng",
		NotesTitle: "Ghi chú:",
		Notes: []string{
			"- Các cột của biểu này được suy ra từ Kế hoạch 2207/KH-BHXH (mục A, B.I, B.II, C.8), không phải mẫu do BHXH Việt Nam ban hành.",
			"- Cột (5) = (4)/(3); cột (7) = (6)/(3); cột (21) = (20)/(17). Cột để trống: chưa có số liệu.",
		},
		Margins:  Margins{Top: 15, Bottom: 15, Left: 10, Right: 10},
		FontSize: 8,
	}
}

func mau03Header() []Heading {
	count := func(text string, f Field, number string, width float64) Heading {
		return Heading{Text: text, Column: Column{Field: f, Number: number, Width: width, Kind: KindCount, Align: AlignRight}}
	}
	percent := func(text string, f Field, number string) Heading {
		return Heading{Text: text, Column: Column{Field: f, Number: number, Width: 9.5, Kind: KindPercent, Align: AlignRight}}
	}
	return []Heading{
		{Text: "Stt", Column: Column{Field: FieldOrdinal, Number: "(1)", Width: 8, Kind: KindCount, Align: AlignCenter}},
		{Text: "Tên đơn vị", Column: Column{Field: FieldName, Number: "(2)", Width: 32}},
		count("Tổng số người tham gia", FieldParticipants, "(3)", 14),
		{Text: "Số ĐDCN/CCCD", Sub: []Heading{
			count("Đã có số ĐDCN/CCCD", FieldWithID, "(4)", 18.5),
			percent("Tỷ lệ đã có (%)", FieldWithIDPercent, "(5)"),
			count("Đã xác thực đúng với CSDL dân cư", FieldVerified, "(6)", 14),
			percent("Tỷ lệ xác thực đúng (%)", FieldVerifiedPercent, "(7)"),
			count("Số CMND được thay bằng ĐDCN trong kỳ", FieldReplaced, "(8)", 12.5),
			count("Chưa khớp", FieldMismatched, "(9)", 13),
			count("Chưa có CMND/ĐDCN/CCCD", FieldWithoutNumber, "(10)", 28.5),
		}},
		{Text: "Thông báo và phản hồi", Sub: []Heading{
			count("Đã gửi Mẫu số 01", FieldSentMau01, "(11)", 13),
			count("Đã gửi Mẫu số 02", FieldSentMau02, "(12)", 13),
			count("Đã nhận D02-LT/D03-TS kèm TK1-TS", FieldReceived, "(13)", 12),
			count("Đã cập nhật", FieldUpdated, "(14)", 12),
			count("Xác thực lại: đúng", FieldReverified, "(15)", 12),
			count("Xác thực lại: vẫn chưa khớp, chuyển TT CNTT", FieldEscalated, "(16)", 13),
		}},
		{Text: "VssID", Sub: []Heading{
			count("Chỉ tiêu giao", FieldVssIDTarget, "(17)", 13),
			count("Đăng ký trong kỳ", FieldVssIDRegistered, "(18)", 12),
			count("Phê duyệt trong kỳ", FieldVssIDApproved, "(19)", 12),
			count("Phê duyệt lũy kế", FieldVssIDApprovedTotal, "(20)", 13),
			percent("Tỷ lệ so chỉ tiêu (%)", FieldVssIDTargetPercent, "(21)"),
			count("Đã đăng ký nhưng thiếu email", FieldVssIDWithoutEmail, "(22)", 13),
			count("Chưa đăng ký", FieldVssIDNotRegistered, "(23)", 13),
		}},
		{Text: "Khó khăn, vướng mắc, đề xuất", Column: Column{Field: FieldRemarks, Number: "(24)", Width: 24}},
	}
}

var mau03Fields = []Field{
	FieldOrdinal, FieldName, FieldParticipants, FieldWithID, FieldWithIDPercent, FieldVerified, FieldVerifiedPercent,
	FieldReplaced, FieldMismatched, FieldWithoutNumber, FieldSentMau01, FieldSentMau02, FieldReceived, FieldUpdated,
	FieldReverified, FieldEscalated, FieldVssIDTarget, FieldVssIDRegistered, FieldVssIDApproved,
	FieldVssIDApprovedTotal, FieldVssIDTargetPercent, FieldVssIDWithoutEmail, FieldVssIDNotRegistered, FieldRemarks,
}

// WriteMau03 writes the progress report, Mẫu số 03, with a row of totals. A
// total is the sum of the figures printed above it, a percentage of the totals
// is computed from the totals. Figures that are not known stay blank. A
// negative figure fails with CodeFigure. A PDF ends with a page that shows the
// progress as a chart: see [WriteMau03Chart] and Options.WithoutChart. See [WriteMau02] for what all forms
// have in common.
func WriteMau03(ctx context.Context, w io.Writer, head Head, rows iter.Seq2[Mau03Row, error], opts Options) error {
	s, err := newSettings(Mau03Layout(), mau03Fields, head, opts)
	if err != nil {
		return err
	}
	if s.format == FormatPDF && !opts.WithoutChart {
		s.chart = &chart{}
		rows = s.charted(rows)
	}
	if s.layout.TotalLabel == "" {
		return s.write(ctx, w, lines(rows))
	}
	return s.write(ctx, w, withTotal(rows, s.layout.TotalLabel))
}

// withTotal gives the rows and, after the last of them, their total.
func withTotal(rows iter.Seq2[Mau03Row, error], label string) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		sum := total{label: label}
		for row, err := range rows {
			if !yield(line{values: row}, err) || err != nil {
				return
			}
			sum.add(row)
		}
		if sum.rows > 0 {
			yield(line{values: sum, total: true}, nil)
		}
	}
}

// cell gives what a column prints of the row.
func (r Mau03Row) cell(f Field, _ *settings) (cell, Code) {
	switch f {
	case FieldName:
		return text(r.Name), ""
	case FieldRemarks:
		return text(r.Remarks), ""
	}
	if over, under, ok := ratio(f); ok {
		return percentage(r.figure(over), r.figure(under)), ""
	}
	return r.figure(f).cell()
}

// figure gives the figure of a field.
func (r Mau03Row) figure(f Field) Figure {
	switch f {
	case FieldParticipants:
		return Known(r.Participants)
	case FieldWithID:
		return Known(r.WithID)
	case FieldVerified:
		return Known(r.Verified)
	case FieldReplaced:
		return Known(r.Replaced)
	case FieldMismatched:
		return Known(r.Mismatched)
	case FieldWithoutNumber:
		return Known(r.WithoutNumber)
	case FieldSentMau01:
		return Known(r.SentMau01)
	case FieldSentMau02:
		return Known(r.SentMau02)
	case FieldReceived:
		return r.Received
	case FieldUpdated:
		return r.Updated
	case FieldReverified:
		return r.Reverified
	case FieldEscalated:
		return r.Escalated
	case FieldVssIDTarget:
		return r.VssIDTarget
	case FieldVssIDRegistered:
		return r.VssIDRegistered
	case FieldVssIDApproved:
		return r.VssIDApproved
	case FieldVssIDApprovedTotal:
		return r.VssIDApprovedTotal
	case FieldVssIDWithoutEmail:
		return Known(r.NoEmail)
	case FieldVssIDNotRegistered:
		return Known(r.NotRegistered)
	}
	return Figure{}
}

// ratio gives the two figures of which a percentage is made.
func ratio(f Field) (over, under Field, ok bool) {
	switch f {
	case FieldWithIDPercent:
		return FieldWithID, FieldParticipants, true
	case FieldVerifiedPercent:
		return FieldVerified, FieldParticipants, true
	case FieldVssIDTargetPercent:
		return FieldVssIDApprovedTotal, FieldVssIDTarget, true
	}
	return "", "", false
}

// percentage rounds to the one decimal place that is printed, half away from
// zero, so that the value in the file is the value on paper.
func percentage(over, under Figure) cell {
	if !over.IsKnown || !under.IsKnown || under.N == 0 {
		return cell{}
	}
	return number(math.Round(1000*float64(over.N)/float64(under.N)) / 10)
}

// total is the row of totals.
type total struct {
	label string
	rows  int
	sums  map[Field]Figure
	known map[Field]int // rows in which the figure is known
}

func (t *total) add(r Mau03Row) {
	if t.sums == nil {
		t.sums, t.known = make(map[Field]Figure), make(map[Field]int)
	}
	t.rows++
	for _, f := range mau03Fields {
		if figure := r.figure(f); figure.IsKnown {
			t.sums[f] = Known(t.sums[f].N + figure.N)
			t.known[f]++
		}
	}
}

// cell gives what a column prints of the totals. A percentage needs both its
// figures in every row: of half of them it would be nobody's.
func (t total) cell(f Field, _ *settings) (cell, Code) {
	if f == FieldName {
		return text(t.label), ""
	}
	over, under, ok := ratio(f)
	if !ok {
		return t.sums[f].cell()
	}
	if t.known[over] != t.rows || t.known[under] != t.rows {
		return cell{}, ""
	}
	return percentage(t.sums[over], t.sums[under]), ""
}
