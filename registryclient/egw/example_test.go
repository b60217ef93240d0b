package egw_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient/egw"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// A card whose holder fits and that has ended: two things, told apart.
func Example() {
	population, err := registrytest.LoadPopulation(strings.NewReader(people), "population.csv") // synthetic
	if err != nil {
		log.Fatal(err)
	}
	server, err := registrytest.NewServer(population, registrytest.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	user, password := server.EGWAccount()
	name, id := server.EGWOfficer()

	client, err := egw.NewClient(server.EGWURL(), egw.Account{User: user, Password: password},
		egw.Officer{Name: identity.Name(name), PersonalID: identity.MustParsePersonalID(id)})
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	card, err := identity.ParseHealthCard("GD 4 01 0000000022")
	if err != nil {
		log.Fatal(err)
	}
	born, err := identity.ParseDate("1990")
	if err != nil {
		log.Fatal(err)
	}
	check, err := client.Check(context.Background(), egw.Question{Card: card, FullName: "Trần Thị Thử", DateOfBirth: born})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(check.Answer.Outcome, check.Card, check.Answer.Message.Text)

	// Output:
	// matched expired Thẻ BHYT hết giá trị sử dụng
}
