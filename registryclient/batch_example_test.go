package registryclient_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/journal"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// A batch with a journal: whatever ends the program, the same call goes on
// where it stopped, and nobody who was answered is asked again.
func ExampleVerifyAll() {
	people, err := registrytest.LoadPopulation(strings.NewReader("personal_id,full_name,date_of_birth,gender\n"+
		"000085000001,Nguyễn Văn Mẫu,01/02/1985,Nam\n"+
		"000190000002,Trần Thị Thử,1990,Nữ\n"), "population.csv") // synthetic
	if err != nil {
		log.Fatal(err)
	}
	server, err := registrytest.NewServer(people, registrytest.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	client, err := qldc.NewClient(server.URL(), server.Credentials())
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	dir, err := os.MkdirTemp("", "journal")
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()

	purpose := registryclient.Purpose{Procedure: "TEST", Officer: "test"}
	questions := func(yield func(registryclient.Query, error) bool) { // from a file, a database …
		_ = yield(registryclient.Query{
			Number:   identity.MustParsePersonalID("000085000001").Number(),
			FullName: "Nguyễn Văn Mẫu", DateOfBirth: identity.MustDate(1985, 2, 1), Purpose: purpose,
		}, nil) &&
			yield(registryclient.Query{
				Number:   identity.MustParsePersonalID("000190000002").Number(),
				FullName: "Trần Thị Khác", DateOfBirth: identity.MustDate(1990, 3, 4), Purpose: purpose,
			}, nil)
	}
	opts := registryclient.BatchOptions{Key: registryclient.NewSecret("32 bytes or more, from where you keep keys")}
	for range 2 {
		store, err := journal.Open(dir, journal.Options{})
		if err != nil {
			log.Fatal(err)
		}
		for result, err := range registryclient.VerifyAll(context.Background(), client, questions, store, opts) {
			if err != nil {
				log.Fatal(err)
			}
			fmt.Println(result.Row, result.Reply.Answer.Outcome, "restored:", result.Restored)
		}
		if err := store.Close(); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Println("requests:", server.Ledger().WireRequests())

	// Output:
	// 0 matched restored: false
	// 1 not_matched restored: false
	// 0 matched restored: true
	// 1 not_matched restored: true
	// requests: 2
}

// Before the first question: does this list want another channel?
func ExamplePlan() {
	for _, batch := range []int{1, 1000} {
		e := registryclient.Plan(65_496_718, registryclient.Quota{PerSecond: 5}, batch)
		fmt.Printf("%d a call: %d calls, %.1f days\n", batch, e.Calls, e.Duration.Hours()/24)
	}

	// Output:
	// 1 a call: 65496718 calls, 151.6 days
	// 1000 a call: 65497 calls, 0.2 days
}
