package household_test

import (
	"context"
	"fmt"
	"os"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// What a couple pays for a year, worked out without a registry. The people are
// synthetic.
func ExampleCompute() {
	request := household.Request{
		ID:      "2026-000123",
		PayDate: identity.MustDate(2026, 9, 1),
		Members: []household.Member{
			{Person: identity.Person{IDNumber: "001075000001"}, Head: true, Joins: true, Months: 12, LastCardEnd: identity.MustDate(2026, 8, 31)},
			{Person: identity.Person{IDNumber: "001177000002"}, Relation: household.RelationWife, Joins: true, Months: 12},
		},
	}
	quote, err := household.Compute(request, household.Accepted)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range quote.Lines {
		fmt.Printf("%s; thẻ từ %s (%v)\n", line.Formula(), line.CardFrom.Reveal(), line.Continuity)
	}
	fmt.Printf("Tổng cộng: %v đồng\n", quote.Total)
	// Output:
	// 2.530.000 × 4,5% × 100% × 12 tháng = 1.366.200; thẻ từ 01/09/2026 (unbroken)
	// 2.530.000 × 4,5% × 70% × 12 tháng = 956.340; thẻ từ 01/10/2026 (first)
	// Tổng cộng: 2.322.540 đồng
}

// A registry that tells residence and head makes the verdict; here it holds the
// wife at another address.
func ExampleResolver_Resolve() {
	registry := household.CheckerFunc(func(_ context.Context, q registryclient.Query) (household.Sighting, error) {
		s := household.Sighting{Answer: registryclient.Answer{Outcome: registryclient.OutcomeMatched, Source: "registry"}}
		s.Permanent = household.Residence{Province: "01", Ward: "00100", Detail: "Số 12 đường Mẫu"}
		if q.Gender == identity.GenderFemale {
			s.Permanent.Detail = "Số 99 đường Khác"
		}
		return s, nil
	})
	resolver, err := household.NewResolver(household.Sources{Checker: registry}, household.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	request := household.Request{
		PayDate: identity.MustDate(2026, 9, 1),
		Members: []household.Member{
			{Person: identity.Person{FullName: "Nguyễn Văn Thử", DateOfBirth: "10/05/1975", Gender: "Nam", IDNumber: "001075000001"}, Head: true, Joins: true, Months: 12},
			{Person: identity.Person{FullName: "Trần Thị Mẫu", DateOfBirth: "11/06/1977", Gender: "Nữ", IDNumber: "001177000002"}, Joins: true, Months: 12},
		},
	}
	result, err := resolver.Resolve(context.Background(), request, request.PayDate)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Verdict, "complete:", result.Completeness)
	for _, e := range result.Explain() {
		fmt.Println(e.Code.Vietnamese())
		for _, cause := range e.Causes {
			fmt.Println(" member", cause.Member+1, result.Members[cause.Member].Codes())
		}
	}
	quote, err := result.Quote()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("plain renewal:", quote.Total)
	// Output:
	// refused complete: unknown
	// Các thành viên kê khai không cùng địa chỉ thường trú hoặc tạm trú trong cơ sở dữ liệu quốc gia về dân cư
	//  member 2 [member.confirmed residence.permanent_text member.elsewhere]
	// plain renewal: 2.732.400
}

// An officer who found a refusal wrong lets the family through, on the record.
func ExampleConfirmation() {
	request := household.Request{
		Confirmations: []household.Confirmation{{
			Subject: household.SubjectMember, Member: 1, Officer: "cb-0421",
			On: identity.MustDate(2026, 9, 1), Document: "CV 12/CAX ngày 30/08/2026",
		}},
	}
	fmt.Println(request.Confirmations[0])
	// Output: {member #1 officer:(masked) on date (day) document:(masked)}
}

// Heads are checked ahead of a renewal season.
func ExampleCheckHeads() {
	heads := func(yield func(identity.Person, error) bool) {
		yield(identity.Person{FullName: "Nguyen Van Thu", DateOfBirth: "10/05/1975", Gender: "Nam", IDNumber: "001075000001"}, nil)
	}
	registry := newScene().world // a synthetic registry that knows him as Nguyễn Văn Thử
	options := household.HeadOptions{AsOf: identity.MustDate(2026, 9, 1)}
	for head, err := range household.CheckHeads(context.Background(), single{registry}, heads, options) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(head.Exact, head.Finding, head.Mismatches)
	}
	// Output: false member.confirmed [name.no_diacritics]
}

// A quote as a table.
func ExampleQuote_WriteText() {
	request := household.Request{
		PayDate: identity.MustDate(2026, 9, 1),
		Members: []household.Member{{Person: identity.Person{IDNumber: "001075000001"}, Head: true, OtherGroup: "HT"}},
	}
	quote, err := household.Compute(request, household.Accepted)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := quote.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Mức đóng BHYT hộ gia đình: được giảm trừ (accepted)
	//
	// TT  Thành viên  Số định danh  Thứ  Lương cơ sở  Tỷ lệ  Mức  Tháng  Thành tiền  Ngày đóng  Thẻ từ ngày
	//  1  chủ hộ      CCCD …001       –                                           0
	//
	// Tổng cộng: 0 đồng
	//
	// Cách tính:
	//   1. không đóng lần này
	//        payment.other_group: Có thẻ BHYT theo nhóm đối tượng khác, không tính thứ tự.
	//
	// Căn cứ:
	//   - Luật BHYT Điều 12 khoản 5; NĐ 188/2025/NĐ-CP (thay NĐ 146/2018/NĐ-CP Điều 5 khoản 1): Người thuộc nhóm đối tượng khác không tham gia theo hộ gia đình, không tính thứ tự.
}
