package vialist_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/household/vialist"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// A head who leaves out a member: the list tells. The service is a fake, the
// people are synthetic.
func Example() {
	people, err := registrytest.LoadPopulation(strings.NewReader(population), "population.csv")
	if err != nil {
		log.Fatal(err)
	}
	server, err := registrytest.NewHouseholdServer(people, registrytest.HouseholdOptions{Offer: true})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	lister, err := vialist.NewClient(server.URL(), vialist.WithAuthentication(server.Credentials()), vialist.WithPurpose(purpose))
	if err != nil {
		log.Fatal(err)
	}
	defer lister.Close()

	resolver, err := household.NewResolver(household.Sources{Lister: lister}, household.Options{})
	if err != nil {
		log.Fatal(err)
	}
	today := identity.MustDate(2026, 9, 1)
	head := household.Member{
		Person: identity.Person{FullName: "Nguyễn Văn Thử", DateOfBirth: "10/05/1975", Gender: "Nam", IDNumber: "000075000001"},
		Head:   true, Joins: true, Months: 12,
	}
	result, err := resolver.Resolve(context.Background(), household.Request{PayDate: today, Members: []household.Member{head}}, today)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(result.Verdict, "complete:", result.Completeness, result.Reason)
	fmt.Println("not declared:", result.Undeclared)
	// Output:
	// refused complete: no completeness.undeclared
	// not declared: [{CCCD …002 group known:false} {CCCD …003 group known:false}]
}
