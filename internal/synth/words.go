package synth

// weighted is a word with its weight among its kind, in a thousand or so. The
// weights follow what is generally known of Vietnamese names (Nguyễn 38 %,
// Trần 11 %, Lê 9.5 % …); no list of real people went into them.
type weighted struct {
	word   string
	weight int
}

var surnames = []weighted{
	{"Nguyễn", 380}, {"Trần", 110}, {"Lê", 95}, {"Phạm", 70}, {"Huỳnh", 35}, {"Hoàng", 33}, {"Phan", 45},
	{"Vũ", 27}, {"Võ", 25}, {"Đặng", 21}, {"Bùi", 20}, {"Đỗ", 14}, {"Hồ", 13}, {"Ngô", 13}, {"Dương", 10},
	{"Lý", 7}, {"Đinh", 6}, {"Mai", 6}, {"Trịnh", 6}, {"Đào", 6}, {"Đoàn", 5}, {"Lương", 5}, {"Cao", 4},
	{"Trương", 8}, {"Lâm", 4}, {"Hà", 4}, {"Tạ", 3}, {"Thái", 3}, {"Châu", 2}, {"Chu", 2}, {"Quách", 2},
	{"Tô", 3}, {"Vương", 2}, {"Kiều", 2}, {"La", 1}, {"Mạc", 1}, {"Nghiêm", 1}, {"Ông", 1}, {"Phùng", 3},
	{"Quan", 1}, {"Thạch", 2}, {"Tống", 1}, {"Triệu", 2}, {"Văn", 1}, {"Viên", 1}, {"Âu", 1}, {"Bạch", 1},
	{"Doãn", 1}, {"Giang", 1}, {"Khổng", 1}, {"Lưu", 3}, {"Tăng", 1}, {"Từ", 1}, {"Ninh", 1},
}

var maleMiddles = []weighted{
	{"Văn", 300}, {"Đức", 70}, {"Hữu", 60}, {"Quang", 55}, {"Minh", 60}, {"Công", 35}, {"Đình", 45}, {"Xuân", 40},
	{"Ngọc", 40}, {"Thanh", 40}, {"Quốc", 45}, {"Anh", 20}, {"Bá", 15}, {"Duy", 25}, {"Gia", 20}, {"Hoàng", 30},
	{"Mạnh", 20}, {"Nhật", 12}, {"Thế", 18}, {"Tiến", 18}, {"Trọng", 20}, {"Trung", 18}, {"Tuấn", 18}, {"Viết", 10},
}

var femaleMiddles = []weighted{
	{"Thị", 420}, {"Ngọc", 90}, {"Thu", 45}, {"Thanh", 50}, {"Kim", 40}, {"Minh", 25}, {"Phương", 30}, {"Hồng", 35},
	{"Bích", 25}, {"Diệu", 12}, {"Mai", 12}, {"Mỹ", 25}, {"Như", 15}, {"Quỳnh", 15}, {"Thùy", 20}, {"Tuyết", 12},
	{"Xuân", 15}, {"Yến", 10}, {"Hoài", 10}, {"Khánh", 12},
}

var maleGivens = []weighted{
	{"An", 20}, {"Anh", 35}, {"Bảo", 20}, {"Bình", 25}, {"Chiến", 12}, {"Cường", 30}, {"Dũng", 35}, {"Duy", 18},
	{"Đạt", 25}, {"Đông", 8}, {"Đức", 30}, {"Giang", 12}, {"Hải", 30}, {"Hiếu", 25}, {"Hiệp", 10}, {"Hòa", 15},
	{"Hoàng", 28}, {"Hùng", 35}, {"Huy", 30}, {"Hưng", 22}, {"Khang", 15}, {"Khánh", 12}, {"Khoa", 18}, {"Kiên", 15},
	{"Lâm", 15}, {"Long", 25}, {"Lợi", 10}, {"Mạnh", 15}, {"Minh", 40}, {"Nam", 30}, {"Nghĩa", 15}, {"Nhân", 12},
	{"Phong", 20}, {"Phúc", 22}, {"Quân", 22}, {"Quý", 10}, {"Quyết", 6}, {"Sang", 12}, {"Sơn", 28}, {"Tài", 15},
	{"Tâm", 15}, {"Tân", 12}, {"Thành", 28}, {"Thắng", 25}, {"Thịnh", 15}, {"Thuận", 10}, {"Tiến", 18}, {"Toàn", 15},
	{"Trung", 22}, {"Trường", 14}, {"Tú", 14}, {"Tuấn", 38}, {"Tùng", 20}, {"Vinh", 15}, {"Vũ", 18}, {"Tuyên", 5},
}

var femaleGivens = []weighted{
	{"An", 15}, {"Anh", 35}, {"Bích", 8}, {"Châu", 10}, {"Chi", 15}, {"Cúc", 6}, {"Diễm", 8}, {"Diệp", 6}, {"Dung", 18},
	{"Duyên", 14}, {"Đào", 8}, {"Giang", 14}, {"Hà", 25}, {"Hạnh", 20}, {"Hằng", 25}, {"Hiền", 22}, {"Hoa", 22},
	{"Hòa", 12}, {"Hồng", 18}, {"Huệ", 12}, {"Hương", 30}, {"Hường", 8}, {"Huyền", 20}, {"Khánh", 8}, {"Lan", 25},
	{"Liên", 15}, {"Linh", 30}, {"Loan", 18}, {"Ly", 8}, {"Mai", 22}, {"My", 12}, {"Nga", 18}, {"Ngân", 16}, {"Ngọc", 22},
	{"Nguyệt", 12}, {"Nhi", 15}, {"Nhung", 15}, {"Oanh", 12}, {"Phương", 28}, {"Quyên", 10}, {"Quỳnh", 14}, {"Tâm", 12},
	{"Thảo", 25}, {"Thắm", 8}, {"Thoa", 8}, {"Thu", 20}, {"Thúy", 18}, {"Thủy", 22}, {"Thư", 14}, {"Tiên", 10}, {"Trang", 28},
	{"Trâm", 12}, {"Trinh", 12}, {"Tuyền", 8}, {"Tuyết", 14}, {"Uyên", 10}, {"Vân", 20}, {"Vy", 14}, {"Xuân", 12}, {"Yến", 18},
}

// highlanders are whole names as ethnic minorities form them: apostrophes,
// single letters, letters outside the Vietnamese alphabet.
var highlanders = []string{
	"Y Bhăm Niê", "H'Lan Êban", "Y Thung Mlô", "H'Nuôn Kbuôr", "Rơ Châm Blơng", "Siu H'Phương", "Ksor Nham",
	"Giàng A Sính", "Vàng Thị Mỷ", "Sùng Seo Lử", "Thạch Sa Rinh", "Danh Sóc Kha", "Đàng Năng Thọ", "K'Brẻo",
	"Lò Văn Pọm", "Hạng A Chơ",
}
