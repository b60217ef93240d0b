package reconcile_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/journal"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// The people of the examples are synthetic.
const examplePopulation = `personal_id,cmnd,full_name,date_of_birth,gender
001080012345,012345678,Nguyễn Văn An,15/03/1980,Nam
079175004321,,Trần Thị Hoà,08/11/1975,Nữ
`

func exampleRegistry() *registrytest.Server {
	population, err := registrytest.LoadPopulation(strings.NewReader(examplePopulation), "population.csv")
	if err != nil {
		log.Fatal(err)
	}
	server, err := registrytest.NewServer(population, registrytest.Options{})
	if err != nil {
		log.Fatal(err)
	}
	return server
}

func verify(ctx context.Context, url string, account registryclient.SignedBasic, people ...identity.Participant) {
	client, err := qldc.NewClient(url, account, qldc.WithPurpose(registryclient.Purpose{Procedure: "VPCP", Officer: "can-bo-01"}))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	today := identity.MustDate(2026, 11, 22)
	for outcome, err := range reconcile.Run(ctx, list(people...), client, reconcile.Options{AsOf: today}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(outcome.Kind, outcome.Codes, outcome.PersonalID) // masked: CCCD …345
		for _, code := range outcome.Codes {
			fmt.Println("  ", code.Vietnamese())
		}
	}
}

func Example() {
	registry := exampleRegistry() // in production: the gateway's URL and your account
	defer registry.Close()
	verify(context.Background(), registry.URL(), registry.Credentials(),
		identity.Participant{Person: identity.Person{FullName: "NGUYỄN VĂN AN", DateOfBirth: "15/3/1980", Gender: "Nam", IDNumber: "012345678"}},
		identity.Participant{Person: identity.Person{FullName: "Trần Thi Hoà", DateOfBirth: "1975", Gender: "Nữ", IDNumber: "079175004321"}},
	)
	// Output:
	// id_shared [] CCCD …345
	// mismatched [name.diacritics dob.incomplete] (none)
	//    Họ và tên chưa khớp về dấu; đề nghị đối chiếu với thẻ CCCD/căn cước và kê khai lại tại cột 10.
	//    Ngày tháng năm sinh đang lưu chưa đầy đủ; đề nghị kê khai đủ ngày, tháng, năm sinh tại cột 11.
}

// A run that can be resumed: whatever ends the program, the same call goes on
// where it stopped, and nobody who was answered is asked about again.
func ExampleRun_resume() {
	registry := exampleRegistry()
	defer registry.Close()
	client, err := qldc.NewClient(registry.URL(), registry.Credentials(), qldc.WithPurpose(registryclient.Purpose{Procedure: "VPCP", Officer: "can-bo-01"}))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	dir, err := os.MkdirTemp("", "journal")
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()

	participants := list(
		identity.Participant{Person: identity.Person{FullName: "Nguyễn Văn An", DateOfBirth: "15/03/1980", Gender: "Nam", IDNumber: "012345678"}},
		identity.Participant{Person: identity.Person{FullName: "Trần Thị Hoà", DateOfBirth: "08/11/1975", Gender: "Nữ", IDNumber: "079175004321"}},
	)
	for range 2 { // the second time as after a crash
		store, err := journal.Open(dir, journal.Options{})
		if err != nil {
			log.Fatal(err)
		}
		opts := reconcile.Options{AsOf: identity.MustDate(2026, 11, 22), Resume: reconcile.Resume{
			Checkpoints: store,
			Key:         registryclient.NewSecret("32 bytes or more, from where you keep keys"),
			Input:       "SHA-256 of the participants file, address of the registry",
		}}
		for outcome, err := range reconcile.Run(context.Background(), participants, client, opts) {
			if err != nil {
				log.Fatal(err)
			}
			fmt.Println(outcome.Kind, outcome.PersonalID, "restored:", outcome.Restored)
		}
		if err := store.Close(); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Println("questions:", registry.Ledger().WireRequests())
	// Output:
	// id_shared CCCD …345 restored: false
	// verified CCCD …321 restored: false
	// id_shared CCCD …345 restored: true
	// verified CCCD …321 restored: true
	// questions: 2
}

// After a round, the CMND that was replaced still finds its person.
func ExampleUpdate() {
	confirmed := reconcile.Outcome{
		Kind:        reconcile.IDShared,
		Participant: identity.Participant{SocialInsuranceNumber: "0123456789", Person: identity.Person{IDNumber: "012345678"}},
		PersonalID:  identity.MustParsePersonalID("001080012345"),
	}
	confirmed.FormerID, _ = identity.ParseCMND("012345678")

	var history identity.History
	if err := reconcile.Update(&history, confirmed, identity.MustDate(2026, 11, 22)); err != nil {
		log.Fatal(err)
	}
	var index identity.NumberIndex
	index.AddHistory("0123456789", history)

	fmt.Println(history)
	fmt.Println(len(index.Lookup(confirmed.FormerID.Number())), "person under the former number")
	fmt.Println(reconcile.Mismatched.List() == reconcile.ListMau02, matching.NameDiacritics)
	// Output:
	// [CMND …678 → CCCD …345, CCCD …345]
	// 1 person under the former number
	// true name.diacritics
}
