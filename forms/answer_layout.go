package forms

import (
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// answerForm is a row of the table of answer forms.
type answerForm struct {
	name, decision string
	since          identity.Date
	certainty      identity.Certainty
	title          string
	columns        []answerColumn
	note           string
}

// answerColumn is a column as the form prints it. "Group: name" stands under a
// common heading.
type answerColumn struct {
	number, text string
	width        float64
	field        Field // "" = left to the unit
}

// row gives the form's row of the table, which is built anew on each call: it
// is small, and nobody can change it.
func (f AnswerForm) row() (answerForm, bool) {
	switch f {
	case TK1QD505:
		return answerForm{"TK1-TS", "QĐ 505/QĐ-BHXH", identity.MustDate(2020, 3, 27), identity.CertaintySingleSource, titleTK1, tk1Columns(true), noteTK1}, true
	case TK1QD490:
		return answerForm{"TK1-TS", "QĐ 490/QĐ-BHXH", identity.MustDate(2023, 3, 28), identity.CertaintyUnconfirmed, titleTK1, tk1Columns(false), noteTK1 + noteTK1QD490}, true
	case D02QD505:
		return answerForm{"D02-LT", "QĐ 505/QĐ-BHXH, QĐ 490/QĐ-BHXH", identity.MustDate(2020, 3, 27), identity.CertaintyConfirmed, titleD02, d02Columns505(), noteList + noteNoNumbers}, true
	case D02QD366:
		return answerForm{"D02-LT", "QĐ 366/QĐ-BHXH", identity.MustDate(2026, 4, 29), identity.CertaintySingleSource, titleD02, d02Columns366(), noteList}, true
	case D03QD490:
		return answerForm{"D03-TS", "QĐ 490/QĐ-BHXH", identity.MustDate(2023, 3, 28), identity.CertaintySingleSource, titleD03, d03Columns(), noteList}, true
	}
	return answerForm{}, false
}

const (
	titleTK1 = "DỮ LIỆU KÊ KHAI TỜ KHAI THAM GIA, ĐIỀU CHỈNH THÔNG TIN BẢO HIỂM XÃ HỘI, BẢO HIỂM Y TẾ"
	titleD02 = "BÁO CÁO TÌNH HÌNH SỬ DỤNG LAO ĐỘNG VÀ DANH SÁCH THAM GIA BHXH, BHYT, BHTN"
	titleD03 = "DANH SÁCH NGƯỜI CHỈ THAM GIA BHYT"

	noteTK1       = "- Mỗi dòng là dữ liệu phần II (đã có mã số BHXH) của một tờ khai TK1-TS; chỉ ghi các thông tin có sửa đổi, bổ sung. Tờ khai do người tham gia ký."
	noteTK1QD490  = " Số thứ tự chỉ tiêu phần II theo Quyết định 490/QĐ-BHXH chưa được công bố nên không ghi."
	noteList      = "- Chỉ ghi thông tin cá nhân sau sửa đổi, bổ sung theo Mẫu số 02 của Kế hoạch 2207/KH-BHXH; các cột còn lại do đơn vị ghi."
	noteNoNumbers = " Số thứ tự cột của biểu in chưa được đối chiếu nên không ghi."
)

// AnswerLayout gives the description of an answer form, an empty one for a form
// that does not exist.
func AnswerLayout(f AnswerForm) Layout {
	row, ok := f.row()
	if !ok {
		return Layout{}
	}
	return Layout{
		Form:       "Mẫu " + row.name,
		Version:    row.name + "/" + row.decision,
		Sheet:      row.name,
		Title:      row.title,
		Subtitle:   []string{"(Mẫu " + row.name + " theo " + row.decision + ")"},
		Head:       unitLines(),
		Header:     answerHeader(row.columns),
		NotesTitle: "Ghi chú:",
		Notes:      []string{row.note},
		Margins:    Margins{Top: 15, Bottom: 15, Left: 10, Right: 10},
		FontSize:   9,
	}
}

// answerHeader groups columns that stand under a common heading.
func answerHeader(columns []answerColumn) []Heading {
	var list []Heading
	for _, c := range columns {
		h := Heading{Text: c.text, Column: Column{Field: c.field, Number: c.number, Width: c.width, Open: c.field == ""}}
		switch c.field {
		case FieldOrdinal:
			h.Column.Kind, h.Column.Align = KindCount, AlignCenter
		case FieldSocialInsuranceNumber, FieldDateOfBirth, FieldNewDateOfBirth, FieldPersonalID, FieldNewPersonalID:
			h.Column.Kind, h.Column.Align = KindDigits, AlignCenter
		case FieldGender, FieldNewGender:
			h.Column.Align = AlignCenter
		}
		group, name, grouped := strings.Cut(c.text, ": ")
		if !grouped {
			list = append(list, h)
			continue
		}
		h.Text = name
		if last := len(list) - 1; last >= 0 && list[last].Text == group && len(list[last].Sub) > 0 {
			list[last].Sub = append(list[last].Sub, h)
		} else {
			list = append(list, Heading{Text: group, Sub: []Heading{h}})
		}
	}
	return list
}

// tk1Columns gives part II of TK1-TS. The numbers are those of QĐ 505/QĐ-BHXH;
// those of QĐ 490/QĐ-BHXH are not known. Its wording of [06] is taken for the
// number.
func tk1Columns(numbered bool) []answerColumn {
	const adjust = "Điều chỉnh thông tin cá nhân: "
	columns := []answerColumn{
		{"", "Stt", 10, FieldOrdinal},
		{"[13]", "Mã số BHXH", 24, FieldSocialInsuranceNumber},
		{"[14.1]", adjust + "Họ và tên (viết chữ in hoa)", 42, FieldNewFullName},
		{"[14.2]", adjust + "Giới tính", 12, FieldNewGender},
		{"[14.3]", adjust + "Ngày, tháng, năm sinh", 22, FieldNewDateOfBirth},
		{"[14.4]", adjust + "Nơi đăng ký khai sinh", 26, ""},
		{"[14.5]", adjust + "Số CMND/CCCD/\nHộ chiếu", 26, FieldNewPersonalID},
		{"[15]", "Mức tiền đóng", 16, ""},
		{"[16]", "Phương thức đóng", 16, ""},
		{"[17]", "Nơi đăng ký khám, chữa bệnh ban đầu", 22, ""},
		{"[18]", "Nội dung thay đổi, yêu cầu khác", 38, FieldChanges},
		{"[19]", "Hồ sơ kèm theo (nếu có)", 24, FieldAttachments},
	}
	if !numbered {
		for i := range columns {
			columns[i].number = ""
		}
		columns[6].text = adjust + "Số CCCD/ĐDCN/\nHộ chiếu"
	}
	return columns
}

func d02Columns505() []answerColumn {
	const post, heavy, fixed, other = "Vị trí việc làm: ", "Ngành nghề nặng nhọc, độc hại: ", "HĐLĐ xác định thời hạn: ", "HĐLĐ khác: "
	return []answerColumn{
		{"", "STT", 9, FieldOrdinal},
		{"", "Họ và tên", 29, FieldFullName},
		{"", "Mã số BHXH", 18.5, FieldSocialInsuranceNumber},
		{"", "Ngày tháng năm sinh", 17, FieldDateOfBirth},
		{"", "Giới tính", 9.5, FieldGender},
		{"", "Số CCCD/CMND/\nHộ chiếu", 23.5, FieldPersonalID},
		{"", "Cấp bậc, chức vụ, chức danh nghề, nơi làm việc", 19.5, ""},
		{"", post + "Nhà quản lý", 11.5, ""},
		{"", post + "Chuyên môn kỹ thuật bậc cao", 14, ""},
		{"", post + "Chuyên môn kỹ thuật bậc trung", 14, ""},
		{"", post + "Khác", 11.5, ""},
		{"", "Tiền lương: Hệ số/Mức lương", 13, ""},
		{"", "Phụ cấp chức vụ", 11.5, ""},
		{"", "Thâm niên vượt khung (%)", 11.5, ""},
		{"", "Thâm niên nghề (%)", 11.5, ""},
		{"", "Phụ cấp lương", 11.5, ""},
		{"", "Các khoản bổ sung", 11.5, ""},
		{"", heavy + "ngày bắt đầu", 13.5, ""},
		{"", heavy + "ngày kết thúc", 13.5, ""},
		{"", "HĐLĐ không xác định thời hạn: ngày bắt đầu", 13.5, ""},
		{"", fixed + "từ ngày", 13.5, ""},
		{"", fixed + "đến ngày", 13.5, ""},
		{"", other + "từ ngày", 13.5, ""},
		{"", other + "đến ngày", 13.5, ""},
		{"", "Thời điểm đơn vị bắt đầu đóng BHXH", 13.5, ""},
		{"", "Thời điểm đơn vị kết thúc đóng BHXH", 13.5, ""},
		{"", "Ghi chú", 25, FieldChanges},
	}
}

func d02Columns366() []answerColumn {
	return []answerColumn{
		{"(1)", "STT", 9, FieldOrdinal},
		{"(2)", "Họ và tên", 36, FieldFullName},
		{"(3)", "Chức vụ, chức danh nghề, nơi làm việc", 24, ""},
		{"(4)", "Tiền lương", 15, ""},
		{"(5)", "Hệ số/mức lương theo NĐ 204/2004", 16, ""},
		{"(6)", "% phụ cấp chức vụ", 13, ""},
		{"(7)", "% thâm niên vượt khung", 13, ""},
		{"(8)", "% thâm niên nghề", 13, ""},
		{"(9)", "Phụ cấp lương và khoản bổ sung", 15, ""},
		{"(10)", "Loại HĐLĐ", 13, ""},
		{"(11)", "Số HĐLĐ", 14, ""},
		{"(12)", "Ngày ký HĐLĐ", 16, ""},
		{"(13)", "Ngày hiệu lực HĐLĐ", 16, ""},
		{"(14)", "Từ tháng/\nnăm", 14, ""},
		{"(15)", "Đến tháng/\nnăm", 14, ""},
		{"(16)", "Nơi đăng ký KCB ban đầu", 18, ""},
		{"(17)", "Hình thức nhận kết quả", 15, ""},
		{"(18)", "Loại tăng/\ngiảm/\nđiều chỉnh", 16, ""},
		{"(19)", "Ghi chú", 36, FieldChanges},
	}
}

func d03Columns() []answerColumn {
	return []answerColumn{
		{"A", "STT", 9, FieldOrdinal},
		{"B", "Họ và tên", 36, FieldFullName},
		{"1", "Mã số BHXH", 22, FieldSocialInsuranceNumber},
		{"2", "Số CCCD/CMND/\nĐDCN/hộ chiếu", 25, FieldPersonalID},
		{"3", "Ngày tháng năm sinh", 20, FieldDateOfBirth},
		{"4", "Giới tính", 11, FieldGender},
		{"5", "Địa chỉ", 26, ""},
		{"6", "Nơi đăng ký KCB ban đầu", 18, ""},
		{"7", "Ngày biên lai", 15, ""},
		{"8", "Số biên lai", 14, ""},
		{"9", "Tiền lương hưu, trợ cấp TN, TS", 16, ""},
		{"10", "Hỗ trợ thêm: NSĐP", 13, ""},
		{"11", "Hỗ trợ thêm: Khác", 13, ""},
		{"12", "Thời gian tham gia: Từ tháng", 14, ""},
		{"13", "Thời gian tham gia: Số tháng", 13, ""},
		{"14", "Mã số nhân viên thu", 15, ""},
		{"15", "Ghi chú", 34, FieldChanges},
	}
}
