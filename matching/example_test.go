package matching_test

import (
	"encoding/json"
	"fmt"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// The persons of these examples are synthetic.
var (
	participant = identity.Person{FullName: "Nguyen Van An", DateOfBirth: "1980", Gender: "Nam", IDNumber: "001080012345"}
	record      = identity.Person{FullName: "Nguyễn Văn An", DateOfBirth: "15/03/1980", Gender: "Nam", IDNumber: "001080012345"}
	today       = identity.MustDate(2026, 11, 1)
)

func ExampleCompare() {
	r := matching.Compare(participant, record, today)
	fmt.Println("matches:", r.Matches())
	for _, code := range r.Codes() {
		fmt.Println(code)
		fmt.Println("  (9):", code.Vietnamese())
	}
	fmt.Println("same person:", r.Zone())
	// Output:
	// matches: false
	// name.no_diacritics
	//   (9): Họ và tên đang lưu không có dấu tiếng Việt; đề nghị kê khai đầy đủ dấu tại cột 10.
	// dob.incomplete
	//   (9): Ngày tháng năm sinh đang lưu chưa đầy đủ; đề nghị kê khai đủ ngày, tháng, năm sinh tại cột 11.
	// same person: same
}

func ExampleResult_Notes() {
	legacy := record
	legacy.FullName = "NguyÔn V¨n An" // TCVN3 read as Latin-1
	r := matching.Compare(legacy, record, today)
	fmt.Println("matches:", r.Matches())
	for _, note := range r.Notes() {
		fmt.Println(note)
		fmt.Println(" ", note.VietnameseNote())
	}
	name, _ := matching.SuggestName(legacy.FullName, record.FullName)
	fmt.Println("store instead:", string(name))
	// Output:
	// matches: true
	// name.legacy_encoding
	//   Họ và tên khớp sau khi chuyển mã; dữ liệu đang lưu theo bảng mã cũ cần được chuyển sang Unicode.
	// store instead: Nguyễn Văn An
}

func ExampleResult_Waterfall() {
	brother := identity.Person{FullName: "Nguyễn Văn Bình", DateOfBirth: "19/08/1982", Gender: "Nam", IDNumber: "001082056789"}
	r := matching.Compare(brother, record, today)
	for s := range r.Waterfall() {
		if s.Prior {
			fmt.Printf("%-14s %5.1f\n", "prior", s.Weight)
			continue
		}
		fmt.Printf("%-14s %5.1f\n", s.Field, s.Weight)
	}
	fmt.Printf("score %.2f: %v\n", r.Score(), r.Zone())
	// Output:
	// prior           -7.0
	// name            -6.0
	// date_of_birth   -7.5
	// gender           1.0
	// id             -14.0
	// score 0.00: different
}

func ExampleComparePrepared() {
	reference := matching.Prepare(record, today)
	for _, number := range []identity.Text{"001080012345", "001080012354", "012345678"} {
		p := record
		p.IDNumber = number
		subject := matching.Prepare(p, today)
		fmt.Println(matching.ComparePrepared(&subject, &reference).Codes())
	}
	// Output:
	// []
	// [id.typo]
	// [id.old_number]
}

func ExamplePolicy() {
	comparer := matching.Comparer{AsOf: today, Policy: matching.Lenient()}
	r := comparer.Compare(participant, record)
	fmt.Println(r.Codes(), r.Matches())
	// Output: [name.no_diacritics dob.incomplete] true
}

func ExampleResult_MarshalJSON() {
	r := matching.Compare(participant, record, today)
	stored, _ := json.Marshal(r)
	var read matching.Result
	err := json.Unmarshal(stored, &read)
	fmt.Println(read == r, err)
	// Output: true <nil>
}

func ExampleCode_Cause() {
	counts := map[matching.Cause]int{}
	for _, code := range matching.Compare(participant, record, today).Codes() {
		counts[code.Cause()]++
	}
	for cause, n := range counts {
		if cause == matching.CauseKeying {
			fmt.Println(n, cause.Vietnamese(), matching.NameNoDiacritics.Remedies())
		}
	}
	// Output: 1 nhập liệu [own_entry declaration registry]
}
