package bhxh_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// The whole way of two participants, who are made up: the registry is asked, the
// records are compared, and who does not match stands on a Mẫu số 02, here as
// JSON lines.
func Example() {
	population, err := registrytest.LoadPopulation(strings.NewReader(`personal_id,cmnd,full_name,date_of_birth,gender
001080012345,012345678,Nguyễn Văn An,15/03/1980,Nam
079175004321,,Trần Thị Hoà,08/11/1975,Nữ
`), "population.csv")
	if err != nil {
		log.Fatal(err)
	}
	registry, err := registrytest.NewServer(population, registrytest.Options{}) // in production: the gateway's URL and your account
	if err != nil {
		log.Fatal(err)
	}
	defer registry.Close()
	client, err := qldc.NewClient(registry.URL(), registry.Credentials(), qldc.WithPurpose(registryclient.Purpose{Procedure: "VPCP", Officer: "can-bo-01"}))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()

	list := func(yield func(identity.Participant, error) bool) { // a file, a database
		_ = yield(identity.Participant{SocialInsuranceNumber: "0123456789", Person: identity.Person{
			FullName: "NGUYỄN VĂN AN", DateOfBirth: "15/3/1980", Gender: "Nam", IDNumber: "012345678",
		}}, nil) && yield(identity.Participant{SocialInsuranceNumber: "0123456790", Person: identity.Person{
			FullName: "Trần Thi Hoà", DateOfBirth: "1975", Gender: "Nữ", IDNumber: "079175004321",
		}}, nil)
	}
	ctx, today := context.Background(), identity.MustDate(2026, 11, 22)
	var notMatching []forms.Mau02Row
	for outcome, err := range reconcile.Run(ctx, list, client, reconcile.Options{AsOf: today}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(outcome.Kind, outcome.Codes, outcome.PersonalID)
		if p := outcome.Participant; outcome.Kind.List() == reconcile.ListMau02 {
			notMatching = append(notMatching, forms.Mau02Row{
				SocialInsuranceNumber: string(p.SocialInsuranceNumber), FullName: string(p.Person.FullName), DateOfBirth: string(p.Person.DateOfBirth),
				Gender: string(p.Person.Gender), IDNumber: string(p.Person.IDNumber), Codes: outcome.Codes,
			})
		}
	}
	head := forms.Head{Agency: "BẢO HIỂM XÃ HỘI HUYỆN VÍ DỤ", Unit: identity.Unit{Code: "YN0001A", Name: "Công ty Ví Dụ"}, ListID: "2026-11/YN0001A", AsOf: today}
	if err := forms.WriteMau02(ctx, os.Stdout, head, forms.Rows(notMatching...), forms.Options{Format: forms.FormatJSONLines}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// id_shared [] CCCD …345
	// mismatched [name.diacritics dob.incomplete] (none)
	// {"ordinal":1,"social_insurance_number":"0123456790","full_name":"Trần Thi Hoà","date_of_birth":"1975","gender":"Nữ","personal_id":"079175004321","vssid_email":"","vssid_none":"","mismatch":"Họ và tên chưa khớp về dấu; đề nghị đối chiếu với thẻ CCCD/căn cước và kê khai lại tại cột 10.\nNgày tháng năm sinh đang lưu chưa đầy đủ; đề nghị kê khai đủ ngày, tháng, năm sinh tại cột 11.","new_full_name":"","new_date_of_birth":"","new_gender":"","new_personal_id":"","confirmation":""}
}
