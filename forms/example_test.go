package forms_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"

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
