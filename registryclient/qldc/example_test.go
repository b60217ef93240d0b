package qldc_test

import (
	"fmt"
	"log"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
)

// A gateway that differs: seconds in the timestamp, another signed URL, the
// longer list of elements, days with hyphens.
func ExampleNewClient() {
	auth := registryclient.SignedBasic{
		User:       "connecting-account",
		Secret:     registryclient.NewSecret("from a file or a vault"),
		SignedURL:  "/dancu/037",
		RoadClient: "VN/GOV/BHXH",
	}
	client, err := qldc.NewClient("https://gateway.example/dancu/037", auth,
		qldc.WithProfile(qldc.LookUp2025("connecting-account")),
		qldc.WithDateForm(qldc.DateISO),
		qldc.WithPurpose(registryclient.Purpose{Procedure: "1.000000", Officer: "officer", Unit: "H00.00"}))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	fmt.Println(client.Capabilities().Source, client.Capabilities().MatchOrNothing, auth.Secret)

	// Output:
	// qldc/TraCuuThongTinCongDan true (secret)
}
