package matching_test

import (
	"fmt"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// Words of your own hang on the codes, like those of the module: name the codes
// whose sentence you would put otherwise, and leave the others to it. The same
// function goes into forms.Options.Describe for column (9) of Mẫu số 02. Store
// and compare codes; sentences may change.
func ExampleCode_Vietnamese() {
	short := map[matching.Code]string{
		matching.NameNoDiacritics: "Họ tên chưa có dấu: ghi lại ở cột 10.",
	}
	word := func(c matching.Code) string {
		if s, ok := short[c]; ok {
			return s
		}
		return c.Vietnamese()
	}
	held := identity.Person{FullName: "Nguyen Van An", DateOfBirth: "1980", Gender: "Nam", IDNumber: "001080012345"}
	for _, code := range matching.Compare(held, record, today).Codes() {
		fmt.Println(word(code))
	}
	// Output:
	// Họ tên chưa có dấu: ghi lại ở cột 10.
	// Ngày tháng năm sinh đang lưu chưa đầy đủ; đề nghị kê khai đủ ngày, tháng, năm sinh tại cột 11.
}
