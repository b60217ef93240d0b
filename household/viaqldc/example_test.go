package viaqldc_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/household/viaqldc"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// A couple, checked with the citizen services and quoted. The registry is a
// fake, the people are synthetic.
func Example() {
	people, err := registrytest.LoadPopulation(strings.NewReader(population), "population.csv")
	if err != nil {
		log.Fatal(err)
	}
	server, err := registrytest.NewServer(people, registrytest.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	client, err := qldc.NewClient(server.URL(), server.Credentials(),
		qldc.WithPurpose(registryclient.Purpose{Procedure: "TEST", Officer: "officer"}))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()

	checker, err := viaqldc.NewChecker(client)
	if err != nil {
		log.Fatal(err)
	}
	resolver, err := household.NewResolver(household.Sources{Checker: checker}, household.Options{})
	if err != nil {
		log.Fatal(err)
	}
	today := identity.MustDate(2026, 9, 1)
	request := household.Request{PayDate: today, Members: []household.Member{
		head(), member("000177000002", "Trần Thị Mẫu", "11/06/1977"),
	}}
	result, err := resolver.Resolve(context.Background(), request, today)
	if err != nil {
		log.Fatal(err)
	}
	quote, err := result.Quote()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(result.Verdict, "complete:", result.Completeness)
	fmt.Println(result.Members[1].Codes())
	fmt.Println(quote.Total, "đồng")
	// Output:
	// accepted complete: unknown
	// [member.confirmed member.same_head member.same_permanent_residence]
	// 2.322.540 đồng
}
