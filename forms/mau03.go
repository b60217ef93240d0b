package forms

import (
	"context"
	"io"
	"iter"
	"slices"
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
		Version: "2207-03.derived.2",
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
		FontSize: 7.5,
	}
}

func mau03Header() []Heading {
	wide := func(text string, f Field, number string, width float64) Heading {
		return Heading{Text: text, Column: Column{Field: f, Number: number, Width: width, Kind: KindCount, Align: AlignRight}}
	}
	count := func(text string, f Field, number string) Heading { return wide(text, f, number, 10.4) }
	percent := func(text string, f Field, number string) Heading {
		return Heading{Text: text, Column: Column{Field: f, Number: number, Width: 8.5, Kind: KindPercent, Align: AlignRight}}
	}
	return []Heading{
		{Text: "Stt", Column: Column{Field: FieldOrdinal, Number: "(1)", Width: 8, Kind: KindCount, Align: AlignCenter}},
		{Text: "Tên đơn vị", Column: Column{Field: FieldName, Number: "(2)", Width: 32.6}},
		count("Tổng số người tham gia", FieldParticipants, "(3)"),
		{Text: "Số ĐDCN/CCCD", Sub: []Heading{
			count("Đã có số ĐDCN/\nCCCD", FieldWithID, "(4)"),
			percent("Tỷ lệ đã có (%)", FieldWithIDPercent, "(5)"),
			count("Đã xác thực đúng với CSDL dân cư", FieldVerified, "(6)"),
			percent("Tỷ lệ xác thực đúng (%)", FieldVerifiedPercent, "(7)"),
			count("Số CMND được thay bằng ĐDCN trong kỳ", FieldReplaced, "(8)"),
			count("Chưa khớp", FieldMismatched, "(9)"),
			wide("Chưa có CMND/\nĐDCN/\nCCCD", FieldWithoutNumber, "(10)", 11.2),
		}},
		{Text: "Thông báo và phản hồi", Sub: []Heading{
			count("Đã gửi Mẫu số 01", FieldSentMau01, "(11)"),
			count("Đã gửi Mẫu số 02", FieldSentMau02, "(12)"),
			wide("Đã nhận D02-LT/\nD03-TS kèm TK1-TS", FieldReceived, "(13)", 11.8),
			count("Đã cập nhật", FieldUpdated, "(14)"),
			count("Xác thực lại: đúng", FieldReverified, "(15)"),
			count("Xác thực lại: vẫn chưa khớp, chuyển TT CNTT", FieldEscalated, "(16)"),
		}},
		{Text: "VssID", Sub: []Heading{
			count("Chỉ tiêu giao", FieldVssIDTarget, "(17)"),
			count("Đăng ký trong kỳ", FieldVssIDRegistered, "(18)"),
			count("Phê duyệt trong kỳ", FieldVssIDApproved, "(19)"),
			count("Phê duyệt lũy kế", FieldVssIDApprovedTotal, "(20)"),
			percent("Tỷ lệ so chỉ tiêu (%)", FieldVssIDTargetPercent, "(21)"),
			count("Đã đăng ký nhưng thiếu email", FieldVssIDWithoutEmail, "(22)"),
			count("Chưa đăng ký", FieldVssIDNotRegistered, "(23)"),
		}},
		{Text: "Khó khăn, vướng mắc, đề xuất", Column: Column{Field: FieldRemarks, Number: "(24)", Width: 21.2}},
	}
}

var mau03Fields = []Field{
	FieldOrdinal, FieldProvince, FieldDistrict, FieldName, FieldParticipants, FieldWithID, FieldWithIDPercent, FieldVerified, FieldVerifiedPercent,
	FieldReplaced, FieldMismatched, FieldWithoutNumber, FieldSentMau01, FieldSentMau02, FieldReceived, FieldUpdated,
	FieldReverified, FieldEscalated, FieldVssIDTarget, FieldVssIDRegistered, FieldVssIDApproved,
	FieldVssIDApprovedTotal, FieldVssIDTargetPercent, FieldVssIDWithoutEmail, FieldVssIDNotRegistered, FieldRemarks,
}

// WriteMau03 writes the progress report, Mẫu số 03, with a line of totals. A
// total is the sum of the figures printed above it, a percentage of the totals
// is computed from the totals. Figures that are not known stay blank. A figure
// that is negative or beyond [MaxFigure] fails with CodeFigure.
//
// Rows that name their Province or District are printed in groups, whatever
// their order: a line with the sums of each group stands above its rows, marked
// A, B … for a province and I, II … for a district. What belongs to no group
// comes first. The formats for programs (CSV and JSON lines) carry province and
// district of each row instead, and only FormatCSVSafe has the lines of sums.
// [Options].Level gives a line to each district or province in the place of
// their units. Of a report in several volumes each has its own totals.
//
// A PDF ends with a page that shows the progress as a chart: see
// [WriteMau03Chart] and Options.WithoutChart. See [WriteMau02] for what all
// forms have in common.
func WriteMau03(ctx context.Context, w io.Writer, head Head, rows iter.Seq2[Mau03Row, error], opts Options) error {
	s, err := newSettings(Mau03Layout(), mau03Fields, head, opts)
	if err != nil {
		return err
	}
	report, err := s.report(ctx, rows, opts.Level)
	if err != nil {
		return err
	}
	if report.isGrouped() {
		s.nameGroups()
	}
	if s.format == FormatPDF && !opts.WithoutChart {
		s.chart = report.chart()
	}
	return s.write(ctx, w, report.lines(s.layout.TotalLabel))
}

// nameGroups gives a format for programs the columns that name the groups of a
// row, unless the description has them.
func (s *settings) nameGroups() {
	if s.format != FormatCSV && s.format != FormatCSVSafe && s.format != FormatJSONLines {
		return
	}
	for _, h := range []Heading{
		{Text: "BHXH huyện", Column: Column{Field: FieldDistrict, Width: 32}},
		{Text: "BHXH tỉnh", Column: Column{Field: FieldProvince, Width: 32}},
	} {
		if !slices.ContainsFunc(s.columns, func(c Column) bool { return c.Field == h.Column.Field }) {
			s.layout.Header = slices.Concat([]Heading{h}, s.layout.Header)
			s.columns = slices.Concat([]Column{h.Column}, s.columns)
		}
	}
}
