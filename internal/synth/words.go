package synth

// weighted is a word with its weight among its kind, in a thousand or so. The
// weights fall off the way names do (Nguyễn 38 %, Trần 11 %, Lê 9.5 % … and a
// long tail); they follow what is generally known of Vietnamese names, and no
// list of real people went into them.
type weighted struct {
	word   string
	weight int
}

var surnames = []weighted{
	{"Nguyễn", 3800}, {"Trần", 1100}, {"Lê", 950}, {"Phạm", 700}, {"Phan", 450}, {"Huỳnh", 300}, {"Hoàng", 350},
	{"Vũ", 240}, {"Võ", 230}, {"Đặng", 210}, {"Bùi", 200}, {"Đỗ", 140}, {"Hồ", 130}, {"Ngô", 130}, {"Dương", 100},
	{"Trương", 80}, {"Lý", 70}, {"Đinh", 60}, {"Mai", 60}, {"Trịnh", 60}, {"Đào", 60}, {"Đoàn", 50}, {"Lương", 50},
	{"Cao", 40}, {"Lâm", 40}, {"Hà", 40}, {"Tạ", 30}, {"Thái", 30}, {"Tô", 30}, {"Phùng", 30}, {"Lưu", 30},
	{"Châu", 20}, {"Chu", 20}, {"Quách", 20}, {"Vương", 20}, {"Kiều", 20}, {"Thạch", 18}, {"Triệu", 18}, {"La", 12},
	{"Mạc", 10}, {"Nghiêm", 10}, {"Quan", 8}, {"Tống", 12}, {"Văn", 8}, {"Viên", 6}, {"Âu", 6}, {"Bạch", 9},
	{"Doãn", 9}, {"Giang", 9}, {"Khổng", 5}, {"Tăng", 9}, {"Từ", 10}, {"Ninh", 7}, {"Bành", 4}, {"Cung", 4},
	{"Diệp", 7}, {"Đàm", 9}, {"Hứa", 7}, {"Kim", 6}, {"Khúc", 4}, {"Lã", 5}, {"Lục", 4}, {"Mã", 4}, {"Ngụy", 3},
	{"Nhâm", 3}, {"Ông", 5}, {"Phí", 4}, {"Quản", 3}, {"Sầm", 3}, {"Tiêu", 4}, {"Tôn", 5}, {"Trà", 3}, {"Trang", 3},
	{"Ứng", 2}, {"Vi", 4}, {"Uông", 3}, {"Thân", 5}, {"Hàn", 3}, {"Khuất", 3}, {"Cấn", 2}, {"Đường", 3}, {"Lại", 5},
}

var maleMiddles = []weighted{
	{"Văn", 300}, {"Đức", 70}, {"Hữu", 60}, {"Quang", 55}, {"Minh", 60}, {"Công", 35}, {"Đình", 45}, {"Xuân", 40},
	{"Ngọc", 40}, {"Thanh", 40}, {"Quốc", 45}, {"Anh", 20}, {"Bá", 15}, {"Duy", 25}, {"Gia", 20}, {"Hoàng", 30},
	{"Mạnh", 20}, {"Nhật", 12}, {"Thế", 18}, {"Tiến", 18}, {"Trọng", 20}, {"Trung", 18}, {"Tuấn", 18}, {"Viết", 10},
	{"Hoài", 8}, {"Khắc", 8}, {"Phúc", 8}, {"Sỹ", 8}, {"Thành", 20}, {"Vĩnh", 6}, {"Đăng", 12}, {"Như", 5}, {"Trí", 8},
}

var femaleMiddles = []weighted{
	{"Thị", 420}, {"Ngọc", 90}, {"Thu", 45}, {"Thanh", 50}, {"Kim", 40}, {"Minh", 25}, {"Phương", 30}, {"Hồng", 35},
	{"Bích", 25}, {"Diệu", 12}, {"Mai", 12}, {"Mỹ", 25}, {"Như", 15}, {"Quỳnh", 15}, {"Thùy", 20}, {"Tuyết", 12},
	{"Xuân", 15}, {"Yến", 10}, {"Hoài", 10}, {"Khánh", 12}, {"Bảo", 10}, {"Cẩm", 10}, {"Hải", 8}, {"Lan", 8},
	{"Thảo", 8}, {"Thúy", 14}, {"Trúc", 6}, {"Tường", 5}, {"Ánh", 8}, {"Hà", 8},
}

var maleGivens = []weighted{
	{"An", 20}, {"Anh", 35}, {"Bảo", 20}, {"Bình", 25}, {"Chiến", 12}, {"Cường", 30}, {"Dũng", 35}, {"Duy", 18},
	{"Đạt", 25}, {"Đông", 8}, {"Đức", 30}, {"Giang", 12}, {"Hải", 30}, {"Hiếu", 25}, {"Hiệp", 10}, {"Hòa", 15},
	{"Hoàng", 28}, {"Hùng", 35}, {"Huy", 30}, {"Hưng", 22}, {"Khang", 15}, {"Khánh", 12}, {"Khoa", 18}, {"Kiên", 15},
	{"Lâm", 15}, {"Long", 25}, {"Lợi", 10}, {"Mạnh", 15}, {"Minh", 40}, {"Nam", 30}, {"Nghĩa", 15}, {"Nhân", 12},
	{"Phong", 20}, {"Phúc", 22}, {"Quân", 22}, {"Quý", 10}, {"Quyết", 6}, {"Sang", 12}, {"Sơn", 28}, {"Tài", 15},
	{"Tâm", 15}, {"Tân", 12}, {"Thành", 28}, {"Thắng", 25}, {"Thịnh", 15}, {"Thuận", 10}, {"Tiến", 18}, {"Toàn", 15},
	{"Trung", 22}, {"Trường", 14}, {"Tú", 14}, {"Tuấn", 38}, {"Tùng", 20}, {"Vinh", 15}, {"Vũ", 18}, {"Tuyên", 5},
	{"Ân", 6}, {"Bắc", 5}, {"Cảnh", 6}, {"Chính", 8}, {"Công", 8}, {"Hậu", 8}, {"Hoan", 4}, {"Khải", 8}, {"Khôi", 8},
	{"Kỳ", 5}, {"Lộc", 10}, {"Luân", 6}, {"Ngọc", 8}, {"Nguyên", 10}, {"Nhật", 8}, {"Phát", 10}, {"Quang", 15},
	{"Quốc", 8}, {"Sinh", 4}, {"Thái", 10}, {"Thiện", 10}, {"Thọ", 6}, {"Tín", 8}, {"Trí", 10}, {"Triết", 4}, {"Việt", 14},
}

var femaleGivens = []weighted{
	{"An", 15}, {"Anh", 35}, {"Bích", 8}, {"Châu", 10}, {"Chi", 15}, {"Cúc", 6}, {"Diễm", 8}, {"Diệp", 6}, {"Dung", 18},
	{"Duyên", 14}, {"Đào", 8}, {"Giang", 14}, {"Hà", 25}, {"Hạnh", 20}, {"Hằng", 25}, {"Hiền", 22}, {"Hoa", 22},
	{"Hòa", 12}, {"Hồng", 18}, {"Huệ", 12}, {"Hương", 30}, {"Hường", 8}, {"Huyền", 20}, {"Khánh", 8}, {"Lan", 25},
	{"Liên", 15}, {"Linh", 30}, {"Loan", 18}, {"Ly", 8}, {"Mai", 22}, {"My", 12}, {"Nga", 18}, {"Ngân", 16}, {"Ngọc", 22},
	{"Nguyệt", 12}, {"Nhi", 15}, {"Nhung", 15}, {"Oanh", 12}, {"Phương", 28}, {"Quyên", 10}, {"Quỳnh", 14}, {"Tâm", 12},
	{"Thảo", 25}, {"Thắm", 8}, {"Thoa", 8}, {"Thu", 20}, {"Thúy", 18}, {"Thủy", 22}, {"Thư", 14}, {"Tiên", 10}, {"Trang", 28},
	{"Trâm", 12}, {"Trinh", 12}, {"Tuyền", 8}, {"Tuyết", 14}, {"Uyên", 10}, {"Vân", 20}, {"Vy", 14}, {"Xuân", 12}, {"Yến", 18},
	{"Ánh", 8}, {"Cẩm", 4}, {"Hân", 8}, {"Hoài", 5}, {"Khuê", 4}, {"Lệ", 6}, {"Lý", 5}, {"Mỹ", 5}, {"Như", 8}, {"Phụng", 5},
	{"Phượng", 10}, {"Sương", 6}, {"Thanh", 15}, {"Thi", 5}, {"Thơ", 5}, {"Trúc", 6}, {"Tú", 5}, {"Vi", 6}, {"Tường", 3}, {"Đoan", 3},
}

// twinGivens are given names that parents choose for twins because they sound
// alike.
var twinGivens = [][2]string{
	{"Khang", "Khánh"}, {"Hùng", "Hưng"}, {"Hương", "Hường"}, {"An", "Ân"}, {"Lan", "Loan"}, {"Tuấn", "Tuân"},
	{"Dung", "Dũng"}, {"Minh", "Mạnh"}, {"Thành", "Thanh"}, {"Thu", "Thư"}, {"Hoa", "Hòa"}, {"Tú", "Tư"}, {"Hân", "Hận"},
	{"Phương", "Phượng"}, {"Long", "Lộng"}, {"Đạt", "Đặt"}, {"Nam", "Nâm"}, {"Ngân", "Ngần"}, {"Quân", "Quang"}, {"Trâm", "Trầm"},
}

// The names of minority peoples: whole beginnings and ends, put together the
// way each people forms its names.
var (
	edeClans    = []string{"Niê", "Êban", "Mlô", "Kbuôr", "Byă", "Kpơr", "Ayŭn", "Hmŏk", "Kđoh", "Êñuôl", "Ktla", "Mjâo"}
	edeMen      = []string{"Bhăm", "Thung", "Khiêm", "Moan", "Blô", "Ñap", "Krông", "Wôn", "Djuăn", "Ƀlim"}
	edeWomen    = []string{"Lan", "Nuôn", "Hen", "Ñuê", "Bliă", "Dŭm", "Rim", "Yer", "Čhưng", "Mrai"}
	jraiClans   = []string{"Rơ Châm", "Rơ Lan", "Rah Lan", "Siu", "Ksor", "Kpă", "Nay", "Rmah", "Rơ Mah"}
	jraiGivens  = []string{"Blơng", "Nham", "Phương", "Hyơi", "Thoan", "Bơi", "Wênh", "Djơng", "Pŭi", "Hlun"}
	hmongClans  = []string{"Giàng", "Vàng", "Sùng", "Hạng", "Thào", "Lầu", "Mùa", "Cứ", "Vừ", "Ly", "Tráng"}
	hmongGivens = []string{"Sính", "Chơ", "Páo", "Dơ", "Lử", "Súa", "Chứ", "Vảng", "Dế", "Pháy", "Tủa", "Sua"}
	khmerClans  = []string{"Thạch", "Danh", "Sơn", "Kim", "Lâm", "Châu", "Kiên"}
	khmerGivens = []string{"Rinh", "Kha", "Sóc", "Phol", "Rươne", "Sô", "Phát", "Sa", "Ni", "Chanh", "Som"}
	chamClans   = []string{"Đàng", "Quảng", "Báo", "Thành", "Kiều", "Hán", "Đạt", "Lưu"}
	chamGivens  = []string{"Thọ", "Tuyên", "Rơi", "Hảo", "Phẩm", "Chế", "Linh", "Nghị"}
	thaiClans   = []string{"Lò", "Quàng", "Cà", "Tòng", "Lường", "Vi", "Cầm", "Lù", "Hoàng"}
	thaiGivens  = []string{"Pọm", "Ún", "Pâng", "Biên", "Inh", "Hặc", "Thoan", "Pánh", "Xuân"}
	khoGivens   = []string{"Brẻo", "Tuyn", "Brểu", "Diễn", "Thế", "Să", "Ơi", "Ngọc"}
)

// provinceCodes are the codes of birth registration (63 provinces), each as
// often as its share of a hundred or so.
var provinceCodes = []weighted{
	{"001", 80}, {"079", 85}, {"031", 20}, {"048", 12}, {"092", 13}, {"038", 37}, {"040", 34}, {"034", 19}, {"036", 18},
	{"030", 19}, {"026", 12}, {"049", 15}, {"052", 15}, {"056", 13}, {"066", 19}, {"064", 16}, {"075", 31}, {"074", 26},
	{"080", 17}, {"086", 10}, {"089", 19}, {"091", 17}, {"095", 9}, {"002", 9}, {"010", 8}, {"015", 9}, {"020", 8},
	{"004", 6}, {"006", 4}, {"008", 8}, {"011", 6}, {"012", 5}, {"014", 13}, {"017", 9}, {"019", 13}, {"022", 14},
	{"024", 19}, {"025", 15}, {"027", 14}, {"033", 13}, {"035", 9}, {"037", 10}, {"042", 13}, {"044", 9}, {"045", 7},
	{"046", 12}, {"051", 13}, {"054", 9}, {"058", 6}, {"060", 13}, {"062", 6}, {"067", 7}, {"068", 13}, {"070", 10},
	{"072", 12}, {"077", 12}, {"082", 18}, {"083", 13}, {"084", 11}, {"087", 16}, {"093", 8}, {"094", 12}, {"096", 12},
}
