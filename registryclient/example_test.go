package registryclient_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// The three kinds of outcome: an answer, a registry that cannot be asked, a
// question that cannot be put. Only the first says anything about the person.
func Example() {
	people, err := registrytest.LoadPopulation(strings.NewReader("personal_id,full_name,date_of_birth,gender\n"+
		"000085000001,Nguyễn Văn Mẫu,01/02/1985,Nam\n"), "population.csv") // synthetic
	if err != nil {
		log.Fatal(err)
	}
	server, err := registrytest.NewServer(people, registrytest.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	right, wrong := server.Credentials(), server.Credentials()
	wrong.Secret = registryclient.NewSecret("of another account")

	person := registryclient.Query{
		Number:      identity.MustParsePersonalID("000085000001").Number(),
		FullName:    "Nguyễn Văn Mẫu",
		DateOfBirth: identity.MustDate(1985, 2, 1),
		Purpose:     registryclient.Purpose{Procedure: "TEST", Officer: "test"},
	}
	nameless := person
	nameless.FullName = ""
	for _, c := range []struct {
		auth  registryclient.SignedBasic
		query registryclient.Query
	}{{right, person}, {wrong, person}, {right, nameless}} {
		client, err := qldc.NewClient(server.URL(), c.auth)
		if err != nil {
			log.Fatal(err)
		}
		answer, err := client.Verify(context.Background(), c.query)
		switch {
		case err == nil:
			fmt.Println("the registry says:", answer.Outcome)
		case errors.Is(err, registryclient.CodeInvalidQuery):
			fmt.Println("cannot be put:", err)
		case errors.Is(err, registryclient.CodeUnauthorized):
			fmt.Println("cannot be asked: check the credentials")
		default:
			fmt.Println("cannot be asked now")
		}
		client.Close()
	}

	// Output:
	// the registry says: matched
	// cannot be asked: check the credentials
	// cannot be put: registryclient: qldc/TraCuuThongTinCongDan: this question cannot be put: the name is missing
}
