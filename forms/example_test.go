package forms_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// A list for an employer: who does not agree with the national population
// database, and what to check. All values are made up.
func ExampleWriteMau02() {
	head := forms.Head{
		ParentAgency: "BẢO HIỂM XÃ HỘI TỈNH THỬ NGHIỆM",
		Agency:       "BẢO HIỂM XÃ HỘI HUYỆN VÍ DỤ",
		Unit:         identity.Unit{Code: "YN0001A", Name: "Công ty Ví Dụ"},
		ListID:       "2026-11/YN0001A",
		AsOf:         identity.MustDate(2026, 11, 22),
	}
	rows := forms.Rows(forms.Mau02Row{
		SocialInsuranceNumber: "0123456789",
		FullName:              "Nguyễn Văn Thử",
		DateOfBirth:           "03/01/1990",
		Gender:                "Nam",
		VssID:                 identity.VssIDNone,
		Codes:                 []matching.Code{matching.IDMissing},
	})
	var file bytes.Buffer
	if err := forms.WriteMau02(context.Background(), &file, head, rows, forms.Options{}); err != nil {
		fmt.Println(err)
	}
	fmt.Println(file.Len() > 0)
	// Output: true
}

// A list that is too long for one document becomes several.
func ExampleVolumes() {
	list := make([]forms.Mau01Row, 60_000)
	for head := range forms.Volumes(forms.Head{ListID: "2026-11/YN0001A"}, list) {
		fmt.Printf("Tập %d/%d, Stt từ %d\n", head.Volume, head.Volumes, head.FirstOrdinal)
	}
	// Output:
	// Tập 1/3, Stt từ 1
	// Tập 2/3, Stt từ 25001
	// Tập 3/3, Stt từ 50001
}

// A report by province and district, of which the first columns are enough
// here. All names and figures are made up.
func ExampleWriteMau03() {
	layout := forms.Mau03Layout()
	layout.Header = layout.Header[:3]
	rows := forms.Rows(
		forms.Mau03Row{Province: "BHXH tỉnh Thử Nghiệm", District: "BHXH huyện Ví Dụ", Name: "Công ty Ví Dụ", Participants: 120},
		forms.Mau03Row{Province: "BHXH tỉnh Thử Nghiệm", District: "BHXH huyện Mẫu", Name: "Trường Mẫu", Participants: 30},
		forms.Mau03Row{Province: "BHXH tỉnh Thử Nghiệm", District: "BHXH huyện Ví Dụ", Name: "Hợp tác xã Ví Dụ", Participants: 50},
	)
	var file bytes.Buffer
	opts := forms.Options{Format: forms.FormatCSVSafe, Layout: &layout}
	if err := forms.WriteMau03(context.Background(), &file, forms.Head{}, rows, opts); err != nil {
		fmt.Println(err)
	}
	_, table, _ := strings.Cut(file.String(), "\r\n") // without the headings in words
	fmt.Println(strings.ReplaceAll(table, "\r\n", "\n"))
	// Output:
	// province,district,ordinal,name,participants
	// BHXH tỉnh Thử Nghiệm,,A,BHXH tỉnh Thử Nghiệm,200
	// BHXH tỉnh Thử Nghiệm,BHXH huyện Ví Dụ,I,BHXH huyện Ví Dụ,170
	// BHXH tỉnh Thử Nghiệm,BHXH huyện Ví Dụ,1,Công ty Ví Dụ,120
	// BHXH tỉnh Thử Nghiệm,BHXH huyện Ví Dụ,2,Hợp tác xã Ví Dụ,50
	// BHXH tỉnh Thử Nghiệm,BHXH huyện Mẫu,II,BHXH huyện Mẫu,30
	// BHXH tỉnh Thử Nghiệm,BHXH huyện Mẫu,3,Trường Mẫu,30
	// ,,,Tổng cộng,200
}

// An error says where and why, never what.
func ExampleError() {
	rows := forms.Rows(forms.Mau01Row{FullName: "Nguyễn\x07 Văn Thử"})
	err := forms.WriteMau01(context.Background(), &bytes.Buffer{}, forms.Head{}, rows, forms.Options{})
	fmt.Println(err)
	fmt.Println(errors.Is(err, forms.CodeControl))
	// Output:
	// forms: Mẫu số 01: row 1: column (3): full_name: text holds a control character
	// true
}

// A returned list: what is accepted, and what needs a look. The file here is
// the list as it was sent, with one row filled in. All values are made up.
func ExampleReadMau02CSV() {
	sent := []forms.Mau02Row{
		{SocialInsuranceNumber: "0123456780", FullName: "Nguyễn Văn Thử", DateOfBirth: "03/01/1990", Gender: "Nam", IDNumber: "001090000001"},
		{SocialInsuranceNumber: "0123456781", FullName: "Trần Thị Mẫu", DateOfBirth: "1985", Gender: "Nữ"},
	}
	const file = "(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14)\n" +
		"1,0123456780,Nguyễn Văn Thử,03/01/1990,Nam,001090000001,,,,Nguyễn Văn Thứ,,,,x\n" +
		"2,0123456781,Trần Thị Mẫu,1985,Nữ,đề nghị kê khai bổ sung số ĐDCN tại cột 13,,,,,,,1185000002,x\n"
	got, err := forms.ReadMau02CSV(context.Background(), strings.NewReader(file), forms.ReadOptions{Issued: sent})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range got.Corrections {
		fmt.Println(c) // masked; JSON carries the values
	}
	for _, f := range got.Findings {
		fmt.Println(f.Vietnamese())
	}
	// Output:
	// {row 1 BHXH …780 name:N.V.T. dob:(none) gender:(none) id:(none) confirmed:true}
	// Tệp không còn thông tin nhận dạng danh sách.
	// Dòng 2, cột (13): Số ĐDCN bị mất số 0 ở đầu.
}

// Who only adds the number through VssID files nothing.
func ExampleNewFiling() {
	who := identity.Participant{Person: identity.Person{FullName: "Nguyễn Văn Thử"}, VssID: identity.VssIDNone}
	what := identity.Correction{IDNumber: "001090000001", Confirmed: true}
	fmt.Println(forms.NewFiling(who, what, true, "").Exemption)
	fmt.Println(forms.NewFiling(who, what, false, "").Row.Attachments)
	// Output:
	// appendix_i
	// [Bản photo ĐDCN/CCCD]
}
