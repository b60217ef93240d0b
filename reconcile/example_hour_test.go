package reconcile_test

import (
	"bytes"
	"context"
	"fmt"
	"log"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
)

// From a list to Mẫu số 02: whoever does not agree becomes a row. This package
// writes no documents, so that a service that only verifies links no
// spreadsheet; the caller joins the two.
func ExampleRun_documents() {
	registry := exampleRegistry()
	defer registry.Close()
	client, err := qldc.NewClient(registry.URL(), registry.Credentials(), qldc.WithPurpose(registryclient.Purpose{Procedure: "VPCP", Officer: "can-bo-01"}))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	unit := identity.Unit{Code: "YN0001A", Name: "Công ty Ví Dụ"}
	participants := list(
		identity.Participant{Person: identity.Person{FullName: "Nguyễn Văn An", DateOfBirth: "15/03/1980", Gender: "Nam", IDNumber: "001080012345"}, Unit: unit},
		identity.Participant{Person: identity.Person{FullName: "Trần Thi Hoà", DateOfBirth: "1975", Gender: "Nữ", IDNumber: "079175004321"}, Unit: unit},
	)
	today := identity.MustDate(2026, 11, 22)

	var rows []forms.Mau02Row
	for outcome, err := range reconcile.Run(context.Background(), participants, client, reconcile.Options{AsOf: today}) {
		if err != nil {
			log.Fatal(err)
		}
		if outcome.Kind.List() != reconcile.ListMau02 {
			continue
		}
		rows = append(rows, forms.Mau02Row{
			SocialInsuranceNumber: string(outcome.Participant.SocialInsuranceNumber),
			FullName:              string(outcome.Normalized.FullName),
			DateOfBirth:           string(outcome.Normalized.DateOfBirth),
			Gender:                string(outcome.Normalized.Gender),
			IDNumber:              string(outcome.Normalized.IDNumber),
			VssID:                 outcome.Participant.VssID,
			Email:                 string(outcome.Participant.Email),
			Codes:                 outcome.Codes,
		})
	}
	var workbook bytes.Buffer
	head := forms.Head{Agency: "BẢO HIỂM XÃ HỘI HUYỆN VÍ DỤ", Unit: unit, ListID: "2026-11/YN0001A", AsOf: today}
	if err := forms.WriteMau02(context.Background(), &workbook, head, forms.Rows(rows...), forms.Options{}); err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(rows), "row:", rows[0].Codes, workbook.Len() > 0)
	// Output: 1 row: [name.diacritics dob.incomplete] true
}
