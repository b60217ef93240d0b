package registrytest_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// A program's own test verifies a person against the fake registry: the client
// is the real one, and so are the bytes between them.
func Example() {
	// Synthetic: no region has the code 000.
	const population = `personal_id,cmnd,full_name,date_of_birth,gender
000085000001,000000001,Nguyễn Văn Mẫu,01/02/1985,Nam
`
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
		qldc.WithPurpose(registryclient.Purpose{Procedure: "TEST", Officer: "test"}))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()

	number, err := identity.ParseNumber("000 000 001") // a CMND
	if err != nil {
		log.Fatal(err)
	}
	for _, born := range []identity.Date{identity.MustDate(1985, 2, 1), identity.MustDate(1985, 1, 2)} {
		answer, err := client.Verify(context.Background(), registryclient.Query{
			Number: number, FullName: "Nguyễn Văn Mẫu", DateOfBirth: born,
		})
		if err != nil {
			log.Fatal(err) // the registry could not be asked: not a "no"
		}
		fmt.Println(answer.Outcome, answer.Reason, answer.SharedID)
	}
	fmt.Println("asked", server.Ledger().Len(), "times")

	// Output:
	// matched none CCCD …001
	// not_matched nothing_fits (none)
	// asked 2 times
}

// A server that misbehaves on purpose: the first attempt of every question
// loses its connection.
func ExampleOptions_fault() {
	people, err := registrytest.LoadPopulation(strings.NewReader("personal_id,full_name,date_of_birth,gender\n"+
		"000085000001,Nguyễn Văn Mẫu,01/02/1985,Nam\n"), "population.csv") // synthetic
	if err != nil {
		log.Fatal(err)
	}
	server, err := registrytest.NewServer(people, registrytest.Options{
		Fault: func(r registrytest.Request) registrytest.Fault {
			if r.Repeat == 0 {
				return registrytest.Fault{Kind: registrytest.FaultDropAfter}
			}
			return registrytest.Fault{}
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	client, err := qldc.NewClient(server.URL(), server.Credentials(),
		qldc.WithPurpose(registryclient.Purpose{Procedure: "TEST", Officer: "test"}))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	answer, err := client.Verify(context.Background(), registryclient.Query{
		Number:   identity.MustParsePersonalID("000085000001").Number(),
		FullName: "Nguyễn Văn Mẫu", DateOfBirth: identity.MustDate(1985, 2, 1),
	})
	fmt.Println(answer.Outcome, err, "after", server.Ledger().WireRequests(), "requests")

	// Output:
	// matched <nil> after 2 requests
}
